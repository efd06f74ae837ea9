//! Periods: whole calendar days in the instance's zone.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use model::Timestamp;

/// Longest period that a report takes, in days.
pub const MOST_DAYS: i64 = 1_100;

/// From the first to the last day, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
    pub zone: String,
}

/// Instants from the first, included, to the second, excluded.
pub type Range = (Timestamp, Timestamp);

impl Period {
    /// The error names the remedy.
    pub fn new(from: Date, to: Date, zone: &str) -> Result<Period, String> {
        let period = Period { from, to, zone: zone.to_string() };
        if period.to < period.from {
            return Err("the period ends before it begins; swap the dates".into());
        }
        if period.days() > MOST_DAYS {
            return Err(format!("longer than {MOST_DAYS} days; choose a shorter period"));
        }
        Ok(period)
    }

    /// The last `days` days up to and with the day of `now`.
    pub fn last_days(days: i64, now: Timestamp, zone: &str) -> Period {
        let to = now.date_in(zone);
        Period { from: shift(to, 1 - days), to, zone: zone.to_string() }
    }

    pub fn days(&self) -> i64 {
        i64::from(self.from.until(self.to).map(|span| span.get_days()).unwrap_or_default()) + 1
    }

    /// The equally long period just before.
    #[must_use]
    pub fn previous(&self) -> Period {
        let days = self.days();
        Period { from: shift(self.from, -days), to: shift(self.from, -1), zone: self.zone.clone() }
    }

    pub fn range(&self) -> Range {
        (Timestamp::start_of(self.from, &self.zone), Timestamp::start_of(shift(self.to, 1), &self.zone))
    }

    /// Each day with its instants.
    pub fn each_day(&self) -> impl Iterator<Item = (Date, Range)> + '_ {
        (0..self.days()).map(|offset| {
            let day = shift(self.from, offset);
            (day, (Timestamp::start_of(day, &self.zone), Timestamp::start_of(shift(day, 1), &self.zone)))
        })
    }
}

/// A date some days on, clamped to the calendar.
pub fn shift(date: Date, days: i64) -> Date {
    let span: Span = days.clamp(-4_000_000, 4_000_000).days();
    date.checked_add(span).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_previous_period_ends_the_day_before() {
        let march = Period::new("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap(), "Europe/Madrid").unwrap();
        assert_eq!(march.days(), 31);
        assert_eq!(march.previous().to.to_string(), "2026-02-28");
        assert_eq!(march.previous().days(), 31);
        // The month with the change to summer time is an hour short.
        let (from, to) = march.range();
        assert_eq!(to.0 - from.0, 31 * model::DAY - model::HOUR);
        assert_eq!(march.each_day().count(), 31);
    }

    #[test]
    fn wrong_periods_name_the_remedy() {
        assert!(
            Period::new("2026-03-31".parse().unwrap(), "2026-03-01".parse().unwrap(), "UTC")
                .unwrap_err()
                .contains("swap")
        );
        assert!(Period::new("1990-01-01".parse().unwrap(), "2026-03-01".parse().unwrap(), "UTC").is_err());
    }
}
