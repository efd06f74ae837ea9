//! Reasons: why a filter holds, where a score comes from, which gates are passed.

use model::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a condition holds or not, part by part.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reason {
    pub sentence: String,
    pub holds: bool,
    /// When this would change by time alone.
    pub until: Option<Timestamp>,
    /// Ledger numbers of the activities that make it so.
    pub evidence: Vec<i64>,
    #[schema(no_recursion)]
    pub parts: Vec<Reason>,
}

/// Points that one rule of the scoring model gives.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScoreContribution {
    /// `behaviour`, `fit` or `account`.
    pub part: String,
    pub rule: String,
    pub label: String,
    pub points: i32,
    /// How many activities count.
    pub times: u32,
    pub evidence: Vec<i64>,
}

/// One of the three gates of an AQL.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GateView {
    pub key: String,
    pub label: String,
    pub passed: bool,
    pub reasons: Vec<String>,
}

/// The gates of an AQL as they stand now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GatesView {
    pub gates: Vec<GateView>,
    pub passed: bool,
    /// Why the contact is kept out whatever the gates say: a competitor, an employee …
    pub excluded: Option<String>,
    /// `enrich`, `warm_up` or `do_not_chase`.
    pub list: Option<String>,
}

/// Whether a contact is in a segment, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct SegmentReason {
    pub key: String,
    pub label: String,
    pub member: bool,
    pub because: Reason,
}

/// The stage of the primary lead and how it came there.
#[derive(Debug, Serialize, ToSchema)]
pub struct StageReason {
    pub lead: String,
    pub stage: String,
    pub label: String,
    pub since: Timestamp,
    pub because: Vec<String>,
}

/// Everything that is derived about a contact, with its reasons.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactExplanation {
    pub segments: Vec<SegmentReason>,
    pub scores: model::Scores,
    pub total_score: i32,
    pub contributions: Vec<ScoreContribution>,
    pub gates: Option<GatesView>,
    pub stage: Option<StageReason>,
    /// Activities named as evidence above, newest first.
    pub evidence: Vec<super::contact::ActivityView>,
}
