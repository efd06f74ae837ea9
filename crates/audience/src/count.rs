//! Counts that pages and KPIs need, over the same columns as the rules.
//!
//! Contacts whose relationship does not count (tests, employees, competitors) are left out, and how much was left out is
//! told for each relationship.

use crate::Image;
use crate::days::Days;
use crate::facts::{Chosen, Detail, Series};
use crate::view::combine;
use model::activity::kind;
use model::*;
use std::collections::{BTreeMap, HashMap};
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
        self.by_day_each(&[asked], from, to, zone).pop().unwrap_or_default()
    }

    /// Several questions at once, in their order.
    pub fn by_day_each(&self, asked: &[Asked<'_>], from: Timestamp, to: Timestamp, zone: &str) -> Vec<Daily> {
        let mut days = Days::new(zone);
        let mut daily: Vec<Daily> = vec![Daily::default(); asked.len()];
        let chosen: Vec<Chosen> = asked.iter().map(|asked| self.chosen(*asked)).collect();
        let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
        for (place, asked) in asked.iter().enumerate() {
            let Some(kind) = self.details.kind_code(asked.kind) else { continue };
            places.entry(kind).or_default().push(place);
            let of_visitors = self.anonymous.series(kind).filter(|_| asked.visitors);
            for series in self.known.series(kind).into_iter().chain(of_visitors) {
                self.add_days(series, &chosen[place], (from, to), &mut days, &mut daily[place].days);
            }
        }
        // Few are left out: what they did is taken off again.
        for (contact, relationship) in self.left_out() {
            let deeds = self.known.timeline(contact).from(from.0).deeds();
            for (at, detail) in deeds.take_while(|(at, _)| *at < to.0) {
                let Some(places) = places.get(&self.details.get(detail).kind) else { continue };
                for place in places.iter().filter(|place| chosen[**place].has(detail, &self.details)) {
                    *daily[*place].excluded.entry(relationship).or_default() += 1;
                    *daily[*place].days.entry(days.of(at)).or_default() -= 1;
                }
            }
        }
        daily.iter_mut().for_each(|daily| daily.days.retain(|_, count| *count > 0));
        daily
    }

    /// Adds the activities of a series to their days. Where all are meant, each day is a difference of two places.
    fn add_days(
        &self,
        series: &Series,
        chosen: &Chosen,
        (from, to): (Timestamp, Timestamp),
        days: &mut Days<'_>,
        counts: &mut BTreeMap<i32, u64>,
    ) {
        if !chosen.is_all() {
            series.moments(
                chosen,
                &self.details,
                from.0,
                to.0,
                |_| true,
                |at, _| {
                    *counts.entry(days.of(at)).or_default() += 1;
                },
            );
            return;
        }
        let mut rest = from.0;
        while let Some(next) = series.first(rest, to.0) {
            let day = days.of(next);
            rest = days.end().min(to.0);
            *counts.entry(day).or_default() += series.count(next, rest) as u64;
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
                dense.extend(self.links.contacts_of(row));
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
