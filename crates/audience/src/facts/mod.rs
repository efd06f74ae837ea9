//! Activities in two orders: by owner (a timeline each) and by kind and time (for everybody at once).

mod activities;
mod block;
mod chosen;
mod chunk;
mod details;
mod fact;
mod leads;
mod lines;
mod recent;
mod series;
mod shelf;
mod times;

pub(crate) use activities::Activities;
pub use block::Columns;
pub(crate) use block::Rows;
pub(crate) use chosen::Chosen;
pub(crate) use details::{Detail, Details};
pub use leads::ActivityLeads;
pub(crate) use lines::Line;
pub(crate) use series::Series;

/// An activity of a timeline. The owner is the timeline's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packed {
    /// Microseconds.
    pub(crate) at: i64,
    /// Place in the ledger.
    pub(crate) number: u32,
    /// Kind, asset, source and properties, interned.
    pub(crate) detail: u32,
    /// Dense lead, `NONE` without one.
    pub(crate) lead: u32,
    /// Place in the table of values, `NONE` without one.
    pub(crate) value: u32,
}

/// An activity of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) at: i64,
    /// `NONE` for what has been taken away.
    pub(crate) owner: u32,
    pub(crate) detail: u32,
    /// Place in the table of values, `NONE` without one.
    pub(crate) value: u32,
}
