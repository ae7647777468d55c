//! What is known of language and of the world?
//!
//! Reads the data folder `ontology/` and complains with file and line. Holds no rule itself.

pub mod codes;
pub mod labels;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::mention::Lexicon;
use crate::sentence::token::Tokenizer;
use crate::statement::Cues;
use crate::text::Page;

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../ontology");

/// What is wrong with a data file: place, fault and choices.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the ontology is not there.
    #[error("the ontology has no file `{0}`")]
    Missing(String),
    /// A line of a file says what cannot be.
    #[error("ontology/{file}:{line}: {fault}")]
    Entry {
        /// Path below `ontology/`.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong and what would be right.
        fault: String,
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

/// The files of an ontology by their path below its folder (`events/04-consult.toml`).
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// The ontology that ships inside the program.
    pub fn embedded() -> Files {
        let mut files = BTreeMap::new();
        gather(&EMBEDDED, &mut files);
        Files(files)
    }

    /// An ontology in a folder.
    pub fn in_folder(folder: &Path) -> Result<Files, Error> {
        let mut files = BTreeMap::new();
        walk(folder, folder, &mut files)?;
        Ok(Files(files))
    }

    /// The same files, in a world that also has the states of `fiction/`: their rows follow those of `world/`.
    #[must_use]
    pub fn with_fiction(mut self) -> Files {
        let fiction: Vec<(String, String)> =
            self.under("fiction/").map(|(p, t)| (p.replacen("fiction", "world", 1), t.to_string())).collect();
        for (path, rows) in fiction {
            let rows = rows.split_once('\n').map_or("", |(_, rows)| rows);
            self.0.entry(path).or_default().push_str(rows);
        }
        self
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Result<&str, Error> {
        self.0.get(path).map(String::as_str).ok_or_else(|| Error::Missing(path.to_string()))
    }

    /// All files under a folder (`events/`), with their paths, by name.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter(move |(path, _)| path.starts_with(folder)).map(|(p, t)| (p.as_str(), t.as_str()))
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

/// What the stages know, each part read by the stage that uses it.
pub struct Ontology {
    /// Where words begin and end.
    pub tokenizer: Tokenizer,
    /// Which words name which acts.
    pub events: crate::event::Lexicon,
    /// Which words tell how much, by what means, in which context.
    pub details: crate::event::Details,
    /// Who is who, by name and by role.
    pub mentions: Lexicon,
    /// How saying is told.
    pub cues: Cues,
    /// The words of a page besides its sentences.
    pub page: Page,
    /// What the CAMEO codes stand for.
    pub codes: codes::Codes,
    /// How other data sets write what we have codes for.
    pub labels: labels::Labels,
    /// Examples that are known to be misread, as `misread.txt` lists them: file and sentence.
    pub misread: BTreeSet<String>,
}

impl Ontology {
    /// Reads all files.
    pub fn load(files: &Files) -> Result<Ontology, Error> {
        let codes = codes::Codes::load(files)?;
        Ok(Ontology {
            tokenizer: Tokenizer::load(files)?,
            mentions: Lexicon::load(files)?,
            cues: Cues::load(files)?,
            page: Page::load(files)?,
            events: crate::event::Lexicon::load(files, &codes)?,
            details: crate::event::Details::load(files)?,
            codes,
            labels: labels::Labels::load(files)?,
            misread: files.get("misread.txt").unwrap_or_default().lines().map(str::to_string).collect(),
        })
    }
}

/// An example that is read otherwise than its entry says.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its file below `ontology/`.
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
            "ontology/{}:{}: {}\n    wanted {wanted}\n    found  {}",
            self.file,
            self.line,
            self.sentence,
            self.found.join("\n           ")
        )
    }
}
