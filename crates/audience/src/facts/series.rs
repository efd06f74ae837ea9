//! Activities of one kind in order of time, for everybody at once: settled chunks, and beside them what is new or came
//! late. What is new settles a chunk at a time; what came late is merged in when there is enough of it to be worth
//! making chunks anew.

use super::chunk::{CHUNK, Chunk};
use super::recent::Recent;
use super::{Chosen, Details, Entry};
use crate::ids::NONE;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Series {
    /// In order of time; none is empty. Whoever reads without the image's lock holds them as they were.
    #[serde(serialize_with = "plain", deserialize_with = "shared")]
    settled: Vec<Arc<Chunk>>,
    pub(super) recent: Recent,
}

fn plain<S: Serializer>(chunks: &[Arc<Chunk>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(chunks.iter().map(Arc::as_ref))
}

fn shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Arc<Chunk>>, D::Error> {
    Ok(Vec::<Chunk>::deserialize(deserializer)?.into_iter().map(Arc::new).collect())
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
        let end = self.settled.last().map_or(i64::MIN, |chunk| chunk.last);
        let mut late = self.recent.before(end);
        if late >= (CHUNK / 4).max(self.settled.len() * CHUNK / 32) {
            let entries = self.recent.take(0..late);
            self.merge_late(&entries, details);
            late = 0;
        }
        while self.recent.len() - late >= CHUNK {
            let entries = self.recent.take(late..late + CHUNK);
            self.settled.push(Arc::new(Chunk::of(&entries, details)));
        }
    }

    /// Makes the chunks anew into which late entries fall.
    fn merge_late(&mut self, mut late: &[Entry], details: &Details) {
        let chunks = std::mem::take(&mut self.settled);
        let mut chunks = chunks.into_iter().peekable();
        while let Some(chunk) = chunks.next() {
            let own = match chunks.peek() {
                Some(next) => late.partition_point(|entry| entry.at < next.first),
                None => late.len(),
            };
            let (own, rest) = late.split_at(own);
            late = rest;
            if own.is_empty() {
                self.settled.push(chunk);
                continue;
            }
            let mut entries: Vec<Entry> = chunk.entries(0..chunk.len()).chain(own.iter().copied()).collect();
            // Two runs in order: a stable sort merges them, those that were here before first.
            entries.sort_by_key(|entry| entry.at);
            let pieces = entries.len().div_ceil(CHUNK);
            let pieces = entries.chunks(entries.len().div_ceil(pieces));
            self.settled.extend(pieces.map(|piece| Arc::new(Chunk::of(piece, details))));
        }
    }

    /// Gives one activity to another owner.
    pub(crate) fn reassign(&mut self, entry: Entry, to: u32) {
        if self.recent.reassign(entry, to) {
            return;
        }
        if let Some((place, row)) = self.find(entry) {
            Arc::make_mut(&mut self.settled[place]).owner[row] = to;
        }
    }

    pub(crate) fn remove(&mut self, entry: Entry, details: &Details) {
        if self.recent.remove(entry) {
            return;
        }
        let Some((place, row)) = self.find(entry) else { return };
        let chunk = Arc::make_mut(&mut self.settled[place]);
        chunk.owner[row] = NONE;
        chunk.gone += 1;
        if chunk.gone == chunk.len() {
            self.settled.remove(place);
        } else if chunk.gone * 4 > chunk.len() {
            *chunk = Chunk::of(&chunk.entries(0..chunk.len()).collect::<Vec<_>>(), details);
        }
    }

    fn find(&self, entry: Entry) -> Option<(usize, usize)> {
        // Equal instants may lie across the border of chunks.
        let first = self.settled.partition_point(|chunk| chunk.last < entry.at);
        let chunks = self.settled.iter().enumerate().skip(first);
        let mut chunks = chunks.take_while(|(_, chunk)| chunk.first <= entry.at);
        chunks.find_map(|(place, chunk)| Some((place, chunk.find(entry)?)))
    }

    pub(super) fn chunks(&self, from: i64, to: i64) -> impl Iterator<Item = &Arc<Chunk>> {
        let first = self.settled.partition_point(|chunk| chunk.last < from);
        self.settled[first..].iter().take_while(move |chunk| chunk.first < to)
    }

    /// Calls `each` with the owner of every chosen activity within `[from, to)`, in no order. What is gone may show as
    /// `NONE`.
    pub(crate) fn owners(&self, chosen: &Chosen, details: &Details, from: i64, to: i64, mut each: impl FnMut(u32)) {
        for chunk in self.chunks(from, to) {
            if chosen.is_all() && chunk.is_within(from, to) {
                chunk.owner.iter().for_each(|owner| each(*owner));
            } else {
                chunk.rows(chosen, from, to, |row| each(chunk.owner[row]));
            }
        }
        for run in self.recent.runs(from, to) {
            run.iter().filter(|entry| chosen.has(entry.detail, details)).for_each(|entry| each(entry.owner));
        }
    }

    /// Calls `each` with instant and owner of every chosen activity within `[from, to)` whose owner passes: in order of
    /// time, unless several assets are chosen.
    pub(crate) fn moments(
        &self,
        chosen: &Chosen,
        details: &Details,
        from: i64,
        to: i64,
        passes: impl Fn(u32) -> bool,
        mut each: impl FnMut(i64, u32),
    ) {
        let recent = self.recent.runs(from, to).flatten();
        let mut recent = recent.filter(|entry| chosen.has(entry.detail, details) && passes(entry.owner)).peekable();
        for chunk in self.chunks(from, to) {
            let alone = recent.peek().is_none_or(|next| next.at >= chunk.last);
            chunk.passing(chosen, from, to, &passes, |row| {
                let at = chunk.at(row);
                while !alone && let Some(late) = recent.next_if(|late| late.at < at) {
                    each(late.at, late.owner);
                }
                each(at, chunk.owner[row]);
            });
        }
        recent.for_each(|entry| each(entry.at, entry.owner));
    }

    /// Calls `each` with every activity within `[from, to)` in order of time.
    pub(crate) fn each(&self, from: i64, to: i64, mut each: impl FnMut(Entry)) {
        let mut recent = self.recent.runs(from, to).flatten().peekable();
        for chunk in self.chunks(from, to) {
            let mut places = chunk.places(from, to);
            while !places.is_empty() {
                let until = recent
                    .peek()
                    .map_or(places.end, |next| chunk.before(next.at.saturating_add(1)).clamp(places.start, places.end));
                chunk.entries(places.start..until).for_each(&mut each);
                places.start = until;
                if !places.is_empty()
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
        recent + self.chunks(from, to).map(|chunk| chunk.at_most(chosen, from, to)).sum::<usize>()
    }

    /// How many are within `[from, to)`.
    pub(crate) fn count(&self, from: i64, to: i64) -> usize {
        let there = |chunk: &Arc<Chunk>| {
            let places = chunk.places(from, to);
            match chunk.gone {
                0 => places.len(),
                _ => chunk.by_time(places).filter(|row| chunk.owner[*row] != NONE).count(),
            }
        };
        let recent: usize = self.recent.runs(from, to).map(<[Entry]>::len).sum();
        recent + self.chunks(from, to).map(there).sum::<usize>()
    }

    /// The first instant within `[from, to)`, perhaps of what is gone.
    pub(crate) fn first(&self, from: i64, to: i64) -> Option<i64> {
        let settled = self.chunks(from, to).next();
        let settled =
            settled.and_then(|chunk| chunk.by_time(chunk.before(from)..chunk.len()).next().map(|row| chunk.at(row)));
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
        self.recent.len() + self.settled.iter().map(|chunk| chunk.len() - chunk.gone).sum::<usize>()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.recent.heap_bytes() + self.settled.iter().map(|chunk| chunk.heap_bytes()).sum::<usize>()
    }
}

#[cfg(test)]
mod tests;
