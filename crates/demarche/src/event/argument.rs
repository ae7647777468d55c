//! Who are the parties of an act?
//!
//! A place of an entry leads to noun phrases, and a noun phrase to actors: by its own mention, or, where it names a
//! thing, by the one it belongs to (`Gondor's decision`, `the US ban`, `troops of Arnor`).

use super::Reading;
use super::frame::Trigger;
use super::lexicon::Kind;
use super::place::{Place, Step};
use crate::mention::{ActorId, Form, Mention, is_supranational};
use crate::sentence::Upos;

/// On which side of the act a noun phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who acts: what lies *in* Gondor need not be Gondor's.
    Actor,
    /// Who receives: what happens *in* Gondor strikes Gondor.
    Recipient,
}

/// Prepositions that lead from a thing to the one it belongs to, nearest first.
const OWNED_BY: &[&str] = &["of", "by", "from", "between"];
const AIMED_AT: &[&str] = &["against", "on", "to", "with", "over", "toward", "towards", "in", "at", "inside", "near"];

impl Reading<'_> {
    /// The actors at the first of these places that holds any; an owner of whom it is not known who it is (`its`) holds
    /// the place.
    pub fn parties(&self, places: &[Place], trigger: &Trigger, side: Side) -> Vec<ActorId> {
        let pronoun = |&w: &usize| self.clauses.s.word(w).upos == Upos::Pron;
        let own = places.iter().map(|p| {
            let nouns = self.nouns_at(p, trigger);
            let found = self.actors_of(&nouns, side);
            let taken = !found.is_empty() || p.is(&Step::Possessor) && nouns.iter().any(pronoun);
            taken.then_some(found)
        });
        own.flatten().next().unwrap_or_default()
    }

    /// Whom a deed strikes that no place of its entry names: whose its object is, else where it is done.
    pub fn struck(&self, trigger: &Trigger) -> Vec<ActorId> {
        let verb = trigger.carrier.unwrap_or(trigger.word);
        let owned = self.actors_of(&self.clauses.object(verb), Side::Recipient);
        let mut around = ["against", "on", "to", "from", "for", "at", "in"].iter().map(|p| {
            let phrases = [self.clauses.phrases(verb, p), self.clauses.deep_phrases(verb, p)].concat();
            self.actors_of(&phrases, Side::Recipient)
        });
        if owned.is_empty() { around.find(|found| !found.is_empty()).unwrap_or_default() } else { owned }
    }

    /// Whom an act concerns that no place of its entry names: the first party spoken of in what the verb governs
    /// (`accepted demands from rebels`), then in what it is done for or against (`on strike to protest Gondor's law`).
    pub fn concerned(&self, trigger: &Trigger, actors: &[ActorId]) -> Vec<ActorId> {
        let verb = trigger.carrier.unwrap_or(trigger.word);
        let abroad = self.lexicon.entries[trigger.entry].code.starts_with("15");
        let governed = [self.clauses.object(verb), self.clauses.complements(verb)].concat();
        let around = self.clauses.s.children(verb).filter(|&c| self.clauses.base(c) == "advcl" && c > verb);
        let aims = around.filter(|&c| self.clauses.marked(c, &["to"]) || self.is_against(c));
        // Where one speaks is not to whom.
        let talk = self.lexicon.entries[trigger.entry].code.starts_with("04");
        let against = self.clauses.s.children(verb).filter(|&c| self.clauses.base(c) == "obl" && self.is_against(c));
        let against = against.filter(|&c| !talk || self.clauses.case(c).is_some_and(|k| k != "in"));
        let mut under = governed.into_iter().chain(aims).chain(against);
        let found = under.find_map(|top| self.first_party(top, trigger.word, actors)).unwrap_or_default();
        // One's own troops and police are not whom one arms against.
        let country = |a: &ActorId| self.mentions.actors[*a].country.as_ref();
        let own = |a: &ActorId| abroad && actors.iter().any(|b| country(a) == country(b));
        found.into_iter().filter(|a| !own(a)).collect()
    }

    fn is_against(&self, word: usize) -> bool {
        self.clauses.case(word).is_some_and(|c| matches!(&*c, "against" | "over" | "in"))
    }

    /// The first of those under a word, in order of the text, who have a country and do not act themselves.
    fn first_party(&self, top: usize, beside: usize, actors: &[ActorId]) -> Option<Vec<ActorId>> {
        let theirs = |w: usize| {
            self.possessors(w).iter().any(|&p| self.actors_at(p, Side::Actor, 0).iter().any(|a| actors.contains(a)))
        };
        let own = |&w: &usize| w != beside && !self.is_aside(w, top) && self.is_outermost(w) && !theirs(w);
        let parties =
            self.clauses.s.subtree(top).into_iter().filter(own).map(|w| self.actors_of(&[w], Side::Recipient));
        parties
            .map(|found| found.into_iter().filter(|a| !actors.contains(a) && self.has_country(*a)).collect::<Vec<_>>())
            .find(|found| !found.is_empty())
    }

    /// Does the word head a mention, and is it no part of the one that its head heads (`Arnorian` in `Arnorian troops`)?
    fn is_outermost(&self, word: usize) -> bool {
        let part = matches!(self.clauses.base(word), "amod" | "compound" | "det" | "flat");
        let within = self.clauses.head(word).filter(|_| part).is_some_and(|h| self.mention_headed(h).is_some());
        !within && self.mention_headed(word).is_some()
    }

    /// Does the word stand in a relative clause or an aside below `top`?
    fn is_aside(&self, word: usize, top: usize) -> bool {
        let mut at = word;
        while at != top {
            if matches!(self.clauses.relation(at), "acl:relcl" | "parataxis" | "appos") {
                return true;
            }
            let Some(head) = self.clauses.head(at) else { return true };
            at = head;
        }
        false
    }

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
                self.clauses.conjuncts(word).iter().flat_map(|&w| self.clauses.phrases(w, preposition)).collect()
            }
            Step::Possessor => self.possessors(word),
            _ if self.clauses.is_verb(word) => self.from_verb(step, word),
            _ => Vec::new(),
        }
    }

    fn from_verb(&self, step: &Step, verb: usize) -> Vec<usize> {
        match step {
            Step::Subject | Step::Reciprocal => self.doers(verb),
            Step::Object => self.clauses.object(verb),
            Step::Indirect => self.clauses.iobject(verb),
            Step::Complement => self.clauses.complements(verb),
            Step::Possessor => Vec::new(),
            Step::Phrase(preposition) => self.verb_phrases(verb, preposition),
        }
    }

    /// Who acts; of a participle on a thing (`a declaration demanding`), whose the thing is.
    pub fn doers(&self, verb: usize) -> Vec<usize> {
        let gerund = self.clauses.tag(verb, "VBG") && self.clauses.relation(verb) == "acl";
        let owners = if gerund { self.possessors(verb) } else { Vec::new() };
        let agents = if owners.is_empty() { self.clauses.agent(verb) } else { owners };
        let thing = self.clauses.head(verb).filter(|&h| self.clauses.relation(verb) == "acl" && agents == [h]);
        let author =
            thing.filter(|&h| self.actors_of(&[h], Side::Actor).is_empty()).and_then(|h| self.clauses.author(h));
        let owned = || if self.is_gerund_noun(verb) { self.possessors(verb) } else { Vec::new() };
        match author {
            Some(author) => vec![author],
            None if agents.is_empty() => owned(),
            None => agents,
        }
    }

    /// Phrases on the verb; parsers hang them on what it governs as often.
    fn verb_phrases(&self, verb: usize, preposition: &str) -> Vec<usize> {
        let own = self.clauses.phrases(verb, preposition);
        if !own.is_empty() || matches!(preposition, "of" | "by" | "in" | "at") {
            return own;
        }
        self.clauses.deep_phrases(verb, preposition)
    }

    fn from_adjective(&self, step: &Step, adjective: usize) -> Vec<usize> {
        match step {
            Step::Subject | Step::Reciprocal => self.clauses.surface_subject(adjective).into_iter().collect(),
            Step::Complement => self.clauses.complements(adjective),
            Step::Phrase(preposition) => self.clauses.phrases(adjective, preposition),
            _ => Vec::new(),
        }
    }

    fn from_noun(&self, step: &Step, trigger: &Trigger) -> Vec<usize> {
        let verb = trigger.carrier;
        let noun = trigger.word;
        match step {
            Step::Subject => match verb {
                Some(verb) if !trigger.inverse => self.clauses.agent(verb),
                Some(_) => Vec::new(),
                None => self.clauses.s.child(noun, &["nsubj"]).into_iter().collect(),
            },
            Step::Object if trigger.inverse => verb.map(|v| self.clauses.agent(v)).unwrap_or_default(),
            Step::Object => self.of_noun(noun),
            Step::Indirect => verb.map(|v| self.clauses.iobject(v)).unwrap_or_default(),
            Step::Complement => self.clauses.complements(noun),
            Step::Possessor | Step::Reciprocal => self.possessors(noun),
            Step::Phrase(preposition) => {
                let own = self.clauses.phrases(noun, preposition);
                let top = trigger.top;
                let lifted = || if top == noun { Vec::new() } else { self.clauses.phrases(top, preposition) };
                let carried = || verb.map(|v| self.clauses.phrases(v, preposition)).unwrap_or_default();
                let deep =
                    || if preposition == "of" { Vec::new() } else { self.clauses.deep_phrases(noun, preposition) };
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
        let compound = |&c: &usize| self.clauses.base(c) == "compound";
        let before = self.clauses.s.children(noun).filter(compound);
        self.clauses.phrases(noun, "of").into_iter().chain(before).collect()
    }

    /// `Arnor's`, `its`, `Arnorian`, `US`: who stands before a noun as its owner.
    pub fn possessors(&self, noun: usize) -> Vec<usize> {
        let owner: Vec<usize> =
            self.clauses.s.children(noun).filter(|&c| self.clauses.relation(c) == "nmod:poss").collect();
        if !owner.is_empty() {
            return owner;
        }
        let attribute = |&c: &usize| c < noun && matches!(self.clauses.base(c), "amod" | "compound" | "nmod" | "det");
        let before: Vec<usize> = self.clauses.s.children(noun).filter(attribute).collect();
        // In `US drone strikes` the state may hang on the drone, in `Gondor-led raids` on the leading.
        let inner = before
            .iter()
            .copied()
            .filter(|&c| self.passes_on(c))
            .flat_map(|c| self.clauses.s.children(c).collect::<Vec<_>>());
        let direct = before.iter().copied().filter(|&c| self.mention_headed(c).is_some()).collect::<Vec<_>>();
        if direct.is_empty() { inner.filter(|&c| self.mention_headed(c).is_some()).collect() } else { direct }
    }

    fn passes_on(&self, modifier: usize) -> bool {
        let lemma = self.clauses.lemma(modifier);
        let form = &self.clauses.s.word(modifier).form;
        self.clauses.base(modifier) == "compound"
            || self.lexicon.carriers.owning.iter().any(|o| *o == lemma || o.eq_ignore_ascii_case(form))
    }

    /// The actors of several noun phrases with their conjuncts, each once, in order.
    pub fn actors_of(&self, nouns: &[usize], side: Side) -> Vec<ActorId> {
        let mut all = Vec::new();
        for noun in nouns.iter().flat_map(|&n| self.clauses.conjuncts(n)) {
            for actor in self.actors_at(noun, side, 3) {
                if !all.contains(&actor) {
                    all.push(actor);
                }
            }
        }
        all
    }

    fn actors_at(&self, noun: usize, side: Side, depth: usize) -> Vec<ActorId> {
        if let Some(actor) = self.mentions.meant_at(noun) {
            return vec![actor];
        }
        let own = self.mention_headed(noun).map(|m| self.stands_for(m, noun)).unwrap_or_default();
        let at_home = own.iter().any(|&a| self.mentions.actors[a].at_home);
        if !at_home && own.iter().any(|&a| self.has_country(a))
            || depth == 0
            || self.clauses.s.word(noun).upos == Upos::Verb
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

    fn has_country(&self, actor: ActorId) -> bool {
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
            let heads = nouns.iter().flat_map(|&n| self.clauses.conjuncts(n));
            heads.flat_map(|n| self.actors_at(n, side, depth - 1)).collect()
        };
        let aimed: &[&str] = if side == Side::Recipient { AIMED_AT } else { &[] };
        let apposed = self.clauses.s.children(noun).filter(|&c| self.clauses.base(c) == "appos").collect();
        let phrases = OWNED_BY.iter().chain(aimed).map(|p| self.clauses.phrases(noun, p));
        [self.possessors(noun), apposed]
            .into_iter()
            .chain(phrases)
            .map(inner)
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The mention that has this word as its head.
    pub fn mention_headed(&self, word: usize) -> Option<&Mention> {
        self.heads.get(&word).map(|&m| &self.mentions.list[m])
    }

    /// The actors of a mention, and those of coordinated states before it (`Gondorian and Rohirric officials`).
    fn stands_for(&self, mention: &Mention, noun: usize) -> Vec<ActorId> {
        let mut all: Vec<ActorId> = std::iter::once(mention.actor).chain(mention.also.iter().copied()).collect();
        let before = self.clauses.s.children(noun).filter(|&c| matches!(self.clauses.base(c), "amod" | "compound"));
        let joined = before.map(|c| self.clauses.conjuncts(c)).filter(|row| row.len() > 1).flatten();
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
