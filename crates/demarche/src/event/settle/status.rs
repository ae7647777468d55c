//! Did it happen?
//!
//! From the trigger up through the tree: negation, auxiliaries, adverbs and conditions of each clause, then the word
//! that governs it (`plan`, `refuse`, `alleged`). Each says how the act stands to the facts, the outer one last.

use std::ops::Range;

use super::compose::Composition;
use super::condition::Conditions;
use crate::event::act::Act;
use crate::event::lexicon::{Governor, Kind, Phrase, Pos};
use crate::event::party::Parties;
use crate::event::propose::Listed;
use crate::event::scene::questions;
use crate::event::trigger::Trigger;
use crate::event::{Status, Step};
use crate::ontology::GovernorKind;
use crate::sentence::Upos;

/// How a clause or noun hangs on the word above it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Link {
    Complement(Option<String>),
    Object,
    Phrase(String),
}

/// What stands above a word.
enum Above<'a> {
    /// A governor, and where.
    Governor(&'a Governor, usize),
    /// The act goes on in this word: a light verb, a first conjunct, a transparent noun.
    Same(usize),
    /// Nothing above governs the act; it may yet say how a fact stands.
    End(Option<End>),
}

/// What the clause says of an act that nothing governs.
#[derive(Clone, Debug)]
pub struct End {
    /// How it stands to the facts.
    pub status: Status,
    /// Why.
    pub step: Step,
    /// Whatever was found before?
    pub firm: bool,
}

fn weaker<'a>(status: Status, step: Step) -> Above<'a> {
    Above::End(Some(End { status, step, firm: false }))
}

/// The way from a trigger up to the top of what governs it. It hangs on the tree alone.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    rungs: Vec<Rung<'a>>,
    end: Option<End>,
}

#[derive(Clone, Debug)]
struct Rung<'a> {
    /// The word by which the act hangs on what is above.
    at: usize,
    head: usize,
    governor: Option<&'a Governor>,
    /// Does what is above only tell of the act?
    tells: bool,
}

impl Way<'_> {
    /// The words above the trigger in which the act goes on.
    pub fn words(&self) -> impl Iterator<Item = usize> {
        self.rungs.iter().filter(|r| !r.tells).map(|r| r.head)
    }
}

/// How far governors are sought; deeper nesting is a fault of the tree.
const HIGHEST: usize = 8;

questions! {
    /// How does an act stand to the facts?
    Standing
}

impl<'a> Standing<'a> {
    /// Finds the way up from a trigger.
    pub fn way(&self, trigger: &Trigger) -> Way<'a> {
        let mut way = Way { rungs: Vec::new(), end: None };
        let mut at = trigger.top;
        for _ in 0..HIGHEST {
            let (governor, head) = match self.above(trigger, at) {
                Above::Governor(governor, head) => (Some(governor), head),
                Above::Same(head) => (None, head),
                Above::End(end) => {
                    way.end = end;
                    break;
                }
            };
            let tells = governor.is_some_and(|g| g.kind == GovernorKind::Actual) && self.grammar.base(at) == "ccomp";
            way.rungs.push(Rung { at, head, governor, tells });
            if tells {
                break;
            }
            at = head;
        }
        way
    }

    /// Follows an act up its way, changing code, parties and status.
    pub fn climb(&self, act: &mut Act, way: &Way) {
        let (word, mut top) = (act.trigger.word, act.trigger.top);
        self.modify(act, word);
        if top != word {
            self.modify(act, top);
        }
        for rung in &way.rungs {
            let refused = rung.governor.filter(|g| g.status == Status::Negated);
            let undone = refused.is_some_and(|_| self.is_negated(rung.head));
            if let Some(governor) = rung.governor {
                Composition(self.0).govern(act, governor, rung.head, rung.at);
            }
            if rung.tells {
                break;
            }
            top = rung.head;
            act.anchors.push(top);
            self.modify(act, top);
            if undone {
                act.set(Status::Actual, Step::NotNot);
            }
        }
        if let Some(end) = &way.end {
            act.end(end);
        }
        self.ask(act, top);
    }

    fn above(&self, trigger: &Trigger, at: usize) -> Above<'a> {
        let Some(head) = self.governing(at) else { return Above::End(None) };
        if self.grammar.base(at) == "conj" {
            return Above::Same(head);
        }
        if let Some(governor) = self.governor_of(at, head) {
            return Above::Governor(governor, head);
        }
        if trigger.carrier == Some(head) {
            return Above::Same(head);
        }
        self.ungoverned(at, head)
    }

    fn ungoverned(&self, at: usize, head: usize) -> Above<'a> {
        let infinitive = self.grammar.marked(at, &["to"]);
        match self.grammar.base(at) {
            "advcl" | "acl" if self.grammar.inverted(at).is_some() => weaker(Status::Hypothetical, Step::Inverted),
            "advcl" | "acl" if infinitive && self.grammar.relation(at) != "acl:relcl" => {
                weaker(Status::Intended, Step::Purpose)
            }
            "advcl" if self.grammar.marked(at, &["so"]) && self.grammar.modality(at).is_some() => {
                Above::End(Some(End { status: Status::Intended, step: Step::Purpose, firm: true }))
            }
            "advcl" if self.grammar.marks(at).next().is_none() || self.grammar.marked(at, &["by"]) => Above::Same(head),
            "xcomp" => Above::Same(head),
            "nsubj" if self.is_supposed(at, head) => weaker(Status::Hypothetical, Step::Supposed),
            "nsubj" if self.happens(at, head) => Above::Same(head),
            _ => Above::End(None),
        }
    }

    /// What a word hangs on; `stopped short of`, where the parser hangs it on the adverb, hangs on the verb.
    fn governing(&self, at: usize) -> Option<usize> {
        let head = self.grammar.head(at)?;
        let adverb = self.grammar.word(head).upos == Upos::Adv && self.grammar.base(head) == "advmod";
        if adverb { self.grammar.head(head) } else { Some(head) }
    }

    /// `An attack would hurt trade`: what has such an effect is supposed, not planned.
    fn is_supposed(&self, noun: usize, verb: usize) -> bool {
        let would = |c: usize| self.grammar.modal(c).is_some_and(|m| m.remote);
        let effect = self.grammar.is_verb(verb) && self.grammar.has(verb, &["obj", "aux:pass"]);
        effect && !self.grammar.is_definite(noun) && self.grammar.children(verb).any(would)
    }

    /// `Talks will begin`, `an attack would hurt`: the noun's act is as real as its verb. A definite one stands by
    /// itself (`the attack may hurt trade`).
    fn happens(&self, noun: usize, verb: usize) -> bool {
        let lemma = self.grammar.lemma(verb);
        let aspect = self
            .lexicon
            .governors_of(Pos::Verb, lemma)
            .any(|(_, g)| g.kind == GovernorKind::Actual && g.inner.iter().any(|i| i == "complement"));
        self.grammar.is_verb(verb) && !self.grammar.is_passive(verb) && (aspect || !self.grammar.is_definite(noun))
    }

    fn link(&self, at: usize) -> Option<Link> {
        let mark = || self.grammar.marks(at).map(|m| self.grammar.lemma(m).to_string()).next();
        match self.grammar.base(at) {
            "xcomp" | "ccomp" | "csubj" => Some(Link::Complement(mark())),
            "acl" if self.grammar.relation(at) != "acl:relcl" => mark().map(|m| Link::Complement(Some(m))),
            "advcl" => mark().map(|m| Link::Complement(Some(m))),
            "obj" => Some(Link::Object),
            "nsubj" if self.grammar.relation(at) == "nsubj:pass" || self.is_predicate_of(at) => Some(Link::Object),
            "obl" | "nmod" => self.grammar.case(at).map(Link::Phrase),
            _ => None,
        }
    }

    /// The subject of an adjective or noun predicate: `talks are possible`.
    fn is_predicate_of(&self, noun: usize) -> bool {
        self.grammar.head(noun).is_some_and(|h| self.grammar.word(h).upos == Upos::Adj)
    }

    /// The governor that `head` is for what hangs on it at `at`.
    pub fn governor_of(&self, at: usize, head: usize) -> Option<&'a Governor> {
        self.link(at).filter(|_| self.governing(at) == Some(head)).and_then(|link| self.governor(head, &link, at))
    }

    fn governor(&self, head: usize, link: &Link, at: usize) -> Option<&'a Governor> {
        let lemma = self.grammar.lemma(head);
        let form = self.grammar.word(head).form.to_lowercase();
        let fits = |phrase: &Phrase, governor: &Governor, kind| {
            Listed(self.0).phrase_at(phrase, head, kind).is_some() && self.links(governor, link, head, at)
        };
        let kinds: &[(Pos, Kind, &str)] = match self.grammar.word(head).upos {
            Upos::Verb | Upos::Aux => &[
                (Pos::Verb, Kind::Verb, lemma),
                (Pos::Adjective, Kind::Adjective, &form),
                (Pos::Aux, Kind::Verb, lemma),
            ],
            Upos::Adj => &[(Pos::Adjective, Kind::Adjective, lemma)],
            Upos::Noun | Upos::Propn => &[(Pos::Noun, Kind::Noun, lemma)],
            _ => &[],
        };
        kinds.iter().find_map(|&(pos, kind, word)| {
            let mut found =
                self.lexicon.governors_of(pos, word).filter(|(phrase, governor)| fits(phrase, governor, kind));
            found.next().map(|(_, governor)| governor)
        })
    }

    fn links(&self, governor: &Governor, link: &Link, head: usize, at: usize) -> bool {
        let has = |name: &str| governor.inner.iter().any(|i| i == name);
        let there = match link {
            Link::Complement(Some(mark)) if self.grammar.base(at) == "advcl" => {
                has(mark) || mark == "to" && has("complement")
            }
            Link::Complement(mark) => has("complement") || mark.as_deref().is_some_and(has),
            Link::Object => has("object") || self.grammar.word(head).upos == Upos::Adj,
            Link::Phrase(preposition) => has(preposition),
        };
        there && self.asks_rightly(governor, head, at)
    }

    /// A demand wants an act: `insisted that X leave`, not `insisted that X had left`; a passive plan is a date.
    fn asks_rightly(&self, governor: &Governor, head: usize, at: usize) -> bool {
        let demand = matches!(governor.kind, GovernorKind::Appeal | GovernorKind::Demand);
        if demand && matches!(self.grammar.base(at), "xcomp" | "ccomp" | "csubj") && self.grammar.is_verb(at) {
            return self.grammar.marked(at, &["to"]) || self.grammar.is_subjunctive(at) || self.grammar.tag(at, "VBG");
        }
        let threat = governor.kind == GovernorKind::Threaten && self.grammar.base(at) == "ccomp";
        if threat {
            return Parties(self.0).same_subject(head, at);
        }
        true
    }

    /// What stands in the clause or noun phrase itself: auxiliaries, negation, adverbs, subordinators, conditions.
    fn modify(&self, act: &mut Act, at: usize) {
        let inverted = self.grammar.inverted(at);
        for auxiliary in self.grammar.shared_auxiliaries(at).into_iter().filter(|&c| Some(c) != inverted) {
            self.apply_auxiliary(act, auxiliary, at);
        }
        if self.grammar.is_due(at) {
            act.weaken(Status::Scheduled, Step::BeTo);
        }
        for child in self.grammar.children(at).collect::<Vec<_>>() {
            if let Some(governor) = self.modifier(child, at) {
                act.modified(governor, self.lexicon);
            }
        }
        if self.has_no(at) {
            act.negate(self.lexicon, Step::No);
        }
        if let Some(condition) = Conditions(self.0).condition(at) {
            self.hang_on(act, condition, at);
        }
    }

    /// `did not fail to come`: came.
    fn is_negated(&self, at: usize) -> bool {
        let not = |c: usize| self.modifier(c, at).is_some_and(|g| g.status == Status::Negated);
        self.has_no(at) || self.grammar.children(at).any(not)
    }

    /// A refusal stands now, whatever would end it; so does a threat or an appeal once it is made. What will not be done
    /// if something happens is still not done, and what was done on condition is done.
    fn hang_on(&self, act: &mut Act, condition: Range<usize>, at: usize) {
        let words = act.code.is_claim();
        let made = act.head != act.trigger.word || words && act.status == Status::Actual;
        let stands = match self.grammar.lemma(condition.start) {
            "until" | "unless" => act.code.is_refusal(),
            "if" => act.status == Status::Negated,
            _ => act.status == Status::Negated || act.status == Status::Actual && self.is_past(at),
        };
        act.condition = Some(condition);
        if !(made || stands) {
            act.set(Status::Conditional, Step::Condition);
        }
    }

    /// `lifted`, `has lifted`; not `would have lifted`.
    fn is_past(&self, verb: usize) -> bool {
        matches!(&*self.grammar.word(verb).xpos, "VBD" | "VBN") && self.grammar.modality(verb).is_none()
    }

    fn apply_auxiliary(&self, act: &mut Act, auxiliary: usize, at: usize) {
        let lemma = self.grammar.lemma(auxiliary);
        let form = self.grammar.word(auxiliary).form.to_lowercase();
        let single =
            |word: &str| self.lexicon.governors_of(Pos::Aux, word).find(|(p, _)| p.words.len() == 1).map(|(_, g)| g);
        let governor = match &*form {
            "would" | "'d" if self.grammar.is_future_in_past(at) => single("will"),
            "would" | "could" | "might" | "should" => single(&form),
            _ => single(lemma).or_else(|| single(&form)),
        };
        let Some(governor) = governor else { return };
        match governor.kind {
            GovernorKind::Intend => Composition(self.0).will(act, governor, at),
            GovernorKind::Demand => Composition(self.0).must(act, governor, at),
            _ => act.modified(governor, self.lexicon),
        }
    }

    fn modifier(&self, child: usize, at: usize) -> Option<&'a Governor> {
        let pos = match self.grammar.base(child) {
            "advmod" => Pos::Adverb,
            "cc" if self.grammar.lemma_in(child, &["nor"]) => Pos::Adverb,
            "mark" | "case" | "cc" => Pos::Mark,
            "amod" => Pos::Adjective,
            _ => return None,
        };
        let found = self.governors_at(pos, child).into_iter().next();
        let nominal_until = pos == Pos::Mark
            && !self.grammar.is_verb(at)
            && found.is_some_and(|(phrase, g)| g.kind == GovernorKind::Conditional && phrase.words.len() == 1);
        found.map(|(_, governor)| governor).filter(|_| !nominal_until)
    }

    /// The governors of this kind whose words begin here, as lemmas or as they stand.
    pub fn governors_at(&self, pos: Pos, first: usize) -> Vec<(&'a Phrase, &'a Governor)> {
        let word = self.grammar.word(first);
        let (lemma, form) = (word.lemma.to_lowercase(), word.form.to_lowercase());
        let as_it_stands = (form != lemma).then_some(&*form);
        let found = [Some(&*lemma), as_it_stands].into_iter().flatten();
        let found = found.flat_map(|w| self.lexicon.governors_of(pos, w));
        found.filter(|(phrase, _)| self.follows(phrase, first)).collect()
    }

    pub fn follows(&self, phrase: &Phrase, first: usize) -> bool {
        phrase.words.iter().enumerate().all(|(i, part)| {
            self.grammar
                .s
                .words
                .get(first + i)
                .is_some_and(|w| w.lemma.eq_ignore_ascii_case(part) || w.form.eq_ignore_ascii_case(part))
        })
    }

    /// `no attack`, `no country attacked`, `neither side met`.
    fn has_no(&self, at: usize) -> bool {
        let subject = self.grammar.children(at).find(|&c| self.grammar.base(c) == "nsubj");
        let nobody = |w: usize| self.grammar.is_one(w, &self.grammar.lists().nobody);
        self.grammar.is_denied(at) && !self.grammar.is_verb(at)
            || subject.is_some_and(|s| self.grammar.is_denied(s) || nobody(s))
    }

    /// A question asks whether; why and how take the act for granted.
    fn ask(&self, act: &mut Act, at: usize) {
        let words = match self.grammar.base(at) {
            "root" => self.grammar.list[self.grammar.sentence_of(at)].words.clone(),
            "ccomp" | "parataxis" => self.grammar.extent(at),
            _ => return,
        };
        let asks = self.grammar.words[words].iter().rev().take(2).any(|w| w.form == "?");
        let granted = self.grammar.children(at).any(|c| self.grammar.is_one(c, &self.grammar.lists().granting));
        if !asks || granted {
            return;
        }
        if act.rule.steps.last() == Some(&Step::Will) {
            act.code = act.inner;
            act.status = Status::Actual;
        }
        act.weaken(Status::Hypothetical, Step::Question);
    }
}
