//! Which entry does a word answer to?
//!
//! Of all entries with the word as trigger, the most specific one whose conditions hold.

use std::ops::Range;

use smol_str::SmolStr;

use super::Reading;
use super::lexicon::{Class, Kind, Phrase, Test};

/// A word that names an act.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// The head of the trigger.
    pub word: usize,
    /// All its words.
    pub words: Range<usize>,
    /// Its part of speech.
    pub kind: Kind,
    /// The entry that codes it.
    pub entry: usize,
    /// For a noun: the verb that carries its act (`held` talks).
    pub carrier: Option<usize>,
    /// The carrier's subject is the recipient (`received` a visit).
    pub inverse: bool,
    /// For a noun: the noun that stands for it in the clause (a `round` of talks), else itself.
    pub top: usize,
    /// Words that met the conditions of the entry: what they name is told with it.
    pub matched: Vec<usize>,
}

impl Trigger {
    /// A word by itself, which no entry codes.
    pub fn unlisted(word: usize, kind: Kind) -> Trigger {
        let (words, entry) = (word..word + 1, usize::MAX);
        Trigger { word, words, kind, entry, carrier: None, inverse: false, top: word, matched: Vec::new() }
    }
}

/// How well an entry fits: more is better. Those of additions go before others.
type Fit = (usize, usize, std::cmp::Reverse<usize>);

impl Reading<'_> {
    /// The trigger that this word is, if it is one.
    pub fn trigger(&self, word: usize) -> Option<Trigger> {
        // `Last fall`, `in march`.
        if self.is_time(word) && self.clauses.is_nominal(word) {
            return None;
        }
        let kinds = self.kinds(word);
        kinds.iter().find_map(|&kind| self.trigger_as(word, kind))
    }

    /// Where a verb's condition takes up a noun that an addition codes (`launched a cyberattack`), the noun is the trigger.
    pub fn foremost(&self, triggers: Vec<Trigger>) -> Vec<Trigger> {
        let rank = |t: &Trigger| self.lexicon.entries[t.entry].rank();
        let ranks: Vec<(usize, usize)> = triggers.iter().map(|t| (t.word, rank(t))).filter(|(_, r)| *r > 0).collect();
        let goes_before = |t: &Trigger| ranks.iter().any(|(word, r)| *r > rank(t) && t.matched.contains(word));
        triggers.into_iter().filter(|t| !goes_before(t)).collect()
    }

    fn kinds(&self, word: usize) -> &'static [Kind] {
        use crate::sentence::Upos::{Adj, Aux, Noun, Verb};
        match self.clauses.s.word(word).upos {
            Verb if self.clauses.relation(word) == "amod" => &[],
            Verb if self.is_gerund_noun(word) => &[Kind::Noun, Kind::Verb],
            Verb | Aux => &[Kind::Verb, Kind::Adjective],
            Noun if matches!(self.clauses.base(word), "compound" | "flat") => &[],
            Noun => &[Kind::Noun],
            Adj if self.clauses.relation(word) != "amod" => &[Kind::Adjective],
            _ => &[],
        }
    }

    /// `fighting between A and B`: a gerund with the place of a noun.
    pub fn is_gerund_noun(&self, word: usize) -> bool {
        self.clauses.tag(word, "VBG")
            && matches!(self.clauses.base(word), "nsubj" | "obj" | "obl" | "nmod")
            && !self.clauses.has(word, &["obj"])
    }

    fn trigger_as(&self, word: usize, kind: Kind) -> Option<Trigger> {
        let mut best: Option<(Fit, Trigger)> = None;
        for (phrase, entry) in self.candidates(word, kind) {
            let Some(words) = self.phrase_at(phrase, word, kind) else { continue };
            let mut trigger = Trigger { words, entry, ..Trigger::unlisted(word, kind) };
            if kind == Kind::Noun {
                self.find_carrier(&mut trigger);
            }
            let Some(fit) = self.fit(&mut trigger) else { continue };
            let fit = (fit.0, fit.1 + 6 * phrase.words.len(), fit.2);
            if best.as_ref().is_none_or(|(b, _)| fit > *b) {
                best = Some((fit, trigger));
            }
        }
        best.map(|(_, trigger)| trigger)
    }

    fn candidates(&self, word: usize, kind: Kind) -> impl Iterator<Item = (&Phrase, usize)> {
        let w = self.clauses.s.word(word);
        let (lemma, form) = (self.clauses.lemma(word), w.form.to_lowercase());
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
        let sentence = &self.clauses.s.list[self.clauses.s.sentence_of(verb)];
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
            self.clauses.head(*at).filter(|&head| head == verb || *at == word || !self.clauses.is_verb(head))
        };
        std::iter::successors(Some(word), above).take(4).any(|at| at == verb)
    }

    /// The `on` of `called the king on Friday`.
    fn leads_to_time(&self, word: usize) -> bool {
        self.clauses.relation(word) == "case" && self.clauses.head(word).is_some_and(|noun| self.is_time(noun))
    }

    /// Does the word tell when or how long?
    pub fn is_time(&self, word: usize) -> bool {
        self.mentions.times.iter().any(|t| t.words.contains(&word))
    }

    fn noun_phrase_at(&self, phrase: &Phrase, word: usize) -> Option<Range<usize>> {
        let start = word.checked_sub(phrase.head)?;
        let end = start + phrase.words.len();
        let contiguous = end <= self.clauses.s.words.len()
            && phrase.words.iter().zip(start..end).all(|(part, w)| w == word || self.reads(w, part));
        if contiguous {
            return Some(start..end);
        }
        let child = |part: &SmolStr| self.clauses.s.children(word).any(|c| self.reads(c, part) && c < word);
        (phrase.head + 1 == phrase.words.len() && phrase.words[..phrase.head].iter().all(child)).then(|| word..word + 1)
    }

    fn reads(&self, word: usize, part: &str) -> bool {
        self.clauses.lemma(word) == part || self.clauses.s.word(word).form.eq_ignore_ascii_case(part)
    }

    /// Finds the verb that carries a noun's act: `held` a round of talks, came under `attack`.
    pub fn find_carrier(&self, trigger: &mut Trigger) {
        trigger.top = self.lifted(trigger.word);
        let top = self.clauses.first_conjunct(trigger.top);
        let Some(verb) = self.clauses.head(top).filter(|&v| self.clauses.is_verb(v)) else { return };
        let object = self.clauses.base(top) == "obj" || self.clauses.relation(top) == "nsubj:pass";
        let carriers = &self.lexicon.carriers;
        let lemma = self.clauses.lemma(verb);
        let listed = |list: &[SmolStr]| list.iter().any(|l| *l == lemma);
        let case = self.clauses.case(top);
        let phrase =
            |cases: &[&str]| self.clauses.base(top) == "obl" && case.as_deref().is_some_and(|c| cases.contains(&c));
        if listed(&carriers.light)
            && (object || phrase(&["in", "into", "on", "with"]) && !self.clauses.has(verb, &["obj"]))
        {
            trigger.carrier = Some(verb);
        } else if listed(&carriers.inverse) && (object || phrase(&["under"])) {
            trigger.carrier = Some(verb);
            trigger.inverse = true;
        }
    }

    /// `a round of talks`: climbs from the talks to the round.
    fn lifted(&self, noun: usize) -> usize {
        let of = self.clauses.base(noun) == "nmod" && self.clauses.case(noun).is_some_and(|c| c == "of");
        let head = self.clauses.head(noun).filter(|_| of);
        head.filter(|&h| self.is_transparent(h)).unwrap_or(noun)
    }

    fn is_transparent(&self, noun: usize) -> bool {
        let lemma = self.clauses.lemma(noun);
        self.lexicon.carriers.transparent.iter().any(|t| *t == lemma)
    }

    /// How well the entry's conditions are met; `None` where one is not.
    fn fit(&self, trigger: &mut Trigger) -> Option<Fit> {
        let mut score = 0;
        let mut width = 0;
        let entry = &self.lexicon.entries[trigger.entry];
        for (place, test) in &entry.wants {
            let there = self.nouns_at(place, trigger);
            let (points, size, word) = self.meets(test, &there)?;
            score += points;
            width += size;
            trigger.matched.extend(word);
        }
        Some((entry.rank(), score, std::cmp::Reverse(width)))
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
        let (len, size, word) = found.max_by_key(|&(len, size, _)| (len, std::cmp::Reverse(size)))?;
        Some((4 + 2 * len, size, Some(word)))
    }

    /// The nouns that decide what a phrase is: conjuncts, and what stands after `a round of`.
    fn counted(&self, nouns: &[usize]) -> Vec<usize> {
        let mut all: Vec<usize> = nouns.iter().flat_map(|&n| self.clauses.conjuncts(n)).collect();
        let inner: Vec<usize> =
            all.iter().filter(|&&n| self.is_transparent(n)).flat_map(|&n| self.clauses.phrases(n, "of")).collect();
        all.extend(inner);
        all
    }

    /// The length of the longest phrase of the class that stands at this noun.
    fn in_class(&self, class: &Class, word: usize) -> Option<usize> {
        let w = self.clauses.s.word(word);
        let (lemma, form) = (self.clauses.lemma(word), w.form.to_lowercase());
        let by_form: &[Phrase] = if form == lemma { &[] } else { class.with_head(&form) };
        let phrases = class.with_head(lemma).iter().chain(by_form);
        phrases.filter(|p| p.words.len() == 1 || self.noun_phrase_at(p, word).is_some()).map(|p| p.words.len()).max()
    }
}
