//! Approvals: what somebody wants, and what a second person said.

use super::email::Severity;
use model::{DefinitionKind, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalAction {
    /// To start a run of a batch program.
    Run,
    /// To put a draft in force.
    Publish,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    Waiting,
    Approved,
    Refused,
    /// Taken back by who asked.
    Cancelled,
    /// What was asked for is not what it was any more.
    Void,
}

/// Which requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalList {
    Waiting,
    /// Those that do not wait any more.
    Decided,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ApprovalParams {
    /// `waiting` when absent.
    #[param(inline)]
    pub state: Option<ApprovalList>,
}

/// The latest first, at most 200.
#[derive(Debug, Serialize, ToSchema)]
pub struct Approvals {
    pub items: Vec<ApprovalView>,
}

/// What somebody asks a second person for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    pub id: String,
    pub action: ApprovalAction,
    /// A program's run, or the definition to publish.
    pub kind: DefinitionKind,
    pub key: String,
    pub label: String,
    pub state: ApprovalState,
    /// Why it is void.
    pub reason: Option<String>,
    pub asked_by: String,
    pub asked_at: Timestamp,
    /// Label of the API key that it was asked through.
    pub through: Option<String>,
    /// By `kind/key`, the versions that were asked for; of a draft, the one that it becomes.
    pub versions: BTreeMap<String, i32>,
    pub asked: ApprovalAsked,
    pub decided_by: Option<String>,
    pub decided_at: Option<Timestamp>,
    /// What was said when it was decided.
    pub note: String,
    /// The run that was started.
    pub run: Option<String>,
    /// The caller asked for it, and may take it back.
    pub mine: bool,
    /// The caller may approve or refuse it.
    pub may_decide: bool,
}

/// What was asked for, as it stood then.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApprovalAsked {
    /// Runs: when it is to be sent; at once when absent.
    pub at: Option<Timestamp>,
    /// Runs: how many contacts the audience had, and of these how many could be sent to.
    pub audience: Option<u64>,
    pub sendable: Option<u64>,
    /// Runs: what preflight said.
    pub findings: Vec<ApprovalFinding>,
    /// Runs: codes of errors that it is started despite.
    pub despite: Vec<String>,
    /// Publishing: the note for its history.
    pub note: String,
    /// Mail that ignores marketing opt-out.
    pub operational: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApprovalFinding {
    pub severity: Severity,
    pub code: String,
    pub message: String,
    pub contacts: u64,
}

/// What to say with a decision.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalNote {
    #[serde(default)]
    pub note: String,
}
