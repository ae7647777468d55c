//! Does an example show where an entry does not hold?
//!
//! An entry can misfire if one of its triggers is a single word, or a verb with a particle: set phrases (`peace talks`,
//! `bury the hatchet`) have no other sense. Such an entry has a sentence that it must pass over. Where it has
//! conditions, an example in which another entry reads its word as an act of another CAMEO root does as well.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::lexicon::{Entry, Kind, Lexicon, Phrase};
use super::{Event, Source};
use crate::ontology::Error;

/// Which entries have read which words: place and lemma.
#[derive(Default)]
pub struct Contrasts(BTreeSet<(SmolStr, SmolStr)>);

impl Contrasts {
    /// Takes in what an example was read as.
    pub fn add(&mut self, events: &[Event]) {
        let read = |e: &Event| match &e.rule.source {
            Source::Lexicon { place, lemma } => Some((place.clone(), lemma.clone())),
            _ => None,
        };
        self.0.extend(events.iter().filter_map(read));
    }

    /// The entries that lack a contrast.
    pub fn missing(&self, lexicon: &Lexicon) -> Vec<Error> {
        let lacking = |&number: &usize| self.is_missing(number, lexicon);
        let numbers = (0..lexicon.entries.len()).filter(lacking);
        numbers.map(|number| fault(number, lexicon)).collect()
    }

    fn is_missing(&self, number: usize, lexicon: &Lexicon) -> bool {
        let entry = &lexicon.entries[number];
        let triggers = lexicon.triggers_of(number);
        let loose = triggers.iter().any(|(kind, phrase)| is_loose(*kind, phrase));
        let shown = || {
            let mut others = triggers.iter().flat_map(|(kind, phrase)| self.readings(*kind, phrase, lexicon));
            others.any(|other| other.code.root() != entry.code.root())
        };
        loose && entry.passes.is_empty() && (entry.is_bare() || !shown())
    }

    /// The entries that have read the word which a trigger hangs on.
    fn readings<'a>(&self, kind: Kind, phrase: &Phrase, lexicon: &'a Lexicon) -> impl Iterator<Item = &'a Entry> {
        let word = &phrase.words[phrase.head];
        let entries = lexicon.entries_of(kind, word).iter().map(|(_, number)| &lexicon.entries[*number]);
        entries.filter(move |entry| self.0.contains(&(entry.place(), word.clone())))
    }
}

/// Can these words stand for something else?
fn is_loose(kind: Kind, phrase: &Phrase) -> bool {
    phrase.words.len() < if kind == Kind::Verb { 3 } else { 2 }
}

fn fault(number: usize, lexicon: &Lexicon) -> Error {
    let entry = &lexicon.entries[number];
    let words: Vec<String> = lexicon.triggers_of(number).iter().map(|(_, phrase)| phrase.words.join(" ")).collect();
    let ways = if entry.is_bare() { "" } else { ", nor does an example of another root read one of its words" };
    let fault = format!("`{}` can misfire, and no `passes` shows where it does not hold{ways}", words.join("`, `"));
    Error::Entry { file: entry.file.clone(), line: entry.line, column: None, fault }
}
