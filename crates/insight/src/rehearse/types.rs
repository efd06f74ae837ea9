//! What a rehearsal answers.

use model::{DefinitionKind, Money, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// What a draft would have done, beside what the version in force does.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Rehearsal {
    pub kind: DefinitionKind,
    pub key: String,
    pub at: Timestamp,
    /// Segments count members; scoring and qualification count contacts whose open lead passes the gates.
    pub now: NowSize,
    /// The last quarter by day, at the end of each day.
    pub days: Vec<DaySize>,
    /// Who is in by the draft and not by the version in force.
    pub enters: Movers,
    pub leaves: Movers,
    /// Segments in force that share members with the draft, the most first.
    pub overlap: Vec<Overlap>,
    /// Scoring and qualification: how well the draft tells who will be won.
    pub prediction: Option<Prediction>,
    /// Scoring and qualification: won deals that the draft would not have qualified.
    pub missed: Option<Missed>,
    /// What holds of these figures, in words.
    pub assumptions: Vec<String>,
    /// How long it took, in milliseconds.
    pub ms: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct NowSize {
    pub draft: u64,
    /// `null` when nothing is in force.
    pub published: Option<u64>,
    /// Contacts that there are; for gates, contacts with an open lead.
    pub of: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DaySize {
    /// `2026-01-31`
    pub day: String,
    pub draft: u64,
    pub published: Option<u64>,
    /// Contacts of which nobody knows any more.
    pub left_out: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Movers {
    pub count: u64,
    /// The first hundred.
    pub contacts: Vec<Mover>,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Mover {
    pub id: String,
    pub name: String,
    pub owner: Option<String>,
    pub account_id: Option<String>,
    pub account: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Overlap {
    pub segment: String,
    pub label: String,
    pub members: u64,
    /// Members of both.
    pub both: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Prediction {
    /// A lead is won when an opportunity of its contact is won within this many days.
    pub horizon_days: u32,
    pub draft: Predicted,
    pub published: Option<Predicted>,
}

/// How well a ranking told who would be won. `null` where nobody was won, or everybody.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Predicted {
    /// Open leads over all dates, and those of them that were won.
    pub leads: u64,
    pub won: u64,
    /// Area under the curve: how often a lead that was won ranks above one that was not; 0.5 is chance.
    pub auc: Option<f64>,
    /// Leads that pass the gates, and the others.
    pub passed: Share,
    pub others: Share,
    pub dates: Vec<AsOf>,
    /// From the best tenth to the worst.
    pub deciles: Vec<Decile>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Share {
    pub leads: u64,
    pub won: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AsOf {
    pub day: String,
    pub leads: u64,
    pub won: u64,
    pub auc: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Decile {
    /// 1 is the best tenth.
    pub decile: u32,
    pub leads: u64,
    /// Leads with equal scores share their wins evenly, so this may be a fraction.
    pub won: f64,
    /// Win rate of the tenth ÷ win rate of all.
    pub lift: Option<f64>,
    pub score_from: i64,
    pub score_to: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Missed {
    /// Deals won in the last year.
    pub won: u64,
    pub draft: u64,
    pub published: Option<u64>,
    /// Deals that nobody can judge any more.
    pub left_out: u64,
    /// The first hundred that the draft misses, the latest first.
    pub deals: Vec<MissedDeal>,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MissedDeal {
    pub id: String,
    pub name: Option<String>,
    pub day: String,
    pub amount: Option<Money>,
    pub contact: Mover,
    /// What kept the lead from passing just before the deal was won: `complete`, `behaviour`, `account`,
    /// `relationship`, or `no_lead`.
    pub gates: Vec<MissedGate>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MissedGate {
    pub gate: String,
    pub reasons: Vec<String>,
}
