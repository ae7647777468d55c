//! Where does it happen?

use super::name::{Name, Named};
use super::phrase::Reading;
use super::{Level, Place};
use crate::text::PartKind;

/// The places that the text states, the dateline's first.
pub(super) fn find(reading: &Reading, names: &[Name]) -> Vec<Place> {
    let stated = names.iter().filter(|n| is_locative(reading, n)).filter_map(|n| place(reading, n));
    dateline(reading).into_iter().chain(stated).collect()
}

/// Does a name stand where places stand: `in Bonn`, `near the city of Bonn`, `Bonn-based`, the subject of nothing?
pub(super) fn is_locative(reading: &Reading, name: &Name) -> bool {
    let toponym = matches!(
        name.what,
        Named::State(_) | Named::Capital { .. } | Named::Town(_) | Named::Location | Named::Body(_)
    );
    toponym && (led_in(reading, name.head) || city_of(reading, name.head) || after_comma(reading, name))
}

/// `in Bonn`; of coordinated places the first has the preposition.
fn led_in(reading: &Reading, head: usize) -> bool {
    let first = reading.first_conjunct(head);
    let preposition = reading.preposition(head).or_else(|| reading.preposition(first));
    let governed = reading.is(first, &["obl", "nmod", "root", "advcl", "conj", "advmod"]);
    match preposition {
        Some(p) if reading.lexicon.is("locative", p) => governed,
        Some(p) if reading.lexicon.is("motion", p) => governed && moves(reading, first),
        _ => false,
    }
}

/// `to` and `from` lead to places after verbs and nouns of motion alone (`flew to Moscow`, not `links to Moscow`).
fn moves(reading: &Reading, head: usize) -> bool {
    reading.head(head).is_some_and(|g| reading.lexicon.is("moving", reading.lemma(g)))
}

/// `in the German city of Bonn`.
fn city_of(reading: &Reading, head: usize) -> bool {
    let of = reading.preposition(head) == Some("of") && reading.is(head, &["nmod"]);
    let governor = reading.head(head).filter(|_| of || reading.is(head, &["appos", "compound", "flat"]));
    governor.is_some_and(|g| reading.lexicon.is("settlement", reading.lemma(g)))
}

/// `Bonn, Germany` after `in`.
fn after_comma(reading: &Reading, name: &Name) -> bool {
    let governor = reading
        .head(name.head)
        .filter(|&g| g < name.head && reading.is(name.head, &["appos", "nmod", "list", "parataxis"]));
    let comma = name.words.start > 0 && reading.word(name.words.start - 1).form == ",";
    let placed = |g: usize| reading.word(g).upos == crate::sentence::Upos::Propn && led_in(reading, g);
    comma && reading.preposition(name.head).is_none() && governor.is_some_and(placed)
}

/// The place that a name names, as far as the tables and the words around it tell.
pub(super) fn place(reading: &Reading, name: &Name) -> Option<Place> {
    let gazetteer = &reading.lexicon.gazetteer;
    let words = with_direction(reading, name);
    let town = |t: usize| {
        let town = &gazetteer.towns[t];
        (town.name.clone(), Some(town.country.clone()), town.position, Some(town.level))
    };
    let (known, country, position, level) = match name.what {
        Named::State(s) => {
            let state = &gazetteer.states[s];
            (state.name.clone(), Some(state.code.clone()), None, Some(Level::Country))
        }
        Named::Capital { town: Some(t), state } if gazetteer.towns[t].country == gazetteer.states[state].code => {
            town(t)
        }
        Named::Capital { state, .. } => {
            (reading.written(name.words.clone()), Some(gazetteer.states[state].code.clone()), None, Some(Level::City))
        }
        Named::Town(t) => town(t),
        Named::Body(b) if gazetteer.bodies[b].seat => {
            (gazetteer.bodies[b].name.clone(), gazetteer.bodies[b].country.clone(), None, None)
        }
        Named::Location => (reading.written(name.words.clone()), country_near(reading, name), None, None),
        _ => return None,
    };
    // A part of a country is named as written: `eastern Ukraine`.
    let part = words.start < name.words.start && matches!(name.what, Named::State(_) | Named::Location);
    let known = if part { reading.written(words.clone()) } else { known };
    let level = if part { Some(Level::Region) } else { level };
    Some(Place { words, name: known, country, level, position })
}

fn with_direction(reading: &Reading, name: &Name) -> std::ops::Range<usize> {
    let around = reading.around(name.words.start);
    let mut start = name.words.start;
    while start > around.start && reading.lexicon.is("direction", reading.folded(start - 1)) {
        start -= 1;
        if start > around.start + 1 && reading.word(start - 1).form == "-" {
            start -= 1;
        }
    }
    start..name.words.end
}

/// `the Ukrainian village of Nowhere`, `Nowhere, Ukraine`: an unknown place lies where its phrase says.
fn country_near(reading: &Reading, name: &Name) -> Option<String> {
    let gazetteer = &reading.lexicon.gazetteer;
    let around = reading.around(name.head);
    let state = |at: usize| {
        let (_, known) = gazetteer.longest(&reading.words, at, around.end)?;
        known.iter().find_map(|k| match k {
            super::gazetteer::Known::State(s) | super::gazetteer::Known::Adjective(s) => {
                Some(gazetteer.states[*s].code.clone())
            }
            _ => None,
        })
    };
    let behind = name.words.end + 1;
    let comma = behind < around.end && reading.word(name.words.end).form == ",";
    let phrase = reading.head(name.head).filter(|_| city_of(reading, name.head)).map(|g| reading.phrase_before(g));
    comma.then(|| state(behind)).flatten().or_else(|| phrase.and_then(|mut p| p.find_map(state)))
}

fn dateline(reading: &Reading) -> Option<Place> {
    use super::gazetteer::{Known, Words, cut};
    let written = reading.text.header.dateline.as_deref()?;
    let first = written.split([',', '/', ';']).next().unwrap_or(written).trim();
    let _ = PartKind::Dateline;
    let cut = cut(first, true);
    let words = Words::new(cut.iter().map(|w| w.as_str()));
    let gazetteer = &reading.lexicon.gazetteer;
    let (_, known) = gazetteer.longest(&words, 0, words.plain.len())?;
    let towns = known.iter().filter_map(|k| if let Known::Town(t) = k { Some(&gazetteer.towns[*t]) } else { None });
    let largest = towns.reduce(|a, b| if b.population > a.population { b } else { a });
    let state = known.iter().find_map(|k| match k {
        Known::State(s) | Known::Capital(s) => Some(&gazetteer.states[*s]),
        _ => None,
    });
    let country = largest.map(|t| t.country.clone()).or_else(|| state.map(|s| s.code.clone()));
    let name = largest.map_or_else(|| first.to_string(), |t| t.name.clone());
    let level = largest.map(|t| t.level).or(state.map(|_| Level::City));
    Some(Place { words: 0..0, name, country, level, position: largest.and_then(|t| t.position) })
}
