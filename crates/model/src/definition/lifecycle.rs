//! The stages of a lead, the ways between them, and to whom an AQL goes.

use crate::Filter;
use serde::{Deserialize, Serialize};

/// What a stage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// A pool without a time limit.
    Inventory,
    /// A check that splits and holds nobody.
    Gate,
    /// Must be left within its time.
    Sla,
    /// The end of the cycle.
    Terminal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub key: String,
    pub label: String,
    pub kind: StageKind,
    /// On the success path (else a detour).
    #[serde(default)]
    pub path: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sla_hours: Option<u32>,
}

/// What sets off a transition, besides its filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageCause {
    /// Whenever the filter becomes true.
    Filter,
    Qualified,
    Assigned,
    Accepted,
    Rejected,
    Recycled,
    OpportunityOpened,
    Won,
    Lost,
}

/// A way from one stage to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// From any of these; from every non-terminal stage when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    pub to: String,
    pub on: StageCause,
    #[serde(default = "Filter::everyone")]
    pub when: Filter,
}

/// The stages of a lead and the ways between them. A new lead begins in the first stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    pub label: String,
    pub stages: Vec<Stage>,
    /// First match wins.
    pub transitions: Vec<Transition>,
}

/// To whom an AQL goes: the first rule that matches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    pub label: String,
    pub rules: Vec<AssignmentRule>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRule {
    pub label: String,
    #[serde(default = "Filter::everyone")]
    pub when: Filter,
    pub to: AssignTo,
    /// Business hours until sales must have answered.
    pub sla_hours: u32,
}

/// Users are named by their e-mail address, so that the text export reads well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssignTo {
    /// The owner of the account; the rule does not match when there is none.
    AccountOwner,
    User(String),
    /// In turn.
    RoundRobin(Vec<String>),
}
