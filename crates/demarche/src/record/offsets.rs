//! Which character stands where?
//!
//! Inside, spans count bytes; a record counts Unicode code points. One pass over the text serves every span.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Span;

/// A stretch `[start, end)` of the original text in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Chars(pub usize, pub usize);

impl Chars {
    /// The words of `text` that it covers.
    pub fn of(self, text: &str) -> String {
        text.chars().skip(self.0).take(self.1.saturating_sub(self.0)).collect()
    }

    /// Does this stretch cover the whole of the other?
    pub fn contains(self, other: Chars) -> bool {
        self.0 <= other.0 && other.1 <= self.1
    }
}

/// The first byte of every character of a text, and the text's length.
pub struct Offsets(Vec<usize>);

impl Offsets {
    /// Walks through the text once.
    pub fn new(text: &str) -> Offsets {
        Offsets(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
    }

    /// A span in code points. What lies beyond the text ends with it.
    pub fn chars(&self, span: Span) -> Chars {
        Chars(self.count_before(span.start()), self.count_before(span.end()))
    }

    /// A span in bytes. What lies beyond the text ends with it.
    pub fn bytes(&self, chars: Chars) -> Span {
        Span::new(self.byte(chars.0), self.byte(chars.1))
    }

    fn count_before(&self, byte: usize) -> usize {
        self.0.partition_point(|&start| start < byte).min(self.0.len() - 1)
    }

    fn byte(&self, char: usize) -> usize {
        self.0[char.min(self.0.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, word: &str, chars: Chars) {
        let start = text.find(word).expect("the word is in the text");
        let span = Span::new(start, start + word.len());
        let offsets = Offsets::new(text);
        assert_eq!(offsets.chars(span), chars);
        assert_eq!(offsets.bytes(chars), span);
        assert_eq!(chars.of(text), word);
    }

    #[test]
    fn ascii_counts_alike() {
        check("Arnor met Gondor.", "met", Chars(6, 9));
    }

    #[test]
    fn accents_and_quotation_marks_count_one_each() {
        check("Éomer said: “Yes.”", "Yes", Chars(13, 16));
    }

    #[test]
    fn signs_outside_the_first_plane_count_one_each() {
        check("😀😀 Rohan", "Rohan", Chars(3, 8));
    }

    #[test]
    fn the_end_of_the_text_is_its_length() {
        check("Rohan é", "é", Chars(6, 7));
    }

    #[test]
    fn what_lies_beyond_the_text_ends_with_it() {
        assert_eq!(Offsets::new("é").chars(Span::new(1, 99)), Chars(1, 1));
        assert_eq!(Offsets::new("é").bytes(Chars(7, 9)), Span::new(2, 2));
    }
}
