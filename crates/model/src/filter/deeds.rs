//! Conditions over what was done: which activities, how many, when, and what is worked out of them.

use super::Op;
use crate::{FieldType, Timestamp};
use serde::{Deserialize, Serialize};

/// Something that happened, counted within a window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Did {
    #[serde(flatten)]
    pub what: Matcher,
    #[serde(default)]
    pub count: Count,
    #[serde(default, skip_serializing_if = "Window::is_ever")]
    pub window: Window,
}

/// Which activities are meant.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Matcher {
    /// Any of these kinds.
    pub kind: Vec<String>,
    /// Any of these assets; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asset: Vec<String>,
    /// Every one of these property tests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyTest>,
}

/// A comparison of one property of an activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyTest {
    pub key: String,
    pub op: Op,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<serde_json::Value>,
}

/// How often. `at_most` with no minimum holds for contacts that never did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    #[serde(default = "one")]
    pub at_least: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
}

fn one() -> u32 {
    1
}

impl Default for Count {
    fn default() -> Self {
        Count { at_least: 1, at_most: None }
    }
}

impl Count {
    pub fn holds(&self, count: u32) -> bool {
        count >= self.at_least && self.at_most.is_none_or(|most| count <= most)
    }
}

/// When. The start of a rolling window is open, its end closed: (now − length, now].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    #[default]
    Ever,
    /// The last N × 24 hours.
    LastDays(u32),
    LastHours(u32),
    /// From an instant, included, to another, excluded.
    Between {
        from: Timestamp,
        to: Timestamp,
    },
    Before(Timestamp),
    /// At the instant or later.
    Since(Timestamp),
    /// Since the start of the primary lead, included; nothing without a lead.
    SinceLeadStart,
    /// The calendar unit that now lies in, in the instance's zone, up to now.
    This(Calendar),
    /// The calendar unit before that, whole.
    Previous(Calendar),
    /// Since the contact last entered a segment that it is in, included; nothing when it is not in it.
    SinceSegment(String),
    /// Since the primary lead first entered a stage, included; nothing when it never did.
    SinceStage(String),
}

/// A stretch of the calendar in the instance's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    Day,
    /// From Monday (ISO 8601).
    Week,
    Month,
    Quarter,
    Year,
}

impl Calendar {
    pub const ALL: [Calendar; 5] = [Calendar::Day, Calendar::Week, Calendar::Month, Calendar::Quarter, Calendar::Year];

    pub fn as_str(self) -> &'static str {
        match self {
            Calendar::Day => "day",
            Calendar::Week => "week",
            Calendar::Month => "month",
            Calendar::Quarter => "quarter",
            Calendar::Year => "year",
        }
    }

    pub fn parse(text: &str) -> Option<Calendar> {
        Calendar::ALL.into_iter().find(|unit| unit.as_str() == text)
    }
}

impl Window {
    pub fn is_ever(&self) -> bool {
        matches!(self, Window::Ever)
    }
}

/// `first`, and strictly later, within N days of it, `then`. The window bounds `first`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    pub first: Matcher,
    pub then: Matcher,
    pub within_days: u32,
    #[serde(default, skip_serializing_if = "Window::is_ever")]
    pub window: Window,
}

/// `first` happened in the window, and since the last time it did, `then` did not. What happens at the same instant is
/// not since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotSince {
    pub first: Matcher,
    pub then: Matcher,
    #[serde(default, skip_serializing_if = "Window::is_ever")]
    pub window: Window,
}

/// A figure over what was done within a window compares as said, as a field would.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    #[serde(flatten)]
    pub what: Matcher,
    #[serde(default, skip_serializing_if = "Window::is_ever")]
    pub window: Window,
    pub of: Figure,
    pub op: Op,
    /// As for a field of the figure's type: a whole number, a decimal, an amount of money, an instant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<serde_json::Value>,
}

/// What is worked out of the activities that are meant. With none of them the distinct ones are 0, all others unknown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    DistinctAssets,
    /// Calendar days in the instance's zone.
    DistinctDays,
    /// Distinct values of a property; activities without it do not count.
    Distinct(String),
    Sum(Amount),
    Min(Amount),
    Max(Amount),
    /// When it first happened within the window.
    First,
    /// When it last happened within the window.
    Last,
}

/// What of an activity is added up or compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Its amount of money, where it is in the currency that the comparison names.
    Value,
    /// A property that is a number.
    Property(String),
}

impl Figure {
    /// The type that the figure compares as.
    pub fn field_type(&self) -> FieldType {
        match self {
            Figure::DistinctAssets | Figure::DistinctDays | Figure::Distinct(_) => FieldType::Integer,
            Figure::Sum(amount) | Figure::Min(amount) | Figure::Max(amount) => match amount {
                Amount::Value => FieldType::Money,
                Amount::Property(_) => FieldType::Decimal,
            },
            Figure::First | Figure::Last => FieldType::Instant,
        }
    }
}
