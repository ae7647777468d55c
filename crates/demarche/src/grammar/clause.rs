//! Who stands where around a predicate?
//!
//! Turns the surface of a tree into deep grammar: a passive keeps its roles, a relative pronoun stands for its
//! antecedent, a participle or an infinitive borrows its subject, and conjuncts share what only the first one has.

use std::ops::Range;

use super::{Grammar, List};
use crate::sentence::Upos;

/// How many clauses a subject is sought through; deeper nesting is a fault of the tree.
pub(super) const DEEPEST: usize = 6;

impl Grammar<'_> {
    /// The subordinator of a clause: `if`, `to`, `that`, `of` before a gerund.
    pub fn marks(&self, predicate: usize) -> impl Iterator<Item = usize> + '_ {
        self.s
            .children(predicate)
            .filter(move |&c| self.relation(c) == "mark" || self.relation(c) == "case" && self.is_verb(predicate))
    }

    /// Is the predicate introduced by one of these words?
    pub fn marked(&self, predicate: usize, lemmas: &[&str]) -> bool {
        self.marks(predicate).any(|m| self.lemma_in(m, lemmas))
    }

    /// Is the predicate introduced by a word of this list?
    pub fn marked_by(&self, predicate: usize, list: &List) -> bool {
        self.marks(predicate).any(|m| self.is_one(m, list))
    }

    /// Words without the commas at their ends.
    pub fn trimmed(&self, words: Range<usize>) -> Range<usize> {
        let is_punct = |w: usize| self.relation(w) == "punct";
        let start = words.clone().find(|&w| !is_punct(w)).unwrap_or(words.start);
        let end = words.rev().find(|&w| !is_punct(w)).map_or(start, |w| w + 1);
        start..end.max(start)
    }

    /// Does the subject of the predicate suffer what the predicate says?
    pub fn is_passive(&self, p: usize) -> bool {
        if self.has(p, &["aux:pass"]) {
            return true;
        }
        if self.has(p, &["nsubj:pass", "csubj:pass"]) {
            // `planes killed four`: no passive, whatever the parser took the subject for.
            return !self.has(p, &["obj"]);
        }
        if !self.tag(p, "VBN") || self.has(p, &["aux", "nsubj"]) {
            return false;
        }
        match self.base(p) {
            "acl" | "advcl" | "xcomp" | "amod" => true,
            "conj" => self.head(p).is_some_and(|h| self.tag(h, "VBN") && self.is_passive(h)),
            _ => false,
        }
    }

    /// The noun phrase that stands as grammatical subject, borrowed where the predicate has none of its own.
    pub fn surface_subject(&self, p: usize) -> Option<usize> {
        self.subject_within(p, DEEPEST)
    }

    fn subject_within(&self, p: usize, depth: usize) -> Option<usize> {
        if let Some(&own) = self.own_subjects(p).first() {
            return Some(self.antecedent(own));
        }
        let head = self.head(p).filter(|_| depth > 0)?;
        let up = |word| self.subject_within(word, depth - 1);
        match self.base(p) {
            "xcomp" => self.controller(p, head, depth),
            "ccomp" if !self.is_finite(p) => self.controller(p, head, depth),
            "conj" if self.is_nominal(head) && self.is_verb(p) => Some(head),
            "conj" => up(head),
            "acl" if self.relation(p) == "acl:relcl" => Some(head),
            "acl" => self.noun_controller(p, head, depth),
            "amod" => Some(head),
            "advcl" if self.object_gerund(p) => self.direct_object(head).or_else(|| up(head)),
            "advcl" | "csubj" => up(head),
            _ => None,
        }
    }

    /// The subjects that stand on a predicate itself. Of two in a relative clause the pronoun is its object (`which Arnor
    /// attacked`).
    fn own_subjects(&self, p: usize) -> Vec<usize> {
        let mut all: Vec<usize> = self.s.children(p).filter(|&c| self.base(c) == "nsubj").collect();
        if all.is_empty() {
            all.extend(self.stray_subject(p));
        }
        let named = |&&c: &&usize| self.antecedent(c) == c;
        let relative = self.relation(p) == "acl:relcl" && all.iter().any(|c| named(&c));
        if relative { all.iter().filter(named).copied().collect() } else { all }
    }

    /// `The king, speaking in Dale, condemned …`, `The king has filed a protest, claiming …`: a subject before a finite verb,
    /// which the parser hung on a participle beside it.
    fn stray_subject(&self, p: usize) -> Option<usize> {
        let beside = |&c: &usize| self.base(c) == "advcl" && self.tag(c, "VBG");
        let participle = self.s.children(p).find(beside).filter(|_| self.is_finite(p))?;
        self.s.children(participle).find(|&c| self.base(c) == "nsubj" && c < p && c < participle)
    }

    /// `accuse X of attacking`, `criticise X for attacking`: the gerund belongs to X. `by` and `after` leave it to
    /// the subject.
    fn object_gerund(&self, p: usize) -> bool {
        self.marked_by(p, &self.lists().object_gerund)
    }

    /// Whose act an infinitive under `governor` is: the object's (`urged X to go`), else the subject's.
    fn controller(&self, p: usize, governor: usize, depth: usize) -> Option<usize> {
        let object = if self.is_passive(governor) || self.keeps_subject(governor) {
            None
        } else {
            self.own_object(governor).filter(|&o| o != p)
        };
        let oblique = || self.addressed(governor, p);
        let subject = || self.subject_within(governor, depth - 1);
        object.map(|o| self.antecedent(o)).or_else(oblique).or_else(subject)
    }

    fn keeps_subject(&self, verb: usize) -> bool {
        self.is_one(verb, &self.lists().subject_control)
    }

    /// `called on X to go`, `appealed to X to go`: an infinitive after an addressee with a preposition.
    fn addressed(&self, governor: usize, p: usize) -> Option<usize> {
        let infinitive = self.is_infinitive(p) && self.is_verb(governor) && !self.is_passive(governor);
        let asks = |&c: &usize| {
            c > governor
                && c < p
                && self.relation(c) == "obl"
                && self.case(c).is_some_and(|k| self.lists().addressing.contains(&*k))
        };
        self.s.children(governor).filter(asks).last().filter(|_| infinitive)
    }

    /// Whose act a clause on a noun is: `troops fighting`, `rebels backed by X`, `X's plan to attack`.
    fn noun_controller(&self, p: usize, noun: usize, depth: usize) -> Option<usize> {
        if !self.marked_by(p, &self.lists().noun_content) {
            return Some(noun);
        }
        self.doer(noun, depth).or(Some(noun))
    }

    /// Whose a noun's content is: its owner, who it is by, or the subject of the verb that governs it.
    pub fn author(&self, noun: usize) -> Option<usize> {
        self.doer(noun, DEEPEST)
    }

    fn doer(&self, noun: usize, depth: usize) -> Option<usize> {
        let owner = self.possessor(noun).map(|c| self.antecedent(c));
        let subject = || match (self.head(noun), self.base(noun)) {
            (Some(verb), "obj" | "obl" | "nsubj" | "xcomp") if self.is_verb(verb) => {
                self.subject_within(verb, depth - 1).filter(|&s| s != noun)
            }
            _ => None,
        };
        owner.or_else(|| self.by_phrase(noun)).or_else(subject)
    }

    /// Who acts: the subject of an active verb, the `by` phrase of a passive one.
    pub fn agent(&self, p: usize) -> Vec<usize> {
        if !self.is_passive(p) {
            return self.subjects(p);
        }
        let by = |&c: &usize| {
            self.base(c) == "obl"
                && (self.relation(c) == "obl:agent" || self.case(c).is_some_and(|k| self.lists().agent.contains(&*k)))
        };
        let own: Vec<usize> = self.s.children(p).filter(by).collect();
        if !own.is_empty() {
            return own;
        }
        let above = self.head(p).filter(|&h| self.base(p) == "conj" && self.is_passive(h));
        above.map(|h| self.agent(h)).or_else(|| self.shared_agent(p)).unwrap_or_default()
    }

    /// `was attacked and occupied by X`: an agent behind both participles is that of both.
    fn shared_agent(&self, p: usize) -> Option<Vec<usize>> {
        let next = self.s.children(p).find(|&c| self.base(c) == "conj" && self.tag(c, "VBN"))?;
        let adjacent = self.s.child(next, &["cc"]).is_some_and(|cc| cc == p + 1 && next == cc + 1);
        let agents: Vec<usize> = self.s.children(next).filter(|&c| self.relation(c) == "obl:agent").collect();
        Some(agents).filter(|_| adjacent)
    }

    /// The subject, in all its pieces where the parser did not join them.
    fn subjects(&self, p: usize) -> Vec<usize> {
        let before = self.own_subjects(p).into_iter().filter(|&c| c < p);
        let mut own: Vec<usize> = before.map(|c| self.antecedent(c)).collect();
        // What a verb parts from the last piece is no piece of it (`were Arnor to attack, Gondor would`).
        let last = own.last().copied().unwrap_or(p);
        let parted = |o: usize| (o..last).any(|w| self.is_verb(w));
        if own.iter().any(|&o| parted(o)) {
            own.retain(|&o| !parted(o));
            return own;
        }
        if own.len() > 1 { own } else { self.surface_subject(p).into_iter().collect() }
    }

    /// What the act is done to: the object of an active verb, the subject of a passive one, also where the parser took the
    /// participle for an adjective (`is opposed to talks`).
    pub fn object(&self, p: usize) -> Vec<usize> {
        let stance = self.tag(p, "VBN") && self.has(p, &["cop"]);
        if (stance || self.is_passive(p)) && !self.has(p, &["obj"]) {
            return self.surface_subject(p).into_iter().collect();
        }
        self.direct_object(p).into_iter().collect()
    }

    fn direct_object(&self, p: usize) -> Option<usize> {
        let own = self.s.children(p).find(|&c| self.base(c) == "obj" || self.is_bare_nominal(c));
        let only = || self.s.children(p).find(|&c| self.base(c) == "iobj");
        own.or_else(only)
            .or_else(|| self.late_subject(p))
            .or_else(|| self.shifted_object(p))
            .map(|o| self.antecedent(o))
            .or_else(|| self.gap(p))
            .or_else(|| self.shared_object(p))
    }

    /// The object that stands on the verb itself.
    pub fn own_object(&self, p: usize) -> Option<usize> {
        let own = self.s.children(p).find(|&c| matches!(self.base(c), "obj" | "iobj"));
        own.or_else(|| self.late_subject(p))
    }

    /// A noun that the parser took for a clause: `praised X's efforts to …`.
    fn is_bare_nominal(&self, word: usize) -> bool {
        let nominal = matches!(self.s.word(word).upos, Upos::Noun | Upos::Propn);
        self.relation(word) == "ccomp" && nominal && !self.has(word, &["cop", "nsubj", "mark", "aux"])
    }

    /// A second subject behind an active verb is an object that the parser misread.
    fn late_subject(&self, p: usize) -> Option<usize> {
        let subjects: Vec<usize> = self.s.children(p).filter(|&c| self.relation(c) == "nsubj").collect();
        subjects.last().copied().filter(|&last| subjects.len() > 1 && last > p)
    }

    /// `denounced as a crime the shelling of Dale`: a heavy object behind a phrase, which the parser took for an oblique one.
    fn shifted_object(&self, p: usize) -> Option<usize> {
        let bare = |&c: &usize| self.relation(c) == "obl" && c > p && self.is_nominal(c) && self.case(c).is_none();
        self.s.children(p).find(bare).filter(|_| !self.is_passive(p))
    }

    /// `the town that Arnor attacked`: the object stands before its relative clause.
    fn gap(&self, p: usize) -> Option<usize> {
        let own_subject = *self.own_subjects(p).first()?;
        let relative = self.relation(p) == "acl:relcl" && self.antecedent(own_subject) == own_subject;
        let stranded = self.has(p, &["ccomp", "xcomp"]);
        self.head(p).filter(|_| relative && !stranded)
    }

    /// `met and praised X`, `bombed X and burned`: an object that stands after both verbs belongs to both.
    fn shared_object(&self, p: usize) -> Option<usize> {
        let bare = !self.has(p, &["obl", "xcomp", "ccomp", "iobj"]);
        let next = self.s.children(p).find(|&c| self.base(c) == "conj" && self.is_verb(c));
        let sibling = next.filter(|&c| bare && !self.has(c, &["nsubj"]) && !self.is_passive(c))?;
        let adjacent = self.s.child(sibling, &["cc"]).is_some_and(|cc| cc == p + 1);
        self.s.children(sibling).find(|&c| self.base(c) == "obj" && adjacent)
    }

    /// Who receives: the first object of two, also where it has become the subject (`X was given aid`).
    pub fn iobject(&self, p: usize) -> Vec<usize> {
        if self.is_passive(p) && self.has(p, &["obj"]) {
            return self.surface_subject(p).into_iter().collect();
        }
        self.s.children(p).filter(|&c| self.base(c) == "iobj").map(|c| self.antecedent(c)).collect()
    }

    /// What a predicate governs: `urged X to go`, `said that X went`, `accused X of going`.
    pub fn complements(&self, p: usize) -> Vec<usize> {
        let fits = |&c: &usize| match self.base(c) {
            "xcomp" | "ccomp" | "csubj" => true,
            "advcl" => self.marked_by(c, &self.lists().complement),
            "acl" => self.relation(c) != "acl:relcl",
            _ => false,
        };
        let own: Vec<usize> = self.s.children(p).filter(fits).collect();
        let joined =
            own.iter().flat_map(|&c| self.s.children(c).filter(|&d| self.base(d) == "conj")).collect::<Vec<_>>();
        own.into_iter().chain(joined).collect()
    }
}
