//! What is known of language and of the world?
//!
//! Reads the data folder `ontology/` and complains with file and line. Holds no rule itself.

mod addition;
mod cameo;
pub mod codes;
pub mod labels;
pub mod lists;
mod values;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

pub use addition::Addition;
use addition::Rows;
pub use cameo::{Cameo, Quad, Root};
pub use values::{Country, GovernorKind, Saying, Sector, Stance};

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// What is wrong with a data file: place, fault and choices.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the ontology is not there.
    #[error("the ontology has no file `{0}`")]
    Missing(String),
    /// A line of a file says what cannot be.
    #[error("{}:{line}: {fault}", shown(file))]
    Entry {
        /// Path below `ontology/`, or, in an addition, as it was given.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong and what would be right.
        fault: String,
    },
    /// A folder holds no ontology that can be used.
    #[error("{} {fault}", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// What is wrong and what would be right.
        fault: &'static str,
    },
    /// A folder or file cannot be read.
    #[error("{}: {cause}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
}

impl Error {
    /// A TOML error with the line that it stands in.
    pub fn toml(file: &str, files: &Files, error: &toml::de::Error) -> Error {
        let text = files.get(file).unwrap_or_default();
        let at = error.span().map_or(0, |s| s.start.min(text.len()));
        let line = 1 + text.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count();
        Error::Entry { file: file.to_string(), line, fault: error.message().to_string() }
    }
}

/// An error of the CSV reader with the line that it stands in.
fn fault(file: &str, cause: &csv::Error) -> Error {
    let line = cause.position().map_or(1, |at| at.line() as usize);
    Error::Entry { file: file.to_string(), line, fault: cause.to_string() }
}

/// A file of the ontology below its folder; one of an addition as it is.
fn shown(file: &str) -> String {
    let below = !file.starts_with('.') && !Path::new(file).is_absolute();
    if below { format!("ontology/{file}") } else { file.to_string() }
}

/// The files of an ontology by their path below its folder (`events/04-consult.toml`), and what is added to it.
#[derive(Default)]
pub struct Files {
    files: BTreeMap<String, String>,
    additions: Vec<Addition>,
    rows: Vec<Rows>,
}

impl Files {
    /// The ontology that ships inside the program.
    pub fn embedded() -> Files {
        let mut files = BTreeMap::new();
        gather(&EMBEDDED, &mut files);
        Files { files, ..Files::default() }
    }

    /// The ontology that ships inside the program, with what these folders add to it. A folder that is an ontology of its
    /// own stands in its place.
    pub fn in_folders(folders: &[PathBuf]) -> Result<Files, Error> {
        let (mut whole, mut additions) = (None, Vec::new());
        for folder in folders {
            let mut files = BTreeMap::new();
            walk(folder, folder, &mut files)?;
            let wrong = |fault| Error::Folder { path: folder.clone(), fault };
            if files.contains_key(addition::ABOUT) {
                additions.push(Addition::new(folder, files)?);
            } else if !files.contains_key("events/codes.csv") {
                return Err(wrong(
                    "has no file `ontology.toml`, which an addition has, nor `events/codes.csv`, which a whole ontology has",
                ));
            } else if whole.replace(files).is_some() {
                return Err(wrong("is the second whole ontology; there can be one, and additions to it"));
            }
        }
        let own = whole.map(|files| Files { files, ..Files::default() });
        let mut files = own.unwrap_or_else(Files::embedded);
        additions.into_iter().try_for_each(|addition| files.add(addition))?;
        Ok(files)
    }

    /// What is added, in the order in which it was named.
    pub fn additions(&self) -> &[Addition] {
        &self.additions
    }

    /// The error with its place where a person finds it: rows that were added stand in the files that they came from.
    pub(crate) fn placed(&self, error: Error) -> Error {
        let Error::Entry { file, line, fault } = error else { return error };
        let found = self.rows.iter().find_map(|rows| rows.place(&file, line));
        let (file, line) = found.unwrap_or((file, line));
        Error::Entry { file, line, fault }
    }

    /// The same files, in a world that also has the states of `fiction/`: their rows follow those of `world/`.
    #[must_use]
    pub fn with_fiction(mut self) -> Files {
        let fiction: Vec<(String, String)> =
            self.under("fiction/").map(|(p, t)| (p.replacen("fiction", "world", 1), t.to_string())).collect();
        for (path, rows) in fiction {
            let rows = rows.split_once('\n').map_or("", |(_, rows)| rows);
            self.files.entry(path).or_default().push_str(rows);
        }
        self
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Result<&str, Error> {
        self.files.get(path).map(String::as_str).ok_or_else(|| Error::Missing(path.to_string()))
    }

    /// All files under a folder (`events/`), with their paths, by name.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter(move |(path, _)| path.starts_with(folder)).map(|(p, t)| (p.as_str(), t.as_str()))
    }
}

fn gather(dir: &Dir, files: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            files.insert(file.path().to_string_lossy().replace('\\', "/"), text.to_string());
        }
    }
    dir.dirs().for_each(|d| gather(d, files));
}

fn walk(top: &Path, folder: &Path, files: &mut BTreeMap<String, String>) -> Result<(), Error> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |cause| Error::Unreadable { path, cause }
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.is_dir() {
            walk(top, &path, files)?;
        } else {
            let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
            let name = path.strip_prefix(top).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.insert(name, text);
        }
    }
    Ok(())
}

/// What is known besides words: what codes stand for, and how others write them.
pub struct Ontology {
    /// What the CAMEO codes stand for.
    pub codes: codes::Codes,
    /// How other data sets write what we have codes for.
    pub labels: labels::Labels,
    /// Sectors, countries, stances.
    pub lists: lists::Lists,
}

impl Ontology {
    /// Reads the tables.
    pub fn load(files: &Files) -> Result<Ontology, Error> {
        Ok(Ontology {
            codes: codes::Codes::load(files)?,
            labels: labels::Labels::load(files)?,
            lists: lists::Lists::load(files)?,
        })
    }
}

/// An example that is read otherwise than its entry says.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its file, as in [`Error::Entry`].
    pub file: String,
    /// Line of the entry.
    pub line: usize,
    /// The example.
    pub sentence: String,
    /// What the entry says; none where it must stay silent.
    pub wanted: Option<String>,
    /// What was read.
    pub found: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted = self.wanted.as_deref().unwrap_or("nothing");
        write!(
            f,
            "{}:{}: {}\n    wanted {wanted}\n    found  {}",
            shown(&self.file),
            self.line,
            self.sentence,
            self.found.join("\n           ")
        )
    }
}
