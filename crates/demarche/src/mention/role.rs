//! Which office or part does a phrase give to somebody, and of what?

use std::ops::Range;

use super::lexicon::Role as Kind;
use super::name::{Name, Named};
use super::phrase::Reading;
use crate::sentence::Upos;

/// A role as a phrase has it.
#[derive(Clone, Debug)]
pub(super) struct Office {
    /// The words that the list of roles knows.
    pub(super) core: Range<usize>,
    /// The title with what qualifies it (`deputy foreign minister`).
    pub(super) title: Range<usize>,
    pub(super) head: usize,
    pub(super) standing: Option<String>,
    pub(super) sectors: Vec<String>,
    pub(super) person: bool,
    pub(super) is_title: bool,
    /// The head words of those whose office it is, the nearest first.
    pub(super) bearers: Vec<usize>,
}

/// All roles of a report, in order; of overlapping ones the longest.
pub(super) fn find(reading: &Reading, names: &[Name]) -> Vec<Office> {
    let blocked = blocked(reading, names);
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.sentences.words.len() {
        let hit = reading.lexicon.role(reading, at, reading.around(at).end);
        let hit = hit.filter(|(core, _)| core.clone().all(|i| !blocked[i]) && nominal(reading, core));
        at = hit.as_ref().map_or(at + 1, |(core, _)| core.end);
        found.extend(hit.map(|(core, kind)| office(reading, names, core, kind)));
    }
    found
}

/// Words of names of persons, organisations and places hold no role of their own.
fn blocked(reading: &Reading, names: &[Name]) -> Vec<bool> {
    let mut blocked = vec![false; reading.sentences.words.len()];
    names.iter().filter(|n| !matches!(n.what, Named::Adjective(_))).for_each(|n| blocked[n.words.clone()].fill(true));
    blocked
}

fn nominal(reading: &Reading, core: &Range<usize>) -> bool {
    let head = reading.top(core);
    matches!(reading.word(head).upos, Upos::Noun | Upos::Propn) || core.len() > 1
}

fn office(reading: &Reading, names: &[Name], core: Range<usize>, kind: &Kind) -> Office {
    let head = reading.top(&core);
    let title = qualified(reading, names, &core, head);
    Office {
        standing: standing(reading, &title, &core),
        sectors: kind.sectors.clone(),
        person: kind.person,
        is_title: kind.title,
        bearers: bearers(reading, names, &title, head),
        core,
        title,
        head,
    }
}

/// The role with the nouns and adjectives before it, as far as they name no state or body.
fn qualified(reading: &Reading, names: &[Name], core: &Range<usize>, head: usize) -> Range<usize> {
    let first = reading.around(head).start;
    let named = |i: usize| names.iter().any(|n| n.words.contains(&i));
    let mut start = core.start;
    while start > first && qualifies(reading, start - 1) && joined(reading, start - 1, core, head) && !named(start - 1) {
        start -= 1;
    }
    while start < core.start && reading.word(start).upos == Upos::Punct {
        start += 1;
    }
    start..core.end
}

fn qualifies(reading: &Reading, word: usize) -> bool {
    let w = reading.word(word);
    let noun = matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj) || w.form == "-";
    noun && reading.lexicon.standing(reading.folded(word)).is_none() && !matches!(w.xpos.as_str(), "JJS" | "POS" | "CD")
}

/// Does a word before a role hang on it, or on the name that the role stands before?
fn joined(reading: &Reading, word: usize, core: &Range<usize>, head: usize) -> bool {
    let up = |w: usize| reading.head(w);
    let direct = |w: usize| up(w).is_some_and(|h| core.contains(&h) || h == head || h + 1 == core.start);
    let on_name = up(word).is_some_and(|h| Some(h) == up(head) && reading.is(head, &["nmod", "compound", "flat"]));
    reading.is(word, &["compound", "amod", "nmod", "punct", "flat"]) && (direct(word) || on_name)
}

fn standing(reading: &Reading, title: &Range<usize>, core: &Range<usize>) -> Option<String> {
    let first = reading.around(title.start).start;
    let before = (first.max(title.start.saturating_sub(4))..title.start).rev();
    let phrase = before.take_while(|&i| {
        matches!(reading.word(i).upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv) || reading.word(i).form == "-"
    });
    let after = reading.around(core.start).end;
    // `president-elect` and `president elect`
    let behind = (core.end..after.min(core.end + 2)).take_while(|&i| reading.word(i).form == "-" || i == core.end
        || reading.word(i - 1).form == "-");
    let told = |i: usize| reading.lexicon.standing(reading.folded(i)).map(str::to_string);
    let prefixed = reading.folded(title.start).strip_prefix("ex-").map(|_| "former".to_string());
    phrase.chain(behind).find_map(told).or(prefixed)
}

/// Whose office is it: names and possessors before the title, then the phrase with `of` or `for` after it.
fn bearers(reading: &Reading, names: &[Name], title: &Range<usize>, head: usize) -> Vec<usize> {
    let phrase = reading.phrase(whole(reading, head));
    let inside = |n: &&Name| n.words.start >= phrase.start && n.words.end <= title.start;
    let mut found: Vec<usize> = names.iter().filter(inside).map(|n| n.head).collect();
    found.reverse();
    let possessor = |w: usize| reading.child(w, &["nmod:poss"]).filter(|&p| p < title.start && !found.contains(&p));
    let possessor = possessor(head).or_else(|| possessor(whole(reading, head)));
    found.extend(possessor);
    found.extend(after(reading, head));
    found
}

/// The word by which a title and the name behind it hang in the tree.
pub(super) fn whole(reading: &Reading, head: usize) -> usize {
    let up = reading.head(head).filter(|&h| h > head && reading.is(head, &["nmod:desc", "compound"]));
    up.filter(|&h| matches!(reading.word(h).upos, Upos::Propn)).unwrap_or(head)
}

fn after(reading: &Reading, head: usize) -> Vec<usize> {
    let belongs = |c: &usize| {
        let preposition = reading.preposition(*c).unwrap_or("");
        *c > head && reading.is(*c, &["nmod", "obl"]) && matches!(preposition, "of" | "for" | "at" | "to" | "from" | "with" | "in")
    };
    reading.sentences.children(head).filter(belongs).collect()
}
