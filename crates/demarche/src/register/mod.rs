//! Who held which office of whom, as many reports tell it?
//!
//! A register is a folder of plain tables. `actors.csv` is what reading looks at: a row for each office that an actor
//! holds or held. It is part of the world, so the same report and the same register give the same record. What was seen in
//! which report stands beside it, in `evidence.csv` and `reports.csv`; see [`Dossier`].

mod dossier;
pub mod import;
mod learn;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use dossier::{Dossier, EVIDENCE, Evidence, REPORTS};

use smol_str::SmolStr;

use crate::mention::{fold, fold_all};

/// The table of actors in the folder of a register.
pub const ACTORS: &str = "actors.csv";

/// How many letters of a pin tell it from all others.
const SHORTEST_PIN: usize = 12;

/// Actors by their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// By id (`rex-tillerson`).
    pub actors: BTreeMap<String, Actor>,
}

/// Somebody or something that stands in a register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    /// The full name.
    pub name: String,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// Wikidata item (`Q217110`).
    pub wikidata: Option<String>,
    /// The codes of states and bodies and the ids of actors that most reports name beside this one, the most frequent first.
    pub company: Vec<String>,
    /// Does learning leave what is written here as it is?
    pub fixed: bool,
    /// What people want to remember.
    pub note: String,
    /// By number. Somebody of whom no office is known has one without a title.
    pub offices: BTreeMap<usize, Office>,
}

/// An office that an actor holds or held; for what is no person, country and sectors alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Office {
    /// `Secretary of State`.
    pub title: String,
    /// Of which state or body: a country code or a name.
    pub of: Option<String>,
    /// ISO 3166-1 alpha-3 or the code of an organisation (`IGOUNO`).
    pub country: Option<String>,
    /// `former`, `acting`, `elect`, `designate`, or none for an office held.
    pub standing: Option<String>,
    /// CAMEO sectors.
    pub sectors: Vec<String>,
    /// First day, as coarse as it is known (`2017`, `2017-02`, `2017-02-01`).
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Day of the first report that told of it.
    pub first: Option<String>,
    /// Day of the last.
    pub last: Option<String>,
    /// How many reports told of it.
    pub reports: usize,
}

/// What stands in a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A person, by name.
    #[default]
    Person,
    /// A state, by another name than the world knows.
    State,
    /// An organisation or a group, by name.
    Organisation,
    /// A noun for persons (`rancher`).
    Agent,
    /// A noun for bodies (`airline`).
    Agency,
}

impl Kind {
    /// All kinds, with the words by which tables call them.
    pub const ALL: &[(&str, Kind)] = &[
        ("person", Kind::Person),
        ("state", Kind::State),
        ("organisation", Kind::Organisation),
        ("agent", Kind::Agent),
        ("agency", Kind::Agency),
    ];

    /// The word by which tables call it.
    pub fn word(self) -> &'static str {
        Kind::ALL.iter().find(|(_, kind)| *kind == self).map_or("person", |(word, _)| word)
    }
}

/// What is wrong with a register: place, fault and choices.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row says what cannot be.
    #[error("{file}:{line}: {fault}")]
    Row {
        /// The table.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong and what would be right.
        fault: String,
    },
    /// There is no register.
    #[error("{}: no register is there; `demarche register learn` or `import` begins one", .0.display())]
    Missing(PathBuf),
    /// A table cannot be read.
    #[error("{}: {cause}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The register is not the one that was asked for.
    #[error("the register is not the one asked for: its pin is {found}, not {asked}")]
    Pin {
        /// What was asked for.
        asked: String,
        /// What it is.
        found: String,
    },
    /// There is no such actor or office.
    #[error("{0}")]
    Unknown(String),
}

impl Register {
    /// The register in a folder.
    pub fn open(folder: &Path) -> Result<Register, Error> {
        let path = folder.join(ACTORS);
        let bytes = match std::fs::read(&path) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::Missing(folder.to_path_buf()));
            }
            read => read.map_err(|cause| Error::Unreadable { path: path.clone(), cause })?,
        };
        Register::parse(&path.to_string_lossy(), &bytes)
    }

    /// The register that a table writes down; `file` is what complaints call it.
    pub fn parse(file: &str, table: &[u8]) -> Result<Register, Error> {
        sheet::actors(file, table)
    }

    /// The table that writes it down, rows by id and number.
    pub fn to_csv(&self) -> String {
        sheet::write_actors(self)
    }

    /// A hash of all that is in it. Two registers with the same pin read the same.
    pub fn pin(&self) -> String {
        blake3::hash(self.to_csv().as_bytes()).to_hex().to_string()
    }

    /// Is it the register with this pin? The first twelve letters do.
    pub fn hold_to(&self, pin: &str) -> Result<(), Error> {
        let found = self.pin();
        let same = pin.len() >= SHORTEST_PIN && found.starts_with(&pin.to_ascii_lowercase());
        if same { Ok(()) } else { Err(Error::Pin { asked: pin.to_string(), found }) }
    }

    /// The actor with this id or, if only one has it, this name.
    pub fn find(&self, asked: &str) -> Result<&str, Error> {
        let folded = fold_all(asked);
        let named = |a: &Actor| a.names().any(|n| fold_all(n) == folded);
        if let Some((id, _)) = self.actors.get_key_value(asked) {
            return Ok(id);
        }
        let mut found = self.actors.iter().filter(|(_, a)| named(a)).map(|(id, _)| id.as_str());
        match (found.next(), found.collect::<Vec<_>>()) {
            (Some(one), more) if more.is_empty() => Ok(one),
            (Some(one), more) => {
                Err(Error::Unknown(format!("several actors are called `{asked}`: {one}, {}", more.join(", "))))
            }
            (None, _) => Err(Error::Unknown(format!("no actor `{asked}`; {}", self.like(&folded)))),
        }
    }

    /// The ids that share a word with what was asked for.
    fn like(&self, asked: &str) -> String {
        let words: Vec<&str> = asked.split([' ', '-']).collect();
        let shares = |id: &&String| id.split('-').any(|part| words.contains(&part));
        let like: Vec<&str> = self.actors.keys().filter(shares).map(String::as_str).take(8).collect();
        let count = self.actors.len();
        if like.is_empty() { format!("the register has {count} others") } else { format!("is it {}?", like.join(", ")) }
    }

    /// An id made of a name that nobody has yet (`rex-tillerson`, `rex-tillerson-2`).
    pub(crate) fn new_id(&self, name: &str) -> String {
        let slug = slug(name);
        let numbered = (2..).map(|n| format!("{slug}-{n}"));
        std::iter::once(slug.clone()).chain(numbered).find(|id| !self.actors.contains_key(id)).unwrap_or_default()
    }
}

impl Actor {
    /// The name and the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Adds a name that is not there yet.
    pub(crate) fn call(&mut self, name: &str) {
        if !self.names().any(|n| n == name) {
            self.aliases.push(name.to_string());
            self.aliases.sort();
        }
    }

    /// The next free number of an office.
    pub(crate) fn next_office(&self) -> usize {
        self.offices.keys().next_back().map_or(1, |n| n + 1)
    }
}

impl Office {
    /// Is it the same office, as far as both tell?
    pub(crate) fn same(&self, other: &Office) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| match (a, b) {
            (Some(a), Some(b)) => fold_all(a) == fold_all(b),
            _ => true,
        };
        let apart = |a: &Office, b: &Office| a.to.as_ref().zip(b.from.as_ref()).is_some_and(|(to, from)| to < from);
        let untitled = self.title.is_empty() && self.sectors != other.sectors;
        fold_all(&self.title) == fold_all(&other.title)
            && !untitled
            && agree(&self.of, &other.of)
            && agree(&self.country, &other.country)
            && self.standing == other.standing
            && !apart(self, other)
            && !apart(other, self)
    }

    /// Adds what another says of the same office.
    pub(crate) fn add(&mut self, other: &Office) {
        let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        };
        fill(&mut self.of, &other.of);
        fill(&mut self.country, &other.country);
        fill(&mut self.from, &other.from);
        fill(&mut self.to, &other.to);
        if self.sectors.is_empty() {
            self.sectors.clone_from(&other.sectors);
        }
        self.see(other.first.as_ref());
        self.see(other.last.as_ref());
    }

    /// Stretches the days on which it was seen.
    pub(crate) fn see(&mut self, day: Option<&String>) {
        let Some(day) = day else { return };
        self.first = self.first.take().into_iter().chain([day.clone()]).min();
        self.last = self.last.take().into_iter().chain([day.clone()]).max();
    }
}

/// The last word of a name, by which to look up.
pub(crate) fn surname(name: &str) -> SmolStr {
    name.split_whitespace().next_back().map(fold).unwrap_or_default()
}

/// A name in small letters, its words joined by hyphens.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let words: Vec<String> = words.map(|w| fold(w).replace('\'', "")).filter(|w| !w.is_empty()).collect();
    if words.is_empty() { "unnamed".to_string() } else { words.join("-") }
}
