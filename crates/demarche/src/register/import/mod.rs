//! What do the lists of others tell of actors?

mod petrarch;
#[cfg(test)]
mod tests;
mod wikidata;

use std::collections::BTreeMap;
use std::io::BufRead;

use super::{Actor, Dossier, Error, Kind, Register};
use crate::mention::{Lexicon, fold_all};

/// What a list tells, and which of its lines tell nothing.
#[derive(Debug, Default)]
pub struct Imported {
    /// The actors, by ids of their own.
    pub register: Register,
    /// Lines that were passed over.
    pub faults: Vec<Error>,
}

/// A form in which others keep lists of actors.
pub trait Source: Sync {
    /// The name by which users ask for it.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn about(&self) -> &'static str;

    /// Does an input begin like this form?
    fn recognises(&self, head: &[u8]) -> bool;

    /// Reads an input called `file`.
    fn read(&self, file: &str, input: &mut dyn BufRead, lexicon: &Lexicon) -> Result<Imported, Error>;
}

/// Every form. The last one takes what no other claims.
pub static SOURCES: &[&dyn Source] = &[&wikidata::Wikidata, &Csv, &petrarch::Petrarch];

/// The form with this name.
pub fn source(name: &str) -> Option<&'static dyn Source> {
    SOURCES.iter().copied().find(|s| s.name() == name)
}

/// The form that an input has, by how it begins.
pub fn guess(head: &[u8]) -> &'static dyn Source {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    SOURCES.iter().copied().find(|s| s.recognises(head)).unwrap_or(&petrarch::Petrarch)
}

/// A table like the one that a register has.
struct Csv;

impl Source for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table with columns as in actors.csv; name is the only one needed"
    }

    fn recognises(&self, head: &[u8]) -> bool {
        let header = head.split(|&b| b == b'\n').next().unwrap_or_default();
        header.split(|&b| b == b',').any(|cell| matches!(cell.trim_ascii(), b"name" | b"\"name\""))
    }

    fn read(&self, file: &str, input: &mut dyn BufRead, _: &Lexicon) -> Result<Imported, Error> {
        let mut table = Vec::new();
        input.read_to_end(&mut table).map_err(|cause| unreadable(file, cause))?;
        Ok(Imported { register: Register::parse(file, &table)?, faults: Vec::new() })
    }
}

fn unreadable(file: &str, cause: std::io::Error) -> Error {
    Error::Unreadable { path: file.into(), cause }
}

impl Dossier {
    /// Adds the actors of a list, to those who are there already or beside them. Importing twice changes nothing.
    pub fn import(&mut self, list: Register) {
        let mut names: BTreeMap<(Kind, String), Vec<String>> = BTreeMap::new();
        for (id, actor) in &self.register.actors {
            for name in actor.names() {
                names.entry((actor.kind, fold_all(name))).or_default().push(id.clone());
            }
        }
        for (id, actor) in list.actors {
            let alike = actor.names().filter_map(|n| names.get(&(actor.kind, fold_all(n)))).flatten();
            let known = alike.into_iter().find(|id| self.register.actors[*id].may_be(&actor)).cloned();
            let known =
                known.or_else(|| self.register.actors.get(&id).filter(|a| a.may_be(&actor)).map(|_| id.clone()));
            let to = known.unwrap_or_else(|| self.register.free_id(&id, &actor.name));
            let entry = self.register.actors.entry(to.clone());
            let there =
                entry.or_insert_with(|| Actor { name: actor.name.clone(), kind: actor.kind, ..Actor::default() });
            if there.company.is_empty() {
                there.company.clone_from(&actor.company);
            }
            self.register.absorb_names(&to, &actor);
            for name in actor.names() {
                let ids = names.entry((actor.kind, fold_all(name))).or_default();
                ids.extend((!ids.contains(&to)).then(|| to.clone()));
            }
            actor.offices.into_values().for_each(|office| self.register.import_office(&to, office));
        }
        self.index();
    }
}

impl Register {
    /// The id of a list if nobody has it here, else a new one.
    fn free_id(&self, id: &str, name: &str) -> String {
        if self.actors.contains_key(id) { self.new_id(name) } else { id.to_string() }
    }

    /// Reports that another register counted are not counted twice.
    fn import_office(&mut self, id: &str, mut office: super::Office) {
        let count = std::mem::take(&mut office.reports);
        let number = self.take_office(id, office);
        if let Some(held) = self.actors.get_mut(id).and_then(|a| a.offices.get_mut(&number)) {
            held.reports = held.reports.max(count);
        }
    }
}

impl Actor {
    /// May the actor of a list be this one? Not where items or kinds differ, nor where no country is the same.
    fn may_be(&self, other: &Actor) -> bool {
        let differ = |a: &Option<String>, b: &Option<String>| a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a != b);
        let countries = |a: &'_ Actor| a.offices.values().filter_map(|o| o.country.clone()).collect::<Vec<_>>();
        let (mine, theirs) = (countries(self), countries(other));
        let abroad = !mine.is_empty() && !theirs.is_empty() && !mine.iter().any(|c| theirs.contains(c));
        let same_item = self.wikidata.is_some() && self.wikidata == other.wikidata;
        self.kind == other.kind && !differ(&self.wikidata, &other.wikidata) && (same_item || !abroad)
    }
}
