//! Reasons: why a contact is in a segment, where its score comes from, which gates it passes.

use model::Timestamp;
use rules::gates::{Gates, WorkList};
use rules::{Contribution, Explanation};
use serde::Serialize;
use utoipa::ToSchema;

/// The gates of an AQL as they stand now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GatesView {
    #[serde(flatten)]
    pub gates: Gates,
    pub passed: bool,
    /// The list that the lead belongs on.
    pub list: Option<WorkList>,
    /// All of it in one text of at most 255 characters with a link to the contact, for a field of a CRM.
    pub reason: String,
}

/// Whether a contact is in a segment, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct SegmentReason {
    pub key: String,
    pub label: String,
    pub member: bool,
    pub because: Explanation,
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
    pub contributions: Vec<Contribution>,
    pub gates: Option<GatesView>,
    pub stage: Option<StageReason>,
    /// Activities named as evidence above, newest first.
    pub evidence: Vec<super::contact::ActivityView>,
}
