//! Did it happen, when and where, on what condition and on whose word?
//!
//! An act with its parties is followed up its way through the tree ([`status`]), where governors make other acts of it
//! ([`compose`]); what is not worth telling is left ([`worth`]).

mod compose;
mod condition;
mod setting;
mod status;
mod worth;

use std::collections::BTreeMap;

pub use status::{End, Standing, Way};
pub use worth::Worth;

use super::act::Act;
use super::party::{Parties, sides};
use super::propose::Proposal;
use super::scene::Scene;
use super::{Event, Told};
use crate::mention::ActorId;
use crate::ontology::codes::Code;
use condition::Conditions;
use setting::Setting;

/// Settles the acts of a sentence, as they are proposed and with the parties that were found for them.
pub fn acts<'p>(scene: &Scene, filled: impl Iterator<Item = ([Vec<ActorId>; 2], Proposal<'p>)>) -> Vec<Act> {
    let settled = filled.map(|(parties, proposal)| {
        let mut act = Act::new(proposal.candidate, parties);
        if let Some(way) = proposal.way {
            Standing(scene).climb(&mut act, &way);
        }
        fill_threatened(scene, &mut act);
        act
    });
    let mut acts = settled.collect::<Vec<_>>();
    Conditions(scene).turn_pronouns(&mut acts);
    acts
}

/// A threat on a condition is to the one who is to meet it.
fn fill_threatened(scene: &Scene, act: &mut Act) {
    let Some(condition) = act.condition.as_ref().filter(|_| act.code.is_threat() && act.recipients.is_empty()) else {
        return;
    };
    act.recipients = sides(act.actors.clone(), Parties(scene).doers_of_condition(condition), false).1;
}

/// The codes that additions have for an act. What only speaks of the act, a threat of it say, is not the act.
fn own_codes(scene: &Scene, act: &Act) -> BTreeMap<String, String> {
    let entry = scene.entry(&act.trigger).filter(|e| e.code == act.code);
    let own = entry.and_then(|e| Some((e.addition.as_ref()?.1.to_string(), e.own.as_ref()?.to_string())));
    own.into_iter().collect()
}

/// The contexts of its code; what speaks of an act is in the contexts that an addition has for the act.
fn contexts(scene: &Scene, act: &Act, code: Option<&Code>) -> Vec<String> {
    let entry = scene.entry(&act.trigger);
    let own = entry.and_then(|e| scene.codes.own(&e.addition.as_ref()?.1, e.own.as_ref()?));
    let mut contexts = code.map(|c| c.contexts.clone()).unwrap_or_default();
    let added = own.iter().flat_map(|own| &own.code.contexts).filter(|c| !contexts.contains(c)).cloned();
    contexts.extend(added.collect::<Vec<_>>());
    contexts
}

/// The event that an act has become.
pub fn event(scene: &Scene, act: Act, sentence: usize) -> Event {
    let codes = own_codes(scene, &act);
    let code = scene.codes.of(act.code.as_str(), &codes);
    let statement = scene.statement_at(act.words.start);
    let setting = Setting(scene);
    let (date, duration, place) = (setting.date(&act, statement), setting.duration(&act), setting.place(&act));
    let told = Told { words: act.words.clone(), sentence, statement, rule: act.rule.clone() };
    Event {
        by: setting.vouching(&act, statement),
        plover: code.and_then(|c| c.plover.clone()),
        mode: code.and_then(|c| c.mode.clone()),
        contexts: contexts(scene, &act, code),
        codes,
        trigger: act.words,
        cameo: act.code,
        actors: act.actors,
        recipients: act.recipients,
        status: act.status,
        condition: act.condition,
        conditioned_by: None,
        date,
        duration,
        place,
        magnitudes: Vec::new(),
        weapon: None,
        statement,
        rule: act.rule,
        probability: act.probability,
        sentence,
        mentions: vec![told],
    }
}
