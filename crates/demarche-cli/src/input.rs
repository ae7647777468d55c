//! Which files are meant?

use std::path::Path;

use anyhow::{Context, bail};
use demarche::report;

/// Endings of files with words and trees.
pub const CONLLU: &str = "conllu";

/// The files that were named, folders replaced by the reports in them; standard input where nothing was named.
pub struct Inputs {
    /// Names of files, and why others cannot be read.
    pub files: Vec<anyhow::Result<String>>,
    /// Was a folder among them?
    pub folder: bool,
}

impl Inputs {
    /// `endings` are those that files in a folder are taken by.
    pub fn new(named: &[String], endings: &[&str]) -> Inputs {
        let mut inputs = Inputs { files: Vec::new(), folder: false };
        named.iter().for_each(|name| inputs.add(name, endings));
        if named.is_empty() {
            inputs.add("-", endings);
        }
        inputs
    }

    fn add(&mut self, name: &str, endings: &[&str]) {
        if name == "-" || !Path::new(name).is_dir() {
            self.files.push(Ok(name.to_string()));
            return;
        }
        self.folder = true;
        match in_folder(name, endings) {
            Ok(names) => self.files.extend(names.into_iter().map(Ok)),
            Err(error) => self.files.push(Err(error)),
        }
    }
}

/// The reports in a folder, by name. Folders in it are passed over.
fn in_folder(folder: &str, endings: &[&str]) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.to_string())? {
        let path = entry.with_context(|| folder.to_string())?.path();
        let ending = path.extension().unwrap_or_default();
        if endings.iter().any(|e| ending.eq_ignore_ascii_case(e)) && !path.is_dir() {
            names.push(path.to_string_lossy().into_owned());
        }
    }
    if names.is_empty() {
        bail!("{folder}: no report in this folder; reports end in .{}", endings.join(", ."));
    }
    names.sort();
    Ok(names)
}

/// Endings of files that hold reports.
pub fn report_endings() -> Vec<&'static str> {
    report::FORMATS.iter().flat_map(|f| f.extensions()).copied().collect()
}

/// Tells a person at a terminal that it is their turn.
pub fn greet(inputs: &Inputs) {
    use std::io::IsTerminal;
    let waits = inputs.files.iter().any(|f| matches!(f, Ok(name) if name == "-"));
    if waits && std::io::stdin().is_terminal() {
        eprintln!("demarche: reading standard input; end it with Ctrl-D");
    }
}
