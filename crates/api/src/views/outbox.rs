//! Captured mail and the sends.

use super::program::ReasonCount;
use super::shared::Reference;
use model::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// A captured message in the list, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxRow {
    pub id: String,
    pub to: String,
    pub from: String,
    pub subject: String,
    pub at: Timestamp,
    /// The send that it belongs to; tests and alerts have none.
    pub send: Option<String>,
}

/// A captured message as its recipient would see it. The HTML part is at `/outbox/{id}/html`.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxMessage {
    #[serde(flatten)]
    pub row: OutboxRow,
    pub headers: Vec<MailHeader>,
    pub text: String,
    pub has_html: bool,
    /// Files that go with it. They are at `/outbox/{id}/attachments/{place}`, counted from 0.
    pub attachments: Vec<MailAttachment>,
    /// Bytes of the whole message.
    pub size: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MailAttachment {
    pub name: String,
    /// Bytes.
    pub size: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MailHeader {
    pub name: String,
    pub value: String,
}

/// Which sends.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SendParams {
    /// Key of a program.
    pub program: Option<String>,
    /// Key of an email.
    pub email: Option<String>,
    /// Id of a contact.
    pub contact: Option<String>,
    /// Id of a run of a program.
    pub run: Option<String>,
    /// Held back or failed for this reason, word for word as `reasons` has it. Goes with `run` or `program`.
    pub reason: Option<String>,
    /// `queued`, `leased`, `handing`, `sent`, `deferred`, `failed`, `unknown` or `held`.
    pub state: Option<String>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

/// Sends, the latest first, and how many stand in each state.
#[derive(Debug, Serialize, ToSchema)]
pub struct SendPage {
    pub items: Vec<SendRow>,
    pub next: Option<String>,
    pub total: u64,
    /// Whatever `state` is.
    pub states: BTreeMap<String, u64>,
    /// Why sends of the run or program were held back or failed, whatever `state` and `reason` are: the 50 most
    /// frequent reasons, on the first page. Empty where neither is given.
    pub reasons: Vec<ReasonCount>,
}

/// One message to one recipient.
#[derive(Debug, Serialize, ToSchema)]
pub struct SendRow {
    pub id: String,
    pub contact: Option<Reference>,
    pub address: String,
    pub email: String,
    pub email_label: String,
    pub program: Option<String>,
    pub program_label: Option<String>,
    pub state: String,
    /// Why it was held back or failed.
    pub reason: Option<String>,
    /// Key of the way out that it was handed to.
    pub way: Option<String>,
    /// What it is called; the key where there is no such way any more.
    pub way_label: Option<String>,
    pub created_at: Timestamp,
    pub done_at: Option<Timestamp>,
}
