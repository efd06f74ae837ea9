//! What holds for the whole instance, and the goals of its KPIs.

use crate::Currency;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A goal and a baseline of one KPI.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Key of the KPI, as in `insight`.
    pub kpi: String,
    /// Target for a month (counts, money) or at any time (rates), in the KPI's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// The value before go-live, a month, typed in where history is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What holds for the whole instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The company that runs the instance.
    pub company: String,
    /// Postal address, printed under marketing mail.
    #[serde(default)]
    pub postal_address: String,
    pub sender_name: String,
    pub sender_address: String,
    /// Where tracking links and unsubscribe pages are reached, `https://go.example.com`.
    pub public_url: String,
    /// Reporting currency.
    pub currency: Currency,
    /// IANA zone of the instance's days.
    pub zone: String,
    /// 1–12.
    pub fiscal_year_start: u32,
    /// 1 Monday – 7 Sunday.
    pub week_start: u32,
    pub business_hours: BusinessHours,
    /// `2026-12-25`.
    #[serde(default)]
    pub holidays: Vec<String>,
    /// The day from which the instance's own numbers count; before it lies the baseline.
    pub go_live: String,
    pub limits: SendLimits,
    #[serde(default, skip_serializing_if = "super::Pace::is_default")]
    pub pace: super::Pace,
    /// Sources (of leads) that make a deal marketing-sourced.
    pub marketing_sources: Vec<String>,
    /// Reasons that sales may choose from when rejecting or recycling.
    pub rejection_reasons: Vec<String>,
    pub channels: Vec<String>,
    /// What recipients may choose to receive, in the order in which they are asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// Dated rates into the reporting currency.
    #[serde(default)]
    pub rates: Vec<Rate>,
    #[serde(default, skip_serializing_if = "Tracking::is_everyone")]
    pub tracking: Tracking,
    #[serde(default, skip_serializing_if = "super::Approval::is_empty")]
    pub approval: super::Approval,
    #[serde(default, skip_serializing_if = "super::Brand::is_default")]
    pub brand: super::Brand,
}

impl Settings {
    /// What people call a topic: its label, or its key when it is no longer among the settings.
    pub fn topic<'a>(&'a self, key: &'a str) -> &'a str {
        self.topics.iter().find(|topic| topic.key == key).map_or(key, |topic| &topic.label)
    }
}

/// What mail may be about, as recipients read it on the page where they choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub key: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What readers of other languages read instead, by language tag in lower case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub languages: BTreeMap<String, TopicWords>,
}

/// A topic in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TopicWords {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// Whose opens and clicks are noted. Of all others nothing is kept; their links work all the same.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tracking {
    #[default]
    Everyone,
    Nobody,
    /// Contacts whose yes/no field of this key says yes.
    Agreed(String),
}

impl Tracking {
    fn is_everyone(&self) -> bool {
        *self == Tracking::Everyone
    }
}

/// Working hours on working days, in the instance's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BusinessHours {
    /// 0–23.
    pub from: u32,
    /// 1–24.
    pub to: u32,
    /// 1 Monday – 7 Sunday.
    pub days: Vec<u32>,
}

/// Most marketing mails to one contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendLimits {
    /// In a calendar day of the instance's zone.
    pub per_day: u32,
    /// In any seven days.
    pub per_week: u32,
    /// Nothing is sent from this hour to `quiet_to`, in the contact's zone; no quiet hours when equal.
    #[serde(default)]
    pub quiet_from: u32,
    #[serde(default)]
    pub quiet_to: u32,
    /// Whether marketing mail needs recorded consent (opt-in) or only the absence of an objection.
    #[serde(default = "yes")]
    pub consent_required: bool,
}

fn yes() -> bool {
    true
}

/// One unit of `currency` is worth `rate` units of the reporting currency from `date` on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    pub currency: Currency,
    /// `2026-01-01`.
    pub date: String,
    /// Decimal text, `0.92`.
    pub rate: String,
}
