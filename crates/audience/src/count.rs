//! Counts that pages and KPIs need, over the same columns as the rules.
//!
//! Contacts whose relationship does not count (tests, employees, competitors) are left out, and how much was left out is
//! told for each relationship.

use crate::Image;
use crate::view::combine;
use model::activity::kind;
use model::*;
use std::collections::BTreeMap;

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

/// How far something reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    pub activities: u64,
    /// Distinct contacts.
    pub contacts: u64,
}

impl Image {
    /// Activities by calendar day of a zone within `[from, to)`.
    pub fn by_day(&self, asked: Asked<'_>, from: Timestamp, to: Timestamp, zone: &str) -> Daily {
        let mut daily = Daily::default();
        let mut days = Days::new(zone);
        let excluded = self.excluded();
        self.each(asked, from, to, |at, contact, _| {
            match contact.and_then(|contact| excluded.get(contact as usize).copied().flatten()) {
                Some(relationship) => *daily.excluded.entry(relationship).or_default() += 1,
                None => *daily.days.entry(days.of(at)).or_default() += 1,
            }
        });
        daily
    }

    /// Activities and distinct contacts by asset within `[from, to)`; those without an asset are left out.
    pub fn reach_by_asset(&self, asked: Asked<'_>, from: Timestamp, to: Timestamp) -> BTreeMap<String, Reach> {
        let excluded = self.excluded();
        let mut reach: BTreeMap<u32, (u64, roaring::RoaringBitmap)> = BTreeMap::new();
        self.each(Asked { visitors: false, ..asked }, from, to, |_, contact, detail| {
            let Some(contact) = contact.filter(|contact| excluded[*contact as usize].is_none()) else { return };
            let (activities, contacts) = reach.entry(self.details.get(detail).asset).or_default();
            *activities += 1;
            contacts.insert(contact);
        });
        let named = reach.into_iter().filter_map(|(asset, (activities, contacts))| {
            Some((self.details.asset(asset)?.to_string(), Reach { activities, contacts: contacts.len() }))
        });
        named.collect()
    }

    /// When a contact last did something itself, up to the image's `now`.
    pub fn last_own_activity(&self, contact: ContactId) -> Option<Timestamp> {
        self.last_own(self.dense(contact)?)
    }

    pub(crate) fn last_own(&self, dense: u32) -> Option<Timestamp> {
        let own = |detail: u32| kind::nature(self.details.kind(self.details.get(detail).kind)) == Nature::Contact;
        let line = self.known.timeline(dense).iter().rev().skip_while(|fact| fact.at > self.now().0);
        line.filter(|fact| own(fact.detail)).map(|fact| Timestamp(fact.at)).next()
    }

    /// Calls `each` with (at, dense contact or nobody, detail) of what is asked for within `[from, to)`.
    fn each(&self, asked: Asked<'_>, from: Timestamp, to: Timestamp, mut each: impl FnMut(i64, Option<u32>, u32)) {
        let Some(kind) = self.details.kind_code(asked.kind) else { return };
        let mut table = vec![false; self.details.span()];
        for (code, detail) in self.details.iter() {
            table[code as usize] = self.is_meant(asked, detail);
        }
        for (activities, known) in [(&self.known, true), (&self.anonymous, false)] {
            let Some(series) = activities.series(kind).filter(|_| known || asked.visitors) else { continue };
            series.scan(from.0, to.0, |run| {
                for row in (0..run.at.len()).filter(|row| table[run.detail[*row] as usize]) {
                    each(run.at[row], known.then_some(run.owner[row]), run.detail[row]);
                }
            });
        }
    }

    fn is_meant(&self, asked: Asked<'_>, detail: &crate::facts::Detail) -> bool {
        let property = |(key, text): (&str, &str)| detail.properties.get(key).and_then(Value::as_text) == Some(text);
        self.details.kind(detail.kind) == asked.kind
            && asked.asset.is_none_or(|asset| self.details.asset(detail.asset) == Some(asset))
            && asked.source.is_none_or(|source| self.details.source(detail.source) == source)
            && asked.property.is_none_or(property)
    }

    /// By dense contact: the relationship that keeps it out of every count.
    fn excluded(&self) -> Vec<Option<Relationship>> {
        let mut excluded = vec![None; self.contacts.ids.len()];
        for dense in &self.contacts.living {
            let account = self.contacts.account_of(dense).and_then(|account| self.accounts.row(account));
            let own = self.contacts.relationship[dense as usize];
            let relationship = combine(Some(own), account.map(|account| account.relationship));
            excluded[dense as usize] = (!relationship.counts()).then_some(relationship);
        }
        excluded
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
