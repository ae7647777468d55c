//! Which demands, refusals and threats are acts by themselves, whatever they are about?

use super::{Candidate, Proposer, Score};
use crate::event::Source;
use crate::event::lexicon::{Governor, Kind};
use crate::event::party::Parties;
use crate::event::scene::Scene;
use crate::event::settle::Standing;
use crate::event::trigger::Trigger;

/// Governors whose content no entry codes: `urged Harad to be patient`.
pub struct Governors;

impl Proposer for Governors {
    fn propose(&self, word: usize, scene: &Scene) -> Vec<Candidate> {
        let Some(governor) = governor(scene, word) else { return Vec::new() };
        let trigger = Trigger::unlisted(word, Kind::Verb);
        let coded = scene.lexicon.bare(governor.kind).filter(|_| Parties(scene).of_governor(word).is_some());
        let source = || Source::Governor { place: governor.place(), lemma: scene.grammar.lemma(word).into() };
        coded.map(|code| Candidate { code, source: source(), score: Score::LISTED, trigger }).into_iter().collect()
    }
}

/// The governor that a verb is of something.
fn governor<'a>(scene: &'a Scene<'a>, word: usize) -> Option<&'a Governor> {
    let content = if scene.grammar.is_verb(word) { scene.grammar.complements(word) } else { Vec::new() };
    content.into_iter().find_map(|c| Standing(scene).governor_of(c, word))
}
