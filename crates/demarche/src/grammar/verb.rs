//! What does a verb say of time and fact: tense, aspect, modality, negation, finiteness?

use super::{Grammar, Modal, Modality};
use crate::sentence::Upos;

/// Where a verb puts its act, seen from the day of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// `went`, `has gone`, `would have gone`.
    Past,
    /// `goes`.
    Present,
    /// `will go`, `may go`, `is going`, `to go`: what lies ahead, if it has a time at all.
    Ahead,
    /// `going` under another verb: when that is.
    Shared,
}

/// How many words a subject may have between its auxiliary and its verb.
const SUBJECT: usize = 8;

impl Grammar<'_> {
    /// A verb form, auxiliaries that stand as predicates included.
    pub fn is_verb(&self, word: usize) -> bool {
        matches!(self.s.word(word).upos, Upos::Verb | Upos::Aux)
    }

    /// Has the clause a verb with tense of its own?
    pub fn is_finite(&self, p: usize) -> bool {
        let word = self.s.word(p);
        matches!(&*word.xpos, "VBD" | "VBZ" | "VBP" | "MD") || self.has(p, &["aux", "cop"]) && !self.is_infinitive(p)
    }

    /// `To go`, `to have gone`.
    pub fn is_infinitive(&self, p: usize) -> bool {
        let to = |c: usize| self.tag(c, "TO") || self.is_one(c, &self.lists().infinitive);
        self.marks(p).chain(self.auxiliaries(p)).any(to)
    }

    /// `Going`, `having gone`, `being attacked`.
    pub fn is_gerund(&self, p: usize) -> bool {
        self.tag(p, "VBG") || self.auxiliaries(p).next().is_some_and(|a| self.tag(a, "VBG"))
    }

    /// The auxiliaries on a predicate itself.
    pub fn auxiliaries(&self, p: usize) -> impl Iterator<Item = usize> + '_ {
        self.s.children(p).filter(|&c| self.base(c) == "aux")
    }

    /// The auxiliaries of a predicate; a bare conjunct shares those of the first (`will meet and talk`).
    pub fn shared_auxiliaries(&self, p: usize) -> Vec<usize> {
        let first = self.first_conjunct(p);
        let bare = |w: usize| self.is_verb(w) && self.tag(w, "VB");
        let own: Vec<usize> = self.auxiliaries(p).collect();
        let shares = first != p && own.is_empty() && bare(p) && bare(first);
        if shares { self.auxiliaries(first).collect() } else { own }
    }

    /// What an auxiliary says of an act, if it is a modal one.
    pub fn modal(&self, auxiliary: usize) -> Option<Modal> {
        let form = self.s.word(auxiliary).form.to_lowercase();
        self.lists().modals.get(&*form).copied().filter(|_| self.tag(auxiliary, "MD"))
    }

    /// The modal auxiliary of a predicate: `will go`, `could have gone`.
    pub fn modality(&self, p: usize) -> Option<Modal> {
        self.auxiliaries(p).find_map(|a| self.modal(a))
    }

    /// `Has gone`, `having gone`, `would have gone`.
    pub fn is_perfect(&self, p: usize) -> bool {
        self.auxiliaries(p).any(|a| self.is_one(a, &self.lists().perfect))
    }

    /// `Had gone`: over before what is told beside it.
    pub fn is_pluperfect(&self, p: usize) -> bool {
        self.auxiliaries(p).any(|a| self.tag(a, "VBD") && self.is_one(a, &self.lists().perfect))
    }

    /// Where a predicate puts its act.
    pub fn tense(&self, p: usize) -> Tense {
        let past = |w: usize| self.tag(w, "VBD");
        let participle = self.tag(p, "VBG");
        match () {
            () if self.is_perfect(p) && matches!(&*self.s.word(p).xpos, "VBN" | "VBG") => Tense::Past,
            () if self.modality(p).is_some() || self.is_infinitive(p) => Tense::Ahead,
            () if self.tag(p, "VBN") || past(p) => Tense::Past,
            () if self.s.children(p).any(|c| matches!(self.base(c), "aux" | "cop") && past(c)) => Tense::Past,
            () if participle && matches!(self.base(p), "advcl" | "acl" | "xcomp" | "csubj") => Tense::Shared,
            // `is meeting on Friday`: what is going on lies ahead if it has a date.
            () if participle && self.has(p, &["aux"]) => Tense::Ahead,
            () => Tense::Present,
        }
    }

    /// `Did not go`, `never went`.
    pub fn is_negated(&self, p: usize) -> bool {
        self.s.children(p).any(|c| self.is_one(c, &self.lists().negation))
    }

    /// `Insisted that Arnor leave`, `that it should leave`: a clause that is wanted, not told.
    pub fn is_subjunctive(&self, p: usize) -> bool {
        let first = self.s.children(p).find(|&c| matches!(self.base(c), "aux" | "cop"));
        match first {
            Some(first) => self.modal(first).is_some_and(|m| m.says == Modality::Duty) || self.tag(first, "VB"),
            None => matches!(&*self.s.word(p).xpos, "VB" | "VBP") && !self.is_one(p, &self.lists().perfect),
        }
    }

    /// `Is to visit`: a date, whichever of the two words the tree puts on top.
    pub fn is_due(&self, p: usize) -> bool {
        let is_be = |w: usize| self.is_one(w, &self.lists().be);
        let under_be = self.head(p).is_some_and(|h| self.base(p) == "xcomp" && is_be(h));
        let finite = |c: usize| matches!(&*self.s.word(c).xpos, "VBZ" | "VBP" | "VBD");
        let with_be = |c: usize| matches!(self.relation(c), "aux" | "cop") && finite(c) && is_be(c);
        self.is_infinitive(p) && (under_be || self.is_verb(p) && self.s.children(p).any(with_be))
    }

    /// `Said it would send`: after a past verb of saying, `would` is the `will` of what was said.
    pub fn is_future_in_past(&self, p: usize) -> bool {
        let above = |&at: &usize| self.head(at).filter(|_| matches!(self.base(at), "conj" | "xcomp"));
        let top = std::iter::successors(Some(p), above).last().unwrap_or(p);
        let said = self.head(top).filter(|_| self.base(top) == "ccomp");
        said.is_some_and(|h| matches!(&*self.s.word(h).xpos, "VBD" | "VBN" | "VBG"))
    }

    /// The auxiliary that stands before the subject of a clause in place of `if`: `should Mordor attack`.
    pub fn inverted(&self, verb: usize) -> Option<usize> {
        if !self.is_verb(verb) || !matches!(self.base(verb), "advcl" | "acl") {
            return None;
        }
        let sentence = self.s.list[self.s.sentence_of(verb)].words.start;
        let own = self.trimmed(self.s.extent(verb)).start;
        let opens = |w: usize| w == sentence || w == own || self.s.word(w - 1).form == ",";
        (sentence..verb).rev().take(SUBJECT).find(|&w| self.supposes(w, verb)).filter(|&w| opens(w))
    }

    fn supposes(&self, auxiliary: usize, verb: usize) -> bool {
        let form = self.s.word(auxiliary).form.to_lowercase();
        let wanted = self.lists().inverted.get(&*form);
        wanted.is_some_and(|w| if w == "TO" { self.is_infinitive(verb) } else { self.tag(verb, w) })
    }
}
