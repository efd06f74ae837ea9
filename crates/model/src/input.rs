//! Inputs: everything that enters through the one door, before it is applied. A row of the intake is a batch of these.

mod event;

use crate::address::SuppressionKind;
use crate::record::{HandoverState, LeadOutcome, OpportunityOutcome};
use crate::*;
pub use event::{Call, Event};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most envelopes in one intake row.
pub const MAX_BATCH: usize = 1_000;
/// Rules that set off rules stop here; what would go deeper is parked.
pub const MAX_DEPTH: u8 = 8;

/// An input with its origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// The sender's id for it: the same id again has no effect. At most 100 bytes.
    pub message_id: String,
    /// `web`, `import`, `mail`, `api`, `rules`, `demo` …
    pub source: String,
    /// Historical facts update state and never cause an effect on the world.
    pub historical: bool,
    /// What set it off, when a rule did.
    pub cause: Option<String>,
    pub depth: u8,
    pub received_at: Timestamp,
    /// Who did it, when a signed-in user did.
    pub user: Option<UserId>,
    pub input: Input,
}

/// What may enter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Input {
    /// A call of the Segment tracking spec.
    Event(Event),
    Contact(ContactPut),
    Account(AccountPut),
    Lead(LeadPut),
    Opportunity(OpportunityPut),
    Activity(ActivityPut),
    /// A static list gains or loses a contact.
    List {
        list: String,
        contact: Key,
        member: bool,
    },
    Consent {
        contact: Key,
        given: bool,
        basis: String,
    },
    Suppress {
        address: String,
        kind: SuppressionKind,
        reason: String,
    },
    /// Lifts an opt-out, an invalid mark or a block.
    Unsuppress {
        address: String,
        kind: SuppressionKind,
        reason: String,
    },
    /// An address opts out of a topic, or receives it again.
    Topic {
        address: String,
        topic: String,
        receives: bool,
        reason: String,
    },
    /// Sales answers a handed-over lead.
    Decision {
        lead: LeadId,
        state: HandoverState,
        /// One of those that the settings offer; needed to reject and to recycle.
        reason: Option<String>,
        #[serde(default)]
        note: Option<String>,
    },
    /// An AQL that nobody holds goes to sales now.
    HandOver {
        lead: LeadId,
    },
    /// A trigger program goes on with a contact at this step, after a wait.
    Resume {
        program: String,
        version: i32,
        step: u32,
        contact: ContactId,
    },
    /// What became of a send; the activity's own kind says which.
    Outcome {
        send: SendId,
        activity: ActivityPut,
    },
    /// A definition is in force from here on (or no longer, when archived). The body is what `store` published.
    Definition {
        kind: DefinitionKind,
        key: String,
        version: i32,
    },
    /// A program member's status.
    Member {
        program: String,
        contact: Key,
        status: String,
    },
    Merge {
        winner: ContactId,
        loser: ContactId,
    },
    Erase {
        contact: ContactId,
    },
    /// Time has passed.
    Tick,
}

/// How an input names a contact, account, lead or opportunity: the first that is given is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Key {
    /// Our own number.
    pub id: Option<i64>,
    /// The key in the system of origin.
    pub external_id: Option<String>,
    /// Contacts only, normal form.
    pub email: Option<String>,
    /// Visitors only.
    pub anonymous_id: Option<String>,
    /// Accounts only, lower case, without `www.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Accounts only: the name as written; it is matched by its normal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Key {
    pub fn id(id: i64) -> Key {
        Key { id: Some(id), ..Key::default() }
    }
    pub fn external(id: impl Into<String>) -> Key {
        Key { external_id: Some(id.into()), ..Key::default() }
    }
    pub fn email(email: impl Into<String>) -> Key {
        Key { email: Some(email.into()), ..Key::default() }
    }
    pub fn is_empty(&self) -> bool {
        *self == Key::default()
    }
}

/// Values to write: `None` clears. Keys that are absent stay as they are.
pub type FieldPuts = BTreeMap<String, Option<Value>>;

/// Creates or updates a contact. The key is matched first by id, then external id, then e-mail address.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ContactPut {
    pub key: Key,
    pub account: Option<Key>,
    pub relationship: Option<Relationship>,
    pub owner: Option<UserId>,
    /// Further addresses, normal form.
    pub addresses: Vec<String>,
    pub fields: FieldPuts,
    /// Static list to join.
    pub list: Option<String>,
    /// Program to join and its first status; becomes the acquisition program of a new contact.
    pub program: Option<String>,
    /// Consent basis declared by the source ("web form", "existing customer" …): consent is recorded as given.
    pub consent_basis: Option<String>,
    pub created_at: Option<Timestamp>,
    /// Refuse to create: update only.
    pub update_only: bool,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AccountPut {
    pub key: Key,
    pub relationship: Option<Relationship>,
    pub owner: Option<UserId>,
    /// `Some(None)` clears a named tier.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub named_tier: Option<Option<Tier>>,
    pub fields: FieldPuts,
    pub created_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LeadPut {
    pub key: Key,
    pub contact: Key,
    pub source: Option<String>,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub outcome: Option<LeadOutcome>,
    pub owner: Option<UserId>,
    /// A stage set by hand or by the source; rules set their own.
    pub stage: Option<String>,
    pub fields: FieldPuts,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpportunityPut {
    pub key: Key,
    pub account: Option<Key>,
    pub lead: Option<Key>,
    pub amount: Option<Money>,
    pub outcome: Option<OpportunityOutcome>,
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// Contacts with their role; the first is primary.
    pub roles: Vec<(Key, String)>,
    pub fields: FieldPuts,
}

/// An activity to record for a contact (or for a lead, whose contact it is).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivityPut {
    pub contact: Key,
    pub lead: Option<Key>,
    pub kind: String,
    pub asset: Option<String>,
    pub at: Timestamp,
    pub value: Option<Money>,
    pub properties: BTreeMap<String, Value>,
}

/// Keeps "clear it" apart from "leave it as it is", which are both empty in the packed form otherwise.
fn given<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(d).map(Some)
}

/// Packs the envelopes of one intake row.
pub fn pack(envelopes: &[Envelope]) -> Result<Vec<u8>, rmp_serde::encode::Error> {
    rmp_serde::to_vec_named(envelopes)
}

/// Unpacks an intake row.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Envelope>, rmp_serde::decode::Error> {
    rmp_serde::from_slice(bytes)
}

#[cfg(test)]
mod tests;
