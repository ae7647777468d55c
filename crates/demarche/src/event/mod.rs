//! Who did what to whom?

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::World;
use crate::mention::{ActorId, Mentions};
use crate::sentence::Sentences;
use crate::statement::Statement;
use crate::text::Text;

/// Something that the report says was, will be, might be or was not done.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The words that name the act.
    pub trigger: Range<usize>,
    /// CAMEO code.
    pub cameo: String,
    /// PLOVER type, where the code has one.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Who acts.
    pub actors: Vec<ActorId>,
    /// Who receives.
    pub recipients: Vec<ActorId>,
    /// What the report says of it.
    pub status: Status,
    /// The words of the condition.
    pub condition: Option<Range<usize>>,
    /// Index into `Mentions::times`; none where only the report's own date would be known.
    pub date: Option<usize>,
    /// Index into `Mentions::places`.
    pub place: Option<usize>,
    /// Index of the statement that it stands in.
    pub statement: Option<usize>,
    /// The entry of the ontology that coded it (`04-consult.toml:12 meet`), then what changed the code or status.
    pub rule: String,
    /// The sentence that it was read from.
    pub sentence: usize,
}

/// What a report says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Status {
    Actual,
    Negated,
    Denied,
    Conditional,
    Intended,
    Promised,
    Possible,
    Alleged,
    Demanded,
    Rejected,
    Scheduled,
    Hypothetical,
}

/// Finds the events of a report.
pub fn find(
    _text: &Text,
    _sentences: &Sentences,
    _mentions: &Mentions,
    _statements: &[Statement],
    _world: &World,
) -> Vec<Event> {
    Vec::new()
}
