//! In what manner is an act told?

use smol_str::SmolStr;

use crate::event::act::Act;
use crate::event::lexicon::{Kind, is_one};
use crate::event::propose::{Candidate, Score};
use crate::event::scene::questions;
use crate::event::settle::{self, Worth};
use crate::event::trigger::Trigger;
use crate::event::{Again, Event, Source};
use crate::mention::ActorId;
use crate::ontology::Cameo;
use crate::sentence::Upos;

/// An act as one sentence tells it.
#[derive(Clone, Debug)]
pub struct Telling {
    /// What it tells.
    pub event: Event,
    /// Does it tell an event by itself? If not, it can only be a mention of one told before.
    pub whole: bool,
    pub manner: Manner,
    /// The code of the act itself, before a plan or a promise was made of it; none for a word that may stand for any act.
    pub deed: Option<Cameo>,
    /// Its words set it apart from what was told before (`another`, `again`).
    pub apart: bool,
    /// The tense of its clause, where it has one.
    pub tense: Tense,
    /// It tells of what lay before the time of the report (`had met`).
    pub before: bool,
    /// The noun that the deed was done to, and whom it means.
    pub object: Option<(SmolStr, Option<ActorId>)>,
}

/// By what kind of words an act is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manner {
    Clause,
    /// A noun that does not take its act as known; `new` where an article or number says that it is another.
    Noun {
        new: bool,
        number: Number,
    },
    /// `the talks`, `their visit`, `it was the first meeting`.
    Definite {
        noun: SmolStr,
        number: Number,
        /// `Gondor's attack`, `the attack that …` may be another than the one told before.
        own: bool,
    },
    /// `They continued`.
    Pronoun(Number),
    /// `The move`.
    Vague,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    /// `would`, `may`.
    Open,
    Present,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    One,
    Many,
}

impl Manner {
    /// Does it take the act as known?
    pub fn is_definite(&self) -> bool {
        matches!(self, Manner::Definite { .. } | Manner::Pronoun(_) | Manner::Vague)
    }

    pub fn number(&self) -> Option<Number> {
        match self {
            Manner::Noun { number, .. } | Manner::Definite { number, .. } => Some(*number),
            _ => None,
        }
    }

    /// The words by which a mention says that it is one.
    pub fn why(&self, headline: bool) -> Again {
        match self {
            Manner::Definite { .. } => Again::DefiniteNoun,
            Manner::Pronoun(_) => Again::Pronoun,
            Manner::Vague => Again::VagueNoun,
            _ if headline => Again::Headline,
            _ => Again::SameParties,
        }
    }
}

questions! {
    /// In what manner is an act told?
    Wording
}

impl Wording<'_> {
    /// An act, with what tells whether it was told before.
    pub fn telling(&self, act: Act, sentence: usize, whole: bool) -> Telling {
        let manner = self.manner(&act);
        let noun = act.trigger.kind == Kind::Noun;
        let verb = act.trigger.carrier.or_else(|| if noun { self.verb_above(act.trigger.top) } else { Some(act.head) });
        let entry = self.entry(&act.trigger);
        Telling {
            whole,
            manner,
            deed: Some(entry.map_or(act.code, |e| e.code)),
            apart: self.is_apart(&act),
            tense: verb.map_or(Tense::Present, |v| self.tense(v)),
            before: !noun && self.grammar.is_pluperfect(act.trigger.word)
                || act.trigger.carrier.is_some_and(|v| self.grammar.is_pluperfect(v)),
            object: (!noun).then(|| self.object_of(act.trigger.word)).flatten(),
            event: settle::event(self.0, act, sentence),
        }
    }

    /// A noun that takes its act as known and does not tell enough to stand alone.
    pub fn is_echo(&self, act: &Act) -> bool {
        !Worth(self.0).is_told(act) && self.manner(act).is_definite() && !self.names_others(act)
    }

    /// `The murder of the carter`: of somebody whom the report has no actor for, but whom it names.
    fn names_others(&self, act: &Act) -> bool {
        let named = |c: usize| match self.grammar.base(c) {
            _ if self.grammar.word(c).upos == Upos::Pron || self.is_time(c) => false,
            "nmod" if self.grammar.relation(c) == "nmod:poss" => true,
            "nmod" => self.grammar.case(c).is_some_and(|k| is_one(&k, &self.lexicon.prepositions.others)),
            _ => false,
        };
        let nobody = act.actors.is_empty() && act.recipients.is_empty();
        nobody && act.trigger.kind == Kind::Noun && self.grammar.children(act.trigger.word).any(named)
    }

    fn manner(&self, act: &Act) -> Manner {
        let (noun, top) = (act.trigger.word, act.trigger.top);
        if act.trigger.kind != Kind::Noun || act.head != noun {
            return self.effect_of(act).map_or(Manner::Clause, |cause| self.named(cause, cause));
        }
        self.named(noun, top)
    }

    /// `The shelling killed twelve`: what the subject names is told, and was told before.
    fn effect_of(&self, act: &Act) -> Option<usize> {
        let subject = self.grammar.surface_subject(act.head)?;
        (act.trigger.matched.contains(&subject) && self.grammar.is_definite(subject)).then_some(subject)
    }

    fn named(&self, noun: usize, top: usize) -> Manner {
        let many = [noun, top].iter().any(|&w| self.grammar.tag(w, "NNS"));
        let number = if many { Number::Many } else { Number::One };
        match self.grammar.is_definite(top) || self.grammar.is_definite(noun) || self.is_said_of_it(top) {
            true => Manner::Definite {
                noun: self.grammar.lemma(noun).into(),
                number,
                own: self.grammar.has(top, &["nmod:poss", "acl:relcl"]),
            },
            false => Manner::Noun { new: self.grammar.is_indefinite(top), number },
        }
    }

    /// `It was the first meeting of the two`.
    fn is_said_of_it(&self, noun: usize) -> bool {
        let pronoun = |&c: &usize| self.grammar.base(c) == "nsubj" && self.grammar.lemma_in(c, &["it", "this", "that"]);
        self.grammar.has(noun, &["cop"]) && self.grammar.children(noun).find(pronoun).is_some()
    }

    fn is_apart(&self, act: &Act) -> bool {
        let trigger = &act.trigger;
        let at = [Some(trigger.word), Some(trigger.top), Some(act.head), trigger.carrier].into_iter().flatten();
        at.chain(trigger.matched.iter().copied()).flat_map(|w| self.grammar.children(w)).any(|c| {
            let modifies = matches!(self.grammar.base(c), "amod" | "advmod" | "det" | "nummod" | "case" | "obl");
            let lemma = self.grammar.lemma(c);
            modifies && self.lexicon.same.apart.words.contains(lemma)
        })
    }

    fn verb_above(&self, noun: usize) -> Option<usize> {
        self.grammar.head(noun).filter(|&h| self.grammar.is_verb(h))
    }

    fn tense(&self, verb: usize) -> Tense {
        let past = |w: usize| self.grammar.tag(w, "VBD");
        match self.grammar.modality(verb) {
            Some(_) => Tense::Open,
            None if past(verb) || self.grammar.auxiliaries(verb).any(past) => Tense::Past,
            None => Tense::Present,
        }
    }

    fn object_of(&self, verb: usize) -> Option<(SmolStr, Option<ActorId>)> {
        let &noun = self.grammar.object(verb).first()?;
        Some((self.grammar.lemma(noun).into(), self.mention_headed(noun).map(|m| m.actor)))
    }

    /// Subjects that may stand for an act of the sentence before: `They continued`, `The move came …`.
    pub fn stand_ins(&self, sentence: usize) -> Vec<Telling> {
        let words = self.grammar.list[sentence].words.clone();
        words.filter_map(|w| Some(self.stand_in(w, self.stands_how(w)?, sentence))).collect()
    }

    fn stands_how(&self, word: usize) -> Option<Manner> {
        let verb = self.grammar.head(word).filter(|_| self.grammar.base(word) == "nsubj")?;
        let same = &self.lexicon.same;
        let course = same.course.words.contains(self.grammar.lemma(verb))
            && !self.grammar.has(verb, &["obj", "xcomp", "ccomp"])
            && self.grammar.base(verb) == "root";
        match self.grammar.lemma(word) {
            "it" | "this" if course => Some(Manner::Pronoun(Number::One)),
            "they" | "these" if course => Some(Manner::Pronoun(Number::Many)),
            noun if same.vague.words.contains(noun)
                && self.grammar.is_definite(word)
                && !self.grammar.tag(word, "NNS") =>
            {
                let owned = self.grammar.children(word).any(|c| self.grammar.relation(c) == "nmod:poss");
                (!owned && self.grammar.base(verb) == "root").then_some(Manner::Vague)
            }
            _ => None,
        }
    }

    fn stand_in(&self, word: usize, manner: Manner, sentence: usize) -> Telling {
        let source = Source::StandIn(manner.why(false), self.grammar.lemma(word).into());
        let (trigger, code) = (Trigger::noun(self.0, word), self.lexicon.any_act);
        let mut act = Act::new(Candidate { trigger, code, source, score: Score::LISTED }, Default::default());
        let verb = self.grammar.head(word);
        act.anchors = verb.into_iter().chain([word]).collect();
        let tense = verb.map_or(Tense::Present, |v| self.tense(v));
        let (whole, apart, before, deed) = (false, false, false, None);
        let event = settle::event(self.0, act, sentence);
        Telling { whole, manner, deed, apart, tense, before, object: None, event }
    }
}
