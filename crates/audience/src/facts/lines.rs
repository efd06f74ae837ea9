//! A timeline for each owner, in order of (at, number): sixteen bytes an activity. Lead and value, which most
//! activities lack, stand in a list beside the timeline for those owners that have any.

use super::Packed;
use crate::ids::NONE;
use crate::raw::{self, Plain};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;

/// Owners of a block of a snapshot.
const BLOCK: usize = 1 << 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fact {
    at: i64,
    number: u32,
    detail: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Extra {
    number: u32,
    lead: u32,
    value: u32,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    facts: Vec<Vec<Fact>>,
    /// Of owners with activities that have a lead or a value: those, by their ledger numbers.
    extras: HashMap<u32, Vec<Extra>>,
}

/// A timeline, or the rest of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    facts: &'a [Fact],
    extras: &'a [Extra],
}

impl Lines {
    /// Puts an activity at its place; most arrive in order.
    pub(crate) fn insert(&mut self, owner: u32, fact: Packed) {
        let index = owner as usize;
        if self.facts.len() <= index {
            self.facts.resize_with(index + 1, Vec::new);
        }
        let line = &mut self.facts[index];
        let place = match line.last() {
            Some(last) if (last.at, last.number) > fact.key() => {
                line.partition_point(|other| (other.at, other.number) < fact.key())
            }
            _ => line.len(),
        };
        if line.len() == line.capacity() {
            // An eighth at a time: there are millions of timelines, and what doubling wastes adds up.
            line.reserve_exact(2 + line.len() / 8);
        }
        line.insert(place, Fact { at: fact.at, number: fact.number, detail: fact.detail });
        if (fact.lead, fact.value) != (NONE, NONE) {
            let extras = self.extras.entry(owner).or_default();
            let place = extras.partition_point(|other| other.number < fact.number);
            extras.insert(place, Extra { number: fact.number, lead: fact.lead, value: fact.value });
        }
    }

    pub(crate) fn take(&mut self, owner: u32) -> Vec<Packed> {
        let facts = self.line(owner).iter().collect();
        if let Some(line) = self.facts.get_mut(owner as usize) {
            *line = Vec::new();
        }
        self.extras.remove(&owner);
        facts
    }

    pub(crate) fn remove(&mut self, owner: u32, number: u32) -> Option<Packed> {
        let line = self.line(owner);
        let place = line.facts.iter().position(|fact| fact.number == number)?;
        let fact = line.get(place);
        self.facts[owner as usize].remove(place);
        if let Some(extras) = self.extras.get_mut(&owner) {
            extras.retain(|extra| extra.number != number);
        }
        fact
    }

    pub(crate) fn line(&self, owner: u32) -> Line<'_> {
        Line {
            facts: self.facts.get(owner as usize).map_or(&[], Vec::as_slice),
            extras: self.extras.get(&owner).map_or(&[], Vec::as_slice),
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let lines: usize = self.facts.iter().map(|line| line.capacity() * size_of::<Fact>() + 16).sum();
        let extras: usize = self.extras.values().map(|extras| 40 + extras.capacity() * 12).sum();
        lines + extras + self.facts.capacity() * size_of::<Vec<Fact>>()
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
    fn block(&self, first: usize, lines: &[Vec<Fact>]) -> Block {
        let owners = (first..first + lines.len()).map(|owner| owner as u32);
        let extras = owners.filter_map(|owner| Some((owner, self.extras.get(&owner)?.clone())));
        Block {
            lengths: lines.iter().map(|line| line.len() as u32).collect(),
            facts: lines.concat(),
            extras: extras.collect(),
        }
    }

    fn add_block(&mut self, block: Block) -> Result<(), &'static str> {
        let mut rest = block.facts.as_slice();
        for length in block.lengths {
            let (line, others) = rest.split_at_checked(length as usize).ok_or("a timeline is cut short")?;
            self.facts.push(line.to_vec());
            rest = others;
        }
        self.extras.extend(block.extras);
        Ok(())
    }
}

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let blocks = self.facts.chunks(BLOCK).enumerate();
        serializer.collect_seq(blocks.map(|(place, lines)| self.block(place * BLOCK, lines)))
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
