//! Who is spoken of?
//!
//! Names, descriptions, pronouns and metonyms are gathered into actors with codes and roles; times and places are
//! resolved as far as the text allows.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sentence::Sentences;
use crate::text::Text;
use crate::{Span, World};

/// Index into `Mentions::actors`.
pub type ActorId = usize;

/// Everybody and everything that a report speaks of.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// All mentions, by their first word.
    pub list: Vec<Mention>,
    /// Who they stand for.
    pub actors: Vec<Actor>,
    /// Times that the text states.
    pub times: Vec<Time>,
    /// Places that the text states.
    pub places: Vec<Place>,
}

/// Some words that stand for an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// All words, titles and articles included (`US Secretary of State Rex Tillerson`), relative clauses not.
    pub words: Range<usize>,
    /// The head word in the tree.
    pub head: usize,
    /// What kind of words.
    pub form: Form,
    /// Whom it stands for.
    pub actor: ActorId,
    /// The rule or model that put it there (`same surname`, `gazetteer:states`, …).
    pub rule: String,
}

/// How a mention names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Form {
    Name,
    Description,
    Pronoun,
    Metonym,
}

/// Who a mention stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The fullest name in the text, without titles; for a description its head words.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, where known.
    pub country: Option<String>,
    /// CAMEO sectors in order of weight (`GOV`, `MIL`, …).
    pub sectors: Vec<String>,
    /// CAMEO actor code (`USAGOV`), where any part of it is known.
    pub code: Option<String>,
    /// Offices held, as the text tells.
    pub roles: Vec<Role>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ActorKind {
    Person,
    State,
    Organisation,
    Group,
    Place,
}

/// An office that an actor holds or held.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Title as written, without the body (`Secretary of State`).
    pub title: String,
    /// Of which state or body: a country code or a name.
    pub of: Option<String>,
    /// `former`, `acting`, `elect`, or none for an office held.
    pub standing: Option<String>,
    /// Where it was read.
    pub span: Span,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Its words.
    pub words: Range<usize>,
    /// ISO 8601, as coarse as the text is: `2017-02-16`, `2017-02`, `2017`, `2017-02-16/2017-02-17`.
    pub value: String,
    /// The rule that resolved it.
    pub rule: String,
}

/// A place that the text states.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its words; empty for the dateline's place.
    pub words: Range<usize>,
    /// Name in the gazetteer, else as written.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees, for cities and regions; never the centre of a country.
    pub position: Option<(f64, f64)>,
}

impl Mentions {
    /// The mention whose head is this word, else the longest that covers it.
    pub fn at(&self, word: usize) -> Option<&Mention> {
        self.list.iter().filter(|m| m.words.contains(&word)).max_by_key(|m| (m.head == word, m.words.len()))
    }
}

/// Finds and gathers the mentions of a report.
pub fn find(_text: &Text, _sentences: &Sentences, _world: &World) -> Mentions {
    Mentions::default()
}
