//! What is a noun phrase: its head, its ends, its preposition, its number, whose it is, and is it known?

use std::cmp::Reverse;
use std::ops::Range;

use super::clause::DEEPEST;
use super::{Grammar, List};
use crate::sentence::Upos;

/// What stands before a head and belongs to its phrase.
const BEFORE: &[&str] =
    &["det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat", "goeswith"];
/// What stands behind it and belongs to it.
const AFTER: &[&str] = &["flat", "compound", "fixed", "nummod", "goeswith", "case:poss"];
/// How far above a word the head of its phrase is sought.
const FARTHEST: usize = 64;

impl Grammar<'_> {
    /// A noun, name, pronoun or number: what can head a noun phrase.
    pub fn is_nominal(&self, word: usize) -> bool {
        matches!(
            self.s.word(word).upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym | Upos::X | Upos::Det
        )
    }

    /// The preposition of a noun phrase (`in front of` counts as one), lower case.
    pub fn case(&self, noun: usize) -> Option<String> {
        let adposition = |&c: &usize| self.relation(c) == "case" && !self.tag(c, "POS");
        let first = self.s.children(noun).find(adposition).or_else(|| self.stray_case(noun))?;
        let mut words = vec![self.lemma(first).to_string()];
        words.extend(self.s.children(first).filter(|&c| self.base(c) == "fixed").map(|c| self.lemma(c).to_string()));
        Some(words.join(" "))
    }

    /// A preposition right before an oblique phrase that the parser hung on another word (`over two raids`, `to five
    /// officers holed up`).
    fn stray_case(&self, noun: usize) -> Option<usize> {
        let before = |&c: &usize| matches!(self.base(c), "det" | "amod" | "compound" | "nummod") && c < noun;
        let first = self.s.children(noun).find(before).unwrap_or(noun);
        let stray = first.checked_sub(1).filter(|_| matches!(self.relation(noun), "obl" | "nmod"))?;
        let adposition = self.s.word(stray).upos == Upos::Adp && matches!(self.relation(stray), "case" | "mark");
        (adposition && self.head(stray).is_some_and(|h| h >= first)).then_some(stray)
    }

    /// Phrases on a verb or noun with this preposition.
    pub fn phrases(&self, word: usize, preposition: &str) -> Vec<usize> {
        let fits = |&c: &usize| {
            matches!(self.base(c), "obl" | "nmod" | "advmod") && self.case(c).is_some_and(|k| k == preposition)
        };
        self.s.children(word).filter(fits).map(|c| self.antecedent(c)).collect()
    }

    /// Phrases with this preposition on the noun phrases that a word governs: `opened an inquiry into torture in X`.
    pub fn deep_phrases(&self, word: usize, preposition: &str) -> Vec<usize> {
        let inner = |&c: &usize| {
            matches!(self.base(c), "obj" | "obl" | "nmod" | "xcomp" | "iobj")
                || self.base(c) == "acl" && self.is_infinitive(c)
        };
        let under: Vec<usize> = self.s.children(word).filter(inner).collect();
        let direct: Vec<usize> = under.iter().flat_map(|&c| self.phrases(c, preposition)).collect();
        if !direct.is_empty() {
            return direct;
        }
        let further = |&c: &usize| self.s.children(c).filter(inner).collect::<Vec<_>>();
        under.iter().flat_map(further).flat_map(|c| self.phrases(c, preposition)).collect()
    }

    /// The word and the conjuncts that hang on it, noun phrases only.
    pub fn conjuncts(&self, noun: usize) -> Vec<usize> {
        let joined = |&c: &usize| self.base(c) == "conj" && !self.is_verb(c) || self.is_paired(c, noun);
        let mut all: Vec<usize> = self.s.children(noun).filter(joined).chain([noun]).collect();
        all.sort_unstable();
        all
    }

    /// `Arnor-Gondor talks`: two names that a hyphen joins, the one hanging on the other.
    fn is_paired(&self, child: usize, head: usize) -> bool {
        let names = [child, head].iter().all(|&w| self.s.word(w).upos == Upos::Propn);
        names && child.abs_diff(head) == 2 && self.tag(child.min(head) + 1, "HYPH")
    }

    /// The first of a row of conjuncts, or the word itself.
    pub fn first_conjunct(&self, word: usize) -> usize {
        let before = |&at: &usize| self.head(at).filter(|&h| self.base(at) == "conj" && h < at);
        std::iter::successors(Some(word), before).last().unwrap_or(word)
    }

    /// A relative pronoun's antecedent; any other word itself.
    pub fn antecedent(&self, noun: usize) -> usize {
        let relative = self.s.word(noun).xpos.starts_with('W');
        relative.then(|| self.modified_by_clause_of(noun)).flatten().unwrap_or(noun)
    }

    /// The noun that the relative clause around a word is said of.
    pub fn modified_by_clause_of(&self, word: usize) -> Option<usize> {
        let mut at = word;
        for _ in 0..DEEPEST {
            let head = self.head(at)?;
            if self.relation(at) == "acl:relcl" {
                return (head < word).then_some(head);
            }
            at = head;
        }
        None
    }

    /// Is `each other` or `one another` among what a word governs?
    pub fn is_mutual(&self, word: usize) -> bool {
        let governed = |&c: &usize| matches!(self.base(c), "obj" | "iobj" | "obl" | "nmod");
        let whole = |c: usize| Some(format!("{} {}", self.lemma(c), self.lemma(self.s.child(c, &["fixed"])?)));
        let words = self.s.children(word).filter(governed).filter_map(whole);
        words.into_iter().any(|pair| self.lists().reciprocal.contains(&*pair))
    }

    pub(super) fn by_phrase(&self, noun: usize) -> Option<usize> {
        self.s
            .children(noun)
            .find(|&c| self.base(c) == "nmod" && self.case(c).is_some_and(|k| self.lists().agent.contains(&*k)))
    }

    /// The first word of the preposition before a noun phrase.
    pub fn preposition(&self, noun: usize) -> Option<usize> {
        self.s.children(noun).find(|&c| c < noun && self.base(c) == "case" && !self.tag(c, "POS"))
    }

    /// Does one of these prepositions stand before a noun phrase?
    pub fn led_by(&self, noun: usize, prepositions: &List) -> bool {
        self.preposition(noun).is_some_and(|p| self.is_one(p, prepositions))
    }

    /// Is the noun plural by its form?
    pub fn is_plural(&self, noun: usize) -> bool {
        let word = self.s.word(noun);
        matches!(&*word.xpos, "NNS" | "NNPS") || word.feats.contains("Number=Plur")
    }

    /// Whose something is: the possessor before a noun.
    pub fn possessor(&self, noun: usize) -> Option<usize> {
        self.s.children(noun).find(|&c| self.relation(c) == "nmod:poss")
    }

    /// Is a noun phrase said of what is known: with a definite article, a demonstrative or a possessor?
    pub fn is_definite(&self, noun: usize) -> bool {
        self.possessor(noun).is_some() || self.has_determiner(noun, &self.lists().definite)
    }

    /// Is a noun phrase said of something new: with an indefinite article or a number?
    pub fn is_indefinite(&self, noun: usize) -> bool {
        self.has(noun, &["nummod"]) || self.has_determiner(noun, &self.lists().indefinite)
    }

    /// `No attack`, `neither side`.
    pub fn is_denied(&self, noun: usize) -> bool {
        let denies = |c: usize| matches!(self.base(c), "det" | "cc") && self.is_one(c, &self.lists().no);
        self.s.children(noun).any(denies)
    }

    fn has_determiner(&self, noun: usize, list: &List) -> bool {
        self.s.children(noun).any(|c| self.base(c) == "det" && self.is_one(c, list))
    }

    /// The word of a range by which the range hangs in the tree: of several one with meaning, and the first.
    pub fn top(&self, range: &Range<usize>) -> usize {
        let hangs = |&i: &usize| self.head(i).is_none_or(|h| !range.contains(&h));
        let weight = |i: usize| match self.s.word(i).upos {
            Upos::Verb | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num => 3,
            Upos::Adj => 2,
            Upos::Punct => 0,
            _ => 1,
        };
        let tops = range.clone().filter(hangs);
        tops.max_by_key(|&i| (weight(i), Reverse(i))).unwrap_or(range.start)
    }

    /// From the first to the last word under a head, without what hangs on it by one of these relations.
    pub fn extent_but(&self, head: usize, outside: &[&str]) -> Range<usize> {
        let inside = self.s.children(head).filter(|&c| !self.s.word(c).is(outside)).map(|c| self.s.extent(c));
        inside.fold(head..head + 1, |all, under| all.start.min(under.start)..all.end.max(under.end))
    }

    /// The noun phrase of a head: what stands before it and belongs to it, and the `of` phrase after it.
    /// Relative clauses, appositions and what is coordinated with it stay outside.
    pub fn noun_phrase(&self, head: usize) -> Range<usize> {
        let around = self.s.list[self.s.sentence_of(head)].words.clone();
        let before = (around.start..head).rev().take_while(|&w| self.belongs_before(w, head)).count();
        let light = |i: &usize| {
            let word = self.s.word(*i);
            matches!(word.upos, Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Aux | Upos::Verb)
                && word.xpos != "VBN"
                || self.is_one(*i, &self.lists().correlative)
        };
        let start = (head - before..head).find(|i| !light(i)).unwrap_or(head);
        let after = (head + 1..around.end).take_while(|&w| self.belongs_after(w, head)).count();
        let is_mark = |&i: &usize| self.s.word(i).upos == Upos::Punct;
        let marks = (head + 1..head + 1 + after).rev().take_while(is_mark).count();
        start..head + 1 + after - marks
    }

    fn belongs_before(&self, word: usize, head: usize) -> bool {
        self.branch(word, head).is_some_and(|branch| self.s.word(branch).is(BEFORE))
    }

    fn belongs_after(&self, word: usize, head: usize) -> bool {
        let Some(branch) = self.branch(word, head) else { return false };
        let of = || self.base(branch) == "nmod" && self.led_by(branch, &self.lists().of);
        let clause = |&w: &usize| self.s.word(w).is(&["acl", "appos", "conj", "cc", "advcl", "parataxis"]);
        let path = std::iter::successors(Some(word), |&w| self.head(w)).take_while(|&w| w != branch);
        branch > head && (self.s.word(branch).is(AFTER) || of()) && !path.into_iter().any(|w| clause(&w))
    }

    /// The dependent of `head` under which `word` stands.
    fn branch(&self, word: usize, head: usize) -> Option<usize> {
        let mut path = std::iter::successors(Some(word), |&w| self.head(w)).take(FARTHEST);
        path.find(|&w| self.head(w) == Some(head))
    }
}
