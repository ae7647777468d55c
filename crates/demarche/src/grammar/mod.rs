//! How do the words of a sentence hang together?
//!
//! One answer to each question of grammar, for all stages that come after: who stands where around a predicate
//! ([`clause`]), what a noun phrase is ([`phrase`]), what a verb says of time and fact ([`verb`]), and under which form a
//! word is known ([`lemma`]). Its words stand in `ontology/english/grammar.toml`.

mod clause;
mod lemma;
mod lexicon;
mod phrase;
#[cfg(test)]
mod tests;
mod verb;

use std::ops::Deref;

use smol_str::SmolStr;

pub use lexicon::{Lexicon, List, Modal, Modality, Words};
pub use verb::Tense;

use crate::sentence::Sentences;

/// The sentences of a report, and what may be asked of their grammar.
pub struct Grammar<'a> {
    /// The trees.
    pub s: &'a Sentences,
    lexicon: &'a Lexicon,
    /// The dictionary forms of all words.
    lemmas: Vec<SmolStr>,
}

impl<'a> Grammar<'a> {
    /// Reads the dictionary forms once, for all questions.
    pub fn new(sentences: &'a Sentences, lexicon: &'a Lexicon) -> Grammar<'a> {
        Grammar { s: sentences, lexicon, lemmas: lemma::lemmas(sentences, lexicon) }
    }

    /// The closed lists of words.
    pub fn lists(&self) -> &'a Words {
        &self.lexicon.words
    }

    /// Is the word one of a list, by its dictionary form?
    pub fn is_one(&self, word: usize, list: &List) -> bool {
        list.contains(self.lemma(word))
    }

    /// Has the word a dependent with one of these relations?
    pub fn has(&self, word: usize, relations: &[&str]) -> bool {
        self.s.child(word, relations).is_some()
    }

    /// Has the word exactly this relation to its head, subtype and all?
    pub fn relation(&self, word: usize) -> &str {
        &self.s.word(word).deprel
    }

    /// The relation without its subtype.
    pub fn base(&self, word: usize) -> &str {
        self.relation(word).split(':').next().unwrap_or_default()
    }

    /// The head, if the word has one.
    pub fn head(&self, word: usize) -> Option<usize> {
        self.s.word(word).head.filter(|&h| h != word && h < self.s.words.len())
    }

    /// The word's lemma in lower case equals one of these.
    pub fn lemma_in(&self, word: usize, lemmas: &[&str]) -> bool {
        lemmas.contains(&self.lemma(word))
    }

    /// Has the word this Penn tag?
    pub fn tag(&self, word: usize, tag: &str) -> bool {
        self.s.word(word).xpos == tag
    }
}

/// The trees that the grammar is asked of: what walks in them walks in it.
impl Deref for Grammar<'_> {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        self.s
    }
}
