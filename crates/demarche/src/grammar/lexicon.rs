//! Which words does grammar need to know one by one?

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Deserializer};
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

/// Words of one kind.
pub type List = HashSet<SmolStr>;

/// `grammar.toml`: closed lists of English.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// `promised Gondor to go`: the infinitive belongs to the subject even after an object.
    pub subject_control: List,
    /// `accused Arnor of going`: before a gerund that belongs to the object.
    pub object_gerund: List,
    /// `called on Arnor to go`: before whose act an infinitive is.
    pub addressing: List,
    /// Before clauses that are the content of a noun.
    pub noun_content: List,
    /// Before clauses that a predicate governs.
    pub complement: List,
    /// `attacked by Arnor`.
    pub agent: List,
    /// `the city of Bree`.
    pub of: List,
    /// `to go`.
    pub infinitive: List,
    /// `each other`.
    pub reciprocal: List,
    /// What makes a noun phrase definite.
    pub definite: List,
    /// What tells of something new.
    pub indefinite: List,
    /// `both Arnor and Gondor`.
    pub correlative: List,
    /// `did not go`.
    pub negation: List,
    /// `no country`.
    pub no: List,
    /// `nobody went`.
    pub nobody: List,
    /// `has gone`.
    pub perfect: List,
    /// `is to go`.
    pub be: List,
    /// `why did it go?`.
    pub granting: List,
    /// `a claim by Arnor`, `word from Arnor`: before whose saying a noun is.
    pub source: List,
    /// `a letter to Arnor`.
    pub recipient: List,
    /// `called a vote for Sunday`: before what something is planned for.
    pub aim: List,
    /// `quoted the king as saying`.
    pub quoted_as: List,
    /// `according to Arnor`.
    pub according: List,
    /// `would go`: by the auxiliary as it is written.
    #[serde(rename = "modal", deserialize_with = "modals")]
    pub modals: HashMap<SmolStr, Modal>,
    /// `should Mordor attack`: from the auxiliary to the tag of its verb.
    #[serde(rename = "inverted", deserialize_with = "inverted")]
    pub inverted: HashMap<SmolStr, SmolStr>,
}

/// What a modal auxiliary says of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modal {
    /// How the act stands to the facts.
    pub says: Modality,
    /// `would`, `could`: of what is thought or was said.
    pub remote: bool,
}

/// How what a modal auxiliary speaks of stands to the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// `will`, `would`.
    Future,
    /// `can`, `may`, `could`, `might`.
    Possible,
    /// `must`, `should`.
    Duty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawModal {
    forms: Vec<SmolStr>,
    says: Modality,
    #[serde(default)]
    remote: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInverted {
    form: SmolStr,
    verb: SmolStr,
}

fn modals<'d, D: Deserializer<'d>>(from: D) -> Result<HashMap<SmolStr, Modal>, D::Error> {
    let all = Vec::<RawModal>::deserialize(from)?;
    let of = |RawModal { forms, says, remote }| forms.into_iter().map(move |form| (form, Modal { says, remote }));
    Ok(all.into_iter().flat_map(of).collect())
}

fn inverted<'d, D: Deserializer<'d>>(from: D) -> Result<HashMap<SmolStr, SmolStr>, D::Error> {
    let all = Vec::<RawInverted>::deserialize(from)?;
    Ok(all.into_iter().map(|RawInverted { form, verb }| (form, verb)).collect())
}

impl Lexicon {
    /// Reads the lists; `known` are the words that other parts of the ontology have entries for.
    pub fn load(files: &Files, mut known: HashSet<SmolStr>) -> Result<Lexicon, Error> {
        let words: Words = files.toml(FILE)?;
        known.extend(words.subject_control.iter().cloned());
        Ok(Lexicon { words, irregular: stem::irregular(files)?, known })
    }
}
