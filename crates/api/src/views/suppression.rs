//! Suppressed addresses: what keeps mail from them, and what people say when they add or lift it.

use super::program::ReasonCount;
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
    /// The address's domain, whole: `example.com` does not take in `mail.example.com`.
    pub domain: Option<String>,
    /// Suppressed at this instant or later; goes with `kind`, as `to` and `reason` do.
    pub from: Option<Timestamp>,
    /// Suppressed before this instant.
    pub to: Option<Timestamp>,
    /// Words of the reason, as they stand there.
    pub reason: Option<String>,
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

/// Addresses that a mistake of a receiving server has made invalid. Besides `kind` something has to narrow them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuppressionFilter {
    /// `invalid`. What a person wants, or an admin has decided, is lifted one by one.
    pub kind: SuppressionKind,
    /// The address's domain, whole: `example.com` does not take in `mail.example.com`.
    #[serde(default)]
    pub domain: Option<String>,
    /// Suppressed at this instant or later.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Suppressed before this instant; now when absent.
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// Words of the reason, as they stand there.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Lifts what is against all addresses that match, or, without `count`, says what that would be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuppressionsLift {
    pub filter: SuppressionFilter,
    /// How many match, as the dry run has said it. When more do by now, nothing is lifted.
    #[serde(default)]
    pub count: Option<u64>,
    /// 1 to 200 characters, kept on the contacts' timelines and in the audit trail. A dry run needs none.
    #[serde(default)]
    pub reason: String,
}

/// What matches, and what was lifted of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuppressionsLifted {
    /// Addresses that matched before. Those of erased contacts do not count: nobody knows them.
    pub matching: u64,
    /// Addresses that get mail again; 0 in a dry run.
    pub lifted: u64,
    /// Addresses that still match. When some do after lifting, time was over: ask again with this number.
    pub left: u64,
    /// Before when they were suppressed. Given back as the filter's `to`, what comes meanwhile is left alone.
    pub to: Timestamp,
    /// Some of them, in a dry run.
    pub sample: Vec<SuppressionRow>,
    /// Why they were suppressed, the 20 most frequent reasons, in a dry run.
    pub reasons: Vec<ReasonCount>,
}
