//! Does a time lie behind or ahead?

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
            Upos::Verb | Upos::Aux => return tense(reading, at),
            _ if reading.child(at, &["cop"]).is_some() => return tense(reading, at),
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

fn tense(reading: &Reading, verb: usize) -> Direction {
    let auxiliaries = reading.sentences.children(verb).filter(|&c| reading.is(c, &["aux", "cop"]));
    let mut past = matches!(reading.word(verb).xpos.as_str(), "VBD" | "VBN");
    for auxiliary in auxiliaries {
        match reading.lemma(auxiliary) {
            "will" | "shall" | "'ll" | "would" | "may" | "might" | "could" | "should" | "must" | "can" => {
                return if perfect(reading, verb) { Direction::Past } else { Direction::Future };
            }
            _ => past = past || matches!(reading.word(auxiliary).xpos.as_str(), "VBD"),
        }
    }
    let to = reading.sentences.children(verb).any(|c| reading.is(c, &["mark", "aux"]) && reading.folded(c) == "to");
    match (to, past) {
        _ if reading.word(verb).xpos == "VBG" && has_have(reading, verb) => Direction::Past,
        (true, _) if perfect(reading, verb) => Direction::Past,
        (true, _) => Direction::Future,
        (_, true) => Direction::Past,
        _ if reading.word(verb).xpos == "VBG" && reading.is(verb, &["advcl", "acl", "xcomp", "csubj"]) => {
            reading.head(verb).map_or(Direction::Unknown, |up| direction(reading, up))
        }
        // `is meeting on Friday`: what is going on lies ahead if it has a date.
        _ if reading.word(verb).xpos == "VBG" && reading.child(verb, &["aux"]).is_some() => Direction::Future,
        _ => Direction::Unknown,
    }
}

/// `would have`, `to have`: what lies ahead is over by then.
fn perfect(reading: &Reading, verb: usize) -> bool {
    reading.word(verb).xpos == "VBN" && has_have(reading, verb)
}

fn has_have(reading: &Reading, verb: usize) -> bool {
    reading.sentences.children(verb).any(|c| reading.is(c, &["aux"]) && reading.lemma(c) == "have")
}
