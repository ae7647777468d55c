//! Whose are quoted words that no cue goes with?
//!
//! A quotation that fills a paragraph goes on with the one before; a second quotation beside a cue belongs to that cue;
//! a quotation beside a verb of saying belongs to the verb's subject.

use std::ops::Range;

use super::content::{kind, outer, overlap};
use super::cue::Cues;
use super::{Kind, Speaker, Statement, speaker};
use crate::grammar::Grammar;
use crate::mention::{ActorKind, Mentions};
use crate::sentence::{Quote, Upos};

pub const RUNS_ON: &str = "quotation that runs on";
pub const BESIDE_VERB: &str = "quotation beside a verb of saying";
/// How many paragraphs back a quotation may go on from.
const REACH: usize = 3;
/// Shorter ones are words held at arm's length, not speech.
const SHORTEST: usize = 4;

/// Adds what the quotations prove and the statements found so far do not cover.
pub fn add(s: &Grammar, mentions: &Mentions, cues: &Cues, statements: &mut Vec<Statement>) {
    let left: Vec<Quote> = outer(s).filter(|q| speech(s, q) && !covered(q, statements)).cloned().collect();
    for quote in left {
        let found = beside(s, &quote, statements)
            .or_else(|| by_verb(s, mentions, cues, &quote))
            .or_else(|| introduced(s, mentions, cues, &quote))
            .or_else(|| carried_on(s, &quote, statements));
        match found {
            Some(Found::More(i)) => {
                statements[i].content.push(quote.words.clone());
                statements[i].content.sort_by_key(|c| c.start);
                statements[i].kind = kind(s, &statements[i].content);
            }
            Some(Found::New(statement)) => {
                let at = statements.partition_point(|t| t.content[0].start < statement.content[0].start);
                statements.insert(at, *statement);
            }
            None => {}
        }
    }
}

enum Found {
    /// The quotation belongs to this statement too.
    More(usize),
    New(Box<Statement>),
}

fn speech(s: &Grammar, quote: &Quote) -> bool {
    let words = quote.words.clone().filter(|&i| s.words[i].upos != Upos::Punct).count();
    let finite = |i: usize| matches!(s.words[i].upos, Upos::Verb | Upos::Aux);
    words >= SHORTEST && quote.words.clone().any(finite)
}

fn covered(quote: &Quote, statements: &[Statement]) -> bool {
    let shared: usize = statements.iter().flat_map(|t| &t.content).map(|c| overlap(c, &quote.words)).sum();
    3 * shared >= quote.words.len()
}

fn paragraph(s: &Grammar, word: usize) -> usize {
    s.list[s.sentence_of(word)].part
}

/// A statement of the same paragraph that quotes, with its cue next to this quotation.
fn beside(s: &Grammar, quote: &Quote, statements: &[Statement]) -> Option<Found> {
    let here = paragraph(s, quote.words.start);
    let near = |t: &Statement| {
        let cue = t.cue.as_ref()?;
        let same = paragraph(s, cue.start) == here && t.kind != Kind::Indirect;
        let gap = if cue.start < quote.words.start {
            quote.words.start - cue.end
        } else {
            cue.start - quote.words.end.min(cue.start)
        };
        same.then_some(gap)
    };
    let gaps = statements.iter().enumerate().filter_map(|(i, t)| near(t).map(|gap| (gap, i)));
    gaps.min().filter(|(gap, _)| *gap < 30).map(|(_, i)| Found::More(i))
}

/// A verb of saying outside the quotation, in a sentence that the quotation touches.
fn by_verb(s: &Grammar, mentions: &Mentions, cues: &Cues, quote: &Quote) -> Option<Found> {
    let first = s.sentence_of(quote.words.start);
    let last = s.sentence_of(quote.words.end - 1);
    let words = s.list[first].words.start..s.list[last].words.end;
    said_by(s, mentions, cues, quote, words.filter(|i| !quote.words.contains(i)))
}

/// A verb of saying in the sentence before, where that ends its paragraph with a colon (`The minister told reporters:`).
fn introduced(s: &Grammar, mentions: &Mentions, cues: &Cues, quote: &Quote) -> Option<Found> {
    if !fills_from_start(s, quote) {
        return None;
    }
    let before = &s.list[s.sentence_of(quote.words.start).checked_sub(1)?].words;
    let colon = s.words[before.end - 1].form == ":";
    colon.then(|| said_by(s, mentions, cues, quote, before.clone().rev())).flatten()
}

/// A statement by the first of these words that is a verb of saying.
fn said_by(
    s: &Grammar,
    mentions: &Mentions,
    cues: &Cues,
    quote: &Quote,
    mut words: impl Iterator<Item = usize>,
) -> Option<Found> {
    let verb = words.find(|&i| s.words[i].upos == Upos::Verb && cues.quoting(s, i).is_some())?;
    let cue = cues.quoting(s, verb)?;
    let content = vec![quote.words.clone()];
    let speaker = speaker::find(s, mentions, None, verb, &content)?;
    let open = speaker.words.as_ref().is_some_and(|w| mentions.open_at(w.start).is_some());
    if !cue.sure && speaker.actor.map_or(!open, |a| mentions.actors[a].kind == ActorKind::Place) {
        return None;
    }
    Some(Found::New(Box::new(Statement {
        kind: kind(s, &content),
        speaker: Some(speaker),
        cue: Some(verb..verb + 1),
        addressee: speaker::addressee(s, mentions, verb, &cue.addressee),
        medium: None,
        stance: cue.stance.clone(),
        act: cue.act,
        date: None,
        place: None,
        inside: None,
        rule: format!("{BESIDE_VERB} ({})", cue.place),
        probability: 1.0,
        content,
    })))
}

/// Does the quotation begin its paragraph?
fn fills_from_start(s: &Grammar, quote: &Quote) -> bool {
    let sentence = s.sentence_of(quote.words.start);
    let first = sentence == 0 || s.list[sentence - 1].part != s.list[sentence].part;
    first && s.list[sentence].words.start == quote.words.start
}

/// The quotation of a paragraph before, where this one fills its own paragraph.
fn carried_on(s: &Grammar, quote: &Quote, statements: &[Statement]) -> Option<Found> {
    let here = paragraph(s, quote.words.start);
    let before = |t: &&Statement| {
        let at = paragraph(s, t.content[0].start);
        at < here && at + REACH >= here && t.kind != Kind::Indirect && t.speaker.is_some()
    };
    let from = statements.iter().rev().find(before).filter(|_| fills_from_start(s, quote))?;
    let content: Vec<Range<usize>> = vec![quote.words.clone()];
    Some(Found::New(Box::new(Statement {
        speaker: from.speaker.as_ref().map(|p| Speaker { words: None, ..p.clone() }),
        cue: None,
        addressee: None,
        date: from.date,
        rule: RUNS_ON.to_string(),
        probability: 1.0,
        kind: kind(s, &content),
        content,
        ..from.clone()
    })))
}
