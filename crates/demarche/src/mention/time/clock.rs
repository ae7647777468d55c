//! Which words are an expression of time, and what do they come to?

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::calendar::{Calendar, Holiday, Unit};
use super::stretch::{Grain, Stretch, Value, step};
use super::tense::{Direction, direction};
use super::{Found, pick};
use crate::mention::gazetteer::Phrases;
use crate::mention::phrase::Reading;
use crate::sentence::Upos;

/// Reads the text from left to right.
pub(super) struct Clock<'a> {
    reading: &'a Reading<'a>,
    calendar: &'a Calendar,
    /// The last time that was named: `the next day` counts from it.
    last: Option<Stretch>,
}

impl<'a> Clock<'a> {
    pub(super) fn new(reading: &'a Reading<'a>) -> Clock<'a> {
        Clock { reading, calendar: &reading.lexicon.calendar, last: None }
    }

    pub(super) fn remember(&mut self, value: &Value) {
        self.last = value.stretch().or(self.last);
    }

    /// The expression that begins at a word.
    pub(super) fn at(&self, at: usize) -> Option<Found> {
        self.dates(at)
            .or_else(|| self.numeric(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.reach(at))
            .or_else(|| self.yearpart(at))
            .or_else(|| self.shared(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.month(at))
            .or_else(|| self.century(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at))
    }

    fn folded(&self, at: usize) -> &str {
        self.reading.words.folded.get(at).map_or("", |w| w.as_str())
    }

    fn end(&self, at: usize) -> usize {
        if at < self.reading.sentences.words.len() { self.reading.around(at).end } else { at }
    }

    fn lookup<T>(&self, phrases: &'a Phrases<T>, at: usize) -> Option<(usize, &'a T)> {
        let (words, found) = phrases.lookup(&self.reading.words.folded, at, self.end(at)).next()?;
        found.first().map(|f| (words.end, f))
    }

    fn capital(&self, at: usize) -> bool {
        self.reading.sentences.words.get(at).is_some_and(|w| w.form.starts_with(char::is_uppercase))
    }

    /// The month that a word names. `may`, `march`, `mar` are months with a capital only.
    fn month_of(&self, at: usize) -> Option<i8> {
        let month = *self.calendar.months.get(self.folded(at).trim_end_matches('.'))?;
        (self.capital(at) && self.reading.word(at).upos != Upos::Aux).then_some(month)
    }

    fn weekday_of(&self, at: usize) -> Option<Weekday> {
        let day = *self.calendar.weekdays.get(self.folded(at).trim_end_matches('.'))?;
        let word = self.reading.word(at);
        let short = word.form.len() <= 4 && !word.form.ends_with('.') && word.upos != Upos::Propn;
        if self.capital(at) && !short { Weekday::from_monday_one_offset(day).ok() } else { None }
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

    /// `16 February 2017`, `February 16, 2017`, `Feb. 16`, `12 and 13 May`, `May 12-14`, `July 2016`, each with a
    /// weekday before it or not.
    fn dates(&self, at: usize) -> Option<Found> {
        let weekday = self.weekday_of(at).is_some();
        let mut start = at + usize::from(weekday);
        start += usize::from(weekday && self.folded(start) == ",");
        start += usize::from(weekday && self.folded(start) == "the");
        let end = self.end(at);
        let (days, month, next) = self.days_and_month(start).filter(|(.., next)| *next <= end)?;
        let comma = usize::from(self.folded(next) == ",");
        let year = self.year_of(next + comma).filter(|_| next + comma < end);
        let words = at..if year.is_some() { next + comma + 1 } else { next };
        match (days, year) {
            (Some((a, b)), Some(y)) => {
                found(words, Stretch::new(Date::new(y, month, a).ok()?, Date::new(y, month, b).ok()?), "date")
            }
            (None, Some(y)) => found(words, Stretch::months(y, month, month)?, "month and year"),
            (Some((a, b)), None) => {
                let of = |y| Some(Stretch::new(Date::new(y, month, a).ok()?, Date::new(y, month, b).ok()?));
                let days = pick(self.reading, None, direction(self.reading, at), SLACK, of)?;
                found(words, days, "date without year")
            }
            (None, None) => None,
        }
    }

    /// First and last day, month, and where they end.
    fn days_and_month(&self, at: usize) -> Option<(Option<Days>, i8, usize)> {
        if let Some((a, b, next)) = self.days(at) {
            let of = usize::from(self.folded(next) == "of");
            return self.month_of(next + of).map(|m| (Some((a, b)), m, next + of + 1));
        }
        let month = self.month_of(at)?;
        match self.days(at + 1) {
            Some((a, b, next)) => Some((Some((a, b)), month, next)),
            None => Some((None, month, at + 1)),
        }
    }

    /// `12`, `12-14`, `12 and 13`.
    fn days(&self, at: usize) -> Option<(i8, i8, usize)> {
        let first = self.day_of(at)?;
        let link = self.folded(at + 1);
        let last = self.day_of(at + 2).filter(|d| *d > first);
        match last {
            Some(last) if matches!(link, "-" | "–" | "to") || link == "and" && last == first + 1 => {
                Some((first, last, at + 3))
            }
            _ => Some((first, first, at + 1)),
        }
    }

    /// `2017-02-16`, `16.02.2017`, `16/02/2017`; where day and month may be taken for each other, nothing.
    fn numeric(&self, at: usize) -> Option<Found> {
        let word = self.folded(at);
        if let Some(date) = word.parse::<Date>().ok().filter(|_| word.len() == 10) {
            return found(at..at + 1, Stretch::day(date), "date");
        }
        let mark = ['/', '.'].into_iter().find(|m| word.matches(*m).count() == 2)?;
        let parts: Vec<i16> = word.split(mark).map_while(|p| p.parse().ok()).collect();
        let [a, b, year] = parts[..] else { return None };
        let (day, month) = match (mark, a > 12, b > 12) {
            ('.', ..) | (_, true, false) => (a, b),
            (_, false, true) => (b, a),
            _ => return None,
        };
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        found(at..at + 1, Stretch::day(date), "date").filter(|_| (1500..2200).contains(&year))
    }

    fn holiday(&self, at: usize) -> Option<Found> {
        let (end, holiday) = self.lookup(&self.calendar.holidays, at)?;
        if !self.capital(at) && !self.folded(at).starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        match *holiday {
            Holiday::Once(day) => found(at..end, Stretch::day(day), "holiday"),
            Holiday::Yearly(month, day) => {
                let year = self.year_of(end);
                let of = |y| Date::new(y, month, day).ok().map(Stretch::day);
                let days = year.map_or_else(|| pick(self.reading, None, direction(self.reading, at), SLACK, of), of)?;
                found(at..end + usize::from(year.is_some()), days, "holiday")
            }
        }
    }

    /// `three weeks ago`, `the past two days`, `in two weeks`, `for a month`, `two-day`.
    fn counted(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at);
        let (next, number) = self.number(start)?;
        let hyphen = self.folded(next) == "-";
        let unit = *self.calendar.units.get(self.reading.lemmas.get(next + usize::from(hyphen))?)?;
        let end = next + usize::from(hyphen) + 1;
        if end > self.end(at) {
            return None;
        }
        if hyphen {
            let aged = self.folded(end) == "-";
            return lasting(at..end, number, unit).filter(|_| !aged && start == at);
        }
        match which {
            Some(which) => self.last_or_next(at..end, which, number, unit),
            None => self.shifted(at..end, number, unit).or_else(|| self.measured(at..end, number, unit)),
        }
    }

    fn number(&self, at: usize) -> Option<(usize, i64)> {
        if matches!(self.folded(at), "a" | "an") {
            return Some((at + 1, 1));
        }
        let numbers = &self.reading.lexicon.numbers;
        let (end, number) = numbers.exact(&self.reading.words.folded, at, self.end(at))?;
        i64::try_from(number).ok().filter(|n| (1..=2000).contains(n)).map(|n| (end, n))
    }

    /// `the past two weeks`, `the next three months`.
    fn last_or_next(&self, words: Range<usize>, which: &str, number: i64, unit: Unit) -> Option<Found> {
        let today = self.reading.day?;
        let there = |n: i64| step(today, unit.grain?, n.checked_mul(unit.count)?);
        match which {
            "last" => found(words, Stretch::new(there(-number)?, today), "counted"),
            "next" => found(words, Stretch::new(today, there(number)?), "counted"),
            _ => None,
        }
    }

    /// `two days ago`, `a year later`; not `two days after the attack`, which counts from what is not dated here.
    fn shifted(&self, words: Range<usize>, number: i64, unit: Unit) -> Option<Found> {
        let (end, shift) = self.lookup(&self.calendar.shifts, words.end)?;
        let governs =
            |w: usize| self.reading.is(w, &["case", "mark"]) && self.reading.head(w).is_some_and(|h| h >= end);
        if (words.end..end).any(governs) {
            return None;
        }
        let grain = unit.grain?;
        let from = if shift.from_event { self.anchor(grain)? } else { self.reading.day? };
        let steps = number.checked_mul(unit.count)?;
        let day = step(from, grain, if shift.back { -steps } else { steps })?;
        found(words.start..end, Stretch::around(day, grain)?, "counted")
    }

    /// The day from which `the next day`, `a week later` count.
    fn anchor(&self, grain: Grain) -> Option<Date> {
        self.last.filter(|l| l.is_day() || grain != Grain::Day).map(Stretch::first)
    }

    /// `within two weeks`, `in two weeks`, `for two weeks`, `two weeks of talks`.
    fn measured(&self, words: Range<usize>, number: i64, unit: Unit) -> Option<Found> {
        let future = || direction(self.reading, words.start) == Direction::Future;
        let today = self.reading.day;
        let there = || step(today?, unit.grain?, number.checked_mul(unit.count)?);
        let article = matches!(self.folded(words.start), "a" | "an");
        match super::before(self.reading, words.start) {
            "within" if future() => found(words, Stretch::new(today?, there()?), "counted"),
            "in" if future() => found(words, Stretch::around(there()?, unit.grain?)?, "counted"),
            "for" | "lasting" | "lasted" | "lasts" | "last" | "in" | "over" => lasting(words, number, unit),
            _ if self.folded(words.end) == "of" && !article => lasting(words, number, unit),
            _ => None,
        }
    }

    /// `yesterday`, `last year`, `the following month`.
    fn relative(&self, at: usize) -> Option<Found> {
        let (end, relative) = self.lookup(&self.calendar.relatives, at)?;
        let from = if relative.from_event { self.anchor(relative.grain)? } else { self.reading.day? };
        // `the day before the vote` counts from the vote.
        let governs =
            self.reading.is(end - 1, &["case", "mark"]) && self.reading.head(end - 1).is_some_and(|h| h >= end);
        let day = step(from, relative.grain, relative.steps).filter(|_| !governs)?;
        found(at..end, Stretch::around(day, relative.grain)?, "relative")
    }

    /// `overnight`, `in the past 24 hours`.
    fn reach(&self, at: usize) -> Option<Found> {
        let (end, (from, to)) = self.lookup(&self.calendar.reaches, at)?;
        let today = self.reading.day?;
        let (from, to) = (today.checked_add(*from).ok()?, today.checked_add(*to).ok()?);
        found(at..end, Stretch::new(from, to), "reach")
    }

    /// `the first half of 2016`, `the third quarter of last year`, `Q3 2016`, `spring 2015`, `last summer`.
    fn yearpart(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at + usize::from(self.folded(at) == "the"));
        let (end, &(first, last)) = self.lookup(&self.calendar.yearparts, start)?;
        let of = usize::from(matches!(self.folded(end), "of" | "in"));
        let year = self.year_of(end + of).map(|y| (y, end + of + 1)).or_else(|| self.relative_year(end + of));
        if let Some((year, end)) = year {
            return found(at..end, Stretch::months(year, first, last)?, "part of a year");
        }
        let season = end == start + 1 && self.reading.word(start).upos == Upos::Noun;
        let led = which.is_some()
            || matches!(
                super::before(self.reading, at),
                "in" | "the" | "since" | "until" | "by" | "this" | "early" | "late"
            );
        let lone = season && led && self.reading.is(start, &["obl", "nmod", "obl:unmarked", "nmod:unmarked"]);
        let days = pick(self.reading, which, direction(self.reading, start), 0, |y| Stretch::months(y, first, last));
        found(at..end, days.filter(|_| lone)?, "season")
    }

    /// `the year`, `this year`, `last year` behind a part of it.
    fn relative_year(&self, at: usize) -> Option<(i16, usize)> {
        let today = self.reading.day?;
        if self.folded(at) == "the" && self.folded(at + 1) == "year" {
            return Some((today.year(), at + 2));
        }
        let (end, relative) = self.lookup(&self.calendar.relatives, at)?;
        let year = i16::try_from(relative.steps).ok()?.checked_add(today.year())?;
        (relative.grain == Grain::Year && !relative.from_event).then_some((year, end))
    }

    /// `early Tuesday`, `late in the 1990s`, `the end of 2015`: the time behind the words; how far in, nobody knows.
    fn shared(&self, at: usize) -> Option<Found> {
        let (end, ()) = self.lookup(&self.calendar.shares, at)?;
        let skipped = usize::from(matches!(self.folded(end), "the" | "-"));
        let inner = self.plain(end + skipped)?;
        Some(Found { words: at..inner.words.end, ..inner })
    }

    fn plain(&self, at: usize) -> Option<Found> {
        let led = |at| self.month_named(at, None).and_then(|days| found(at..at + 1, days, "month"));
        self.dates(at)
            .or_else(|| self.relative(at))
            .or_else(|| self.weekday(at))
            .or_else(|| led(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at))
    }

    fn weekday(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at);
        let weekday = self.weekday_of(start)?;
        let today = self.reading.day?;
        let days = match which {
            Some("last") => today.nth_weekday(-1, weekday).ok().map(Stretch::day),
            Some("next") => today.nth_weekday(1, weekday).ok().map(Stretch::day),
            Some("before-event") => self.last.and_then(|l| l.first().nth_weekday(-1, weekday).ok()).map(Stretch::day),
            Some("after-event") => self.last.and_then(|l| l.last().nth_weekday(1, weekday).ok()).map(Stretch::day),
            Some("every") => None,
            _ => Stretch::weekday(today, weekday, self.lies_ahead(start)),
        };
        let daypart = self.lookup(&self.calendar.dayparts, start + 1).map_or(start + 1, |(end, ())| end);
        found(at..daypart, days?, "weekday")
    }

    /// Does tense, or a word before it that sets a bound (`until Friday`), put a weekday ahead? Verbs in the past take the bound
    /// back.
    fn lies_ahead(&self, at: usize) -> bool {
        let bound =
            super::relation(self.reading, &(at..at + 1)).is_some_and(|r| matches!(r, "until" | "by" | "before"));
        match direction(self.reading, at) {
            Direction::Future => true,
            Direction::Past => false,
            Direction::Unknown => bound,
        }
    }

    /// `last`, `next` or `this` before a time, and where that one begins.
    fn which(&self, at: usize) -> (usize, Option<&'a str>) {
        self.lookup(&self.calendar.which, at).map_or((at, None), |(end, means)| (end, Some(means.as_str())))
    }

    /// `in July`, `last July`, `next March`.
    fn month(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at);
        let days = self.month_named(start, which)?;
        // `May` and `March` alone may be names; a preposition or `last` tells.
        let leads = |b: usize| self.lookup(&self.calendar.relations, b).is_some() || self.folded(b) == "of";
        let own =
            self.reading.is(start, &["nmod:poss", "obl:unmarked", "nmod:unmarked"]) && self.folded(start).len() > 3;
        let led = start > at || own || at > self.reading.around(at).start && leads(at - 1);
        found(at..start + 1, Some(days).filter(|_| led)?, "month")
    }

    fn month_named(&self, at: usize, which: Option<&str>) -> Option<Stretch> {
        let month = self.month_of(at)?;
        pick(self.reading, which, direction(self.reading, at), 0, |y| Stretch::months(y, month, month))
    }

    /// `the 19th century`.
    fn century(&self, at: usize) -> Option<Found> {
        let number = self.reading.lexicon.numbers.ordinal(self.folded(at)).filter(|n| (1..=21).contains(n))?;
        let years = i16::try_from(number).ok()? * 100 - 100;
        let end = at + 1 + usize::from(self.folded(at + 1) == "-");
        let named = matches!(self.reading.lemmas.get(end)?.as_str(), "century");
        found(at..end + 1, Stretch::years(years, years + 99).filter(|_| named)?, "century")
    }

    fn decade(&self, at: usize) -> Option<Found> {
        let year = self.folded(at).strip_suffix('s')?.trim_end_matches('\'');
        let year: i16 = year.parse().ok().filter(|y| (1500..2200).contains(y) && y % 10 == 0)?;
        found(
            at..at + 1,
            Stretch::years(year, if year % 100 == 0 && year < 2000 { year + 99 } else { year + 9 })?,
            "decade",
        )
    }

    /// `in 2014`, `the 2014 annexation`, `mid-2014`, `2014-15`, but not `2014 soldiers`.
    fn year(&self, at: usize) -> Option<Found> {
        let mid =
            self.folded(at).strip_prefix("mid-").and_then(|y| y.parse().ok()).filter(|y| (1800..2200).contains(y));
        let year = self.year_of(at).filter(|y| *y >= 1800).or(mid)?;
        let word = self.reading.word(at);
        let counts =
            self.reading.is(at, &["nummod"]) && self.reading.head(at).is_some_and(|h| h > at && self.reading.plural(h));
        let money = at > 0 && matches!(self.reading.word(at - 1).upos, Upos::Sym);
        let plain = matches!(word.upos, Upos::Num | Upos::Noun | Upos::Propn) && !counts && !money;
        let (end, last) = self.second_year(at, year).unwrap_or((at + 1, year));
        plain.then_some(()).and_then(|()| found(at..end, Stretch::years(year, last)?, "year"))
    }

    /// `2014-15`.
    fn second_year(&self, at: usize, year: i16) -> Option<(usize, i16)> {
        let short = self.folded(at + 2);
        let last: i16 =
            short.parse().ok().filter(|_| matches!(self.folded(at + 1), "-" | "–" | "/") && short.len() == 2)?;
        let last = year / 100 * 100 + last;
        (last > year && at + 2 < self.end(at)).then_some((at + 3, last))
    }
}

/// First and last day of a month.
type Days = (i8, i8);

/// How many days ahead of a past tense a date without its year may lie.
const SLACK: i64 = 60;

fn found(words: Range<usize>, days: Stretch, rule: &'static str) -> Option<Found> {
    Some(Found { words, value: Value::At(days), rule })
}

fn lasting(words: Range<usize>, number: i64, unit: Unit) -> Option<Found> {
    let count = number.checked_mul(unit.count)?;
    let (clock, letter) = unit.letter.strip_prefix('T').map_or(("", unit.letter), |l| ("T", l));
    Some(Found { words, value: Value::Lasting(format!("P{clock}{count}{letter}")), rule: "duration" })
}
