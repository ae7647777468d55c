//! What does a folder add to the ontology?
//!
//! Somebody who codes more than CAMEO does writes a folder: who made it (`ontology.toml`), codes of its own (`codes.csv`),
//! classes of nouns (`classes.toml`), entries (any other `.toml`), and rows for the tables of `world/`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{Error, Files, Source};

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

impl Addition {
    pub(super) fn new(folder: &Path, files: BTreeMap<String, String>) -> Result<Addition, Error> {
        let addition = Addition { name: String::new(), folder: shown(folder), files };
        let source = addition.file(ABOUT).unwrap_or_else(|| Source::new(ABOUT, ""));
        let About { name, .. } = source.toml()?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.get_ref().is_empty() || !name.get_ref().chars().all(plain) {
            let wrong = format!("`{}` is no name; it has small letters, digits and `-`, like `cyber`", name.get_ref());
            return Err(source.fault(&name.span(), wrong));
        }
        let name = name.into_inner();
        addition.check_files()?;
        Ok(Addition { name, ..addition })
    }

    /// What is neither a file of entries nor a table is a mistake.
    fn check_files(&self) -> Result<(), Error> {
        let read =
            |path: &str| path == CODES || path.starts_with(WORLD) || path.ends_with(".toml") || path.ends_with(".md");
        let Some(unread) = self.files.keys().find(|path| !read(path)) else { return Ok(()) };
        let fault =
            "no such file; an addition may have codes.csv, tables in world/, and files of entries (.toml)".to_string();
        Err(Error::Entry { file: self.path(unread), line: 1, column: None, fault })
    }

    pub(super) fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.folder)
    }

    /// A file, by its path in the folder.
    pub(super) fn file(&self, path: &str) -> Option<Source<'_>> {
        self.files.get(path).map(|text| Source::new(self.path(path), text))
    }

    /// All paths and texts.
    pub(super) fn files(&self) -> impl Iterator<Item = (&String, &String)> {
        self.files.iter()
    }

    /// Codes of its own.
    pub fn codes(&self) -> Option<Source<'_>> {
        self.file(CODES)
    }

    /// Classes of nouns of its own.
    pub fn classes(&self) -> Option<Source<'_>> {
        self.file(CLASSES)
    }

    /// Its files of entries, by name.
    pub fn entries(&self) -> impl Iterator<Item = Source<'_>> {
        let others = |path: &&String| path.ends_with(".toml") && ![ABOUT, CLASSES].contains(&path.as_str());
        self.files.keys().filter(others).filter_map(|path| self.file(path))
    }

    /// The paths of its tables of the world.
    pub(super) fn tables(&self) -> impl Iterator<Item = &str> {
        self.files.keys().filter(|path| path.starts_with(WORLD)).map(String::as_str)
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

impl Files {
    /// Puts the rows of an addition's tables behind those of the ontology.
    pub(super) fn add(&mut self, addition: Addition) -> Result<(), Error> {
        if self.additions.iter().any(|a| a.name == addition.name) {
            let fault = format!("there is another addition with the name `{}`", addition.name);
            return Err(Error::Entry { file: addition.path(ABOUT), line: 1, column: None, fault });
        }
        self.additions.push(addition);
        Ok(())
    }
}
