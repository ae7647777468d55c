//! What becomes of an act under a governor?
//!
//! A plan to send aid is a promise of aid, a refusal to meet is a rejection: CAMEO has codes of their own for them,
//! and `compose.csv` says which. The parties turn with the code.

use crate::event::act::Act;
use crate::event::lexicon::{Governor, Kind};
use crate::event::party::Parties;
use crate::event::scene::questions;
use crate::event::settle::setting::Setting;
use crate::event::{Status, Step};
use crate::mention::ActorId;
use crate::ontology::{Cameo, GovernorKind};

questions! {
    /// What becomes of an act under a governor?
    Composition
}

impl Composition<'_> {
    /// Puts an act under a governor that stands at `head`; `at` is the word by which the act hangs on it.
    pub fn govern(&self, act: &mut Act, governor: &Governor, head: usize, at: usize) {
        let kind = self.kind_here(governor, head, at, act);
        // Who tells of an act (`…, Mordorian police said`) does it only as a pronoun's antecedent (`says it will go`).
        let told = self.grammar.base(at) == "ccomp" && self.grammar.is_finite(at) && !self.is_done_by_pronoun(at);
        let subject = || if told { Vec::new() } else { Parties(self.0).subject_of(head) };
        match kind {
            GovernorKind::Actual => self.fill_actor(act, subject),
            GovernorKind::Scheduled => {
                self.fill_actor(act, subject);
                act.set(Status::Scheduled, Step::Stands(kind));
            }
            GovernorKind::Possible | GovernorKind::Negated | GovernorKind::Hypothetical | GovernorKind::Conditional => {
                if kind != GovernorKind::Negated
                    || self.grammar.base(at) != "obj"
                    || !governor.inner.iter().any(|i| i == "from")
                {
                    self.fill_actor(act, subject);
                }
                act.modified(governor, self.lexicon);
            }
            GovernorKind::Denied | GovernorKind::Alleged => {
                act.by = Parties(self.0).subject_of(head);
                act.set(governor.status, Step::Stands(kind));
            }
            // `rejected claims that it had attacked`: who rejects a charge denies the deed.
            GovernorKind::Reject if act.status == Status::Alleged => {
                act.by = Parties(self.0).subject_of(head);
                act.set(Status::Denied, Step::ChargeRejected);
            }
            kind => self.compose(act, kind, governor.status, head),
        }
    }

    fn is_done_by_pronoun(&self, clause: usize) -> bool {
        let pronoun = |&w: &usize| self.grammar.word(w).upos == crate::sentence::Upos::Pron;
        self.grammar.agent(clause).iter().any(pronoun)
    }

    /// `is expected to visit` sets a date; `wants Gondor to leave` asks Gondor.
    fn kind_here(&self, governor: &'_ Governor, head: usize, at: usize, act: &Act) -> GovernorKind {
        let intends =
            matches!(governor.kind, GovernorKind::Intend | GovernorKind::Scheduled) && self.grammar.is_verb(head);
        if intends && self.grammar.is_passive(head) {
            return GovernorKind::Scheduled;
        }
        // To offer an apology or criticism is to voice it.
        let words = act.code.is_voiced();
        if governor.kind == GovernorKind::Propose
            && self.grammar.is_verb(head)
            && self.grammar.base(at) == "obj"
            && words
        {
            return GovernorKind::Actual;
        }
        let other = intends && self.grammar.base(at) == "xcomp" && self.grammar.own_object(head).is_some()
            || intends && self.grammar.base(at) == "ccomp" && self.grammar.marked(at, &["to"]);
        if other && act.code.is_cooperation() {
            return GovernorKind::Appeal;
        }
        governor.kind
    }

    fn compose(&self, act: &mut Act, kind: GovernorKind, status: Status, head: usize) {
        let negated = act.status == Status::Negated;
        let inner = match negated {
            true => self.stopped(act.code),
            false => act.code,
        };
        let under = if negated && act.code.is_cooperation() && !kind.is_speech() { GovernorKind::Refuse } else { kind };
        let Some(code) = self.lexicon.composed(under, inner) else { return };
        let voiced = kind.is_speech() || kind == GovernorKind::Stopped;
        self.turn_parties(act, kind, head);
        act.inner = inner;
        act.code = code;
        act.rule.steps.push(Step::Composed(kind, self.grammar.lemma(head).into()));
        act.status = if voiced {
            Status::Actual
        } else if under == GovernorKind::Refuse {
            Status::Rejected
        } else if act.hangs_on_condition(status) {
            Status::Conditional
        } else {
            status
        };
        if voiced {
            act.head = head;
            act.words = head..head + 1;
            if kind != GovernorKind::Threaten {
                act.condition = None;
            }
        }
    }

    /// Not to attack is to stop attacking, for those who ask or promise it.
    fn stopped(&self, code: Cameo) -> Cameo {
        self.lexicon.composed(GovernorKind::Stopped, code).unwrap_or(code)
    }

    fn turn_parties(&self, act: &mut Act, kind: GovernorKind, head: usize) {
        let subject = Parties(self.0).subject_of(head);
        match kind {
            GovernorKind::Appeal | GovernorKind::Demand => {
                let asked = Parties(self.0).addressee_of(head);
                let sought = [asked, act.actors.clone(), act.recipients.clone()];
                act.recipients = first_without(sought, &subject);
                act.actors = subject;
            }
            GovernorKind::Reject | GovernorKind::Refuse | GovernorKind::Threaten => {
                let others = without(act.actors.clone(), &subject);
                let told = if kind == GovernorKind::Threaten { Parties(self.0).addressee_of(head) } else { Vec::new() };
                let sought = [told, others, act.recipients.clone()];
                act.recipients = first_without(sought, &subject);
                if !subject.is_empty() {
                    act.actors = subject;
                }
            }
            _ => {
                self.fill_actor(act, || subject.clone());
                if act.recipients.is_empty() && kind != GovernorKind::Stopped {
                    act.recipients = without(Parties(self.0).partners_of(head), &act.actors);
                }
            }
        }
    }

    fn fill_actor(&self, act: &mut Act, subject: impl FnOnce() -> Vec<ActorId>) {
        if act.actors.is_empty() && act.trigger.kind != Kind::Adjective {
            act.actors = without(subject(), &act.recipients);
        }
    }

    /// `will`: help to come is help promised; harm to come stays what it is, unless one announces one's own.
    /// A time at which something will be (`the first time they will meet`) announces nothing.
    pub fn will(&self, act: &mut Act, governor: &Governor, at: usize) {
        if self.tells_when(at) {
            return act.come(Status::Scheduled);
        }
        let code = self.lexicon.composed(GovernorKind::Intend, act.code);
        match code {
            Some(code) if act.code.is_cooperation() || self.is_own_announcement(act) => {
                act.inner = act.code;
                act.code = code;
                act.come(governor.status);
            }
            _ => act.come(governor.status),
        }
    }

    /// Does the clause say of a time or an occasion which one it is?
    fn tells_when(&self, clause: usize) -> bool {
        let occasion = |noun: usize| self.lexicon.carriers.occasions.iter().any(|o| o == self.grammar.lemma(noun));
        self.grammar.base(clause) == "acl" && self.grammar.head(clause).is_some_and(occasion)
    }

    /// Does the one who acts say so himself?
    fn is_own_announcement(&self, act: &Act) -> bool {
        Setting(self.0).speaker_of(act.trigger.word).is_some_and(|speaker| act.actors.contains(&speaker))
    }

    /// `X must leave`, said by another than X, is a demand.
    pub fn must(&self, act: &mut Act, governor: &Governor, at: usize) {
        let speaker = Setting(self.0).speaker_of(at).filter(|s| !act.actors.contains(s) && !act.actors.is_empty());
        let code = self.lexicon.composed(GovernorKind::Demand, act.code);
        match (speaker, code) {
            (Some(speaker), Some(code)) => {
                act.recipients = std::mem::replace(&mut act.actors, vec![speaker]);
                act.inner = std::mem::replace(&mut act.code, code);
                act.status = Status::Actual;
                act.rule.steps.push(Step::Composed(GovernorKind::Demand, "must".into()));
            }
            _ => act.set(governor.status, Step::Must),
        }
    }
}

/// The parties that are not among the others.
fn without(side: Vec<ActorId>, others: &[ActorId]) -> Vec<ActorId> {
    side.into_iter().filter(|a| !others.contains(a)).collect()
}

/// The first side that holds anybody but these.
fn first_without<const N: usize>(sides: [Vec<ActorId>; N], others: &[ActorId]) -> Vec<ActorId> {
    sides.into_iter().map(|side| without(side, others)).find(|side| !side.is_empty()).unwrap_or_default()
}
