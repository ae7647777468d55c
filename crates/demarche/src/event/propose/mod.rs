//! Which words tell an act, and of which code?
//!
//! Every proposer is asked of every word, and one place decides between what they propose ([`decide`]): by score, and of
//! equals by their order in the list. A new proposer, a learned one say, is a line of [`PROPOSERS`].

mod governor;
mod listed;
pub mod similar;

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

pub use listed::Listed;

use super::Source;
use super::party::Parties;
use super::scene::Scene;
use super::settle::{Standing, Way};
use super::trigger::Trigger;
use crate::event::lexicon::Kind;
use crate::ontology::Cameo;

/// Somebody who knows which words tell acts.
pub trait Proposer: Sync {
    /// The acts that a word may tell.
    fn propose(&self, word: usize, scene: &Scene) -> Vec<Candidate>;
}

/// All who propose; of equal scores, the first counts.
const PROPOSERS: &[&dyn Proposer] = &[&listed::Entries, &governor::Governors, &similar::Likely];

/// An act that a word may tell.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The word.
    pub trigger: Trigger,
    /// CAMEO code.
    pub code: Cameo,
    /// Who proposes it, and why.
    pub source: Source,
    /// How well it is founded.
    pub score: Score,
}

/// How well a candidate is founded: the higher, the better.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Score {
    /// How likely its type is right; what the ontology lists counts as certain.
    pub likelihood: f64,
    /// How well its entry fits.
    fit: Option<Fit>,
}

/// The addition that an entry comes from, what of its conditions is met, and how few words would have met them.
type Fit = (usize, usize, Reverse<usize>);

impl Score {
    /// What the ontology lists.
    pub const LISTED: Score = Score::likely(1.0);

    const fn likely(likelihood: f64) -> Score {
        Score { likelihood, fit: None }
    }

    fn listed(fit: Fit) -> Score {
        Score { fit: Some(fit), ..Score::LISTED }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fit {
            Some((_, points, Reverse(0))) => write!(f, "{points} points"),
            Some((_, points, Reverse(width))) => write!(f, "{points} points, by lists of {width} words"),
            None => write!(f, "{:.2}", self.likelihood),
        }
    }
}

/// A candidate, and what was decided about it.
#[derive(Clone, Debug)]
pub struct Proposal<'a> {
    /// What is proposed.
    pub candidate: Candidate,
    /// Whether it counts.
    pub verdict: Verdict,
    /// Its way up through what governs it, where it counts.
    pub way: Option<Way<'a>>,
}

/// Does a candidate count, and why not?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It counts.
    Chosen,
    /// Another entry fits the word better.
    Outdone,
    /// An addition codes what its condition takes up.
    Added,
    /// It is told with the act of this word.
    Told(usize),
    /// It is part of the act of this word.
    Part(usize),
}

/// A proposal as others see it.
pub struct Proposed {
    /// The word.
    pub word: usize,
    /// CAMEO code.
    pub code: Cameo,
    /// Who proposes it, and why.
    pub source: Source,
    /// How well it is founded.
    pub score: Score,
    /// Whether it counts.
    pub verdict: Verdict,
}

impl From<Proposal<'_>> for Proposed {
    fn from(proposal: Proposal) -> Proposed {
        let Candidate { trigger, code, source, score } = proposal.candidate;
        Proposed { word: trigger.word, code, source, score, verdict: proposal.verdict }
    }
}

/// All that is proposed for the words of a sentence, in the order of proposers and words.
pub fn all<'a>(scene: &'a Scene<'a>, words: Range<usize>) -> Vec<Proposal<'a>> {
    let of = |p: &&'static dyn Proposer| words.clone().flat_map(|w| p.propose(w, scene)).collect::<Vec<_>>();
    decide(scene, PROPOSERS.iter().flat_map(of).collect())
}

/// Decides between the candidates of a sentence, the best first.
fn decide<'a>(scene: &'a Scene<'a>, candidates: Vec<Candidate>) -> Vec<Proposal<'a>> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let score = |i: &usize| candidates[*i].score;
    order.sort_by(|a, b| score(b).partial_cmp(&score(a)).unwrap_or(std::cmp::Ordering::Equal));
    let listed = best_entries(scene, order.iter().map(|&i| &candidates[i].trigger));
    let mut decided: Vec<(usize, Proposal)> = Vec::with_capacity(order.len());
    for number in order {
        let candidate = &candidates[number];
        let verdict = match candidate.trigger.entry {
            Some(_) => among_entries(scene, &candidate.trigger, &listed),
            None => beside(&candidate.trigger, decided.iter().map(|(_, p)| p)),
        };
        let way = (verdict == Verdict::Chosen).then(|| Standing(scene).way(&candidate.trigger));
        decided.push((number, Proposal { candidate: candidate.clone(), verdict, way }));
    }
    decided.sort_by_key(|(number, _)| *number);
    decided.into_iter().map(|(_, proposal)| proposal).collect()
}

/// The best trigger of every word that entries list, from triggers with the best first.
fn best_entries<'t>(scene: &Scene, triggers: impl Iterator<Item = &'t Trigger>) -> Vec<(&'t Trigger, usize)> {
    let mut best: Vec<(&Trigger, usize)> = Vec::new();
    for trigger in triggers {
        if let Some(entry) = scene.entry(trigger).filter(|_| best.iter().all(|(b, _)| b.word != trigger.word)) {
            best.push((trigger, entry.rank()));
        }
    }
    best
}

/// Of the entries of a word the best counts. Where a verb's condition takes up a noun that an addition codes (`launched a
/// cyberattack`), the noun is the trigger; what an entry takes up is told with it, save a deed told as granted.
fn among_entries(scene: &Scene, trigger: &Trigger, best: &[(&Trigger, usize)]) -> Verdict {
    let Some((_, rank)) = best.iter().find(|(b, _)| std::ptr::eq(*b, trigger)) else {
        return Verdict::Outdone;
    };
    let behind = |t: &Trigger, rank: usize| best.iter().any(|(o, r)| *r > rank && t.matched.contains(&o.word));
    if behind(trigger, *rank) {
        return Verdict::Added;
    }
    let takes_up = |(t, rank): &&(&Trigger, usize)| t.matched.contains(&trigger.word) && !behind(t, *rank);
    // The deed that somebody is accused of is told by itself.
    let accuses = |t: &Trigger| scene.entry(t).is_some_and(|e| e.code.is_accusation());
    let alleged = |t: &Trigger| accuses(t) && scene.grammar.is_verb(trigger.word);
    let with = best.iter().filter(takes_up).find(|(t, _)| !alleged(t));
    let with = with.filter(|_| !is_granted(scene, trigger));
    with.map_or(Verdict::Chosen, |(t, _)| Verdict::Told(t.word))
}

/// What no entry codes counts where it is no part of an act that counts already.
fn beside<'p>(trigger: &Trigger, mut decided: impl Iterator<Item = &'p Proposal<'p>>) -> Verdict {
    let holds = |p: &&Proposal| {
        let own = p.candidate.trigger.word == trigger.word;
        p.way.as_ref().is_some_and(|way| own || way.words().any(|w| w == trigger.word))
    };
    decided.find(holds).map_or(Verdict::Chosen, |p| Verdict::Part(p.candidate.trigger.word))
}

/// `Investigated the Mordorian attack on Rohan`: a noun that takes its act as known and names both parties tells it,
/// whatever is done about it.
fn is_granted(scene: &Scene, trigger: &Trigger) -> bool {
    let Some(entry) = scene.entry(trigger) else { return false };
    let both = || {
        let (actors, recipients) = Parties(scene).named(entry, trigger, false);
        !actors.is_empty() && !recipients.is_empty()
    };
    trigger.kind == Kind::Noun
        && trigger.carrier.is_none()
        && matches!(scene.grammar.base(trigger.top), "obj" | "obl")
        && entry.code.is_violence()
        && scene.grammar.is_definite(trigger.top)
        && both()
}
