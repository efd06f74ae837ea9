//! The change log: what every transaction altered that rules can see, in commit order without gaps. It is the only
//! feed of the audience image.

use crate::*;
use serde::{Deserialize, Serialize};

/// One transaction of the applier.
///
/// In the database the activities are not repeated in the change row: it names the range of ledger numbers that it
/// added, and the reader fills `activities` from the ledger, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeBatch {
    /// 1, 2, 3 … per workspace.
    pub seq: i64,
    /// The `now` that the transaction was decided with (`evaluated_to`): never earlier than the one before.
    pub now: Timestamp,
    pub changes: Vec<Change>,
    /// First and last ledger number added.
    pub ledger: Option<(i64, i64)>,
    #[serde(skip)]
    pub activities: Vec<Activity>,
}

/// One alteration. Records are given whole, as they stand after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Change {
    Contact(Contact),
    Account(Account),
    Lead(Lead),
    Opportunity(Opportunity),
    Visitor(Visitor),
    /// A visitor's earlier activities (ledger numbers, rising) now belong to a contact.
    Joined {
        contact: ContactId,
        numbers: Vec<i64>,
    },
    /// The loser's activities, leads and memberships are the winner's; its id is an alias for ever.
    Merged {
        winner: ContactId,
        loser: ContactId,
    },
    Erased {
        contact: ContactId,
    },
    List {
        list: String,
        contact: ContactId,
        member: bool,
    },
    Member {
        program: String,
        contact: ContactId,
        status: String,
        at: Timestamp,
    },
    Consent {
        contact: ContactId,
        given: bool,
    },
    /// A definition in force; `None` when archived. The body is its JSON text.
    Definition {
        kind: DefinitionKind,
        key: String,
        version: i32,
        body: Option<String>,
    },
    /// Contacts entered or left a published segment.
    Segment {
        segment: String,
        entered: Vec<ContactId>,
        left: Vec<ContactId>,
    },
    /// Scores that changed.
    Scores(Vec<(ContactId, Scores)>),
    /// When each of these programs last did something for these contacts (trigger: fired; nurture: cast).
    Acted {
        program: String,
        contact: ContactId,
        at: Timestamp,
    },
    /// A contact's place in a nurture program.
    Nurture {
        program: String,
        contact: ContactId,
        place: NurturePlace,
    },
}

/// The three parts of a contact's score. Pure: a function of records, activities, the model and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Scores {
    pub behaviour: i32,
    pub fit: i32,
    pub account: i32,
}

impl Scores {
    pub fn total(&self) -> i32 {
        self.behaviour + self.fit + self.account
    }
}

/// Where a contact stands in a nurture program. Latched: depth has hysteresis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NurturePlace {
    pub category: String,
    pub depth: definition::Depth,
    /// Nothing left to send.
    pub exhausted: bool,
    /// When the contact is next looked at.
    pub next_at: Timestamp,
}

impl ChangeBatch {
    /// The bytes of the database row (without `activities`).
    pub fn pack(&self) -> Result<Vec<u8>, rmp_serde::encode::Error> {
        rmp_serde::to_vec_named(self)
    }

    pub fn unpack(bytes: &[u8]) -> Result<ChangeBatch, rmp_serde::decode::Error> {
        rmp_serde::from_slice(bytes)
    }
}
