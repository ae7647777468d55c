//! What is known of an act so far?

use std::ops::Range;

use super::lexicon::{Governor, Lexicon};
use super::propose::Candidate;
use super::settle::End;
use super::trigger::Trigger;
use super::{Rule, Source, Status, Step};
use crate::mention::ActorId;
use crate::ontology::{Cameo, GovernorKind};

/// An act on its way to becoming an event.
#[derive(Clone, Debug)]
pub struct Act {
    /// The word that names it and the entry that coded it.
    pub trigger: Trigger,
    /// The word that names the whole: the trigger, or the governor that makes it an act of its own.
    pub head: usize,
    /// Its words.
    pub words: Range<usize>,
    /// CAMEO code so far.
    pub code: Cameo,
    /// The code before the last governor, for its negation.
    pub inner: Cameo,
    /// Who acts.
    pub actors: Vec<ActorId>,
    /// Who receives.
    pub recipients: Vec<ActorId>,
    /// Status so far.
    pub status: Status,
    /// Who denies or alleges it.
    pub by: Vec<ActorId>,
    /// The words of a condition.
    pub condition: Option<Range<usize>>,
    /// The clauses it stands in, from the inside out.
    pub anchors: Vec<usize>,
    /// Who told it, and what changed it.
    pub rule: Rule,
    /// How likely its type is right, where no entry told it.
    pub probability: Option<f64>,
}

impl Act {
    /// A fact, as it is proposed.
    pub fn new(candidate: Candidate, [actors, recipients]: [Vec<ActorId>; 2]) -> Act {
        let Candidate { trigger, code, source, score } = candidate;
        Act {
            head: trigger.word,
            words: trigger.words.clone(),
            inner: code,
            code,
            actors,
            recipients,
            status: Status::Actual,
            by: Vec::new(),
            condition: None,
            anchors: vec![trigger.word],
            probability: matches!(source, Source::Likeness { .. }).then_some(score.likelihood),
            rule: Rule::new(source),
            trigger,
        }
    }

    /// Sets the status and notes why.
    pub fn set(&mut self, status: Status, why: Step) {
        if self.status != status {
            self.status = status;
            self.rule.steps.push(why);
        }
    }

    /// Sets the status of what would otherwise be taken as a fact.
    pub fn weaken(&mut self, status: Status, why: Step) {
        if self.status == Status::Actual {
            self.set(status, why);
        }
    }

    /// Where nothing above governs it, how its clause hangs there may say that it is no fact.
    pub fn end(&mut self, end: &End) {
        match end.firm {
            true => self.set(end.status, end.step.clone()),
            false => self.weaken(end.status, end.step.clone()),
        }
    }

    /// Applies a modifier within the clause.
    pub fn modified(&mut self, governor: &Governor, lexicon: &Lexicon) {
        match governor.status {
            Status::Negated => self.negate(lexicon, Step::Negated),
            Status::Conditional => self.set(Status::Hypothetical, Step::ConditionalClause),
            Status::Possible if self.status == Status::Negated => {}
            status if self.hangs_on_condition(status) => {}
            Status::Actual => {}
            status => self.set(status, Step::Stands(governor.kind)),
        }
    }

    /// Sets the status of what is to come, unless it hangs on a condition.
    pub fn come(&mut self, status: Status) {
        if !self.hangs_on_condition(status) {
            self.set(status, Step::Will);
        }
    }

    /// What one intends or may do if something happens stays conditional.
    pub fn hangs_on_condition(&self, status: Status) -> bool {
        let open = matches!(status, Status::Intended | Status::Promised | Status::Scheduled | Status::Possible);
        self.status == Status::Conditional && self.condition.is_some() && open
    }

    /// `will not meet` refuses to meet; `did not attack` is an attack negated.
    pub fn negate(&mut self, lexicon: &Lexicon, why: Step) {
        let open = matches!(self.status, Status::Intended | Status::Promised | Status::Scheduled);
        let refused =
            lexicon.composed(GovernorKind::Refuse, self.inner).filter(|_| open && self.inner.is_cooperation());
        match refused {
            Some(code) => {
                // `will not` refuses; `is not ready to` says how one stands to what others want.
                let refuses = self.rule.steps.last() == Some(&Step::Will);
                self.code = code;
                self.set(if refuses { Status::Actual } else { Status::Rejected }, why);
            }
            None => self.set(Status::Negated, why),
        }
    }
}
