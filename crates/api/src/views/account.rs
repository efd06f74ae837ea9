//! Accounts: a row of the list, the page, and what may be changed.

use super::contact::ContactRow;
use super::opportunity::OpportunityRow;
use super::shared::{Reference, given};
use model::{Money, Relationship, Tier, Timestamp};
use rules::Contribution;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Which accounts, in which order.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccountParams {
    /// Is part of the name or the web domain.
    pub q: Option<String>,
    pub tier: Option<Tier>,
    pub sort: Option<AccountSort>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountSort {
    #[default]
    Name,
    /// Highest account score first.
    #[serde(rename = "-score")]
    Score,
    /// Most contacts first.
    #[serde(rename = "-contacts")]
    Contacts,
}

/// An account in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountRow {
    pub id: String,
    pub name: String,
    pub domain: Option<String>,
    pub industry: Option<String>,
    pub country: Option<String>,
    pub employees: Option<i64>,
    pub annual_revenue: Option<Money>,
    pub tier: Tier,
    /// The tier was chosen by a person.
    pub tier_by_hand: bool,
    pub score: i32,
    pub relationship: Relationship,
    pub owner: Option<Reference>,
    pub contacts: u64,
    pub open_opportunities: u64,
}

/// An account with everything that its page shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountView {
    #[serde(flatten)]
    pub row: AccountRow,
    pub external_id: Option<String>,
    #[schema(value_type = BTreeMap<String, Json>)]
    pub fields: BTreeMap<String, Json>,
    pub contributions: Vec<Contribution>,
    /// The first 200, highest score first; `contacts` counts all.
    pub people: Vec<ContactRow>,
    pub opportunities: Vec<OpportunityRow>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What to change of an account; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountPatch {
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Json>)]
    pub fields: BTreeMap<String, Json>,
    pub relationship: Option<Relationship>,
    pub owner: Option<String>,
    /// `null` lets the tier follow from the account score again.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Tier>)]
    pub named_tier: Option<Option<Tier>>,
}
