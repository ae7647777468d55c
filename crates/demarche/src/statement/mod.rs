//! Who says what?
//!
//! The attribution heads of the encoder propose source, cue and content; quotation marks overrule them; what is quoted
//! without a cue is put to whoever spoke before.

mod content;
pub(crate) mod cue;
mod labelled;
mod nested;
mod person;
pub(crate) mod probability;
mod running;
mod speaker;

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use cue::{Cues, Example, Tells};

use crate::grammar::Grammar;
use crate::mention::{ActorId, Form, Meant, Mentions, PlaceId, Time, TimeId};
use crate::ontology::Saying;
use crate::sentence::Attribution;

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
    pub act: Saying,
    /// When it was said.
    pub date: Option<TimeId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// The statement that this one stands in: an index into the list of statements.
    pub inside: Option<usize>,
    /// The rule or model that read it.
    pub rule: String,
    /// How likely speaker and content are right. Until all are found: how sure the model is.
    pub probability: f64,
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
    /// Those who say it together with the first.
    pub also: Vec<ActorId>,
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

/// The ways in which statements are read, in the order of [`find`]: each adds to what those before it left, and none
/// overrules quotation marks. The rule of a statement begins with the name of its way.
pub const WAYS: [&str; 5] =
    ["attribution head", labelled::TRANSCRIPT, running::BESIDE_VERB, running::RUNS_ON, nested::BY_TREE];

/// What telling statements takes besides what the stages before found.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// How saying is told.
    pub cues: &'a Cues,
    /// How likely it is that the heads are right.
    pub curves: &'a demarche_model::Curves,
}

/// Finds the statements of a report: what the model proposes, held to the quotation marks, and what these prove beyond;
/// and by them, who `I`, `we` and `you` are.
pub fn find(s: &Grammar, mentions: &Mentions, known: &Known) -> (Vec<Statement>, Vec<Meant>) {
    let cues = known.cues;
    let mut statements: Vec<Statement> =
        s.attributions.iter().filter_map(|a| attributed(s, mentions, cues, a)).collect();
    statements.sort_by_key(|t| (t.content[0].start, t.cue.as_ref().map(|c| c.start)));
    labelled::add(s, mentions, &mut statements);
    running::add(s, mentions, cues, &mut statements);
    nested::add(s, mentions, cues, &mut statements);
    nest(&mut statements);
    let persons = person::settle(s, mentions, &mut statements);
    statements.iter_mut().for_each(|t| probability::calibrate(t, known.curves));
    (statements, persons)
}

/// A statement from what the model tagged; none where nothing is left as its content.
fn attributed(s: &Grammar, mentions: &Mentions, cues: &Cues, a: &Attribution) -> Option<Statement> {
    let cue = a.cue.first()?.clone();
    let head = s.top(&cue);
    if cues.anonymity_of(s, &cue, head).is_some() {
        return None;
    }
    let entry = cues.of(s, &cue, head);
    let places = entry.map_or(&[][..], |e| &e.addressee);
    let addressee = hearer(s, mentions, cues, head, places).filter(|h| !swallows(&a.content, &h.words));
    let content = said(s, a, addressee.as_ref(), head);
    if content.is_empty() {
        return None;
    }
    if struck_not_said(s, mentions, cues, &cue, &content) {
        return None;
    }
    let silent = cues.is_silence(s, &cue, head);
    let told = speaker::is_told(s, head) && places.iter().any(|p| p == "object");
    let quoted = speaker::quoted_as(s, head);
    let told = told || speaker::is_rumour(s, &cue, head);
    let own = |r: &Range<usize>| quoted.map_or(!told || r.start > head, |q| r.contains(&q));
    let source = a.source.first().filter(|r| own(r));
    Some(Statement {
        kind: content::kind(s, &content),
        speaker: speaker::find(s, mentions, source, head, &content).filter(|_| !told || source.is_some()),
        medium: medium(s, mentions, cues, head, addressee.as_ref()),
        addressee,
        stance: if silent { "silence".to_string() } else { entry.map_or("assert", |e| &e.stance).to_string() },
        act: entry.map(|e| e.act).unwrap_or_default(),
        date: mentions
            .times()
            .find(|(_, t)| is_of_saying(s, t) && belongs(s, head, t.words.start, &content))
            .map(|(i, _)| i),
        place: mentions.places().find(|(_, p)| belongs(s, head, p.words.start, &content)).map(|(i, _)| i),
        inside: None,
        rule: match entry {
            Some(e) => format!("attribution head; {}", e.place),
            None => "attribution head".to_string(),
        },
        cue: Some(cue),
        content,
        probability: f64::from(a.certainty),
    })
}

/// To whom it is said: where the cue's entry says that hearers stand, else to whom the letter goes that it is said in.
fn hearer(s: &Grammar, mentions: &Mentions, cues: &Cues, head: usize, places: &[String]) -> Option<Addressee> {
    speaker::addressee(s, mentions, head, places).or_else(|| {
        let letter = carrier(s, cues, head)?;
        speaker::hearer(s, mentions, speaker::led(s, letter, &s.lists().recipient)?)
    })
}

/// What is said: what the model tagged, without a piece that is the hearer, in whole phrases.
fn said(s: &Grammar, a: &Attribution, hearer: Option<&Addressee>, head: usize) -> Vec<Range<usize>> {
    let heard = |piece: &Range<usize>| hearer.is_some_and(|h| content::overlap(&h.words, piece) == piece.len());
    let proposed: Vec<Range<usize>> = a.content.iter().filter(|p| a.content.len() == 1 || !heard(p)).cloned().collect();
    let keep_out: Vec<Range<usize>> = a.source.iter().chain(&a.cue).cloned().collect();
    content::snapped(s, &proposed, &keep_out, head)
}

/// `Mordor had attacked Gondor`: of a verb that often tells of no saying, a name alone is whom it strikes.
fn struck_not_said(
    s: &Grammar,
    mentions: &Mentions,
    cues: &Cues,
    cue: &Range<usize>,
    content: &[Range<usize>],
) -> bool {
    let head = s.top(cue);
    let verb = s.word(head).head.filter(|_| s.word(head).is(&["aux"])).unwrap_or(head);
    let struck = s.child(verb, &["obj"]).and_then(|o| mentions.at(o)).filter(|m| m.form == Form::Name);
    let often_silent = cues.verb(s, verb).is_some_and(|entry| !entry.sure);
    often_silent && content::kind(s, content) == Kind::Indirect && struck.is_some_and(|m| content == [m.words.clone()])
}

/// Is the hearer only part of a longer piece of the content? Then it is content and no hearer, unless the content begins
/// with it (`urged both sides to talk`).
fn swallows(pieces: &[Range<usize>], hearer: &Range<usize>) -> bool {
    let inside = |p: &Range<usize>| content::overlap(p, hearer) > 0 && p.len() > hearer.len() + 1;
    pieces.iter().any(|p| inside(p) && p.start != hearer.start)
}

/// The noun of what something was said in: `in a letter`, `on state television`.
fn carrier(s: &Grammar, cues: &Cues, head: usize) -> Option<usize> {
    s.children(head).find(|&i| s.word(i).is(&["obl"]) && cues.is_medium(&s.word(i).lemma))
}

/// What the words were said in or through: a medium noun beside the cue, or a hearer that publishes.
fn medium(
    s: &Grammar,
    mentions: &Mentions,
    cues: &Cues,
    head: usize,
    hearer: Option<&Addressee>,
) -> Option<Range<usize>> {
    let named = carrier(s, cues, head);
    let publishes = |h: &&Addressee| h.actor.is_some_and(|a| mentions.actors[a].sectors.iter().any(|x| x == "MED"));
    named.map(|i| speaker::phrase(s, mentions, i)).or_else(|| hearer.filter(publishes).map(|h| h.words.clone()))
}

/// Does a time or place belong to the saying itself? It hangs on the cue and stands outside of what is said.
fn belongs(s: &Grammar, cue: usize, word: usize, content: &[Range<usize>]) -> bool {
    if word >= s.words.len() || s.sentence_of(word) != s.sentence_of(cue) || content.iter().any(|c| c.contains(&word)) {
        return false;
    }
    let hangs = |i: usize| s.word(i).head == Some(cue);
    hangs(word) || s.word(word).head.is_some_and(hangs)
}

/// Can a time be that of a saying? Not how long something takes, nor what a noun has for itself (`Friday's attack`), nor
/// what something is planned for (`called a vote for Sunday`).
fn is_of_saying(s: &Grammar, time: &Time) -> bool {
    let top = s.top(&time.words);
    let before_noun = s.word(top).is(&["nmod:poss", "compound", "amod", "nummod"]);
    let planned = s.led_by(top, &s.lists().aim);
    !time.is_duration() && !before_noun && !planned
}

/// Puts every statement into the smallest one whose content holds it.
fn nest(statements: &mut [Statement]) {
    let begins = |t: &Statement| t.cue.as_ref().map_or(t.content[0].start, |c| c.start);
    let holds = |t: &Statement, word: usize| t.content.iter().any(|c| c.contains(&word));
    for i in 0..statements.len() {
        let at = begins(&statements[i]);
        let around = (0..statements.len()).filter(|&j| j != i && holds(&statements[j], at));
        let size = |j: &usize| statements[*j].content.iter().map(Range::len).sum::<usize>();
        statements[i].inside = around.min_by_key(size);
    }
}

/// The innermost statement in which a word is said.
pub(crate) fn around(statements: &[Statement], word: usize) -> Option<usize> {
    let covers = |&i: &usize| statements[i].content.iter().any(|c| c.contains(&word));
    let size = |&i: &usize| statements[i].content.iter().map(Range::len).sum::<usize>();
    (0..statements.len()).filter(covers).min_by_key(size)
}
