//! A series in pieces of some thousand activities, each to be read as columns: what goes through everything at once.

use super::chunk::Chunk;
use super::{Entry, Series};
use crate::ids::NONE;
use std::borrow::Cow;
use std::sync::Arc;

#[cfg(doc)]
use crate::Image;

/// A piece of a series, as it was when it was taken.
#[derive(Debug, Clone)]
pub(crate) enum Rows {
    Chunk(Arc<Chunk>),
    Run(Vec<Entry>),
}

impl Series {
    /// Pieces with what is within `[from, to)`, and perhaps more.
    pub(crate) fn pieces(&self, from: i64, to: i64) -> impl Iterator<Item = Rows> {
        let chunks = self.chunks(from, to).cloned().map(Rows::Chunk);
        chunks.chain(self.recent.runs(from, to).map(|run| Rows::Run(run.to_vec())))
    }
}

impl Rows {
    /// Bytes that are held for this piece alone.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Rows::Chunk(_) => 0,
            Rows::Run(run) => size_of_val(run.as_slice()),
        }
    }

    /// What is within `[from, to)`, in no order.
    pub(crate) fn columns(&self, from: i64, to: i64) -> Columns<'_> {
        Columns(match self {
            Rows::Chunk(chunk) if chunk.gone == 0 && chunk.is_within(from, to) => Held::Whole(chunk),
            Rows::Chunk(chunk) => Held::Picked(chunk.entries(chunk.places(from, to)).collect()),
            Rows::Run(run) => {
                Held::Picked(run.iter().filter(|entry| from <= entry.at && entry.at < to).copied().collect())
            }
        })
    }
}

/// Activities as columns, a row each. A column is made when it is asked for.
#[derive(Debug)]
pub struct Columns<'b>(Held<'b>);

#[derive(Debug)]
enum Held<'b> {
    Whole(&'b Chunk),
    Picked(Vec<Entry>),
}

impl Columns<'_> {
    /// How many rows.
    pub fn rows(&self) -> usize {
        match &self.0 {
            Held::Whole(chunk) => chunk.len(),
            Held::Picked(entries) => entries.len(),
        }
    }

    /// Microseconds.
    pub fn at(&self) -> Vec<i64> {
        match &self.0 {
            Held::Whole(chunk) => chunk.times.all(),
            Held::Picked(entries) => entries.iter().map(|entry| entry.at).collect(),
        }
    }

    /// Dense numbers: [`Image::contact_of`], [`Image::visitor_of`].
    pub fn owner(&self) -> Cow<'_, [u32]> {
        match &self.0 {
            Held::Whole(chunk) => Cow::Borrowed(&chunk.owner),
            Held::Picked(entries) => entries.iter().map(|entry| entry.owner).collect(),
        }
    }

    /// Places in [`Image::details`].
    pub fn detail(&self) -> Vec<u32> {
        match &self.0 {
            Held::Whole(chunk) => chunk.code.iter().map(|code| chunk.details[*code as usize]).collect(),
            Held::Picked(entries) => entries.iter().map(|entry| entry.detail).collect(),
        }
    }

    /// For [`Image::money`].
    pub fn value(&self) -> Cow<'_, [u32]> {
        match &self.0 {
            Held::Whole(chunk) if chunk.value.is_empty() => vec![NONE; chunk.len()].into(),
            Held::Whole(chunk) => Cow::Borrowed(&chunk.value),
            Held::Picked(entries) => entries.iter().map(|entry| entry.value).collect(),
        }
    }
}
