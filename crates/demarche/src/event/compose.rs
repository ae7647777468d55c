//! What becomes of an act under a governor?
//!
//! A plan to send aid is a promise of aid, a refusal to meet is a rejection: CAMEO has codes of their own for them,
//! and `compose.csv` says which. The parties turn with the code.

use std::ops::Range;

use smol_str::SmolStr;

use super::argument::Side;
use super::frame::Trigger;
use super::lexicon::{Governor, Kind, Lexicon};
use super::place::{self, Place};
use super::{Reading, Rule, Status, Step};
use crate::mention::ActorId;

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
    pub code: SmolStr,
    /// The code before the last governor, for its negation.
    pub inner: SmolStr,
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
    /// A fact, as its trigger tells it.
    pub fn new(trigger: Trigger, code: SmolStr, [actors, recipients]: [Vec<ActorId>; 2], rule: Rule) -> Act {
        Act {
            head: trigger.word,
            words: trigger.words.clone(),
            inner: code.clone(),
            code,
            actors,
            recipients,
            status: Status::Actual,
            by: Vec::new(),
            condition: None,
            anchors: vec![trigger.word],
            rule,
            probability: None,
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

    /// Applies a modifier within the clause.
    pub fn modified(&mut self, governor: &Governor, reading: &Reading) {
        match governor.status {
            Status::Negated => self.negate(reading, Step::Negated),
            Status::Conditional => self.set(Status::Hypothetical, Step::ConditionalClause),
            Status::Possible if self.status == Status::Negated => {}
            status if self.hangs_on_condition(status) => {}
            Status::Actual => {}
            status => self.set(status, Step::Stands(governor.kind.clone())),
        }
    }

    /// Sets the status of what is to come, unless it hangs on a condition.
    fn come(&mut self, status: Status) {
        if !self.hangs_on_condition(status) {
            self.set(status, Step::Will);
        }
    }

    /// What one intends or may do if something happens stays conditional.
    fn hangs_on_condition(&self, status: Status) -> bool {
        let open = matches!(status, Status::Intended | Status::Promised | Status::Scheduled | Status::Possible);
        self.status == Status::Conditional && self.condition.is_some() && open
    }

    /// `will not meet` refuses to meet; `did not attack` is an attack negated.
    pub fn negate(&mut self, reading: &Reading, why: Step) {
        let open = matches!(self.status, Status::Intended | Status::Promised | Status::Scheduled);
        let refused = reading.lexicon.composed("refuse", &self.inner).filter(|_| open && is_cooperative(&self.inner));
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

/// Codes of words and deeds of cooperation: what one promises, refuses or is asked for.
fn is_cooperative(code: &str) -> bool {
    code.get(..2).and_then(|root| root.parse::<u8>().ok()).is_some_and(|root| (3..=8).contains(&root))
}

/// Governors whose result is an act of the one who speaks: it has happened, whatever becomes of its content.
fn is_speech(kind: &str) -> bool {
    matches!(kind, "appeal" | "demand" | "reject" | "refuse" | "threaten")
}

impl Reading<'_> {
    /// Puts an act under a governor that stands at `head`; `at` is the word by which the act hangs on it.
    pub fn govern(&self, act: &mut Act, governor: &Governor, head: usize, at: usize) {
        let kind = self.kind_here(governor, head, at, act);
        // Who tells of an act (`…, Mordorian police said`) does it only as a pronoun's antecedent (`says it will go`).
        let told = self.clauses.base(at) == "ccomp" && self.clauses.is_finite(at) && !self.is_done_by_pronoun(at);
        let subject = || if told { Vec::new() } else { self.subject_of(head) };
        match kind {
            "actual" => self.fill_actor(act, subject),
            "scheduled" => {
                self.fill_actor(act, subject);
                act.set(Status::Scheduled, Step::Stands("scheduled".into()));
            }
            "possible" | "negated" | "hypothetical" | "conditional" => {
                if kind != "negated" || self.clauses.base(at) != "obj" || !governor.inner.iter().any(|i| i == "from") {
                    self.fill_actor(act, subject);
                }
                act.modified(governor, self);
            }
            "denied" | "alleged" => {
                act.by = self.subject_of(head);
                act.set(governor.status, Step::Stands(kind.into()));
            }
            // `rejected claims that it had attacked`: who rejects a charge denies the deed.
            "reject" if act.status == Status::Alleged => {
                act.by = self.subject_of(head);
                act.set(Status::Denied, Step::ChargeRejected);
            }
            kind => self.compose(act, kind, governor.status, head),
        }
    }

    fn is_done_by_pronoun(&self, clause: usize) -> bool {
        let pronoun = |&w: &usize| self.clauses.s.word(w).upos == crate::sentence::Upos::Pron;
        self.clauses.agent(clause).iter().any(pronoun)
    }

    /// `is expected to visit` sets a date; `wants Gondor to leave` asks Gondor.
    fn kind_here(&self, governor: &'_ Governor, head: usize, at: usize, act: &Act) -> &'static str {
        let intends = matches!(&*governor.kind, "intend" | "scheduled") && self.clauses.is_verb(head);
        if intends && self.clauses.is_verb(head) && self.clauses.is_passive(head) {
            return "scheduled";
        }
        // To offer an apology or criticism is to voice it.
        let words = matches!(act.code.get(..3), Some("050" | "052" | "053" | "055")) || act.code.starts_with("11");
        if &*governor.kind == "propose" && self.clauses.is_verb(head) && self.clauses.base(at) == "obj" && words {
            return "actual";
        }
        let other = intends && self.clauses.base(at) == "xcomp" && self.clauses.own_object(head).is_some()
            || intends && self.clauses.base(at) == "ccomp" && self.clauses.marked(at, &["to"]);
        if other && is_cooperative(&act.code) {
            return "appeal";
        }
        intern(&governor.kind)
    }

    fn compose(&self, act: &mut Act, kind: &str, status: Status, head: usize) {
        let negated = act.status == Status::Negated;
        let inner = match negated {
            true => self.stopped(&act.code),
            false => act.code.clone(),
        };
        let under = if negated && is_cooperative(&act.code) && !is_speech(kind) { "refuse" } else { kind };
        let Some(code) = self.lexicon.composed(under, &inner) else { return };
        self.turn_parties(act, kind, head);
        act.inner = inner;
        act.code = code;
        act.rule.steps.push(Step::Composed(kind.into(), self.clauses.lemma(head).into()));
        act.status = if is_speech(kind) || kind == "stopped" {
            Status::Actual
        } else if under == "refuse" {
            Status::Rejected
        } else if act.hangs_on_condition(status) {
            Status::Conditional
        } else {
            status
        };
        if is_speech(kind) || kind == "stopped" {
            act.head = head;
            act.words = head..head + 1;
            if kind != "threaten" {
                act.condition = None;
            }
        }
    }

    /// Not to attack is to stop attacking, for those who ask or promise it.
    fn stopped(&self, code: &SmolStr) -> SmolStr {
        self.lexicon.composed("stopped", code).unwrap_or_else(|| code.clone())
    }

    fn turn_parties(&self, act: &mut Act, kind: &str, head: usize) {
        let subject = self.subject_of(head);
        match kind {
            "appeal" | "demand" => {
                let asked = self.addressee_of(head);
                let sought = [asked, act.actors.clone(), act.recipients.clone()];
                act.recipients = sought
                    .into_iter()
                    .map(|side| without(side, &subject))
                    .find(|side| !side.is_empty())
                    .unwrap_or_default();
                act.actors = subject;
            }
            "reject" | "refuse" | "threaten" => {
                let others = without(act.actors.clone(), &subject);
                let told = if kind == "threaten" { self.addressee_of(head) } else { Vec::new() };
                let sought = [told, others, act.recipients.clone()];
                act.recipients = sought
                    .into_iter()
                    .map(|side| without(side, &subject))
                    .find(|side| !side.is_empty())
                    .unwrap_or_default();
                if !subject.is_empty() {
                    act.actors = subject;
                }
            }
            _ => {
                self.fill_actor(act, || subject.clone());
                if act.recipients.is_empty() && kind != "stopped" {
                    act.recipients = without(self.partners_of(head), &act.actors);
                }
            }
        }
    }

    fn fill_actor(&self, act: &mut Act, subject: impl FnOnce() -> Vec<ActorId>) {
        if act.actors.is_empty() && act.trigger.kind != Kind::Adjective {
            act.actors = without(subject(), &act.recipients);
        }
    }

    /// Whose plan, demand or refusal it is.
    pub fn subject_of(&self, head: usize) -> Vec<ActorId> {
        if self.clauses.is_nominal(head) {
            let trigger = self.noun_trigger(head);
            let places = [
                place::Step::Possessor,
                place::Step::Phrase("by".into()),
                place::Step::Phrase("from".into()),
                place::Step::Subject,
            ]
            .map(|s| Place(vec![s]));
            let own = self.parties(&places, &trigger, Side::Actor);
            return own;
        }
        let verb = self.clauses.is_verb(head);
        let nouns = if verb { self.doers(head) } else { self.clauses.surface_subject(head).into_iter().collect() };
        self.actors_of(&nouns, Side::Actor)
    }

    /// A noun as if it named an act, with the verb that carries it.
    pub fn noun_trigger(&self, noun: usize) -> Trigger {
        let mut trigger = Trigger::unlisted(noun, Kind::Noun);
        self.find_carrier(&mut trigger);
        trigger
    }

    /// Who is asked, told or threatened.
    pub fn addressee_of(&self, head: usize) -> Vec<ActorId> {
        let nominal = self.clauses.is_nominal(head);
        let direct =
            if nominal { Vec::new() } else { [self.clauses.iobject(head), self.clauses.object(head)].concat() };
        let persons: Vec<usize> = direct.into_iter().filter(|&w| self.trigger(w).is_none()).collect();
        let told = self.actors_of(&persons, Side::Recipient);
        if !told.is_empty() {
            return told;
        }
        self.named_by(head, &["on", "upon", "to", "with", "from"])
    }

    fn partners_of(&self, head: usize) -> Vec<ActorId> {
        let told = || self.clauses.own_object(head).filter(|_| !self.clauses.complements(head).is_empty());
        let direct = [self.clauses.iobject(head), told().into_iter().collect()].concat();
        let direct = self.actors_of(&direct, Side::Recipient);
        if direct.is_empty() { self.named_by(head, &["with", "to"]) } else { direct }
    }

    fn named_by(&self, head: usize, prepositions: &[&str]) -> Vec<ActorId> {
        let phrases = prepositions.iter().map(|p| self.actors_of(&self.clauses.phrases(head, p), Side::Recipient));
        phrases.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// `will`: help to come is help promised; harm to come stays what it is, unless one announces one's own.
    /// A time at which something will be (`the first time they will meet`) announces nothing.
    pub fn will(&self, act: &mut Act, governor: &Governor, at: usize) {
        if self.tells_when(at) {
            return act.come(Status::Scheduled);
        }
        let code = self.lexicon.composed("intend", &act.code);
        match code {
            Some(code) if is_cooperative(&act.code) || self.is_own_announcement(act) => {
                act.inner = act.code.clone();
                act.code = code;
                act.come(governor.status);
            }
            _ => act.come(governor.status),
        }
    }

    /// Does the clause say of a time or an occasion which one it is?
    fn tells_when(&self, clause: usize) -> bool {
        let occasion = |noun: usize| self.lexicon.carriers.occasions.iter().any(|o| o == self.clauses.lemma(noun));
        self.clauses.base(clause) == "acl" && self.clauses.head(clause).is_some_and(occasion)
    }

    /// Does the one who acts say so himself?
    fn is_own_announcement(&self, act: &Act) -> bool {
        self.speaker_of(act.trigger.word).is_some_and(|speaker| act.actors.contains(&speaker))
    }

    /// `X must leave`, said by another than X, is a demand.
    pub fn must(&self, act: &mut Act, governor: &Governor, at: usize) {
        let speaker = self.speaker_of(at).filter(|s| !act.actors.contains(s) && !act.actors.is_empty());
        let code = self.lexicon.composed("demand", &act.code);
        match (speaker, code) {
            (Some(speaker), Some(code)) => {
                act.recipients = std::mem::replace(&mut act.actors, vec![speaker]);
                act.inner = std::mem::replace(&mut act.code, code);
                act.status = Status::Actual;
                act.rule.steps.push(Step::Composed("demand".into(), "must".into()));
            }
            _ => act.set(governor.status, Step::Must),
        }
    }
}

/// The parties that are not among the others.
fn without(side: Vec<ActorId>, others: &[ActorId]) -> Vec<ActorId> {
    side.into_iter().filter(|a| !others.contains(a)).collect()
}

/// The kinds of governor, as words that live as long as the program.
fn intern(kind: &str) -> &'static str {
    const KINDS: &[&str] = &[
        "intend",
        "promise",
        "agree",
        "propose",
        "appeal",
        "demand",
        "reject",
        "refuse",
        "threaten",
        "stopped",
        "actual",
        "possible",
        "negated",
        "denied",
        "alleged",
        "hypothetical",
        "conditional",
        "scheduled",
    ];
    KINDS.iter().find(|k| **k == kind).copied().unwrap_or("actual")
}

impl Lexicon {
    /// A governor's act where nothing that it governs is coded: `urged Harad to be patient`.
    pub fn bare(&self, kind: &str) -> Option<SmolStr> {
        self.composed(kind, "*").filter(|_| is_speech(kind))
    }
}
