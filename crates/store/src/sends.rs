//! Sends: one row for one message to one recipient, written before the wire. Their states move in [`transition`].

pub use crate::claim::{claim, claim_only, operational_is_due, ours};
pub use crate::enqueue::add;
use crate::error::{Result, StoreError};
use crate::find::listed;
pub use crate::narrow::{Narrow, page};
use crate::open::Store;
pub use crate::recall::{Recall, due_again, recall};
pub use crate::release::{reclaim, release, release_expired};
pub use crate::restore::{keep_runs, last_token, open_claims, raise_numbers, restore};
use crate::sql::Columns;
pub use crate::transition::{Finish, Handing, Recorded, record};
pub use crate::waiting::{
    Waiting, Waits, handed_by_email, handed_since, judge, verdicts, waiting, waiting_for_domains,
};
use model::{ContactId, SendId, Timestamp, WorkspaceId};
use sqlx::any::AnyRow;

#[cfg(doc)]
use crate::transition;

/// Why a second send of one occurrence to one address was held.
pub const DUPLICATE: &str = "duplicate_address";

/// Where a send stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SendState {
    Queued,
    /// Claimed by a worker; nothing has reached the wire.
    Leased,
    /// The final dot may have been written.
    Handing,
    Sent,
    /// To be tried again when due.
    Deferred,
    Failed,
    /// The gate said no; final.
    Held,
    /// In doubt after a crash; marketing mail is not sent again.
    Unknown,
}

impl SendState {
    pub const ALL: [SendState; 8] = [
        SendState::Queued,
        SendState::Leased,
        SendState::Handing,
        SendState::Sent,
        SendState::Deferred,
        SendState::Failed,
        SendState::Held,
        SendState::Unknown,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            SendState::Queued => "queued",
            SendState::Leased => "leased",
            SendState::Handing => "handing",
            SendState::Sent => "sent",
            SendState::Deferred => "deferred",
            SendState::Failed => "failed",
            SendState::Held => "held",
            SendState::Unknown => "unknown",
        }
    }

    pub fn parse(text: &str) -> Option<SendState> {
        SendState::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether something is still to happen.
    pub fn is_open(self) -> bool {
        matches!(self, SendState::Queued | SendState::Leased | SendState::Handing | SendState::Deferred)
    }
}

/// A send to add. A second one of the same occurrence and contact is not added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSend {
    pub run: Option<i64>,
    pub program: Option<String>,
    /// What it is one of: `run:7`, or the step of a trigger and what set it off. At most one send for each contact
    /// and, for marketing, for each address.
    pub occurrence: String,
    pub contact: ContactId,
    /// Normal form; empty when the contact has none, and then it must be held.
    pub address: String,
    pub email: String,
    pub email_version: i32,
    pub operational: bool,
    /// What else composing needs (step, asset, sender), as JSON text.
    pub details: String,
    pub due_at: Timestamp,
    /// Recorded as held with this reason from the start, so that nobody is silently skipped.
    pub held: Option<String>,
}

/// A send as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Send {
    pub id: SendId,
    pub run: Option<i64>,
    pub program: Option<String>,
    pub occurrence: String,
    pub contact: ContactId,
    pub address: String,
    pub email: String,
    pub email_version: i32,
    pub operational: bool,
    pub details: String,
    pub state: SendState,
    pub due_at: Timestamp,
    pub attempt: i64,
    /// The fencing token of the last claim.
    pub token: i64,
    pub message_id: Option<String>,
    pub reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub handed_at: Option<Timestamp>,
    /// Key of the way out that it was handed to.
    pub way: Option<String>,
}

pub(crate) const COLUMNS: &str = "id, run_id, program, occurrence, contact_id, address, email, email_version, \
                                  operational, details, state, due_at, attempt, token, message_id, reason, \
                                  created_at, updated_at, handed_at, way";

/// The sends of these ids, in their order; those that do not exist are absent.
pub async fn by_ids(store: &Store, workspace: WorkspaceId, ids: &[SendId]) -> Result<Vec<Send>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = format!("SELECT {COLUMNS} FROM send WHERE workspace = $1 AND id IN ({{list}})");
    let mut found = std::collections::HashMap::new();
    for row in listed(store, workspace, &sql, &numbers).await? {
        let send = read(&row)?;
        found.insert(send.id, send);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Whom the sends of these ids were made for, but for those whose contacts have been erased.
pub async fn contacts(store: &Store, workspace: WorkspaceId, ids: &[SendId]) -> Result<Vec<(SendId, ContactId)>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = "SELECT id, contact_id FROM send WHERE workspace = $1 AND address <> '' AND id IN ({list})";
    let rows = listed(store, workspace, sql, &numbers).await?;
    rows.iter().map(|row| Ok((SendId(row.int("id")?), ContactId(row.int("contact_id")?)))).collect()
}

pub(crate) fn read(row: &AnyRow) -> Result<Send> {
    Ok(Send {
        id: SendId(row.int("id")?),
        run: row.opt_int("run_id")?,
        program: row.opt_text("program")?,
        occurrence: row.text("occurrence")?,
        contact: ContactId(row.int("contact_id")?),
        address: row.text("address")?,
        email: row.text("email")?,
        email_version: i32::try_from(row.int("email_version")?).map_err(|e| StoreError::corrupt("a send", e))?,
        operational: row.flag("operational")?,
        details: row.text("details")?,
        state: row.word("state", SendState::parse)?,
        due_at: row.at("due_at")?,
        attempt: row.int("attempt")?,
        token: row.int("token")?,
        message_id: row.opt_text("message_id")?,
        reason: row.opt_text("reason")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
        handed_at: row.opt_at("handed_at")?,
        way: row.opt_text("way")?,
    })
}
