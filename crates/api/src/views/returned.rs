//! Mail that came back: what was read in it, and what followed.

use model::Timestamp;
use model::address::SuppressionKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// For whom a message was handed over.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ReturnedParams {
    /// The address that the mail server took it for (RCPT TO), where it tells.
    pub to: Option<String>,
}

/// A message that has just come back.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnedMessage {
    /// `bounce`, `delayed`, `delivered`, `complaint`, `unsubscribe`, `auto_reply` or `not_for_us`.
    pub kind: String,
    /// The verdict: `hard_user`, `disabled`, `hard_domain`, `soft_mailbox`, `soft_transient`, `block`, `content` or
    /// `unknown`.
    pub category: String,
    /// The send that it is about; absent when nothing in it was signed by us, and then nothing follows from it.
    pub send: Option<String>,
    /// The address is given up, or gets no more marketing mail.
    pub suppressed: bool,
    pub recipients: Vec<ReturnedRecipient>,
}

/// A recipient of whom a message speaks.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnedRecipient {
    pub address: String,
    /// `failed`, `delayed` or `delivered`.
    pub action: String,
    pub category: String,
    /// The reporting server tries no more.
    pub permanent: bool,
    /// An enhanced status code, as 5.1.1.
    pub status: Option<String>,
    /// The server's words.
    pub diagnostic: String,
}

/// A message that came back, as it is kept. The message itself is at `/mail/returned/{id}`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnedRow {
    pub id: String,
    pub at: Timestamp,
    pub kind: String,
    pub category: String,
    pub send: Option<String>,
    /// Empty when it names none.
    pub recipient: String,
    pub status: String,
    pub diagnostic: String,
    /// What it brought upon the address: `invalid` (given up) or `opt_out`.
    pub followed: Option<SuppressionKind>,
    /// That still holds.
    pub holds: bool,
    /// Of a complaint, which nobody lifts.
    pub lasting: bool,
}

/// Which messages that came back.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ReturnedSearch {
    /// Begins the recipient's address.
    pub q: Option<String>,
    /// `bounce`, `delayed`, `delivered`, `complaint`, `unsubscribe`, `auto_reply` or `not_for_us`.
    pub kind: Option<String>,
    pub category: Option<String>,
    /// Only what something followed from for the address.
    #[serde(default)]
    pub followed: bool,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

/// Suppressions that were wrong.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnedUndo {
    /// Messages that came back, 1 to 500.
    pub ids: Vec<String>,
    /// 1 to 200 characters, kept on the contacts' timelines and in the audit trail.
    pub reason: String,
}

/// What was undone.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnedUndone {
    /// Addresses that get mail again.
    pub lifted: Vec<String>,
    /// Of the messages, those from which nothing follows any more, and complaints.
    pub left: u64,
}
