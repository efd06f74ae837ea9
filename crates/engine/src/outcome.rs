//! What became of an envelope: kept by its message id, so that the same message again gets the same answer.

use serde::{Deserialize, Serialize};

/// The answer to one envelope.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// The record that it made or touched, in its text form (`con_…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// Whether it made the record.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub created: bool,
    /// Why it had no effect, with the remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
}

/// Why an envelope had no effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The place in the input: `contact.email`, `lead`.
    pub field: String,
    pub message: String,
}

impl Refused {
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Refused {
        Refused { field: field.into(), message: message.into() }
    }
}

impl Outcome {
    pub fn touched(record: impl std::fmt::Display) -> Outcome {
        Outcome { record: Some(record.to_string()), ..Outcome::default() }
    }

    pub fn made(record: impl std::fmt::Display) -> Outcome {
        Outcome { record: Some(record.to_string()), created: true, refused: None }
    }

    pub fn refused(refused: Refused) -> Outcome {
        Outcome { refused: Some(refused), ..Outcome::default() }
    }
}
