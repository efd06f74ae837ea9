//! Activities of one kind in order of time, for everybody at once: settled chunks, and beside them what is new or came
//! late. What is new settles a chunk at a time; what came late is merged in when there is enough of it to be worth
//! making chunks anew.

use super::chunk::{CHUNK, Chunk};
use super::recent::Recent;
use super::{Chosen, Details, Entry};
use crate::ids::NONE;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Series {
    /// In order of time; none is empty.
    settled: Vec<Chunk>,
    recent: Recent,
}

impl Series {
    /// Within the same instant the order is that of arrival.
    pub(crate) fn insert(&mut self, entry: Entry, details: &Details) {
        self.recent.insert(entry);
        // Whether to settle is asked now and then.
        if self.recent.len() >= CHUNK && self.recent.len().is_multiple_of(CHUNK / 16) {
            self.settle(details);
        }
    }

    fn settle(&mut self, details: &Details) {
        let end = self.settled.last().map_or(i64::MIN, |chunk| chunk.times.last());
        let mut late = self.recent.before(end);
        if late >= (CHUNK / 4).max(self.settled.len() * CHUNK / 32) {
            let entries = self.recent.take(0..late);
            self.merge_late(&entries, details);
            late = 0;
        }
        while self.recent.len() - late >= CHUNK {
            let entries = self.recent.take(late..late + CHUNK);
            self.settled.push(Chunk::of(&entries, details));
        }
    }

    /// Makes the chunks anew into which late entries fall.
    fn merge_late(&mut self, mut late: &[Entry], details: &Details) {
        let chunks = std::mem::take(&mut self.settled);
        let mut chunks = chunks.into_iter().peekable();
        while let Some(chunk) = chunks.next() {
            let own = match chunks.peek() {
                Some(next) => late.partition_point(|entry| entry.at < next.times.get(0)),
                None => late.len(),
            };
            let (own, rest) = late.split_at(own);
            late = rest;
            if own.is_empty() {
                self.settled.push(chunk);
                continue;
            }
            let mut entries: Vec<Entry> = chunk.entries().chain(own.iter().copied()).collect();
            // Two runs in order: a stable sort merges them, those that were here before first.
            entries.sort_by_key(|entry| entry.at);
            let pieces = entries.len().div_ceil(CHUNK);
            self.settled.extend(entries.chunks(entries.len().div_ceil(pieces)).map(|piece| Chunk::of(piece, details)));
        }
    }

    /// Gives one activity to another owner.
    pub(crate) fn reassign(&mut self, entry: Entry, to: u32) {
        if self.recent.reassign(entry, to) {
            return;
        }
        if let Some((place, row)) = self.find(entry) {
            self.settled[place].owner[row] = to;
        }
    }

    pub(crate) fn remove(&mut self, entry: Entry, details: &Details) {
        if self.recent.remove(entry) {
            return;
        }
        let Some((place, row)) = self.find(entry) else { return };
        let chunk = &mut self.settled[place];
        chunk.owner[row] = NONE;
        chunk.gone += 1;
        if chunk.gone == chunk.owner.len() {
            self.settled.remove(place);
        } else if chunk.gone * 4 > chunk.owner.len() {
            *chunk = Chunk::of(&chunk.entries().collect::<Vec<_>>(), details);
        }
    }

    fn find(&self, entry: Entry) -> Option<(usize, usize)> {
        // Equal instants may lie across the border of chunks.
        let first = self.settled.partition_point(|chunk| chunk.times.last() < entry.at);
        let chunks = self.settled.iter().enumerate().skip(first);
        let mut chunks = chunks.take_while(|(_, chunk)| chunk.times.get(0) <= entry.at);
        chunks.find_map(|(place, chunk)| Some((place, chunk.find(entry)?)))
    }

    fn chunks(&self, from: i64, to: i64) -> impl Iterator<Item = &Chunk> {
        let first = self.settled.partition_point(|chunk| chunk.times.last() < from);
        self.settled[first..].iter().take_while(move |chunk| chunk.times.get(0) < to)
    }

    /// Calls `each` with the owner of every chosen activity within `[from, to)`, in no order. What is gone may show as
    /// `NONE`.
    pub(crate) fn owners(&self, chosen: &Chosen, details: &Details, from: i64, to: i64, mut each: impl FnMut(u32)) {
        for chunk in self.chunks(from, to) {
            let rows = chunk.times.rows(from, to);
            if chosen.is_all() {
                chunk.owner[rows].iter().for_each(|owner| each(*owner));
            } else {
                chunk.rows(chosen, rows, |row| each(chunk.owner[row]));
            }
        }
        for run in self.recent.runs(from, to) {
            run.iter().filter(|entry| chosen.has(entry.detail, details)).for_each(|entry| each(entry.owner));
        }
    }

    /// Calls `each` with instant and owner of every chosen activity within `[from, to)` whose owner passes, in no order.
    pub(crate) fn moments(
        &self,
        chosen: &Chosen,
        details: &Details,
        from: i64,
        to: i64,
        passes: impl Fn(u32) -> bool,
        mut each: impl FnMut(i64, u32),
    ) {
        for chunk in self.chunks(from, to) {
            chunk.rows(chosen, chunk.times.rows(from, to), |row| {
                let owner = chunk.owner[row];
                // Most fail: their instants are not even read.
                if owner != NONE && passes(owner) {
                    each(chunk.times.get(row), owner);
                }
            });
        }
        for run in self.recent.runs(from, to) {
            let meant = run.iter().filter(|entry| chosen.has(entry.detail, details) && passes(entry.owner));
            meant.for_each(|entry| each(entry.at, entry.owner));
        }
    }

    /// Calls `each` with every activity within `[from, to)` in order of time.
    pub(crate) fn each(&self, from: i64, to: i64, mut each: impl FnMut(Entry)) {
        let mut recent = self.recent.runs(from, to).flatten().peekable();
        for chunk in self.chunks(from, to) {
            let mut rows = chunk.times.rows(from, to);
            while !rows.is_empty() {
                let until = recent.peek().map_or(rows.end, |next| {
                    let place = chunk.times.place(next.at.saturating_add(1));
                    place.clamp(rows.start, rows.end)
                });
                let there = (rows.start..until).map(|row| chunk.entry(row)).filter(|entry| entry.owner != NONE);
                there.for_each(&mut each);
                rows.start = until;
                if !rows.is_empty()
                    && let Some(next) = recent.next()
                {
                    each(*next);
                }
            }
        }
        recent.for_each(|entry| each(*entry));
    }

    /// No fewer than are chosen within `[from, to)`, found without reading them.
    pub(crate) fn at_most(&self, chosen: &Chosen, from: i64, to: i64) -> usize {
        let recent: usize = self.recent.runs(from, to).map(<[Entry]>::len).sum();
        recent + self.chunks(from, to).map(|chunk| chunk.at_most(chosen, chunk.times.rows(from, to))).sum::<usize>()
    }

    /// How many are within `[from, to)`.
    pub(crate) fn count(&self, from: i64, to: i64) -> usize {
        let there = |chunk: &Chunk| {
            let rows = chunk.times.rows(from, to);
            match chunk.gone {
                0 => rows.len(),
                _ => chunk.owner[rows].iter().filter(|owner| **owner != NONE).count(),
            }
        };
        let recent: usize = self.recent.runs(from, to).map(<[Entry]>::len).sum();
        recent + self.chunks(from, to).map(there).sum::<usize>()
    }

    /// The first instant within `[from, to)`, perhaps of what is gone.
    pub(crate) fn first(&self, from: i64, to: i64) -> Option<i64> {
        let settled = self.chunks(from, to).next().map(|chunk| chunk.times.get(chunk.times.place(from)));
        let recent = self.recent.runs(from, to).next().and_then(|run| Some(run.first()?.at));
        settled.into_iter().chain(recent).filter(|at| *at < to).min()
    }

    /// Every asset of which there is an activity, and perhaps some that are gone.
    pub(crate) fn assets(&self, details: &Details) -> Vec<u32> {
        let recent = self.recent.runs(i64::MIN, i64::MAX).flatten().map(|entry| details.get(entry.detail).asset);
        let settled = self.settled.iter().flat_map(|chunk| &chunk.assets).copied();
        let mut assets: Vec<u32> = settled.chain(recent).collect();
        assets.sort_unstable();
        assets.dedup();
        assets
    }

    pub(crate) fn len(&self) -> usize {
        self.recent.len() + self.settled.iter().map(|chunk| chunk.owner.len() - chunk.gone).sum::<usize>()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.recent.heap_bytes() + self.settled.iter().map(Chunk::heap_bytes).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Activity, Timestamp};
    use proptest::prelude::*;
    use std::sync::Arc;

    /// Details 0 to 5: three assets, one of them none, each with two sources.
    fn details() -> Details {
        let mut details = Details::default();
        for i in 0..6 {
            let asset = [None, Some("a"), Some("b")][i % 3].map(str::to_string);
            details.hold(&Activity {
                number: 1,
                contact: None,
                visitor: None,
                lead: None,
                kind: "did".into(),
                asset,
                occurred_at: Timestamp(0),
                recorded_at: Timestamp(0),
                value: None,
                properties: Default::default(),
                live: true,
                source: ["x", "y"][i / 3].into(),
            });
        }
        details
    }

    #[derive(Debug, Clone)]
    enum Op {
        Insert(i64),
        Remove(usize),
        Reassign(usize),
    }

    fn op() -> impl Strategy<Value = Op> {
        // Mostly new and in order, often late, often at one instant.
        let at = prop_oneof![4 => Just(i64::MAX), 2 => 0..200i64, 1 => 100..103i64];
        prop_oneof![
            12 => at.prop_map(Op::Insert),
            2 => any::<usize>().prop_map(Op::Remove),
            1 => any::<usize>().prop_map(Op::Reassign),
        ]
    }

    /// A series made by these steps, and the entries that it should hold in order.
    fn made(ops: &[Op], details: &Details) -> (Series, Vec<Entry>) {
        let (mut series, mut plain) = (Series::default(), Vec::<Entry>::new());
        for (i, op) in ops.iter().enumerate() {
            match op {
                Op::Insert(at) => {
                    let at = if *at == i64::MAX { i as i64 } else { *at };
                    let value = if i % 7 == 0 { i as u32 } else { NONE };
                    let entry = Entry { at, owner: i as u32, detail: i as u32 * 5 % 6, value };
                    series.insert(entry, details);
                    plain.insert(plain.partition_point(|other| other.at <= at), entry);
                }
                Op::Remove(place) if !plain.is_empty() => {
                    series.remove(plain.remove(place % plain.len()), details);
                }
                Op::Reassign(place) if !plain.is_empty() => {
                    let place = place % plain.len();
                    series.reassign(plain[place], i as u32);
                    plain[place].owner = i as u32;
                }
                _ => {}
            }
        }
        (series, plain)
    }

    fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
        all.sort_unstable();
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn holds_what_a_plain_list_holds(
            ops in proptest::collection::vec(op(), 0..400),
            from in -5..420i64,
            length in 0..420i64,
            assets in proptest::option::of(proptest::sample::subsequence(vec![0u32, 1, 2, 9], 0..=4)),
            table in proptest::option::of(proptest::collection::vec(any::<bool>(), 6)),
        ) {
            let details = details();
            let (series, plain) = made(&ops, &details);
            prop_assert_eq!(series.len(), plain.len());
            let to = from + length;
            let within: Vec<Entry> = plain.iter().filter(|entry| (from..to).contains(&entry.at)).copied().collect();
            let mut each = Vec::new();
            series.each(from, to, |entry| each.push(entry));
            prop_assert!(each.is_sorted_by_key(|entry| entry.at));
            let key = |entry: &Entry| (entry.at, entry.owner, entry.detail, entry.value);
            prop_assert_eq!(sorted(each.iter().map(key).collect()), sorted(within.iter().map(key).collect()));
            prop_assert_eq!(series.count(from, to), within.len());
            let first = series.first(from, to);
            prop_assert!(within.first().is_none_or(|entry| first.is_some_and(|first| first <= entry.at)));
            prop_assert!(first.is_none_or(|first| (from..to).contains(&first)));
            let asset = |detail: u32| details.get(detail).asset;
            let allows = |detail: u32| assets.as_ref().is_none_or(|assets| assets.contains(&asset(detail)));
            let table = table.map(Arc::new);
            let chosen = Chosen { assets: assets.clone(), details: table.clone() };
            let meant = |entry: &&Entry| allows(entry.detail) && table.as_ref().is_none_or(|t| t[entry.detail as usize]);
            let expected: Vec<_> = within.iter().filter(meant).map(|e| (e.at, e.owner)).collect();
            let mut moments = Vec::new();
            let odd = |owner: u32| owner % 2 == 1;
            series.moments(&chosen, &details, from, to, odd, |at, owner| moments.push((at, owner)));
            prop_assert_eq!(sorted(moments), sorted(expected.iter().copied().filter(|row| odd(row.1)).collect()));
            let mut owners = Vec::new();
            series.owners(&chosen, &details, from, to, |owner| owners.push(owner));
            owners.retain(|owner| *owner != NONE);
            prop_assert_eq!(sorted(owners), sorted(expected.iter().map(|row| row.1).collect::<Vec<_>>()));
            prop_assert!(series.at_most(&chosen, from, to) >= expected.len());
            let bytes = rmp_serde::to_vec(&series).expect("a snapshot");
            let again: Series = rmp_serde::from_slice(&bytes).expect("reads");
            let rows = |series: &Series| {
                let mut rows = Vec::new();
                series.each(i64::MIN, i64::MAX, |entry| rows.push(entry));
                rows
            };
            prop_assert_eq!(rows(&again), rows(&series));
        }
    }
}
