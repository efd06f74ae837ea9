//! Activities of one kind in order of time, for everybody at once.
//!
//! The order is cut into chunks of bounded size, each in columns, so that a late arrival moves a chunk and not the
//! whole history, and a scan still reads long runs of memory. Within the same instant the order is that of arrival.

use serde::{Deserialize, Serialize};

/// A chunk is cut in two when it would grow past this.
const CHUNK: usize = 8_192;

/// A run of the series. The columns have one length and `at` never falls.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Chunk {
    pub(crate) at: Vec<i64>,
    pub(crate) owner: Vec<u32>,
    pub(crate) detail: Vec<u32>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Series {
    /// No chunk is empty.
    chunks: Vec<Chunk>,
    len: usize,
}

impl Series {
    pub(crate) fn insert(&mut self, at: i64, owner: u32, detail: u32) {
        self.len += 1;
        let place = self.chunks.partition_point(|chunk| chunk.at[0] <= at).saturating_sub(1);
        let is_last = place + 1 == self.chunks.len();
        let Some(chunk) = self.chunks.get_mut(place) else {
            self.chunks.push(Chunk { at: vec![at], owner: vec![owner], detail: vec![detail] });
            return;
        };
        let last = chunk.at[chunk.at.len() - 1];
        if chunk.at.len() >= CHUNK {
            if at >= last && is_last {
                self.chunks.push(Chunk { at: vec![at], owner: vec![owner], detail: vec![detail] });
                return;
            }
            let half = chunk.split();
            self.chunks.insert(place + 1, half);
            self.len -= 1;
            return self.insert(at, owner, detail);
        }
        let row = if at >= last { chunk.at.len() } else { chunk.at.partition_point(|other| *other <= at) };
        chunk.at.insert(row, at);
        chunk.owner.insert(row, owner);
        chunk.detail.insert(row, detail);
    }

    /// Gives one activity to another owner.
    pub(crate) fn reassign(&mut self, at: i64, owner: u32, detail: u32, to: u32) {
        if let Some((chunk, row)) = self.find(at, owner, detail) {
            self.chunks[chunk].owner[row] = to;
        }
    }

    pub(crate) fn remove(&mut self, at: i64, owner: u32, detail: u32) {
        let Some((place, row)) = self.find(at, owner, detail) else { return };
        let chunk = &mut self.chunks[place];
        chunk.at.remove(row);
        chunk.owner.remove(row);
        chunk.detail.remove(row);
        self.len -= 1;
        if chunk.at.is_empty() {
            self.chunks.remove(place);
        }
    }

    fn find(&self, at: i64, owner: u32, detail: u32) -> Option<(usize, usize)> {
        // Equal instants may lie across the border of chunks.
        let first = self.chunks.partition_point(|chunk| chunk.at[chunk.at.len() - 1] < at);
        for (place, chunk) in self.chunks.iter().enumerate().skip(first) {
            if chunk.at[0] > at {
                break;
            }
            let from = chunk.at.partition_point(|other| *other < at);
            let rows = from..chunk.at.len();
            let found = rows
                .take_while(|row| chunk.at[*row] == at)
                .find(|row| chunk.owner[*row] == owner && chunk.detail[*row] == detail);
            if let Some(row) = found {
                return Some((place, row));
            }
        }
        None
    }

    /// Calls `each` with every run of columns within `[from, to)`, earliest first.
    pub(crate) fn scan(&self, from: i64, to: i64, mut each: impl FnMut(&[i64], &[u32], &[u32])) {
        let first = self.chunks.partition_point(|chunk| chunk.at[chunk.at.len() - 1] < from);
        for chunk in &self.chunks[first..] {
            if chunk.at[0] >= to {
                return;
            }
            let start = chunk.at.partition_point(|at| *at < from);
            let end = chunk.at.partition_point(|at| *at < to);
            each(&chunk.at[start..end], &chunk.owner[start..end], &chunk.detail[start..end]);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let chunk = |c: &Chunk| 72 + c.at.capacity() * 8 + (c.owner.capacity() + c.detail.capacity()) * 4;
        self.chunks.iter().map(chunk).sum()
    }
}

impl Chunk {
    fn split(&mut self) -> Chunk {
        let half = self.at.len() / 2;
        Chunk { at: self.at.split_off(half), owner: self.owner.split_off(half), detail: self.detail.split_off(half) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row, with each run checked to be in order.
    fn rows(series: &Series, from: i64, to: i64) -> Vec<(i64, u32, u32)> {
        let mut all = Vec::new();
        series.scan(from, to, |at, owner, detail| {
            for row in 0..at.len() {
                all.push((at[row], owner[row], detail[row]));
            }
        });
        assert!(all.is_sorted_by_key(|row| row.0));
        all
    }

    #[test]
    fn many_arrivals_in_any_order_are_all_there_in_order() {
        let mut series = Series::default();
        let mut expected = Vec::new();
        for i in 0..40_000u32 {
            // Mostly rising, often late, with many equal instants.
            let at = i64::from(i / 7) - i64::from(i.wrapping_mul(2_654_435_761) % 500);
            series.insert(at, i, i % 3);
            expected.push((at, i, i % 3));
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
        for (at, owner, detail) in &expected {
            series.remove(*at, *owner, *detail);
        }
        assert_eq!((series.len(), rows(&series, i64::MIN, i64::MAX).len()), (0, 0));
    }

    #[test]
    fn equal_instants_across_chunks_are_found() {
        let mut series = Series::default();
        for i in 0..30_000u32 {
            series.insert(5, i, 0);
        }
        series.reassign(5, 29_999, 0, 77_777);
        series.remove(5, 0, 0);
        let rows = rows(&series, 5, 6);
        assert_eq!(rows.len(), 29_999);
        assert!(rows.contains(&(5, 77_777, 0)) && !rows.contains(&(5, 0, 0)));
    }
}
