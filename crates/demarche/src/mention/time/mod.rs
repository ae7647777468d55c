//! When does it happen?
//!
//! Expressions of time are resolved as TIMEX3 does: against the day of the report and the tense of the verb above them.

mod calendar;
mod clock;
mod stretch;
mod tense;

use std::ops::Range;

use jiff::civil::Date;

pub(super) use calendar::Calendar;
use clock::Clock;
use stretch::{Grain, Stretch, Value, step};
use tense::{Direction, direction};

use super::Time;
use super::phrase::Reading;

/// A time found: its words, what it comes to, by which rule.
struct Found {
    words: Range<usize>,
    value: Value,
    rule: &'static str,
}

/// The times that the text states.
pub(super) fn find(reading: &Reading) -> Vec<Time> {
    let mut clock = Clock::new(reading);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < reading.sentences.words.len() {
        let hit = clock.at(at);
        at = hit.as_ref().map_or(at + 1, |f| f.words.end.max(at + 1));
        if let Some(hit) = hit {
            clock.remember(&hit.value);
            join(reading, &mut found, hit);
        }
    }
    found.into_iter().map(|hit| bounded(reading, hit)).map(Found::time).collect()
}

impl Found {
    fn time(self) -> Time {
        Time { words: self.words, value: self.value.to_string(), rule: self.rule.to_string() }
    }
}

/// Puts `from Monday to Friday`, `between July and August`, `2014-2016` and `on Thursday and Friday` together.
fn join(reading: &Reading, found: &mut Vec<Found>, hit: Found) {
    let Some(last) = found.last_mut().filter(|l| l.words.end + 1 == hit.words.start) else { return found.push(hit) };
    let (Some(a), Some(b)) = (last.value.stretch(), hit.value.stretch()) else { return found.push(hit) };
    let weekdays = last.rule == "weekday" && hit.rule == "weekday";
    let (a, b) = if weekdays { in_order(a, b, direction(reading, hit.words.start)) } else { (a, b) };
    let opens = before(reading, last.words.start);
    let next = || step(a.last(), Grain::Day, 1) == Some(b.first());
    let joined = match reading.folded(last.words.end) {
        "to" | "through" | "-" | "–" | "until" | "till" => {
            opens == "from" || !a.is_day() || next() || b.first() > a.last()
        }
        "and" => opens == "between" || next(),
        _ => false,
    };
    if !joined || b.last() < a.first() {
        return found.push(hit);
    }
    *last =
        Found { words: last.words.start..hit.words.end, value: Value::Between(Some(a), Some(b)), rule: "from … to" };
}

/// Two weekdays of one week: in the past the first one moves back, else the second one on.
fn in_order(a: Stretch, b: Stretch, direction: Direction) -> (Stretch, Stretch) {
    let week = |s: Stretch, n: i64| step(s.first(), Grain::Week, n).map_or(s, Stretch::day);
    match direction {
        _ if a.first() <= b.first() => (a, b),
        Direction::Past => (week(a, -1), b),
        _ => (a, week(b, 1)),
    }
}

fn before<'r>(reading: &'r Reading, at: usize) -> &'r str {
    at.checked_sub(1).map_or("", |b| reading.folded(b))
}

/// A time with a preposition that makes it a bound: `since Monday`, `until July`, `before 2014`, `by Friday`.
fn bounded(reading: &Reading, hit: Found) -> Found {
    let Some(stretch) = hit.value.stretch() else { return hit };
    let Some(relation) = relation(reading, &hit.words) else { return hit };
    let today = reading.day.map(Stretch::day);
    let day_before = || step(stretch.first(), Grain::Day, -1).map(Stretch::day);
    let day_after = || step(stretch.last(), Grain::Day, 1).map(Stretch::day);
    let past = direction(reading, hit.words.start) == Direction::Past;
    let ahead = today.filter(|t| t.first() <= stretch.first() && !past);
    let so_far = |from: Option<Stretch>| today.filter(|t| from.is_some_and(|f| f.last() <= t.first()));
    let value = match relation {
        "since" => Value::Between(Some(stretch), so_far(Some(stretch))),
        "until" | "by" => Value::Between(ahead, Some(stretch)),
        "before" => Value::Between(ahead.filter(|t| t.first() < stretch.first()), day_before()),
        "after" => Value::Between(day_after(), so_far(day_after()).filter(|_| past)),
        _ => return hit,
    };
    Found { value, rule: "bound", ..hit }
}

/// The preposition on a time: not one on the noun that the time stands before (`after Monday's attack`).
fn relation<'r>(reading: &'r Reading, words: &Range<usize>) -> Option<&'r str> {
    let calendar = &reading.lexicon.calendar;
    let article = usize::from(before(reading, words.start) == "the");
    let end = words.start.checked_sub(article)?;
    let around = reading.around(words.start);
    (around.start..end).rev().take(3).find_map(|start| {
        let (range, means) = calendar.relations.lookup(&reading.words.folded, start, end).next()?;
        let own = range.clone().any(|w| reading.head(w).is_some_and(|h| words.contains(&h)));
        (range.end == end && own).then_some(means.first()?.as_str())
    })
}

/// Of the years around the report, the one that tense and words ask for. `slack` is how many days a time may lie ahead
/// of a past tense: news seldom tells a date without its year from far away.
fn pick(
    reading: &Reading,
    which: Option<&str>,
    direction: Direction,
    slack: i64,
    of: impl Fn(i16) -> Option<Stretch>,
) -> Option<Stretch> {
    let today = reading.day?;
    let years = (-2..=2).filter_map(|n| today.year().checked_add(n)).filter_map(of);
    let all: Vec<Stretch> = years.collect();
    let until = |limit: Date| all.iter().rev().find(|s| s.first() <= limit).copied();
    let from = || all.iter().find(|s| s.last() >= today).copied();
    match (which, direction) {
        (Some("last"), _) => all.iter().rev().find(|s| s.last() < today).copied(),
        (Some("next"), _) => all.iter().find(|s| s.first() > today).copied(),
        (Some("nearest"), _) => all.iter().find(|s| s.last().year() == today.year()).copied(),
        (Some("every"), _) => None,
        (_, Direction::Future) => from(),
        (_, Direction::Past) => until(step(today, Grain::Day, slack)?),
        (_, Direction::Unknown) => all.iter().min_by_key(|s| distance(**s, today)).copied(),
    }
}

/// How many days lie between a stretch and a day.
fn distance(stretch: Stretch, day: Date) -> i32 {
    let days = |a: Date, b: Date| (b - a).get_days();
    days(day, stretch.first()).max(days(stretch.last(), day)).max(0)
}
