//! Which words tell the time?

use std::collections::{HashMap, HashSet};

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;
use smol_str::SmolStr;

use super::stretch::Grain;
use crate::mention::gazetteer::{Phrases, cut, fold};
use crate::ontology::{Error, Files};

const FILE: &str = "english/time.toml";
const SMALL: &str = "english/words.toml";

/// The words of the calendar.
pub(in crate::mention) struct Calendar {
    pub(super) months: HashMap<SmolStr, i8>,
    pub(super) weekdays: HashMap<SmolStr, i8>,
    pub(super) units: HashMap<SmolStr, Unit>,
    pub(super) shifts: Phrases<Shift>,
    pub(super) which: Phrases<String>,
    pub(super) relatives: Phrases<Relative>,
    /// From how long before the report to how long after it.
    pub(super) reaches: Phrases<(Span, Span)>,
    /// Seasons, quarters and halves: first and last month.
    pub(super) yearparts: Phrases<(i8, i8)>,
    pub(super) shares: Phrases<()>,
    pub(super) dayparts: Phrases<()>,
    pub(super) holidays: Phrases<Holiday>,
    pub(super) relations: Phrases<String>,
    pub(super) ahead: Ahead,
}

#[derive(Clone, Copy)]
pub(super) struct Unit {
    pub(super) grain: Option<Grain>,
    pub(super) count: i64,
    /// The letter of ISO 8601, with its T.
    pub(super) letter: &'static str,
}

#[derive(Clone, Copy)]
pub(super) struct Shift {
    pub(super) back: bool,
    pub(super) from_event: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Relative {
    pub(super) grain: Grain,
    pub(super) steps: i64,
    pub(super) from_event: bool,
}

/// A day of each year, or one day of history.
#[derive(Clone, Copy)]
pub(super) enum Holiday {
    Yearly(i8, i8),
    Once(Date),
}

/// What tells that a time lies ahead although the verb is in the past.
#[derive(Deserialize)]
pub(super) struct Ahead {
    pub(super) prepositions: Vec<String>,
    pub(super) words: HashSet<String>,
}

#[derive(Deserialize)]
struct Tables {
    relative: Vec<RelativeEntry>,
    reach: Vec<ReachEntry>,
    unit: Vec<UnitEntry>,
    shift: Vec<ShiftEntry>,
    which: Vec<Meaning>,
    relation: Vec<Meaning>,
    season: Vec<Months>,
    yearpart: Vec<Months>,
    share: Vec<Plain>,
    daypart: Vec<Plain>,
    holiday: Vec<Day>,
    ahead: Ahead,
}

#[derive(Deserialize)]
struct RelativeEntry {
    words: Vec<String>,
    span: String,
    #[serde(default)]
    vague: bool,
    #[serde(default)]
    anchor: String,
    #[serde(flatten)]
    offsets: HashMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct ReachEntry {
    words: Vec<String>,
    from: String,
    to: String,
    vague: bool,
}

#[derive(Deserialize)]
struct UnitEntry {
    words: Vec<String>,
    iso: String,
    count: i64,
    time: bool,
}

#[derive(Deserialize)]
struct ShiftEntry {
    words: Vec<String>,
    direction: String,
    anchor: String,
}

#[derive(Deserialize)]
struct Meaning {
    words: Vec<String>,
    means: String,
}

#[derive(Deserialize)]
struct Months {
    words: Vec<String>,
    from: i8,
    to: i8,
}

#[derive(Deserialize)]
struct Plain {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Day {
    words: Vec<String>,
    date: String,
}

#[derive(Deserialize)]
struct Small {
    months: HashMap<String, i8>,
    weekdays: HashMap<String, i8>,
}

impl Calendar {
    /// Is this word, in lower case, a day of the week?
    pub(in crate::mention) fn is_weekday(&self, word: &str) -> bool {
        self.weekdays.contains_key(word)
    }

    /// Reads the words of time.
    pub(in crate::mention) fn load(files: &Files) -> Result<Calendar, Error> {
        let tables: Tables = toml::from_str(files.get(FILE)?).map_err(|e| Error::toml(FILE, files, &e))?;
        let small: Small = toml::from_str(files.get(SMALL)?).map_err(|e| Error::toml(SMALL, files, &e))?;
        let numbered = |list: HashMap<String, i8>| list.into_iter().map(|(w, n)| (fold(&w), n)).collect();
        let vague = |r: &RelativeEntry| r.vague;
        Ok(Calendar {
            months: numbered(small.months),
            weekdays: numbered(small.weekdays),
            units: units(&tables.unit),
            shifts: phrases(tables.shift, |s| {
                Some((s.words, Shift { back: s.direction == "back", from_event: s.anchor == "event" }))
            }),
            which: phrases(tables.which, |m| Some((m.words, m.means))),
            relatives: phrases(tables.relative.into_iter().filter(|r| !vague(r)).collect(), relative),
            reaches: phrases(tables.reach.into_iter().filter(|r| !r.vague).collect(), reach),
            yearparts: phrases(tables.season.into_iter().chain(tables.yearpart).collect(), |m| {
                Some((m.words, (m.from, m.to)))
            }),
            shares: phrases(tables.share, |s| Some((s.words, ()))),
            dayparts: phrases(tables.daypart, |s| Some((s.words, ()))),
            holidays: phrases(tables.holiday, |d| Some((d.words, holiday(&d.date)?))),
            relations: phrases(tables.relation, |m| Some((m.words, m.means))),
            ahead: tables.ahead,
        })
    }
}

/// Looks up the words of each entry by what the entry means.
fn phrases<E, T: Clone>(entries: Vec<E>, read: impl Fn(E) -> Option<(Vec<String>, T)>) -> Phrases<T> {
    let mut phrases = Phrases::default();
    for (words, meaning) in entries.into_iter().filter_map(read) {
        words.iter().for_each(|w| phrases.add(&key(w), meaning.clone()));
    }
    phrases
}

fn key(words: &str) -> Vec<SmolStr> {
    cut(words, true).iter().map(|w| fold(w)).collect()
}

fn units(entries: &[UnitEntry]) -> HashMap<SmolStr, Unit> {
    let mut units = HashMap::new();
    for entry in entries {
        let (grain, letter) = match (entry.iso.as_str(), entry.time) {
            ("H", _) => (None, "TH"),
            ("M", true) => (None, "TM"),
            ("S", _) => (None, "TS"),
            ("D", _) => (Some(Grain::Day), "D"),
            ("W", _) => (Some(Grain::Week), "W"),
            ("M", false) => (Some(Grain::Month), "M"),
            _ => (Some(Grain::Year), "Y"),
        };
        units.extend(entry.words.iter().map(|w| (fold(w), Unit { grain, count: entry.count, letter })));
    }
    units
}

fn relative(entry: RelativeEntry) -> Option<(Vec<String>, Relative)> {
    let grain = Grain::named(&entry.span)?;
    let unit = match grain {
        Grain::Day => "days",
        Grain::Week | Grain::Weekend => "weeks",
        Grain::Month => "months",
        Grain::Quarter => "quarters",
        Grain::Year => "years",
        Grain::Decade => "decades",
        Grain::Century => "centuries",
    };
    let steps = entry.offsets.get(unit)?.as_integer()?;
    Some((entry.words, Relative { grain, steps, from_event: entry.anchor == "event" }))
}

fn reach(entry: ReachEntry) -> Option<(Vec<String>, (Span, Span))> {
    Some((entry.words, (entry.from.parse().ok()?, entry.to.parse().ok()?)))
}

fn holiday(date: &str) -> Option<Holiday> {
    let yearly = || {
        let (month, day) = date.split_once('-')?;
        Some(Holiday::Yearly(month.parse().ok()?, day.parse().ok()?))
    };
    date.parse().ok().map(Holiday::Once).or_else(yearly)
}
