//! Which entries does a word answer to?
//!
//! Those with the word as trigger whose conditions hold; the more specific one fits better.

use std::cmp::Reverse;
use std::ops::Range;

use smol_str::SmolStr;

use super::{Candidate, Fit, Proposer, Score};
use crate::event::Source;
use crate::event::lexicon::{Class, Kind, Phrase, Test};
use crate::event::party::Parties;
use crate::event::scene::{Scene, questions};
use crate::event::trigger::{Trigger, is_gerund_noun, is_transparent};

/// Words that the ontology lists.
pub struct Entries;

impl Proposer for Entries {
    fn propose(&self, word: usize, scene: &Scene) -> Vec<Candidate> {
        let candidate = |(fit, trigger): (Fit, Trigger)| {
            let entry = scene.entry(&trigger)?;
            let source = Source::Lexicon { place: entry.place(), lemma: scene.grammar.lemma(word).into() };
            Some(Candidate { code: entry.code, source, score: Score::listed(fit), trigger })
        };
        Listed(scene).all(word).into_iter().filter_map(candidate).collect()
    }
}

questions! {
    /// Which entries and phrases stand at a word?
    Listed
}

impl Listed<'_> {
    /// The trigger that a word is by the entry that fits best, if it is one.
    pub fn trigger(&self, word: usize) -> Option<Trigger> {
        let better = |best: (Fit, Trigger), next: (Fit, Trigger)| if next.0 > best.0 { next } else { best };
        self.all(word).into_iter().reduce(better).map(|(_, trigger)| trigger)
    }

    /// The entries that a word answers to, as the first part of speech that has any.
    fn all(&self, word: usize) -> Vec<(Fit, Trigger)> {
        // `Last fall`, `in march`.
        if self.is_time(word) && self.grammar.is_nominal(word) {
            return Vec::new();
        }
        let mut kinds = self.kinds(word).iter().map(|&kind| self.all_as(word, kind));
        kinds.find(|all| !all.is_empty()).unwrap_or_default()
    }

    fn kinds(&self, word: usize) -> &'static [Kind] {
        use crate::sentence::Upos::{Adj, Aux, Noun, Verb};
        match self.grammar.word(word).upos {
            Verb if self.grammar.relation(word) == "amod" => &[],
            Verb if is_gerund_noun(self.grammar, word) => &[Kind::Noun, Kind::Verb],
            Verb | Aux => &[Kind::Verb, Kind::Adjective],
            Noun if matches!(self.grammar.base(word), "compound" | "flat") => &[],
            Noun => &[Kind::Noun],
            Adj if self.grammar.relation(word) != "amod" => &[Kind::Adjective],
            _ => &[],
        }
    }

    fn all_as(&self, word: usize, kind: Kind) -> Vec<(Fit, Trigger)> {
        let fitting = |(phrase, entry): (&Phrase, usize)| {
            let words = self.phrase_at(phrase, word, kind)?;
            let base = if kind == Kind::Noun { Trigger::noun(self.0, word) } else { Trigger::unlisted(word, kind) };
            let mut trigger = Trigger { words, entry: Some(entry), ..base };
            let (rank, score, width) = self.fit(&mut trigger)?;
            Some(((rank, score + 6 * phrase.words.len(), width), trigger))
        };
        self.phrases_of(word, kind).filter_map(fitting).collect()
    }

    fn phrases_of(&self, word: usize, kind: Kind) -> impl Iterator<Item = (&Phrase, usize)> {
        let w = self.grammar.word(word);
        let (lemma, form) = (self.grammar.lemma(word), w.form.to_lowercase());
        let by_form: &[_] =
            if form == lemma || kind == Kind::Verb { &[] } else { self.lexicon.entries_of(kind, &form) };
        self.lexicon.entries_of(kind, lemma).iter().chain(by_form).map(|(phrase, entry)| (phrase, *entry))
    }

    /// The words of a phrase around its head in the text, if they all stand there.
    pub fn phrase_at(&self, phrase: &Phrase, word: usize, kind: Kind) -> Option<Range<usize>> {
        match kind {
            _ if phrase.words.len() == 1 => Some(word..word + 1),
            Kind::Verb => self.verb_phrase_at(phrase, word),
            Kind::Noun | Kind::Adjective => self.noun_phrase_at(phrase, word),
        }
    }

    /// Particles and set words follow their verb, others may stand between them: `pull troops out of`.
    fn verb_phrase_at(&self, phrase: &Phrase, verb: usize) -> Option<Range<usize>> {
        let sentence = &self.grammar.list[self.grammar.sentence_of(verb)];
        let mut at = verb;
        for part in phrase.words.iter().skip(1) {
            let near = (at + 1)..sentence.words.end.min(at + 8);
            at = near.into_iter().find(|&w| self.reads(w, part) && self.hangs_on(w, verb) && !self.leads_to_time(w))?;
        }
        Some(if at - verb < phrase.words.len() { verb..at + 1 } else { verb..verb + 1 })
    }

    /// Does a word, or the phrase or clause that it leads, hang on the verb, and on no other verb?
    fn hangs_on(&self, word: usize, verb: usize) -> bool {
        let above = |at: &usize| {
            self.grammar.head(*at).filter(|&head| head == verb || *at == word || !self.grammar.is_verb(head))
        };
        std::iter::successors(Some(word), above).take(4).any(|at| at == verb)
    }

    /// The `on` of `called the king on Friday`.
    fn leads_to_time(&self, word: usize) -> bool {
        self.grammar.relation(word) == "case" && self.grammar.head(word).is_some_and(|noun| self.is_time(noun))
    }

    fn noun_phrase_at(&self, phrase: &Phrase, word: usize) -> Option<Range<usize>> {
        let start = word.checked_sub(phrase.head)?;
        let end = start + phrase.words.len();
        let contiguous = end <= self.grammar.words.len()
            && phrase.words.iter().zip(start..end).all(|(part, w)| w == word || self.reads(w, part));
        if contiguous {
            return Some(start..end);
        }
        let child = |part: &SmolStr| self.grammar.children(word).any(|c| self.reads(c, part) && c < word);
        (phrase.head + 1 == phrase.words.len() && phrase.words[..phrase.head].iter().all(child)).then(|| word..word + 1)
    }

    fn reads(&self, word: usize, part: &str) -> bool {
        self.grammar.lemma(word) == part || self.grammar.word(word).form.eq_ignore_ascii_case(part)
    }

    /// How well the entry's conditions are met; `None` where one is not.
    fn fit(&self, trigger: &mut Trigger) -> Option<Fit> {
        let mut score = 0;
        let mut width = 0;
        let entry = self.entry(trigger)?;
        for (place, test) in &entry.wants {
            let there = Parties(self.0).nouns_at(place, trigger);
            let (points, size, word) = self.meets(test, &there)?;
            score += points;
            width += size;
            trigger.matched.extend(word);
        }
        Some((entry.rank(), score, Reverse(width)))
    }

    /// Points, size of the class and the word that met a test.
    fn meets(&self, test: &Test, there: &[usize]) -> Option<(usize, usize, Option<usize>)> {
        let heads = self.counted(there);
        let barred = |&w: &usize| test.none.iter().any(|class| self.in_class(class, w).is_some());
        if heads.iter().any(barred) || test.empty && !heads.is_empty() {
            return None;
        }
        if test.some.is_empty() {
            // What must not be there makes an entry neither more specific nor less.
            let wanted = usize::from(test.any);
            let there = heads.iter().any(|&w| !self.is_time(w));
            return (wanted == 0 || there).then_some((wanted, 1000 * wanted, None));
        }
        let found = heads
            .iter()
            .flat_map(|&w| test.some.iter().filter_map(move |class| Some((self.in_class(class, w)?, class.size, w))));
        let (len, size, word) = found.max_by_key(|&(len, size, _)| (len, Reverse(size)))?;
        Some((4 + 2 * len, size, Some(word)))
    }

    /// The nouns that decide what a phrase is: conjuncts, and what stands after `a round of`.
    fn counted(&self, nouns: &[usize]) -> Vec<usize> {
        let mut all: Vec<usize> = nouns.iter().flat_map(|&n| self.grammar.conjuncts(n)).collect();
        let inner: Vec<usize> =
            all.iter().filter(|&&n| is_transparent(self.0, n)).flat_map(|&n| self.grammar.phrases(n, "of")).collect();
        all.extend(inner);
        all
    }

    /// The length of the longest phrase of the class that stands at this noun.
    fn in_class(&self, class: &Class, word: usize) -> Option<usize> {
        let w = self.grammar.word(word);
        let (lemma, form) = (self.grammar.lemma(word), w.form.to_lowercase());
        let by_form: &[Phrase] = if form == lemma { &[] } else { class.with_head(&form) };
        let phrases = class.with_head(lemma).iter().chain(by_form);
        phrases.filter(|p| p.words.len() == 1 || self.noun_phrase_at(p, word).is_some()).map(|p| p.words.len()).max()
    }
}
