//! When things happen: original dates or dates moved to now, up to a day or to the end, and at which hour.

use crate::world::{Moment, World};
use crate::{Seed, WorldError};
use model::{DAY, HOUR, MINUTE, Timestamp};

/// How the dates of a world are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// Moved by whole weeks, so that the last event lies within the seven days before this instant.
    MovedTo(Timestamp),
    /// As they are; only what had happened by the end of this day (UTC).
    AsOf(Timestamp),
}

/// Whole days before the last event on which the product went live in the demo: early in what the world tells, so that
/// little of the rush in which its leads come lies before.
const LIVE_DAYS: i64 = 98;

/// The calendar of a load, all in moved time.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    shift: i64,
    /// First day of leads and last day of anything, as instants of midnight.
    pub first: Timestamp,
    pub last: Timestamp,
    /// What the tables say of this instant or later is left out.
    pub until: Timestamp,
    /// What is made up ends here: at the day asked for, or at the instant of the load.
    pub end: Timestamp,
    /// Original dates, cut at a day.
    pub as_of: bool,
}

impl Plan {
    pub fn new(world: &World, time: Time) -> Result<Plan, WorldError> {
        let moments = world.leads.iter().map(|row| row.created).chain(world.touches.iter().map(|row| row.at));
        let moments =
            moments.chain(world.sessions.iter().map(|row| row.at)).chain(world.sales.iter().map(|row| row.at));
        let closed =
            world.opportunities.iter().flat_map(|row| [Some(row.created), row.closed.map(|(_, at)| at)]).flatten();
        let all = moments.chain(closed).chain(world.customers.iter().map(|row| row.start));
        let end = all.map(|moment| if moment.exact { moment.at.0 + 1 } else { moment.at.0 + Hours::END }).max();
        let (Some(first), Some(end)) = (world.leads.iter().map(|row| row.created.at.utc_day()).min(), end) else {
            return Err(WorldError { file: "leads".into(), message: "has no rows; there is nothing to show".into() });
        };
        let last = end.div_euclid(DAY);
        let weeks = match time {
            Time::MovedTo(now) => (now.0 - end).div_euclid(7 * DAY),
            Time::AsOf(_) => 0,
        };
        let shift = weeks * 7 * DAY;
        let moved = |day: i64| Timestamp(day * DAY + shift);
        let until = match time {
            Time::MovedTo(_) => Timestamp(end + shift),
            Time::AsOf(day) => Timestamp((day.utc_day() + 1) * DAY),
        };
        let end = match time {
            Time::MovedTo(now) => now.max(until),
            Time::AsOf(_) => until,
        };
        Ok(Plan { shift, first: moved(first), last: moved(last), until, end, as_of: matches!(time, Time::AsOf(_)) })
    }

    /// The day on which the product went live: before it lies the baseline.
    pub fn go_live(&self) -> Timestamp {
        self.last.plus(-LIVE_DAYS * DAY).max(self.first)
    }

    pub fn happened(&self, at: Timestamp) -> bool {
        at < self.until
    }

    /// The moved time of a moment. Where only the day is known, the hour follows from the seed, within the hours that
    /// this kind of event has.
    pub fn at(&self, moment: Moment, hours: Hours, id: &str, seed: Seed) -> Timestamp {
        let at = moment.at.plus(self.shift);
        if moment.exact {
            return at;
        }
        let (from, to) = hours.minutes();
        let minute = from + seed.below(id, "minute", (to - from) as u64) as i64;
        at.plus(minute * MINUTE + seed.below(id, "second", 60) as i64 * model::SECOND)
    }
}

/// When in a day something happens, so that what follows from something else comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    Record,
    Lead,
    Activity,
    Opened,
    Closed,
    After,
}

impl Hours {
    /// After everything else of a day, in microseconds after midnight UTC; and the end of the day's events.
    pub const LAST: i64 = 18 * HOUR;
    const END: i64 = Self::LAST + model::SECOND;

    /// From, included, and to, excluded: minutes after midnight UTC.
    fn minutes(self) -> (i64, i64) {
        let hour = HOUR / MINUTE;
        match self {
            Hours::Record => (6 * hour, 6 * hour + 30),
            Hours::Lead => (7 * hour, 7 * hour + 45),
            Hours::Activity => (8 * hour, 17 * hour),
            Hours::Opened => (17 * hour, 17 * hour + 15),
            Hours::Closed => (17 * hour + 20, 17 * hour + 40),
            Hours::After => (17 * hour + 45, 18 * hour),
        }
    }
}

/// Saturday or Sunday, in UTC.
pub fn weekend(at: Timestamp) -> bool {
    // Day 0 was a Thursday.
    (at.utc_day() + 3).rem_euclid(7) >= 5
}
