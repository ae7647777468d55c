//! How are the tables of event data written?
//!
//! Phoenix, ICEWS and GDELT are of one kind: cells with tabs between them and no quoting, an actor on each side.

use std::io::{self, Write};

use super::{Actor, Event, Record};

/// Prefixes of codes that stand where others have their country.
const WORLDWIDE: [&str; 4] = ["IGO", "NGO", "IMG", "MNC"];

/// Writes a row. Nothing can be quoted in it, so white space becomes a blank, and a double quotation mark, which some
/// readers would take for the start of one, a single one.
pub(super) fn write(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let clean = |cell: &String| cell.replace(|c: char| c.is_whitespace() || c.is_control(), " ").replace('"', "'");
    writeln!(out, "{}", cells.iter().map(clean).collect::<Vec<_>>().join("\t"))
}

/// A number for what these words name, the same wherever it is made. Its 53 bits fit where others compute in doubles.
pub(super) fn number(words: &[&str]) -> u64 {
    let hash = blake3::hash(words.join("\n").as_bytes());
    hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)) >> 11
}

/// A cell for what may not be known.
pub(super) fn cell<T: ToString>(known: Option<T>) -> String {
    known.map(|k| k.to_string()).unwrap_or_default()
}

/// Verbal and material cooperation, verbal and material conflict, from 1.
pub(super) fn quad(event: &Event) -> Option<usize> {
    let classes = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
    classes.iter().position(|class| event.quad.as_deref() == Some(class)).map(|at| at + 1)
}

/// Whose name the report goes by: who published it, else who wrote it.
pub(super) fn publisher(record: &Record) -> String {
    cell(record.report.outlet.as_ref().or(record.report.agency.as_ref()))
}

/// The one who acts and the one who receives, in an event that is a dyad.
pub(super) fn pair<'r>(event: &Event, record: &'r Record) -> (Option<&'r Actor>, Option<&'r Actor>) {
    let one = |side: &[super::Party]| side.first().and_then(|p| record.actor(&p.actor));
    (one(&event.actors), one(&event.recipients))
}

/// The parts that a CAMEO code of an actor is made of.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parts<'a> {
    /// All of it.
    pub(super) code: &'a str,
    /// The country, or `IGO`, `NGO`, `IMG`, `MNC`.
    pub(super) entity: &'a str,
    /// Sectors, without the entity.
    pub(super) sectors: Vec<&'a str>,
    /// What the code names a body by, behind them.
    pub(super) tag: &'a str,
}

impl<'a> Parts<'a> {
    pub(super) fn of(actor: Option<&'a Actor>) -> Parts<'a> {
        let Some(actor) = actor else { return Parts::default() };
        let code = actor.code.as_deref().unwrap_or("");
        let worldwide = code.get(..3).filter(|prefix| WORLDWIDE.contains(prefix));
        let entity = country(actor).filter(|c| code.starts_with(c)).or(worldwide).unwrap_or("");
        let sectors: Vec<&str> = actor.sectors.iter().map(String::as_str).filter(|s| *s != entity).collect();
        // Who speaks for a body has the body where others have their country.
        let body = actor.country.as_deref().filter(|_| country(actor).is_none()).unwrap_or(code);
        let mut tag = body.strip_prefix(entity).unwrap_or(body);
        while let Some(rest) = sectors.iter().find_map(|s| tag.strip_prefix(s)) {
            tag = rest;
        }
        Parts { code, entity, sectors, tag }
    }
}

/// The state that an actor belongs to.
pub(super) fn country(actor: &Actor) -> Option<&str> {
    actor.country.as_deref().filter(|code| code.len() == 3 && !WORLDWIDE.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::ActorKind;

    fn check(code: &str, country: Option<&str>, sectors: &[&str], parts: (&str, &[&str], &str)) {
        let actor = Actor {
            id: "a1".into(),
            name: String::new(),
            kind: ActorKind::Group,
            code: Some(code.into()),
            why: None,
            country: country.map(str::to_string),
            sectors: sectors.iter().map(|s| s.to_string()).collect(),
            wikidata: None,
            register: None,
            roles: Vec::new(),
            mentions: Vec::new(),
        };
        let (entity, sectors, tag) = parts;
        assert_eq!(Parts::of(Some(&actor)), Parts { code, entity, sectors: sectors.to_vec(), tag });
    }

    #[test]
    fn a_code_is_country_and_sectors() {
        check("XARGOVMIL", Some("XAR"), &["GOV", "MIL"], ("XAR", &["GOV", "MIL"], ""));
    }

    #[test]
    fn a_body_has_a_tag() {
        check("IGOMILELF", None, &["IGO", "MIL"], ("IGO", &["MIL"], "ELF"));
        check("XARREBORC", Some("XAR"), &["REB"], ("XAR", &["REB"], "ORC"));
    }

    #[test]
    fn who_speaks_for_a_body_has_its_tag() {
        check("IGOELFMED", Some("IGOELF"), &["MED"], ("IGO", &["MED"], "ELF"));
        check("IGOELFIGO", Some("IGOELF"), &["IGO"], ("IGO", &[], "ELF"));
    }

    #[test]
    fn a_sector_alone_has_no_entity() {
        check("CVL", None, &["CVL"], ("", &["CVL"], ""));
    }

    #[test]
    fn cells_keep_to_their_rows() {
        let mut out = Vec::new();
        write(&["a\tb".into(), "c\r\nd".into(), "\"e\" f".into(), String::new()], &mut out).expect("memory");
        assert_eq!(String::from_utf8_lossy(&out), "a b\tc  d\t'e' f\t\n");
    }

    #[test]
    fn numbers_fit_into_a_double() {
        assert_eq!(number(&["r", "e1"]), number(&["r", "e1"]));
        assert_ne!(number(&["r", "e1"]), number(&["r", "e2"]));
        assert!((0..500).all(|i| number(&["r", &i.to_string()]) < 1 << 53));
    }
}
