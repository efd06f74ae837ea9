//! Activities in two orders: by owner (a timeline each) and by kind and time (for everybody at once).

mod activities;
mod details;
mod series;

pub(crate) use activities::Activities;
pub(crate) use details::{Detail, Details};
use series::Entry;
pub(crate) use series::Series;

use serde::{Deserialize, Serialize};

/// An activity of a timeline, in 24 bytes. The owner is the timeline's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl Packed {
    /// The order of every timeline.
    pub(crate) fn key(&self) -> (i64, u32) {
        (self.at, self.number)
    }
}
