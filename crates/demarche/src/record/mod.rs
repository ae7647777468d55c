//! What does a report record, as others read it?

mod brat;
mod cell;
mod choice;
mod columns;
mod conllu;
mod dyad;
mod fill;
mod gdelt;
mod grid;
mod icews;
mod ink;
mod json;
mod name;
mod ndjson;
mod offsets;
mod phoenix;
mod plover;
mod row;
mod sheet;
#[cfg(test)]
mod tests;
mod text;
mod when;
mod wire;

use std::io::{self, Write};

pub use cell::{Field, Type, Value};
pub use choice::Choice;
pub use columns::{TABLES, Table};
pub(crate) use fill::filled;
pub use name::Short;
pub use offsets::{Chars, Offsets};
pub use wire::*;

use crate::ontology::Ontology;
use crate::sentence::Sentences;

/// How a form for people is laid out. Forms for machines do not look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of a line.
    pub width: usize,
    /// May colours be used?
    pub color: bool,
}

impl Default for Look {
    fn default() -> Look {
        Look { width: 100, color: false }
    }
}

/// What a form may draw on besides the record.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The text that the record was read from.
    pub text: &'a str,
    /// The analysis under the record.
    pub sentences: &'a Sentences,
    /// Names and codes of what the record speaks of.
    pub ontology: &'a Ontology,
    /// Who is who, by name and by role.
    pub mentions: &'a crate::mention::Lexicon,
    /// How a form for people is laid out.
    pub look: Look,
}

/// A form in which records are written.
pub trait Format: Sync {
    /// The name by which users ask for it.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn about(&self) -> &'static str;

    /// Which events those who read it take it to hold.
    fn holds(&self) -> Choice {
        Choice::All
    }

    /// What stands before the first record.
    fn heading(&self) -> String {
        String::new()
    }

    /// The same form, of another table than the one that it writes by itself; none for a form that is no choice of tables.
    fn of_table(&self, _table: &Table) -> Option<&'static dyn Format> {
        None
    }

    /// For what is written as a folder, with each report's text and one file beside it: the ending of that file.
    fn beside(&self) -> Option<&'static str> {
        None
    }

    /// A file that goes into such a folder once: its name and its words.
    fn settings(&self, _ontology: &Ontology) -> Option<(&'static str, String)> {
        None
    }

    /// Writes a record.
    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()>;
}

/// Every form in which records are written.
pub static FORMATS: &[&dyn Format] = &[
    &text::Text,
    &ndjson::NdJson,
    &json::Json,
    &sheet::CSV[0],
    &sheet::TSV[0],
    &plover::Plover,
    &phoenix::Phoenix,
    &icews::Icews,
    &gdelt::Gdelt,
    &brat::Brat,
    &conllu::Conllu,
];

/// The form with this name.
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|f| f.name() == name)
}

/// The JSON Schema of a record.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}

/// The word by which a value goes on the wire (`indirect`).
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}
