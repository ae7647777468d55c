//! Who are the parties of an act?
//!
//! A place of an entry leads to noun phrases ([`noun`]), and a noun phrase to actors ([`actor`]); where no place names
//! anybody, who is concerned ([`concern`]) receives. What a governor or a mere likeness tells has parties of its own.

mod actor;
mod concern;
mod governor;
mod noun;

use super::Source;
use super::lexicon::{Entry, Kind};
use super::place::{Place, Step};
use super::propose::Candidate;
use super::scene::{Scene, questions};
use super::trigger::Trigger;
use crate::mention::ActorId;
use crate::sentence::Upos;

/// On which side of the act a noun phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who acts: what lies *in* Gondor need not be Gondor's.
    Actor,
    /// Who receives: what happens *in* Gondor strikes Gondor.
    Recipient,
}

questions! {
    /// Who stands where around a word?
    Parties
}

/// Fills the parties of an act that is proposed: who acts and who receives.
pub fn fill(scene: &Scene, candidate: &Candidate) -> [Vec<ActorId>; 2] {
    let (parties, trigger) = (Parties(scene), &candidate.trigger);
    match (&candidate.source, scene.entry(trigger)) {
        (_, Some(entry)) => parties.of_entry(entry, trigger),
        (Source::Governor { .. }, None) => parties.of_governor(trigger.word).unwrap_or_default(),
        _ => parties.coded_pair(trigger.word).unwrap_or_default(),
    }
}

impl Parties<'_> {
    /// The parties at the places of an entry, else those concerned.
    fn of_entry(&self, entry: &Entry, trigger: &Trigger) -> [Vec<ActorId>; 2] {
        let mut places = entry.actor.iter().chain(&entry.recipient);
        let mutual = places.any(|p| p.is(&Step::Reciprocal) || p.0.last() == Some(&Step::Phrase("between".into())))
            || std::iter::once(trigger.word).chain(trigger.carrier).any(|w| self.grammar.is_mutual(w));
        let (mut actors, mut recipients) = self.named(entry, trigger, mutual);
        if actors.is_empty() && entry.code.is_talk() && trigger.kind == Kind::Noun {
            actors = self.partners(trigger, &recipients);
        }
        let told = trigger.kind == Kind::Verb || trigger.carrier.is_some() && !actors.is_empty();
        if recipients.is_empty() && !entry.recipient.is_empty() && told {
            recipients = self.unnamed(trigger, &actors);
        }
        let victims = self.victims_spoken_of(trigger);
        recipients.retain(|r| !victims.contains(r));
        [actors, recipients]
    }

    /// Who stands at the places of an entry.
    pub fn named(&self, entry: &Entry, trigger: &Trigger, mutual: bool) -> (Vec<ActorId>, Vec<ActorId>) {
        let actors = self.at_places(&entry.actor, trigger, Side::Actor);
        let recipients = self.at_places(&entry.recipient, trigger, Side::Recipient);
        sides(actors, recipients, mutual)
    }

    /// The actors at the first of these places that holds any; an owner of whom it is not known who it is (`its`) holds
    /// the place.
    fn at_places(&self, places: &[Place], trigger: &Trigger, side: Side) -> Vec<ActorId> {
        let pronoun = |&w: &usize| self.grammar.word(w).upos == Upos::Pron;
        let own = places.iter().map(|p| {
            let nouns = self.nouns_at(p, trigger);
            let found = self.actors_of(&nouns, side);
            let taken = !found.is_empty() || p.is(&Step::Possessor) && nouns.iter().any(pronoun);
            taken.then_some(found)
        });
        own.flatten().next().unwrap_or_default()
    }

    /// Who does it and who receives it, each by name or description, with a code.
    pub fn coded_pair(&self, verb: usize) -> Option<[Vec<ActorId>; 2]> {
        let actors = self.coded(&self.doers(verb), Side::Actor, &[]);
        let towards = self.lexicon.prepositions.towards.iter().map(|p| self.grammar.phrases(verb, p));
        let mut places = std::iter::once(self.grammar.object(verb)).chain(towards);
        let recipients = places.find_map(|nouns| {
            let found = self.coded(&nouns, Side::Recipient, &actors);
            (!found.is_empty()).then_some(found)
        });
        recipients.filter(|_| !actors.is_empty()).map(|recipients| [actors, recipients])
    }

    /// The actors that noun phrases themselves stand for, without those on the other side.
    fn coded(&self, nouns: &[usize], side: Side, others: &[ActorId]) -> Vec<ActorId> {
        let own: Vec<usize> = nouns.iter().copied().filter(|&n| self.mention_headed(n).is_some()).collect();
        let is_coded = |a: ActorId| self.mentions.actors[a].code.is_some();
        self.actors_of(&own, side).into_iter().filter(|&a| is_coded(a) && !others.contains(&a)).collect()
    }
}

/// Nobody acts on himself; several who act without a recipient act on each other, where the entry allows it.
pub fn sides(actors: Vec<ActorId>, recipients: Vec<ActorId>, mutual: bool) -> (Vec<ActorId>, Vec<ActorId>) {
    let others: Vec<ActorId> = recipients.into_iter().filter(|r| !actors.contains(r)).collect();
    match mutual && others.is_empty() && actors.len() > 1 {
        true => (actors.clone(), actors),
        false => (actors, others),
    }
}
