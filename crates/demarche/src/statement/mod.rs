//! Who says what?

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::World;
use crate::mention::{ActorId, Mentions};
use crate::sentence::Sentences;
use crate::text::Text;

/// Something said, written, thought or decreed, with its speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// In whose words.
    pub kind: Kind,
    /// Who says it.
    pub speaker: Option<Speaker>,
    /// The words that tell that it is said; none for a quotation that runs on.
    pub cue: Option<Range<usize>>,
    /// What is said; in several pieces where the cue interrupts it. Never empty.
    pub content: Vec<Range<usize>>,
    /// To whom.
    pub addressee: Option<Addressee>,
    /// Through what (`the BBC`, `comments televised in Russia`).
    pub medium: Option<Range<usize>>,
    /// What the speaker does by saying it: `assert`, `deny`, `promise`, `demand`, … (as `ontology/english/cues.toml`).
    pub stance: String,
    /// speech, writing, thought, intention or decree.
    pub act: String,
    /// Index into `Mentions::times`.
    pub date: Option<usize>,
    /// Index into `Mentions::places`.
    pub place: Option<usize>,
    /// The statement that this one stands in: an index into the list of statements.
    pub inside: Option<usize>,
    /// The rule or model that read it.
    pub rule: String,
}

/// In whose words a statement is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Kind {
    Direct,
    Indirect,
    Mixed,
}

/// The one who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Who, where the words could be put to an actor.
    pub actor: Option<ActorId>,
    /// The words that stand as speaker in the text; none where the speaker is carried over from before.
    pub words: Option<Range<usize>>,
}

/// The one spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// Who, where known.
    pub actor: Option<ActorId>,
    /// The words that name the addressee.
    pub words: Range<usize>,
}

/// Finds the statements of a report.
pub fn find(_text: &Text, _sentences: &Sentences, _mentions: &Mentions, _world: &World) -> Vec<Statement> {
    Vec::new()
}
