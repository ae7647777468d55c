//! Do the words of magnitudes, weapons and contexts read their own examples?

use crate::World;
use crate::event::Event;
use crate::event::check::events_of;
use crate::ontology::Failure;

/// How many examples they carry.
pub fn count(world: &World) -> usize {
    world.details.examples().count()
}

/// Reads every example; the world must know the states of the examples ([`World::for_examples`]).
pub fn check(world: &World) -> Vec<Failure> {
    let failure = |e: &super::Example| {
        let (events, _) = events_of(&e.sentence, world);
        let found: Vec<String> = events.iter().flat_map(shown).collect();
        (found.contains(&e.detail) != e.told).then(|| Failure {
            file: e.file.to_string(),
            line: e.line,
            sentence: e.sentence.clone(),
            wanted: e.told.then(|| e.detail.clone()),
            found,
        })
    };
    world.details.examples().filter_map(failure).collect()
}

/// The details of an event, as examples write them.
fn shown(event: &Event) -> Vec<String> {
    let magnitudes = event.magnitudes.iter().map(ToString::to_string);
    let weapon = event.weapon.iter().map(|w| format!("weapon {}", w.class));
    magnitudes.chain(weapon).chain(event.contexts.iter().map(|c| format!("context {c}"))).collect()
}
