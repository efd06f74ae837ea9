//! Activities of one kind in order of time, for everybody at once.
//!
//! The order is cut into chunks of bounded size, each in columns, so that a late arrival moves a chunk and not the
//! whole history, and a scan still reads long runs of memory. Within the same instant the order is that of arrival.

use crate::ids::NONE;
use serde::{Deserialize, Serialize};

/// A chunk is cut in two when it would grow past this.
const CHUNK: usize = 8_192;

/// A run of the series. The columns have one length and `at` never falls.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Chunk {
    at: Vec<i64>,
    owner: Vec<u32>,
    detail: Vec<u32>,
    /// Places in the table of values, `NONE` without one. Empty while no activity of the chunk has a value.
    value: Vec<u32>,
}

/// An activity of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) at: i64,
    pub(crate) owner: u32,
    pub(crate) detail: u32,
    pub(crate) value: u32,
}

/// Rows of a chunk, column by column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'a> {
    pub(crate) at: &'a [i64],
    pub(crate) owner: &'a [u32],
    pub(crate) detail: &'a [u32],
    value: &'a [u32],
}

impl Run<'_> {
    pub(crate) fn value(&self, row: usize) -> u32 {
        self.value.get(row).copied().unwrap_or(NONE)
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Series {
    /// No chunk is empty.
    chunks: Vec<Chunk>,
    len: usize,
}

impl Series {
    pub(crate) fn insert(&mut self, entry: Entry) {
        self.len += 1;
        let place = self.chunks.partition_point(|chunk| chunk.at[0] <= entry.at).saturating_sub(1);
        let is_last = place + 1 == self.chunks.len();
        let Some(chunk) = self.chunks.get_mut(place) else {
            self.chunks.push(Chunk::of(entry));
            return;
        };
        let last = chunk.at[chunk.at.len() - 1];
        if chunk.at.len() >= CHUNK {
            if entry.at >= last && is_last {
                self.chunks.push(Chunk::of(entry));
                return;
            }
            let half = chunk.split();
            self.chunks.insert(place + 1, half);
            self.len -= 1;
            return self.insert(entry);
        }
        let row = if entry.at >= last { chunk.at.len() } else { chunk.at.partition_point(|other| *other <= entry.at) };
        chunk.insert(row, entry);
    }

    /// Gives one activity to another owner.
    pub(crate) fn reassign(&mut self, entry: Entry, to: u32) {
        if let Some((chunk, row)) = self.find(entry) {
            self.chunks[chunk].owner[row] = to;
        }
    }

    pub(crate) fn remove(&mut self, entry: Entry) {
        let Some((place, row)) = self.find(entry) else { return };
        let chunk = &mut self.chunks[place];
        chunk.remove(row);
        self.len -= 1;
        if chunk.at.is_empty() {
            self.chunks.remove(place);
        }
    }

    fn find(&self, entry: Entry) -> Option<(usize, usize)> {
        // Equal instants may lie across the border of chunks.
        let first = self.chunks.partition_point(|chunk| chunk.at[chunk.at.len() - 1] < entry.at);
        for (place, chunk) in self.chunks.iter().enumerate().skip(first) {
            if chunk.at[0] > entry.at {
                break;
            }
            let from = chunk.at.partition_point(|other| *other < entry.at);
            let mut rows = (from..chunk.at.len()).take_while(|row| chunk.at[*row] == entry.at);
            if let Some(row) = rows.find(|row| chunk.entry(*row) == entry) {
                return Some((place, row));
            }
        }
        None
    }

    /// Calls `each` with every run of rows within `[from, to)`, earliest first.
    pub(crate) fn scan(&self, from: i64, to: i64, mut each: impl FnMut(Run<'_>)) {
        let first = self.chunks.partition_point(|chunk| chunk.at[chunk.at.len() - 1] < from);
        for chunk in &self.chunks[first..] {
            if chunk.at[0] >= to {
                return;
            }
            let start = chunk.at.partition_point(|at| *at < from);
            let end = chunk.at.partition_point(|at| *at < to).max(start);
            let value = if chunk.value.is_empty() { &[][..] } else { &chunk.value[start..end] };
            let (owner, detail) = (&chunk.owner[start..end], &chunk.detail[start..end]);
            each(Run { at: &chunk.at[start..end], owner, detail, value });
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let cells = |c: &Chunk| c.owner.capacity() + c.detail.capacity() + c.value.capacity();
        self.chunks.iter().map(|chunk| 96 + chunk.at.capacity() * 8 + cells(chunk) * 4).sum()
    }
}

impl Chunk {
    fn of(entry: Entry) -> Chunk {
        let mut chunk = Chunk::default();
        chunk.insert(0, entry);
        chunk
    }

    fn insert(&mut self, row: usize, entry: Entry) {
        if entry.value != NONE && self.value.is_empty() {
            self.value = vec![NONE; self.at.len()];
        }
        if entry.value != NONE || !self.value.is_empty() {
            self.value.insert(row, entry.value);
        }
        self.at.insert(row, entry.at);
        self.owner.insert(row, entry.owner);
        self.detail.insert(row, entry.detail);
    }

    fn remove(&mut self, row: usize) {
        self.at.remove(row);
        self.owner.remove(row);
        self.detail.remove(row);
        if !self.value.is_empty() {
            self.value.remove(row);
        }
    }

    fn entry(&self, row: usize) -> Entry {
        let value = self.value.get(row).copied().unwrap_or(NONE);
        Entry { at: self.at[row], owner: self.owner[row], detail: self.detail[row], value }
    }

    fn split(&mut self) -> Chunk {
        let half = self.at.len() / 2;
        Chunk {
            at: self.at.split_off(half),
            owner: self.owner.split_off(half),
            detail: self.detail.split_off(half),
            value: if self.value.is_empty() { Vec::new() } else { self.value.split_off(half) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row, with each run checked to be in order.
    fn rows(series: &Series, from: i64, to: i64) -> Vec<(i64, u32, u32, u32)> {
        let mut all = Vec::new();
        series.scan(from, to, |run| {
            all.extend((0..run.at.len()).map(|row| (run.at[row], run.owner[row], run.detail[row], run.value(row))));
        });
        assert!(all.is_sorted_by_key(|row| row.0));
        all
    }

    fn entry(at: i64, owner: u32, detail: u32, value: u32) -> Entry {
        Entry { at, owner, detail, value }
    }

    #[test]
    fn many_arrivals_in_any_order_are_all_there_in_order() {
        let mut series = Series::default();
        let mut expected = Vec::new();
        for i in 0..40_000u32 {
            // Mostly rising, often late, with many equal instants; few have a value.
            let at = i64::from(i / 7) - i64::from(i.wrapping_mul(2_654_435_761) % 500);
            let value = if i % 5_000 == 4_999 { i } else { NONE };
            series.insert(entry(at, i, i % 3, value));
            expected.push((at, i, i % 3, value));
        }
        expected.sort_unstable();
        let mut found = rows(&series, i64::MIN, i64::MAX);
        found.sort_unstable();
        assert_eq!(found, expected);
        assert_eq!(series.len(), expected.len());
        let within: Vec<_> = expected.iter().filter(|row| (100..2_000).contains(&row.0)).copied().collect();
        let mut found = rows(&series, 100, 2_000);
        found.sort_unstable();
        assert_eq!(found, within);
        for (at, owner, detail, value) in &expected {
            series.remove(entry(*at, *owner, *detail, *value));
        }
        assert_eq!((series.len(), rows(&series, i64::MIN, i64::MAX).len()), (0, 0));
    }

    #[test]
    fn equal_instants_across_chunks_are_found() {
        let mut series = Series::default();
        for i in 0..30_000u32 {
            series.insert(entry(5, i, 0, NONE));
        }
        series.reassign(entry(5, 29_999, 0, NONE), 77_777);
        series.remove(entry(5, 0, 0, NONE));
        let rows = rows(&series, 5, 6);
        assert_eq!(rows.len(), 29_999);
        assert!(rows.contains(&(5, 77_777, 0, NONE)) && !rows.contains(&(5, 0, 0, NONE)));
    }
}
