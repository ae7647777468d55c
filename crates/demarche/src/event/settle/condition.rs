//! On what condition?
//!
//! The clause that makes an act conditional, with its subordinator: `if it benefits Americans`, `when we can find …`.

use std::ops::Range;

use super::status::Standing;
use crate::event::Status;
use crate::event::act::Act;
use crate::event::lexicon::{Phrase, Pos};
use crate::event::scene::questions;
use crate::grammar::Modality;
use crate::ontology::GovernorKind;
use crate::sentence::Upos;

questions! {
    /// Which words set a condition?
    Conditions
}

impl<'a> Conditions<'a> {
    /// The words of the condition on a predicate, if it has one.
    pub fn condition(&self, at: usize) -> Option<Range<usize>> {
        let under = self.grammar.children(at).find(|&c| self.is_condition(c, at));
        under.map(|c| self.words_of_condition(c)).or_else(|| self.supposed(at))
    }

    fn is_condition(&self, under: usize, main: usize) -> bool {
        match self.grammar.base(under) {
            "advcl" => self.is_conditional_clause(under, main),
            "advmod" if self.grammar.lemma_in(under, &["soon"]) => {
                self.is_open(main) && self.grammar.has(under, &["advcl"])
            }
            "obl" | "obj" | "advmod" | "nmod" => self.is_conditional_phrase(under),
            _ => false,
        }
    }

    fn is_conditional_clause(&self, clause: usize, main: usize) -> bool {
        let marks = self.grammar.children(clause);
        let marks = marks.filter(|&c| matches!(self.grammar.base(c), "mark" | "advmod" | "case"));
        let open = self.is_open(main) || self.is_open(clause);
        marks.chain(self.opening(clause)).any(|m| {
            let lemma = self.grammar.lemma(m);
            lemma == "if" && !self.is_even(m)
                || self.conditional_at(m).is_some() && (lemma != "until" || open)
                || open && matches!(lemma, "when" | "once" | "where")
        })
    }

    /// `in case of war`, `on condition that`, `as long as`: the whole phrase, since its words have other uses.
    fn is_conditional_phrase(&self, phrase: usize) -> bool {
        let opens = self.opening(phrase).and_then(|first| self.conditional_at(first)).filter(|p| p.words.len() > 1);
        let clause = self.grammar.has(phrase, &["acl", "advcl"]);
        opens.is_some_and(|p| clause || p.words.last().is_some_and(|w| w == "of"))
    }

    /// The subordinator that makes a condition of what follows it.
    fn conditional_at(&self, first: usize) -> Option<&'a Phrase> {
        let found = Standing(self.0)
            .governors_at(Pos::Mark, first)
            .into_iter()
            .filter(|(_, g)| g.kind == GovernorKind::Conditional);
        found.map(|(phrase, _)| phrase).max_by_key(|phrase| phrase.words.len())
    }

    /// The first word of what hangs on this word; `provided`, where the parser left it outside of its clause.
    fn opening(&self, under: usize) -> Option<usize> {
        let first = self.grammar.trimmed(self.grammar.extent(under)).start;
        let before = first.checked_sub(1).filter(|&b| {
            self.grammar.base(under) == "advcl" && self.grammar.tag(b, "VBN") && self.conditional_at(b).is_some()
        });
        before.or(Some(first))
    }

    fn words_of_condition(&self, under: usize) -> Range<usize> {
        let words = self.grammar.trimmed(self.grammar.extent(under));
        self.opening(under).unwrap_or(words.start)..words.end
    }

    /// `should Mordor attack`, `were Mordor to attack`: a clause that begins with its verb supposes.
    fn supposed(&self, at: usize) -> Option<Range<usize>> {
        let near: Vec<usize> = self.grammar.children(at).collect();
        let far = near.iter().filter(|&&c| self.grammar.base(c) == "nsubj").flat_map(|&c| self.grammar.children(c));
        let verb = near.iter().copied().chain(far.collect::<Vec<_>>()).find(|&v| self.grammar.inverted(v).is_some())?;
        Some(self.grammar.inverted(verb)?..self.grammar.trimmed(self.grammar.extent(verb)).end)
    }

    /// `Gondor will strike Harad if it attacks`: nobody punishes another for a deed of his own, so the pronoun is whom
    /// the act would strike.
    pub fn turn_pronouns(&self, acts: &mut [Act]) {
        let hostile = |a: &&Act| a.code.is_hostile() && !a.recipients.is_empty();
        let punishments = acts.iter().filter(hostile).filter_map(|a| Some((a.condition.clone()?, a.clone())));
        for (condition, outer) in punishments.collect::<Vec<_>>() {
            let own = |a: &&mut Act| condition.contains(&a.words.start) && a.actors == outer.actors;
            let other = |a: &&mut Act| !a.recipients.iter().any(|r| outer.recipients.contains(r));
            for act in acts.iter_mut().filter(own).filter(other).filter(|a| self.provokes(a)) {
                act.actors.clone_from(&outer.recipients);
            }
        }
    }

    /// Is it a hostile act, or a refusal, whose doer is a pronoun?
    fn provokes(&self, act: &Act) -> bool {
        let pronoun = |w: usize| self.grammar.word(w).upos == Upos::Pron;
        let hostile = act.code.is_hostile() || act.code.is_refusal() || act.status == Status::Negated;
        hostile && self.grammar.surface_subject(act.trigger.word).is_some_and(pronoun)
    }

    /// `even if` concedes; it sets no condition.
    fn is_even(&self, mark: usize) -> bool {
        mark.checked_sub(1).is_some_and(|before| self.grammar.lemma_in(before, &["even", "as"]))
    }

    /// Is the clause about what has not happened yet?
    fn is_open(&self, predicate: usize) -> bool {
        self.grammar.modality(predicate).is_some_and(|m| m.says != Modality::Duty)
    }
}
