//! Does every entry read its own examples?
//!
//! Each entry and governor carries sentences with the events that they must yield, and sentences that it must leave
//! alone. They go through the whole pipeline, in a world where Arnor and Gondor are known.

use std::collections::BTreeSet;

use super::contrast::Contrasts;
use crate::event::{self, Event, Rule, Source, Status, Step};
use crate::grammar::Grammar;
use crate::mention::{ActorId, Mentions};
use crate::ontology::{Error, Failure};
use crate::{Report, World, sentence, text};

/// How many examples the lexicon carries.
pub fn count(world: &World) -> usize {
    let lexicon = &world.events;
    let entries: usize = lexicon.entries.iter().map(|e| e.reads.len() + e.passes.len()).sum();
    entries + lexicon.governors.iter().map(|g| g.reads.len()).sum::<usize>()
}

/// What came of the lexicon's examples.
#[derive(Default)]
pub struct Checked {
    /// Those that read otherwise than their entries say.
    pub misread: Vec<Failure>,
    /// Entries that can misfire, where no example shows that they do not ([`super::contrast`]).
    pub faults: Vec<Error>,
}

/// Reads every example; the world must know the states of the examples ([`World::for_examples`]).
pub fn check(world: &World) -> Checked {
    let lexicon = &world.events;
    let entries = lexicon.entries.iter().map(|e| (&e.file, e.line, &e.reads, e.own.is_some()));
    let governors = lexicon.governors.iter().map(|g| (&g.file, g.line, &g.reads, false));
    let mut misread = Vec::new();
    let mut contrasts = Contrasts::default();
    for (file, line, reads, own) in entries.chain(governors) {
        for (sentence, wanted) in reads {
            let (events, mentions) = events_of(sentence, world);
            contrasts.add(&events);
            let found: Vec<String> = events.iter().map(|e| show(e, own, &mentions)).collect();
            if !found.contains(&normal(wanted)) {
                let (file, sentence, wanted) = (file.clone(), sentence.clone(), Some(normal(wanted)));
                misread.push(Failure { file, line, sentence, wanted, found });
            }
        }
    }
    misread.extend((0..lexicon.entries.len()).flat_map(|number| misfires(number, world)));
    Checked { misread, faults: contrasts.missing(lexicon) }
}

/// The sentences that an entry should leave alone and that it reads, or that another entry or governor of its root reads by
/// one of its words. An addition answers for itself alone.
fn misfires(number: usize, world: &World) -> Vec<Failure> {
    let lexicon = &world.events;
    let entry = &lexicon.entries[number];
    let place = entry.place();
    let by_entry = |e: &Event| matches!(&e.rule.source, Source::Lexicon { place: p, .. } if *p == place);
    let triggers = lexicon.triggers_of(number);
    let is_own = |word: &str| triggers.iter().any(|(_, phrase)| phrase.words[phrase.head] == word);
    let same_root = |e: &Event| entry.addition.is_none() && e.cameo.root() == entry.code.root();
    let is_akin = |e: &Event| same_root(e) && words(&e.rule).any(is_own);
    let failure = |sentence: &String| {
        let (events, mentions) = events_of(sentence, world);
        let read = events.iter().filter(|e| by_entry(e) || is_akin(e));
        let found: Vec<String> = read.map(|e| show(e, entry.own.is_some(), &mentions)).collect();
        let (file, line, sentence) = (entry.file.clone(), entry.line, sentence.clone());
        (!found.is_empty()).then_some(Failure { file, line, sentence, wanted: None, found })
    };
    entry.passes.iter().filter_map(failure).collect()
}

/// The words of the ontology by which an event was read.
fn words(rule: &Rule) -> impl Iterator<Item = &str> {
    let governors = rule.steps.iter().filter_map(|step| match step {
        Step::Composed(_, lemma) => Some(lemma.as_str()),
        _ => None,
    });
    governors.chain([rule.source.lemma()])
}

pub(super) fn events_of(example: &str, world: &World) -> (Vec<Event>, Mentions) {
    let report = Report { text: example.to_string(), ..Report::default() };
    let text = text::clean(&report, &world.page);
    let sentences = sentence::parse(&text, &world.model, &world.words);
    let grammar = Grammar::new(&sentences, &world.grammar);
    let (mentions, statements) = world.spoken(&text, &grammar);
    let tellings = event::all(&grammar, &mentions, &statements, &world.acts());
    (tellings.into_iter().filter(|t| t.whole).map(|t| t.event).collect(), mentions)
}

/// One spelling of an expectation: parties by name, no status where it is a fact.
fn normal(wanted: &str) -> String {
    let (text, status) = wanted.split_once('[').map_or((wanted, ""), |(t, s)| (t, s.trim_end_matches(']')));
    let mut words = text.trim().splitn(3, ' ');
    let (code, plover, parties) = (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next().unwrap_or(""));
    let side = |s: &str| {
        s.split('+').map(|n| n.trim().to_string()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" + ")
    };
    let parties = match parties.split_once('>') {
        Some((both, "")) if both.ends_with('<') => format!("{} <>", side(both.trim_end_matches('<'))),
        Some((left, right)) => format!("{} > {}", side(left), side(right)),
        None => parties.to_string(),
    };
    format!(
        "{code} {plover} {parties}{}",
        if status.is_empty() || status == "actual" { String::new() } else { format!(" [{status}]") }
    )
}

fn show(event: &Event, own: bool, mentions: &Mentions) -> String {
    let side = |ids: &[ActorId]| {
        let names: BTreeSet<String> = ids.iter().map(|&id| name(id, mentions)).collect();
        if names.is_empty() { "-".to_string() } else { names.into_iter().collect::<Vec<_>>().join(" + ") }
    };
    let parties = match event.actors == event.recipients && event.actors.len() > 1 {
        true => format!("{} <>", side(&event.actors)),
        false => format!("{} > {}", side(&event.actors), side(&event.recipients)),
    };
    let status = match event.status {
        Status::Actual => String::new(),
        status => format!(" [{}]", format!("{status:?}").to_lowercase()),
    };
    let own = event.codes.values().next().filter(|_| own);
    let code = own.map_or(event.cameo.as_str(), String::as_str);
    format!("{code} {} {parties}{status}", event.plover.as_deref().unwrap_or("-"))
}

/// A party by its state, as examples name it; one whose country only the setting tells, by its own words.
fn name(actor: ActorId, mentions: &Mentions) -> String {
    const STATES: [(&str, &str); 6] =
        [("XAR", "Arnor"), ("XDA", "Dale"), ("XGO", "Gondor"), ("XHA", "Harad"), ("XMO", "Mordor"), ("XRO", "Rohan")];
    let actor = &mentions.actors[actor];
    let state = STATES.iter().find(|(code, _)| actor.country.as_deref() == Some(*code) && !actor.at_home);
    state.map_or_else(|| actor.name.clone(), |(_, name)| name.to_string())
}
