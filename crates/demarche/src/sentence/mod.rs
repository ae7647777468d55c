//! How is the text built: words, sentences, trees, names, attributions?
//!
//! One pass of the encoder answers all of it. Everything to the right of this stage reads [`Sentences`].

pub mod conllu;
pub mod number;
mod quote;
pub(crate) mod stem;
pub mod token;
mod tree;

use std::collections::HashMap;
use std::ops::Range;

use smol_str::{SmolStr, StrExt};

pub use demarche_model::{Attribution, Meanings, Name, NameKind, Upos, same};

use demarche_model::{Model, Tags, Token, Tokens};

use crate::Span;
use crate::ontology::{Error, Files};
use crate::text::Text;

/// What splitting and analysing takes besides the model.
pub struct Lexicon {
    /// Where words begin and end.
    pub tokenizer: token::Tokenizer,
    /// From irregular verb forms to their dictionary forms.
    irregular: HashMap<SmolStr, SmolStr>,
}

impl Lexicon {
    /// Reads the files.
    pub fn load(files: &Files) -> Result<Lexicon, Error> {
        Ok(Lexicon { tokenizer: token::Tokenizer::load(files)?, irregular: stem::irregular(files)? })
    }
}

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

/// Words before they are analysed.
#[derive(Default)]
struct Words {
    spans: Vec<Span>,
    /// Where paragraphs begin: word and part of the text, in order; the first is word 0.
    paragraphs: Vec<(usize, usize)>,
    /// Where sentences begin, if that is given.
    sentences: Option<Vec<usize>>,
}

/// Splits and analyses the prose of a report.
pub fn parse(text: &Text, model: &Model, lexicon: &Lexicon) -> Sentences {
    let mut words = Words::default();
    for (i, part) in text.prose() {
        let found = lexicon.tokenizer.words(text.original, part.span);
        if !found.is_empty() {
            words.paragraphs.push((words.spans.len(), i));
            words.spans.extend(found);
        }
    }
    analyse(words, text.original, model, lexicon)
}

/// Analyses words and sentences that are given.
pub fn parse_document(document: &conllu::Document, model: &Model, lexicon: &Lexicon) -> Sentences {
    let breaks = document.paragraphs.iter().copied().filter(|&w| w > 0);
    let words = Words {
        spans: document.words.iter().map(|(span, _)| *span).collect(),
        paragraphs: std::iter::once(0).chain(breaks).enumerate().map(|(i, w)| (w, i)).collect(),
        sentences: Some(document.sentences.iter().map(|s| s.start).collect()),
    };
    analyse(words, &document.text, model, lexicon)
}

fn analyse(words: Words, text: &str, model: &Model, lexicon: &Lexicon) -> Sentences {
    let joined = |i: usize| i > 0 && words.spans[i - 1].end() == words.spans[i].start();
    let tokens = Tokens {
        words: words.spans.iter().enumerate().map(|(i, s)| Token { form: s.of(text), joined: joined(i) }).collect(),
        paragraphs: words.paragraphs.iter().map(|&(word, _)| word).collect(),
        sentences: words.sentences,
    };
    let parse = model.parse(&tokens);
    let ends = parse.sentences.iter().skip(1).copied().chain([words.spans.len()]);
    let part = |start: usize| words.paragraphs[words.paragraphs.partition_point(|&(w, _)| w <= start) - 1].1;
    let list = parse.sentences.iter().zip(ends).map(|(&start, end)| Sentence { words: start..end, part: part(start) });
    let read = words.spans.iter().zip(&tokens.words).zip(parse.words);
    let mut sentences = Sentences {
        list: list.collect(),
        words: read.map(|((&span, token), tags)| Word::new(span, token.form, tags, lexicon)).collect(),
        names: parse.names,
        attributions: parse.attributions,
        quotes: Vec::new(),
        same: parse.same,
        meanings: parse.meanings,
    };
    sentences.quotes = quote::find(&sentences, text);
    sentences
}

impl Word {
    fn new(span: Span, form: &str, tags: Tags, lexicon: &Lexicon) -> Word {
        // Of irregular past forms a list knows better than any head what they are forms of.
        let past = tags.upos == Upos::Verb && matches!(tags.xpos.as_str(), "VBD" | "VBN");
        let listed = past.then(|| lexicon.irregular.get(&form.to_lowercase_smolstr())).flatten();
        Word {
            span,
            form: SmolStr::new(form),
            lemma: listed.cloned().unwrap_or(tags.lemma),
            upos: tags.upos,
            xpos: tags.xpos,
            feats: tags.feats,
            head: tags.head,
            deprel: tags.deprel,
        }
    }
}
