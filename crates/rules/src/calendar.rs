//! Stretches of the calendar in a zone, and yearly returns. A day begins at its first instant: where the clocks are
//! turned at midnight, at the first one that there is.

use jiff::ToSpan;
use jiff::civil::Date;
use model::definition::Settings;
use model::filter::Calendar;
use model::{Timestamp, value};

/// Where the days of an instance begin, and its weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local<'a> {
    /// IANA name.
    pub zone: &'a str,
    /// 1 Monday – 7 Sunday.
    pub week_start: u32,
}

impl<'a> Local<'a> {
    /// Before anything is said: UTC, from Monday.
    pub const UTC: Local<'static> = Local { zone: "UTC", week_start: 1 };

    pub fn of(settings: Option<&'a Settings>) -> Local<'a> {
        settings.map_or(Local::UTC, |own| Local { zone: &own.zone, week_start: own.week_start })
    }

    pub fn date(self, at: Timestamp) -> Date {
        at.date_in(self.zone)
    }

    /// The first instant of a date.
    pub fn start(self, date: Date) -> i64 {
        Timestamp::start_of(date, self.zone).0
    }

    /// The first instant of a date, and the first after another.
    pub fn whole_days(self, first: Date, last: Date) -> (i64, i64) {
        (self.start(first), self.start(shifted(last, 1)))
    }

    /// The unit that lies `by` units from the one around an instant: its first instant, and the first after it.
    pub fn unit(self, unit: Calendar, at: Timestamp, by: i64) -> (i64, i64) {
        let (first, next) = self.dates(unit, self.date(at), by);
        (self.start(first), self.start(next))
    }
}

impl Local<'_> {
    /// The unit that lies `by` units from the one around a date: its first date, and the first after it.
    pub fn dates(self, unit: Calendar, date: Date, by: i64) -> (Date, Date) {
        let first = match unit {
            Calendar::Day => date,
            Calendar::Week => {
                let past = i64::from(date.weekday().to_monday_one_offset()) - i64::from(self.week_start);
                shifted(date, -past.rem_euclid(7))
            }
            Calendar::Month => date.first_of_month(),
            Calendar::Quarter => date.first_of_month().saturating_sub((i64::from(date.month() - 1) % 3).months()),
            Calendar::Year => date.first_of_year(),
        };
        let later = |by: i64| match unit {
            Calendar::Day => shifted(first, by),
            Calendar::Week => shifted(first, by.saturating_mul(7)),
            Calendar::Month => first.saturating_add(by.months()),
            Calendar::Quarter => first.saturating_add((by * 3).months()),
            Calendar::Year => first.saturating_add(by.years()),
        };
        (later(by), later(by + 1))
    }
}

/// The date so many days later, earlier when negative; stays within the calendar.
pub fn shifted(date: Date, days: i64) -> Date {
    let day = i64::from(value::day_of_date(date)).saturating_add(days);
    value::date_of_day(i32::try_from(day).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
}

/// The return of a day in a year: 29 February is 28 February where there is none.
pub fn anniversary(of: Date, year: i16) -> Option<Date> {
    let day = of.day().min(if of.month() == 2 && !leap(year) { 28 } else { 31 });
    Date::new(year, of.month(), day).ok().filter(|_| year > of.year())
}

fn leap(year: i16) -> bool {
    Date::new(year, 1, 1).is_ok_and(Date::in_leap_year)
}

/// The first return on a date or after it.
pub fn next_anniversary(of: Date, from: Date) -> Option<Date> {
    let years = [from.year(), from.year().saturating_add(1), of.year().saturating_add(1)];
    years.into_iter().filter_map(|year| anniversary(of, year)).filter(|date| *date >= from).min()
}

/// The last return on a date or before it.
pub fn last_anniversary(of: Date, until: Date) -> Option<Date> {
    let years = [until.year(), until.year().saturating_sub(1)];
    years.into_iter().filter_map(|year| anniversary(of, year)).filter(|date| *date <= until).max()
}

/// The dates whose return falls on one from `first` to `last`, both included, in ranges in order of nothing in
/// particular; back to the year 1.
pub fn returning(first: Date, last: Date) -> Vec<(Date, Date)> {
    let mut ranges = Vec::new();
    for year in first.year()..=last.year() {
        let (Ok(begin), Ok(end)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { continue };
        let (begin, end) = (begin.max(first), end.min(last));
        for origin in 1..year {
            let low = match Date::new(origin, begin.month(), begin.day()) {
                Ok(low) => Some(low),
                // Begins on a 29 February that this year lacks.
                Err(_) => Date::new(origin, 3, 1).ok(),
            };
            let returns_early = (end.month(), end.day()) == (2, 28) && !leap(year) && leap(origin);
            let high = match (returns_early, Date::new(origin, end.month(), end.day())) {
                (true, _) => Date::new(origin, 2, 29).ok(),
                (false, Ok(high)) => Some(high),
                (false, Err(_)) => Date::new(origin, 2, 28).ok(),
            };
            ranges.extend(low.zip(high).filter(|(low, high)| low <= high));
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn units_begin_and_end_where_the_calendar_says() {
        let day = date(2024, 2, 29);
        for (unit, by, first, next) in [
            (Calendar::Day, 0, date(2024, 2, 29), date(2024, 3, 1)),
            (Calendar::Week, 0, date(2024, 2, 26), date(2024, 3, 4)),
            (Calendar::Week, -1, date(2024, 2, 19), date(2024, 2, 26)),
            (Calendar::Month, 0, date(2024, 2, 1), date(2024, 3, 1)),
            (Calendar::Month, 1, date(2024, 3, 1), date(2024, 4, 1)),
            (Calendar::Quarter, 0, date(2024, 1, 1), date(2024, 4, 1)),
            (Calendar::Quarter, -1, date(2023, 10, 1), date(2024, 1, 1)),
            (Calendar::Year, -1, date(2023, 1, 1), date(2024, 1, 1)),
        ] {
            assert_eq!(Local::UTC.dates(unit, day, by), (first, next), "{unit:?} {by}");
        }
        let sunday = Local { week_start: 7, ..Local::UTC };
        assert_eq!(sunday.dates(Calendar::Week, day, 0), (date(2024, 2, 25), date(2024, 3, 3)));
        assert_eq!(sunday.dates(Calendar::Week, date(2024, 2, 25), 0), (date(2024, 2, 25), date(2024, 3, 3)));
    }

    #[test]
    fn a_month_is_as_long_as_its_zone_makes_it() {
        // The clocks go forward in March: an hour is missing.
        let at = Timestamp::parse("2024-03-15T12:00:00Z").unwrap();
        let oslo = Local { zone: "Europe/Oslo", ..Local::UTC };
        let (from, to) = oslo.unit(Calendar::Month, at, 0);
        assert_eq!(to - from, 31 * model::DAY - model::HOUR);
        let (from, to) = Local::UTC.unit(Calendar::Month, at, 0);
        assert_eq!(to - from, 31 * model::DAY);
    }

    #[test]
    fn a_leap_day_returns_every_year() {
        let born = date(2024, 2, 29);
        assert_eq!(anniversary(born, 2024), None);
        assert_eq!(anniversary(born, 2025), Some(date(2025, 2, 28)));
        assert_eq!(anniversary(born, 2028), Some(date(2028, 2, 29)));
        assert_eq!(next_anniversary(born, date(2024, 3, 1)), Some(date(2025, 2, 28)));
        assert_eq!(next_anniversary(born, date(2025, 3, 1)), Some(date(2026, 2, 28)));
        assert_eq!(next_anniversary(born, date(2010, 3, 1)), Some(date(2025, 2, 28)));
        assert_eq!(last_anniversary(born, date(2025, 2, 27)), None);
        assert_eq!(last_anniversary(born, date(2026, 1, 1)), Some(date(2025, 2, 28)));
    }

    #[test]
    fn what_returns_within_a_stretch_is_found_by_both_ways() {
        let stretches = [
            (date(2025, 2, 20), 8),
            (date(2025, 2, 28), 0),
            (date(2025, 3, 1), 3),
            (date(2024, 2, 28), 0),
            (date(2024, 2, 29), 0),
            (date(2024, 2, 28), 2),
            (date(2024, 12, 20), 30),
            (date(2023, 3, 1), 366),
        ];
        for (first, days) in stretches {
            let last = shifted(first, days);
            let ranges = returning(first, last);
            for age in 0..1_500 {
                let of = shifted(last, -age);
                let within = ranges.iter().any(|(low, high)| *low <= of && of <= *high);
                let expected = next_anniversary(of, first).is_some_and(|next| next <= last);
                assert_eq!(within, expected, "{of} within {first} to {last}");
            }
        }
    }
}
