//! Counts that pages and KPIs need, over the same columns as the rules.
//!
//! Contacts whose relationship does not count (tests, employees, competitors) are left out, and how much was left out is
//! told for each relationship.

use crate::Image;
use crate::facts::{Chosen, Detail, Series};
use crate::view::combine;
use model::activity::kind;
use model::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which activities are counted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    pub kind: &'a str,
    pub asset: Option<&'a str>,
    /// Where it came from: `web`, `import`, `demo` …
    pub source: Option<&'a str>,
    /// A property that must have this text, as `program` or `utm_source`.
    pub property: Option<(&'a str, &'a str)>,
    /// Count visitors who have not identified themselves too.
    pub visitors: bool,
}

/// Activities by day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Daily {
    /// By days since 1970-01-01 of the zone; days without any are absent.
    pub days: BTreeMap<i32, u64>,
    /// Activities left out, by relationship.
    pub excluded: BTreeMap<Relationship, u64>,
}

impl Daily {
    pub fn total(&self) -> u64 {
        self.days.values().sum()
    }
}

impl Image {
    /// Activities by calendar day of a zone within `[from, to)`.
    pub fn by_day(&self, asked: Asked<'_>, from: Timestamp, to: Timestamp, zone: &str) -> Daily {
        let mut daily = Daily::default();
        let Some(kind) = self.details.kind_code(asked.kind) else { return daily };
        let chosen = self.chosen(asked);
        let own = self.known.series(kind).into_iter();
        let of_visitors = self.anonymous.series(kind).filter(|_| asked.visitors);
        for series in own.chain(of_visitors) {
            self.add_days(series, &chosen, (from, to), zone, &mut daily.days);
        }
        // Few are left out: what they did is taken off again.
        let mut days = Days::new(zone);
        let meant = |detail: u32| self.details.get(detail).kind == kind && chosen.has(detail, &self.details);
        for (contact, relationship) in self.left_out() {
            let deeds = self.known.timeline(contact).from(from.0).deeds();
            for (at, _) in deeds.take_while(|(at, _)| *at < to.0).filter(|(_, detail)| meant(*detail)) {
                *daily.excluded.entry(relationship).or_default() += 1;
                *daily.days.entry(days.of(at)).or_default() -= 1;
            }
        }
        daily.days.retain(|_, count| *count > 0);
        daily
    }

    /// Adds the activities of a series to their days. Where all are meant, each day is a difference of two places.
    fn add_days(
        &self,
        series: &Series,
        chosen: &Chosen,
        (from, to): (Timestamp, Timestamp),
        zone: &str,
        counts: &mut BTreeMap<i32, u64>,
    ) {
        let mut days = Days::new(zone);
        if !chosen.is_all() {
            series.moments(chosen, &self.details, from.0, to.0, |at, _, _| {
                *counts.entry(days.of(at)).or_default() += 1;
            });
            return;
        }
        let Some((mut next, last)) = series.ends(from.0, to.0) else { return };
        while next <= last {
            let day = days.of(next);
            let end = days.to.min(to.0);
            *counts.entry(day).or_default() += series.count(next, end) as u64;
            next = end;
        }
    }

    /// When a contact last did something itself, up to the image's `now`.
    pub fn last_own_activity(&self, contact: ContactId) -> Option<Timestamp> {
        self.last_own(self.dense(contact)?)
    }

    pub(crate) fn last_own(&self, dense: u32) -> Option<Timestamp> {
        let own = |detail: u32| kind::nature(self.details.kind(self.details.get(detail).kind)) == Nature::Contact;
        let mut line = self.known.timeline(dense).iter().rev().skip_while(|fact| fact.at > self.now().0);
        line.find(|fact| own(fact.detail)).map(|fact| Timestamp(fact.at))
    }

    /// What is asked for of a kind.
    pub(crate) fn chosen(&self, asked: Asked<'_>) -> Chosen {
        let assets = asked.asset.map(|asset| self.details.asset_code(asset).into_iter().collect());
        if asked.source.is_none() && asked.property.is_none() {
            return Chosen { assets, details: None };
        }
        let mut table = vec![false; self.details.span()];
        for (code, detail) in self.details.iter() {
            table[code as usize] = self.is_meant(asked, detail);
        }
        Chosen { assets, details: Some(Arc::new(table)) }
    }

    fn is_meant(&self, asked: Asked<'_>, detail: &Detail) -> bool {
        let property = |(key, text): (&str, &str)| detail.properties.get(key).and_then(Value::as_text) == Some(text);
        self.details.kind(detail.kind) == asked.kind
            && asked.asset.is_none_or(|asset| self.details.asset(detail.asset) == Some(asset))
            && asked.source.is_none_or(|source| self.details.source(detail.source) == source)
            && asked.property.is_none_or(property)
    }

    /// The living contacts that are kept out of every count, with the relationship that does it.
    pub(crate) fn left_out(&self) -> Vec<(u32, Relationship)> {
        let own = self.contacts.relationship.iter().enumerate();
        let own = own.filter(|(_, relationship)| **relationship != Relationship::Prospect);
        let mut dense: Vec<u32> = own.map(|(dense, _)| dense as u32).collect();
        for (row, account) in self.accounts.iter() {
            if !account.relationship.counts() {
                dense.extend(self.links.contacts_of(row).into_iter().flatten());
            }
        }
        dense.sort_unstable();
        dense.dedup();
        let relationship = |dense: u32| {
            let account = self.contacts.account_of(dense).and_then(|account| self.accounts.row(account));
            let own = self.contacts.relationship[dense as usize];
            combine(Some(own), account.map(|account| account.relationship))
        };
        let living = dense.into_iter().filter(|dense| self.contacts.living.contains(*dense));
        living.map(|dense| (dense, relationship(dense))).filter(|(_, relationship)| !relationship.counts()).collect()
    }
}

/// Days of a zone. Scans ask in order of time, so the last answer nearly always serves again.
struct Days<'a> {
    zone: &'a str,
    day: i32,
    from: i64,
    to: i64,
}

impl<'a> Days<'a> {
    fn new(zone: &'a str) -> Days<'a> {
        Days { zone, day: 0, from: 0, to: 0 }
    }

    fn of(&mut self, at: i64) -> i32 {
        if !(self.from..self.to).contains(&at) {
            let date = Timestamp(at).date_in(self.zone);
            self.day = value::day_of_date(date);
            self.from = Timestamp::start_of(date, self.zone).0;
            self.to = date.tomorrow().map_or(i64::MAX, |next| Timestamp::start_of(next, self.zone).0);
        }
        self.day
    }
}
