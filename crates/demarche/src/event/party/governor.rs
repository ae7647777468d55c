//! Whose plan, demand or refusal is it, and to whom?

use std::ops::Range;

use smol_str::SmolStr;

use super::{Parties, Side};
use crate::event::place::{Place, Step};
use crate::event::propose::Listed;
use crate::event::trigger::Trigger;
use crate::mention::ActorId;

impl Parties<'_> {
    /// Who asks, refuses or threatens by a verb alone, and whom: the one it is said to, else who is to act.
    pub fn of_governor(&self, verb: usize) -> Option<[Vec<ActorId>; 2]> {
        let actors = self.subject_of(verb);
        let asked = self.addressee_of(verb);
        let content = || self.grammar.complements(verb).into_iter();
        let subject = || content().flat_map(|c| self.actors_of(&self.grammar.agent(c), Side::Recipient)).collect();
        let recipients: Vec<ActorId> = if asked.is_empty() { subject() } else { asked };
        let recipients: Vec<ActorId> = recipients.into_iter().filter(|r| !actors.contains(r)).collect();
        (!actors.is_empty() && !recipients.is_empty()).then_some([actors, recipients])
    }

    /// Whose plan, demand or refusal it is.
    pub fn subject_of(&self, head: usize) -> Vec<ActorId> {
        if self.grammar.is_nominal(head) {
            let trigger = Trigger::noun(self.0, head);
            let places = [Step::Possessor, Step::Phrase("by".into()), Step::Phrase("from".into()), Step::Subject]
                .map(|s| Place(vec![s]));
            let own = self.at_places(&places, &trigger, Side::Actor);
            return own;
        }
        let verb = self.grammar.is_verb(head);
        let nouns = if verb { self.doers(head) } else { self.grammar.surface_subject(head).into_iter().collect() };
        self.actors_of(&nouns, Side::Actor)
    }

    /// Who is asked, told or threatened.
    pub fn addressee_of(&self, head: usize) -> Vec<ActorId> {
        let nominal = self.grammar.is_nominal(head);
        let direct =
            if nominal { Vec::new() } else { [self.grammar.iobject(head), self.grammar.object(head)].concat() };
        let persons: Vec<usize> = direct.into_iter().filter(|&w| Listed(self.0).trigger(w).is_none()).collect();
        let told = self.actors_of(&persons, Side::Recipient);
        if !told.is_empty() {
            return told;
        }
        self.named_by(head, &self.lexicon.prepositions.asked)
    }

    pub fn partners_of(&self, head: usize) -> Vec<ActorId> {
        let told = || self.grammar.own_object(head).filter(|_| !self.grammar.complements(head).is_empty());
        let direct = [self.grammar.iobject(head), told().into_iter().collect()].concat();
        let direct = self.actors_of(&direct, Side::Recipient);
        if direct.is_empty() { self.named_by(head, &self.lexicon.prepositions.partners) } else { direct }
    }

    fn named_by(&self, head: usize, prepositions: &[SmolStr]) -> Vec<ActorId> {
        let phrases = prepositions.iter().map(|p| self.actors_of(&self.grammar.phrases(head, p), Side::Recipient));
        phrases.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    pub fn same_subject(&self, governor: usize, clause: usize) -> bool {
        let outer = self.actors_of(&self.grammar.agent(governor), Side::Actor);
        let inner = self.actors_of(&self.grammar.agent(clause), Side::Actor);
        !inner.is_empty() && inner.iter().all(|a| outer.contains(a))
    }

    /// Whose act a condition waits for: who is threatened (`will strike unless Gondor pays`).
    pub fn doers_of_condition(&self, condition: &Range<usize>) -> Vec<ActorId> {
        self.actors_of(&self.doers(self.top(condition)), Side::Recipient)
    }
}
