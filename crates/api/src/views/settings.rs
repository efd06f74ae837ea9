//! Users, keys, costs, parked activities and the audit trail.

use super::shared::given;
use crate::rights::Right;
use model::{CostCategory, Money, Role, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserView {
    pub id: String,
    pub email: String,
    pub name: String,
    pub team: String,
    pub role: Role,
    pub active: bool,
    pub created_at: Timestamp,
    pub last_sign_in: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct UserList {
    pub items: Vec<UserView>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    #[serde(default)]
    pub team: String,
    pub role: Role,
    /// At least 12 characters.
    #[schema(min_length = 12, max_length = 256)]
    pub password: String,
}

/// What to change of a user; what is absent stays. A new password or role ends the user's sessions.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    pub name: Option<String>,
    pub team: Option<String>,
    pub role: Option<Role>,
    pub active: Option<bool>,
    #[schema(min_length = 12, max_length = 256)]
    pub password: Option<String>,
}

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// The REST API, with the rights named in its scopes.
    Api,
    /// Intake of events only; may stand in a web page.
    Write,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KeyView {
    pub id: String,
    pub kind: KeyKind,
    pub label: String,
    /// The beginning of the key, to recognise it by.
    pub prefix: String,
    pub scopes: Vec<Right>,
    pub created_at: Timestamp,
    pub created_by: Option<String>,
    pub last_used: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct KeyList {
    pub items: Vec<KeyView>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    pub kind: KeyKind,
    pub label: String,
    /// For API keys; at most the rights of who makes the key.
    #[serde(default)]
    pub scopes: Vec<Right>,
}

/// A new key. `secret` is shown this once and cannot be read again.
#[derive(Serialize, ToSchema)]
pub struct NewKeySecret {
    pub key: KeyView,
    pub secret: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CostView {
    pub id: String,
    pub category: CostCategory,
    pub label: String,
    pub amount: Money,
    /// First day, `2026-01-01`.
    pub from: String,
    /// Last day, included.
    pub to: String,
    /// Key of the program that it was spent on.
    pub program: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CostList {
    pub items: Vec<CostView>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCost {
    pub category: CostCategory,
    pub label: String,
    pub amount: Money,
    pub from: String,
    pub to: String,
    pub program: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CostPatch {
    pub category: Option<CostCategory>,
    pub label: Option<String>,
    pub amount: Option<Money>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// `null` takes it off its program.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub program: Option<Option<String>>,
}

/// An input that could not be applied and waits for somebody.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParkedView {
    pub id: String,
    pub at: Timestamp,
    pub reason: String,
    pub source: String,
    /// What it is, without personal data: `event track`, `contact` …
    pub what: String,
    pub message_id: String,
}

/// Which part of the audit trail, the latest first.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditParams {
    /// Only this action: `session.created`, `definition.published` …
    pub action: Option<String>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AuditView {
    pub id: i64,
    pub at: Timestamp,
    /// Name of the user, or the label of the key.
    pub actor: String,
    pub action: String,
    pub object: String,
    pub detail: String,
}
