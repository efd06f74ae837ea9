//! The timelines of a few owners in a row, in one list. A list for each of millions of owners costs a third more, in
//! headers, in room to grow and in the holes that growing leaves behind; what a shelf costs instead is moving its later
//! timelines when an earlier one grows, a few kilobytes.
//!
//! Shelves at rest stand together on a slab without any room and in fewer bytes, which saves another third. A shelf that
//! changes leaves its slab for a list of its own, and is put on a new one when the image is next laid.

use super::fact::{Fact, Row, Run};
use std::ops::Range;
use std::sync::Arc;

/// Owners of a shelf.
pub(super) const SHELF: usize = 16;

#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    facts: Facts,
    /// Where each timeline ends.
    ends: [u32; SHELF],
}

#[derive(Debug, Clone)]
enum Facts {
    Own(Vec<Fact>),
    /// On a slab, from here on; with the instant since which they are told.
    Laid {
        slab: Arc<[Row]>,
        start: u32,
        first: i64,
    },
}

impl Default for Facts {
    fn default() -> Facts {
        Facts::Own(Vec::new())
    }
}

impl Shelf {
    /// Of timelines with these ends, in a list of its own.
    pub(super) fn new(facts: Vec<Fact>, ends: [u32; SHELF]) -> Shelf {
        Shelf { facts: Facts::Own(facts), ends }
    }

    pub(super) fn facts(&self) -> Run<'_> {
        match &self.facts {
            Facts::Own(facts) => Run::Own(facts),
            Facts::Laid { slab, start, first } => Run::Laid(&slab[*start as usize..][..self.len()], *first),
        }
    }

    fn len(&self) -> usize {
        self.ends[SHELF - 1] as usize
    }

    pub(super) fn range(&self, place: usize) -> Range<usize> {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[place] as usize
    }

    pub(super) fn line(&self, place: usize) -> Run<'_> {
        self.facts().range(self.range(place))
    }

    /// Puts an activity at its place; most arrive in order.
    pub(super) fn insert(&mut self, place: usize, fact: Fact) {
        let Range { start, end } = self.range(place);
        let facts = self.own(1);
        let line = &facts[start..end];
        let after = match line.last() {
            Some(last) if last.key() > fact.key() => start + line.partition_point(|other| other.key() < fact.key()),
            _ => end,
        };
        facts.insert(after, fact);
        self.ends[place..].iter_mut().for_each(|end| *end += 1);
    }

    pub(super) fn remove(&mut self, place: usize, range: Range<usize>) {
        let count = range.len() as u32;
        self.own(0).drain(range);
        self.ends[place..].iter_mut().for_each(|end| *end -= count);
    }

    pub(super) fn shrink(&mut self) {
        self.own(0).shrink_to_fit();
    }

    /// Off the slab, with room for so many more.
    fn own(&mut self, more: usize) -> &mut Vec<Fact> {
        if let Facts::Laid { .. } = self.facts {
            let mut own = Vec::with_capacity(room(self.len() + more));
            own.extend(self.facts().iter());
            self.facts = Facts::Own(own);
        }
        let Facts::Own(facts) = &mut self.facts else { unreachable!("just taken off its slab") };
        if facts.capacity() < facts.len() + more {
            facts.reserve_exact(room(facts.len() + more) - facts.len());
        }
        facts
    }

    /// Bytes of its list, or of its slab, unless that is the slab seen last.
    pub(super) fn heap_bytes<'a>(&'a self, seen: &mut Option<&'a Arc<[Row]>>) -> usize {
        match &self.facts {
            Facts::Own(facts) => facts.capacity() * size_of::<Fact>(),
            Facts::Laid { slab, .. } => match seen.replace(slab) {
                Some(last) if Arc::ptr_eq(last, slab) => 0,
                _ => size_of_val::<[Row]>(slab),
            },
        }
    }
}

/// Puts shelves on a slab together, unless nearly all of them are on one already. One that does not fit keeps its list.
pub(super) fn lay(shelves: &mut [Shelf]) {
    let (mut own, mut all) = (0, 0);
    for shelf in shelves.iter() {
        all += shelf.len();
        own += if matches!(shelf.facts, Facts::Own(_)) { shelf.len() } else { 0 };
    }
    if own * 16 < all || own == 0 || u32::try_from(all).is_err() {
        return;
    }
    let mut rows = Vec::with_capacity(all);
    let laid: Vec<Option<(u32, i64)>> = shelves.iter().map(|shelf| put(shelf.facts(), &mut rows)).collect();
    let slab: Arc<[Row]> = rows.into();
    for (shelf, laid) in shelves.iter_mut().zip(laid) {
        match laid {
            Some((start, first)) => shelf.facts = Facts::Laid { slab: slab.clone(), start, first },
            None => shelf.shrink(),
        }
    }
}

/// Adds a shelf to a slab: where it begins, and the instant since which it is told. `None` when it does not fit.
fn put(facts: Run<'_>, slab: &mut Vec<Row>) -> Option<(u32, i64)> {
    let (start, first) = (slab.len(), facts.iter().map(|fact| fact.at).min().unwrap_or_default());
    for fact in facts.iter() {
        let Some(row) = Row::of(fact, first) else {
            slab.truncate(start);
            return None;
        };
        slab.push(row);
    }
    Some((start as u32, first))
}

/// Room for so many: what doubling wastes adds up, and less than the allocator's next size (it has four from one power
/// of two to the next) would be wasted by the allocator.
fn room(count: usize) -> usize {
    let step = (count.max(16).next_power_of_two() / 8).max(4);
    count.next_multiple_of(step)
}
