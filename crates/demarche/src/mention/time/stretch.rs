//! Which days does a time cover?

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// Days from first to last, both in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    // Invariant: first <= last.
    first: Date,
    last: Date,
}

/// How long a stretch of the calendar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Grain {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A day so many units away.
pub(super) fn step(from: Date, grain: Grain, steps: i64) -> Option<Date> {
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

impl Stretch {
    pub(super) fn new(a: Date, b: Date) -> Stretch {
        Stretch { first: a.min(b), last: a.max(b) }
    }

    pub(super) fn day(day: Date) -> Stretch {
        Stretch { first: day, last: day }
    }

    /// The months from one to another of a year; `first > last` runs into the next year.
    pub(super) fn months(year: i16, first: i8, last: i8) -> Option<Stretch> {
        let end_year = if last < first { year.checked_add(1)? } else { year };
        Some(Stretch::new(Date::new(year, first, 1).ok()?, Date::new(end_year, last, 1).ok()?.last_of_month()))
    }

    /// The years from one to another.
    pub(super) fn years(first: i16, last: i16) -> Option<Stretch> {
        Some(Stretch::new(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
    }

    /// The week, month, year … in which a day lies.
    pub(super) fn around(day: Date, grain: Grain) -> Option<Stretch> {
        let monday = || step(day, Grain::Day, -i64::from(day.weekday().to_monday_zero_offset()));
        let decade = day.year() / 10 * 10;
        let century = day.year() / 100 * 100;
        match grain {
            Grain::Day => Some(Stretch::day(day)),
            Grain::Week => Some(Stretch::new(monday()?, step(monday()?, Grain::Day, 6)?)),
            Grain::Weekend => Some(Stretch::new(step(monday()?, Grain::Day, 5)?, step(monday()?, Grain::Day, 6)?)),
            Grain::Month => Some(Stretch::new(day.first_of_month(), day.last_of_month())),
            Grain::Quarter => {
                let first = (day.month() - 1) / 3 * 3 + 1;
                Stretch::months(day.year(), first, first + 2)
            }
            Grain::Year => Stretch::years(day.year(), day.year()),
            Grain::Decade => Stretch::years(decade, decade + 9),
            Grain::Century => Stretch::years(century, century + 99),
        }
    }

    pub(super) fn first(self) -> Date {
        self.first
    }

    pub(super) fn last(self) -> Date {
        self.last
    }

    pub(super) fn is_day(self) -> bool {
        self.first == self.last
    }

    /// From the first day of this one to the last of the other.
    pub(super) fn to(self, other: Stretch) -> Stretch {
        Stretch::new(self.first, other.last)
    }

    /// The weekday of that name that is nearest to the day, before it or ahead; the day itself counts.
    pub(super) fn weekday(day: Date, weekday: Weekday, ahead: bool) -> Option<Stretch> {
        if day.weekday() == weekday {
            return Some(Stretch::day(day));
        }
        day.nth_weekday(if ahead { 1 } else { -1 }, weekday).ok().map(Stretch::day)
    }

    fn is_months(self) -> bool {
        self.first.day() == 1 && self.last == self.last.last_of_month()
    }

    fn is_years(self) -> bool {
        self.first.day_of_year() == 1 && self.last == self.last.last_of_year()
    }

    /// Is it of whole years, whole months, or days?
    fn coarseness(self) -> u8 {
        u8::from(self.is_months()) + u8::from(self.is_years())
    }
}

/// ISO 8601, as coarse as whole months and years allow.
impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |day: Date| match self.coarseness() {
            2 => format!("{:04}", day.year()),
            1 => format!("{:04}-{:02}", day.year(), day.month()),
            _ => day.to_string(),
        };
        let (first, last) = (shown(self.first), shown(self.last));
        if first == last { write!(f, "{first}") } else { write!(f, "{first}/{last}") }
    }
}

/// What an expression of time comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Some time in these days, or all of them.
    At(Stretch),
    /// From one time to another; one of them may be open.
    Between(Option<Stretch>, Option<Stretch>),
    /// So long, in ISO 8601 (`P2D`).
    Lasting(String),
}

impl Value {
    /// The days that the words themselves name.
    pub(super) fn stretch(&self) -> Option<Stretch> {
        match self {
            Value::At(stretch) => Some(*stretch),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = |s: &Stretch| s.to_string().split('/').next().unwrap_or_default().to_string();
        let end = |s: &Stretch| s.to_string().rsplit('/').next().unwrap_or_default().to_string();
        match self {
            Value::At(stretch) => write!(f, "{stretch}"),
            Value::Between(Some(a), Some(b)) if a.coarseness() == b.coarseness() => write!(f, "{}", a.to(*b)),
            Value::Between(a, b) => {
                let open = || "..".to_string();
                write!(f, "{}/{}", a.as_ref().map_or_else(open, start), b.as_ref().map_or_else(open, end))
            }
            Value::Lasting(duration) => write!(f, "{duration}"),
        }
    }
}
