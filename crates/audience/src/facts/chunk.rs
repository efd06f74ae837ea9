//! A long run of a series, settled: in columns, twelve bytes an activity, with its own small numbers for details. The
//! rows of an asset lie together, so that a question about one reads nothing else; the order of time is a list of rows.
//! Only owners change in place; anything else makes a new chunk.

mod layout;

use super::times::Times;
use super::{Chosen, Entry};
use crate::ids::NONE;
use crate::raw;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Most rows of a chunk: a row number has sixteen bits. Development builds make do with few, so that every test walks
/// over borders.
pub(super) const CHUNK: usize = if cfg!(debug_assertions) { 16 } else { 1 << 16 };

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Chunk {
    pub(super) first: i64,
    pub(super) last: i64,
    /// By row: by asset, and within an asset by time.
    pub(super) times: Times,
    #[serde(with = "raw")]
    pub(super) owner: Vec<u32>,
    /// Places in `details`.
    #[serde(with = "raw")]
    pub(super) code: Vec<u16>,
    #[serde(with = "raw")]
    pub(super) details: Vec<u32>,
    /// The assets, rising, and where the rows of each begin.
    #[serde(with = "raw")]
    pub(super) assets: Vec<u32>,
    #[serde(with = "raw")]
    starts: Vec<u32>,
    /// Rows in order of time.
    #[serde(with = "raw")]
    by_time: Vec<u16>,
    /// Empty while no activity of the chunk has a value.
    #[serde(with = "raw")]
    pub(super) value: Vec<u32>,
    /// Rows whose owner is `NONE`.
    pub(super) gone: usize,
}

impl Chunk {
    pub(super) fn len(&self) -> usize {
        self.owner.len()
    }

    pub(super) fn at(&self, row: usize) -> i64 {
        self.times.get(row)
    }

    /// How many are before an instant.
    pub(super) fn before(&self, at: i64) -> usize {
        self.by_time.partition_point(|row| self.times.get(*row as usize) < at)
    }

    /// Rows of some places in the order of time.
    pub(super) fn by_time(&self, places: Range<usize>) -> impl Iterator<Item = usize> {
        self.by_time[places].iter().map(|row| *row as usize)
    }

    pub(super) fn entry(&self, row: usize) -> Entry {
        Entry {
            at: self.at(row),
            owner: self.owner[row],
            detail: self.detail(row),
            value: self.value.get(row).copied().unwrap_or(NONE),
        }
    }

    fn detail(&self, row: usize) -> u32 {
        self.details[self.code[row] as usize]
    }

    /// What is there of some places in the order of time.
    pub(super) fn entries(&self, places: Range<usize>) -> impl Iterator<Item = Entry> {
        self.by_time(places).map(|row| self.entry(row)).filter(|entry| entry.owner != NONE)
    }

    /// The row of an entry.
    pub(super) fn find(&self, entry: Entry) -> Option<usize> {
        let rows = self.by_time(self.before(entry.at)..self.len()).take_while(|row| self.at(*row) == entry.at);
        rows.into_iter().find(|row| self.entry(*row) == entry)
    }

    /// Whether everything is within `[from, to)`.
    pub(super) fn is_within(&self, from: i64, to: i64) -> bool {
        from <= self.first && self.last < to
    }

    /// The places within `[from, to)`.
    pub(super) fn places(&self, from: i64, to: i64) -> Range<usize> {
        if self.is_within(from, to) {
            return 0..self.len();
        }
        let start = self.before(from);
        start..self.before(to).max(start)
    }

    /// Calls `each` with the chosen rows within `[from, to)`, in no order. Some may be gone.
    pub(super) fn rows(&self, chosen: &Chosen, from: i64, to: i64, mut each: impl FnMut(usize)) {
        if let Some(assets) = self.few_assets(chosen) {
            return self.of_assets(assets, chosen, from, to, each);
        }
        let Some(meant) = self.meant(chosen) else { return self.by_time(self.places(from, to)).for_each(each) };
        if !meant.contains(&true) {
            return;
        }
        if self.is_within(from, to) {
            let rows = self.code.iter().enumerate().filter(|(_, code)| meant[**code as usize]);
            rows.for_each(|(row, _)| each(row));
        } else {
            self.by_time(self.places(from, to)).filter(|row| meant[self.code[*row] as usize]).for_each(each);
        }
    }

    /// Calls `each` with the chosen rows within `[from, to)` whose owner passes, in order of time unless several assets
    /// are chosen.
    pub(super) fn passing(
        &self,
        chosen: &Chosen,
        from: i64,
        to: i64,
        passes: impl Fn(u32) -> bool,
        mut each: impl FnMut(usize),
    ) {
        let passes = |owner: u32| owner != NONE && passes(owner);
        if let Some(assets) = self.few_assets(chosen) {
            return self.of_assets(assets, chosen, from, to, |row| {
                if passes(self.owner[row]) {
                    each(row);
                }
            });
        }
        // First who passes, row by row as they lie; then in order of time, which jumps about.
        let meant = self.meant(chosen);
        let has = |row: usize| meant.as_ref().is_none_or(|meant| meant[self.code[row] as usize]);
        let mut marks = [0u64; CHUNK.div_ceil(64)];
        for (word, (first, owners)) in marks.iter_mut().zip((0..).step_by(64).zip(self.owner.chunks(64))) {
            for (bit, owner) in owners.iter().enumerate() {
                *word |= u64::from(passes(*owner) && has(first + bit)) << bit;
            }
        }
        self.by_time(self.places(from, to)).filter(|row| marks[row / 64] >> (row % 64) & 1 == 1).for_each(each);
    }

    /// The chosen assets, when going through them costs less than going through the rows: looking one up takes some tens
    /// of steps.
    fn few_assets<'c>(&self, chosen: &'c Chosen) -> Option<&'c [u32]> {
        chosen.assets.as_deref().filter(|assets| assets.len() * 64 <= self.len().max(64))
    }

    fn of_assets(&self, assets: &[u32], chosen: &Chosen, from: i64, to: i64, mut each: impl FnMut(usize)) {
        for rows in assets.iter().filter_map(|asset| self.rows_of(*asset)) {
            let rows = self.within(rows, from, to);
            match &chosen.details {
                None => rows.for_each(&mut each),
                Some(meant) => rows.filter(|row| meant[self.detail(*row) as usize]).for_each(&mut each),
            }
        }
    }

    /// No fewer than the chosen rows within `[from, to)`.
    pub(super) fn at_most(&self, chosen: &Chosen, from: i64, to: i64) -> usize {
        match &chosen.assets {
            Some(assets) => assets.iter().filter_map(|asset| self.rows_of(*asset)).map(|rows| rows.len()).sum(),
            None => self.places(from, to).len(),
        }
    }

    fn rows_of(&self, asset: u32) -> Option<Range<usize>> {
        let place = self.assets.binary_search(&asset).ok()?;
        Some(self.starts[place] as usize..self.starts[place + 1] as usize)
    }

    /// Those of an asset's rows that are within `[from, to)`.
    fn within(&self, rows: Range<usize>, from: i64, to: i64) -> Range<usize> {
        if self.is_within(from, to) {
            return rows;
        }
        let first = |at: i64| {
            let (mut low, mut high) = (rows.start, rows.end);
            while low < high {
                let middle = low.midpoint(high);
                if self.at(middle) < at { low = middle + 1 } else { high = middle }
            }
            low
        };
        let start = first(from);
        start..first(to).max(start)
    }

    /// By the chunk's own numbers of details, whether each is chosen; `None` when all are.
    fn meant(&self, chosen: &Chosen) -> Option<Vec<bool>> {
        if chosen.is_all() {
            return None;
        }
        let mut meant = vec![chosen.assets.is_none(); self.details.len()];
        let rows = chosen.assets.iter().flatten().filter_map(|asset| self.rows_of(*asset));
        for row in rows.flatten() {
            meant[self.code[row] as usize] = true;
        }
        if let Some(table) = &chosen.details {
            meant.iter_mut().zip(&self.details).for_each(|(meant, detail)| *meant &= table[*detail as usize]);
        }
        Some(meant)
    }

    pub(super) fn heap_bytes(&self) -> usize {
        let wide = self.owner.capacity() + self.details.capacity() + self.assets.capacity() + self.starts.capacity();
        let narrow = self.code.capacity() + self.by_time.capacity();
        200 + self.times.heap_bytes() + (wide + self.value.capacity()) * 4 + narrow * 2
    }
}
