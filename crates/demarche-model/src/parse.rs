//! What is the model told, and what does it answer?

use std::ops::Range;

use smol_str::SmolStr;

use crate::encoder::WIDTH;
use crate::label::{NameKind, Upos};
use crate::same::{Same, narrow, wide};

/// The words of a text before they are analysed.
#[derive(Clone, Debug, Default)]
pub struct Tokens<'t> {
    /// In the order of the text.
    pub words: Vec<Token<'t>>,
    /// The words at which paragraphs begin, in order; the first word need not be among them.
    pub paragraphs: Vec<usize>,
    /// The words at which sentences begin, if that is given.
    pub sentences: Option<Vec<usize>>,
}

/// One word before it is analysed.
#[derive(Clone, Copy, Debug)]
pub struct Token<'t> {
    /// As written.
    pub form: &'t str,
    /// Does no blank part it from the word before?
    pub joined: bool,
}

/// What the model reads. Words are numbered as they were given.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    /// What is said of each word.
    pub words: Vec<Tags>,
    /// The words at which sentences begin.
    pub sentences: Vec<usize>,
    /// Names, in order, without overlap.
    pub names: Vec<Name>,
    /// Who says what by which cue.
    pub attributions: Vec<Attribution>,
    /// Whether two mentions mean the same.
    pub same: Same,
    /// What each word means where it stands.
    pub meanings: Meanings,
}

/// What the model says of one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags {
    /// Its dictionary form (`n't` → `not`).
    pub lemma: SmolStr,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag (`VBD`, `NNP`, …).
    pub xpos: SmolStr,
    /// Features as UD writes them (`Mood=Ind|Tense=Past`), or empty.
    pub feats: SmolStr,
    /// The number of the word that it depends on; none for the root of a sentence.
    pub head: Option<usize>,
    /// Dependency relation with its subtype (`nsubj:pass`).
    pub deprel: SmolStr,
}

/// A name that the model found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub words: Range<usize>,
    /// Person, organisation, location or other.
    pub kind: NameKind,
}

/// Source, cue and content of one attribution, as word ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Who; may be broken in two, may be missing.
    pub source: Vec<Range<usize>>,
    /// The words that say that something is said.
    pub cue: Vec<Range<usize>>,
    /// What; may be broken in two.
    pub content: Vec<Range<usize>>,
    /// How sure the heads are of it, from 0 to 1: no probability before it is calibrated.
    pub certainty: f32,
}

/// Vectors of words from the middle of the encoder, each number the upper half of a float.
#[derive(Clone, Default)]
pub struct Meanings(Vec<u16>);

impl Meanings {
    pub(crate) fn extend(&mut self, numbers: &[f32]) {
        self.0.extend(numbers.iter().map(|&x| narrow(x)));
    }

    /// What a word means here; nothing where words were not read by the model.
    pub fn of(&self, word: usize) -> Option<Vec<f32>> {
        let numbers = self.0.get(word * WIDTH..(word + 1) * WIDTH)?;
        Some(numbers.iter().map(|&x| wide(x)).collect())
    }
}

impl std::fmt::Debug for Meanings {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Meanings({} words)", self.0.len() / WIDTH)
    }
}
