//! How is the text built: words, sentences, trees, names, attributions?
//!
//! One pass of the encoder answers all of it. Everything to the right of this stage reads [`Sentences`].

pub mod conllu;
mod encoder;
mod feature;
mod head;
mod model;
mod mst;
pub mod number;
mod quote;
pub mod same;
pub(crate) mod stem;
pub mod token;
mod tree;
pub(crate) mod weights;

use std::ops::Range;

use smol_str::{SmolStr, StrExt};

pub use encoder::{Path, WIDTH};
pub(crate) use encoder::{dot, exp};
pub use model::Model;

use crate::text::Text;
use crate::{Span, World};

/// All sentences of a report, with one list of words. Word numbers count through the whole report.
#[derive(Clone, Debug, Default)]
pub struct Sentences {
    /// Every word, in order.
    pub words: Vec<Word>,
    /// Every sentence, in order; they cover all words.
    pub list: Vec<Sentence>,
    /// Names, in order, without overlap.
    pub names: Vec<Name>,
    /// Attributions as the model tags them: who says what by which cue.
    pub attributions: Vec<Attribution>,
    /// Stretches between quotation marks, marks included, in order of their start; inner ones follow outer ones.
    pub quotes: Vec<Quote>,
    /// What the model says of whether two mentions mean the same.
    pub same: same::Same,
    /// What each word means where it stands.
    pub meanings: Meanings,
}

/// Vectors of words from the middle of the encoder, each number the upper half of a float.
#[derive(Clone, Default)]
pub struct Meanings(Vec<u16>);

impl Meanings {
    fn extend(&mut self, numbers: &[f32]) {
        self.0.extend(numbers.iter().map(|&x| same::narrow(x)));
    }

    /// What a word means here; nothing where words were not read by the model.
    pub fn of(&self, word: usize) -> Option<Vec<f32>> {
        let numbers = self.0.get(word * WIDTH..(word + 1) * WIDTH)?;
        Some(numbers.iter().map(|&x| same::wide(x)).collect())
    }
}

impl std::fmt::Debug for Meanings {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Meanings({} words)", self.0.len() / WIDTH)
    }
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub words: Range<usize>,
    /// The part of the text that it stands in: an index into `Text::parts`.
    pub part: usize,
}

/// One word by the conventions of Universal Dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub form: SmolStr,
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

/// Universal parts of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// A name that the model found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub words: Range<usize>,
    /// Person, organisation, location or other.
    pub kind: NameKind,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum NameKind {
    Person,
    Organisation,
    Location,
    Other,
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

/// A pair of quotation marks, or an opening one that runs to the end of its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Words from the opening mark to the closing mark, both included.
    pub words: Range<usize>,
    /// Is there a closing mark?
    pub closed: bool,
    /// 0 for an outer quotation, 1 for one inside it.
    pub depth: usize,
    /// Single marks (`'…'`), as headlines and inner quotations have them.
    pub single: bool,
}

/// Splits and analyses the prose of a report.
pub fn parse(text: &Text, world: &World) -> Sentences {
    mended(world.model.parse(text, &world.ontology.tokenizer), world)
}

/// Analyses words and sentences that are given.
pub fn parse_document(document: &conllu::Document, world: &World) -> Sentences {
    mended(world.model.parse_document(document), world)
}

/// Of irregular past forms a list knows better than any head what they are forms of.
fn mended(mut sentences: Sentences, world: &World) -> Sentences {
    let past = |w: &&mut Word| w.upos == Upos::Verb && matches!(w.xpos.as_str(), "VBD" | "VBN");
    for word in sentences.words.iter_mut().filter(past) {
        if let Some(lemma) = world.ontology.grammar.irregular.get(&word.form.to_lowercase_smolstr()) {
            word.lemma = lemma.clone();
        }
    }
    sentences
}

const UPOS: [(&str, Upos); 17] = [
    ("ADJ", Upos::Adj),
    ("ADP", Upos::Adp),
    ("ADV", Upos::Adv),
    ("AUX", Upos::Aux),
    ("CCONJ", Upos::Cconj),
    ("DET", Upos::Det),
    ("INTJ", Upos::Intj),
    ("NOUN", Upos::Noun),
    ("NUM", Upos::Num),
    ("PART", Upos::Part),
    ("PRON", Upos::Pron),
    ("PROPN", Upos::Propn),
    ("PUNCT", Upos::Punct),
    ("SCONJ", Upos::Sconj),
    ("SYM", Upos::Sym),
    ("VERB", Upos::Verb),
    ("X", Upos::X),
];

impl std::str::FromStr for Upos {
    type Err = String;

    fn from_str(s: &str) -> Result<Upos, String> {
        let known = UPOS.iter().find(|(name, _)| *name == s).map(|(_, u)| *u);
        known.ok_or_else(|| {
            format!("`{s}` is no universal part of speech; they are {}", UPOS.map(|(n, _)| n).join(", "))
        })
    }
}

impl std::fmt::Display for Upos {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let name = UPOS.iter().find(|(_, u)| u == self).map_or("X", |(n, _)| n);
        f.write_str(name)
    }
}
