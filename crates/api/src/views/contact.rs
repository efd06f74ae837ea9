//! Contacts: a row of the list, the profile, the timeline, and what may be changed.

use super::lead::LeadRow;
use super::opportunity::OpportunityRow;
use super::shared::{Named, Reference};
use super::suppression::TopicOut;
use model::address::{AddressUse, Suppressed};
use model::filter::ConsentTest;
use model::{Money, Relationship, Scores, Tier, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Which contacts, in which order.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContactParams {
    /// Begins a name, company or e-mail address.
    pub q: Option<String>,
    /// A filter as JSON text.
    pub filter: Option<String>,
    /// Key of a published segment.
    pub segment: Option<String>,
    /// Key of a list.
    pub list: Option<String>,
    /// Id of an import: the contacts that it made, changed or found as they were.
    pub import: Option<String>,
    pub sort: Option<ContactSort>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactSort {
    Name,
    /// Newest first.
    #[default]
    #[serde(rename = "-created")]
    Created,
    /// Highest total score first.
    #[serde(rename = "-score")]
    Score,
    /// Latest own activity first.
    #[serde(rename = "-last_activity")]
    LastActivity,
}

/// A contact in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactRow {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub job_title: Option<String>,
    pub company: Option<String>,
    pub country: Option<String>,
    pub account: Option<Reference>,
    pub tier: Option<Tier>,
    pub relationship: Relationship,
    pub owner: Option<Reference>,
    /// Stage of the primary lead.
    pub stage: Option<Named>,
    pub scores: Scores,
    pub total_score: i32,
    /// The contact's own latest activity.
    pub last_activity: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// A contact with everything that its profile shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactView {
    #[serde(flatten)]
    pub row: ContactRow,
    pub external_id: Option<String>,
    /// Values by field key, in their plain JSON form.
    #[schema(value_type = BTreeMap<String, Json>)]
    pub fields: BTreeMap<String, Json>,
    pub addresses: Vec<ContactAddress>,
    pub consent: ConsentView,
    pub acquisition_program: Option<Named>,
    pub leads: Vec<LeadRow>,
    pub opportunities: Vec<OpportunityRow>,
    pub segments: Vec<Named>,
    pub lists: Vec<Named>,
    pub programs: Vec<Membership>,
    pub activities: u64,
    pub updated_at: Timestamp,
}

/// An address of a contact, with what the send gate knows of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactAddress {
    pub address: String,
    pub r#use: AddressUse,
    /// info@, sales@ and the like.
    pub role: bool,
    pub invalid: Option<Suppressed>,
    pub opted_out: Option<Suppressed>,
    pub blocked: Option<Suppressed>,
    /// Topics that it has opted out of.
    pub topics: Vec<TopicOut>,
}

/// Marketing consent and how it came about, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentView {
    pub state: ConsentTest,
    pub history: Vec<ConsentEntry>,
}

/// An entry of the consent ledger: the proof.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentEntry {
    pub at: Timestamp,
    pub given: bool,
    /// Where and how.
    pub basis: String,
    pub source: String,
    /// Name of the user who recorded it.
    pub user: Option<String>,
}

/// A contact's part in a program.
#[derive(Debug, Serialize, ToSchema)]
pub struct Membership {
    pub key: String,
    pub label: String,
    pub status: String,
    pub status_label: String,
    pub success: bool,
}

/// Whose deed an activity is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityNature {
    Contact,
    Ours,
    Rep,
}

/// An activity on a timeline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActivityView {
    /// Place in the ledger.
    pub number: i64,
    pub kind: String,
    pub label: String,
    pub nature: ActivityNature,
    pub asset: Option<String>,
    /// Label of the asset, email or program that `asset` names.
    pub asset_label: Option<String>,
    pub occurred_at: Timestamp,
    pub recorded_at: Timestamp,
    pub value: Option<Money>,
    #[schema(value_type = BTreeMap<String, Json>)]
    pub properties: BTreeMap<String, Json>,
    pub lead: Option<String>,
    pub live: bool,
    pub source: String,
    /// Whose it is, where it is not the contact's that was asked about: a colleague's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Reference>,
}

/// Which part of a timeline.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TimelineParams {
    /// Only these kinds, separated by commas.
    pub kind: Option<String>,
    /// Only what happened in this lead's cycle: what names it, and what names none and lies between its start and end.
    pub lead: Option<String>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

/// A contact to add. An address or an external id that is taken already is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    pub email: Option<String>,
    pub external_id: Option<String>,
    /// Values by field key, in their plain JSON form.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Json>)]
    pub fields: BTreeMap<String, Json>,
    pub relationship: Option<Relationship>,
    pub account: Option<String>,
    pub owner: Option<String>,
    /// Where consent to marketing mail was given; none is recorded when absent.
    pub consent_basis: Option<String>,
}

/// What to change of a contact; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactPatch {
    pub email: Option<String>,
    /// Further addresses to add.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// Values by field key; `null` clears.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Json>)]
    pub fields: BTreeMap<String, Json>,
    pub relationship: Option<Relationship>,
    pub account: Option<String>,
    pub owner: Option<String>,
}

/// The contact whose history this one takes over; its id stays valid as an alias.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeWith {
    pub contact: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentChange {
    pub given: bool,
    /// Where and how, as the proof to keep: "signed form, fair in Oslo".
    pub basis: String,
}

/// Which email to show as this contact would see it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PreviewParams {
    /// Key of an email.
    pub email: String,
}
