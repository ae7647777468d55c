//! Does a time lie behind or ahead?

use crate::grammar::Tense;
use crate::mention::phrase::Reading;
use crate::sentence::Upos;

/// Which way from the day of the report the tense points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    Unknown,
}

/// How far the verb over a word is sought.
const REACH: usize = 12;

/// The direction that the verb over a word points in, unless words say that the time lies ahead.
pub(super) fn direction(reading: &Reading, word: usize) -> Direction {
    if is_ahead(reading, word) {
        return Direction::Future;
    }
    let mut at = word;
    for _ in 0..REACH {
        match reading.word(at).upos {
            Upos::Verb | Upos::Aux => return of_verb(reading, at),
            _ if reading.child(at, &["cop"]).is_some() => return of_verb(reading, at),
            _ => {}
        }
        match reading.head(at) {
            Some(up) => at = up,
            None => return Direction::Unknown,
        }
    }
    Direction::Unknown
}

/// `called a vote for Sunday`, `ahead of Sunday's vote`, `talks due on Friday`, `the upcoming summit in July`.
fn is_ahead(reading: &Reading, word: usize) -> bool {
    let ahead = &reading.lexicon.calendar.ahead;
    let coming = |w: usize| ahead.words.contains(reading.folded(w));
    let mut at = word;
    for _ in 0..4 {
        let case = reading.sentences.children(at).find(|&c| reading.is(c, &["case"]) && c < at);
        if case.is_some_and(|c| ahead.prepositions.iter().any(|p| begins(reading, c, p))) || coming(at) {
            return true;
        }
        if reading.sentences.children(at).any(|c| reading.is(c, &["amod"]) && coming(c)) {
            return true;
        }
        match reading.head(at) {
            Some(up) if !matches!(reading.word(up).upos, Upos::Verb | Upos::Aux) || coming(up) => at = up,
            _ => return false,
        }
    }
    false
}

/// Do these words begin here?
fn begins(reading: &Reading, at: usize, words: &str) -> bool {
    words.split(' ').enumerate().all(|(i, w)| reading.words.folded.get(at + i).is_some_and(|f| f == w))
}

fn of_verb(reading: &Reading, verb: usize) -> Direction {
    match reading.grammar.tense(verb) {
        Tense::Past => Direction::Past,
        Tense::Ahead => Direction::Future,
        Tense::Present => Direction::Unknown,
        Tense::Shared => reading.head(verb).map_or(Direction::Unknown, |up| direction(reading, up)),
    }
}
