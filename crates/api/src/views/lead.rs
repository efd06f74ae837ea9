//! Leads: the sales worklist, the three lists of what is missing, and the answer of sales.

use super::contact::{ActivityView, ContactRow};
use super::explain::GatesView;
use super::opportunity::OpportunityRow;
use super::shared::{Named, Reference};
use model::record::{Aql, HandoverState, LeadOutcome};
use model::{Tier, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Which leads.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LeadParams {
    pub list: Option<LeadList>,
    /// `me`, or the id of a user: only what was handed to them.
    pub owner: Option<String>,
    /// Key of a stage.
    pub stage: Option<String>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeadList {
    /// Handed over and waiting for an answer, the most urgent first.
    Worklist,
    /// Only gate 1 fails: data is missing. One row a contact, as in the two that follow.
    Enrich,
    /// Only gate 2 fails: behaviour is the lever.
    WarmUp,
    /// Gate 3 fails, or the contact is known not to be one of those asked for.
    DoNotChase,
    /// Qualified, the latest first.
    Aql,
    /// Every lead, the latest first.
    #[default]
    All,
}

/// A lead in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LeadRow {
    pub id: String,
    pub contact: ContactRow,
    pub account: Option<Reference>,
    pub tier: Option<Tier>,
    pub source: String,
    pub stage: Named,
    pub stage_since: Timestamp,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub outcome: Option<LeadOutcome>,
    pub aql: Option<Aql>,
    pub handover: Option<HandoverView>,
    /// The gates as they stand now, for leads that have not qualified.
    pub gates: Option<GatesView>,
    /// Why it qualified, or how it stands, in one text of at most 255 characters with a link to the lead, for a field of a
    /// CRM.
    pub reason: Option<String>,
    /// The contact's latest own activities (worklist only).
    pub last_activities: Vec<ActivityView>,
    /// Open leads of the contact on the same list besides this one, the newest (enrich, warm up, do not chase).
    pub more_leads: usize,
}

/// A lead in the hands of sales, with its clock.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandoverView {
    pub owner: Reference,
    /// Why this owner: the assignment rule's label.
    pub rule: String,
    pub at: Timestamp,
    /// When sales must have answered.
    pub due: Timestamp,
    pub overdue: bool,
    pub state: HandoverState,
    /// One of those that the settings offer.
    pub reason: Option<String>,
    /// What sales adds in its own words.
    pub note: Option<String>,
    pub decided_at: Option<Timestamp>,
}

/// A lead with everything that its page shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeadView {
    #[serde(flatten)]
    pub row: LeadRow,
    pub external_id: Option<String>,
    #[schema(value_type = BTreeMap<String, Json>)]
    pub fields: BTreeMap<String, Json>,
    /// When each stage was first entered, in order.
    pub stages: Vec<StageTime>,
    pub opportunities: Vec<OpportunityRow>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct StageTime {
    pub key: String,
    pub label: String,
    pub at: Timestamp,
}

/// What sales answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeadAnswer {
    Accepted,
    Rejected,
    Recycled,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadDecision {
    pub state: LeadAnswer,
    /// To reject or recycle: one of the settings' `rejection_reasons`.
    pub reason: Option<String>,
    /// At most 500 characters.
    pub note: Option<String>,
}
