//! What would the Phoenix pipeline write?
//!
//! Twenty-six columns without a header, as its scripts have them for what PETRARCH coded. Like there, an event has both its
//! parties by code, and the same code between the same two on the same day is one row, with the sentences that tell it.

use std::io::{self, Write};

use jiff::civil::Date;

use super::row::{self, Parts, cell};
use super::when::When;
use super::{Around, Choice, Event, Format, Record};

pub(super) struct Phoenix;

/// Sectors that Phoenix gives a column of their own; the others follow as attributes.
const ROLES: [&str; 13] = ["GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"];

impl Format for Phoenix {
    fn name(&self) -> &'static str {
        "phoenix"
    }

    fn about(&self) -> &'static str {
        "dyads in the 26 columns of Phoenix and PETRARCH, tabs between them, no header"
    }

    fn holds(&self) -> Choice {
        Choice::Happened
    }

    fn write(&self, record: &Record, _around: &Around, out: &mut dyn Write) -> io::Result<()> {
        let mut rows: Vec<Row> = Vec::new();
        for event in record.dyads() {
            let Some(row) = Row::new(&event, record) else { continue };
            match rows.iter_mut().find(|r| r.is_same(&row)) {
                Some(same) => same.sentences.extend(row.sentences),
                None => rows.push(row),
            }
        }
        rows.iter().try_for_each(|r| row::write(&r.cells(record), out))
    }
}

struct Row {
    event: Event,
    when: When,
    /// Source and target, four columns each.
    sides: [[String; 4]; 2],
    sentences: Vec<String>,
}

impl Row {
    fn new(event: &Event, record: &Record) -> Option<Row> {
        let (source, target) = row::pair(event, record);
        let sides = [side(&Parts::of(source)), side(&Parts::of(target))];
        let sentence = event.evidence.sentence.map(|s| format!("{}_{}", record.report.id, s + 1));
        sides.iter().all(|[code, ..]| !code.is_empty()).then(|| Row {
            event: event.clone(),
            when: When::of(event, record),
            sides,
            sentences: sentence.into_iter().collect(),
        })
    }

    fn is_same(&self, other: &Row) -> bool {
        self.when == other.when && self.sides == other.sides && self.event.cameo == other.event.cameo
    }

    fn cells(&self, record: &Record) -> Vec<String> {
        let (event, place, day) = (&self.event, self.event.place.as_ref(), self.when.day());
        let mut sentences = self.sentences.clone();
        sentences.dedup();
        let mut cells = vec![
            row::number(&[&record.report.id, &event.id]).to_string(),
            cell(day.map(|d| d.strftime("%Y%m%d"))),
            cell(self.when.year()),
            cell(self.when.month().map(|m| m.strftime("%m"))),
            cell(day.map(|d: Date| d.strftime("%d"))),
        ];
        cells.extend(self.sides.iter().flatten().cloned());
        cells.extend([
            event.cameo.clone(),
            event.cameo.chars().take(2).collect(),
            cell(penta(&event.cameo)),
            cell(event.goldstein.map(|g| format!("{g:.1}"))),
            String::new(),
            cell(place.and_then(|p| p.lat)),
            cell(place.and_then(|p| p.lon)),
            cell(place.map(|p| &p.name)),
            String::new(),
            cell(place.and_then(|p| p.country.as_ref())),
            sentences.join(";"),
            cell(record.report.url.as_ref()),
            row::publisher(record),
        ]);
        cells
    }
}

/// Code, entity, role and attributes.
fn side(parts: &Parts) -> [String; 4] {
    let role = parts.sectors.first().filter(|s| ROLES.contains(s));
    let others = parts.sectors.iter().skip(role.iter().count()).chain(Some(&parts.tag).filter(|t| !t.is_empty()));
    let attributes: Vec<&str> = others.copied().collect();
    [parts.code.to_string(), parts.entity.to_string(), cell(role), attributes.join(";")]
}

/// Statement, verbal and material cooperation, verbal and material conflict, as Phoenix counts CAMEO's roots.
fn penta(cameo: &str) -> Option<u8> {
    match cameo.get(..2)?.parse::<u8>().ok()? {
        1 | 2 => Some(0),
        3..=5 => Some(1),
        6..=8 => Some(2),
        9..=13 | 16 => Some(3),
        14 | 15 | 17..=20 => Some(4),
        _ => None,
    }
}
