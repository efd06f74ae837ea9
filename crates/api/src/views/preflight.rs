//! What is found in a message before it goes to many.

use super::contact::ContactRow;
use super::email::Severity;
use super::program::ReasonCount;
use content::preflight::Area;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which version of an email is looked at.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskPreflight {
    /// The draft instead of what is published.
    #[serde(default)]
    pub draft: bool,
}

/// Everything that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preflight {
    /// Nothing stands against sending.
    pub ready: bool,
    /// Errors first.
    pub findings: Vec<PreflightFinding>,
    /// What could not be looked at, and why.
    pub skipped: Vec<PreflightSkipped>,
    /// The messages that were looked at: one, or one for each variant.
    pub messages: Vec<PreflightMessage>,
    /// Of a program alone.
    pub audience: Option<PreflightAudience>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PreflightFinding {
    pub area: Area,
    /// Stable name; a run that is started despite an error names it.
    pub code: String,
    pub severity: Severity,
    pub message: String,
    pub remedy: String,
    /// Where it is: `mjml:12`, a link, a variable.
    pub place: Option<String>,
    /// Key of the email.
    pub email: Option<String>,
    /// Keys of the variants that have it; none when all have, or there are none.
    pub variants: Vec<String>,
    /// How many contacts it holds for; 0 where it holds for the message as such.
    pub contacts: u64,
    /// Of how many that were looked at; 0 where every contact was asked, or where it holds for the message as such.
    pub examined: u64,
    pub examples: Vec<ContactRow>,
    /// Whether a run may be started despite it.
    pub overridable: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PreflightSkipped {
    pub area: Area,
    pub why: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PreflightMessage {
    /// Key and label of the variant.
    pub variant: Option<String>,
    pub label: Option<String>,
    pub email: String,
    /// As its first recipient reads it.
    pub subject: String,
    /// Empty when it cannot be rendered.
    pub html: String,
    /// The HTML of up to five other recipients, each with an element or a style that those before have not.
    pub others: Vec<String>,
    /// Bytes of the largest, links rewritten.
    pub size: u64,
}

/// Whom a run would reach now.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreflightAudience {
    pub count: u64,
    pub sendable: u64,
    /// And how many within days: quiet hours, limits to one contact.
    pub later: u64,
    pub held: Vec<ReasonCount>,
    /// How long sending takes; absent when it would take more than a year.
    pub duration: Option<PreflightDuration>,
}

/// How long sending takes. Other mail that goes out meanwhile, and what quiet hours hold back, is not counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreflightDuration {
    pub seconds: u64,
    pub limit: DurationLimit,
    /// Where a recipients' domain is.
    pub domain: Option<String>,
    /// Whether the speed is that of earlier runs; else it is a guess.
    pub measured: bool,
}

/// What takes the longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DurationLimit {
    /// How fast the ways out take mail.
    Speed,
    /// A quota of a second.
    PerSecond,
    /// A quota of a day.
    PerDay,
    /// The plan of a sender that is new.
    WarmUp,
    /// What may go to a recipients' domain.
    Domain,
    /// The hours of variants, and the wait for their winner.
    Test,
}
