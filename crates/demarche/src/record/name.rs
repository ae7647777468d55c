//! By what are entries called?
//!
//! An id is made from the report's id, the kind of entry and its place, so that it stays when other entries come or go and
//! when the entry is coded better. The place of an actor is where it is first mentioned, of a statement its cue or, without
//! one, its first content, of an event where it is first told: what the text adds further down changes none of them.

use std::collections::HashSet;

use super::Record;

/// Digits of an id. Their 48 bits fit where others compute in doubles, and two of a thousand entries have the same in one
/// report of half a billion; those are told apart like two at one place. In a store of many reports an entry is known by
/// the report's id and its own.
const DIGITS: usize = 12;
/// No id is shown to people with fewer characters.
const SHORTEST: usize = 4;

/// Gives out the ids of one report.
pub(super) struct Namer<'r> {
    report: &'r str,
    given: HashSet<String>,
}

impl<'r> Namer<'r> {
    pub(super) fn new(report: &'r str) -> Namer<'r> {
        Namer { report, given: HashSet::new() }
    }

    /// The id of an entry of this kind at this place. The second at a place counts as 1, and so on.
    pub(super) fn id(&mut self, kind: char, place: &str) -> String {
        let mut ordinal = 0;
        loop {
            let hash = blake3::hash(format!("{}\n{kind}\n{place}\n{ordinal}", self.report).as_bytes());
            let id = format!("{kind}{}", &hash.to_hex()[..DIGITS]);
            if self.given.insert(id.clone()) {
                return id;
            }
            ordinal += 1;
        }
    }
}

/// How people call entries: by the shortest beginning of the id that is no other's, as git has it.
pub struct Short<'r>(Vec<&'r str>);

impl Record {
    /// How people call the entries of this record.
    pub fn short(&self) -> Short<'_> {
        let (actors, statements) = (self.actors.iter().map(|a| &a.id), self.statements.iter().map(|s| &s.id));
        Short::among(actors.chain(statements).chain(self.events.iter().map(|e| &e.id)))
    }
}

impl<'r> Short<'r> {
    fn among(ids: impl Iterator<Item = &'r String>) -> Short<'r> {
        let mut all: Vec<&str> = ids.map(|id| parted(id).0).collect();
        all.sort_unstable();
        all.dedup();
        Short(all)
    }

    /// The short form of an id; the number of a dyad stays behind it.
    pub fn id(&self, id: &str) -> String {
        let (entry, dyad) = parted(id);
        let at = self.0.partition_point(|other| *other < entry);
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|i| self.0.get(i));
        let alike = |other: &&str| entry.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let length = 1 + beside.map(alike).max().unwrap_or(0);
        format!("{}{dyad}", entry.get(..length.max(SHORTEST)).unwrap_or(entry))
    }
}

/// The id of an entry, and the number of a dyad of it.
fn parted(id: &str) -> (&str, &str) {
    id.split_at(id.find('.').unwrap_or(id.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(ids: &[&str]) -> Vec<String> {
        let ids: Vec<String> = ids.iter().map(|id| id.to_string()).collect();
        let short = Short::among(ids.iter());
        ids.iter().map(|id| short.id(id)).collect()
    }

    #[test]
    fn four_characters_are_enough_where_they_differ() {
        assert_eq!(short(&["e0123456789ab", "e0223456789ab", "s0123456789ab"]), ["e012", "e022", "s012"]);
    }

    #[test]
    fn the_first_that_differs_is_shown() {
        assert_eq!(short(&["e012345", "e012399", "e01234a"]), ["e012345", "e01239", "e01234a"]);
    }

    #[test]
    fn dyads_keep_their_number() {
        assert_eq!(short(&["e0123456789ab.1", "e0123456789ab.2"]), ["e012.1", "e012.2"]);
    }

    #[test]
    fn an_id_is_of_its_report_kind_and_place() {
        let id = |report, kind, place| Namer::new(report).id(kind, place);
        let one = id("r", 'e', "1 4");
        assert_eq!((one.len(), &one[..1], &one), (13, "e", &id("r", 'e', "1 4")));
        let others = [id("s", 'e', "1 4"), id("r", 's', "1 4"), id("r", 'e', "1 3")];
        assert!(others.iter().all(|other| other[1..] != one[1..]));
    }

    #[test]
    fn two_at_one_place_differ() {
        let mut namer = Namer::new("r");
        assert_ne!(namer.id('e', "1 4"), namer.id('e', "1 4"));
    }
}
