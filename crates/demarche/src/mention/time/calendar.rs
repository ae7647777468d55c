//! Which words tell the time?

use std::collections::{HashMap, HashSet};

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

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
#[serde(deny_unknown_fields)]
pub(super) struct Ahead {
    pub(super) prepositions: Vec<String>,
    pub(super) words: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    relative: Vec<RelativeEntry>,
    reach: Vec<ReachEntry>,
    unit: Vec<UnitEntry>,
    shift: Vec<ShiftEntry>,
    which: Vec<Meaning>,
    relation: Vec<Meaning>,
    season: Vec<Months>,
    yearpart: Vec<Months>,
    share: Vec<Part>,
    daypart: Vec<Part>,
    holiday: Vec<Day>,
    ahead: Ahead,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelativeEntry {
    words: Vec<String>,
    span: Grain,
    #[serde(default)]
    vague: bool,
    anchor: Option<Anchor>,
    #[serde(rename = "part")]
    _part: Option<String>,
    days: Option<i64>,
    weeks: Option<i64>,
    months: Option<i64>,
    quarters: Option<i64>,
    years: Option<i64>,
    decades: Option<i64>,
    centuries: Option<i64>,
}

/// What a time is counted from, where that is not the date of the report.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Anchor {
    Report,
    Event,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReachEntry {
    words: Vec<String>,
    from: Spanned<String>,
    to: Spanned<String>,
    vague: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    words: Vec<String>,
    iso: Iso,
    count: i64,
    time: bool,
    #[serde(rename = "days")]
    _days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftEntry {
    words: Vec<String>,
    direction: Direction,
    anchor: Anchor,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Direction {
    Back,
    Forward,
}

/// The letters by which ISO 8601 counts time.
#[derive(Clone, Copy, Deserialize)]
enum Iso {
    S,
    M,
    H,
    D,
    W,
    Y,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Meaning {
    words: Vec<String>,
    means: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Months {
    words: Vec<String>,
    from: i8,
    to: i8,
    #[serde(rename = "south")]
    _south: Option<[i8; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    words: Vec<String>,
    #[serde(rename = "part")]
    _part: String,
    #[serde(rename = "from")]
    _from: toml::Value,
    #[serde(rename = "to")]
    _to: toml::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    words: Vec<String>,
    date: Spanned<String>,
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
        let source = files.source(FILE)?;
        let tables: Tables = source.toml()?;
        if let Some(day) = tables.holiday.iter().map(|d| &d.date).find(|d| holiday(d.get_ref()).is_none()) {
            return Err(source.fault(&day.span(), format!("`{}` is no day (12-24, 2001-09-11)", day.get_ref())));
        }
        let is_wrong = |s: &&Spanned<String>| s.get_ref().parse::<Span>().is_err();
        if let Some(span) = tables.reach.iter().flat_map(|r| [&r.from, &r.to]).find(is_wrong) {
            return Err(source.fault(&span.span(), format!("`{}` is no duration (-P14D, PT1H)", span.get_ref())));
        }
        let small: Small = files.part(SMALL)?;
        let numbered = |list: HashMap<String, i8>| list.into_iter().map(|(w, n)| (fold(&w), n)).collect();
        let vague = |r: &RelativeEntry| r.vague;
        Ok(Calendar {
            months: numbered(small.months),
            weekdays: numbered(small.weekdays),
            units: units(&tables.unit),
            shifts: phrases(tables.shift, |s| {
                Some((s.words, Shift { back: s.direction == Direction::Back, from_event: s.anchor == Anchor::Event }))
            }),
            which: phrases(tables.which, |m| Some((m.words, m.means))),
            relatives: phrases(tables.relative.into_iter().filter(|r| !vague(r)).collect(), relative),
            reaches: phrases(tables.reach.into_iter().filter(|r| !r.vague).collect(), reach),
            yearparts: phrases(tables.season.into_iter().chain(tables.yearpart).collect(), |m| {
                Some((m.words, (m.from, m.to)))
            }),
            shares: phrases(tables.share, |s| Some((s.words, ()))),
            dayparts: phrases(tables.daypart, |s| Some((s.words, ()))),
            holidays: phrases(tables.holiday, |d| Some((d.words, holiday(d.date.get_ref())?))),
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
        let (grain, letter) = match (entry.iso, entry.time) {
            (Iso::H, _) => (None, "TH"),
            (Iso::M, true) => (None, "TM"),
            (Iso::S, _) => (None, "TS"),
            (Iso::D, _) => (Some(Grain::Day), "D"),
            (Iso::W, _) => (Some(Grain::Week), "W"),
            (Iso::M, false) => (Some(Grain::Month), "M"),
            (Iso::Y, _) => (Some(Grain::Year), "Y"),
        };
        units.extend(entry.words.iter().map(|w| (fold(w), Unit { grain, count: entry.count, letter })));
    }
    units
}

fn relative(entry: RelativeEntry) -> Option<(Vec<String>, Relative)> {
    let grain = entry.span;
    let steps = match grain {
        Grain::Day => entry.days,
        Grain::Week | Grain::Weekend => entry.weeks,
        Grain::Month => entry.months,
        Grain::Quarter => entry.quarters,
        Grain::Year => entry.years,
        Grain::Decade => entry.decades,
        Grain::Century => entry.centuries,
    };
    Some((entry.words, Relative { grain, steps: steps?, from_event: entry.anchor == Some(Anchor::Event) }))
}

fn reach(entry: ReachEntry) -> Option<(Vec<String>, (Span, Span))> {
    Some((entry.words, (entry.from.get_ref().parse().ok()?, entry.to.get_ref().parse().ok()?)))
}

fn holiday(date: &str) -> Option<Holiday> {
    let yearly = || {
        let (month, day) = date.split_once('-')?;
        Some(Holiday::Yearly(month.parse().ok()?, day.parse().ok()?))
    };
    date.parse().ok().map(Holiday::Once).or_else(yearly)
}
