//! What a report of KPIs looks like.

use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

/// The KPIs of a period in their groups.
#[derive(Debug, Serialize, ToSchema)]
pub struct KpiReport {
    pub period: KpiPeriod,
    pub groups: Vec<KpiGroup>,
}

/// The period shown and the equally long one before it; days like `2026-01-31`, both included.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KpiPeriod {
    pub from: String,
    pub to: String,
    pub days: u32,
    pub previous_from: String,
    pub previous_to: String,
    pub zone: String,
    /// From this day on the instance's own numbers count.
    pub go_live: String,
    /// Reporting currency.
    pub currency: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct KpiGroup {
    pub key: String,
    pub label: String,
    pub kpis: Vec<Kpi>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KpiUnit {
    Count,
    /// 0.25 is 25 %.
    Rate,
    /// Major units of the reporting currency.
    Money,
    /// 1.4 is 140 %.
    Ratio,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoalState {
    Reached,
    Near,
    Missed,
}

/// A KPI with what it is made of. `null` is "n/a": a denominator was zero or a rate is missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct Kpi {
    pub key: String,
    /// 1–12.
    pub number: u32,
    pub label: String,
    pub unit: KpiUnit,
    pub value: Option<f64>,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// In words.
    pub formula: String,
    /// The value before go-live, scaled to the period.
    pub baseline: Option<f64>,
    /// The goal scaled to the period.
    pub goal: Option<f64>,
    pub goal_state: Option<GoalState>,
    pub lower_is_better: bool,
    /// Why attention is needed: the unsubscribe rate is over its bound.
    pub alarm: Option<String>,
    /// Value of the period before.
    pub previous: Option<f64>,
    pub series: Vec<DayValue>,
    pub details: Vec<KpiDetail>,
    pub excluded: Excluded,
    pub warnings: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DayValue {
    /// `2026-01-31`.
    pub day: String,
    pub value: Option<f64>,
}

/// A number that belongs to a KPI: a part, another way to count.
#[derive(Debug, Serialize, ToSchema)]
pub struct KpiDetail {
    pub key: String,
    pub label: String,
    pub unit: KpiUnit,
    pub value: Option<f64>,
    pub previous: Option<f64>,
}

/// What was left out because of the contacts' relationship.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Excluded {
    pub test: u64,
    pub employee: u64,
    pub competitor: u64,
}

/// The rows behind a KPI.
#[derive(Debug, Serialize, ToSchema)]
pub struct KpiRows {
    pub key: String,
    pub columns: Vec<KpiColumn>,
    #[schema(value_type = Vec<Vec<serde_json::Value>>)]
    pub rows: Vec<Vec<Json>>,
    pub total: u64,
    pub truncated: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct KpiColumn {
    pub key: String,
    pub label: String,
    /// `text`, `count`, `rate`, `money`, `time`, `flag`, `kind` (of an activity), `outcome` (`won`, `lost`), `contact`,
    /// `account`, `opportunity`, `lead`.
    #[serde(rename = "type")]
    pub column_type: String,
}
