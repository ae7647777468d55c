//! Who receives an act that no place of its entry names anybody for?

use super::{Parties, Side, sides};
use crate::event::lexicon::{Kind, is_one};
use crate::event::propose::Listed;
use crate::event::trigger::Trigger;
use crate::mention::ActorId;
use crate::ontology::Cameo;

impl Parties<'_> {
    /// Who receives what a verb tells, where no place of its entry names anybody: whom a deed strikes, else whom the act
    /// concerns. An aim (`came to attack`) is no act by itself, and concerns nobody.
    pub fn unnamed(&self, trigger: &Trigger, actors: &[ActorId]) -> Vec<ActorId> {
        let Some(code) = self.entry(trigger).map(|e| e.code) else { return Vec::new() };
        let deed = code.is_directed();
        let struck = if deed { self.struck(trigger) } else { Vec::new() };
        // One's own ships are not whom one helps.
        let country = |a: &ActorId| self.mentions.actors[*a].country.as_ref();
        let own = |a: &ActorId| code.is_aid() && actors.iter().any(|b| country(a) == country(b));
        let struck: Vec<ActorId> = sides(actors.to_vec(), struck, false).1.into_iter().filter(|a| !own(a)).collect();
        let relation = self.grammar.base(trigger.word);
        let aim = self.grammar.marked(trigger.word, &["to"]) && matches!(relation, "advcl" | "acl");
        if struck.is_empty() && !aim { self.concerned(trigger, actors) } else { struck }
    }

    /// Who talks with those named after `with`: whose deed the talks belong to (`the minister's fall over contacts with
    /// Gondor`), else the subject of the clause (`made progress in talks with Gondor`).
    pub fn partners(&self, trigger: &Trigger, others: &[ActorId]) -> Vec<ActorId> {
        let above = |&at: &usize| self.grammar.head(at).filter(|_| self.grammar.is_nominal(at));
        let doers = |at: usize| if self.grammar.is_verb(at) { self.doers(at) } else { vec![at] };
        let hosts = std::iter::successors(above(&trigger.top), above).filter(|_| !others.is_empty());
        let mut found = hosts.map(|at| sides(self.actors_of(&doers(at), Side::Actor), others.to_vec(), false).0);
        found.find(|actors| !actors.is_empty()).unwrap_or_default()
    }

    /// `Condemned the attack on Gondor`: words about a deed are to who did it, never to those whom it struck.
    pub fn victims_spoken_of(&self, trigger: &Trigger) -> Vec<ActorId> {
        let is = |t: &Trigger, kind: fn(Cameo) -> bool| self.entry(t).is_some_and(|e| kind(e.code));
        let word = trigger.kind == Kind::Verb && is(trigger, Cameo::is_judgement);
        let objects = if word { self.grammar.object(trigger.word) } else { Vec::new() };
        let nouns = objects.into_iter().flat_map(|o| self.grammar.conjuncts(o));
        let deeds = nouns.filter(|o| !trigger.matched.contains(o)).filter_map(|o| Listed(self.0).trigger(o));
        let deeds = deeds.filter(|t| t.kind == Kind::Noun && is(t, Cameo::is_force));
        let named = deeds.filter_map(|t| Some(self.named(self.entry(&t)?, &t, false).1));
        named.flatten().collect()
    }

    /// Whom a deed strikes that no place of its entry names: whose its object is, else where it is done.
    fn struck(&self, trigger: &Trigger) -> Vec<ActorId> {
        let verb = trigger.carrier.unwrap_or(trigger.word);
        let owned = self.actors_of(&self.grammar.object(verb), Side::Recipient);
        let mut around = self.lexicon.prepositions.struck.iter().map(|p| {
            let phrases = [self.grammar.phrases(verb, p), self.grammar.deep_phrases(verb, p)].concat();
            self.actors_of(&phrases, Side::Recipient)
        });
        if owned.is_empty() { around.find(|found| !found.is_empty()).unwrap_or_default() } else { owned }
    }

    /// Whom an act concerns that no place of its entry names: the first party spoken of in what the verb governs
    /// (`accepted demands from rebels`), then in what it is done for or against (`on strike to protest Gondor's law`).
    fn concerned(&self, trigger: &Trigger, actors: &[ActorId]) -> Vec<ActorId> {
        let verb = trigger.carrier.unwrap_or(trigger.word);
        let abroad = self.entry(trigger).is_some_and(|e| e.code.is_posture());
        let governed = [self.grammar.object(verb), self.grammar.complements(verb)].concat();
        let around = self.grammar.children(verb).filter(|&c| self.grammar.base(c) == "advcl" && c > verb);
        let aims = around.filter(|&c| self.grammar.marked(c, &["to"]) || self.is_against(c));
        // Where one speaks is not to whom.
        let talk = self.entry(trigger).is_some_and(|e| e.code.is_talk());
        let against = self.grammar.children(verb).filter(|&c| self.grammar.base(c) == "obl" && self.is_against(c));
        let against = against.filter(|&c| !talk || self.grammar.case(c).is_some_and(|k| k != "in"));
        let mut under = governed.into_iter().chain(aims).chain(against);
        let found = under.find_map(|top| self.first_party(top, trigger.word, actors)).unwrap_or_default();
        // One's own troops and police are not whom one arms against.
        let country = |a: &ActorId| self.mentions.actors[*a].country.as_ref();
        let own = |a: &ActorId| abroad && actors.iter().any(|b| country(a) == country(b));
        found.into_iter().filter(|a| !own(a)).collect()
    }

    fn is_against(&self, word: usize) -> bool {
        self.grammar.case(word).is_some_and(|c| is_one(&c, &self.lexicon.prepositions.concerned))
    }

    /// The first of those under a word, in order of the text, who have a country and do not act themselves.
    fn first_party(&self, top: usize, beside: usize, actors: &[ActorId]) -> Option<Vec<ActorId>> {
        let theirs = |w: usize| {
            self.possessors(w).iter().any(|&p| self.actors_at(p, Side::Actor, 0).iter().any(|a| actors.contains(a)))
        };
        let own = |&w: &usize| w != beside && !self.is_aside(w, top) && self.is_outermost(w) && !theirs(w);
        let parties = self.grammar.subtree(top).into_iter().filter(own).map(|w| self.actors_of(&[w], Side::Recipient));
        parties
            .map(|found| found.into_iter().filter(|a| !actors.contains(a) && self.has_country(*a)).collect::<Vec<_>>())
            .find(|found| !found.is_empty())
    }

    /// Does the word head a mention, and is it no part of the one that its head heads (`Arnorian` in `Arnorian troops`)?
    fn is_outermost(&self, word: usize) -> bool {
        let part = matches!(self.grammar.base(word), "amod" | "compound" | "det" | "flat");
        let within = self.grammar.head(word).filter(|_| part).is_some_and(|h| self.mention_headed(h).is_some());
        !within && self.mention_headed(word).is_some()
    }

    /// Does the word stand in a relative clause or an aside below `top`?
    fn is_aside(&self, word: usize, top: usize) -> bool {
        let mut at = word;
        while at != top {
            if matches!(self.grammar.relation(at), "acl:relcl" | "parataxis" | "appos") {
                return true;
            }
            let Some(head) = self.grammar.head(at) else { return true };
            at = head;
        }
        false
    }
}
