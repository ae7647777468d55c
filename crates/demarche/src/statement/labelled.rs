//! Who speaks in a transcript, before a colon or behind a dash?
//!
//! `TOLAN: We stay.` gives a paragraph to its speaker where the report has several such paragraphs; a quotation behind
//! `Mira Tolan on Twitter:` is hers, and so is one before `— Mira Tolan, Annun`.

use std::ops::Range;

use super::content::{outer, overlap};
use super::{Kind, Speaker, Statement, speaker};
use crate::grammar::Grammar;
use crate::mention::{ActorId, ActorKind, Mentions};
use crate::ontology::Saying;
use crate::sentence::{Quote, Sentences, Upos};

pub const TRANSCRIPT: &str = "speaker at a colon or dash";
/// Words of the longest label.
const LABEL: usize = 5;
/// Words of the longest signature, its dash included.
const SIGNATURE: usize = 14;
/// So many labelled paragraphs make a transcript.
const LINES: usize = 2;

/// Adds what stands behind a colon and belongs to whoever stands before it.
pub fn add(s: &Grammar, mentions: &Mentions, statements: &mut Vec<Statement>) {
    let signed = outer(s).filter_map(|q| signed(s, mentions, q));
    let lines: Vec<Line> = paragraphs(s).filter_map(|p| line(s, mentions, p)).chain(signed).collect();
    let plain = lines.iter().filter(|l| !l.quoted).count();
    for line in lines.iter().filter(|l| l.quoted || plain >= LINES) {
        let free = |t: &Statement| t.content.iter().all(|c| overlap(c, &line.content) == 0);
        if line.quoted && !statements.iter().all(|t| free(t) || t.speaker.is_none()) {
            continue;
        }
        if line.quoted {
            statements.retain(free);
        } else {
            statements.retain(|t| t.cue.as_ref().is_none_or(|c| c.start != line.colon) && !runs_out(t, &line.content));
        }
        let at = statements.partition_point(|t| t.content[0].start < line.content.start);
        statements.insert(at, line.statement());
    }
}

/// A label, and what its bearer says.
struct Line {
    speaker: Speaker,
    /// The colon, or the dash.
    colon: usize,
    content: Range<usize>,
    quoted: bool,
    medium: Option<Range<usize>>,
}

impl Line {
    fn statement(&self) -> Statement {
        Statement {
            kind: Kind::Direct,
            speaker: Some(self.speaker.clone()),
            cue: Some(self.colon..self.colon + 1),
            content: vec![self.content.clone()],
            addressee: None,
            medium: self.medium.clone(),
            stance: "assert".to_string(),
            act: if self.medium.is_some() { Saying::Writing } else { Saying::Speech },
            date: None,
            place: None,
            inside: None,
            rule: TRANSCRIPT.to_string(),
            probability: 1.0,
        }
    }
}

/// Does a statement reach from the line over its edges?
fn runs_out(t: &Statement, line: &Range<usize>) -> bool {
    t.content.iter().any(|c| overlap(c, line) > 0 && (c.start < line.start || c.end > line.end))
}

/// The words of each paragraph.
fn paragraphs(s: &Sentences) -> impl Iterator<Item = Range<usize>> + '_ {
    s.list.chunk_by(|a, b| a.part == b.part).map(|p| p[0].words.start..p[p.len() - 1].words.end)
}

fn line(s: &Grammar, mentions: &Mentions, paragraph: Range<usize>) -> Option<Line> {
    let colon = (paragraph.start..paragraph.end.min(paragraph.start + 2 * LABEL)).find(|&i| s.words[i].form == ":")?;
    // `"TOLAN: We stay."`: a whole transcript may be quoted, line by line.
    let opened = matches!(s.words[paragraph.start].form.as_str(), "\"" | "“") as usize;
    let closed = opened * matches!(s.words[paragraph.end - 1].form.as_str(), "\"" | "”") as usize;
    let (label, content) = (paragraph.start + opened..colon, colon + 1..paragraph.end - closed);
    if label.is_empty() || content.is_empty() || s.words[label.clone()].iter().any(|w| w.upos == Upos::Verb) {
        return None;
    }
    let quote = outer(s).find(|q| q.words.start == content.start);
    let actor = speaking(mentions, &label);
    let shouted = |w: &crate::sentence::Word| w.form.len() > 1 && w.form.chars().all(|c| !c.is_lowercase());
    let named = label.len() <= LABEL && s.words[label.clone()].iter().all(shouted);
    let whole = actor.as_ref().is_some_and(|(_, words)| words.end == label.end);
    let (actor, words) = match actor {
        Some((actor, words)) if quote.is_some() || whole => (Some(actor), words),
        None if named => (None, label.clone()),
        _ => return None,
    };
    let medium = (words.end < label.end).then(|| label.end - 1).filter(|_| quote.is_some());
    Some(Line {
        speaker: Speaker { actor, also: Vec::new(), words: Some(words) },
        colon,
        quoted: quote.is_some(),
        content: quote.map_or(content, |q| q.words.clone()),
        medium: medium.map(|i| speaker::phrase(s, mentions, i)),
    })
}

/// A quotation with its speaker's name behind a dash, at the end of the paragraph or in the next.
fn signed(s: &Grammar, mentions: &Mentions, quote: &Quote) -> Option<Line> {
    let dash = quote.words.end;
    if !matches!(s.words.get(dash)?.form.as_str(), "-" | "--" | "–" | "—" | "―") {
        return None;
    }
    let sentence = &s.list[s.sentence_of(dash)];
    let end = s.list.iter().filter(|t| t.part == sentence.part).map(|t| t.words.end).max()?;
    if end - dash > SIGNATURE || s.words[dash + 1..end].iter().any(|w| w.upos == Upos::Verb) {
        return None;
    }
    let comma = (dash + 1..end).find(|&i| s.words[i].upos == Upos::Punct).unwrap_or(end);
    let signature = dash + 1..comma;
    let is_name = |i: usize| s.words[i].upos == Upos::Propn;
    let (actor, words) = match speaking(mentions, &signature) {
        // A long name may be more than the mention that was found in it.
        Some((actor, _)) if signature.clone().all(is_name) => (Some(actor), signature),
        Some((actor, words)) => (Some(actor), words),
        None => (None, signature),
    };
    let named = words.clone().any(is_name);
    (named && !words.is_empty()).then(|| Line {
        speaker: Speaker { actor, also: Vec::new(), words: Some(words) },
        colon: dash,
        content: quote.words.clone(),
        quoted: true,
        medium: None,
    })
}

/// The first person or body that a label names.
fn speaking(mentions: &Mentions, label: &Range<usize>) -> Option<(ActorId, Range<usize>)> {
    let first = mentions.list.partition_point(|m| m.words.start < label.start);
    let inside = mentions.list[first..].iter().take_while(|m| m.words.end <= label.end);
    let able = |kind: ActorKind| !matches!(kind, ActorKind::Place | ActorKind::State);
    let found = inside.filter(|m| able(mentions.actors[m.actor].kind)).max_by_key(|m| m.words.len())?;
    Some((found.actor, found.words.clone()))
}
