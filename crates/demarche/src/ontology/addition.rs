//! What does a folder add to the ontology?
//!
//! Somebody who codes more than CAMEO does writes a folder: who made it (`ontology.toml`), codes of its own (`codes.csv`),
//! classes of nouns (`classes.toml`), entries (any other `.toml`), and rows for the tables of `world/`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{Error, Files};

/// The file that makes a folder an addition.
pub(super) const ABOUT: &str = "ontology.toml";
/// Codes of its own.
const CODES: &str = "codes.csv";
/// Classes of nouns of its own.
const CLASSES: &str = "classes.toml";
/// Tables that it may have rows for.
const WORLD: &str = "world/";

/// A folder that adds to an ontology.
#[derive(Debug)]
pub struct Addition {
    /// The name that records give its codes under.
    pub name: String,
    folder: String,
    files: BTreeMap<String, String>,
}

/// Where an addition comes from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    name: toml::Spanned<String>,
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
}

/// A file of an addition: what to call it in complaints, and its text.
pub type File<'a> = (String, &'a str);

impl Addition {
    pub(super) fn new(folder: &Path, files: BTreeMap<String, String>) -> Result<Addition, Error> {
        let mut addition = Addition { name: String::new(), folder: shown(folder), files };
        let (file, text) = addition.file(ABOUT).unwrap_or_default();
        let line = |at: usize| 1 + text.get(..at).unwrap_or("").matches('\n').count();
        let fault = |at, fault| Error::Entry { file: file.clone(), line: line(at), fault };
        let about: About =
            toml::from_str(text).map_err(|e| fault(e.span().map_or(0, |s| s.start), e.message().to_string()))?;
        let name = about.name.get_ref();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(plain) {
            let wrong = format!("`{name}` is no name; it has small letters, digits and `-`, like `cyber`");
            return Err(fault(about.name.span().start, wrong));
        }
        addition.name = name.clone();
        addition.check_tables()?;
        Ok(addition)
    }

    /// A table that nobody reads is a mistake.
    fn check_tables(&self) -> Result<(), Error> {
        let read = |path: &str| path == CODES || path.starts_with(WORLD) || !path.ends_with(".csv");
        let Some(unread) = self.files.keys().find(|path| !read(path)) else { return Ok(()) };
        let fault = "no such table; an addition may have codes.csv, and tables in world/".to_string();
        Err(Error::Entry { file: self.path(unread), line: 1, fault })
    }

    fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.folder)
    }

    fn file(&self, path: &str) -> Option<File<'_>> {
        self.files.get(path).map(|text| (self.path(path), text.as_str()))
    }

    /// Codes of its own.
    pub fn codes(&self) -> Option<File<'_>> {
        self.file(CODES)
    }

    /// Classes of nouns of its own.
    pub fn classes(&self) -> Option<File<'_>> {
        self.file(CLASSES)
    }

    /// Its files of entries, by name.
    pub fn entries(&self) -> impl Iterator<Item = File<'_>> {
        let others = |path: &&String| path.ends_with(".toml") && ![ABOUT, CLASSES].contains(&path.as_str());
        self.files.keys().filter(others).filter_map(|path| self.file(path))
    }

    /// Its tables of the world, by their path in the ontology.
    pub(super) fn tables(&self) -> impl Iterator<Item = (&str, File<'_>)> {
        let tables = self.files.keys().filter(|path| path.starts_with(WORLD) && path.ends_with(".csv"));
        tables.filter_map(|path| Some((path.as_str(), self.file(path)?)))
    }
}

/// The folder as a path that cannot be taken for one below `ontology/`.
fn shown(folder: &Path) -> String {
    let path = folder.display().to_string().replace('\\', "/");
    let path = path.trim_end_matches('/');
    match folder.is_absolute() || path.starts_with('.') {
        true => path.to_string(),
        false => format!("./{path}"),
    }
}

/// Rows that were put behind those of a table, for complaints about them.
#[derive(Debug)]
pub(super) struct Rows {
    table: String,
    /// The file that they come from.
    file: String,
    /// Lines of the table before them.
    before: usize,
    /// Lines of the file before them.
    header: usize,
    count: usize,
}

impl Rows {
    /// The place of a line of the table in the file that it comes from.
    pub(super) fn place(&self, table: &str, line: usize) -> Option<(String, usize)> {
        let inside = table == self.table && (self.before + 1..=self.before + self.count).contains(&line);
        inside.then(|| (self.file.clone(), line - self.before + self.header))
    }
}

impl Files {
    /// Puts the rows of an addition's tables behind those of the ontology.
    pub(super) fn add(&mut self, addition: Addition) -> Result<(), Error> {
        if self.additions.iter().any(|a| a.name == addition.name) {
            let fault = format!("there is another addition with the name `{}`", addition.name);
            return Err(Error::Entry { file: addition.path(ABOUT), line: 1, fault });
        }
        for (table, (file, text)) in addition.tables() {
            let rows = self.append(table, &file, text)?;
            self.rows.push(rows);
        }
        self.additions.push(addition);
        Ok(())
    }

    fn append(&mut self, table: &str, file: &str, text: &str) -> Result<Rows, Error> {
        let fault = |line, fault| Error::Entry { file: file.to_string(), line, fault };
        let Some(own) = self.files.get_mut(table) else {
            let known: Vec<&str> = self.files.keys().filter_map(|p| p.strip_prefix(WORLD)).collect();
            let known: Vec<&str> = known.into_iter().filter(|p| p.ends_with(".csv")).collect();
            return Err(fault(1, format!("no such table; the tables are {}", known.join(", "))));
        };
        let (header, columns) = heading(text);
        let wanted = heading(own).1;
        if columns != wanted {
            return Err(fault(header, format!("the columns are {columns}; they must be {wanted}")));
        }
        if !own.ends_with('\n') {
            own.push('\n');
        }
        let before = own.lines().count();
        let rows: Vec<&str> = text.lines().skip(header).collect();
        rows.iter().for_each(|row| own.extend([*row, "\n"]));
        Ok(Rows { table: table.to_string(), file: file.to_string(), before, header, count: rows.len() })
    }
}

/// The line of a table's header, from 1, and its columns. Comments may stand before it.
fn heading(table: &str) -> (usize, String) {
    let header = table.lines().enumerate().find(|(_, line)| !line.starts_with('#'));
    header.map_or((1, String::new()), |(at, line)| (at + 1, line.trim_end().to_string()))
}
