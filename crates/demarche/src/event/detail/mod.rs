//! How much, by what means, in which context?
//!
//! What is told around an act: the numbers of dead, of troops, of money ([`magnitude`]), weapons ([`weapon`]), and PLOVER's
//! contexts ([`context`]). Added to events that are found already.

pub mod check;
mod context;
mod magnitude;
mod weapon;

use std::collections::HashMap;
use std::ops::Range;

use smol_str::{SmolStr, StrExt};

pub use magnitude::Magnitude;
pub use weapon::Weapon;

use super::Event;
use crate::grammar::Grammar;
use crate::ontology::codes::Codes;
use crate::ontology::{Cameo, Error, Files};
use crate::sentence::number::Numbers;

/// The words that tell of magnitudes, weapons and contexts.
pub struct Details {
    measures: magnitude::Measures,
    weapons: weapon::Weapons,
    contexts: context::Contexts,
}

/// A sentence of a data file: its line, what it tells, and what it is wanted to tell (`None`: nothing of it).
struct Example {
    file: &'static str,
    line: usize,
    sentence: String,
    /// `killed 12`, `weapon drone`, `context military`.
    detail: String,
    told: bool,
}

impl Details {
    /// Reads the words.
    pub fn load(files: &Files, codes: &Codes) -> Result<Details, Error> {
        Ok(Details {
            measures: magnitude::Measures::load(files, codes)?,
            weapons: weapon::Weapons::load(files, codes)?,
            contexts: context::Contexts::load(files)?,
        })
    }

    /// Adds to the events of a report what is told around them.
    pub(super) fn add(&self, grammar: &Grammar, numbers: &Numbers, events: &mut [&mut Event]) {
        let forms = grammar.words.iter().map(|w| w.form.to_lowercase_smolstr()).collect();
        let scene = Scene { grammar, forms };
        self.measures.add(&scene, numbers, events);
        for event in events {
            event.weapon = self.weapons.of(&scene, event);
            self.contexts.add(&scene, event);
        }
    }

    fn examples(&self) -> impl Iterator<Item = &Example> {
        self.measures.examples.iter().chain(&self.weapons.examples).chain(&self.contexts.examples)
    }
}

/// A report's words, as this part looks at them.
struct Scene<'a> {
    grammar: &'a Grammar<'a>,
    /// In lower case.
    forms: Vec<SmolStr>,
}

impl Scene<'_> {
    fn form(&self, word: usize) -> &str {
        self.forms.get(word).map_or("", |f| f.as_str())
    }

    fn is(&self, word: usize, lemmas: &[SmolStr]) -> bool {
        lemmas.iter().any(|l| l == self.grammar.lemma(word))
    }

    fn sentence(&self, event: &Event) -> Range<usize> {
        self.grammar.list.get(event.sentence).map_or(0..0, |s| s.words.clone())
    }

    /// How many steps up the tree a word is from one of these, no more than `reach`.
    fn steps_up(&self, word: usize, to: &Range<usize>, reach: usize) -> Option<usize> {
        let mut at = word;
        for steps in 0..=reach {
            if to.contains(&at) {
                return Some(steps);
            }
            at = self.grammar.head(at)?;
        }
        None
    }

    /// The head of the clause in which a word stands.
    fn clause(&self, word: usize) -> usize {
        let mut at = word;
        for _ in 0..self.grammar.words.len().min(64) {
            let own = match self.grammar.base(at) {
                "ccomp" | "advcl" | "parataxis" | "csubj" => true,
                "conj" => self.grammar.is_verb(at),
                _ => self.grammar.relation(at) == "acl:relcl",
            };
            match self.grammar.head(at).filter(|_| !own) {
                Some(head) => at = head,
                None => break,
            }
        }
        at
    }
}

/// Phrases of lemmas, looked up by their first word.
struct Phrases(HashMap<SmolStr, Vec<(Vec<SmolStr>, usize)>>);

impl Phrases {
    /// From the phrases of each entry, in order.
    fn new<'p>(entries: impl Iterator<Item = &'p Vec<String>>) -> Phrases {
        let mut map: HashMap<SmolStr, Vec<(Vec<SmolStr>, usize)>> = HashMap::new();
        for (number, phrases) in entries.enumerate() {
            for phrase in phrases {
                let spaced = phrase.replace('-', " - ");
                let mut ways = vec![cut(phrase), cut(&spaced)];
                ways.dedup();
                for words in ways {
                    map.entry(words[0].clone()).or_default().push((words, number));
                }
            }
        }
        map.values_mut().for_each(|list| list.sort_by_key(|(words, number)| (std::cmp::Reverse(words.len()), *number)));
        Phrases(map)
    }

    /// The longest phrase that begins at a word, by lemmas or by forms, with its entry.
    fn at(&self, scene: &Scene, word: usize, end: usize) -> Option<(Range<usize>, usize)> {
        let by = |first: &str| {
            self.0.get(first)?.iter().find(|(words, _)| {
                let same = |(i, w): (usize, &SmolStr)| w == scene.grammar.lemma(word + i) || w == scene.form(word + i);
                word + words.len() <= end && words.iter().enumerate().all(same)
            })
        };
        let found = by(scene.grammar.lemma(word)).or_else(|| by(scene.form(word)));
        found.map(|(words, number)| (word..word + words.len(), *number))
    }

    /// Every phrase in a stretch, none inside another.
    fn all(&self, scene: &Scene, stretch: Range<usize>) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut at = stretch.start;
        while at < stretch.end {
            let hit = self.at(scene, at, stretch.end);
            at = hit.as_ref().map_or(at + 1, |(words, _)| words.end);
            found.extend(hit);
        }
        found
    }
}

fn cut(phrase: &str) -> Vec<SmolStr> {
    let words: Vec<SmolStr> = phrase.split_whitespace().map(SmolStr::new).collect();
    if words.is_empty() { vec![SmolStr::default()] } else { words }
}

/// Does an act of this code stand under one of these roots?
fn under(roots: &[String], code: Cameo) -> bool {
    roots.iter().any(|r| code.as_str().starts_with(r.as_str()))
}
