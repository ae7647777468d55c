//! Which day does a line name?
//!
//! The dates of bylines and datelines. What dates in sentences mean, `mention` decides.

use jiff::civil::Date;

use super::page::Page;
use super::token::Token;

/// A date that a line names, and how many words it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// The day; none where the year is not written or the day cannot be told from the month.
    pub day: Option<Date>,
    pub words: usize,
}

/// The date that begins with the first of these words: an optional weekday, then a date in one of the usual orders.
pub(super) fn at(words: &[Token], page: &Page) -> Option<Found> {
    let weekday = usize::from(page.weekdays.contains(&words.first()?.key()));
    let rest = &words[weekday..];
    let found = in_words(rest, page).or_else(|| in_figures(rest.first()?.core));
    found.map(|f| Found { words: f.words + weekday, ..f })
}

/// `16 Feb 2017`, `February 16th, 2017`, `Feb. 3`.
fn in_words(words: &[Token], page: &Page) -> Option<Found> {
    let [first, second, ..] = words else { return None };
    let month = |t: &Token| page.months.get(&t.key()).copied().filter(|_| t.capital());
    let (day, month) = match (day_number(first.core), month(second)) {
        (Some(day), Some(month)) => (day, month),
        _ => (day_number(second.core)?, month(first)?),
    };
    let year = words.get(2).and_then(|t| year(t.core));
    let date = year.and_then(|y| Date::new(y, month, day).ok());
    Some(Found { day: date, words: 2 + usize::from(year.is_some()) })
}

/// `2017-02-16`, `2017/02/16T10:32`, and `16/02/2017` where one of the two can be no month.
fn in_figures(word: &str) -> Option<Found> {
    let date = word.split('T').next().unwrap_or(word);
    let mut numbers = date.split(['-', '/', '.']).map(figures);
    let (first, second, third) = (numbers.next()??, numbers.next()??, numbers.next()??);
    if numbers.next().is_some() {
        return None;
    }
    let day = match (first, second, third) {
        (y @ 1000.., m, d) => Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok(),
        (a, b, y @ 1000..) => day_and_month(i8::try_from(a).ok()?, i8::try_from(b).ok()?, y),
        _ => return None,
    };
    Some(Found { day, words: 1 })
}

fn day_and_month(a: i8, b: i8, year: i16) -> Option<Date> {
    match (Date::new(year, b, a).ok(), Date::new(year, a, b).ok()) {
        (Some(day_first), Some(month_first)) => (day_first == month_first).then_some(day_first),
        (one, other) => one.or(other),
    }
}

/// The number that a word of figures alone stands for.
fn figures(word: &str) -> Option<i16> {
    let plain = (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| word.parse().ok()).flatten()
}

fn year(word: &str) -> Option<i16> {
    figures(word).filter(|y| (1600..=2999).contains(y))
}

fn day_number(word: &str) -> Option<i8> {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[number.len()..];
    let sound = suffix.is_empty() || ["st", "nd", "rd", "th"].iter().any(|s| suffix.eq_ignore_ascii_case(s));
    let day = figures(number).and_then(|n| i8::try_from(n).ok())?;
    (sound && (1..=31).contains(&day)).then_some(day)
}

/// How many of these words tell the time of day (`10:32 AM ET`, `1032 GMT`); 0 if they do not.
pub(super) fn time_at(words: &[Token], page: &Page) -> usize {
    let Some(first) = words.first() else { return 0 };
    let after = words[1..].iter().take(3).take_while(|t| page.clock.contains(&t.key()) || is_offset(t.core)).count();
    let clock = first.core.bytes().next().is_some_and(|b| b.is_ascii_digit()) && first.core.contains(':');
    let number = figures(first.core).is_some() || clock_number(first.core, page);
    if clock || (number && (after > 0 || !first.core.bytes().all(|b| b.is_ascii_digit()))) { 1 + after } else { 0 }
}

/// `10am`, `1032GMT`.
fn clock_number(word: &str, page: &Page) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    unit.len() < word.len() && page.clock.contains(&super::token::key(unit))
}

/// `+0300`, `+03:00`.
fn is_offset(word: &str) -> bool {
    word.strip_prefix('+').is_some_and(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit() || b == b':'))
}
