//! What would PLOVER write?
//!
//! One JSON object an event, with the field names of PLOVER's manual, chapter "Data Fields", and beside them, as it allows,
//! what it has no names for: status, condition, CAMEO code, rule. Those who act on each other are all actors, as in its
//! CONSULT, and nobody is a recipient. Mere statements have no PLOVER type and are left out.

use std::io::{self, Write};

use serde::Serialize;

use super::row::{self, Parts};
use super::when::When;
use super::{Actor, Around, Choice, Event, Format, Offsets, Party, Place, Record};
use crate::event::Status;
use crate::mention::Level;
use crate::ontology::Ontology;

pub(super) struct Plover;

impl Format for Plover {
    fn name(&self) -> &'static str {
        "plover"
    }

    fn about(&self) -> &'static str {
        "one JSON object an event, in the fields of PLOVER"
    }

    fn holds(&self) -> Choice {
        Choice::Happened
    }

    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()> {
        let offsets = Offsets::new(around.text);
        for event in record.events.iter().filter_map(|event| coded(event, record, around, &offsets)) {
            serde_json::to_writer(&mut *out, &event)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Coded<'a> {
    id: String,
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<String>,
    actor: Vec<Entity<'a>>,
    recipient: Vec<Entity<'a>>,
    event: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Location<'a>>,
    event_text: [&'a str; 1],
    quad_code: Option<usize>,
    event_scale: Option<f64>,
    mode: Vec<&'a str>,
    context: &'a [String],
    text_info: TextInfo,
    cite_info: CiteInfo<'a>,
    coder: &'static str,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'a str>,
    cameo: &'a str,
    rule: &'a str,
}

#[derive(Serialize)]
struct Entity<'a> {
    code: Option<&'a str>,
    sector: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_sectors: Vec<&'a str>,
    entity_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier_id: Option<&'a str>,
    identifier_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<&'a str>,
}

#[derive(Serialize)]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    extracted_place: Option<String>,
    resolved_place: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    country: Option<&'a str>,
    country_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<u8>,
}

#[derive(Serialize)]
struct TextInfo {
    sequence: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Serialize)]
struct CiteInfo<'a> {
    citation: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    language: Option<&'a str>,
    publication: Option<&'a str>,
}

fn coded<'a>(event: &'a Event, record: &'a Record, around: &Around<'a>, offsets: &Offsets) -> Option<Coded<'a>> {
    let days = When::of(event, record).days();
    let entities = |side: &'a [Party]| side.iter().filter_map(|p| entity(p, event, record, around.ontology)).collect();
    Some(Coded {
        id: format!("{}-{}", record.report.id, event.id),
        date: days.map(|(first, _)| first.to_string()),
        enddate: days.filter(|(first, last)| first != last).map(|(_, last)| last.to_string()),
        actor: entities(&event.actors),
        recipient: if event.is_mutual() { Vec::new() } else { entities(&event.recipients) },
        event: [event.plover.as_deref()?],
        event_loc: event.place.as_ref().map(|p| location(p, around)),
        event_text: [&event.trigger.text],
        quad_code: row::quad(event),
        event_scale: event.goldstein,
        mode: event.mode.iter().map(String::as_str).collect(),
        context: &event.contexts,
        text_info: text_info(event, around, offsets),
        cite_info: CiteInfo {
            citation: &record.report.id,
            url: record.report.url.as_deref(),
            title: record.report.title.as_deref(),
            language: record.report.language.as_deref(),
            publication: record.report.outlet.as_deref().or(record.report.agency.as_deref()),
        },
        coder: concat!("demarche ", env!("CARGO_PKG_VERSION")),
        status: event.status,
        condition: event.condition.as_ref().map(|c| c.text.as_str()),
        cameo: &event.cameo,
        rule: &event.evidence.rule,
    })
}

fn entity<'a>(party: &Party, event: &Event, record: &'a Record, ontology: &'a Ontology) -> Option<Entity<'a>> {
    let actor = record.actor(&party.actor)?;
    let parts = Parts::of(Some(actor));
    let nearest = actor.mentions.iter().min_by_key(|m| m.span.0.abs_diff(event.trigger.span.0));
    let sectors = || parts.sectors.iter().map(|s| ontology.labels.get("plover", s).unwrap_or(s));
    Some(Entity {
        code: entity_code(&parts, ontology),
        sector: sectors().next(),
        other_sectors: sectors().skip(1).collect(),
        entity_text: nearest.map_or(&actor.name, |m| &m.text),
        identifier_id: actor.wikidata.as_deref(),
        identifier_text: &actor.name,
        office: office(actor),
    })
}

/// The state, or what PLOVER has in its place: the United Nations and the European Union have codes of their own.
fn entity_code<'a>(parts: &Parts<'a>, ontology: &'a Ontology) -> Option<&'a str> {
    let prefixes = [6, 5].into_iter().filter_map(|length| parts.code.get(..length));
    let own = prefixes.into_iter().find_map(|prefix| ontology.labels.get("plover", prefix));
    own.or(Some(parts.entity)).filter(|code| !code.is_empty())
}

fn office(actor: &Actor) -> Option<&str> {
    actor.roles.iter().find(|r| r.standing.is_none()).map(|r| r.title.as_str())
}

fn location<'a>(place: &'a Place, around: &Around<'a>) -> Location<'a> {
    let ontology = around.ontology;
    let state = place.country.as_deref().and_then(|c| ontology.labels.state(c));
    let resolution = match place.level {
        Some(Level::City) => Some(4),
        Some(Level::Division | Level::Region) if place.country.is_some() => Some(2),
        _ => (state == Some(&place.name)).then_some(1),
    };
    Location {
        extracted_place: place.span.map(|s| s.of(around.text)),
        resolved_place: &place.name,
        lat: place.lat,
        lon: place.lon,
        country: state,
        country_code: place.country.as_deref(),
        resolution,
    }
}

/// Which sentence tells it, from 0, and where that stands.
fn text_info(event: &Event, around: &Around, offsets: &Offsets) -> TextInfo {
    let sequence = event.evidence.sentence;
    let sentence = sequence.and_then(|s| around.sentences.list.get(s));
    let span = sentence.map(|s| offsets.chars(around.sentences.span(s.words.clone())));
    TextInfo { sequence, start: span.map(|s| s.0), end: span.map(|s| s.1) }
}
