//! A timeline for each owner, in order of (at, number): thirteen bytes an activity at rest. Lead and value, which most
//! activities lack, stand in a list beside the timeline for those owners that have any.
//!
//! Neighbours share a shelf.

use super::Packed;
use super::fact::{Fact, Run};
use super::shelf::{SHELF, Shelf, lay};
use crate::ids::NONE;
use crate::raw;
use hashbrown::HashMap;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Owners of a block of a snapshot: whole shelves.
const BLOCK: usize = 1 << 16;
/// Shelves of a slab: of 4,096 owners, a megabyte or so, laid within a millisecond.
const SLAB: usize = 256;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Extra {
    number: u32,
    lead: u32,
    value: u32,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    shelves: Vec<Shelf>,
    /// Of owners with activities that have a lead or a value: those, by their ledger numbers.
    extras: HashMap<u32, Vec<Extra>>,
}

fn shelf_of(owner: u32) -> (usize, usize) {
    (owner as usize / SHELF, owner as usize % SHELF)
}

/// A timeline, or the rest of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    facts: Run<'a>,
    extras: &'a [Extra],
}

impl Lines {
    pub(crate) fn insert(&mut self, owner: u32, fact: Packed) {
        let (shelf, place) = shelf_of(owner);
        if self.shelves.len() <= shelf {
            self.shelves.resize_with(shelf + 1, Shelf::default);
        }
        self.shelves[shelf].insert(place, Fact { at: fact.at, number: fact.number, detail: fact.detail });
        if (fact.lead, fact.value) != (NONE, NONE) {
            let extras = self.extras.entry(owner).or_default();
            let place = extras.partition_point(|other| other.number < fact.number);
            extras.insert(place, Extra { number: fact.number, lead: fact.lead, value: fact.value });
        }
    }

    /// Lays the so-manyth slab. Answers whether there is such a one.
    pub(crate) fn lay(&mut self, nth: usize) -> bool {
        self.shelves.chunks_mut(SLAB).nth(nth).map(lay).is_some()
    }

    pub(crate) fn take(&mut self, owner: u32) -> Vec<Packed> {
        let facts = self.line(owner).iter().collect();
        let (shelf, place) = shelf_of(owner);
        if let Some(shelf) = self.shelves.get_mut(shelf) {
            shelf.remove(place, shelf.range(place));
            shelf.shrink();
        }
        self.extras.remove(&owner);
        facts
    }

    pub(crate) fn remove(&mut self, owner: u32, number: u32) -> Option<Packed> {
        let line = self.line(owner);
        let nth = line.facts.iter().position(|fact| fact.number == number)?;
        let fact = line.get(nth);
        let (shelf, place) = shelf_of(owner);
        let shelf = &mut self.shelves[shelf];
        let nth = shelf.range(place).start + nth;
        shelf.remove(place, nth..nth + 1);
        if let Some(extras) = self.extras.get_mut(&owner) {
            extras.retain(|extra| extra.number != number);
        }
        fact
    }

    pub(crate) fn line(&self, owner: u32) -> Line<'_> {
        let (shelf, place) = shelf_of(owner);
        Line {
            facts: self.shelves.get(shelf).map_or(Run::Own(&[]), |shelf| shelf.line(place)),
            extras: self.extras.get(&owner).map_or(&[], Vec::as_slice),
        }
    }

    /// Owners of activities with a lead or a value.
    pub(super) fn owners_with_extras(&self) -> impl Iterator<Item = u32> {
        self.extras.keys().copied()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        // Shelves of one slab stand in a row, though some in between may have left it.
        let mut slab = None;
        let shelves: usize = self.shelves.iter().map(|shelf| shelf.heap_bytes(&mut slab)).sum();
        let extras: usize = self.extras.values().map(|extras| 40 + extras.capacity() * 12).sum();
        shelves + extras + self.shelves.capacity() * size_of::<Shelf>()
    }
}

impl<'a> Line<'a> {
    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn get(&self, place: usize) -> Option<Packed> {
        let Fact { at, number, detail } = self.facts.get(place)?;
        let extra = self.extras.binary_search_by_key(&number, |extra| extra.number).ok();
        let (lead, value) = extra.map_or((NONE, NONE), |place| (self.extras[place].lead, self.extras[place].value));
        Some(Packed { at, number, detail, lead, value })
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = Packed> + use<'a> {
        let line = *self;
        (0..line.len()).filter_map(move |place| line.get(place))
    }

    /// Time and detail alone.
    pub(crate) fn deeds(&self) -> impl Iterator<Item = (i64, u32)> + use<'a> {
        self.facts.iter().map(|fact| (fact.at, fact.detail))
    }

    pub(crate) fn first(&self) -> Option<Packed> {
        self.get(0)
    }

    pub(crate) fn last(&self) -> Option<Packed> {
        self.get(self.len().checked_sub(1)?)
    }

    /// Without the first `count`.
    pub(crate) fn skip(&self, count: usize) -> Line<'a> {
        Line { facts: self.facts.range(count..self.len()), ..*self }
    }

    /// What is at an instant or later.
    pub(crate) fn from(&self, at: i64) -> Line<'a> {
        self.skip(self.facts.before(at))
    }

    pub(crate) fn find(&self, number: u32) -> Option<Packed> {
        self.get(self.facts.iter().position(|fact| fact.number == number)?)
    }
}

/// The timelines of some owners in a row, one after the other.
#[derive(Default, Serialize, Deserialize)]
struct Block {
    #[serde(with = "raw")]
    lengths: Vec<u32>,
    #[serde(with = "raw")]
    facts: Vec<Fact>,
    extras: Vec<(u32, Vec<Extra>)>,
}

impl Lines {
    fn block(&self, first: usize, shelves: &[Shelf]) -> Block {
        let owners = (first..first + shelves.len() * SHELF).map(|owner| owner as u32);
        let extras = owners.filter_map(|owner| Some((owner, self.extras.get(&owner)?.clone())));
        let lengths = |shelf: &'_ Shelf| (0..SHELF).map(|place| shelf.range(place).len() as u32).collect::<Vec<_>>();
        Block {
            lengths: shelves.iter().flat_map(lengths).collect(),
            facts: shelves.iter().flat_map(|shelf| shelf.facts().iter()).collect(),
            extras: extras.collect(),
        }
    }

    fn add_block(&mut self, block: Block) -> Result<(), &'static str> {
        let mut rest = block.facts.as_slice();
        for lengths in block.lengths.chunks(SHELF * SLAB) {
            let first = self.shelves.len();
            for lengths in lengths.chunks(SHELF) {
                let (mut ends, mut end) = ([0; SHELF], 0u32);
                for (place, slot) in ends.iter_mut().enumerate() {
                    let length = lengths.get(place).copied().unwrap_or(0);
                    end = end.checked_add(length).ok_or("a timeline is too long")?;
                    *slot = end;
                }
                let (facts, others) = rest.split_at_checked(end as usize).ok_or("a timeline is cut short")?;
                self.shelves.push(Shelf::new(facts.to_vec(), ends));
                rest = others;
            }
            // At once, so that the lists of no more than one slab are ever held.
            lay(&mut self.shelves[first..]);
        }
        self.extras.extend(block.extras);
        Ok(())
    }
}

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let blocks = self.shelves.chunks(BLOCK / SHELF).enumerate();
        serializer.collect_seq(blocks.map(|(place, shelves)| self.block(place * BLOCK, shelves)))
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lines, D::Error> {
        struct Blocks;

        impl<'de> Visitor<'de> for Blocks {
            type Value = Lines;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("timelines in blocks")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut blocks: A) -> Result<Lines, A::Error> {
                let mut lines = Lines::default();
                while let Some(block) = blocks.next_element()? {
                    lines.add_block(block).map_err(serde::de::Error::custom)?;
                }
                Ok(lines)
            }
        }

        deserializer.deserialize_seq(Blocks)
    }
}

#[cfg(test)]
mod tests;
