//! How do the findings of the stages become a record?
//!
//! Numbers of words become stretches of text, places in lists become ids, bytes become code points.

use std::ops::Range;

use super::name::Namer;
use super::*;
use crate::mention::{self, ActorId, Mentions, PlaceId, Time};
use crate::ontology::codes::Codes;
use crate::sentence::Sentences;
use crate::{Report, Span, event, statement};

/// Puts together what the stages found.
pub fn filled(
    report: &Report,
    text: &crate::text::Text,
    sentences: &Sentences,
    mentions: &Mentions,
    statements: Vec<statement::Statement>,
    events: Vec<event::Event>,
    codes: &Codes,
) -> Record {
    let (offsets, parties) = (Offsets::new(text.original), events.iter().flat_map(event::Event::parties));
    let shown = mentions.with_parties(parties);
    let ids = Ids::default();
    let mut from = Findings { text: text.original, offsets, sentences, mentions, shown, ids };
    from.ids = from.ids(&report.id, &statements, &events);
    Record {
        schema: Record::SCHEMA.to_string(),
        world: WorldId::default(),
        report: from.about(report, text),
        actors: from.actors(),
        statements: from.each(&statements, Findings::statement),
        events: from.each(&events, |from, i, e| from.event(i, e, codes)),
        notes: text.notes.iter().map(|n| Note { what: n.clone(), span: None }).collect(),
    }
}

struct Findings<'a> {
    text: &'a str,
    offsets: Offsets,
    sentences: &'a Sentences,
    mentions: &'a Mentions,
    /// The actors that the record has, in order.
    shown: Vec<ActorId>,
    ids: Ids,
}

/// What all entries are called, in the order of the stages.
#[derive(Default)]
struct Ids {
    actors: Vec<String>,
    statements: Vec<String>,
    events: Vec<String>,
}

impl Findings<'_> {
    fn each<T, R>(&self, list: &[T], one: impl Fn(&Self, usize, &T) -> R) -> Vec<R> {
        list.iter().enumerate().map(|(i, item)| one(self, i, item)).collect()
    }

    fn ids(&self, report: &str, statements: &[statement::Statement], events: &[event::Event]) -> Ids {
        let mut namer = Namer::new(report);
        let told = |e: &event::Event| self.where_is(e.mentions.first().map_or(&e.trigger, |m| &m.words));
        let said = |s: &statement::Statement| first_words(s).map(|w| self.where_is(w)).unwrap_or_default();
        Ids {
            actors: self.first_mentions().iter().map(|place| namer.id('a', place)).collect(),
            statements: statements.iter().map(|s| namer.id('s', &said(s))).collect(),
            events: events.iter().map(|e| namer.id('e', &told(e))).collect(),
        }
    }

    /// Where every actor is first mentioned; of one who is not, the country or else the name.
    fn first_mentions(&self) -> Vec<String> {
        let mut first: Vec<Option<&Range<usize>>> = vec![None; self.mentions.actors.len()];
        let own = self.mentions.list.iter().map(|m| (m.actor, m));
        let joint = self.mentions.list.iter().flat_map(|m| m.also.iter().map(move |&a| (a, m)));
        own.chain(joint).for_each(|(actor, mention)| {
            first[actor].get_or_insert(&mention.words);
        });
        let unmentioned = |actor: &mention::Actor| actor.country.as_ref().unwrap_or(&actor.name).clone();
        let place = |(words, actor)| Option::map_or_else(words, || unmentioned(actor), |w| self.where_is(w));
        first.into_iter().zip(&self.mentions.actors).map(place).collect()
    }

    /// The place of some words, as ids are made from it.
    fn where_is(&self, words: &Range<usize>) -> String {
        let Chars(start, end) = self.span(words);
        format!("{start} {end}")
    }

    fn span(&self, words: &Range<usize>) -> Chars {
        self.offsets.chars(self.sentences.span(words.clone()))
    }

    fn span_unless_empty(&self, words: &Range<usize>) -> Option<Chars> {
        (!words.is_empty()).then(|| self.span(words))
    }

    fn slice(&self, span: Span) -> String {
        self.text.get(span.start()..span.end()).unwrap_or_default().to_string()
    }

    fn words(&self, words: &Range<usize>) -> Words {
        let span = self.sentences.span(words.clone());
        Words { span: self.offsets.chars(span), text: self.slice(span) }
    }

    fn about(&self, report: &Report, text: &crate::text::Text) -> About {
        let header = &text.header;
        About {
            id: report.id.clone(),
            file: report.file.clone(),
            title: header.title.clone().or_else(|| report.title.clone()),
            agency: header.agency.clone(),
            outlet: report.outlet.clone(),
            author: header.author.clone(),
            dateline: header.dateline.clone(),
            published: header.published.clone().or_else(|| report.published.clone()),
            url: report.url.clone(),
            language: header.language.clone(),
            parts: text.parts.iter().map(|p| Part { kind: p.kind, span: self.offsets.chars(p.span) }).collect(),
        }
    }

    fn actors(&self) -> Vec<Actor> {
        let mut actors: Vec<Actor> = self.shown.iter().map(|&a| self.actor(a)).collect();
        let of_hosts: Vec<mention::Mention> = self.shown.iter().filter_map(|&a| self.mentions.of_host(a)).collect();
        for mention in self.mentions.list.iter().chain(&of_hosts) {
            actors[self.position(mention.actor)].mentions.push(self.mention(mention));
        }
        actors
    }

    fn position(&self, actor: ActorId) -> usize {
        self.shown.partition_point(|&a| a < actor)
    }

    fn id_of(&self, actor: ActorId) -> String {
        self.ids.actors[actor].clone()
    }

    fn actor(&self, number: ActorId) -> Actor {
        let actor = &self.mentions.actors[number];
        Actor {
            id: self.id_of(number),
            name: actor.name.clone(),
            kind: actor.kind,
            code: actor.code.clone(),
            why: Some(actor.why.clone()).filter(|why| !why.is_empty()),
            country: actor.country.clone(),
            sectors: actor.sectors.clone(),
            wikidata: actor.wikidata.clone(),
            register: actor.register.clone(),
            roles: actor.roles.iter().map(|r| self.role(r)).collect(),
            mentions: Vec::new(),
        }
    }

    fn role(&self, role: &mention::Role) -> Role {
        Role {
            title: role.title.clone(),
            of: role.of.clone(),
            standing: role.standing.clone(),
            from: role.from.clone(),
            to: role.to.clone(),
            span: self.offsets.chars(role.span),
            rule: role.rule.clone(),
        }
    }

    fn mention(&self, mention: &mention::Mention) -> Mention {
        let Words { span, text } = self.words(&mention.words);
        let also = mention.also.iter().map(|&a| self.id_of(a)).collect();
        Mention { span, text, form: mention.form, also, rule: mention.rule.clone() }
    }

    fn date(&self, time: Option<&Time>) -> Option<Date> {
        let time = time?;
        Some(Date { value: time.value.clone(), span: self.span_unless_empty(&time.words) })
    }

    fn place(&self, place: Option<PlaceId>) -> Option<Place> {
        let place = &self.mentions.places[place?];
        Some(Place {
            name: place.name.clone(),
            country: place.country.clone(),
            level: place.level,
            lat: place.position.map(|(lat, _)| lat),
            lon: place.position.map(|(_, lon)| lon),
            span: self.span_unless_empty(&place.words),
        })
    }

    fn statement(&self, index: usize, statement: &statement::Statement) -> Statement {
        Statement {
            id: self.ids.statements[index].clone(),
            kind: statement.kind,
            speaker: statement.speaker.as_ref().map(|s| self.speaker(s)),
            cue: statement.cue.as_ref().map(|w| self.words(w)),
            content: statement.content.iter().map(|w| self.words(w)).collect(),
            addressee: statement.addressee.as_ref().map(|a| self.addressee(a)),
            medium: statement.medium.as_ref().map(|w| self.words(w)),
            stance: statement.stance.clone(),
            act: statement.act.as_str().to_string(),
            date: self.date(statement.date.map(|t| &self.mentions.times[t])),
            place: self.place(statement.place),
            inside: statement.inside.map(|i| self.ids.statements[i].clone()),
            probability: statement.probability,
            evidence: Evidence {
                rule: statement.rule.clone(),
                sentence: first_words(statement).map(|w| self.sentences.sentence_of(w.start)),
            },
        }
    }

    fn speaker(&self, speaker: &statement::Speaker) -> Speaker {
        Speaker {
            actor: speaker.actor.map(|a| self.id_of(a)),
            also: speaker.also.iter().map(|&a| self.id_of(a)).collect(),
            span: speaker.words.as_ref().and_then(|w| self.span_unless_empty(w)),
        }
    }

    fn addressee(&self, addressee: &statement::Addressee) -> Addressee {
        let Words { span, text } = self.words(&addressee.words);
        Addressee { actor: addressee.actor.map(|a| self.id_of(a)), span: Some(span), text }
    }

    fn event(&self, index: usize, event: &event::Event, codes: &Codes) -> Event {
        let code = codes.of(event.cameo.as_str(), &event.codes);
        Event {
            id: self.ids.events[index].clone(),
            trigger: self.words(&event.trigger),
            cameo: event.cameo.to_string(),
            codes: event.codes.clone(),
            plover: event.plover.clone(),
            mode: event.mode.clone(),
            contexts: event.contexts.clone(),
            quad: code.map(|c| c.quad.to_string()),
            goldstein: code.map(|c| c.goldstein),
            actors: self.parties(&event.actors),
            recipients: self.parties(&event.recipients),
            status: event.status,
            by: self.parties(&event.by),
            condition: event.condition.as_ref().map(|w| self.condition(w, event.conditioned_by)),
            date: self.date(event.date.as_ref()),
            duration: self.date(event.duration.as_ref()),
            place: self.place(event.place),
            magnitude: (!event.magnitudes.is_empty())
                .then(|| event.magnitudes.iter().map(|m| self.magnitude(m)).collect()),
            weapon: event.weapon.as_ref().map(|w| self.weapon(w)),
            statement: event.statement.map(|i| self.ids.statements[i].clone()),
            mentions: event.mentions.iter().map(|t| self.telling(t)).collect(),
            probability: event.probability,
            evidence: Evidence { rule: event.rule.to_string(), sentence: Some(event.sentence) },
        }
    }

    fn condition(&self, words: &Range<usize>, event: Option<usize>) -> Condition {
        let Words { span, text } = self.words(words);
        Condition { span, text, event: event.map(|i| self.ids.events[i].clone()) }
    }

    fn telling(&self, told: &event::Told) -> Telling {
        let Words { span, text } = self.words(&told.words);
        let statement = told.statement.map(|i| self.ids.statements[i].clone());
        Telling { span, text, sentence: told.sentence, statement, rule: told.rule.to_string() }
    }

    fn magnitude(&self, magnitude: &event::Magnitude) -> Magnitude {
        let (Words { span, text }, amount) = (self.words(&magnitude.amount.words), &magnitude.amount);
        let (kind, unit) = (magnitude.kind.clone(), magnitude.unit.clone());
        Magnitude { kind, min: amount.min, max: amount.max, about: amount.about, unit, span, text }
    }

    fn weapon(&self, weapon: &event::Weapon) -> Weapon {
        let Words { span, text } = self.words(&weapon.words);
        Weapon { class: weapon.class.clone(), span, text }
    }

    fn parties(&self, actors: &[ActorId]) -> Vec<Party> {
        let party = |&a: &ActorId| Party { actor: self.id_of(a), code: self.mentions.actors[a].code.clone() };
        actors.iter().map(party).collect()
    }
}

/// The cue, else the content's first piece.
fn first_words(statement: &statement::Statement) -> Option<&Range<usize>> {
    statement.cue.as_ref().or(statement.content.first())
}
