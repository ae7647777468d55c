//! Do two mentions mean the same?
//!
//! The antecedent head gives every word four short vectors: as first word and as head of a later mention, and the same for
//! an earlier one. A pair of mentions is scored by these and by how they are worded, what words they share, and how far
//! apart they stand.

use std::ops::Range;
use std::sync::Arc;

use crate::Error;
use crate::encoder::dot;
use crate::weights::Weights;

/// Numbers in each of the four vectors.
pub(crate) const SAME: usize = 64;
/// So many mentions before one are looked at.
pub const NEAR: usize = 80;
/// How far the odds of a new thing may lie above those of its antecedent where a pronoun all but needs one.
const NEVER_NEW: f32 = 4.0;
const WORDINGS: usize = 11;
const LIKENESSES: usize = 4;
const DISTANCES: usize = 32;

/// How a mention names its thing, in the order of the head's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Wording {
    FirstSingular,
    FirstPlural,
    Second,
    Personal,
    Neuter,
    Plural,
    OtherPronoun,
    Name,
    Definite,
    Noun,
    Else,
}

/// A mention as far as the head is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Noun {
    /// Its words.
    pub words: Range<usize>,
    /// The head among them.
    pub head: usize,
    /// What kind of words they are.
    pub wording: Wording,
}

/// What the head says of the words of a report.
#[derive(Clone, Default)]
pub struct Same {
    /// `4 * SAME` numbers a word, each the upper half of a float.
    vectors: Vec<u16>,
    tables: Option<Arc<Tables>>,
}

/// The head's own numbers.
pub(crate) struct Tables {
    new: Vec<f32>,
    new_bias: f32,
    wordings: Vec<f32>,
    likeness: Vec<f32>,
    distance: Vec<f32>,
}

/// Mentions of a report, ready to be compared.
pub struct Scorer<'a> {
    forms: Vec<&'a str>,
    nouns: &'a [Noun],
    tables: &'a Tables,
    later: Vec<f32>,
    earlier: Vec<f32>,
    new: Vec<f32>,
}

impl std::fmt::Debug for Same {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Same({} words)", self.vectors.len() / (4 * SAME))
    }
}

impl Tables {
    pub(crate) fn load(w: &Weights) -> Result<Tables, Error> {
        Ok(Tables {
            new: w.floats("same_new.weight", &[1, SAME])?,
            new_bias: w.floats("same_new.bias", &[1])?[0],
            wordings: w.floats("same_forms", &[WORDINGS * WORDINGS, 1])?,
            likeness: w.floats("same_likeness", &[WORDINGS * LIKENESSES, 1])?,
            distance: w.floats("same_distance", &[WORDINGS * DISTANCES, 1])?,
        })
    }
}

impl Same {
    pub(crate) fn new(tables: &Arc<Tables>) -> Same {
        Same { vectors: Vec::new(), tables: Some(tables.clone()) }
    }

    /// Takes in the vectors of further words.
    pub(crate) fn extend(&mut self, vectors: &[u16]) {
        self.vectors.extend_from_slice(vectors);
    }

    /// Compares mentions, given in the order of the text, by the forms of all words; nothing where words were not read by
    /// the model.
    pub fn scorer<'a>(&'a self, forms: impl Iterator<Item = &'a str>, nouns: &'a [Noun]) -> Option<Scorer<'a>> {
        let tables = self.tables.as_deref()?;
        let part = |word: usize, k: usize| self.vectors[(4 * word + k) * SAME..][..SAME].iter().map(|&v| wide(v));
        let both = |n: &Noun, k: usize| {
            part(n.words.start, k).zip(part(n.head, k + 1)).map(|(a, b)| leaky(a + b)).collect::<Vec<f32>>()
        };
        let later: Vec<f32> = nouns.iter().flat_map(|n| both(n, 0)).collect();
        let earlier: Vec<f32> = nouns.iter().flat_map(|n| both(n, 2)).collect();
        let new = later.chunks_exact(SAME).map(|l| dot(l, &tables.new) + tables.new_bias).collect();
        Some(Scorer { forms: forms.collect(), nouns, tables, later, earlier, new })
    }
}

impl Scorer<'_> {
    /// How much speaks for a mention's naming something new.
    pub fn new_thing(&self, mention: usize) -> f32 {
        self.new[mention]
    }

    /// How much speaks for its meaning the same as an earlier one.
    pub fn score(&self, mention: usize, before: usize) -> f32 {
        let (m, o) = (&self.nouns[mention], &self.nouns[before]);
        let (form, other) = (m.wording as usize, o.wording as usize);
        let apart = m.head.saturating_sub(o.head);
        let steps = (2 * (usize::BITS - apart.leading_zeros()) as usize).min(DISTANCES - 1);
        let vectors = dot(&self.later[mention * SAME..][..SAME], &self.earlier[before * SAME..][..SAME]);
        vectors / (SAME as f32).sqrt()
            + self.tables.wordings[form * WORDINGS + other]
            + self.tables.likeness[form * LIKENESSES + self.likeness(m, o)]
            + self.tables.distance[form * DISTANCES + steps]
    }

    /// The earlier mentions near by, with their scores, the likeliest first.
    pub fn ranked(&self, mention: usize) -> Vec<(f32, usize)> {
        let near = mention.saturating_sub(NEAR)..mention;
        let mut scored: Vec<(f32, usize)> = near.map(|j| (self.score(mention, j), j)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        scored
    }

    /// What is likeliest: the earlier mention that is meant, of those that agree with it, or nothing where a new thing is.
    pub fn antecedent(&self, mention: usize, agrees: impl Fn(usize) -> bool) -> Option<usize> {
        let (score, best) = self.ranked(mention).into_iter().find(|&(_, j)| agrees(j))?;
        // `he` and `she` are hardly ever the first to speak of somebody.
        let bar = if self.nouns[mention].wording == Wording::Personal { NEVER_NEW } else { 0.0 };
        (score > self.new[mention] - bar).then_some(best)
    }

    /// 0: nothing in common; 1: the head of one stands in the other; 2: the same head; 3: the same words.
    fn likeness(&self, a: &Noun, b: &Noun) -> usize {
        let same = |i: usize, j: usize| equal(self.forms[i], self.forms[j]);
        if a.words.len() == b.words.len() && a.words.clone().zip(b.words.clone()).all(|(i, j)| same(i, j)) {
            return 3;
        }
        if same(a.head, b.head) {
            return 2;
        }
        let holds = |range: &Range<usize>, head: usize| range.clone().any(|i| same(i, head));
        (holds(&b.words, a.head) || holds(&a.words, b.head)) as usize
    }
}

/// Equal but for case.
fn equal(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { a.to_lowercase() == b.to_lowercase() }
}

fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

/// The upper half of a float, rounded.
pub(crate) fn narrow(x: f32) -> u16 {
    ((x.to_bits() + 0x8000) >> 16) as u16
}

/// The float again.
pub(crate) fn wide(x: u16) -> f32 {
    f32::from_bits(u32::from(x) << 16)
}
