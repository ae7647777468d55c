//! By what means is an act of force done?

use std::ops::Range;

use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

use super::{Example, Phrases, Scene, under};
use crate::event::Event;
use crate::ontology::codes::Codes;
use crate::ontology::{Error, Files};

const FILE: &str = "events/weapons.toml";

/// How many words up the tree a weapon may hang below its act.
const REACH: usize = 3;

/// A weapon that an act is done with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weapon {
    /// Its class: `drone`, `artillery` …
    pub class: String,
    /// The words that tell it.
    pub words: Range<usize>,
}

/// The words that tell of weapons.
pub(super) struct Weapons {
    classes: Vec<String>,
    words: Phrases,
    verbs: Vec<Vec<SmolStr>>,
    launch: Vec<SmolStr>,
    means: Vec<String>,
    acts: Vec<String>,
    pub(super) examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    launch: Vec<SmolStr>,
    means: Vec<String>,
    acts: Vec<Spanned<String>>,
    weapon: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    class: String,
    words: Vec<String>,
    #[serde(default)]
    verbs: Vec<SmolStr>,
    reads: Vec<String>,
    #[serde(default)]
    passes: Vec<String>,
}

impl Weapons {
    pub(super) fn load(files: &Files, codes: &Codes) -> Result<Weapons, Error> {
        let source = files.source(FILE)?;
        let tables: Tables = source.toml()?;
        codes.check(&source, &tables.acts)?;
        let entries = || tables.weapon.iter().map(Spanned::get_ref);
        let examples = tables.weapon.iter().flat_map(|spanned| {
            let (line, entry) = (source.line(spanned.span().start), spanned.get_ref());
            let detail = format!("weapon {}", entry.class);
            let all = entry.reads.iter().map(|s| (s, true)).chain(entry.passes.iter().map(|s| (s, false)));
            all.map(move |(s, told)| Example { file: FILE, line, sentence: s.clone(), detail: detail.clone(), told })
        });
        Ok(Weapons {
            classes: entries().map(|e| e.class.clone()).collect(),
            words: Phrases::new(entries().map(|e| &e.words)),
            verbs: entries().map(|e| e.verbs.clone()).collect(),
            examples: examples.collect(),
            launch: tables.launch,
            means: tables.means,
            acts: tables.acts.into_iter().map(Spanned::into_inner).collect(),
        })
    }

    /// The weapon of an act: the nearest that hangs on it as one, else the one that its verb tells.
    pub(super) fn of(&self, scene: &Scene, event: &Event) -> Option<Weapon> {
        if !under(&self.acts, event.cameo) {
            return None;
        }
        let all = self.words.all(scene, scene.sentence(event));
        let near = all
            .into_iter()
            .filter_map(|(words, n)| Some((self.distance(scene, &words, event)?, words.start, words, n)));
        let named = near.min_by_key(|(steps, start, ..)| (*steps, *start)).map(|(.., words, number)| (words, number));
        let (words, number) = named.or_else(|| self.told_by_verb(scene, event))?;
        Some(Weapon { class: self.classes[number].clone(), words })
    }

    fn told_by_verb(&self, scene: &Scene, event: &Event) -> Option<(Range<usize>, usize)> {
        let number = self.verbs.iter().position(|verbs| event.trigger.clone().any(|w| scene.is(w, verbs)))?;
        Some((event.trigger.clone(), number))
    }

    /// How far from the act a weapon hangs, if it hangs there as its means.
    fn distance(&self, scene: &Scene, words: &Range<usize>, event: &Event) -> Option<usize> {
        let last = words.end - 1;
        if event.trigger.contains(&last) {
            return Some(0);
        }
        let head = scene.grammar.head(last)?;
        let launched = scene.is(head, &self.launch);
        let means = match scene.grammar.base(last) {
            "compound" | "amod" | "nmod:poss" => event.trigger.contains(&head) || words.start < head,
            "nsubj" => !scene.grammar.is_passive(head) || launched,
            "obj" => launched,
            "obl" | "nmod" => scene.grammar.case(last).is_some_and(|c| self.means.contains(&c)),
            "conj" => true,
            _ => false,
        };
        let hung = || scene.steps_up(last, &event.trigger, REACH);
        // `were killed when a bomb exploded`: the weapon acts in the clause beside.
        let beside = || launched.then(|| scene.steps_up(event.trigger.start, &(head..head + 1), REACH)).flatten();
        hung().or_else(beside).filter(|_| means && !self.is_struck(scene, last, event))
    }

    /// `attacked the tanks`, `an attack on a warship`: what is struck is no means.
    fn is_struck(&self, scene: &Scene, word: usize, event: &Event) -> bool {
        let mut at = word;
        for _ in 0..REACH {
            if scene.grammar.base(at) == "obj" && !scene.grammar.head(at).is_some_and(|h| scene.is(h, &self.launch)) {
                return true;
            }
            match scene.grammar.head(at).filter(|h| !event.trigger.contains(h)) {
                Some(head) => at = head,
                None => break,
            }
        }
        false
    }
}
