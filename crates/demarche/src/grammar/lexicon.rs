//! Which words does grammar need to know one by one?

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use smol_str::SmolStr;

use crate::ontology::{Error, Files};
use crate::sentence::stem;

const FILE: &str = "english/grammar.toml";

/// The words of grammar, and all words that later stages look up.
#[derive(Debug)]
pub struct Lexicon {
    /// The closed lists.
    pub words: Words,
    /// From irregular verb forms to their dictionary forms.
    pub irregular: HashMap<SmolStr, SmolStr>,
    /// Dictionary forms under which something is looked up.
    pub known: HashSet<SmolStr>,
}

/// `grammar.toml`: closed lists of English.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// `promised Gondor to go`: the infinitive belongs to the subject even after an object.
    pub subject_control: Vec<SmolStr>,
}

impl Lexicon {
    /// Reads the lists; `known` are the words that other parts of the ontology have entries for.
    pub fn load(files: &Files, mut known: HashSet<SmolStr>) -> Result<Lexicon, Error> {
        let words: Words = toml::from_str(files.get(FILE)?).map_err(|e| Error::toml(FILE, files, &e))?;
        known.extend(words.subject_control.iter().cloned());
        Ok(Lexicon { words, irregular: stem::irregular(files)?, known })
    }
}
