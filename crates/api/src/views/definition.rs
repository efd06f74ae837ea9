//! Definitions: drafts, versions and what differs between them, for every kind alike.

use super::email::ProblemView;
use model::{DefinitionKind, DefinitionState, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::{IntoParams, ToSchema};

/// A definition in the list of its kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionRow {
    pub kind: DefinitionKind,
    pub key: String,
    pub label: String,
    /// The version in force, else the latest.
    pub version: i32,
    pub state: DefinitionState,
    /// A draft lies on top of what is in force.
    pub has_draft: bool,
    /// Segments and lists: how many contacts are members now.
    pub members: Option<u64>,
    /// Segments: the filter as a sentence.
    pub sentence: Option<String>,
    pub author: Option<String>,
    pub note: String,
    pub at: Timestamp,
    /// The body in force, else the draft's: the schema of its kind (Segment, ScoringModel, Email …).
    #[schema(value_type = std::collections::BTreeMap<String, Json>)]
    pub body: Json,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionList {
    pub items: Vec<DefinitionRow>,
}

/// A definition with what is in force and what is being written.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionView {
    pub kind: DefinitionKind,
    pub key: String,
    pub label: String,
    pub published: Option<DefinitionVersion>,
    pub draft: Option<DefinitionVersion>,
    pub members: Option<u64>,
    pub sentence: Option<String>,
    /// What publishing the draft would refuse.
    pub problems: Vec<ProblemView>,
}

/// What to rehearse.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RehearsalOf {
    /// The draft as it stands in the editor; the one that is kept when absent, else what is in force.
    #[serde(default)]
    #[schema(value_type = Option<std::collections::BTreeMap<String, Json>>)]
    pub body: Option<Json>,
}

/// One version of a definition.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionVersion {
    pub version: i32,
    pub state: DefinitionState,
    #[schema(value_type = std::collections::BTreeMap<String, Json>)]
    pub body: Json,
    /// Name of who wrote it.
    pub author: Option<String>,
    pub note: String,
    pub at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionHistory {
    pub items: Vec<DefinitionVersion>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftPut {
    #[schema(value_type = std::collections::BTreeMap<String, Json>)]
    pub body: Json,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishNote {
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RollBack {
    /// The version that becomes a new one.
    pub version: i32,
}

/// Two versions to compare.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DiffParams {
    pub from: i32,
    pub to: i32,
}

/// The difference of two versions, line by line of their readable text.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionDiff {
    pub from: i32,
    pub to: i32,
    pub lines: Vec<DiffLine>,
}

#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DiffLine {
    pub change: LineChange,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    Same,
    Added,
    Removed,
}
