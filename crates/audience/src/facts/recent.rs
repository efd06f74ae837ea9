//! What a series has not settled into chunks yet: what is new, and what came late. In order of time, in pieces of
//! bounded size, so that a late arrival moves one piece.

use super::Entry;
use super::chunk::CHUNK;
use crate::ids::NONE;
use serde::{Deserialize, Serialize};

/// A piece is cut in two when it would grow past this.
const PIECE: usize = CHUNK / 4;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(i64, u32, u32, u32)>", into = "Vec<(i64, u32, u32, u32)>")]
pub(super) struct Recent {
    /// No piece is empty.
    pieces: Vec<Vec<Entry>>,
    len: usize,
}

impl Recent {
    /// Within the same instant the order is that of arrival.
    pub(super) fn insert(&mut self, entry: Entry) {
        self.len += 1;
        let place = self.pieces.partition_point(|piece| piece[0].at <= entry.at).saturating_sub(1);
        let is_last = place + 1 == self.pieces.len();
        let Some(piece) = self.pieces.get_mut(place) else {
            return self.pieces.push(vec![entry]);
        };
        let behind = piece[piece.len() - 1].at <= entry.at;
        if piece.len() >= PIECE && behind && is_last {
            return self.pieces.push(vec![entry]);
        }
        let row = if behind { piece.len() } else { piece.partition_point(|other| other.at <= entry.at) };
        piece.insert(row, entry);
        if piece.len() > PIECE {
            let half = piece.split_off(PIECE / 2);
            self.pieces.insert(place + 1, half);
        }
    }

    pub(super) fn remove(&mut self, entry: Entry) -> bool {
        let Some((place, row)) = self.find(entry) else { return false };
        let piece = &mut self.pieces[place];
        piece.remove(row);
        if piece.is_empty() {
            self.pieces.remove(place);
        }
        self.len -= 1;
        true
    }

    pub(super) fn reassign(&mut self, entry: Entry, to: u32) -> bool {
        let found = self.find(entry);
        if let Some((place, row)) = found {
            self.pieces[place][row].owner = to;
        }
        found.is_some()
    }

    fn find(&self, entry: Entry) -> Option<(usize, usize)> {
        // Equal instants may lie across the border of pieces.
        let first = self.pieces.partition_point(|piece| piece[piece.len() - 1].at < entry.at);
        let pieces = self.pieces.iter().enumerate().skip(first).take_while(|(_, piece)| piece[0].at <= entry.at);
        for (place, piece) in pieces {
            let from = piece.partition_point(|other| other.at < entry.at);
            let mut rows = (from..piece.len()).take_while(|row| piece[*row].at == entry.at);
            if let Some(row) = rows.find(|row| piece[*row] == entry) {
                return Some((place, row));
            }
        }
        None
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Pieces of `[from, to)`, earliest first.
    pub(super) fn runs(&self, from: i64, to: i64) -> impl Iterator<Item = &[Entry]> {
        let first = self.pieces.partition_point(|piece| piece[piece.len() - 1].at < from);
        let pieces = self.pieces[first..].iter().take_while(move |piece| piece[0].at < to);
        pieces.map(move |piece| {
            let start = piece.partition_point(|entry| entry.at < from);
            let end = piece.partition_point(|entry| entry.at < to);
            &piece[start..end.max(start)]
        })
    }

    /// How many are before an instant.
    pub(super) fn before(&self, at: i64) -> usize {
        self.runs(i64::MIN, at).map(<[Entry]>::len).sum()
    }

    /// Takes some away by their places.
    pub(super) fn take(&mut self, places: std::ops::Range<usize>) -> Vec<Entry> {
        let mut all = std::mem::take(self).into_entries();
        let taken = all.drain(places).collect();
        *self = Recent { pieces: all.chunks(PIECE).map(<[Entry]>::to_vec).collect(), len: all.len() };
        taken
    }

    fn into_entries(self) -> Vec<Entry> {
        self.pieces.into_iter().flatten().collect()
    }

    pub(super) fn heap_bytes(&self) -> usize {
        self.pieces.iter().map(|piece| 24 + piece.capacity() * size_of::<Entry>()).sum()
    }
}

impl From<Vec<(i64, u32, u32, u32)>> for Recent {
    fn from(rows: Vec<(i64, u32, u32, u32)>) -> Self {
        let pieces = rows.chunks(PIECE).map(|piece| piece.iter().map(|row| Entry::of(*row)).collect()).collect();
        Recent { pieces, len: rows.len() }
    }
}

impl From<Recent> for Vec<(i64, u32, u32, u32)> {
    fn from(recent: Recent) -> Self {
        recent.into_entries().into_iter().map(|e| (e.at, e.owner, e.detail, e.value)).collect()
    }
}

impl Entry {
    fn of((at, owner, detail, value): (i64, u32, u32, u32)) -> Entry {
        debug_assert!(owner != NONE, "only chunks keep what is gone");
        Entry { at, owner, detail, value }
    }
}
