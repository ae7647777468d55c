//! On whose word?
//!
//! `KCNA quoted Kim as saying that …` holds two statements: what the agency wrote, and in it what Kim said. So does `he
//! said that the rebels claimed …`. What the model leaves out, the tree shows.

use std::ops::Range;

use super::content::{self, overlap};
use super::cue::{Cue, Cues};
use super::{Speaker, Statement, speaker};
use crate::grammar::Grammar;
use crate::mention::Mentions;
use crate::sentence::Upos;

pub const BY_TREE: &str = "cue with its clause";

/// Adds what verbs of saying say that have no statement yet, and widens what quotes them.
pub fn add(s: &Grammar, mentions: &Mentions, cues: &Cues, statements: &mut Vec<Statement>) {
    according(s, mentions, cues, statements);
    let (mut inside, mut cue) = (vec![false; s.words.len()], vec![false; s.words.len()]);
    statements.iter().flat_map(|t| &t.content).for_each(|c| inside[c.clone()].fill(true));
    statements.iter().filter_map(|t| t.cue.clone()).for_each(|c| cue[c].fill(true));
    let free = |i: usize| !cue[i] && (inside[i] || super::cue::is_asked(s, i));
    let says = |i: usize| s.words[i].upos == Upos::Verb && cues.verb(s, i).is_some_and(|c| c.sure);
    let verbs = (0..s.words.len()).filter(|&i| says(i) && free(i));
    statements.extend(verbs.filter_map(|i| of_verb(s, mentions, cues, i)).collect::<Vec<_>>());
    statements.sort_by_key(|t| (t.content[0].start, t.cue.as_ref().map(|c| c.start)));
    widen(s, statements);
}

/// What a verb says by the tree alone: its clause.
fn of_verb(s: &Grammar, mentions: &Mentions, cues: &Cues, verb: usize) -> Option<Statement> {
    let entry = cues.verb(s, verb)?;
    let cue = verb..verb + 1;
    let clause = s.child(verb, &["ccomp"]).filter(|&c| c > verb && entry.clauses);
    let clause = clause.or_else(|| own_deed(s, entry, verb))?;
    let under = s.extent(clause);
    let proposed = under.start.max(verb + 1)..under.end;
    let said = content::snapped(s, std::slice::from_ref(&proposed), std::slice::from_ref(&cue), verb);
    let speaker = speaker::find(s, mentions, None, verb, &said)?;
    let silent = cues.is_silence(s, &cue, verb);
    (!said.is_empty()).then(|| Statement {
        addressee: speaker::addressee(s, mentions, verb, &entry.addressee),
        stance: if silent { "silence".to_string() } else { entry.stance.clone() },
        ..by_tree(s, entry, speaker, cue, said)
    })
}

/// What one denies, claims or promises to do oneself: `denied attacking`, `claimed to have won`.
fn own_deed(s: &Grammar, entry: &Cue, verb: usize) -> Option<usize> {
    let deed = s.child(verb, &["xcomp"]).filter(|&c| c > verb && s.child(verb, &["obj", "iobj"]).is_none())?;
    (s.is_infinitive(deed) && entry.infinitives || s.is_gerund(deed) && entry.gerunds).then_some(deed)
}

/// `X, according to Y, Z`: all that stands around the phrase is Y's.
fn according(s: &Grammar, mentions: &Mentions, cues: &Cues, statements: &mut Vec<Statement>) {
    let phrase = |i: usize| format!("{} {}", s.words[i].form, s.words[i + 1].form).to_lowercase();
    let starts = (1..s.words.len()).map(|i| i - 1).filter(|&i| s.lists().according.contains(&*phrase(i)));
    for cue in starts.map(|i| i..i + 2) {
        let Some((speaker, said)) = around(s, &cue) else { continue };
        let own = |t: &Statement| t.cue.as_ref().is_some_and(|c| overlap(c, &cue) > 0);
        let taken = |t: &Statement| said.iter().any(|p| t.content.iter().any(|c| overlap(c, p) > 0));
        let free = !statements.iter().any(taken);
        match statements.iter_mut().find(|t| own(t)) {
            Some(t) => t.content = joined(&t.content, said),
            None if !free => {}
            None => statements.extend(of_phrase(s, mentions, cues, cue, speaker, said)),
        }
    }
}

/// The one whom `according to` names, and the pieces of the clause around.
fn around(s: &Grammar, cue: &Range<usize>) -> Option<(usize, Vec<Range<usize>>)> {
    let speaker = s.word(cue.start).head.filter(|_| s.word(cue.start).is(&["case", "fixed"]))?;
    let clause = s.extent(s.word(speaker).head.filter(|&h| h != cue.start)?);
    let phrase = s.extent(speaker);
    let pieces = [clause.start..phrase.start.max(clause.start), phrase.end.min(clause.end)..clause.end];
    let said = pieces.into_iter().map(|p| content::trim(s, p)).filter(|p| content::has_words(s, p));
    Some((speaker, said.collect()))
}

/// What was found, with the pieces of the clause that it lacks altogether.
fn joined(found: &[Range<usize>], clause: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let lacking = clause.into_iter().filter(|p| found.iter().all(|c| overlap(c, p) == 0));
    let mut all: Vec<Range<usize>> = found.iter().cloned().chain(lacking).collect();
    all.sort_by_key(|p| p.start);
    all
}

fn of_phrase(
    s: &Grammar,
    mentions: &Mentions,
    cues: &Cues,
    cue: Range<usize>,
    speaker: usize,
    said: Vec<Range<usize>>,
) -> Option<Statement> {
    let entry = cues.of(s, &cue, cue.start)?;
    (!said.is_empty()).then(|| by_tree(s, entry, speaker::of_words(s, mentions, speaker), cue, said))
}

/// A statement of which no more is known than who says what by which cue.
fn by_tree(s: &Grammar, entry: &Cue, speaker: Speaker, cue: Range<usize>, said: Vec<Range<usize>>) -> Statement {
    Statement {
        kind: content::kind(s, &said),
        speaker: Some(speaker),
        cue: Some(cue),
        addressee: None,
        medium: None,
        stance: entry.stance.clone(),
        act: entry.act,
        date: None,
        place: None,
        inside: None,
        rule: format!("{BY_TREE} ({})", entry.place),
        probability: 1.0,
        content: said,
    }
}

/// What `quoted X as saying …` tells reaches to the end of what X says.
fn widen(s: &Grammar, statements: &mut [Statement]) {
    for i in 0..statements.len() {
        let Some(cue) = statements[i].cue.clone() else { continue };
        let Some(governor) = cue.filter(|&w| speaker::quoted_as(s, w).is_some()).find_map(|w| s.word(w).head) else {
            continue;
        };
        let said: Range<usize> = statements[i].content[0].start..statements[i].content.last().map_or(0, |c| c.end);
        let outer = (0..statements.len())
            .find(|&j| j != i && statements[j].cue.as_ref().is_some_and(|c| c.contains(&governor)));
        if let Some(outer) = outer.map(|j| &mut statements[j]) {
            let start = outer.content[0].start.min(said.start);
            outer.content.retain(|c| overlap(c, &said) == 0 && c.start > said.end);
            outer.content.insert(0, start..said.end);
            outer.kind = content::kind(s, &outer.content);
        }
    }
}
