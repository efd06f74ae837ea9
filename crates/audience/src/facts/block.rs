//! A series in pieces of some thousand activities, each to be read as columns: what goes through everything at once.

use super::chunk::Chunk;
use super::{Entry, Series};
use crate::ids::NONE;
use crate::scan::Columns;

/// A piece of a series.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rows<'a> {
    Chunk(&'a Chunk),
    Run(&'a [Entry]),
}

impl Series {
    /// Pieces with what is within `[from, to)`, and perhaps more.
    pub(crate) fn pieces(&self, from: i64, to: i64) -> impl Iterator<Item = Rows<'_>> {
        self.chunks(from, to).map(Rows::Chunk).chain(self.recent.runs(from, to).map(Rows::Run))
    }
}

impl Rows<'_> {
    /// What is within `[from, to)`, in no order.
    pub(crate) fn columns(&self, from: i64, to: i64) -> Columns {
        match self {
            Rows::Chunk(chunk) => chunk.columns(from, to),
            Rows::Run(run) => Columns::of(run.iter().filter(|entry| from <= entry.at && entry.at < to).copied()),
        }
    }
}

impl Chunk {
    fn columns(&self, from: i64, to: i64) -> Columns {
        if self.gone > 0 || !self.is_within(from, to) {
            return Columns::of(self.entries(self.places(from, to)));
        }
        let value = if self.value.is_empty() { vec![NONE; self.len()] } else { self.value.clone() };
        let detail = self.code.iter().map(|code| self.details[*code as usize]).collect();
        Columns { at: self.times.all(), owner: self.owner.clone(), detail, value }
    }
}

impl Columns {
    fn of(entries: impl Iterator<Item = Entry>) -> Columns {
        let mut columns = Columns::default();
        for entry in entries {
            columns.at.push(entry.at);
            columns.owner.push(entry.owner);
            columns.detail.push(entry.detail);
            columns.value.push(entry.value);
        }
        columns
    }
}
