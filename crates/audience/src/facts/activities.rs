//! All activities of one family of owners (contacts, or visitors who have not identified themselves).

use super::lines::Lines;
use super::{Details, Entry, Line, Packed, Series};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Activities {
    pub(super) lines: Lines,
    /// By kind code.
    series: Vec<Series>,
}

impl Activities {
    pub(crate) fn add(&mut self, owner: u32, fact: Packed, details: &Details) {
        self.lines.insert(owner, fact);
        self.of_kind(details.get(fact.detail).kind).insert(fact.of(owner), details);
    }

    /// Everything of one owner becomes another's.
    pub(crate) fn merge(&mut self, from: u32, to: u32, details: &Details) {
        for fact in self.lines.take(from) {
            self.of_kind(details.get(fact.detail).kind).reassign(fact.of(from), to);
            self.lines.insert(to, fact);
        }
    }

    /// Takes away everything of one owner. The details must still be held.
    pub(crate) fn remove_all(&mut self, owner: u32, details: &Details) -> Vec<Packed> {
        let facts = self.lines.take(owner);
        for fact in &facts {
            self.of_kind(details.get(fact.detail).kind).remove(fact.of(owner), details);
        }
        facts
    }

    /// Takes away one activity of an owner.
    pub(crate) fn remove(&mut self, owner: u32, number: u32, details: &Details) -> Option<Packed> {
        let fact = self.lines.remove(owner, number)?;
        self.of_kind(details.get(fact.detail).kind).remove(fact.of(owner), details);
        Some(fact)
    }

    fn of_kind(&mut self, kind: u32) -> &mut Series {
        let index = kind as usize;
        if self.series.len() <= index {
            self.series.resize_with(index + 1, Series::default);
        }
        &mut self.series[index]
    }

    pub(crate) fn lay(&mut self, nth: usize) -> bool {
        self.lines.lay(nth)
    }

    /// In order of (at, number).
    pub(crate) fn timeline(&self, owner: u32) -> Line<'_> {
        self.lines.line(owner)
    }

    pub(crate) fn series(&self, kind: u32) -> Option<&Series> {
        self.series.get(kind as usize)
    }

    /// Codes of the kinds that have a series.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (u32, &Series)> {
        self.series.iter().enumerate().filter(|(_, series)| series.len() > 0).map(|(code, s)| (code as u32, s))
    }

    pub(crate) fn len(&self) -> usize {
        self.series.iter().map(Series::len).sum()
    }

    /// Of the timelines, and of the series.
    pub(crate) fn heap_bytes(&self) -> [usize; 2] {
        [self.lines.heap_bytes(), self.series.iter().map(Series::heap_bytes).sum()]
    }
}

impl Packed {
    fn of(&self, owner: u32) -> Entry {
        Entry { at: self.at, owner, detail: self.detail, value: self.value }
    }
}
