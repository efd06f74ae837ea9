//! Cost lines: what marketing costs, by category and period.

use crate::{CostId, Money};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostCategory {
    /// Spent on one program: media, printing, a stand.
    Program,
    Software,
    Staff,
    Agency,
    Data,
}

impl CostCategory {
    pub const ALL: [CostCategory; 5] =
        [CostCategory::Program, CostCategory::Software, CostCategory::Staff, CostCategory::Agency, CostCategory::Data];

    pub fn as_str(self) -> &'static str {
        match self {
            CostCategory::Program => "program",
            CostCategory::Software => "software",
            CostCategory::Staff => "staff",
            CostCategory::Agency => "agency",
            CostCategory::Data => "data",
        }
    }

    pub fn parse(text: &str) -> Option<CostCategory> {
        CostCategory::ALL.into_iter().find(|category| category.as_str() == text)
    }
}

/// An amount spent over a period, spread evenly over its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    pub id: CostId,
    pub category: CostCategory,
    pub label: String,
    pub amount: Money,
    /// First and last day, both included: days since 1970-01-01.
    pub from_day: i32,
    pub to_day: i32,
    /// Key of the program that it was spent on.
    pub program: Option<String>,
}
