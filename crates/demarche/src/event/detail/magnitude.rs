//! How many dead, how many troops, how much money?
//!
//! Verbs, nouns and adjectives say what is counted; each number counts once, for the act nearest to it in the tree. Dead
//! and wounded that are told of a sentence later belong to the last act of force before.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use smol_str::{SmolStr, StrExt};
use toml::Spanned;

use super::{Example, Phrases, Scene, under};
use crate::event::Event;
use crate::ontology::codes::Codes;
use crate::ontology::{Error, Files};
use crate::sentence::Upos;
use crate::sentence::number::{Amount, Numbers};

const FILE: &str = "events/magnitudes.toml";

/// How many words up the tree a number may hang below its act.
const REACH: usize = 8;
/// In how many sentences after an act its dead may be told.
const LATER: usize = 2;

/// So many of something, told with an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Magnitude {
    /// What is counted: `killed`, `troops`, `money` …
    pub kind: String,
    /// How many, and the words that say so.
    pub amount: Amount,
    /// The noun that is counted, as a lemma; for money, the code of the currency.
    pub unit: Option<String>,
}

impl fmt::Display for Magnitude {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.amount)?;
        match self.unit.as_ref().filter(|_| self.kind == MONEY) {
            Some(currency) => write!(f, " {currency}"),
            None => Ok(()),
        }
    }
}

const MONEY: &str = "money";

/// The words that tell of magnitudes.
pub(super) struct Measures {
    kinds: Vec<Entry>,
    nouns: Phrases,
    totals: Phrases,
    money: Vec<String>,
    one: Vec<String>,
    persons: Vec<SmolStr>,
    currencies: Vec<Currency>,
    names: Phrases,
    pub(super) examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    persons: Vec<SmolStr>,
    magnitude: Vec<Spanned<Entry>>,
    money: Spanned<Money>,
    one: One,
    currency: Vec<Currency>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: String,
    #[serde(default)]
    object: Vec<SmolStr>,
    #[serde(default)]
    subject: Vec<SmolStr>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    state: Vec<SmolStr>,
    #[serde(default)]
    total: Vec<String>,
    /// Are persons alone counted?
    #[serde(default)]
    people: bool,
    /// May it be told in a sentence of its own, after the act?
    #[serde(default)]
    later: bool,
    acts: Vec<String>,
    reads: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Money {
    acts: Vec<String>,
    reads: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    kinds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Currency {
    code: String,
    signs: Vec<SmolStr>,
    words: Vec<String>,
}

/// The parts of the file that refer to the table of codes.
#[derive(Deserialize)]
struct References {
    magnitude: Vec<Acts>,
    money: Acts,
}

#[derive(Deserialize)]
struct Acts {
    acts: Vec<Spanned<String>>,
}

/// A number with what it counts, by the word that says so.
struct Count {
    magnitude: Magnitude,
    word: usize,
}

impl Measures {
    pub(super) fn load(files: &Files, codes: &Codes) -> Result<Measures, Error> {
        let source = files.source(FILE)?;
        let References { magnitude, money } = source.toml()?;
        codes.check(&source, magnitude.iter().chain([&money]).flat_map(|m| &m.acts))?;
        let tables: Tables = source.toml()?;
        let example = |line: usize, (sentence, detail): &(String, String)| Example {
            file: FILE,
            line,
            sentence: sentence.clone(),
            detail: detail.clone(),
            told: true,
        };
        let of_kinds = tables.magnitude.iter().map(|m| (source.line(m.span().start), &m.get_ref().reads));
        let money = (source.line(tables.money.span().start), &tables.money.get_ref().reads);
        let all = of_kinds.chain([money]);
        let examples = all.flat_map(|(line, reads)| reads.iter().map(move |r| example(line, r))).collect();
        let kinds: Vec<Entry> = tables.magnitude.into_iter().map(Spanned::into_inner).collect();
        Ok(Measures {
            nouns: Phrases::new(kinds.iter().map(|k| &k.noun)),
            totals: Phrases::new(kinds.iter().map(|k| &k.total)),
            names: Phrases::new(tables.currency.iter().map(|c| &c.words)),
            kinds,
            money: tables.money.into_inner().acts,
            one: tables.one.kinds,
            persons: tables.persons,
            currencies: tables.currency,
            examples,
        })
    }

    /// Adds the magnitudes of a report to its events.
    pub(super) fn add(&self, scene: &Scene, numbers: &Numbers, events: &mut [&mut Event]) {
        if events.is_empty() {
            return;
        }
        for (number, sentence) in scene.grammar.list.iter().enumerate() {
            for (count, acts, later) in self.counts(scene, numbers, sentence.words.clone()) {
                for at in self.owners(scene, &count, acts, later, number, events) {
                    if !events[at].magnitudes.contains(&count.magnitude) {
                        events[at].magnitudes.push(count.magnitude.clone());
                    }
                }
            }
        }
    }

    /// The events that a number belongs to.
    fn owners(
        &self,
        scene: &Scene,
        count: &Count,
        acts: &[String],
        later: bool,
        sentence: usize,
        events: &[&mut Event],
    ) -> Vec<usize> {
        let fits = |e: &Event| under(acts, e.cameo);
        let here = || (0..events.len()).filter(|&i| events[i].sentence == sentence && fits(events[i]));
        let up = |i: usize| scene.steps_up(count.word, &events[i].trigger, REACH);
        // `clashes left dozens dead`: the act is the subject of the verb above the number.
        let beside = |i: usize| {
            let verb = scene
                .grammar
                .head(events[i].trigger.start)
                .filter(|_| scene.grammar.base(events[i].trigger.start) == "nsubj")?;
            scene.steps_up(count.word, &(verb..verb + 1), REACH)
        };
        let down = |i: usize| {
            later.then(|| scene.steps_up(events[i].trigger.start, &(count.word..count.word + 1), REACH)).flatten()
        };
        if later {
            let near: Vec<usize> =
                here().filter(|&i| up(i).or_else(|| down(i)).or_else(|| beside(i)).is_some()).collect();
            let any: Vec<usize> = if near.is_empty() { here().collect() } else { near };
            let before = || {
                (0..events.len()).rev().find(|&i| {
                    let at = events[i].sentence;
                    at < sentence && sentence - at <= LATER && fits(events[i])
                })
            };
            return if any.is_empty() { before().into_iter().collect() } else { any };
        }
        here().filter_map(|i| Some((up(i)?, i))).min().map(|(_, i)| i).into_iter().collect()
    }

    /// What is counted in a sentence, with the acts that it may be said of.
    fn counts(&self, scene: &Scene, numbers: &Numbers, around: Range<usize>) -> Vec<(Count, &[String], bool)> {
        let mut amounts = self.amounts(scene, numbers, &around);
        let mut found = Vec::new();
        for (amount, currency) in amounts.extract_if(.., |(_, currency)| currency.is_some()) {
            let word = amount.words.end - 1;
            let magnitude = Magnitude { kind: MONEY.to_string(), amount, unit: currency };
            found.push((Count { magnitude, word }, self.money.as_slice(), false));
        }
        let mut amounts: Vec<Amount> = amounts.into_iter().map(|(a, _)| a).collect();
        for (number, kind) in self.kinds.iter().enumerate() {
            for word in around.clone() {
                for counted in self.counted(scene, number, word, &amounts) {
                    if let Some(magnitude) = self.magnitude(scene, kind, counted, &mut amounts) {
                        found.push((Count { magnitude, word }, kind.acts.as_slice(), kind.later));
                    }
                }
            }
        }
        found
    }

    /// All amounts of a sentence, each with its currency if it is one of money.
    fn amounts(&self, scene: &Scene, numbers: &Numbers, around: &Range<usize>) -> Vec<(Amount, Option<String>)> {
        let sign = |w: usize| self.currencies.iter().find(|c| c.signs.iter().any(|s| s == scene.form(w)));
        // Signs stand between a number and its bounds: `more than $3bn`.
        let kept: Vec<usize> = around.clone().filter(|&w| sign(w).is_none()).collect();
        let words: Vec<SmolStr> = kept.iter().map(|&w| scene.forms[w].clone()).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some(amount) = numbers.amount(&words, at, 0..words.len()) else {
                at += 1;
                continue;
            };
            at = amount.words.end.max(at + 1);
            let (Some(&start), Some(&last)) = (kept.get(amount.words.start), kept.get(amount.words.end - 1)) else {
                continue;
            };
            let before = start.checked_sub(1).filter(|b| around.contains(b)).and_then(|b| Some((b, sign(b)?)));
            let inside = (start..last).find_map(sign);
            let named = self.names.at(scene, last + 1, around.end);
            let currency =
                before.map(|(_, c)| c).or(inside).or(named.as_ref().and_then(|(_, n)| self.currencies.get(*n)));
            let words = before.map_or(start, |(b, _)| b)..named.map_or(last + 1, |(words, _)| words.end);
            found.push((Amount { words, ..amount }, currency.map(|c| c.code.clone())));
        }
        found
    }

    /// The words that something is counted of by a word.
    fn counted(&self, scene: &Scene, kind: usize, word: usize, amounts: &[Amount]) -> Vec<usize> {
        let (grammar, entry) = (scene.grammar, &self.kinds[kind]);
        let with_conjuncts = |nouns: Vec<usize>| nouns.into_iter().flat_map(|n| grammar.conjuncts(n)).collect();
        if grammar.is_verb(word) && scene.is(word, &entry.object) {
            let objects: Vec<usize> = with_conjuncts(grammar.object(word));
            if !objects.is_empty() {
                return objects;
            }
        }
        if grammar.is_verb(word) && scene.is(word, &entry.subject) {
            return with_conjuncts(grammar.agent(word));
        }
        if entry.state.iter().any(|s| s == scene.form(word)) {
            // `12 dead`, `eight wounded`, `30 people missing`, `30 others wounded`
            let stands = |a: &&Amount| a.words.end == word || a.words.end + 1 == word && grammar.is_nominal(word - 1);
            return amounts.iter().find(stands).map(|_| word - 1).into_iter().collect();
        }
        let named = |phrases: &Phrases| {
            let starts = word.saturating_sub(1)..word + 1;
            starts
                .into_iter()
                .any(|s| phrases.at(scene, s, word + 1).is_some_and(|(words, n)| n == kind && words.end == word + 1))
        };
        match () {
            () if named(&self.totals) => self.total(scene, word, amounts),
            () if named(&self.nouns) && grammar.is_nominal(word) => vec![word],
            () => Vec::new(),
        }
    }

    /// `the toll rose to 30`, `a death toll of 30`: the number in the clause of the noun, or on it.
    fn total(&self, scene: &Scene, word: usize, amounts: &[Amount]) -> Vec<usize> {
        let verb = scene.grammar.head(word).filter(|_| scene.grammar.base(word) == "nsubj");
        let hangs = |a: &&Amount| {
            let top = top(scene, &a.words);
            let head = scene.grammar.head(top);
            head.is_some() && (head == verb || head == Some(word)) && a.words.start > word
        };
        amounts.iter().find(hangs).map(|a| top(scene, &a.words)).into_iter().collect()
    }

    /// The number of a noun phrase; it counts no further.
    fn magnitude(&self, scene: &Scene, kind: &Entry, counted: usize, amounts: &mut Vec<Amount>) -> Option<Magnitude> {
        let at = amounts.iter().position(|a| counts(scene, a, counted));
        let unit = unit(scene, counted, at.map(|i| &amounts[i]));
        let named = unit.map(|u| scene.grammar.word(u).lemma.to_lowercase_smolstr());
        if kind.people && unit.is_some_and(|u| !scene.is(u, &self.persons)) {
            return None;
        }
        let mut amount = match at {
            Some(i) => amounts.remove(i),
            None => self.uncounted(scene, kind, counted)?,
        };
        let joined = unit.filter(|&u| u >= amount.words.end && u < amount.words.end + 4);
        amount.words.end = joined.map_or(amount.words.end, |u| u + 1);
        Some(Magnitude { kind: kind.kind.clone(), amount, unit: named.map(String::from) })
    }

    /// `no casualties`, `killed a soldier`: what has no number but is counted.
    fn uncounted(&self, scene: &Scene, kind: &Entry, noun: usize) -> Option<Amount> {
        let article = scene.grammar.children(noun).find(|&c| scene.grammar.base(c) == "det" && c < noun);
        let exactly = |n: u64, from: usize| Amount { words: from..noun + 1, min: Some(n), max: Some(n), about: false };
        let person = || scene.is(noun, &self.persons);
        match (scene.form(noun), article.map(|a| (a, scene.form(a)))) {
            ("nobody" | "none", _) => Some(exactly(0, noun)),
            (_, Some((a, "no"))) => Some(exactly(0, a)),
            (_, Some((a, "a" | "an"))) if self.one.contains(&kind.kind) && person() => Some(exactly(1, a)),
            _ => None,
        }
    }
}

/// The word of an amount that hangs on something outside it.
fn top(scene: &Scene, words: &Range<usize>) -> usize {
    let outside = |&w: &usize| scene.grammar.head(w).is_none_or(|h| !words.contains(&h));
    words.clone().rev().find(outside).unwrap_or(words.start)
}

/// Does an amount count a noun: as part of it, on it, or straight before it?
fn counts(scene: &Scene, amount: &Amount, noun: usize) -> bool {
    let on = || scene.grammar.head(top(scene, &amount.words)) == Some(noun) && amount.words.start < noun;
    let before = || {
        amount.words.end <= noun
            && noun - amount.words.end < 4
            && (amount.words.end..noun)
                .all(|w| matches!(scene.grammar.word(w).upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv))
    };
    amount.words.contains(&noun) || on() || before()
}

/// The noun that is counted: `dozens of people` counts people, `killed 12` nothing that is named.
fn unit(scene: &Scene, counted: usize, amount: Option<&Amount>) -> Option<usize> {
    let Some(amount) = amount else { return Some(counted) };
    if !amount.words.contains(&counted) {
        let noun = matches!(scene.grammar.word(counted).upos, Upos::Noun | Upos::Propn);
        return Some(counted).filter(|_| noun && !matches!(scene.form(counted), "others"));
    }
    let after = |&c: &usize| c >= amount.words.end && scene.grammar.case(c).is_some_and(|case| case == "of");
    amount.words.clone().flat_map(|w| scene.grammar.children(w).filter(after).collect::<Vec<_>>()).next()
}
