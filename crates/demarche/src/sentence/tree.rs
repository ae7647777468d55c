//! Walking a sentence's tree.

use std::ops::Range;

use super::{Quote, Sentences, Word};
use crate::Span;

impl Sentences {
    /// The word with this number.
    pub fn word(&self, i: usize) -> &Word {
        &self.words[i]
    }

    /// All words as written.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|w| w.form.as_str())
    }

    /// The number of the sentence that a word stands in.
    pub fn sentence_of(&self, word: usize) -> usize {
        self.list.partition_point(|s| s.words.end <= word)
    }

    /// The quotations that share words with a range; they stand in the paragraphs that it touches.
    pub fn quotes_over<'s>(&'s self, words: &Range<usize>) -> impl Iterator<Item = &'s Quote> + use<'s> {
        let words = words.clone();
        let sentence = self.sentence_of(words.start).min(self.list.len().saturating_sub(1));
        let part = self.list.get(sentence).map(|s| s.part);
        let first = self.list.partition_point(|s| Some(s.part) < part);
        let start = self.list.get(first).map_or(0, |s| s.words.start);
        let from = self.quotes.partition_point(|q| q.words.start < start);
        let there = self.quotes[from..].iter().take_while(move |q| q.words.start < words.end);
        there.filter(move |q| q.words.end > words.start)
    }

    /// The words that depend on `word` directly, in order.
    pub fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let range = self.list[self.sentence_of(word)].words.clone();
        range.filter(move |&i| self.words[i].head == Some(word))
    }

    /// The first direct dependent with one of these relations; a relation without subtype matches its subtypes.
    pub fn child(&self, word: usize, relations: &[&str]) -> Option<usize> {
        self.children(word).find(|&i| self.words[i].is(relations))
    }

    /// `word` and everything under it, in order.
    pub fn subtree(&self, word: usize) -> Vec<usize> {
        let range = self.list[self.sentence_of(word)].words.clone();
        range.filter(|&i| self.is_under(i, word)).collect()
    }

    /// Does `word` stand under `top`, or is it `top`?
    pub fn is_under(&self, word: usize, top: usize) -> bool {
        let mut at = word;
        for _ in 0..=self.words.len() {
            if at == top {
                return true;
            }
            match self.words[at].head {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// From the first to the last word under `word`.
    pub fn extent(&self, word: usize) -> Range<usize> {
        let under = self.subtree(word);
        let first = under.first().copied().unwrap_or(word);
        let last = under.last().copied().unwrap_or(word);
        first..last + 1
    }

    /// The stretch of text from the first to the last word of a range. An empty range gives an empty span.
    pub fn span(&self, words: Range<usize>) -> Span {
        match (self.words.get(words.start), words.end.checked_sub(1).and_then(|i| self.words.get(i))) {
            (Some(first), Some(last)) if words.start < words.end => first.span.to(last.span),
            _ => Span::new(0, 0),
        }
    }
}

impl Word {
    /// Has the word one of these relations? `nsubj` matches `nsubj:pass` too; `nsubj:pass` only itself.
    pub fn is(&self, relations: &[&str]) -> bool {
        relations.iter().any(|r| self.deprel == *r || self.deprel.split(':').next() == Some(r))
    }
}
