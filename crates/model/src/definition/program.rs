//! Programs: a purpose with members, channel and tags, and what it does (batch, trigger, nurture, nothing by itself).

use super::VariantTest;
use crate::Filter;
use crate::filter::Matcher;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A program: a purpose with members, channel, tags and costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Program {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// "Email", "Webinar", "Paid search" …
    pub channel: String,
    /// Key of the topic of its marketing mail: who has opted out of the topic gets none of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// E-mail address of the user who answers for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    #[serde(default = "ProgramStatus::usual")]
    pub statuses: Vec<ProgramStatus>,
    #[serde(default = "yes")]
    pub active: bool,
    pub does: ProgramKind,
}

fn yes() -> bool {
    true
}

/// A member's status; members only move to the same or a later step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgramStatus {
    pub key: String,
    pub label: String,
    pub step: u32,
    #[serde(default)]
    pub success: bool,
}

impl ProgramStatus {
    /// Member → sent → clicked (success).
    pub fn usual() -> Vec<ProgramStatus> {
        let status = |key: &str, label: &str, step, success| ProgramStatus {
            key: key.into(),
            label: label.into(),
            step,
            success,
        };
        vec![
            status("member", "Member", 1, false),
            status("sent", "Sent", 2, false),
            status("opened", "Opened", 3, false),
            status("clicked", "Clicked", 4, true),
        ]
    }
}

/// What a program does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgramKind {
    /// One email to one segment. Started by a run, now or at a time.
    Batch {
        segment: String,
        email: String,
        /// Variants of the email, when some are tried.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        test: Option<VariantTest>,
    },
    Trigger(TriggerProgram),
    Nurture(NurtureProgram),
    /// Members and costs only: a fair, a webinar, paid search.
    Passive,
}

/// When an activity occurs and a filter holds, do the steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TriggerProgram {
    pub when: Matcher,
    #[serde(default = "Filter::everyone")]
    pub filter: Filter,
    /// Once for ever when absent, else once every N × 24 h.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_days: Option<u32>,
    pub steps: Vec<Step>,
}

/// What a trigger program does, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Send {
        email: String,
    },
    WaitHours(u32),
    /// A mail to a user about the contact.
    Alert {
        to: AlertTo,
        text: String,
    },
    Change {
        field: String,
        #[schema(value_type = Option<serde_json::Value>)]
        value: serde_json::Value,
    },
    Task {
        text: String,
    },
    AddToList(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertTo {
    /// The contact's owner, else the lead's, else the account's.
    Owner,
    User(String),
}

/// The next best content for everybody, cast by cast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NurtureProgram {
    pub audience: Filter,
    /// No own activity for this many × 24 h puts a contact into `reactivation`.
    pub dormant_days: u32,
    /// First match wins; who matches none is `other`. `reactivation` goes before all.
    pub categories: Vec<NurtureCategory>,
    /// Behaviour score from which a contact is mid, and late.
    pub mid_at: i32,
    pub late_at: i32,
    /// A contact falls back only when the score is this much below the bound.
    pub hysteresis: i32,
    /// Days between casts for one contact.
    pub every_days: u32,
    /// Hour of the day of a cast, 0–23, in the instance's zone.
    pub hour: u32,
}

pub const REACTIVATION: &str = "reactivation";
pub const OTHER: &str = "other";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NurtureCategory {
    pub key: String,
    pub label: String,
    pub when: Filter,
}
