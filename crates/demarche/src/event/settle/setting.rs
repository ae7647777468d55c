//! When and where, and in whose words?

use std::ops::Range;

use crate::event::Status;
use crate::event::act::Act;
use crate::event::lexicon::{Prepositions, is_one};
use crate::event::party::Parties;
use crate::event::scene::questions;
use crate::mention::{ActorId, PlaceId, Time};
use crate::sentence::Upos;
use crate::statement::Statement;

/// How many words up the tree a time or place may hang below what it is said of.
const REACH: usize = 4;

questions! {
    /// When, where, in whose words?
    Setting
}

impl Setting<'_> {
    /// When an act takes place: what is said of it, else what is said of the clause or the occasion that it shares, else the
    /// time of the words by which it is done.
    pub fn date(&self, act: &Act, statement: Option<usize>) -> Option<Time> {
        let hosts = self.hosts_of_time(act);
        let points = self.mentions.times().filter(|(_, t)| !t.is_duration()).map(|(i, t)| (i, &t.words));
        let own = self.nearest(act, points, |words| self.hangs(words, &hosts));
        let said = || self.statements.get(statement?)?.date.filter(|_| self.is_done_by_saying(act));
        own.or_else(said).map(|i| self.mentions.times[i].clone())
    }

    /// How long an act lasts.
    pub fn duration(&self, act: &Act) -> Option<Time> {
        let hosts: Vec<usize> = std::iter::once(act.trigger.word).chain(act.trigger.carrier).collect();
        let hosts = hosts.into_iter().chain(self.clause_shared(act)).collect::<Vec<_>>();
        let lengths = self.mentions.times().filter(|(_, t)| t.is_duration()).map(|(i, t)| (i, &t.words));
        self.nearest(act, lengths, |words| self.hangs(words, &hosts)).map(|i| self.mentions.times[i].clone())
    }

    /// Where an act takes place: what stands under its trigger, else what stands in one of its clauses.
    pub fn place(&self, act: &Act) -> Option<PlaceId> {
        let mut hosts = self.own_hosts(act);
        hosts.extend(self.clause_of(act.trigger.word));
        let places = self.mentions.places().map(|(i, p)| (i, &p.words));
        self.nearest(act, places, |words| self.is_locative(words).then(|| self.hangs(words, &hosts)).flatten())
    }

    /// Of the stretches in the act's sentence, the one with the lowest rank, the first of equals.
    fn nearest<'s, Id: Ord>(
        &self,
        act: &Act,
        stretches: impl Iterator<Item = (Id, &'s Range<usize>)>,
        rank: impl Fn(&Range<usize>) -> Option<usize>,
    ) -> Option<Id> {
        let sentence = self.grammar.sentence_of(act.head);
        let here = |words: &Range<usize>| !words.is_empty() && self.grammar.sentence_of(words.start) == sentence;
        let ranked = stretches.filter(|(_, words)| here(words)).filter_map(|(i, words)| Some((rank(words)?, i)));
        ranked.min().map(|(_, i)| i)
    }

    /// On which of the hosts a stretch hangs: none where another clause, or a noun that it stands before (`Friday's
    /// attack`), has it.
    fn hangs(&self, words: &Range<usize>, hosts: &[usize]) -> Option<usize> {
        let mut at = self.grammar.head(self.top(words))?;
        for step in 0..REACH {
            if let Some(rank) = hosts.iter().position(|&h| h == at) {
                return Some(rank);
            }
            let another = self.grammar.is_verb(at) || step == 0 && words.end <= at && self.is_common_noun(at);
            at = self.grammar.head(at).filter(|_| !another)?;
        }
        None
    }

    fn is_common_noun(&self, word: usize) -> bool {
        self.grammar.word(word).upos == Upos::Noun
    }

    /// The trigger, the verb that carries it, and the clauses that it is the act of, from the inside out.
    fn own_hosts(&self, act: &Act) -> Vec<usize> {
        std::iter::once(act.trigger.word).chain(act.trigger.carrier).chain(act.anchors.iter().copied()).collect()
    }

    /// Every word whose time is the act's, the nearest first.
    fn hosts_of_time(&self, act: &Act) -> Vec<usize> {
        let mut hosts = self.own_hosts(act);
        hosts.push(act.trigger.top);
        hosts.extend(self.clause_shared(act));
        hosts.extend(self.companions(act.head));
        hosts.extend(self.occasions(act.head));
        hosts
    }

    /// The clause in which a noun stands, where what it tells takes place at the time of the clause: `talks began`, `killed
    /// in an attack`, `said at a meeting`; not `condemned the attack`.
    fn clause_shared(&self, act: &Act) -> Option<usize> {
        let clause = self.clause_of(act.trigger.word).filter(|&c| c != act.trigger.word)?;
        let branch = self.branch(act.trigger.word, clause)?;
        let happens = |w: usize| self.lexicon.carriers.happening.iter().any(|h| h == self.grammar.lemma(w));
        let shared = match self.grammar.base(branch) {
            "nsubj" => happens(clause),
            "obl" => self.grammar.case(branch).is_some_and(|case| self.is_occasion(&case, act)),
            _ => false,
        };
        shared.then_some(clause)
    }

    /// `at a meeting`, `in an attack`; what is said `after talks` is said on the same day.
    fn is_occasion(&self, case: &str, act: &Act) -> bool {
        let Prepositions { occasion, meeting, .. } = &self.lexicon.prepositions;
        is_one(case, occasion) || act.code.is_talk() && is_one(case, meeting)
    }

    /// Clauses that tell of the same time: `met on Monday and signed …`, `attacked on Monday, killing …`.
    fn companions(&self, word: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = word;
        for _ in 0..REACH {
            let Some(head) = self.grammar.head(at).filter(|&h| self.grammar.is_verb(at) && self.grammar.is_verb(h))
            else {
                break;
            };
            let own_subject = self.grammar.has(at, &["nsubj", "nsubj:pass"]);
            let participle = self.grammar.tag(at, "VBG") && self.grammar.marks(at).next().is_none();
            let same = match self.grammar.base(at) {
                "conj" => !own_subject && self.grammar.word(at).xpos == self.grammar.word(head).xpos,
                "advcl" => !own_subject && participle || self.is_when_clause(at),
                _ => false,
            };
            if !same {
                break;
            }
            found.push(head);
            at = head;
        }
        found
            .extend(self.grammar.children(word).filter(|&c| self.grammar.base(c) == "advcl" && self.is_when_clause(c)));
        found
    }

    /// `were killed when a bomb exploded`, `as troops entered the town`.
    fn is_when_clause(&self, clause: usize) -> bool {
        let when = |c: usize| matches!(self.grammar.lemma(c), "when" | "while" | "as");
        self.grammar
            .s
            .children(clause)
            .any(|c| matches!(self.grammar.base(c), "mark" | "advmod") && when(c) && c < clause)
    }

    /// What has the time of an act in a relative clause: `the summit in July, the first time that they meet`, `the town
    /// where`.
    fn occasions(&self, word: usize) -> Vec<usize> {
        let Some(noun) = self.grammar.head(word).filter(|_| self.grammar.relation(word) == "acl:relcl") else {
            return Vec::new();
        };
        let is_time = self.lexicon.carriers.occasions.iter().any(|o| o == self.grammar.lemma(noun));
        let adverb = self.grammar.children(word).any(|c| matches!(self.grammar.lemma(c), "where" | "when"));
        if !is_time && !adverb {
            return Vec::new();
        }
        let mut found = vec![noun];
        let mut at = noun;
        for _ in 0..REACH {
            found.extend(self.grammar.children(at).filter(|&c| self.grammar.base(c) == "nsubj" && c < at));
            match self.grammar.head(at) {
                Some(up) if matches!(self.grammar.base(at), "xcomp" | "acl" | "amod" | "advmod" | "appos") => at = up,
                _ => break,
            }
            found.push(at);
        }
        found
    }

    /// The child of `top` under which a word stands, or the word itself.
    fn branch(&self, word: usize, top: usize) -> Option<usize> {
        let mut at = word;
        for _ in 0..2 * REACH {
            match self.grammar.head(at)? {
                up if up == top => return Some(at),
                up => at = up,
            }
        }
        None
    }

    /// Is the act done by the very words that tell it, as a promise or a demand is, and not told of the past?
    fn is_done_by_saying(&self, act: &Act) -> bool {
        let verbal = act.code.is_spoken();
        let open = act.status != Status::Actual;
        let past = matches!(self.grammar.word(act.head).xpos.as_str(), "VBD" | "VBN");
        verbal && (open || !past)
    }

    /// The nearest verb above a word.
    fn clause_of(&self, word: usize) -> Option<usize> {
        let mut at = word;
        for _ in 0..6 {
            if self.grammar.is_verb(at) {
                return Some(at);
            }
            at = self.grammar.head(at)?;
        }
        None
    }

    /// `in Bonn`, `at the border`, `near Kyiv`: where, not who.
    fn is_locative(&self, words: &Range<usize>) -> bool {
        let top = self.top(words);
        let case = self.grammar.case(top).or_else(|| self.grammar.head(top).and_then(|h| self.grammar.case(h)));
        case.is_some_and(|c| is_one(&c, &self.lexicon.prepositions.locative)) || self.grammar.relation(top) == "advmod"
    }

    /// On whose word an act is denied, alleged or demanded: the one who the sentence says does so, else the speaker.
    pub fn vouching(&self, act: &Act, statement: Option<usize>) -> Vec<ActorId> {
        if !matches!(act.status, Status::Denied | Status::Alleged | Status::Demanded) {
            return Vec::new();
        }
        // Who praises or condemns what is alleged need not be the one who alleges it.
        let tells = |s: &&Statement| !matches!(&*s.stance, "criticise" | "praise" | "reject" | "doubt");
        let speaker = || statement.and_then(|i| self.statements.get(i).filter(tells)?.speaker.as_ref()?.actor);
        if act.by.is_empty() { speaker().into_iter().collect() } else { act.by.clone() }
    }

    /// Who says what stands here: the speaker of the statement, else the subject of the verb of saying above.
    pub fn speaker_of(&self, word: usize) -> Option<ActorId> {
        let stated = self.statement_at(word).and_then(|i| self.statements[i].speaker.as_ref()?.actor);
        stated.or_else(|| self.reporter_of(word))
    }

    fn reporter_of(&self, word: usize) -> Option<ActorId> {
        let mut at = word;
        for _ in 0..6 {
            let head = self.grammar.head(at)?;
            if self.grammar.base(at) == "ccomp" && self.grammar.is_verb(head) {
                return Parties(self.0).subject_of(head).first().copied();
            }
            at = head;
        }
        None
    }
}
