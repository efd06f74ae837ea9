//! The rows of a world's tables. Days are kept as they are given: most have a day's precision only.

use model::Timestamp;

/// A moment as the table says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub at: Timestamp,
    /// False when only the day is known; `at` is then its first instant in UTC.
    pub exact: bool,
}

#[derive(Debug, Clone)]
pub struct AccountRow {
    pub id: String,
    pub name: Option<String>,
    pub industry: Option<String>,
    pub region: Option<String>,
    pub employee_band: Option<String>,
    pub revenue_band: Option<String>,
    pub maturity: Option<String>,
    pub created: Moment,
}

#[derive(Debug, Clone)]
pub struct ContactRow {
    pub id: String,
    /// Place in `World::accounts`.
    pub account: usize,
    pub title: Option<String>,
    pub function: Option<String>,
    pub seniority: Option<String>,
    pub role: Option<String>,
    pub domain_type: Option<String>,
    pub created: Moment,
}

#[derive(Debug, Clone)]
pub struct LeadRow {
    pub id: String,
    /// Place in `World::contacts`.
    pub contact: usize,
    pub created: Moment,
    pub source: Option<String>,
    pub first_touch: Option<String>,
    /// Where the lead stood at the end of the world. Reaches no rule; says only that a lead was lost.
    pub last_stage: Option<String>,
    pub owner: Option<String>,
    /// Won within 90 days of its creation.
    pub converted: bool,
    pub converted_at: Option<Moment>,
}

#[derive(Debug, Clone)]
pub struct TouchRow {
    pub id: String,
    /// Place in `World::leads`, here and below.
    pub lead: usize,
    pub at: Moment,
    pub kind: Option<String>,
    pub channel: Option<String>,
    /// The contact came to us; else we went to the contact.
    pub inbound: bool,
}

#[derive(Debug, Clone)]
pub struct SessionRow {
    pub id: String,
    pub lead: usize,
    pub at: Moment,
    pub kind: Option<String>,
    pub page_views: i64,
    pub pricing_page_views: i64,
    pub demo_page_views: i64,
    pub seconds: i64,
}

#[derive(Debug, Clone)]
pub struct SalesRow {
    pub id: String,
    pub lead: usize,
    pub at: Moment,
    /// `call`, `email`, `meeting` or `demo`.
    pub kind: String,
    pub outcome: Option<String>,
    pub rep: Option<String>,
}

#[derive(Debug, Clone)]
pub struct OpportunityRow {
    pub id: String,
    pub lead: usize,
    pub created: Moment,
    pub stage: Option<String>,
    /// Yearly value in whole US dollars.
    pub amount: Option<i64>,
    /// Won or lost, and when; open while `None`.
    pub closed: Option<(bool, Moment)>,
}

#[derive(Debug, Clone)]
pub struct CustomerRow {
    pub id: String,
    /// Place in `World::accounts`.
    pub account: usize,
    pub start: Moment,
}

#[derive(Debug, Clone)]
pub struct PlanRow {
    pub plan: Option<String>,
    pub start: Moment,
}
