//! What would ICEWS write?
//!
//! The twenty columns of its public files, with their header. Like there, an event has a party on both sides, by name.

use std::io::{self, Write};

use super::row::{self, cell};
use super::when::When;
use super::{Actor, Around, Choice, Event, Format, Place, Record};
use crate::mention::Level;
use crate::ontology::Ontology;

pub(super) struct Icews;

impl Format for Icews {
    fn name(&self) -> &'static str {
        "icews"
    }

    fn about(&self) -> &'static str {
        "dyads in the 20 columns of ICEWS, tabs between them, with its header"
    }

    fn holds(&self) -> Choice {
        Choice::Happened
    }

    fn heading(&self) -> String {
        "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t\
         Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\t\
         Country\tLatitude\tLongitude\n"
            .to_string()
    }

    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()> {
        let rows = record.dyads().into_iter().filter_map(|event| cells(&event, record, around.ontology));
        rows.into_iter().try_for_each(|cells| row::write(&cells, out))
    }
}

fn cells(event: &Event, record: &Record, ontology: &Ontology) -> Option<Vec<String>> {
    let (source, target) = row::pair(event, record);
    let mut cells = vec![row::number(&[&record.report.id, &event.id]).to_string(), cell(When::of(event, record).day())];
    cells.extend(side(source?, ontology));
    cells.extend([
        cell(ontology.codes.get(&event.cameo).map(|c| &c.name)),
        event.cameo.clone(),
        cell(event.goldstein.map(|g| format!("{g:.1}"))),
    ]);
    cells.extend(side(target?, ontology));
    cells.extend([
        row::number(&[&record.report.id]).to_string(),
        cell(event.evidence.sentence.map(|s| s + 1)),
        row::publisher(record),
    ]);
    cells.extend(location(event.place.as_ref(), ontology));
    Some(cells)
}

/// Name, sectors and country, in words.
fn side(actor: &Actor, ontology: &Ontology) -> [String; 3] {
    let label = |s: &String| ontology.labels.get("icews", s).unwrap_or(s).to_string();
    let sectors: Vec<String> = actor.sectors.iter().map(label).collect();
    [actor.name.clone(), sectors.join(","), country(row::country(actor), ontology)]
}

fn country(code: Option<&str>, ontology: &Ontology) -> String {
    cell(code.and_then(|c| ontology.labels.state(c)))
}

/// City, district, province, country, latitude, longitude.
fn location(place: Option<&Place>, ontology: &Ontology) -> [String; 6] {
    let Some(place) = place else { return Default::default() };
    let named = |wanted: &[Level]| cell(place.level.filter(|l| wanted.contains(l)).map(|_| &place.name));
    [
        named(&[Level::City]),
        String::new(),
        named(&[Level::Division, Level::Region]),
        country(place.country.as_deref(), ontology),
        cell(place.lat),
        cell(place.lon),
    ]
}
