//! Tests of variants: what came of one, and how large one has to be.

use model::Timestamp;
use model::definition::Aim;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A test with what came of it so far.
#[derive(Debug, Serialize, ToSchema)]
pub struct TestView {
    pub state: TestStateView,
    pub by: Aim,
    /// When the result is or was read. Before that it is too early to say anything.
    pub read_at: Timestamp,
    /// Percent of the audience that tries the variants; absent when everybody does.
    pub share: Option<u32>,
    /// Contacts that each variant must have reached.
    pub sample: u32,
    pub verdict: VerdictView,
    /// The variant that leads, clearly or not.
    pub best: Option<String>,
    /// The variant that the others get or got.
    pub winner: Option<String>,
    /// The chance of parts as uneven as these, where nothing went wrong.
    pub evenness: f64,
    pub variants: Vec<VariantView>,
    /// Those who got nothing.
    pub holdout: Option<PartView>,
}

/// How far a test has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TestStateView {
    /// The variants are going out.
    Sending,
    /// They are out; the result is read at its time.
    Waiting,
    /// It was read and nothing was clear: somebody has to choose.
    Undecided,
    /// The others get what was clearly the best.
    Clear,
    /// The others get what led when the time had come.
    Leading,
    /// The others get what somebody chose.
    Chosen,
    /// Everybody got a variant; nobody waits.
    Split,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictView {
    TooEarly,
    /// The parts have other sizes than they should: the result is not to be believed.
    Uneven,
    Unclear,
    Clear,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct VariantView {
    pub key: String,
    pub label: String,
    #[serde(flatten)]
    pub part: PartView,
    /// What the variants are compared by: a rate, or money a contact.
    pub value: Option<f64>,
    /// Holds the true value with 95 %.
    pub low: f64,
    pub high: f64,
    /// The chance to be the best; absent while it is too early to say.
    pub chance: Option<f64>,
}

/// What contacts of one part did.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartView {
    pub assigned: u64,
    /// Contacts who were sent it; of those who got nothing all.
    pub reached: u64,
    pub opens: u64,
    pub clicks: u64,
    pub conversions: u64,
    /// Major units of the reporting currency.
    pub revenue: f64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChooseWinner {
    /// Key of the variant.
    pub variant: String,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SizeParams {
    /// The rate that is usual, 0–1.
    pub rate: f64,
    /// What difference should be seen, as a part of the rate: 0.2 for a fifth more.
    pub lift: f64,
    /// How many variants, 2–6.
    pub variants: usize,
    /// Contacts that each variant will reach.
    pub each: Option<u64>,
}

/// How large a test has to be.
#[derive(Debug, Serialize, ToSchema)]
pub struct TestSize {
    /// Contacts that each variant needs, with 5 % false alarms and 80 % of the true differences found.
    pub needed: Option<u64>,
    /// The smallest difference, as a part of the rate, that can be seen with `each`.
    pub detectable: Option<f64>,
}
