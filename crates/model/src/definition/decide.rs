//! Who belongs and who is worth it: segments, lists, the scoring model and the gates of qualification.

use crate::Filter;
use crate::filter::Matcher;
use crate::record::Relationship;
use serde::{Deserialize, Serialize};

/// A live set of contacts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    pub filter: Filter,
}

/// A fixed set of contacts, filled by hand, import or program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// The score of a contact: behaviour (what it did), fit (who it is) and account (where it works).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoringModel {
    pub label: String,
    pub behaviour: Vec<BehaviourRule>,
    /// Upper bound of the sum of the behaviour rules; the lower bound is 0.
    #[serde(default = "cap")]
    pub behaviour_cap: i32,
    pub fit: Vec<PointsRule>,
    #[serde(default = "cap")]
    pub fit_cap: i32,
    pub account: Vec<PointsRule>,
    #[serde(default = "cap")]
    pub account_cap: i32,
    /// Account scores at or over this make an account `target`.
    pub target_account_at: i32,
}

fn cap() -> i32 {
    100
}

/// Points for what a contact did. Activities that are not the contact's own never count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BehaviourRule {
    pub key: String,
    pub label: String,
    pub what: Matcher,
    /// Points for each time (may be negative).
    pub points: i32,
    /// At most this many times count, the latest first; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Only the last N × 24 h count; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_days: Option<u32>,
    /// Points halve each time this many × 24 h pass; no decay when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<u32>,
}

/// Points when a condition holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PointsRule {
    pub key: String,
    pub label: String,
    pub when: Filter,
    pub points: i32,
}

/// The three gates of an automatically qualified lead (AQL).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    pub label: String,
    /// Gate 1 besides names, company and a phone or e-mail address: the target job titles.
    pub target_title: Filter,
    /// Gate 2: least behaviour score.
    pub behaviour_at_least: i32,
    /// Gate 3: least account score.
    pub account_at_least: i32,
    /// Only these relationships qualify.
    #[serde(default = "prospects")]
    pub relationships: Vec<Relationship>,
}

fn prospects() -> Vec<Relationship> {
    vec![Relationship::Prospect]
}
