//! Records: the mutable, versioned rows about people, companies, sales cycles and deals.

mod handover;

use crate::*;
pub use handover::{Aql, Handover, HandoverState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a contact or account is to us. Only prospects qualify; tests, employees and competitors stay out of every KPI.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    #[default]
    Prospect,
    Customer,
    Partner,
    Competitor,
    Employee,
    Test,
}

impl Relationship {
    pub const ALL: [Relationship; 6] = [
        Relationship::Prospect,
        Relationship::Customer,
        Relationship::Partner,
        Relationship::Competitor,
        Relationship::Employee,
        Relationship::Test,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Relationship::Prospect => "prospect",
            Relationship::Customer => "customer",
            Relationship::Partner => "partner",
            Relationship::Competitor => "competitor",
            Relationship::Employee => "employee",
            Relationship::Test => "test",
        }
    }

    pub fn parse(text: &str) -> Option<Relationship> {
        Relationship::ALL.into_iter().find(|r| r.as_str() == text)
    }

    /// Whether records of this relationship count in KPIs.
    pub fn counts(self) -> bool {
        !matches!(self, Relationship::Test | Relationship::Employee | Relationship::Competitor)
    }
}

/// How much attention an account deserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Chosen by name.
    Named,
    /// Fits the ideal customer profile.
    Target,
    /// Does not fit.
    NonIcp,
}

impl Tier {
    pub const ALL: [Tier; 3] = [Tier::Named, Tier::Target, Tier::NonIcp];

    pub fn as_str(self) -> &'static str {
        match self {
            Tier::Named => "named",
            Tier::Target => "target",
            Tier::NonIcp => "non_icp",
        }
    }

    pub fn parse(text: &str) -> Option<Tier> {
        Tier::ALL.into_iter().find(|t| t.as_str() == text)
    }
}

/// Values of a record by field key. A missing key is unknown; an empty text is known to be empty.
pub type Fields = BTreeMap<String, Value>;

/// A person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    /// Key in the system that the contact came from, unique in the workspace.
    pub external_id: Option<String>,
    pub account: Option<AccountId>,
    pub relationship: Relationship,
    pub owner: Option<UserId>,
    /// The primary address in normal form; the `email` field reads it.
    pub email: Option<String>,
    /// Every value but `email`.
    pub fields: Fields,
    /// Key of the program that first brought the contact; set once. Not the lead source.
    pub acquisition_program: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Contact {
    /// "First Last", else the address, else the id.
    pub fn name(&self) -> String {
        let part = |key: &str| self.fields.get(key).and_then(Value::as_text).unwrap_or_default();
        let name = format!("{} {}", part("first_name"), part("last_name"));
        match (name.trim(), &self.email) {
            ("", Some(email)) => email.clone(),
            ("", None) => self.id.to_string(),
            (name, _) => name.to_string(),
        }
    }
}

/// A company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub external_id: Option<String>,
    pub relationship: Relationship,
    pub owner: Option<UserId>,
    /// Chosen by a person; when absent the tier follows from the account score.
    pub named_tier: Option<Tier>,
    pub fields: Fields,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Account {
    pub fn name(&self) -> String {
        match self.fields.get("name").and_then(Value::as_text) {
            Some(name) if !name.is_empty() => name.to_string(),
            _ => self.id.to_string(),
        }
    }
}

/// How a lead ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeadOutcome {
    Won,
    Lost,
    /// Sent back to nurture; a later cycle is a new lead.
    Recycled,
    Disqualified,
}

impl LeadOutcome {
    pub fn as_str(self) -> &'static str {
        match self {
            LeadOutcome::Won => "won",
            LeadOutcome::Lost => "lost",
            LeadOutcome::Recycled => "recycled",
            LeadOutcome::Disqualified => "disqualified",
        }
    }
}

/// One sales cycle of a contact. Stage and AQL are latched: they depend on the path taken and are never rebuilt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    pub id: LeadId,
    pub external_id: Option<String>,
    pub contact: ContactId,
    pub account: Option<AccountId>,
    /// Write-once.
    pub source: String,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub outcome: Option<LeadOutcome>,
    /// Key of a stage of the lifecycle.
    pub stage: String,
    pub stage_since: Timestamp,
    /// When each stage was first entered.
    pub stage_times: BTreeMap<String, Timestamp>,
    pub aql: Option<Aql>,
    pub handover: Option<Handover>,
    pub fields: Fields,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// How a deal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpportunityOutcome {
    Open,
    Won,
    Lost,
}

impl OpportunityOutcome {
    pub fn as_str(self) -> &'static str {
        match self {
            OpportunityOutcome::Open => "open",
            OpportunityOutcome::Won => "won",
            OpportunityOutcome::Lost => "lost",
        }
    }

    pub fn parse(text: &str) -> Option<OpportunityOutcome> {
        [OpportunityOutcome::Open, OpportunityOutcome::Won, OpportunityOutcome::Lost]
            .into_iter()
            .find(|o| o.as_str() == text)
    }
}

/// A contact's part in a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRole {
    pub contact: ContactId,
    pub role: String,
    pub primary: bool,
}

/// A deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opportunity {
    pub id: OpportunityId,
    pub external_id: Option<String>,
    pub account: Option<AccountId>,
    pub lead: Option<LeadId>,
    pub amount: Option<Money>,
    pub outcome: OpportunityOutcome,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub roles: Vec<ContactRole>,
    pub fields: Fields,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// An anonymous browser; joined to a contact when it identifies itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visitor {
    pub id: VisitorId,
    pub anonymous_id: String,
    /// Who the browser's new activity belongs to.
    pub contact: Option<ContactId>,
    pub created_at: Timestamp,
}
