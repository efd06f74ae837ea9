//! The timelines of a few owners in a row, in one list. A list for each of millions of owners costs a third more, in
//! headers, in room to grow and in the holes that growing leaves behind; what a shelf costs instead is moving its later
//! timelines when an earlier one grows, a few kilobytes.

use crate::raw::Plain;
use std::ops::Range;

/// Owners of a shelf.
pub(super) const SHELF: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) at: i64,
    pub(super) number: u32,
    pub(super) detail: u32,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    pub(super) facts: Vec<Fact>,
    /// Where each timeline ends.
    pub(super) ends: [u32; SHELF],
}

impl Shelf {
    pub(super) fn range(&self, place: usize) -> Range<usize> {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[place] as usize
    }

    pub(super) fn line(&self, place: usize) -> &[Fact] {
        &self.facts[self.range(place)]
    }

    /// Puts an activity at its place; most arrive in order.
    pub(super) fn insert(&mut self, place: usize, fact: Fact) {
        let Range { start, end } = self.range(place);
        let line = &self.facts[start..end];
        let after = match line.last() {
            Some(last) if last.key() > fact.key() => start + line.partition_point(|other| other.key() < fact.key()),
            _ => end,
        };
        if self.facts.len() == self.facts.capacity() {
            self.facts.reserve_exact(room(self.facts.len() + 1) - self.facts.len());
        }
        self.facts.insert(after, fact);
        self.ends[place..].iter_mut().for_each(|end| *end += 1);
    }

    pub(super) fn remove(&mut self, place: usize, range: Range<usize>) {
        let count = range.len() as u32;
        self.facts.drain(range);
        self.ends[place..].iter_mut().for_each(|end| *end -= count);
    }
}

/// Room for so many: what doubling wastes adds up, and less than the allocator's next size (it has four from one power
/// of two to the next) would be wasted by the allocator.
fn room(count: usize) -> usize {
    let step = (count.max(16).next_power_of_two() / 8).max(4);
    count.next_multiple_of(step)
}

impl Fact {
    /// The order of every timeline.
    fn key(&self) -> (i64, u32) {
        (self.at, self.number)
    }
}

impl Plain for Fact {
    const WIDTH: usize = 16;

    fn put(self, out: &mut Vec<u8>) {
        self.at.put(out);
        self.number.put(out);
        self.detail.put(out);
    }

    fn take(bytes: &[u8]) -> Fact {
        Fact { at: i64::take(&bytes[..8]), number: u32::take(&bytes[8..12]), detail: u32::take(&bytes[12..16]) }
    }
}
