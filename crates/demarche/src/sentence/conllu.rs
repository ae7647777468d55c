//! Words and sentences that are given, in CoNLL-U.

use std::collections::BTreeSet;
use std::ops::Range;

use smol_str::SmolStr;

use crate::Span;

/// A document whose words and sentences are given.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text, made up from the words.
    pub text: String,
    /// Every word.
    pub words: Vec<(Span, SmolStr)>,
    /// Every sentence.
    pub sentences: Vec<Range<usize>>,
    /// First words of paragraphs.
    pub paragraphs: BTreeSet<usize>,
}
