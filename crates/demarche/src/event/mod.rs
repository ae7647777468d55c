//! Who did what to whom?
//!
//! In three passes: words are proposed as acts ([`propose`]), their parties are filled ([`party`]), and what governs them
//! and stands around them settles whether, when and where they happened ([`settle`]). One act told twice is one event
//! ([`same`]).

mod act;
pub mod check;
mod contrast;
pub mod detail;
mod lexicon;
mod party;
mod place;
mod propose;
mod rule;
mod same;
mod scene;
mod settle;
mod trigger;

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use detail::{Details, Magnitude, Weapon};
pub use lexicon::Lexicon;
pub use propose::{Proposed, Score, Verdict, similar};
pub use rule::{Again, Rule, Source, Step};

use demarche_model::Model;

use crate::Span;
use crate::grammar::Grammar;
use crate::mention::{ActorId, Mentions, PlaceId, Time};
use crate::ontology::Cameo;
use crate::ontology::codes::Codes;
use crate::sentence::Sentences;
use crate::sentence::number::Numbers;
use crate::statement::Statement;
use crate::text::{PartKind, Text};
use act::Act;
use same::{Telling, Wording};
use scene::Scene;
use settle::Worth;
use similar::Coding;

/// Something that the report says was, will be, might be or was not done.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The words that name the act.
    pub trigger: Range<usize>,
    /// CAMEO code.
    pub cameo: Cameo,
    /// The codes of additions to the ontology, by their names.
    pub codes: BTreeMap<String, String>,
    /// PLOVER type, where the code has one.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Who acts. In a mutual act (`Arnor and Gondor met`) all parties stand on both sides.
    pub actors: Vec<ActorId>,
    /// Who receives.
    pub recipients: Vec<ActorId>,
    /// What the report says of it.
    pub status: Status,
    /// Who denies, alleges or demands it, where that is its status.
    pub by: Vec<ActorId>,
    /// The words of the condition.
    pub condition: Option<Range<usize>>,
    /// The event that stands in the condition: an index into the list of events.
    pub conditioned_by: Option<usize>,
    /// When; none where only the report's own date would be known.
    pub date: Option<Time>,
    /// How long.
    pub duration: Option<Time>,
    /// Where.
    pub place: Option<PlaceId>,
    /// How many dead, troops, dollars …
    pub magnitudes: Vec<Magnitude>,
    /// By what means.
    pub weapon: Option<Weapon>,
    /// Index of the statement that it stands in.
    pub statement: Option<usize>,
    /// The entry of the ontology that coded it (`04-consult.toml:12 meet`), then what changed the code or status.
    pub rule: Rule,
    /// How likely the type is right, for a verb that the lexicon does not list; none for those that it does.
    pub probability: Option<f64>,
    /// The sentence that it was read from.
    pub sentence: usize,
    /// All places where it is told, the trigger among them.
    pub mentions: Vec<Told>,
}

/// A place where an event is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The words that name the act there.
    pub words: Range<usize>,
    /// Their sentence.
    pub sentence: usize,
    /// Index of the statement that they stand in.
    pub statement: Option<usize>,
    /// Why they are put to this event, and the entry that read them.
    pub rule: Rule,
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

/// What telling events takes besides what the stages before found.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Which words name which acts.
    pub lexicon: &'a Lexicon,
    /// Which words tell how much, by what means, in which context.
    pub details: &'a Details,
    /// What codes stand for.
    pub codes: &'a Codes,
    /// The words of numbers.
    pub numbers: &'a Numbers,
    /// What verbs mean that the lexicon does not list.
    pub model: &'a Model,
    /// Which acts are coded.
    pub coding: Coding,
}

/// Finds the events of a report.
pub fn find(
    text: &Text,
    grammar: &Grammar,
    mentions: &Mentions,
    statements: &[Statement],
    known: &Known,
) -> Vec<Event> {
    let mut tellings = all(grammar, mentions, statements, known);
    let is_cue = |e: &Event| {
        let cues = statements.iter().filter_map(|s| s.cue.as_ref());
        cues.into_iter().any(|c| c.start < e.trigger.end && e.trigger.start < c.end)
    };
    // That something was said is recorded as a statement already.
    tellings.retain(|t| t.event.plover.is_some() || !is_cue(&t.event));
    let report = same::Report { mentions, headline: headline(text, grammar), same: &known.lexicon.same };
    same::gather(tellings, &report)
}

impl Event {
    /// All whom it concerns, actors first.
    pub fn parties(&self) -> impl Iterator<Item = ActorId> {
        self.actors.iter().chain(&self.recipients).chain(&self.by).copied()
    }
}

/// Which sentences stand in the headline?
fn headline(text: &Text, sentences: &Sentences) -> Vec<bool> {
    let titles: Vec<Span> = text.parts.iter().filter(|p| p.kind == PartKind::Title).map(|p| p.span).collect();
    let starts = |words: &Range<usize>| sentences.words[words.start].span.start();
    let inside = |at: usize| titles.iter().any(|t| t.start() <= at && at < t.end());
    sentences.list.iter().map(|s| !s.words.is_empty() && inside(starts(&s.words))).collect()
}

/// All that the sentences tell, one by one, mere saying among it.
fn all(grammar: &Grammar, mentions: &Mentions, statements: &[Statement], known: &Known) -> Vec<Telling> {
    let scene = Scene::new(grammar, mentions, statements, known);
    let mut tellings: Vec<Telling> = (0..grammar.list.len()).flat_map(|s| tellings(&scene, s)).collect();
    let mut events: Vec<&mut Event> = tellings.iter_mut().map(|t| &mut t.event).collect();
    known.details.add(grammar, known.numbers, &mut events);
    tellings
}

/// All that is proposed for the words of a report, and what is decided about it: for those who ask why.
pub fn proposed(grammar: &Grammar, mentions: &Mentions, statements: &[Statement], known: &Known) -> Vec<Proposed> {
    let scene = Scene::new(grammar, mentions, statements, known);
    let sentences = grammar.list.iter().map(|s| s.words.clone());
    sentences.flat_map(|words| propose::all(&scene, words)).map(Proposed::from).collect()
}

/// What one sentence tells: its acts, and what may be a mention of acts told before.
fn tellings(scene: &Scene, sentence: usize) -> Vec<Telling> {
    let proposals = propose::all(scene, scene.grammar.list[sentence].words.clone());
    let chosen = proposals.into_iter().filter(|p| p.verdict == Verdict::Chosen);
    let filled = chosen.map(|p| (party::fill(scene, &p.candidate), p));
    let acts = settle::acts(scene, filled);
    let wording = Wording(scene);
    let echoes: Vec<Act> = acts.iter().filter(|a| wording.is_echo(a)).cloned().collect();
    let told = Worth(scene).kept(acts).into_iter().map(|act| wording.telling(act, sentence, true));
    let echoes = echoes.into_iter().map(|act| wording.telling(act, sentence, false));
    let mut all: Vec<Telling> = told.chain(echoes).chain(wording.stand_ins(sentence)).collect();
    all.sort_by_key(|t| t.event.trigger.start);
    all
}
