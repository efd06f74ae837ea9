//! Is this data right: normal forms, validation, detection and matching.
//!
//! Everything here is a function of its arguments: text in, value or [`Problem`] out. Nothing here reads a file (that is
//! `import`), remembers a record (that is `store`) or decides what a record is worth (that is `rules`).

pub mod account;
pub mod cell;
pub mod column;
pub mod company;
pub mod country;
pub mod currency;
pub mod date;
pub mod delimiter;
pub mod email;
mod email_domains;
pub mod encoding;
pub mod formula;
pub mod header;
mod month;
pub mod name;
pub mod number;
pub mod phone;
pub mod placeholder;
mod synonyms;
pub mod text;
mod time;
pub mod typed;
pub mod url;
pub mod votes;
pub mod words;

pub use cell::{ColumnRule, parse_cell, parse_cell_in};
pub use column::{ColumnProfile, ColumnSummary};
pub use date::DateFormat;
pub use number::DecimalMark;

use serde::{Deserialize, Serialize};

/// Why a text is not what it should be, and what to do about it. Both are sentences without a full stop, to be shown to
/// the person who brought the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Problem {
    pub reason: String,
    pub remedy: String,
}

impl Problem {
    pub fn new(reason: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem { reason: reason.into(), remedy: remedy.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.reason, self.remedy)
    }
}

impl std::error::Error for Problem {}

/// A text as it is quoted in a message: at most 60 characters.
pub fn shown(text: &str) -> String {
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("\"{cut}\"")
}
