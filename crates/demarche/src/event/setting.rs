//! When and where, and in whose words?

use std::ops::Range;

use super::Reading;
use super::compose::Act;
use crate::mention::ActorId;

impl Reading<'_> {
    /// Time and place of an act: what stands under its trigger, else what stands in one of its clauses.
    pub fn setting(&self, act: &Act) -> (Option<usize>, Option<usize>) {
        let sentence = self.clauses.s.sentence_of(act.head);
        let here = |words: &Range<usize>| !words.is_empty() && self.clauses.s.sentence_of(words.start) == sentence;
        let times = self.mentions.times.iter().enumerate().filter(|(_, t)| here(&t.words));
        let places =
            self.mentions.places.iter().enumerate().filter(|(_, p)| here(&p.words) && self.is_locative(&p.words));
        let time = times.filter_map(|(i, t)| Some((self.distance(act, &t.words)?, i))).min();
        let place = places.filter_map(|(i, p)| Some((self.distance(act, &p.words)?, i))).min();
        (time.map(|(_, i)| i), place.map(|(_, i)| i))
    }

    /// How far from the trigger the words hang: 0 on it, then clause by clause; none where another clause has them.
    fn distance(&self, act: &Act, words: &Range<usize>) -> Option<usize> {
        let top = self.top(words);
        let mut at = self.clauses.head(top)?;
        for _ in 0..4 {
            if at == act.trigger.word || act.trigger.carrier == Some(at) {
                return Some(0);
            }
            if let Some(step) = act.anchors.iter().position(|&a| a == at) {
                return Some(step + 1);
            }
            if self.clauses.is_verb(at) {
                let own = self.clause_of(act.trigger.word) == Some(at);
                return own.then_some(1);
            }
            at = self.clauses.head(at)?;
        }
        None
    }

    /// The nearest verb above a word.
    fn clause_of(&self, word: usize) -> Option<usize> {
        let mut at = word;
        for _ in 0..6 {
            if self.clauses.is_verb(at) {
                return Some(at);
            }
            at = self.clauses.head(at)?;
        }
        None
    }

    /// The word of a stretch that hangs on something outside it.
    pub fn top(&self, words: &Range<usize>) -> usize {
        let outside = |&w: &usize| self.clauses.head(w).is_none_or(|h| !words.contains(&h));
        words.clone().find(outside).unwrap_or(words.start)
    }

    /// `in Bonn`, `at the border`, `near Kyiv`: where, not who.
    fn is_locative(&self, words: &Range<usize>) -> bool {
        let top = self.top(words);
        let case = self.clauses.case(top).or_else(|| self.clauses.head(top).and_then(|h| self.clauses.case(h)));
        case.is_some_and(|c| {
            matches!(
                &*c,
                "in" | "at" | "near" | "outside" | "inside" | "around" | "across" | "throughout" | "within" | "on"
            )
        }) || self.clauses.relation(top) == "advmod"
    }

    /// The innermost statement whose content covers the word.
    pub fn statement_at(&self, word: usize) -> Option<usize> {
        let covering = self.statements.iter().enumerate().filter(|(_, s)| s.content.iter().any(|r| r.contains(&word)));
        covering.min_by_key(|(_, s)| s.content.iter().map(|r| r.len()).sum::<usize>()).map(|(i, _)| i)
    }

    /// Who says what stands here: the speaker of the statement, else the subject of the verb of saying above.
    pub fn speaker_of(&self, word: usize) -> Option<ActorId> {
        let stated = self.statement_at(word).and_then(|i| self.statements[i].speaker.as_ref()?.actor);
        stated.or_else(|| self.reporter_of(word))
    }

    fn reporter_of(&self, word: usize) -> Option<ActorId> {
        let mut at = word;
        for _ in 0..6 {
            let head = self.clauses.head(at)?;
            if self.clauses.base(at) == "ccomp" && self.clauses.is_verb(head) {
                return self.subject_of(head).first().copied();
            }
            at = head;
        }
        None
    }
}
