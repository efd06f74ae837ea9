//! All activities of one family of owners (contacts, or visitors who have not identified themselves).

use super::{Details, Entry, Packed, Series};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Activities {
    /// By owner, each in order of (at, number).
    timelines: Vec<Vec<Packed>>,
    /// By kind code.
    series: Vec<Series>,
    /// Who ever did something of a kind with an asset.
    postings: HashMap<(u32, u32), Posting>,
}

/// Owners that did something of a kind with an asset at least once. May still name owners that are gone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Posting {
    pub(crate) owners: RoaringBitmap,
    /// No activity of the posting is later.
    pub(crate) latest: i64,
}

impl Activities {
    pub(crate) fn add(&mut self, owner: u32, fact: Packed, details: &Details) {
        let line = slot(&mut self.timelines, owner);
        insert(line, fact);
        let detail = details.get(fact.detail);
        slot(&mut self.series, detail.kind).insert(fact.of(owner));
        self.post(owner, fact.at, (detail.kind, detail.asset));
    }

    fn post(&mut self, owner: u32, at: i64, key: (u32, u32)) {
        let posting = self.postings.entry(key).or_insert_with(|| Posting { latest: at, ..Posting::default() });
        posting.owners.insert(owner);
        posting.latest = posting.latest.max(at);
    }

    /// Everything of one owner becomes another's.
    pub(crate) fn merge(&mut self, from: u32, to: u32, details: &Details) {
        for fact in self.take_timeline(from) {
            let detail = details.get(fact.detail);
            slot(&mut self.series, detail.kind).reassign(fact.of(from), to);
            insert(slot(&mut self.timelines, to), fact);
            self.post(to, fact.at, (detail.kind, detail.asset));
        }
    }

    /// Takes away everything of one owner.
    pub(crate) fn remove_all(&mut self, owner: u32, details: &Details) -> Vec<Packed> {
        let facts = self.take_timeline(owner);
        for fact in &facts {
            slot(&mut self.series, details.get(fact.detail).kind).remove(fact.of(owner));
        }
        facts
    }

    /// Takes away one activity of an owner.
    pub(crate) fn remove(&mut self, owner: u32, number: u32, details: &Details) -> Option<Packed> {
        let line = self.timelines.get_mut(owner as usize)?;
        let place = line.iter().position(|fact| fact.number == number)?;
        let fact = line.remove(place);
        slot(&mut self.series, details.get(fact.detail).kind).remove(fact.of(owner));
        Some(fact)
    }

    fn take_timeline(&mut self, owner: u32) -> Vec<Packed> {
        self.timelines.get_mut(owner as usize).map(std::mem::take).unwrap_or_default()
    }

    /// In order of (at, number).
    pub(crate) fn timeline(&self, owner: u32) -> &[Packed] {
        self.timelines.get(owner as usize).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn series(&self, kind: u32) -> Option<&Series> {
        self.series.get(kind as usize)
    }

    pub(crate) fn posting(&self, kind: u32, asset: u32) -> Option<&Posting> {
        self.postings.get(&(kind, asset))
    }

    /// Codes of the kinds that have a series.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (u32, &Series)> {
        self.series.iter().enumerate().filter(|(_, series)| series.len() > 0).map(|(code, s)| (code as u32, s))
    }

    pub(crate) fn len(&self) -> usize {
        self.series.iter().map(Series::len).sum()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let lines: usize = self.timelines.iter().map(|line| 24 + line.capacity() * size_of::<Packed>()).sum();
        let series: usize = self.series.iter().map(Series::heap_bytes).sum();
        lines + series + self.postings.values().map(|posting| 60 + posting.owners.serialized_size()).sum::<usize>()
    }
}

impl Packed {
    fn of(&self, owner: u32) -> Entry {
        Entry { at: self.at, owner, detail: self.detail, value: self.value }
    }
}

/// Puts an activity at its place; most arrive in order.
pub(crate) fn insert(line: &mut Vec<Packed>, fact: Packed) {
    match line.last() {
        Some(last) if last.key() > fact.key() => {
            let place = line.partition_point(|other| other.key() < fact.key());
            line.insert(place, fact);
        }
        _ => line.push(fact),
    }
}

fn slot<T: Default + Clone>(all: &mut Vec<T>, index: u32) -> &mut T {
    let index = index as usize;
    if all.len() <= index {
        all.resize(index + 1, T::default());
    }
    &mut all[index]
}
