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

/// A mail to a user about something that has happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub to: UserId,
    pub subject: String,
    pub text: String,
    /// Where in the product it can be seen.
    pub page: String,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<Worn>,
}

/// The variant that a message was made as. What is empty is as the email has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Worn {
    pub key: String,
    /// It had won already when the message was made, so that the message says nothing about it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub won: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_address: String,
}

impl Worn {
    pub fn of(variant: &model::definition::Variant, won: bool) -> Worn {
        Worn {
            key: variant.key.clone(),
            won,
            subject: variant.subject.clone(),
            from_name: variant.from_name.clone(),
            from_address: variant.from_address.clone(),
        }
    }

    /// The email as this variant has it. Its subject stands for the email's own: readers of other languages keep theirs,
    /// which say the same to them in every variant.
    pub fn on(&self, email: &model::definition::Email) -> model::definition::Email {
        let or = |own: &String, other: &String| if own.trim().is_empty() { other.clone() } else { own.clone() };
        model::definition::Email {
            subject: or(&self.subject, &email.subject),
            from_name: or(&self.from_name, &email.from_name),
            from_address: or(&self.from_address, &email.from_address),
            ..email.clone()
        }
    }
}

/// Kinds of work, as the rows name them.
pub const STEP: &str = "program_step";
pub const ALERT: &str = "alert";
pub const NOTICE: &str = "notice";

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

impl Notice {
    pub(crate) fn at(&self, run_at: Timestamp, occasion: &str) -> NewWork {
        row(NOTICE, self, run_at, format!("{}:{occasion}", self.to))
    }
}

fn row(kind: &str, payload: &impl Serialize, run_at: Timestamp, dedupe: String) -> NewWork {
    let payload = serde_json::to_string(payload).unwrap_or_default();
    NewWork { kind: kind.to_string(), dedupe: Some(dedupe), payload, run_at }
}
