//! Opportunities: a row of the list and the page.

use super::shared::Reference;
use model::record::OpportunityOutcome;
use model::{Money, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Which opportunities.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OpportunityParams {
    /// Part of the name.
    pub q: Option<String>,
    pub outcome: Option<OpportunityOutcome>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

/// An opportunity in a list, the latest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpportunityRow {
    pub id: String,
    pub name: String,
    pub account: Option<Reference>,
    pub amount: Option<Money>,
    pub outcome: OpportunityOutcome,
    pub stage: Option<String>,
    pub source: Option<String>,
    pub lead: Option<String>,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    /// Comes from marketing by the instance's rule.
    pub marketing_sourced: bool,
}

/// An opportunity with everything that its page shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpportunityView {
    #[serde(flatten)]
    pub row: OpportunityRow,
    pub external_id: Option<String>,
    #[schema(value_type = BTreeMap<String, Json>)]
    pub fields: BTreeMap<String, Json>,
    pub roles: Vec<RoleView>,
}

/// A contact's part in an opportunity.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleView {
    pub contact: Reference,
    pub role: String,
    pub primary: bool,
}
