//! Calendar days of a zone, for many instants.

use model::{Timestamp, value};
use std::collections::BTreeMap;

pub(crate) struct Days<'a> {
    zone: &'a str,
    /// Days met so far, by their first instant: their end and number.
    known: BTreeMap<i64, (i64, i32)>,
    /// The one asked for last, which the next instant nearly always lies in as well.
    from: i64,
    to: i64,
    day: i32,
}

impl<'a> Days<'a> {
    pub(crate) fn new(zone: &'a str) -> Days<'a> {
        Days { zone, known: BTreeMap::new(), from: 0, to: 0, day: 0 }
    }

    /// Days since 1970-01-01 of the day of an instant.
    pub(crate) fn of(&mut self, at: i64) -> i32 {
        if !(self.from..self.to).contains(&at) {
            let known = self.known.range(..=at).next_back().filter(|(_, (to, _))| at < *to);
            let (from, (to, day)) = known.map_or_else(|| self.find(at), |(from, day)| (*from, *day));
            self.known.insert(from, (to, day));
            (self.from, self.to, self.day) = (from, to, day);
        }
        self.day
    }

    /// The end of the day asked for last.
    pub(crate) fn end(&self) -> i64 {
        self.to
    }

    fn find(&self, at: i64) -> (i64, (i64, i32)) {
        let date = Timestamp(at).date_in(self.zone);
        let to = date.tomorrow().map_or(i64::MAX, |next| Timestamp::start_of(next, self.zone).0);
        (Timestamp::start_of(date, self.zone).0, (to, value::day_of_date(date)))
    }
}
