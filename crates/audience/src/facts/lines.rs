//! A timeline for each owner, in order of (at, number): sixteen bytes an activity. Lead and value, which most
//! activities lack, stand in a list beside the timeline for those owners that have any.
//!
//! Neighbours share a shelf.

use super::Packed;
use super::shelf::{Fact, SHELF, Shelf};
use crate::ids::NONE;
use crate::raw;
use hashbrown::HashMap;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Owners of a block of a snapshot: whole shelves.
const BLOCK: usize = 1 << 16;

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
    facts: &'a [Fact],
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

    pub(crate) fn take(&mut self, owner: u32) -> Vec<Packed> {
        let facts = self.line(owner).iter().collect();
        let (shelf, place) = shelf_of(owner);
        if let Some(shelf) = self.shelves.get_mut(shelf) {
            shelf.remove(place, shelf.range(place));
            shelf.facts.shrink_to_fit();
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
            facts: self.shelves.get(shelf).map_or(&[], |shelf| shelf.line(place)),
            extras: self.extras.get(&owner).map_or(&[], Vec::as_slice),
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let shelves: usize = self.shelves.iter().map(|shelf| shelf.facts.capacity() * size_of::<Fact>()).sum();
        let extras: usize = self.extras.values().map(|extras| 40 + extras.capacity() * 12).sum();
        shelves + extras + self.shelves.capacity() * size_of::<Shelf>()
    }
}

impl<'a> Line<'a> {
    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    pub(crate) fn get(&self, place: usize) -> Option<Packed> {
        let Fact { at, number, detail } = *self.facts.get(place)?;
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
        Line { facts: &self.facts[count..], ..*self }
    }

    /// What is at an instant or later.
    pub(crate) fn from(&self, at: i64) -> Line<'a> {
        self.skip(self.facts.partition_point(|fact| fact.at < at))
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
            facts: shelves.iter().flat_map(|shelf| &shelf.facts).copied().collect(),
            extras: extras.collect(),
        }
    }

    fn add_block(&mut self, block: Block) -> Result<(), &'static str> {
        let mut rest = block.facts.as_slice();
        for lengths in block.lengths.chunks(SHELF) {
            let mut shelf = Shelf::default();
            let mut end = 0u32;
            for (place, slot) in shelf.ends.iter_mut().enumerate() {
                let length = lengths.get(place).copied().unwrap_or(0);
                end = end.checked_add(length).ok_or("a timeline is too long")?;
                *slot = end;
            }
            let (facts, others) = rest.split_at_checked(end as usize).ok_or("a timeline is cut short")?;
            shelf.facts = facts.to_vec();
            self.shelves.push(shelf);
            rest = others;
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
