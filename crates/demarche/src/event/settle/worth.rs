//! Which acts are worth telling?

use smol_str::SmolStr;

use super::setting::Setting;
use crate::event::Step;
use crate::event::act::Act;
use crate::event::lexicon::{Entry, Kind};
use crate::event::place;
use crate::event::scene::questions;
use crate::mention::{Actor, ActorId, ActorKind, Form};

questions! {
    /// Is an act told, or only spoken of?
    Worth
}

impl Worth<'_> {
    /// Drops what is told twice and what nobody does to nobody.
    pub fn kept(&self, acts: Vec<Act>) -> Vec<Act> {
        let mut kept: Vec<Act> = Vec::new();
        for act in acts.iter().filter(|a| self.is_told(a)) {
            let says = act.code.is_statement() && self.is_bare(act);
            let inside = act.code.is_statement()
                && act.code.is_general()
                && acts.iter().any(|o| !o.code.is_statement() && self.is_told(o));
            let bare_governor = act.trigger.word == act.head
                && self.is_bare(act)
                && acts.iter().any(|o| {
                    o.trigger.word != act.trigger.word && (o.head == act.head || says && o.anchors.contains(&act.head))
                });
            let others = || acts.iter().filter(|o| o.trigger.word != act.trigger.word);
            let restated = others().any(|o| self.restates(act, o)) || others().any(|o| self.is_aim_of(act, o));
            let double =
                kept.iter().any(|k| k.head == act.head && k.code == act.code && k.recipients == act.recipients);
            if !(inside || bare_governor || restated || double) {
                kept.push(act.clone());
            }
        }
        kept.sort_by_key(|a| (a.words.start, a.words.end, a.code));
        kept
    }

    fn is_bare(&self, act: &Act) -> bool {
        self.entry(&act.trigger).is_some_and(Entry::is_bare)
    }

    /// A noun that repeats another act of the sentence: same root, no party of its own.
    fn restates(&self, noun: &Act, other: &Act) -> bool {
        let same = noun.code.root() == other.code.root() && self.is_told(other);
        let within = |a: &[ActorId], b: &Act| a.iter().all(|x| b.actors.contains(x) || b.recipients.contains(x));
        let poorer = noun.actors.len() + noun.recipients.len() < other.actors.len() + other.recipients.len();
        noun.trigger.kind == Kind::Noun
            && noun.head == noun.trigger.word
            && same
            && poorer
            && within(&noun.actors, other)
            && within(&noun.recipients, other)
    }

    /// `Sent food to help Gondor`, `summoned the envoy to complain`: an aim that is the act itself by another word.
    fn is_aim_of(&self, aim: &Act, other: &Act) -> bool {
        let hosts = || self.grammar.head(aim.trigger.word).into_iter();
        let under = hosts().any(|h| h == other.trigger.word || h == other.head || other.anchors.contains(&h));
        let same = aim.code == other.code || aim.code.is_aid() && aim.code.is_general();
        self.is_aim(aim) && under && same && self.is_told(other)
    }

    /// An event needs somebody who counts: by name, in public life, or, in strife, a crowd. In private life a country is enough
    /// for deeds, not for talks, praise and regrets among waiters and guests. Fighting may do without.
    pub fn is_told(&self, act: &Act) -> bool {
        let strife = act.code.is_strife();
        let words = act.code.is_courtesy();
        let counts = |a: &Actor| {
            let private = |s: &String| self.lexicon.carriers.private.contains(s);
            let public = a.code.is_some() && (a.sectors.is_empty() || !a.sectors.iter().all(private));
            let of_country =
                a.country.is_some() && !a.at_home && (!words || a.sectors.is_empty() || !a.sectors.iter().all(private));
            of_country || public || strife && a.kind == ActorKind::Group && !a.sectors.is_empty()
        };
        let known = |&id: &ActorId| counts(&self.mentions.actors[id]) || self.is_named(id);
        let fighting = act.code.is_violence();
        !self.is_no_deed(act) && self.is_whole(act) && act.actors.iter().chain(&act.recipients).any(known)
            || fighting && act.actors.is_empty() && act.recipients.is_empty() && Setting(self.0).place(act).is_some()
    }

    /// Does nobody do it, but a fire, a flood or the time of day? Or somebody in a game?
    fn is_no_deed(&self, act: &Act) -> bool {
        let trigger = &act.trigger;
        let carriers = &self.lexicon.carriers;
        let asks = act.code.is_petition();
        let is_of = |w: usize, list: &[SmolStr]| list.iter().any(|l| l == self.grammar.lemma(w));
        let force = |w| self.mention_headed(w).is_none() && is_of(w, &carriers.forces);
        let idle = |&w: &usize| force(w) || !asks && is_of(w, &carriers.players);
        self.grammar.agent(trigger.carrier.unwrap_or(trigger.word)).iter().any(idle)
    }

    /// What is spoken of in passing tells an act only with both its parties: a noun, an aim, and what says which one is
    /// meant (`the envoy detained in May`). Strife, protest and meetings that are a clause's subject may lack one; who pays
    /// a visit or protests needs no other.
    fn is_whole(&self, act: &Act) -> bool {
        let plain = act.head == act.trigger.word && act.anchors.len() == 1;
        let noun = act.trigger.kind == Kind::Noun && act.trigger.carrier.is_none() && plain;
        let open = act.code.needs_either() && self.is_topic(act.trigger.top);
        let one_sided = !act.actors.is_empty() && act.code.needs_actor();
        let alone = one_sided || self.entry(&act.trigger).is_some_and(|e| e.recipient.is_empty());
        let both = !act.actors.is_empty() && !act.recipients.is_empty();
        let in_passing = noun && !open && !alone || self.is_aim(act) || plain && self.tells_which(act);
        both || !in_passing && !self.lacks_partner(act)
    }

    /// Aid, cooperation and what is said or written to somebody are somebody's with somebody.
    fn lacks_partner(&self, act: &Act) -> bool {
        let person = |&a: &ActorId| self.mentions.actors[a].kind == ActorKind::Person;
        let alone = matches!(&act.actors[..], [one] if person(one));
        let mutual = |e: &Entry| e.actor.iter().any(|p| p.is(&place::Step::Reciprocal)) && !(alone && e.is_bare());
        let met = self.entry(&act.trigger).is_some_and(mutual);
        let word = act.code.needs_partner() && act.trigger.kind == Kind::Verb && !met;
        act.recipients.is_empty() && (word || act.code.needs_recipient())
    }

    /// Does the clause tell of what this noun names, or say something of it as of a fact (`condemned the attack`)?
    fn is_topic(&self, noun: usize) -> bool {
        let first = self.grammar.first_conjunct(noun);
        match self.grammar.base(first) {
            "nsubj" | "root" | "parataxis" => true,
            "obj" => self.grammar.children(first).any(|c| self.grammar.lemma_in(c, &["the", "this"])),
            _ => false,
        }
    }

    fn is_aim(&self, act: &Act) -> bool {
        act.rule.steps.contains(&Step::Purpose)
    }

    /// `The envoy detained in May`, `sanctions imposed on Arnor`: a passive without its agent that says which one is meant.
    fn tells_which(&self, act: &Act) -> bool {
        let verb = act.trigger.carrier.unwrap_or(act.trigger.word);
        act.actors.is_empty() && self.grammar.base(verb) == "acl" && self.grammar.is_passive(verb)
    }

    fn is_named(&self, actor: ActorId) -> bool {
        self.mentions.list.iter().any(|m| m.actor == actor && m.form == Form::Name)
    }
}
