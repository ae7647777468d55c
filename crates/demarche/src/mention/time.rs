//! When does it happen?
//!
//! Expressions of time are resolved as TIMEX3 does: against the day of the report and the tense of the verb above them.

use std::collections::HashMap;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use smol_str::SmolStr;

use super::Time;
use super::gazetteer::{Phrases, cut, fold};
use super::phrase::Reading;
use crate::ontology::{Error, Files};
use crate::sentence::Upos;

const FILE: &str = "english/time.toml";
const SMALL: &str = "english/words.toml";

/// The words of the calendar.
pub(super) struct Calendar {
    months: HashMap<SmolStr, i8>,
    weekdays: HashMap<SmolStr, i8>,
    numbers: HashMap<SmolStr, i64>,
    units: HashMap<SmolStr, Unit>,
    shifts: Phrases<Shift>,
    which: Phrases<String>,
    relatives: Phrases<Relative>,
    bounds: HashMap<SmolStr, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

#[derive(Clone, Copy)]
struct Unit {
    grain: Grain,
    count: i64,
}

#[derive(Clone, Copy)]
struct Shift {
    back: bool,
    from_event: bool,
}

#[derive(Clone, Copy)]
struct Relative {
    grain: Grain,
    steps: i64,
    from_event: bool,
}

#[derive(Deserialize)]
struct Tables {
    relative: Vec<RelativeEntry>,
    unit: Vec<UnitEntry>,
    shift: Vec<ShiftEntry>,
    which: Vec<Meaning>,
    relation: Vec<Meaning>,
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
struct Small {
    months: HashMap<String, i8>,
    weekdays: HashMap<String, i8>,
    number_words: HashMap<String, i64>,
}

impl Calendar {
    /// Reads the words of time.
    pub(super) fn load(files: &Files) -> Result<Calendar, Error> {
        let tables: Tables = toml::from_str(files.get(FILE)?).map_err(|e| Error::toml(FILE, files, &e))?;
        let small: Small = toml::from_str(files.get(SMALL)?).map_err(|e| Error::toml(SMALL, files, &e))?;
        let mut calendar = Calendar {
            months: small.months.into_iter().map(|(w, n)| (fold(&w), n)).collect(),
            weekdays: small.weekdays.into_iter().map(|(w, n)| (fold(&w), n)).collect(),
            numbers: small.number_words.into_iter().map(|(w, n)| (fold(&w), n)).collect(),
            units: HashMap::new(),
            shifts: Phrases::default(),
            which: Phrases::default(),
            relatives: Phrases::default(),
            bounds: HashMap::new(),
        };
        calendar.fill(tables);
        Ok(calendar)
    }

    fn fill(&mut self, tables: Tables) {
        for entry in tables.unit.iter().filter(|u| !u.time) {
            let grain = match entry.iso.as_str() {
                "D" => Grain::Day,
                "W" => Grain::Week,
                "M" => Grain::Month,
                _ => Grain::Year,
            };
            self.units.extend(entry.words.iter().map(|w| (fold(w), Unit { grain, count: entry.count })));
        }
        for entry in tables.shift {
            let shift = Shift { back: entry.direction == "back", from_event: entry.anchor == "event" };
            entry.words.iter().for_each(|w| self.shifts.add(&key(w), shift));
        }
        for entry in tables.which {
            entry.words.iter().for_each(|w| self.which.add(&key(w), entry.means.clone()));
        }
        for entry in tables.relation {
            self.bounds.extend(entry.words.iter().map(|w| (fold(w), entry.means.clone())));
        }
        for entry in tables.relative.iter().filter(|r| !r.vague) {
            if let Some(relative) = relative(entry) {
                entry.words.iter().for_each(|w| self.relatives.add(&key(w), relative));
            }
        }
    }
}

fn key(words: &str) -> Vec<SmolStr> {
    cut(words, true).iter().map(|w| fold(w)).collect()
}

fn relative(entry: &RelativeEntry) -> Option<Relative> {
    let (grain, unit) = match entry.span.as_str() {
        "day" => (Grain::Day, "days"),
        "week" => (Grain::Week, "weeks"),
        "weekend" => (Grain::Weekend, "weeks"),
        "month" => (Grain::Month, "months"),
        "quarter" => (Grain::Quarter, "quarters"),
        "year" => (Grain::Year, "years"),
        "decade" => (Grain::Decade, "decades"),
        "century" => (Grain::Century, "centuries"),
        _ => return None,
    };
    let steps = entry.offsets.get(unit)?.as_integer()?;
    Some(Relative { grain, steps, from_event: entry.anchor == "event" })
}

/// Which way from the day of the report the tense points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Past,
    Future,
    Unknown,
}

/// A time found: how many words, what it covers, by which rule.
struct Found {
    words: Range<usize>,
    value: Value,
    rule: &'static str,
}

#[derive(Clone, Copy)]
struct Value {
    grain: Grain,
    /// Any day in it.
    day: Date,
}

/// The times that the text states.
pub(super) fn find(reading: &Reading) -> Vec<Time> {
    let mut clock = Clock { reading, calendar: &reading.lexicon.calendar, last: None };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < reading.sentences.words.len() {
        let hit = clock.at(at);
        if let Some(hit) = &hit {
            clock.last = (hit.value.grain == Grain::Day).then_some(hit.value.day).or(clock.last);
        }
        at = hit.as_ref().map_or(at + 1, |f| f.words.end.max(at + 1));
        found.extend(hit);
    }
    ranges(reading, found)
}

struct Clock<'a> {
    reading: &'a Reading<'a>,
    calendar: &'a Calendar,
    /// The last day that was named: `the next day` counts from it.
    last: Option<Date>,
}

impl Clock<'_> {
    fn at(&self, at: usize) -> Option<Found> {
        self.full_date(at)
            .or_else(|| self.iso_date(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.month(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at))
    }

    fn folded(&self, at: usize) -> &str {
        self.reading.words.folded.get(at).map_or("", |w| w.as_str())
    }

    fn end(&self, at: usize) -> usize {
        self.reading.around(at).end
    }

    /// The month that a word names. `may`, `march`, `mar` are months with a capital only.
    fn month_of(&self, at: usize) -> Option<i8> {
        let word = self.reading.sentences.words.get(at)?;
        let month = *self.calendar.months.get(self.folded(at).trim_end_matches('.'))?;
        let verb = matches!(word.upos, Upos::Verb | Upos::Aux) && !word.form.starts_with(char::is_uppercase);
        (word.form.starts_with(char::is_uppercase) && !verb && word.upos != Upos::Aux).then_some(month)
    }

    fn weekday_of(&self, at: usize) -> Option<Weekday> {
        let word = self.reading.sentences.words.get(at)?;
        let day = *self.calendar.weekdays.get(self.folded(at).trim_end_matches('.'))?;
        let capital = word.form.starts_with(char::is_uppercase);
        let short = word.form.len() <= 4 && !word.form.ends_with('.') && word.upos != Upos::Propn;
        if capital && !short { Weekday::from_monday_one_offset(day).ok() } else { None }
    }

    fn day_of(&self, at: usize) -> Option<i8> {
        let digits = self.folded(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = self.folded(at).get(digits.len()..)?;
        let fits = matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
        digits.parse().ok().filter(|d| fits && (1..=31).contains(d))
    }

    fn year_of(&self, at: usize) -> Option<i16> {
        let word = self.folded(at);
        word.parse().ok().filter(|y| word.len() == 4 && (1500..=2199).contains(y))
    }

    /// `16 February 2017`, `February 16, 2017`, `Feb. 16`, `July 2016`, each with a weekday before it or not.
    fn full_date(&self, at: usize) -> Option<Found> {
        let weekday = self.weekday_of(at).is_some();
        let mut start = at + usize::from(weekday);
        start += usize::from(weekday && self.folded(start) == ",");
        start += usize::from(weekday && self.folded(start) == "the");
        let end = self.end(at);
        let (day, month, mut next) = self.day_and_month(start).filter(|(.., next)| *next <= end)?;
        let comma = usize::from(self.folded(next) == ",");
        let year = self.year_of(next + comma).filter(|_| next + comma < end);
        next = if year.is_some() { next + comma + 1 } else { next };
        let words = at..next;
        match (day, year) {
            (Some(d), Some(y)) => self.found(words, Grain::Day, Date::new(y, month, d).ok()?, "date"),
            (None, Some(y)) => self.found(words, Grain::Month, Date::new(y, month, 1).ok()?, "month and year"),
            (Some(d), None) => {
                self.found(words.clone(), Grain::Day, self.year_guessed(words.start, month, d)?, "date without year")
            }
            (None, None) => None,
        }
    }

    fn day_and_month(&self, at: usize) -> Option<(Option<i8>, i8, usize)> {
        if let Some(day) = self.day_of(at) {
            let of = usize::from(self.folded(at + 1) == "of");
            return self.month_of(at + 1 + of).map(|m| (Some(day), m, at + 2 + of));
        }
        let month = self.month_of(at)?;
        match self.day_of(at + 1) {
            Some(day) => Some((Some(day), month, at + 2)),
            None => Some((None, month, at + 1)),
        }
    }

    fn iso_date(&self, at: usize) -> Option<Found> {
        let word = self.folded(at);
        let date = word.parse::<Date>().ok().filter(|_| word.len() == 10)?;
        self.found(at..at + 1, Grain::Day, date, "date")
    }

    fn found(&self, words: Range<usize>, grain: Grain, day: Date, rule: &'static str) -> Option<Found> {
        Some(Found { words, value: Value { grain, day }, rule })
    }

    fn year_guessed(&self, at: usize, month: i8, day: i8) -> Option<Date> {
        let today = self.reading.day?;
        let this = Date::new(today.year(), month, day).ok()?;
        match direction(self.reading, at) {
            Direction::Future if this < today => Date::new(today.year() + 1, month, day).ok(),
            // A day a few weeks ahead is next month's in a headline's or participle's past.
            Direction::Past | Direction::Unknown if this > today && (this - today).get_days() > 60 => {
                Date::new(today.year() - 1, month, day).ok()
            }
            _ => Some(this),
        }
    }

    /// `three weeks ago`, `two days earlier`, `a year later`.
    fn counted(&self, at: usize) -> Option<Found> {
        let number = self.number(at)?;
        let unit = *self.calendar.units.get(self.reading.lemmas.get(at + 1)?)?;
        let (tail, shift) = self.calendar.shifts.lookup(&self.reading.words.folded, at + 2, self.end(at)).next()?;
        let shift = *shift.first()?;
        let from = if shift.from_event { self.last.or(self.reading.day)? } else { self.reading.day? };
        let steps = number.checked_mul(unit.count)?;
        let day = step(from, unit.grain, if shift.back { -steps } else { steps })?;
        self.found(at..tail.end, unit.grain, day, "counted")
    }

    fn number(&self, at: usize) -> Option<i64> {
        let word = self.folded(at);
        self.calendar.numbers.get(word).copied().or_else(|| word.parse().ok()).filter(|n| (1..=2000).contains(n))
    }

    /// `yesterday`, `last year`, `the following month`.
    fn relative(&self, at: usize) -> Option<Found> {
        let (words, relative) = self.calendar.relatives.lookup(&self.reading.words.folded, at, self.end(at)).next()?;
        let relative = *relative.first()?;
        let from = if relative.from_event { self.last.or(self.reading.day)? } else { self.reading.day? };
        self.found(words, relative.grain, step(from, relative.grain, relative.steps)?, "relative")
    }

    fn weekday(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at);
        let weekday = self.weekday_of(start)?;
        let today = self.reading.day?;
        let before = |d: Date| if d.weekday() == weekday { Some(d) } else { d.nth_weekday(-1, weekday).ok() };
        let after = |d: Date| if d.weekday() == weekday { Some(d) } else { d.nth_weekday(1, weekday).ok() };
        let ahead = self.bound(at) || direction(self.reading, start) == Direction::Future;
        let day = match which.as_deref() {
            Some("last") => today.nth_weekday(-1, weekday).ok()?,
            Some("next") => today.nth_weekday(1, weekday).ok()?,
            Some("every") => return None,
            _ if ahead => after(today)?,
            _ => before(today)?,
        };
        self.found(at..start + 1, Grain::Day, day, "weekday")
    }

    /// Does a word before it set a bound that lies ahead (`until Friday`)? Verbs in the past take it back.
    fn bound(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|b| self.folded(b)).and_then(|w| self.calendar.bounds.get(w));
        let ahead = before.is_some_and(|b| matches!(b.as_str(), "until" | "by"));
        ahead && direction(self.reading, at) != Direction::Past
    }

    /// `last`, `next` or `this` before a weekday or month, and where that one stands.
    fn which(&self, at: usize) -> (usize, Option<String>) {
        let hit = self.calendar.which.lookup(&self.reading.words.folded, at, self.end(at)).next();
        hit.and_then(|(words, means)| means.first().map(|m| (words.end, Some(m.clone())))).unwrap_or((at, None))
    }

    /// `in July`, `last July`, `next March`.
    fn month(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at);
        let month = self.month_of(start)?;
        // `May` and `March` alone may be names; a preposition or `last` tells.
        let led =
            start > at || at > 0 && (self.calendar.bounds.contains_key(self.folded(at - 1)) || self.share(at - 1));
        let today = self.reading.day.filter(|_| led)?;
        let this = Date::new(today.year(), month, 1).ok()?;
        let year = |n: i16| Date::new(today.year() + n, month, 1).ok();
        let (over, ahead) = (month < today.month(), month > today.month());
        let day = match (which.as_deref(), direction(self.reading, start)) {
            (Some("last"), _) => year(if over { 0 } else { -1 })?,
            (Some("next"), _) => year(if ahead { 0 } else { 1 })?,
            (Some("nearest"), _) => this,
            (_, Direction::Past) if ahead => year(-1)?,
            (_, Direction::Future) if over => year(1)?,
            _ => this,
        };
        self.found(at..start + 1, Grain::Month, day, "month")
    }

    fn share(&self, at: usize) -> bool {
        matches!(self.folded(at), "early" | "late" | "mid" | "-" | "of")
    }

    fn decade(&self, at: usize) -> Option<Found> {
        let year = self.folded(at).strip_suffix('s')?.trim_end_matches('\'');
        let year: i16 = year.parse().ok().filter(|y| (1500..2200).contains(y) && y % 10 == 0)?;
        self.found(at..at + 1, Grain::Decade, Date::new(year, 1, 1).ok()?, "decade")
    }

    /// `in 2014`, `the 2014 annexation`, but not `2014 soldiers`.
    fn year(&self, at: usize) -> Option<Found> {
        let year = self.year_of(at).filter(|y| *y >= 1800)?;
        let word = self.reading.word(at);
        let counts =
            self.reading.is(at, &["nummod"]) && self.reading.head(at).is_some_and(|h| h > at && self.reading.plural(h));
        let money = at > 0 && matches!(self.reading.word(at - 1).upos, Upos::Sym);
        let plain = matches!(word.upos, Upos::Num | Upos::Noun | Upos::Propn) && !counts && !money;
        plain.then_some(()).and_then(|()| self.found(at..at + 1, Grain::Year, Date::new(year, 1, 1).ok()?, "year"))
    }
}

/// A day so many units away.
fn step(from: Date, grain: Grain, steps: i64) -> Option<Date> {
    let steps = i32::try_from(steps).ok().filter(|s| s.abs() < 5000)?;
    let span = match grain {
        Grain::Day => steps.days(),
        Grain::Week | Grain::Weekend => steps.weeks(),
        Grain::Month => steps.months(),
        Grain::Quarter => (steps * 3).months(),
        Grain::Year => steps.years(),
        Grain::Decade => (steps * 10).years(),
        Grain::Century => (steps * 100).years(),
    };
    from.checked_add(span).ok()
}

impl Value {
    /// ISO 8601, as coarse as the words were.
    fn iso(self) -> String {
        let day = self.day;
        let monday = || step(day, Grain::Day, -i64::from(day.weekday().to_monday_zero_offset())).unwrap_or(day);
        let days = |from: Date, a: i64, b: i64| {
            let (a, b) = (step(from, Grain::Day, a).unwrap_or(from), step(from, Grain::Day, b).unwrap_or(from));
            format!("{a}/{b}")
        };
        match self.grain {
            Grain::Day => day.to_string(),
            Grain::Week => days(monday(), 0, 6),
            Grain::Weekend => days(monday(), 5, 6),
            Grain::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Grain::Quarter => {
                let first = (day.month() - 1) / 3 * 3 + 1;
                format!("{0:04}-{1:02}/{0:04}-{2:02}", day.year(), first, first + 2)
            }
            Grain::Year => format!("{:04}", day.year()),
            Grain::Decade => format!("{0:03}0/{0:03}9", day.year() / 10),
            Grain::Century => format!("{0:02}00/{0:02}99", day.year() / 100),
        }
    }
}

/// Puts `from Monday to Friday` and `between July and August` together, and makes values of all.
fn ranges(reading: &Reading, found: Vec<Found>) -> Vec<Time> {
    let mut times: Vec<Time> = Vec::new();
    let mut open = false;
    for hit in found {
        let before = |i: usize| i.checked_sub(1).map_or("", |b| reading.folded(b));
        let gap = times.last().map(|t: &Time| t.words.end);
        let links = matches!(before(hit.words.start), "to" | "until" | "through" | "till" | "and" | "-");
        let value = hit.value.iso();
        match times.last_mut() {
            Some(last) if open && links && gap == hit.words.start.checked_sub(1) => {
                last.value = format!(
                    "{}/{}",
                    last.value.split('/').next().unwrap_or(""),
                    value.rsplit('/').next().unwrap_or("")
                );
                last.words.end = hit.words.end;
                last.rule = "from … to".to_string();
                open = false;
            }
            _ => {
                open = matches!(before(hit.words.start), "from" | "between");
                times.push(Time { words: hit.words, value, rule: hit.rule.to_string() });
            }
        }
    }
    times
}

/// The direction that the verb over a word points in.
fn direction(reading: &Reading, word: usize) -> Direction {
    let mut at = word;
    for _ in 0..12 {
        match reading.word(at).upos {
            Upos::Verb | Upos::Aux => return tense(reading, at),
            _ if reading.child(at, &["cop"]).is_some() => return tense(reading, at),
            _ => {}
        }
        match reading.head(at) {
            Some(up) => at = up,
            None => return Direction::Unknown,
        }
    }
    Direction::Unknown
}

fn tense(reading: &Reading, verb: usize) -> Direction {
    let auxiliaries = reading.sentences.children(verb).filter(|&c| reading.is(c, &["aux", "cop"]));
    let mut past = matches!(reading.word(verb).xpos.as_str(), "VBD" | "VBN");
    for auxiliary in auxiliaries {
        match reading.lemma(auxiliary) {
            "will" | "shall" | "'ll" | "would" | "may" | "might" | "could" | "should" | "must" => {
                return Direction::Future;
            }
            _ => past = past || matches!(reading.word(auxiliary).xpos.as_str(), "VBD"),
        }
    }
    let to = reading.sentences.children(verb).any(|c| reading.is(c, &["mark", "aux"]) && reading.folded(c) == "to");
    match (to, past) {
        (true, _) => Direction::Future,
        (_, true) => Direction::Past,
        _ if reading.word(verb).xpos == "VBG" && reading.is(verb, &["advcl", "acl", "xcomp"]) => {
            reading.head(verb).map_or(Direction::Unknown, |up| direction(reading, up))
        }
        _ => Direction::Unknown,
    }
}
