//! Which noun phrases stand at a place?

use super::{Parties, Side};
use crate::event::lexicon::{Kind, is_one};
use crate::event::place::{Place, Step};
use crate::event::trigger::{Trigger, is_gerund_noun};

impl Parties<'_> {
    /// The noun phrases at a place, as head words.
    pub fn nouns_at(&self, place: &Place, trigger: &Trigger) -> Vec<usize> {
        let Some((first, rest)) = place.0.split_first() else { return Vec::new() };
        rest.iter().fold(self.first_step(first, trigger), |at, step| {
            at.iter().flat_map(|&w| self.next_step(step, w)).collect()
        })
    }

    fn first_step(&self, step: &Step, trigger: &Trigger) -> Vec<usize> {
        match trigger.kind {
            Kind::Verb => self.from_verb(step, trigger.word),
            Kind::Noun => self.from_noun(step, trigger),
            Kind::Adjective => self.from_adjective(step, trigger.word),
        }
    }

    fn next_step(&self, step: &Step, word: usize) -> Vec<usize> {
        match step {
            Step::Phrase(preposition) => {
                self.grammar.conjuncts(word).iter().flat_map(|&w| self.grammar.phrases(w, preposition)).collect()
            }
            Step::Possessor => self.possessors(word),
            _ if self.grammar.is_verb(word) => self.from_verb(step, word),
            _ => Vec::new(),
        }
    }

    fn from_verb(&self, step: &Step, verb: usize) -> Vec<usize> {
        match step {
            Step::Subject | Step::Reciprocal => self.doers(verb),
            Step::Object => self.grammar.object(verb),
            Step::Indirect => self.grammar.iobject(verb),
            Step::Complement => self.grammar.complements(verb),
            Step::Possessor => Vec::new(),
            Step::Phrase(preposition) => self.verb_phrases(verb, preposition),
        }
    }

    /// Who acts; of a participle on a thing (`a declaration demanding`), whose the thing is.
    pub fn doers(&self, verb: usize) -> Vec<usize> {
        let gerund = self.grammar.tag(verb, "VBG") && self.grammar.relation(verb) == "acl";
        let owners = if gerund { self.possessors(verb) } else { Vec::new() };
        let agents = if owners.is_empty() { self.grammar.agent(verb) } else { owners };
        let thing = self.grammar.head(verb).filter(|&h| self.grammar.relation(verb) == "acl" && agents == [h]);
        let author =
            thing.filter(|&h| self.actors_of(&[h], Side::Actor).is_empty()).and_then(|h| self.grammar.author(h));
        let owned = || if is_gerund_noun(self.grammar, verb) { self.possessors(verb) } else { Vec::new() };
        match author {
            Some(author) => vec![author],
            None if agents.is_empty() => owned(),
            None => agents,
        }
    }

    /// Phrases on the verb; parsers hang them on what it governs as often.
    fn verb_phrases(&self, verb: usize, preposition: &str) -> Vec<usize> {
        let own = self.grammar.phrases(verb, preposition);
        if !own.is_empty() || is_one(preposition, &self.lexicon.prepositions.own) {
            return own;
        }
        self.grammar.deep_phrases(verb, preposition)
    }

    fn from_adjective(&self, step: &Step, adjective: usize) -> Vec<usize> {
        match step {
            Step::Subject | Step::Reciprocal => self.grammar.surface_subject(adjective).into_iter().collect(),
            Step::Complement => self.grammar.complements(adjective),
            Step::Phrase(preposition) => self.grammar.phrases(adjective, preposition),
            _ => Vec::new(),
        }
    }

    fn from_noun(&self, step: &Step, trigger: &Trigger) -> Vec<usize> {
        let verb = trigger.carrier;
        let noun = trigger.word;
        match step {
            Step::Subject => match verb {
                Some(verb) if !trigger.inverse => self.grammar.agent(verb),
                Some(_) => Vec::new(),
                None => self.grammar.child(noun, &["nsubj"]).into_iter().collect(),
            },
            Step::Object if trigger.inverse => verb.map(|v| self.grammar.agent(v)).unwrap_or_default(),
            Step::Object => self.of_noun(noun),
            Step::Indirect => verb.map(|v| self.grammar.iobject(v)).unwrap_or_default(),
            Step::Complement => self.grammar.complements(noun),
            Step::Possessor | Step::Reciprocal => self.possessors(noun),
            Step::Phrase(preposition) => {
                let own = self.grammar.phrases(noun, preposition);
                let top = trigger.top;
                let lifted = || if top == noun { Vec::new() } else { self.grammar.phrases(top, preposition) };
                let carried = || verb.map(|v| self.grammar.phrases(v, preposition)).unwrap_or_default();
                let deep =
                    || if preposition == "of" { Vec::new() } else { self.grammar.deep_phrases(noun, preposition) };
                [own]
                    .into_iter()
                    .chain([lifted(), carried(), deep()])
                    .find(|found| !found.is_empty())
                    .unwrap_or_default()
            }
        }
    }

    /// What a noun's act is done to or made of: `suspension of aid`, `aid suspension`.
    fn of_noun(&self, noun: usize) -> Vec<usize> {
        let compound = |&c: &usize| self.grammar.base(c) == "compound";
        let before = self.grammar.children(noun).filter(compound);
        self.grammar.phrases(noun, "of").into_iter().chain(before).collect()
    }

    /// `Arnor's`, `its`, `Arnorian`, `US`: who stands before a noun as its owner.
    pub fn possessors(&self, noun: usize) -> Vec<usize> {
        let owner: Vec<usize> =
            self.grammar.children(noun).filter(|&c| self.grammar.relation(c) == "nmod:poss").collect();
        if !owner.is_empty() {
            return owner;
        }
        let attribute = |&c: &usize| c < noun && matches!(self.grammar.base(c), "amod" | "compound" | "nmod" | "det");
        let before: Vec<usize> = self.grammar.children(noun).filter(attribute).collect();
        // In `US drone strikes` the state may hang on the drone, in `Gondor-led raids` on the leading.
        let inner = before
            .iter()
            .copied()
            .filter(|&c| self.passes_on(c))
            .flat_map(|c| self.grammar.children(c).collect::<Vec<_>>());
        let direct = before.iter().copied().filter(|&c| self.mention_headed(c).is_some()).collect::<Vec<_>>();
        if direct.is_empty() { inner.filter(|&c| self.mention_headed(c).is_some()).collect() } else { direct }
    }

    fn passes_on(&self, modifier: usize) -> bool {
        let lemma = self.grammar.lemma(modifier);
        let form = &self.grammar.word(modifier).form;
        self.grammar.base(modifier) == "compound"
            || self.lexicon.carriers.owning.iter().any(|o| *o == lemma || o.eq_ignore_ascii_case(form))
    }
}
