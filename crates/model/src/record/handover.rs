//! What a lead's qualification said, and what sales made of it.

use crate::*;
use serde::{Deserialize, Serialize};

/// A lead's qualification, with the evidence of its moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Aql {
    pub at: Timestamp,
    pub behaviour: i32,
    pub account: i32,
    /// Version of the scoring model and of the qualification rules that decided.
    pub scoring_version: i32,
    pub qualification_version: i32,
    /// One line a gate, readable by sales.
    pub reasons: Vec<String>,
}

/// What became of an AQL in the hands of sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandoverState {
    Waiting,
    Accepted,
    Rejected,
    Recycled,
}

/// A lead in the hands of sales, with its clock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Handover {
    #[schema(value_type = String)]
    pub owner: UserId,
    /// Why this owner: the assignment rule's label.
    pub rule: String,
    pub at: Timestamp,
    /// When sales must have answered.
    pub due: Timestamp,
    pub state: HandoverState,
    /// One of those that the settings offer.
    pub reason: Option<String>,
    pub decided_at: Option<Timestamp>,
    /// What sales adds in its own words.
    #[serde(default)]
    pub note: Option<String>,
}
