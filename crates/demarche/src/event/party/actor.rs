//! Whom does a noun phrase stand for?
//!
//! By its own mention, or, where it names a thing, by the one that it belongs to (`Gondor's decision`, `the US ban`,
//! `troops of Arnor`).

use smol_str::SmolStr;

use super::{Parties, Side};
use crate::event::lexicon::Prepositions;
use crate::mention::{ActorId, Form, Mention, is_supranational};
use crate::sentence::Upos;

impl Parties<'_> {
    /// The actors of several noun phrases with their conjuncts, each once, in order.
    pub fn actors_of(&self, nouns: &[usize], side: Side) -> Vec<ActorId> {
        let mut all = Vec::new();
        for noun in nouns.iter().flat_map(|&n| self.grammar.conjuncts(n)) {
            for actor in self.actors_at(noun, side, 3) {
                if !all.contains(&actor) {
                    all.push(actor);
                }
            }
        }
        all
    }

    pub fn actors_at(&self, noun: usize, side: Side, depth: usize) -> Vec<ActorId> {
        if let Some(actor) = self.mentions.meant_at(noun) {
            return vec![actor];
        }
        let own = self.mention_headed(noun).map(|m| self.stands_for(m, noun)).unwrap_or_default();
        let at_home = own.iter().any(|&a| self.mentions.actors[a].at_home);
        if !at_home && own.iter().any(|&a| self.has_country(a))
            || depth == 0
            || self.grammar.word(noun).upos == Upos::Verb
        {
            return own;
        }
        let side = if at_home { Side::Actor } else { side };
        let belongs = self.owners_of(noun, side, depth);
        let placed = belongs.iter().any(|&a| self.has_country(a));
        match own.is_empty() || placed && !self.is_name(noun) {
            true if belongs.is_empty() => self.state_at(noun).into_iter().collect(),
            true => belongs,
            false => own,
        }
    }

    /// Is the mention at this word a name? It then stands for itself, whatever is known of it.
    fn is_name(&self, noun: usize) -> bool {
        self.mention_headed(noun).is_some_and(|m| m.form == Form::Name)
    }

    pub fn has_country(&self, actor: ActorId) -> bool {
        let actor = &self.mentions.actors[actor];
        actor.country.is_some() || actor.code.as_deref().is_some_and(is_supranational)
    }

    /// The state that a town or region lies in, where the report speaks of that state.
    fn state_at(&self, noun: usize) -> Option<ActorId> {
        self.mentions.state_of(self.mentions.places.iter().find(|p| p.words.contains(&noun))?)
    }

    /// The actors that a thing belongs to.
    fn owners_of(&self, noun: usize, side: Side, depth: usize) -> Vec<ActorId> {
        let inner = |nouns: Vec<usize>| -> Vec<ActorId> {
            let heads = nouns.iter().flat_map(|&n| self.grammar.conjuncts(n));
            heads.flat_map(|n| self.actors_at(n, side, depth - 1)).collect()
        };
        let Prepositions { owners, aims, .. } = &self.lexicon.prepositions;
        let aimed: &[SmolStr] = if side == Side::Recipient { aims } else { &[] };
        let apposed = self.grammar.children(noun).filter(|&c| self.grammar.base(c) == "appos").collect();
        let phrases = owners.iter().chain(aimed).map(|p| self.grammar.phrases(noun, p));
        [self.possessors(noun), apposed]
            .into_iter()
            .chain(phrases)
            .map(inner)
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The actors of a mention, and those of coordinated states before it (`Gondorian and Rohirric officials`).
    fn stands_for(&self, mention: &Mention, noun: usize) -> Vec<ActorId> {
        let mut all: Vec<ActorId> = std::iter::once(mention.actor).chain(mention.also.iter().copied()).collect();
        let before = self.grammar.children(noun).filter(|&c| matches!(self.grammar.base(c), "amod" | "compound"));
        let joined = before.map(|c| self.grammar.conjuncts(c)).filter(|row| row.len() > 1).flatten();
        let states: Vec<ActorId> = joined.filter_map(|w| self.mention_headed(w)).map(|m| m.actor).collect();
        let country = |a: ActorId| self.mentions.actors[a].country.as_ref();
        if !states.is_empty() {
            all.retain(|&a| country(a).is_some());
        }
        for state in states {
            if all.iter().all(|&a| country(a) != country(state)) {
                all.push(state);
            }
        }
        all
    }
}
