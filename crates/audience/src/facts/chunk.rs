//! A long run of a series, settled: in columns, twelve bytes an activity, with its own small numbers for details and
//! the rows of each asset listed. Only owners change in place; anything else makes a new chunk.

use super::times::Times;
use super::{Chosen, Details, Entry};
use crate::ids::NONE;
use crate::raw;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Most rows of a chunk: a row number has sixteen bits. Development builds make do with few, so that every test walks
/// over borders.
pub(super) const CHUNK: usize = if cfg!(debug_assertions) { 16 } else { 1 << 16 };

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Chunk {
    pub(super) times: Times,
    #[serde(with = "raw")]
    pub(super) owner: Vec<u32>,
    /// Places in `details`.
    #[serde(with = "raw")]
    code: Vec<u16>,
    #[serde(with = "raw")]
    details: Vec<u32>,
    /// The assets, rising, and where the rows of each begin in `by_asset`.
    #[serde(with = "raw")]
    pub(super) assets: Vec<u32>,
    #[serde(with = "raw")]
    starts: Vec<u32>,
    /// Rows by asset, and within an asset by time.
    #[serde(with = "raw")]
    by_asset: Vec<u16>,
    /// Empty while no activity of the chunk has a value.
    #[serde(with = "raw")]
    value: Vec<u32>,
    /// Rows whose owner is `NONE`.
    pub(super) gone: usize,
}

impl Chunk {
    /// From entries in order of time, at most [`CHUNK`] and at least one; what is gone must have been left out.
    pub(super) fn of(entries: &[Entry], all: &Details) -> Chunk {
        let mut details: Vec<u32> = entries.iter().map(|entry| entry.detail).collect();
        details.sort_unstable();
        details.dedup();
        let place = |detail: u32| details.partition_point(|other| *other < detail);
        let code: Vec<u16> = entries.iter().map(|entry| place(entry.detail) as u16).collect();
        let asset_of: Vec<u32> = details.iter().map(|detail| all.get(*detail).asset).collect();
        let mut assets = asset_of.clone();
        assets.sort_unstable();
        assets.dedup();
        let asset_of: Vec<usize> = asset_of.iter().map(|asset| assets.partition_point(|other| other < asset)).collect();
        // Counted, summed up, dealt out: rows of an asset stay in order.
        let mut starts = vec![0u32; assets.len() + 1];
        code.iter().for_each(|code| starts[asset_of[*code as usize] + 1] += 1);
        (1..starts.len()).for_each(|place| starts[place] += starts[place - 1]);
        let (mut next, mut by_asset) = (starts.clone(), vec![0u16; code.len()]);
        for (row, code) in code.iter().enumerate() {
            let next = &mut next[asset_of[*code as usize]];
            by_asset[*next as usize] = row as u16;
            *next += 1;
        }
        let valued = entries.iter().any(|entry| entry.value != NONE);
        Chunk {
            times: Times::of(entries.iter().map(|entry| entry.at).collect()),
            owner: entries.iter().map(|entry| entry.owner).collect(),
            value: if valued { entries.iter().map(|entry| entry.value).collect() } else { Vec::new() },
            code,
            details,
            assets,
            starts,
            by_asset,
            gone: 0,
        }
    }

    pub(super) fn entry(&self, row: usize) -> Entry {
        Entry {
            at: self.times.get(row),
            owner: self.owner[row],
            detail: self.detail(row),
            value: self.value.get(row).copied().unwrap_or(NONE),
        }
    }

    pub(super) fn detail(&self, row: usize) -> u32 {
        self.details[self.code[row] as usize]
    }

    /// What is there, in order of time.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..self.owner.len()).map(|row| self.entry(row)).filter(|entry| entry.owner != NONE)
    }

    /// The row of an entry.
    pub(super) fn find(&self, entry: Entry) -> Option<usize> {
        let mut rows = self.times.place(entry.at)..self.owner.len();
        rows.by_ref().take_while(|row| self.times.get(*row) == entry.at).find(|row| self.entry(*row) == entry)
    }

    /// Calls `each` with the rows within a range that are chosen. By rows or by assets, whichever reads less; in order
    /// of time unless several assets are chosen. Some may be gone.
    pub(super) fn rows(&self, chosen: &Chosen, rows: Range<usize>, mut each: impl FnMut(usize)) {
        let Some(assets) = &chosen.assets else { return self.by_detail(chosen, rows, each) };
        // Looking up an asset and its range costs some tens of steps.
        if assets.len() * 64 > rows.len() {
            return self.by_detail(chosen, rows, each);
        }
        for asset in assets {
            let Ok(place) = self.assets.binary_search(asset) else { continue };
            let own = self.rows_of(place);
            let from = own.partition_point(|row| (*row as usize) < rows.start);
            let to = own.partition_point(|row| (*row as usize) < rows.end);
            for row in own[from..to].iter().map(|row| *row as usize) {
                if chosen.details.as_ref().is_none_or(|meant| meant[self.detail(row) as usize]) {
                    each(row);
                }
            }
        }
    }

    /// No fewer than the rows within a range that are chosen.
    pub(super) fn at_most(&self, chosen: &Chosen, rows: Range<usize>) -> usize {
        let Some(assets) = &chosen.assets else { return rows.len() };
        let places = assets.iter().filter_map(|asset| self.assets.binary_search(asset).ok());
        places.map(|place| self.rows_of(place).len()).sum::<usize>().min(rows.len())
    }

    /// The rows of an asset, by its place.
    fn rows_of(&self, place: usize) -> &[u16] {
        &self.by_asset[self.starts[place] as usize..self.starts[place + 1] as usize]
    }

    fn by_detail(&self, chosen: &Chosen, rows: Range<usize>, mut each: impl FnMut(usize)) {
        let Some(meant) = self.meant(chosen) else { return rows.for_each(each) };
        if !meant.contains(&true) {
            return;
        }
        for (row, code) in rows.clone().zip(&self.code[rows]) {
            if meant[*code as usize] {
                each(row);
            }
        }
    }

    /// By the chunk's own numbers of details, whether each is chosen; `None` when all are.
    fn meant(&self, chosen: &Chosen) -> Option<Vec<bool>> {
        if chosen.is_all() {
            return None;
        }
        let mut meant = vec![chosen.assets.is_none(); self.details.len()];
        let places = chosen.assets.iter().flatten().filter_map(|asset| self.assets.binary_search(asset).ok());
        for row in places.flat_map(|place| self.rows_of(place)) {
            meant[self.code[*row as usize] as usize] = true;
        }
        if let Some(table) = &chosen.details {
            meant.iter_mut().zip(&self.details).for_each(|(meant, detail)| *meant &= table[*detail as usize]);
        }
        Some(meant)
    }

    pub(super) fn heap_bytes(&self) -> usize {
        let wide = self.owner.capacity() + self.details.capacity() + self.assets.capacity() + self.starts.capacity();
        let narrow = self.code.capacity() + self.by_asset.capacity();
        200 + self.times.heap_bytes() + (wide + self.value.capacity()) * 4 + narrow * 2
    }
}
