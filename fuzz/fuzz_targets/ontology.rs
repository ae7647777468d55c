//! Whatever a user's folder holds, it is added to the ontology or its fault is told.
#![no_main]

use std::fs::{create_dir, write};

use demarche::ontology::{Files, Ontology};
use demarche::{event, mention};
use libfuzzer_sys::fuzz_target;

const ABOUT: &str = "name = \"ours\"\nabout = \"a\"\nsource = \"s\"\nlicence = \"l\"\n";
/// What can lie in such a folder, by the letter with which an input begins.
const FILES: [&str; 4] = ["entries.toml", "codes.csv", "classes.toml", "world/organisations.csv"];

fuzz_target!(|bytes: &[u8]| {
    let Some((which, text)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &[u8]| write(folder.path().join(name), text).expect("a file");
    create_dir(folder.path().join("world")).expect("a folder");
    put("ontology.toml", ABOUT.as_bytes());
    put(FILES[*which as usize % FILES.len()], text);
    let Ok(files) = Files::in_folders(&[folder.path().to_path_buf()]) else { return };
    let Ok(ontology) = Ontology::load(&files) else { return };
    let _ = event::Lexicon::load(&files, &ontology);
    let _ = mention::Lexicon::load(&files, &ontology.lists);
});
