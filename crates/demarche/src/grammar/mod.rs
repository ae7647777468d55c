//! How do the words of a sentence hang together?
//!
//! One answer to each question of grammar, for all stages that come after: clauses and who stands where in them
//! ([`clause`]), and the forms under which words are known ([`lemma`]). Its words stand in `ontology/english/grammar.toml`.

mod clause;
mod lemma;
mod lexicon;

use std::ops::Deref;

use smol_str::SmolStr;

pub use lexicon::Lexicon;

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
}

/// The trees that the grammar is asked of: what walks in them walks in it.
impl Deref for Grammar<'_> {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        self.s
    }
}
