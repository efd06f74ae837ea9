//! Counting whom a filter means while it is being built.

use super::contact::ContactRow;
use model::Filter;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountFilter {
    pub filter: Filter,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SegmentCount {
    pub count: u64,
    /// Living contacts in all.
    pub of: u64,
    /// Milliseconds taken.
    pub ms: f64,
    /// The filter as one readable sentence.
    pub sentence: String,
    /// Some of them.
    pub sample: Vec<ContactRow>,
}
