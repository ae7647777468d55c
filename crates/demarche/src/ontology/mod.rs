//! What is known of language and of the world?
//!
//! Reads the data folder `ontology/` and complains with file and line. Holds no rule itself.

mod addition;
mod cameo;
pub mod codes;
pub mod labels;
pub mod lists;
mod source;
mod values;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::de::{DeserializeOwned, IgnoredAny};

pub use addition::Addition;
pub use cameo::{Cameo, Quad, Root};
pub use source::{Row, Source, bars, semicolons, unknown, yes};
pub use values::{Country, GovernorKind, Saying, Sector, Stance};

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// What is wrong with a data file: place, fault and choices.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the ontology is not there.
    #[error("the ontology has no file `{0}`")]
    Missing(String),
    /// A line of a file says what cannot be.
    #[error("{}:{line}:{} {fault}", shown(file), column.map(|c| format!("{c}:")).unwrap_or_default())]
    Entry {
        /// Path below `ontology/`, or, in an addition, as it was given.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1, where it is known.
        column: Option<usize>,
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
    /// Are the states of `fiction/` there too?
    fiction: bool,
    /// What has been read, and of files that several stages read, which lists.
    read: RefCell<BTreeMap<String, BTreeSet<&'static str>>>,
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

    /// The same files, in a world that also has the states of `fiction/`: their rows follow those of `world/`.
    #[must_use]
    pub fn with_fiction(self) -> Files {
        Files { fiction: true, ..self }
    }

    /// One file.
    pub fn source(&self, path: &str) -> Result<Source<'_>, Error> {
        self.read.borrow_mut().entry(path.to_string()).or_default();
        let text = self.files.get(path).ok_or_else(|| Error::Missing(path.to_string()))?;
        Ok(Source::new(path, text))
    }

    /// A file of TOML that one stage reads alone.
    pub fn toml<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.source(path)?.toml()
    }

    /// The lists of a file of TOML that one stage reads, beside others.
    pub fn part<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        let part = self.toml(path)?;
        self.read.borrow_mut().entry(path.to_string()).or_default().extend(source::fields::<T>());
        Ok(part)
    }

    /// The rows of a table, and behind them those of fiction, where it is told, and of additions.
    pub fn rows<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<Row<T>>, Error> {
        let mut rows = self.source(path)?.rows()?;
        let fiction = path.replacen("world/", "fiction/", 1);
        if self.fiction && fiction != path && self.files.contains_key(&fiction) {
            rows.extend(self.source(&fiction)?.rows()?);
        }
        for added in self.additions.iter().filter_map(|addition| addition.file(path)) {
            rows.extend(added.rows()?);
        }
        Ok(rows)
    }

    /// The examples that are known to be misread, as `misread.txt` lists them: file and sentence.
    pub fn misread(&self) -> Result<BTreeSet<String>, Error> {
        const FILE: &str = "misread.txt";
        let Ok(source) = self.source(FILE) else { return Ok(BTreeSet::new()) };
        for (at, line) in source.text.lines().enumerate() {
            let (file, sentence) = line.split_once(": ").unwrap_or((line, ""));
            let known =
                self.files.get(file).ok_or_else(|| unknown("file", file, self.files.keys().map(String::as_str), FILE));
            let known =
                known.map_err(|fault| Error::Entry { file: FILE.into(), line: at + 1, column: Some(1), fault })?;
            if !known.contains(sentence) && !known.contains(&sentence.replace('"', "\\\"")) {
                let fault = format!("no example of {file} is `{sentence}`");
                return Err(Error::Entry { file: FILE.into(), line: at + 1, column: Some(file.len() + 3), fault });
            }
        }
        Ok(source.text.lines().map(str::to_string).collect())
    }

    /// The files under a folder (`events/`) that are wanted by their paths, by name.
    pub fn under<'a>(&'a self, folder: &'a str, wanted: fn(&str) -> bool) -> impl Iterator<Item = Source<'a>> {
        let paths = self.files.keys().filter(move |path| path.starts_with(folder) && wanted(path));
        paths.filter_map(|path| self.source(path).ok())
    }

    /// Once all stages have read theirs: a file or a list that nobody reads is a mistake, and so is a table of an addition
    /// that there is none of.
    pub fn check_all_read(&self) -> Result<(), Error> {
        let read = self.read.borrow();
        let idle = |path: &&String| !path.ends_with("README.md") && !path.starts_with("fiction/");
        for path in self.files.keys().filter(idle) {
            let lists = read.get(path).ok_or_else(|| unread(path, path, &read))?;
            if !lists.is_empty() {
                self.check_lists(path, lists)?;
            }
        }
        let tables = self.additions.iter().flat_map(|addition| addition.tables().map(move |path| (addition, path)));
        let mut unknown = tables.filter(|(_, path)| !read.contains_key(*path));
        unknown.next().map_or(Ok(()), |(addition, path)| Err(unread(&addition.path(path), path, &read)))
    }

    fn check_lists(&self, path: &str, read: &BTreeSet<&'static str>) -> Result<(), Error> {
        let source = self.source_of(path);
        let lists: BTreeMap<toml::Spanned<String>, IgnoredAny> = source.toml()?;
        let idle = lists.keys().find(|list| !read.contains(list.get_ref().as_str()));
        let fault = |list: &toml::Spanned<String>| {
            source.fault(&list.span(), unknown("list", list.get_ref(), read.iter().copied(), path))
        };
        idle.map_or(Ok(()), |list| Err(fault(list)))
    }

    fn source_of(&self, path: &str) -> Source<'_> {
        Source::new(path, self.files.get(path).map_or("", String::as_str))
    }

    /// The hash of all that is known: the paths and texts of all files that are read, of additions too.
    pub fn id(&self) -> String {
        let mut hash = blake3::Hasher::new();
        let own = self.files.iter().filter(|(path, _)| !path.ends_with(".md"));
        for (path, text) in own.chain(self.additions.iter().flat_map(Addition::files)) {
            [path, text].iter().for_each(|part| {
                hash.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
            });
        }
        hash.update(&[u8::from(self.fiction)]).finalize().to_hex()[..16].to_string()
    }
}

/// A file that nobody reads.
fn unread(file: &str, path: &str, read: &BTreeMap<String, BTreeSet<&'static str>>) -> Error {
    let folder = path.split_inclusive('/').next().filter(|f| f.ends_with('/')).unwrap_or("");
    let beside = read.keys().filter(|p| p.starts_with(folder)).map(String::as_str);
    Error::Entry { file: file.to_string(), line: 1, column: None, fault: unknown("file", path, beside, "README.md") }
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
        let lists = lists::Lists::load(files)?;
        Ok(Ontology { codes: codes::Codes::load(files)?, labels: labels::Labels::load(files, &lists)?, lists })
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
