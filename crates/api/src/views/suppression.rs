//! Suppressed addresses: what keeps mail from them, and what people say when they add or lift it.

use super::shared::Reference;
use model::Timestamp;
use model::address::{Suppressed, SuppressionKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which suppressed addresses.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SuppressionParams {
    /// Begins the address.
    pub q: Option<String>,
    pub kind: Option<SuppressionKind>,
    /// Key of a topic: who has opted out of it.
    pub topic: Option<String>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

/// An address that something is against. It is kept without a contact too.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuppressionRow {
    pub address: String,
    /// The contacts that use it.
    pub contacts: Vec<Reference>,
    /// The mailbox or its domain does not exist.
    pub invalid: Option<Suppressed>,
    /// No marketing mail.
    pub opted_out: Option<Suppressed>,
    /// Nothing at all.
    pub blocked: Option<Suppressed>,
    pub topics: Vec<TopicOut>,
}

/// A topic that an address has opted out of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TopicOut {
    pub key: String,
    pub label: String,
    pub at: Timestamp,
    pub reason: String,
}

/// Suppresses an address, or lifts one thing that is against it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuppressionChange {
    pub address: String,
    pub kind: SuppressionKind,
    /// Key of the topic, for an opt-out of that alone.
    #[serde(default)]
    pub topic: Option<String>,
    /// 1 to 200 characters, kept on the contact's timeline and in the audit trail. To lift an opt-out: where and how the
    /// recipient asked for mail again.
    pub reason: String,
}
