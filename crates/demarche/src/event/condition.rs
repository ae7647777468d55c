//! On what condition?
//!
//! The clause that makes an act conditional, with its subordinator: `if it benefits Americans`, `when we can find …`.

use std::ops::Range;

use super::Reading;
use super::argument::Side;
use super::lexicon::Pos;
use crate::mention::ActorId;

impl Reading<'_> {
    /// The words of the condition on a predicate, if it has one.
    pub fn condition(&self, at: usize) -> Option<Range<usize>> {
        let clause = self
            .clauses
            .s
            .children(at)
            .filter(|&c| self.clauses.base(c) == "advcl")
            .find(|&c| self.is_condition(c, at))?;
        Some(self.trimmed(self.clauses.s.extent(clause)))
    }

    /// Whose act a condition waits for: who is threatened (`will strike unless Gondor pays`).
    pub fn doers_of_condition(&self, condition: &Range<usize>) -> Vec<ActorId> {
        self.actors_of(&self.doers(self.top(condition)), Side::Recipient)
    }

    fn is_condition(&self, clause: usize, main: usize) -> bool {
        let marks =
            || self.clauses.s.children(clause).filter(|&c| matches!(self.clauses.base(c), "mark" | "advmod" | "case"));
        let open = self.is_open(main) || self.is_open(clause);
        marks().any(|m| {
            let lemma = self.clauses.lemma(m);
            let conditional = self
                .lexicon
                .governors_of(Pos::Mark, lemma)
                .any(|(phrase, g)| g.kind == "conditional" && self.follows(phrase, m));
            lemma == "if" && !self.is_even(m)
                || conditional && (lemma != "until" || open)
                || open && matches!(lemma, "when" | "once" | "where")
        })
    }

    /// `even if` concedes; it sets no condition.
    fn is_even(&self, mark: usize) -> bool {
        mark.checked_sub(1).is_some_and(|before| self.clauses.lemma_in(before, &["even", "as"]))
    }

    /// Is the clause about what has not happened yet?
    fn is_open(&self, predicate: usize) -> bool {
        self.clauses.s.children(predicate).any(|c| {
            self.clauses.base(c) == "aux" && self.clauses.lemma_in(c, &["will", "would", "can", "shall", "may", "'ll"])
        })
    }

    /// Without the commas at its ends.
    fn trimmed(&self, words: Range<usize>) -> Range<usize> {
        let is_punct = |w: usize| self.clauses.relation(w) == "punct";
        let start = words.clone().find(|&w| !is_punct(w)).unwrap_or(words.start);
        let end = words.rev().find(|&w| !is_punct(w)).map_or(start, |w| w + 1);
        start..end.max(start)
    }
}
