//! What did the stages before find?

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::Entry;
use super::trigger::Trigger;
use super::{Known, Lexicon};
use crate::grammar::Grammar;
use crate::mention::{Mention, Mentions};
use crate::ontology::codes::Codes;
use crate::statement::{self, Statement};

/// What the stages before found, with what is looked up often. Each question about it is a type of its own.
pub struct Scene<'a> {
    pub grammar: &'a Grammar<'a>,
    pub mentions: &'a Mentions,
    pub statements: &'a [Statement],
    pub known: Known<'a>,
    pub lexicon: &'a Lexicon,
    pub codes: &'a Codes,
    /// From the head word of a mention to the mention.
    heads: HashMap<usize, usize>,
}

/// Types of questions: each looks at the scene, and has what it asks to itself.
macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<'a>(pub &'a crate::event::scene::Scene<'a>);

        impl<'a> std::ops::Deref for $name<'a> {
            type Target = crate::event::scene::Scene<'a>;

            fn deref(&self) -> &crate::event::scene::Scene<'a> {
                self.0
            }
        }
    )*};
}

pub(super) use questions;

impl<'a> Scene<'a> {
    /// Looks up what mention each word heads.
    pub fn new(
        grammar: &'a Grammar<'a>,
        mentions: &'a Mentions,
        statements: &'a [Statement],
        known: &Known<'a>,
    ) -> Scene<'a> {
        let mut heads = HashMap::new();
        let longest_first = |&number: &usize| std::cmp::Reverse(mentions.list[number].words.len());
        let mut order: Vec<usize> = (0..mentions.list.len()).collect();
        order.sort_by_key(longest_first);
        for &number in &order {
            heads.entry(mentions.list[number].head).or_insert(number);
        }
        // Where the tree hangs a name by its title, or both side by side, either leads to the mention.
        for &number in &order {
            let words = &mentions.list[number].words;
            let inside = |w: usize| grammar.head(w).is_some_and(|h| words.contains(&h));
            for top in words.clone().filter(|&w| w < grammar.words.len() && grammar.is_nominal(w) && !inside(w)) {
                heads.entry(top).or_insert(number);
            }
        }
        let Known { lexicon, codes, .. } = *known;
        Scene { grammar, mentions, statements, known: *known, lexicon, codes, heads }
    }

    /// The entry that codes a trigger.
    pub fn entry(&self, trigger: &Trigger) -> Option<&'a Entry> {
        trigger.entry.map(|number| &self.lexicon.entries[number])
    }

    /// The mention that has this word as its head.
    pub fn mention_headed(&self, word: usize) -> Option<&Mention> {
        self.heads.get(&word).map(|&m| &self.mentions.list[m])
    }

    /// Does the word tell when or how long?
    pub fn is_time(&self, word: usize) -> bool {
        self.mentions.times.iter().any(|t| t.words.contains(&word))
    }

    /// The innermost statement in which a word is said.
    pub fn statement_at(&self, word: usize) -> Option<usize> {
        statement::around(self.statements, word)
    }

    /// The word of a stretch that hangs on something outside it.
    pub fn top(&self, words: &Range<usize>) -> usize {
        let outside = |&w: &usize| self.grammar.head(w).is_none_or(|h| !words.contains(&h));
        words.clone().find(outside).unwrap_or(words.start)
    }
}
