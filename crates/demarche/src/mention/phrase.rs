//! Which words belong to a noun phrase?

use std::ops::Range;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::gazetteer::{Words, fold};
use super::lexicon::Lexicon;
use crate::sentence::{Sentences, Upos, Word};
use crate::text::Text;

/// A report as this stage looks at it.
pub(super) struct Reading<'a> {
    pub(super) text: &'a Text<'a>,
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

const BEFORE: &[&str] =
    &["det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat", "goeswith"];
const AFTER: &[&str] = &["flat", "compound", "fixed", "nummod", "goeswith", "case:poss"];

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a Text<'a>, sentences: &'a Sentences, lexicon: &'a Lexicon) -> Reading<'a> {
        let mut sentence = vec![0; sentences.words.len()];
        for (number, s) in sentences.list.iter().enumerate() {
            sentence[s.words.clone()].fill(number);
        }
        let shouting = sentences.list.iter().map(|s| shouts(&sentences.words[s.words.clone()])).collect();
        let day = text.header.published.as_deref().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
        let words = Words::new(sentences.words.iter().map(|w| w.form.as_str()));
        let lemmas = sentences.words.iter().map(lemma).collect();
        Reading { text, sentences, lexicon, words, lemmas, sentence, shouting, day }
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
        self.sentences.children(head).find(|&c| c < head && self.is(c, &["case"])).map(|c| self.folded(c))
    }

    /// The word of a range by which the range hangs in the tree.
    pub(super) fn top(&self, range: &Range<usize>) -> usize {
        let hangs = |i: &usize| self.head(*i).is_none_or(|h| !range.contains(&h));
        let nominal = |i: &usize| matches!(self.word(*i).upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num);
        let found = range.clone().find(|i| hangs(i) && nominal(i)).or_else(|| range.clone().find(hangs));
        found.unwrap_or(range.start)
    }

    /// The noun phrase of a head: what stands before it and belongs to it, and the `of` phrase after it.
    /// Relative clauses, appositions and what is coordinated with it stay outside.
    pub(super) fn phrase(&self, head: usize) -> Range<usize> {
        let around = self.around(head);
        let mut start = head;
        while start > around.start && self.belongs_before(start - 1, head) {
            start -= 1;
        }
        let light = |i: usize| {
            matches!(self.word(i).upos, Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Aux | Upos::Verb)
                && self.word(i).xpos != "VBN"
                || matches!(self.folded(i), "both" | "either" | "neither")
        };
        while start < head && light(start) {
            start += 1;
        }
        let mut end = head + 1;
        while end < around.end && self.belongs_after(end, head) {
            end += 1;
        }
        while end > head + 1 && self.word(end - 1).upos == Upos::Punct {
            end -= 1;
        }
        start..end
    }

    /// The words of a phrase up to its head alone.
    pub(super) fn phrase_before(&self, head: usize) -> Range<usize> {
        self.phrase(head).start..head + 1
    }

    fn belongs_before(&self, word: usize, head: usize) -> bool {
        match self.branch(word, head) {
            Some(branch) => self.is(branch, BEFORE) && !(branch == word && self.is(word, &["case"])),
            None => false,
        }
    }

    fn belongs_after(&self, word: usize, head: usize) -> bool {
        let Some(branch) = self.branch(word, head) else { return false };
        let of = || self.is(branch, &["nmod"]) && self.preposition(branch) == Some("of");
        let inside = || !self.climbs_through(word, branch, &["acl", "appos", "conj", "cc", "advcl", "parataxis"]);
        branch > head && (self.is(branch, AFTER) || of()) && inside()
    }

    /// The child of `head` under which `word` stands.
    fn branch(&self, word: usize, head: usize) -> Option<usize> {
        let mut at = word;
        for _ in 0..64 {
            let up = self.head(at)?;
            if up == head {
                return Some(at);
            }
            at = up;
        }
        None
    }

    fn climbs_through(&self, word: usize, top: usize, relations: &[&str]) -> bool {
        let mut at = word;
        for _ in 0..64 {
            if at == top {
                return false;
            }
            if self.is(at, relations) {
                return true;
            }
            match self.head(at) {
                Some(up) => at = up,
                None => return false,
            }
        }
        false
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

    /// Is the head of a noun phrase plural by its form or by a number before it?
    pub(super) fn plural(&self, head: usize) -> bool {
        let word = self.word(head);
        word.xpos == "NNS" || word.xpos == "NNPS" || word.feats.contains("Number=Plur")
    }

    /// Does a definite article, a demonstrative or a possessor stand before the head?
    pub(super) fn definite(&self, head: usize) -> bool {
        let marks = |c: usize| {
            self.is(c, &["nmod:poss"]) || self.is(c, &["det"]) && self.lexicon.is("definite", self.folded(c))
        };
        self.sentences.children(head).any(|c| c < head && marks(c))
    }

    /// The first of the coordinated phrases among which a word stands.
    pub(super) fn first_conjunct(&self, word: usize) -> usize {
        let mut at = word;
        for _ in 0..64 {
            match self.head(at) {
                Some(up) if self.is(at, &["conj"]) && up < at => at = up,
                _ => break,
            }
        }
        at
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
