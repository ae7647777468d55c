//! Which words belong to a noun phrase?

use std::ops::Range;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::gazetteer::{Words, fold};
use super::lexicon::Lexicon;
use crate::grammar::Grammar;
use crate::sentence::{Sentences, Word};
use crate::text::Text;

/// A report as this stage looks at it.
pub(super) struct Reading<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) grammar: &'a Grammar<'a>,
    pub(super) sentences: &'a Sentences,
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: Words,
    /// Dictionary forms in lower case.
    pub(super) lemmas: Vec<SmolStr>,
    /// The sentence of each word.
    pub(super) sentence: Vec<usize>,
    /// Is a sentence written in capitals, as some headlines are?
    pub(super) shouting: Vec<bool>,
    /// The day of the report.
    pub(super) day: Option<Date>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a Text<'a>, grammar: &'a Grammar<'a>, lexicon: &'a Lexicon) -> Reading<'a> {
        let sentences = grammar.s;
        let mut sentence = vec![0; sentences.words.len()];
        for (number, s) in sentences.list.iter().enumerate() {
            sentence[s.words.clone()].fill(number);
        }
        let shouting = sentences.list.iter().map(|s| shouts(&sentences.words[s.words.clone()])).collect();
        let day = text.header.published.as_deref().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
        let words = Words::new(sentences.words.iter().map(|w| w.form.as_str()));
        let lemmas = sentences.words.iter().map(lemma).collect();
        Reading { text, grammar, sentences, lexicon, words, lemmas, sentence, shouting, day }
    }

    pub(super) fn word(&self, i: usize) -> &Word {
        &self.sentences.words[i]
    }

    pub(super) fn folded(&self, i: usize) -> &str {
        &self.words.folded[i]
    }

    pub(super) fn lemma(&self, i: usize) -> &str {
        &self.lemmas[i]
    }

    /// The words of the sentence in which a word stands.
    pub(super) fn around(&self, word: usize) -> Range<usize> {
        self.sentences.list.get(self.sentence[word]).map_or(word..word + 1, |s| s.words.clone())
    }

    /// The part of the text (the paragraph, mostly) in which a word stands.
    pub(super) fn part(&self, word: usize) -> usize {
        self.sentences.list.get(self.sentence[word]).map_or(0, |s| s.part)
    }

    pub(super) fn head(&self, word: usize) -> Option<usize> {
        self.word(word).head
    }

    pub(super) fn is(&self, word: usize, relations: &[&str]) -> bool {
        self.word(word).is(relations)
    }

    pub(super) fn child(&self, word: usize, relations: &[&str]) -> Option<usize> {
        self.sentences.child(word, relations)
    }

    /// The folded preposition of a phrase, if it has one. Of several, the first.
    pub(super) fn preposition(&self, head: usize) -> Option<&str> {
        self.grammar.preposition(head).map(|p| self.folded(p))
    }

    /// The word of a range by which the range hangs in the tree.
    pub(super) fn top(&self, range: &Range<usize>) -> usize {
        self.grammar.top(range)
    }

    /// The noun phrase of a head.
    pub(super) fn phrase(&self, head: usize) -> Range<usize> {
        self.grammar.noun_phrase(head)
    }

    /// The words of a phrase up to its head alone.
    pub(super) fn phrase_before(&self, head: usize) -> Range<usize> {
        self.phrase(head).start..head + 1
    }

    /// Does a role say less than whose it is or what stands before it (`leader`, `crowd`)?
    pub(super) fn is_hollow(&self, role: &Range<usize>) -> bool {
        role.len() == 1 && self.lexicon.is("hollow", self.lemma(role.start))
    }

    /// The words as written, between blanks where the text has them.
    pub(super) fn written(&self, range: Range<usize>) -> String {
        let span = self.sentences.span(range);
        let text = self.text.original.get(span.start()..span.end()).unwrap_or("");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Is the head of a noun phrase plural by its form?
    pub(super) fn plural(&self, head: usize) -> bool {
        self.grammar.is_plural(head)
    }

    /// Does a definite article, a demonstrative or a possessor stand before the head?
    pub(super) fn definite(&self, head: usize) -> bool {
        self.grammar.is_definite(head)
    }

    /// The first of the coordinated phrases among which a word stands.
    pub(super) fn first_conjunct(&self, word: usize) -> usize {
        self.grammar.first_conjunct(word)
    }
}

/// The dictionary form in lower case. A plural that the tagger left as it is is made singular.
fn lemma(word: &Word) -> SmolStr {
    // `ex-rebels`, which the tagger leaves as they are.
    if let Some(rest) = fold(&word.form).strip_prefix("ex-").and_then(|r| r.strip_suffix('s')) {
        return format!("ex-{rest}").into();
    }
    let (lemma, form) = (fold(&word.lemma), fold(&word.form));
    // `fishermen`, of which the model makes other singulars.
    let man = form.strip_suffix("men").filter(|s| s.len() > 2 && matches!(word.xpos.as_str(), "NNS" | "NNPS"));
    if let Some(stem) = man.filter(|_| !lemma.ends_with("man")) {
        return format!("{stem}man").into();
    }
    let untouched = lemma == form || lemma.ends_with("ie") && form.ends_with("ies");
    if !untouched || !matches!(word.xpos.as_str(), "NNS" | "NNPS") {
        return lemma;
    }
    let hissing = ["ses", "xes", "zes", "ches", "shes"].iter().any(|e| form.ends_with(e));
    match (form.strip_suffix("ies"), form.strip_suffix("es"), form.strip_suffix('s')) {
        (Some(stem), ..) if stem.len() > 1 => format!("{stem}y").into(),
        (_, Some(stem), _) if hissing => stem.into(),
        (.., Some(stem)) if !stem.ends_with('s') => stem.into(),
        _ if form.ends_with("children") => form[..form.len() - "ren".len()].into(),
        _ => lemma,
    }
}

fn shouts(words: &[Word]) -> bool {
    let long = words.iter().filter(|w| w.form.chars().filter(|c| c.is_alphabetic()).count() > 3).count();
    long > 1 && words.iter().all(|w| w.form.chars().all(|c| !c.is_lowercase()))
}
