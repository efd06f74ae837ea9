//! A plain set of dense numbers, a bit each: what a kernel writes while it scans.

use super::few::Few;
use crate::raw;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Words that are worked on at a time.
const BLOCK: usize = 128;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Bits(#[serde(with = "raw")] Vec<u64>);

impl Bits {
    /// Room for the numbers below `span`.
    pub(crate) fn new(span: usize) -> Bits {
        Bits(vec![0; span.div_ceil(64)])
    }

    /// The numbers below `span` that pass a test.
    pub(crate) fn of(span: usize, mut test: impl FnMut(usize) -> bool) -> Bits {
        let word = |first: usize| {
            let numbers = first..(first + 64).min(span);
            numbers.fold(0, |word, number| word | u64::from(test(number)) << (number - first))
        };
        Bits((0..span).step_by(64).map(word).collect())
    }

    /// Numbers out of range are left out.
    pub(crate) fn insert(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Makes room where a number is out of range. Whether the number is new.
    pub(crate) fn put(&mut self, number: u32) -> bool {
        let place = number as usize / 64;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        let new = !self.has(number);
        self.insert(number);
        new
    }

    /// Whether the number was there.
    pub(crate) fn remove(&mut self, number: u32) -> bool {
        let there = self.has(number);
        if there {
            self.0[number as usize / 64] &= !(1 << (number % 64));
        }
        there
    }

    /// All numbers are below it.
    pub(crate) fn span(&self) -> usize {
        self.0.len() * 64
    }

    pub(crate) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// The numbers that are in one of each list.
    pub(crate) fn one_of_each(lists: &[Vec<Cow<'_, Bits>>]) -> Bits {
        let mut all = Vec::with_capacity(common(lists));
        blocks(lists, |_, words| {
            all.extend_from_slice(words);
            true
        });
        Bits(all)
    }

    /// Those of them that pass a test.
    pub(crate) fn one_of_each_that(lists: &[Vec<Cow<'_, Bits>>], passes: impl Fn(u32) -> bool) -> RoaringBitmap {
        let mut few = Few::of_span(common(lists) * 64);
        // While they are few, they are never written as bits.
        if blocks(lists, |first, words| few.take(first, words, &passes)) {
            return few.into_bitmap();
        }
        let mut all = Bits::one_of_each(lists);
        all.retain(passes);
        all.whole()
    }

    /// The words from a place on; the last ones are in the room, with nothing after them.
    fn block<'b>(&'b self, start: usize, room: &'b mut [u64; BLOCK]) -> &'b [u64; BLOCK] {
        let rest = self.0.get(start..).unwrap_or_default();
        rest.first_chunk().unwrap_or_else(|| {
            *room = [0; BLOCK];
            room[..rest.len()].copy_from_slice(rest);
            room
        })
    }

    /// Keeps the numbers that pass a test.
    fn retain(&mut self, passes: impl Fn(u32) -> bool) {
        for (place, word) in (0u32..).zip(&mut self.0).filter(|(_, word)| **word != 0) {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                *word &= !(u64::from(!passes(place * 64 + bit)) << bit);
            }
        }
    }

    /// How many numbers are in both.
    pub(crate) fn shared(&self, other: &Bits) -> usize {
        self.0.iter().zip(&other.0).map(|(one, other)| (one & other).count_ones() as usize).sum()
    }

    pub(crate) fn into_bitmap(self) -> RoaringBitmap {
        let mut few = Few::of_span(self.span());
        match few.take(0, &self.0, &|_| true) {
            true => few.into_bitmap(),
            false => self.whole(),
        }
    }

    /// As a bitmap, its words copied.
    fn whole(&self) -> RoaringBitmap {
        let mut bytes = vec![0; self.0.len() * 8];
        for (bytes, word) in bytes.chunks_exact_mut(8).zip(&self.0) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        RoaringBitmap::from_lsb0_bytes(0, &bytes)
    }

    /// The set with the place of each number among its numbers.
    pub(super) fn ranked(self) -> Ranked {
        let mut before = Vec::with_capacity(self.0.len());
        let mut sum = 0;
        for word in &self.0 {
            before.push(sum);
            sum += word.count_ones();
        }
        Ranked { bits: self, before, len: sum as usize }
    }
}

/// Words that all lists have.
fn common(lists: &[Vec<Cow<'_, Bits>>]) -> usize {
    let longest = |list: &Vec<Cow<'_, Bits>>| list.iter().map(|bits| bits.0.len()).max().unwrap_or_default();
    lists.iter().map(longest).min().unwrap_or_default()
}

/// The words of the numbers that are in one of each list, a block at a time with the place of its first word, until `take`
/// has had enough; whether it took all. A block stays near the processor, however many lists there are.
fn blocks(lists: &[Vec<Cow<'_, Bits>>], mut take: impl FnMut(usize, &[u64]) -> bool) -> bool {
    let len = common(lists);
    (0..len).step_by(BLOCK).all(|start| {
        let mut room = [0; BLOCK];
        let mut block = [u64::MAX; BLOCK];
        for list in lists {
            // With an empty one nothing is common to all.
            let Some((first, others)) = list.split_first() else { return true };
            let first = first.block(start, &mut room);
            if others.is_empty() {
                block.iter_mut().zip(first).for_each(|(block, word)| *block &= word);
                continue;
            }
            let mut any = *first;
            for bits in others {
                any.iter_mut().zip(bits.block(start, &mut room)).for_each(|(any, word)| *any |= word);
            }
            block.iter_mut().zip(any).for_each(|(block, any)| *block &= any);
        }
        take(start, &block[..BLOCK.min(len - start)])
    })
}

/// A set that knows the place of each of its numbers: tables over a few contacts stay small.
#[derive(Debug)]
pub(super) struct Ranked {
    bits: Bits,
    before: Vec<u32>,
    len: usize,
}

impl Ranked {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.bits.has(number)
    }

    /// The place of a number of the set.
    pub(super) fn place(&self, number: u32) -> usize {
        let word = self.bits.0[number as usize / 64];
        let below = word & ((1 << (number % 64)) - 1);
        (self.before[number as usize / 64] + below.count_ones()) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_and_places_count_up() {
        let numbers: Vec<u32> = (0..70_000).filter(|n| n % 3 == 0 || (640..768).contains(n)).collect();
        let mut bits = Bits::new(70_000);
        numbers.iter().for_each(|n| bits.insert(*n));
        bits.insert(u32::MAX);
        bits.insert(1);
        bits.remove(1);
        assert_eq!(bits.clone().into_bitmap().iter().collect::<Vec<_>>(), numbers);
        let same = Bits::of(70_000, |n| bits.has(n as u32)).into_bitmap();
        assert_eq!(same, bits.clone().into_bitmap());
        let ranked = bits.ranked();
        assert!(numbers.iter().enumerate().all(|(place, n)| ranked.place(*n) == place && ranked.has(*n)));
        assert_eq!((ranked.len(), ranked.has(2)), (numbers.len(), false));
        let few = Bits::of(70_000, |n| [0, 63, 64, 69_999].contains(&n)).into_bitmap();
        assert_eq!(few.iter().collect::<Vec<_>>(), [0, 63, 64, 69_999]);
    }
}
