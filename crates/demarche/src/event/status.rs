//! Did it happen?
//!
//! From the trigger up through the tree: negation, auxiliaries, adverbs and conditions of each clause, then the word
//! that governs it (`plan`, `refuse`, `alleged`). Each says how the act stands to the facts, the outer one last.

use std::ops::Range;

use super::compose::Act;
use super::lexicon::{Governor, Kind, Phrase, Pos};
use super::{Reading, Status, Step};
use crate::sentence::Upos;

/// How a clause or noun hangs on the word above it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Link {
    Complement(Option<String>),
    Object,
    Phrase(String),
}

/// What the way up found.
enum Above<'a> {
    /// A governor, and where.
    Governor(&'a Governor, usize),
    /// The act goes on in this word: a light verb, a first conjunct, a transparent noun.
    Same(usize),
    /// Nothing above changes the act.
    End,
}

/// How far governors are sought; deeper nesting is a fault of the tree.
const HIGHEST: usize = 8;

impl Reading<'_> {
    /// Follows an act to the top of what governs it, changing code, parties and status on the way.
    pub fn climb(&self, act: &mut Act) {
        let mut at = act.trigger.word;
        self.modify(act, at);
        if act.trigger.top != at {
            at = act.trigger.top;
            self.modify(act, at);
        }
        let mut undone = false;
        for _ in 0..HIGHEST {
            match self.above(act, at) {
                Above::Governor(governor, head) => {
                    let boundary = governor.kind == "actual" && self.clauses.base(at) == "ccomp";
                    undone = governor.status == Status::Negated && self.is_negated(head);
                    self.govern(act, governor, head, at);
                    if boundary {
                        break;
                    }
                    at = head;
                }
                Above::Same(head) => at = head,
                Above::End => break,
            }
            act.anchors.push(at);
            self.modify(act, at);
            if std::mem::take(&mut undone) {
                act.set(Status::Actual, Step::NotNot);
            }
        }
        self.ask(act, at);
    }

    fn above(&self, act: &mut Act, at: usize) -> Above<'_> {
        let Some(head) = self.governing(at) else { return Above::End };
        if self.clauses.base(at) == "conj" {
            return Above::Same(head);
        }
        if let Some(governor) = self.governor_of(at, head) {
            return Above::Governor(governor, head);
        }
        if act.trigger.carrier == Some(head) {
            return Above::Same(head);
        }
        self.ungoverned(act, at, head)
    }

    /// What a word hangs on; `stopped short of`, where the parser hangs it on the adverb, hangs on the verb.
    fn governing(&self, at: usize) -> Option<usize> {
        let head = self.clauses.head(at)?;
        let adverb = self.clauses.s.word(head).upos == Upos::Adv && self.clauses.base(head) == "advmod";
        if adverb { self.clauses.head(head) } else { Some(head) }
    }

    fn ungoverned(&self, act: &mut Act, at: usize, head: usize) -> Above<'_> {
        let infinitive = self.clauses.marked(at, &["to"]);
        match self.clauses.base(at) {
            "advcl" | "acl" if self.inverted(at).is_some() => {
                act.weaken(Status::Hypothetical, Step::Inverted);
                Above::End
            }
            "advcl" | "acl" if infinitive && self.clauses.relation(at) != "acl:relcl" => {
                act.weaken(Status::Intended, Step::Purpose);
                Above::End
            }
            "advcl" if self.clauses.marked(at, &["so"]) && self.has_modal(at) => {
                act.set(Status::Intended, Step::Purpose);
                Above::End
            }
            "advcl" if self.clauses.marks(at).next().is_none() || self.clauses.marked(at, &["by"]) => Above::Same(head),
            "xcomp" => Above::Same(head),
            "nsubj" if self.is_supposed(at, head) => {
                act.weaken(Status::Hypothetical, Step::Supposed);
                Above::End
            }
            "nsubj" if self.happens(at, head) => Above::Same(head),
            _ => Above::End,
        }
    }

    fn has_modal(&self, verb: usize) -> bool {
        self.clauses.s.children(verb).any(|c| self.clauses.tag(c, "MD"))
    }

    /// `An attack would hurt trade`: what has such an effect is supposed, not planned.
    fn is_supposed(&self, noun: usize, verb: usize) -> bool {
        let would = |c: usize| matches!(self.clauses.s.word(c).form.as_str(), "would" | "could" | "might");
        let effect = self.clauses.is_verb(verb) && self.clauses.has(verb, &["obj", "aux:pass"]);
        effect && !self.is_known(noun) && self.clauses.s.children(verb).any(would)
    }

    /// `The attack`, `their attack`: one that has taken place, or is spoken of as if.
    pub fn is_known(&self, noun: usize) -> bool {
        self.clauses
            .s
            .children(noun)
            .any(|c| self.clauses.relation(c) == "nmod:poss" || self.clauses.lemma_in(c, &["the", "this", "that"]))
    }

    /// `Talks will begin`, `an attack would hurt`: the noun's act is as real as its verb. A definite one stands by
    /// itself (`the attack may hurt trade`).
    fn happens(&self, noun: usize, verb: usize) -> bool {
        let lemma = self.clauses.lemma(verb);
        let aspect = self
            .lexicon
            .governors_of(Pos::Verb, lemma)
            .any(|(_, g)| g.kind == "actual" && g.inner.iter().any(|i| i == "complement"));
        self.clauses.is_verb(verb) && !self.clauses.is_passive(verb) && (aspect || !self.is_known(noun))
    }

    fn link(&self, at: usize) -> Option<Link> {
        let mark = || self.clauses.marks(at).map(|m| self.clauses.lemma(m).to_string()).next();
        match self.clauses.base(at) {
            "xcomp" | "ccomp" | "csubj" => Some(Link::Complement(mark())),
            "acl" if self.clauses.relation(at) != "acl:relcl" => mark().map(|m| Link::Complement(Some(m))),
            "advcl" => mark().map(|m| Link::Complement(Some(m))),
            "obj" => Some(Link::Object),
            "nsubj" if self.clauses.relation(at) == "nsubj:pass" || self.is_predicate_of(at) => Some(Link::Object),
            "obl" | "nmod" => self.clauses.case(at).map(Link::Phrase),
            _ => None,
        }
    }

    /// The subject of an adjective or noun predicate: `talks are possible`.
    fn is_predicate_of(&self, noun: usize) -> bool {
        self.clauses.head(noun).is_some_and(|h| self.clauses.s.word(h).upos == Upos::Adj)
    }

    /// The governor that `head` is for what hangs on it at `at`.
    pub fn governor_of(&self, at: usize, head: usize) -> Option<&Governor> {
        self.link(at).filter(|_| self.governing(at) == Some(head)).and_then(|link| self.governor(head, &link, at))
    }

    fn governor(&self, head: usize, link: &Link, at: usize) -> Option<&Governor> {
        let lemma = self.clauses.lemma(head);
        let form = self.clauses.s.word(head).form.to_lowercase();
        let fits = |phrase: &Phrase, governor: &Governor, kind| {
            self.phrase_at(phrase, head, kind).is_some() && self.links(governor, link, head, at)
        };
        let kinds: &[(Pos, Kind, &str)] = match self.clauses.s.word(head).upos {
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
            Link::Complement(Some(mark)) if self.clauses.base(at) == "advcl" => {
                has(mark) || mark == "to" && has("complement")
            }
            Link::Complement(mark) => has("complement") || mark.as_deref().is_some_and(has),
            Link::Object => has("object") || self.clauses.s.word(head).upos == Upos::Adj,
            Link::Phrase(preposition) => has(preposition),
        };
        there && self.asks_rightly(governor, head, at)
    }

    /// A demand wants an act: `insisted that X leave`, not `insisted that X had left`; a passive plan is a date.
    fn asks_rightly(&self, governor: &Governor, head: usize, at: usize) -> bool {
        let demand = matches!(&*governor.kind, "appeal" | "demand");
        if demand && matches!(self.clauses.base(at), "xcomp" | "ccomp" | "csubj") && self.clauses.is_verb(at) {
            return self.clauses.marked(at, &["to"]) || self.is_subjunctive(at) || self.clauses.tag(at, "VBG");
        }
        let threat = governor.kind == "threaten" && self.clauses.base(at) == "ccomp";
        if threat {
            return self.same_subject(head, at);
        }
        true
    }

    fn is_subjunctive(&self, clause: usize) -> bool {
        let auxiliaries: Vec<usize> = self
            .clauses
            .s
            .children(clause)
            .filter(|&c| self.clauses.base(c) == "aux" || self.clauses.base(c) == "cop")
            .collect();
        let bare =
            |w: usize| matches!(&*self.clauses.s.word(w).xpos, "VB" | "VBP") && !self.clauses.lemma_in(w, &["have"]);
        match auxiliaries.first() {
            Some(&first) => self.clauses.lemma_in(first, &["should", "must", "ought"]) || self.clauses.tag(first, "VB"),
            None => bare(clause),
        }
    }

    fn same_subject(&self, governor: usize, clause: usize) -> bool {
        use super::argument::Side::Actor;
        let outer = self.actors_of(&self.clauses.agent(governor), Actor);
        let inner = self.actors_of(&self.clauses.agent(clause), Actor);
        !inner.is_empty() && inner.iter().all(|a| outer.contains(a))
    }

    /// What stands in the clause or noun phrase itself: auxiliaries, negation, adverbs, subordinators, conditions.
    fn modify(&self, act: &mut Act, at: usize) {
        for auxiliary in self.auxiliaries(at) {
            self.apply_auxiliary(act, auxiliary, at);
        }
        if self.scheduled_by_be(at) {
            act.weaken(Status::Scheduled, Step::BeTo);
        }
        for child in self.clauses.s.children(at).collect::<Vec<_>>() {
            if let Some(governor) = self.modifier(child, at) {
                act.modified(governor, self);
            }
        }
        if self.has_no(at) {
            act.negate(self, Step::No);
        }
        if let Some(condition) = self.condition(at) {
            self.hang_on(act, condition, at);
        }
    }

    /// `did not fail to come`: came.
    fn is_negated(&self, at: usize) -> bool {
        let not = |c: usize| self.modifier(c, at).is_some_and(|g| g.status == Status::Negated);
        self.has_no(at) || self.clauses.s.children(at).any(not)
    }

    /// A refusal stands now, whatever would end it; so does a threat or an appeal once it is made. What will not be done
    /// if something happens is still not done, and what was done on condition is done.
    fn hang_on(&self, act: &mut Act, condition: Range<usize>, at: usize) {
        let words = matches!(act.code.get(..2), Some("02" | "10" | "12" | "13"));
        let made = act.head != act.trigger.word || words && act.status == Status::Actual;
        let stands = match self.clauses.lemma(condition.start) {
            "until" | "unless" => act.code.starts_with("12"),
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
        matches!(&*self.clauses.s.word(verb).xpos, "VBD" | "VBN") && !self.has_modal(verb)
    }

    /// The auxiliaries of a predicate; a bare conjunct shares those of the first (`will meet and talk`).
    fn auxiliaries(&self, at: usize) -> Vec<usize> {
        let inverted = self.inverted(at);
        let auxiliary = |&c: &usize| self.clauses.base(c) == "aux" && Some(c) != inverted;
        let own: Vec<usize> = self.clauses.s.children(at).filter(auxiliary).collect();
        let first = self.clauses.first_conjunct(at);
        let shares = first != at
            && own.is_empty()
            && self.clauses.is_verb(at)
            && self.clauses.s.word(first).xpos == self.clauses.s.word(at).xpos;
        match shares && self.clauses.tag(at, "VB") {
            true => self.clauses.s.children(first).filter(|&c| self.clauses.base(c) == "aux").collect(),
            false => own,
        }
    }

    fn apply_auxiliary(&self, act: &mut Act, auxiliary: usize, at: usize) {
        let lemma = self.clauses.lemma(auxiliary);
        let form = self.clauses.s.word(auxiliary).form.to_lowercase();
        let single =
            |word: &str| self.lexicon.governors_of(Pos::Aux, word).find(|(p, _)| p.words.len() == 1).map(|(_, g)| g);
        let governor = match &*form {
            "would" | "'d" if self.is_future_in_past(at) => single("will"),
            "would" | "could" | "might" | "should" => single(&form),
            _ => single(lemma).or_else(|| single(&form)),
        };
        let Some(governor) = governor else { return };
        match &*governor.kind {
            "intend" => self.will(act, governor, at),
            "demand" => self.must(act, governor, at),
            _ => act.modified(governor, self),
        }
    }

    /// `said it would send`: after a past verb of saying, `would` is the `will` of what was said.
    fn is_future_in_past(&self, at: usize) -> bool {
        let mut at = at;
        while let Some(head) = self.clauses.head(at).filter(|_| matches!(self.clauses.base(at), "conj" | "xcomp")) {
            at = head;
        }
        let said = self.clauses.head(at).filter(|_| self.clauses.base(at) == "ccomp");
        said.is_some_and(|h| self.clauses.tag(h, "VBD") || self.clauses.tag(h, "VBN") || self.clauses.tag(h, "VBG"))
    }

    /// `is to visit`: a date, whichever of the two words the tree puts on top.
    fn scheduled_by_be(&self, at: usize) -> bool {
        let infinitive = self.clauses.marked(at, &["to"]);
        let under_be = self
            .clauses
            .head(at)
            .is_some_and(|h| self.clauses.base(at) == "xcomp" && self.clauses.lemma_in(h, &["be"]));
        let with_be = self.clauses.s.children(at).any(|c| {
            matches!(self.clauses.relation(c), "aux" | "cop")
                && matches!(&*self.clauses.s.word(c).xpos, "VBZ" | "VBP" | "VBD")
                && self.clauses.lemma_in(c, &["be"])
        });
        infinitive && (under_be || with_be && self.clauses.is_verb(at))
    }

    fn modifier(&self, child: usize, at: usize) -> Option<&Governor> {
        let pos = match self.clauses.base(child) {
            "advmod" => Pos::Adverb,
            "cc" if self.clauses.lemma_in(child, &["nor"]) => Pos::Adverb,
            "mark" | "case" | "cc" => Pos::Mark,
            "amod" => Pos::Adjective,
            _ => return None,
        };
        let found = self.governors_at(pos, child).into_iter().next();
        let nominal_until = pos == Pos::Mark
            && !self.clauses.is_verb(at)
            && found.is_some_and(|(phrase, g)| g.kind == "conditional" && phrase.words.len() == 1);
        found.map(|(_, governor)| governor).filter(|_| !nominal_until)
    }

    /// The governors of this kind whose words begin here, as lemmas or as they stand.
    pub fn governors_at(&self, pos: Pos, first: usize) -> Vec<(&Phrase, &Governor)> {
        let word = self.clauses.s.word(first);
        let (lemma, form) = (word.lemma.to_lowercase(), word.form.to_lowercase());
        let as_it_stands = (form != lemma).then_some(&*form);
        let found = [Some(&*lemma), as_it_stands].into_iter().flatten();
        let found = found.flat_map(|w| self.lexicon.governors_of(pos, w));
        found.filter(|(phrase, _)| self.follows(phrase, first)).collect()
    }

    pub fn follows(&self, phrase: &Phrase, first: usize) -> bool {
        phrase.words.iter().enumerate().all(|(i, part)| {
            self.clauses
                .s
                .words
                .get(first + i)
                .is_some_and(|w| w.lemma.eq_ignore_ascii_case(part) || w.form.eq_ignore_ascii_case(part))
        })
    }

    /// `no attack`, `no country attacked`, `neither side met`.
    fn has_no(&self, at: usize) -> bool {
        let negative = |w: usize| {
            self.clauses
                .s
                .children(w)
                .any(|c| matches!(self.clauses.base(c), "det" | "cc") && self.clauses.lemma_in(c, &["no", "neither"]))
        };
        let subject = self.clauses.s.children(at).find(|&c| self.clauses.base(c) == "nsubj");
        let nobody = |w: usize| self.clauses.lemma_in(w, &["nobody", "none", "neither", "nothing"]);
        negative(at) && !self.clauses.is_verb(at) || subject.is_some_and(|s| negative(s) || nobody(s))
    }

    /// A question asks whether; why and how take the act for granted.
    fn ask(&self, act: &mut Act, at: usize) {
        let words = match self.clauses.base(at) {
            "root" => self.clauses.s.list[self.clauses.s.sentence_of(at)].words.clone(),
            "ccomp" | "parataxis" => self.clauses.s.extent(at),
            _ => return,
        };
        let asks = self.clauses.s.words[words].iter().rev().take(2).any(|w| w.form == "?");
        let granted = self.clauses.s.children(at).any(|c| self.clauses.lemma_in(c, &["why", "how", "when", "where"]));
        if !asks || granted {
            return;
        }
        if act.rule.steps.last() == Some(&Step::Will) {
            act.code = act.inner.clone();
            act.status = Status::Actual;
        }
        act.weaken(Status::Hypothetical, Step::Question);
    }
}
