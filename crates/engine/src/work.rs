//! Payloads of the work that rules leave behind: kept as JSON in work rows, done later by `schedule`.

use model::*;
use serde::{Deserialize, Serialize};
use store::work::NewWork;

/// A contact goes on with a trigger program after a wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepDue {
    pub program: String,
    pub version: i32,
    pub step: u32,
    pub contact: ContactId,
}

/// A mail to a user about a contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    pub to: UserId,
    pub contact: ContactId,
    pub text: String,
}

/// What composing a send needs besides its row: kept as JSON in the row's details.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendDetails {
    /// The content that the email offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<String>,
    /// The user in whose name it is sent; the email's own sender when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<UserId>,
}

/// Kinds of work, as the rows name them.
pub const STEP: &str = "program_step";
pub const ALERT: &str = "alert";

impl StepDue {
    /// `occasion` makes it unique: the same wait of the same contact is one row.
    pub(crate) fn at(&self, run_at: Timestamp, occasion: &str) -> NewWork {
        row(STEP, self, run_at, format!("{}:{}:{}:{occasion}", self.program, self.step, self.contact))
    }
}

impl Alert {
    pub(crate) fn at(&self, run_at: Timestamp, occasion: &str) -> NewWork {
        row(ALERT, self, run_at, format!("{}:{}:{occasion}", self.to, self.contact))
    }
}

fn row(kind: &str, payload: &impl Serialize, run_at: Timestamp, dedupe: String) -> NewWork {
    let payload = serde_json::to_string(payload).unwrap_or_default();
    NewWork { kind: kind.to_string(), dedupe: Some(dedupe), payload, run_at }
}
