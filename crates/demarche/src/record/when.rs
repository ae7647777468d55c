//! On which day does a table put an event?

use jiff::civil::Date;

use super::{Event, Record};

/// A day, a month or a year, or from one to another, in ISO 8601.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct When {
    first: String,
    last: String,
}

impl When {
    /// The event's own date, and that of its report where it has none but has happened, as event data has always dated
    /// what the news tells. A word given is dated by when it was given, not by what it is about.
    pub(super) fn of(event: &Event, record: &Record) -> When {
        let said = || event.statement.as_ref().and_then(|id| record.statement(id)?.date.as_ref());
        let own = if event.is_word_given() { said() } else { event.date.as_ref() };
        let published = || record.report.published.as_ref().filter(|_| event.has_happened());
        own.map(|d| &d.value).or_else(published).map(|value| When::parse(value)).unwrap_or_default()
    }

    pub(super) fn parse(value: &str) -> When {
        let (first, last) = value.split_once('/').unwrap_or((value, value));
        When { first: first.to_string(), last: last.to_string() }
    }

    /// The day, where it is known to the day.
    pub(super) fn day(&self) -> Option<Date> {
        self.first.parse().ok().filter(|_| self.first == self.last)
    }

    /// Year and month, where they are known.
    pub(super) fn month(&self) -> Option<Date> {
        let month = |iso: &str| format!("{}-01", iso.get(..7)?).parse::<Date>().ok();
        month(&self.first).filter(|first| month(&self.last) == Some(*first))
    }

    /// The year, where it is known.
    pub(super) fn year(&self) -> Option<i16> {
        let year = |iso: &str| iso.get(..4)?.parse().ok();
        year(&self.first).filter(|first| year(&self.last) == Some(*first))
    }

    /// The first and the last day that it can be.
    pub(super) fn days(&self) -> Option<(Date, Date)> {
        let first = [&self.first, &format!("{}-01", self.first), &format!("{}-01-01", self.first)];
        let last = self.last.parse::<Date>().ok();
        let month = || format!("{}-01", self.last).parse::<Date>().ok().map(Date::last_of_month);
        let year = || format!("{}-12-31", self.last).parse::<Date>().ok();
        Some((first.into_iter().find_map(|iso| iso.parse().ok())?, last.or_else(month).or_else(year)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, day: Option<&str>, month: Option<&str>, year: Option<i16>, days: Option<(&str, &str)>) {
        let (when, date) = (When::parse(value), |iso: &str| iso.parse::<Date>().expect("a date"));
        assert_eq!((when.day(), when.month(), when.year()), (day.map(date), month.map(date), year));
        assert_eq!(when.days(), days.map(|(a, b)| (date(a), date(b))));
    }

    #[test]
    fn a_day_is_known_to_the_day() {
        let day = Some("2017-02-16");
        check("2017-02-16", day, Some("2017-02-01"), Some(2017), Some(("2017-02-16", "2017-02-16")));
    }

    #[test]
    fn a_month_has_no_day() {
        check("2016-02", None, Some("2016-02-01"), Some(2016), Some(("2016-02-01", "2016-02-29")));
    }

    #[test]
    fn a_year_has_no_month() {
        check("2016", None, None, Some(2016), Some(("2016-01-01", "2016-12-31")));
    }

    #[test]
    fn of_a_stretch_that_is_known_in_which_both_ends_lie() {
        check("2016-02-01/2016-02-07", None, Some("2016-02-01"), Some(2016), Some(("2016-02-01", "2016-02-07")));
        check("2015-12-28/2016-01-03", None, None, None, Some(("2015-12-28", "2016-01-03")));
        check("2016-01/2016-03", None, None, Some(2016), Some(("2016-01-01", "2016-03-31")));
    }

    #[test]
    fn what_is_no_date_is_not_known() {
        check("soon", None, None, None, None);
        check("", None, None, None, None);
    }
}
