//! Which word names an act, and what carries it?

use std::ops::Range;

use smol_str::SmolStr;

use super::lexicon::{Kind, Lexicon, is_one};
use super::scene::Scene;
use crate::grammar::Grammar;

/// A word that names an act.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// The head of the trigger.
    pub word: usize,
    /// All its words.
    pub words: Range<usize>,
    /// Its part of speech.
    pub kind: Kind,
    /// The entry that codes it; none for a word that tells an act by itself.
    pub entry: Option<usize>,
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
        let words = word..word + 1;
        Trigger { word, words, kind, entry: None, carrier: None, inverse: false, top: word, matched: Vec::new() }
    }

    /// A noun as if it named an act, with the verb that carries it.
    pub fn noun(scene: &Scene, noun: usize) -> Trigger {
        let mut trigger = Trigger::unlisted(noun, Kind::Noun);
        trigger.find_carrier(scene);
        trigger
    }

    /// Finds the verb that carries a noun's act: `held` a round of talks, came under `attack`.
    fn find_carrier(&mut self, scene: &Scene) {
        self.top = lifted(scene, self.word);
        let top = scene.grammar.first_conjunct(self.top);
        let Some(verb) = scene.grammar.head(top).filter(|&v| scene.grammar.is_verb(v)) else { return };
        let object = scene.grammar.base(top) == "obj" || scene.grammar.relation(top) == "nsubj:pass";
        let Lexicon { carriers, prepositions, .. } = scene.lexicon;
        let lemma = scene.grammar.lemma(verb);
        let listed = |list: &[SmolStr]| list.iter().any(|l| *l == lemma);
        let case = scene.grammar.case(top);
        let phrase =
            |cases: &[SmolStr]| scene.grammar.base(top) == "obl" && case.as_deref().is_some_and(|c| is_one(c, cases));
        if listed(&carriers.light) && (object || phrase(&prepositions.light) && !scene.grammar.has(verb, &["obj"])) {
            self.carrier = Some(verb);
        } else if listed(&carriers.inverse) && (object || phrase(&prepositions.inverse)) {
            self.carrier = Some(verb);
            self.inverse = true;
        }
    }
}

/// `a round of talks`: climbs from the talks to the round.
fn lifted(scene: &Scene, noun: usize) -> usize {
    let of = scene.grammar.base(noun) == "nmod" && scene.grammar.case(noun).is_some_and(|c| c == "of");
    let head = scene.grammar.head(noun).filter(|_| of);
    head.filter(|&h| is_transparent(scene, h)).unwrap_or(noun)
}

/// Does what counts stand after it: a `round` of talks?
pub fn is_transparent(scene: &Scene, noun: usize) -> bool {
    let lemma = scene.grammar.lemma(noun);
    scene.lexicon.carriers.transparent.iter().any(|t| *t == lemma)
}

/// `fighting between A and B`: a gerund with the place of a noun.
pub fn is_gerund_noun(grammar: &Grammar, word: usize) -> bool {
    grammar.tag(word, "VBG")
        && matches!(grammar.base(word), "nsubj" | "obj" | "obl" | "nmod")
        && !grammar.has(word, &["obj"])
}
