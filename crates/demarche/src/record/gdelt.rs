//! What would GDELT write?
//!
//! The sixty-one columns of its event table, version 2.0, without a header. Like there, an event may lack one of its
//! parties, and needs at least one that has a code.

use std::io::{self, Write};

use jiff::civil::Date;

use super::row::{self, Parts, cell};
use super::when::When;
use super::{Actor, Around, Choice, Event, Format, Place, Record};
use crate::mention::Level;
use crate::ontology::Ontology;
use crate::text::PartKind;

pub(super) struct Gdelt;

impl Format for Gdelt {
    fn name(&self) -> &'static str {
        "gdelt"
    }

    fn about(&self) -> &'static str {
        "dyads in the 61 columns of GDELT 2.0 events, tabs between them, no header"
    }

    fn holds(&self) -> Choice {
        Choice::Happened
    }

    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()> {
        for event in record.dyads() {
            let (source, target) = row::pair(&event, record);
            if [source, target].into_iter().flatten().any(|actor| actor.code.is_some()) {
                row::write(&cells(&event, (source, target), record, around.ontology), out)?;
            }
        }
        Ok(())
    }
}

fn cells(
    event: &Event,
    (source, target): (Option<&Actor>, Option<&Actor>),
    record: &Record,
    ontology: &Ontology,
) -> Vec<String> {
    let mut cells = vec![row::number(&[&record.report.id, &event.id]).to_string()];
    cells.extend(day(&When::of(event, record)));
    cells.extend(actor(source));
    cells.extend(actor(target));
    cells.extend(act(event, record));
    // Where the actors were is not read.
    cells.extend(location(None, ontology));
    cells.extend(location(None, ontology));
    cells.extend(location(event.place.as_ref(), ontology));
    let added = record.report.published.as_ref().and_then(|day| day.parse::<Date>().ok());
    cells.push(cell(added.map(|day| day.strftime("%Y%m%d000000"))));
    cells.push(cell(record.report.url.as_ref()));
    cells
}

/// Day, month, year, and how much of the year has gone by, with months of thirty days.
fn day(when: &When) -> [String; 4] {
    let fraction = |day: Date| {
        let days = 30.0 * f64::from(day.month() - 1) + f64::from(day.day());
        format!("{:.4}", f64::from(day.year()) + days / 365.0)
    };
    let known = when.day();
    [
        cell(known.map(|day| day.strftime("%Y%m%d"))),
        cell(when.month().map(|month| month.strftime("%Y%m"))),
        cell(when.year()),
        cell(known.map(fraction)),
    ]
}

/// Code, name, country, group, ethnicity, two religions, three types. Ethnicity and religion are not read.
fn actor(actor: Option<&Actor>) -> [String; 10] {
    let parts = Parts::of(actor);
    let kinds: Vec<&str> = actor.iter().flat_map(|a| &a.sectors).map(String::as_str).collect();
    let kind = |i: usize| cell(kinds.get(i));
    let name = actor.filter(|a| a.code.is_some()).map(|a| a.name.to_uppercase());
    let country = actor.and_then(row::country);
    let none = String::new;
    [
        parts.code.to_string(),
        cell(name),
        cell(country),
        parts.tag.to_string(),
        none(),
        none(),
        none(),
        kind(0),
        kind(1),
        kind(2),
    ]
}

/// Whether it leads, codes, class, scale, and how often it was met with: in one report, of one source. Tone is not read.
fn act(event: &Event, record: &Record) -> [String; 10] {
    let prefix = |n: usize| event.cameo.chars().take(n).collect();
    let one = || "1".to_string();
    [
        u8::from(leads(event, record)).to_string(),
        event.cameo.clone(),
        prefix(3),
        prefix(2),
        cell(row::quad(event)),
        cell(event.goldstein.map(|g| format!("{g:.1}"))),
        one(),
        one(),
        one(),
        String::new(),
    ]
}

/// Does it stand in the title or the first paragraph?
fn leads(event: &Event, record: &Record) -> bool {
    let parts = &record.report.parts;
    let first = parts.iter().find(|p| p.kind == PartKind::Body);
    let title = parts.iter().filter(|p| p.kind == PartKind::Title);
    title.chain(first).any(|part| part.span.contains(event.trigger.span))
}

/// Type, name, country, two divisions of it, latitude, longitude, feature. Type 0 is GDELT's for a place that it does not
/// know; a place in a known country that no table knows is put down as that country.
fn location(place: Option<&Place>, ontology: &Ontology) -> [String; 8] {
    let mut cells: [String; 8] = Default::default();
    cells[0] = "0".to_string();
    let Some((place, country)) = place.and_then(|p| Some((p, p.country.as_deref()?))) else { return cells };
    let (fips, state) = (ontology.labels.get("fips", country).unwrap_or(""), ontology.labels.state(country));
    cells[2] = fips.to_string();
    match place.level {
        Some(level @ (Level::City | Level::Division | Level::Region)) => {
            cells[0] = geo_type(level, country).to_string();
            cells[1] = [Some(place.name.as_str()), state].into_iter().flatten().collect::<Vec<_>>().join(", ");
            cells[5] = cell(place.lat);
            cells[6] = cell(place.lon);
        }
        _ => {
            cells[0] = "1".to_string();
            cells[1] = cell(state);
            // A country stands for its own division and feature.
            cells[3] = fips.to_string();
            cells[7] = fips.to_string();
        }
    }
    cells
}

fn geo_type(level: Level, country: &str) -> u8 {
    match (level, country) {
        (Level::City, "USA") => 3,
        (Level::City, _) => 4,
        (_, "USA") => 2,
        _ => 5,
    }
}
