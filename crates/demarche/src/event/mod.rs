//! Who did what to whom?
//!
//! A word that the lexicon knows as a trigger ([`frame`]) has parties where its entry says ([`argument`]); what governs
//! it changes its status ([`status`]) and code ([`compose`]). One act told twice is one event ([`same`]).

mod argument;
mod compose;
mod condition;
pub mod detail;
mod frame;
pub(crate) mod lexicon;
mod place;
mod rule;
mod same;
mod setting;
pub mod similar;
mod status;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use detail::{Details, Magnitude, Weapon};
pub use lexicon::Lexicon;
pub use rule::{Again, Rule, Source, Step};

use demarche_model::Model;

use crate::Span;
use crate::grammar::Grammar;
use crate::mention::{Actor, ActorId, ActorKind, Mentions, PlaceId, Time};
use crate::ontology::codes::{Code, Codes};
use crate::sentence::Sentences;
use crate::sentence::number::Numbers;
use crate::statement::Statement;
use crate::text::{PartKind, Text};
use argument::Side;
use compose::Act;
use frame::Trigger;
use lexicon::{Entry, Kind};
use same::Telling;
use similar::Coding;

/// Something that the report says was, will be, might be or was not done.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The words that name the act.
    pub trigger: Range<usize>,
    /// CAMEO code.
    pub cameo: String,
    /// The codes of additions to the ontology, by their names.
    pub codes: BTreeMap<String, String>,
    /// PLOVER type, where the code has one.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Who acts. In a mutual act (`Arnor and Gondor met`) all parties stand on both sides.
    pub actors: Vec<ActorId>,
    /// Who receives.
    pub recipients: Vec<ActorId>,
    /// What the report says of it.
    pub status: Status,
    /// Who denies, alleges or demands it, where that is its status.
    pub by: Vec<ActorId>,
    /// The words of the condition.
    pub condition: Option<Range<usize>>,
    /// The event that stands in the condition: an index into the list of events.
    pub conditioned_by: Option<usize>,
    /// When; none where only the report's own date would be known.
    pub date: Option<Time>,
    /// How long.
    pub duration: Option<Time>,
    /// Where.
    pub place: Option<PlaceId>,
    /// How many dead, troops, dollars …
    pub magnitudes: Vec<Magnitude>,
    /// By what means.
    pub weapon: Option<Weapon>,
    /// Index of the statement that it stands in.
    pub statement: Option<usize>,
    /// The entry of the ontology that coded it (`04-consult.toml:12 meet`), then what changed the code or status.
    pub rule: Rule,
    /// How likely the type is right, for a verb that the lexicon does not list; none for those that it does.
    pub probability: Option<f64>,
    /// The sentence that it was read from.
    pub sentence: usize,
    /// All places where it is told, the trigger among them.
    pub mentions: Vec<Told>,
}

/// A place where an event is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The words that name the act there.
    pub words: Range<usize>,
    /// Their sentence.
    pub sentence: usize,
    /// Index of the statement that they stand in.
    pub statement: Option<usize>,
    /// Why they are put to this event, and the entry that read them.
    pub rule: Rule,
}

/// What a report says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Status {
    Actual,
    Negated,
    Denied,
    Conditional,
    Intended,
    Promised,
    Possible,
    Alleged,
    Demanded,
    Rejected,
    Scheduled,
    Hypothetical,
}

/// What telling events takes besides what the stages before found.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Which words name which acts.
    pub lexicon: &'a Lexicon,
    /// Which words tell how much, by what means, in which context.
    pub details: &'a Details,
    /// What codes stand for.
    pub codes: &'a Codes,
    /// The words of numbers.
    pub numbers: &'a Numbers,
    /// What verbs mean that the lexicon does not list.
    pub model: &'a Model,
    /// Which acts are coded.
    pub coding: Coding,
}

/// Finds the events of a report.
pub fn find(
    text: &Text,
    grammar: &Grammar,
    mentions: &Mentions,
    statements: &[Statement],
    known: &Known,
) -> Vec<Event> {
    let mut tellings = all(grammar, mentions, statements, known);
    let is_cue = |e: &Event| {
        let cues = statements.iter().filter_map(|s| s.cue.as_ref());
        cues.into_iter().any(|c| c.start < e.trigger.end && e.trigger.start < c.end)
    };
    // That something was said is recorded as a statement already.
    tellings.retain(|t| t.event.plover.is_some() || !is_cue(&t.event));
    let report = same::Report { mentions, headline: headline(text, grammar), same: &known.lexicon.same };
    same::gather(tellings, &report)
}

impl Event {
    /// All whom it concerns, actors first.
    pub fn parties(&self) -> impl Iterator<Item = ActorId> {
        self.actors.iter().chain(&self.recipients).chain(&self.by).copied()
    }
}

/// Which sentences stand in the headline?
fn headline(text: &Text, sentences: &Sentences) -> Vec<bool> {
    let titles: Vec<Span> = text.parts.iter().filter(|p| p.kind == PartKind::Title).map(|p| p.span).collect();
    let starts = |words: &Range<usize>| sentences.words[words.start].span.start();
    let inside = |at: usize| titles.iter().any(|t| t.start() <= at && at < t.end());
    sentences.list.iter().map(|s| !s.words.is_empty() && inside(starts(&s.words))).collect()
}

/// All that the sentences tell, one by one, mere saying among it.
pub(crate) fn all(grammar: &Grammar, mentions: &Mentions, statements: &[Statement], known: &Known) -> Vec<Telling> {
    let reading = Reading::new(grammar, mentions, statements, known);
    let mut tellings: Vec<Telling> = (0..grammar.list.len()).flat_map(|s| reading.tellings(s)).collect();
    let mut events: Vec<&mut Event> = tellings.iter_mut().map(|t| &mut t.event).collect();
    known.details.add(grammar, known.numbers, &mut events);
    tellings
}

/// What the stages before found, with what is looked up often.
struct Reading<'a> {
    clauses: &'a Grammar<'a>,
    mentions: &'a Mentions,
    statements: &'a [Statement],
    known: Known<'a>,
    lexicon: &'a Lexicon,
    codes: &'a Codes,
    /// From the head word of a mention to the mention.
    heads: HashMap<usize, usize>,
}

impl<'a> Reading<'a> {
    fn new(
        clauses: &'a Grammar<'a>,
        mentions: &'a Mentions,
        statements: &'a [Statement],
        known: &Known<'a>,
    ) -> Reading<'a> {
        let mut heads = HashMap::new();
        let longest_first = |&number: &usize| std::cmp::Reverse(mentions.list[number].words.len());
        let mut order: Vec<usize> = (0..mentions.list.len()).collect();
        order.sort_by_key(longest_first);
        for &number in &order {
            heads.entry(mentions.list[number].head).or_insert(number);
        }
        // Where the tree hangs a name by its title, or both side by side, either leads to the mention.
        for &number in &order {
            let words = &mentions.list[number].words;
            let inside = |w: usize| clauses.head(w).is_some_and(|h| words.contains(&h));
            for top in words.clone().filter(|&w| w < clauses.s.words.len() && clauses.is_nominal(w) && !inside(w)) {
                heads.entry(top).or_insert(number);
            }
        }
        let Known { lexicon, codes, .. } = *known;
        Reading { clauses, mentions, statements, known: *known, lexicon, codes, heads }
    }

    fn tellings(&self, sentence: usize) -> Vec<Telling> {
        let words = self.clauses.s.list[sentence].words.clone();
        let triggers = self.foremost(words.clone().filter_map(|w| self.trigger(w)).collect());
        // What an entry takes up is told with it, save the deed that somebody is accused of.
        let accuses = |t: &Trigger| self.lexicon.entries[t.entry].code.starts_with("112");
        let alleged = |t: &Trigger, w: usize| accuses(t) && self.clauses.is_verb(w);
        let told = triggers.iter().flat_map(|t| t.matched.iter().copied().filter(|&w| !alleged(t, w)));
        let told: Vec<usize> = told.collect();
        let mut acts: Vec<Act> = triggers
            .into_iter()
            .filter(|t| !told.contains(&t.word) || self.is_granted(t))
            .map(|t| self.act(t))
            .collect();
        self.add_bare_governors(words.clone(), &mut acts);
        self.add_similar(words, &mut acts);
        self.turn_pronouns(&mut acts);
        let echoes: Vec<Act> = acts.iter().filter(|a| self.is_echo(a)).cloned().collect();
        let told = self.settle(acts).into_iter().map(|act| self.telling(act, sentence, true));
        let echoes = echoes.into_iter().map(|act| self.telling(act, sentence, false));
        let mut all: Vec<Telling> = told.chain(echoes).chain(self.stand_ins(sentence)).collect();
        all.sort_by_key(|t| t.event.trigger.start);
        all
    }

    /// `Investigated the Mordorian attack on Rohan`: a noun that takes its act as known and names both parties tells it,
    /// whatever is done about it.
    fn is_granted(&self, trigger: &Trigger) -> bool {
        let entry = &self.lexicon.entries[trigger.entry];
        let actors = || self.parties(&entry.actor, trigger, Side::Actor);
        let recipients = || self.parties(&entry.recipient, trigger, Side::Recipient);
        trigger.kind == Kind::Noun
            && trigger.carrier.is_none()
            && matches!(self.clauses.base(trigger.top), "obj" | "obl")
            && matches!(entry.code.get(..2), Some("18" | "19" | "20"))
            && self.is_known(trigger.top)
            && !actors().is_empty()
            && !sides(actors(), recipients(), false).1.is_empty()
    }

    /// Reads parties and status of a trigger.
    fn act(&self, trigger: Trigger) -> Act {
        let entry = &self.lexicon.entries[trigger.entry];
        let actors = self.parties(&entry.actor, &trigger, Side::Actor);
        let named = self.parties(&entry.recipient, &trigger, Side::Recipient);
        let mut places = entry.actor.iter().chain(&entry.recipient);
        let mutual = places
            .any(|p| p.is(&place::Step::Reciprocal) || p.0.last() == Some(&place::Step::Phrase("between".into())))
            || std::iter::once(trigger.word).chain(trigger.carrier).any(|w| self.clauses.is_mutual(w));
        let (mut actors, mut recipients) = sides(actors, named, mutual);
        if actors.is_empty() && entry.code.starts_with("04") && trigger.kind == Kind::Noun {
            actors = self.partners(&trigger, &recipients);
        }
        let told = trigger.kind == Kind::Verb || trigger.carrier.is_some() && !actors.is_empty();
        if recipients.is_empty() && !entry.recipient.is_empty() && told {
            recipients = self.unnamed(&trigger, &actors);
        }
        let victims = self.victims_spoken_of(&trigger);
        recipients.retain(|r| !victims.contains(r));
        let rule = Rule::new(self.source(&trigger));
        let mut act = Act::new(trigger, entry.code.clone(), [actors, recipients], rule);
        self.climb(&mut act);
        self.fill_threatened(&mut act);
        act
    }

    /// `Condemned the attack on Gondor`: words about a deed are to who did it, never to those whom it struck.
    fn victims_spoken_of(&self, trigger: &Trigger) -> Vec<ActorId> {
        let root = |t: &Trigger| self.lexicon.entries[t.entry].code.get(..2).unwrap_or_default();
        let word = trigger.kind == Kind::Verb && matches!(root(trigger), "05" | "09" | "11");
        let objects = if word { self.clauses.object(trigger.word) } else { Vec::new() };
        let nouns = objects.into_iter().flat_map(|o| self.clauses.conjuncts(o));
        let deeds = nouns.filter(|o| !trigger.matched.contains(o)).filter_map(|o| self.trigger(o));
        let deeds = deeds.filter(|t| t.kind == Kind::Noun && matches!(root(t), "17" | "18" | "19" | "20"));
        let victims = deeds.flat_map(|t| {
            let entry = &self.lexicon.entries[t.entry];
            let [doers, struck] = [(&entry.actor, Side::Actor), (&entry.recipient, Side::Recipient)]
                .map(|(places, side)| self.parties(places, &t, side));
            sides(doers, struck, false).1
        });
        victims.collect()
    }

    /// Who receives what a verb tells, where no place of its entry names anybody: whom a deed strikes, else whom the act
    /// concerns. An aim (`came to attack`) is no act by itself, and concerns nobody.
    fn unnamed(&self, trigger: &Trigger, actors: &[ActorId]) -> Vec<ActorId> {
        let code = &self.lexicon.entries[trigger.entry].code;
        let deed = matches!(code.get(..2), Some("07" | "08" | "09" | "12" | "16" | "17" | "18" | "19" | "20"));
        let struck = if deed { self.struck(trigger) } else { Vec::new() };
        // One's own ships are not whom one helps.
        let country = |a: &ActorId| self.mentions.actors[*a].country.as_ref();
        let own = |a: &ActorId| code.starts_with("07") && actors.iter().any(|b| country(a) == country(b));
        let struck: Vec<ActorId> = sides(actors.to_vec(), struck, false).1.into_iter().filter(|a| !own(a)).collect();
        let relation = self.clauses.base(trigger.word);
        let aim = self.clauses.marked(trigger.word, &["to"]) && matches!(relation, "advcl" | "acl");
        if struck.is_empty() && !aim { self.concerned(trigger, actors) } else { struck }
    }

    /// Who talks with those named after `with`: whose deed the talks belong to (`the minister's fall over contacts with
    /// Gondor`), else the subject of the clause (`made progress in talks with Gondor`).
    fn partners(&self, trigger: &Trigger, others: &[ActorId]) -> Vec<ActorId> {
        let above = |&at: &usize| self.clauses.head(at).filter(|_| self.clauses.is_nominal(at));
        let doers = |at: usize| if self.clauses.is_verb(at) { self.doers(at) } else { vec![at] };
        let hosts = std::iter::successors(above(&trigger.top), above).filter(|_| !others.is_empty());
        let mut found = hosts.map(|at| sides(self.actors_of(&doers(at), Side::Actor), others.to_vec(), false).0);
        found.find(|actors| !actors.is_empty()).unwrap_or_default()
    }

    /// A threat on a condition is to the one who is to meet it.
    fn fill_threatened(&self, act: &mut Act) {
        let Some(condition) =
            act.condition.as_ref().filter(|_| act.code.starts_with("13") && act.recipients.is_empty())
        else {
            return;
        };
        act.recipients = sides(act.actors.clone(), self.doers_of_condition(condition), false).1;
    }

    fn source(&self, trigger: &Trigger) -> Source {
        let place = self.lexicon.entries[trigger.entry].place();
        Source::Lexicon { place, lemma: self.clauses.lemma(trigger.word).into() }
    }

    /// Demands, refusals and threats whose content no entry codes.
    fn add_bare_governors(&self, words: Range<usize>, acts: &mut Vec<Act>) {
        for word in words {
            let taken = acts.iter().any(|a| a.head == word || a.anchors.contains(&word));
            if let Some(act) = (!taken).then(|| self.bare_governor(word)).flatten() {
                acts.push(act);
            }
        }
    }

    fn bare_governor(&self, word: usize) -> Option<Act> {
        if !self.clauses.is_verb(word) {
            return None;
        }
        let content = self.clauses.complements(word);
        let governor = content.iter().find_map(|&c| self.governor_of(c, word))?;
        let lemma = self.clauses.lemma(word);
        let code = self.lexicon.bare(&governor.kind)?;
        let actors = self.subject_of(word);
        let asked = self.addressee_of(word);
        let subject =
            || content.iter().flat_map(|&c| self.actors_of(&self.clauses.agent(c), Side::Recipient)).collect();
        let recipients: Vec<ActorId> = if asked.is_empty() { subject() } else { asked };
        let recipients: Vec<ActorId> = recipients.into_iter().filter(|r| !actors.contains(r)).collect();
        if actors.is_empty() || recipients.is_empty() {
            return None;
        }
        let rule = Rule::new(Source::Governor { place: governor.place(), lemma: lemma.into() });
        let trigger = Trigger::unlisted(word, Kind::Verb);
        let mut act = Act::new(trigger, code, [actors, recipients], rule);
        self.climb(&mut act);
        self.fill_threatened(&mut act);
        Some(act)
    }

    /// Drops what is told twice and what nobody does to nobody.
    fn settle(&self, acts: Vec<Act>) -> Vec<Act> {
        let mut kept: Vec<Act> = Vec::new();
        for act in acts.iter().filter(|a| self.is_told(a)) {
            let says = act.code.starts_with("01") && self.is_bare(act);
            let inside = act.code == "010" && acts.iter().any(|o| !o.code.starts_with("01") && self.is_told(o));
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
        kept.sort_by_key(|a| (a.words.start, a.words.end, a.code.clone()));
        kept
    }

    fn is_bare(&self, act: &Act) -> bool {
        self.lexicon.entries.get(act.trigger.entry).is_some_and(Entry::is_bare)
    }

    /// A noun that repeats another act of the sentence: same root, no party of its own.
    fn restates(&self, noun: &Act, other: &Act) -> bool {
        let same = noun.code.get(..2) == other.code.get(..2) && self.is_told(other);
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
        let hosts = || self.clauses.head(aim.trigger.word).into_iter();
        let under = hosts().any(|h| h == other.trigger.word || h == other.head || other.anchors.contains(&h));
        let same = aim.code == other.code || &*aim.code == "070";
        self.is_aim(aim) && under && same && self.is_told(other)
    }

    /// An event needs somebody who counts: by name, in public life, or, in strife, a crowd. In private life a country is enough
    /// for deeds, not for talks, praise and regrets among waiters and guests. Fighting may do without.
    fn is_told(&self, act: &Act) -> bool {
        let strife = matches!(act.code.get(..2), Some("14" | "17" | "18" | "19" | "20"));
        let words = act.code == "036" || matches!(act.code.get(..2), Some("01" | "04" | "05"));
        let counts = |a: &Actor| {
            let private = |s: &String| self.lexicon.carriers.private.contains(s);
            let public = a.code.is_some() && (a.sectors.is_empty() || !a.sectors.iter().all(private));
            let of_country =
                a.country.is_some() && !a.at_home && (!words || a.sectors.is_empty() || !a.sectors.iter().all(private));
            of_country || public || strife && a.kind == ActorKind::Group && !a.sectors.is_empty()
        };
        let known = |&id: &ActorId| counts(&self.mentions.actors[id]) || self.is_named(id);
        let fighting = matches!(act.code.get(..2), Some("18" | "19" | "20"));
        !self.is_no_deed(act) && self.is_whole(act) && act.actors.iter().chain(&act.recipients).any(known)
            || fighting && act.actors.is_empty() && act.recipients.is_empty() && self.place(act).is_some()
    }

    /// Does nobody do it, but a fire, a flood or the time of day? Or somebody in a game?
    fn is_no_deed(&self, act: &Act) -> bool {
        let trigger = &act.trigger;
        let carriers = &self.lexicon.carriers;
        let asks = matches!(act.code.get(..2), Some("02" | "14"));
        let is_of = |w: usize, list: &[SmolStr]| list.iter().any(|l| l == self.clauses.lemma(w));
        let force = |w| self.mention_headed(w).is_none() && is_of(w, &carriers.forces);
        let idle = |&w: &usize| force(w) || !asks && is_of(w, &carriers.players);
        self.clauses.agent(trigger.carrier.unwrap_or(trigger.word)).iter().any(idle)
    }

    /// What is spoken of in passing tells an act only with both its parties: a noun, an aim, and what says which one is
    /// meant (`the envoy detained in May`). Strife, protest and meetings that are a clause's subject may lack one; who pays
    /// a visit or protests needs no other.
    fn is_whole(&self, act: &Act) -> bool {
        let plain = act.head == act.trigger.word && act.anchors.len() == 1;
        let noun = act.trigger.kind == Kind::Noun && act.trigger.carrier.is_none() && plain;
        let open =
            matches!(act.code.get(..2), Some("04" | "14" | "18" | "19" | "20")) && self.is_topic(act.trigger.top);
        let one_sided = !act.actors.is_empty() && ["042", "14"].iter().any(|c| act.code.starts_with(c));
        let alone = one_sided || self.lexicon.entries.get(act.trigger.entry).is_some_and(|e| e.recipient.is_empty());
        let both = !act.actors.is_empty() && !act.recipients.is_empty();
        let in_passing = noun && !open && !alone || self.is_aim(act) || plain && self.tells_which(act);
        both || !in_passing && !self.lacks_partner(act)
    }

    /// Aid, cooperation and what is said or written to somebody are somebody's with somebody.
    fn lacks_partner(&self, act: &Act) -> bool {
        let person = |&a: &ActorId| self.mentions.actors[a].kind == ActorKind::Person;
        let alone = matches!(&act.actors[..], [one] if person(one));
        let mutual = |e: &Entry| e.actor.iter().any(|p| p.is(&place::Step::Reciprocal)) && !(alone && e.is_bare());
        let met = self.lexicon.entries.get(act.trigger.entry).is_some_and(mutual);
        let word = matches!(&*act.code, "040" | "041") && act.trigger.kind == Kind::Verb && !met;
        act.recipients.is_empty() && (word || matches!(act.code.get(..2), Some("06" | "07")))
    }

    /// Does the clause tell of what this noun names, or say something of it as of a fact (`condemned the attack`)?
    fn is_topic(&self, noun: usize) -> bool {
        let first = self.clauses.first_conjunct(noun);
        match self.clauses.base(first) {
            "nsubj" | "root" | "parataxis" => true,
            "obj" => self.clauses.s.children(first).any(|c| self.clauses.lemma_in(c, &["the", "this"])),
            _ => false,
        }
    }

    fn is_aim(&self, act: &Act) -> bool {
        act.rule.steps.contains(&Step::Purpose)
    }

    /// `The envoy detained in May`, `sanctions imposed on Arnor`: a passive without its agent that says which one is meant.
    fn tells_which(&self, act: &Act) -> bool {
        let verb = act.trigger.carrier.unwrap_or(act.trigger.word);
        act.actors.is_empty() && self.clauses.base(verb) == "acl" && self.clauses.is_passive(verb)
    }

    fn is_named(&self, actor: ActorId) -> bool {
        self.mentions.list.iter().any(|m| m.actor == actor && m.form == crate::mention::Form::Name)
    }

    /// The codes that additions have for an act. What only speaks of the act, a threat of it say, is not the act.
    fn own_codes(&self, act: &Act) -> BTreeMap<String, String> {
        let entry = self.lexicon.entries.get(act.trigger.entry).filter(|e| e.code == act.code);
        let own = entry.and_then(|e| Some((e.addition.as_ref()?.1.to_string(), e.own.as_ref()?.to_string())));
        own.into_iter().collect()
    }

    /// The contexts of its code; what speaks of an act is in the contexts that an addition has for the act.
    fn contexts(&self, act: &Act, code: Option<&Code>) -> Vec<String> {
        let entry = self.lexicon.entries.get(act.trigger.entry);
        let own = entry.and_then(|e| self.codes.own(&e.addition.as_ref()?.1, e.own.as_ref()?));
        let mut contexts = code.map(|c| c.contexts.clone()).unwrap_or_default();
        let added = own.iter().flat_map(|own| &own.code.contexts).filter(|c| !contexts.contains(c)).cloned();
        contexts.extend(added.collect::<Vec<_>>());
        contexts
    }

    fn event(&self, act: Act, sentence: usize) -> Event {
        let codes = self.own_codes(&act);
        let code = self.codes.of(&act.code, &codes);
        let statement = self.statement_at(act.words.start);
        let (date, duration, place) = (self.date(&act, statement), self.duration(&act), self.place(&act));
        let told = Told { words: act.words.clone(), sentence, statement, rule: act.rule.clone() };
        Event {
            by: self.vouching(&act, statement),
            plover: code.and_then(|c| c.plover.clone()),
            mode: code.and_then(|c| c.mode.clone()),
            contexts: self.contexts(&act, code),
            codes,
            trigger: act.words,
            cameo: act.code.to_string(),
            actors: act.actors,
            recipients: act.recipients,
            status: act.status,
            condition: act.condition,
            conditioned_by: None,
            date,
            duration,
            place,
            magnitudes: Vec::new(),
            weapon: None,
            statement,
            rule: act.rule,
            probability: act.probability,
            sentence,
            mentions: vec![told],
        }
    }
}

/// Nobody acts on himself; several who act without a recipient act on each other, where the entry allows it.
fn sides(actors: Vec<ActorId>, recipients: Vec<ActorId>, mutual: bool) -> (Vec<ActorId>, Vec<ActorId>) {
    let others: Vec<ActorId> = recipients.into_iter().filter(|r| !actors.contains(r)).collect();
    match mutual && others.is_empty() && actors.len() > 1 {
        true => (actors.clone(), actors),
        false => (actors, others),
    }
}
