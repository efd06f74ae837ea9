//! How far a run is: figures for a progress bar and for the summary at the end.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Different reasons that are counted by themselves.
const REASONS: usize = 50;

/// How far a run is, and in the end what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    pub total_rows: u64,
    /// Bytes read.
    pub bytes: u64,
    pub total_bytes: u64,
    /// Rows that became inputs.
    pub accepted: u64,
    pub rejected: u64,
    /// Rows that repeat an earlier row of the file and were passed over.
    pub repeated: u64,
    /// Lines of the report of warnings.
    pub warnings: u64,
    /// Rows with a name whose capitals were put right.
    pub tidied: u64,
    /// Reasons of rejection with their rows; quoted values are left out.
    pub reasons: BTreeMap<String, u64>,
}

impl Progress {
    pub(crate) fn count_rejected(&mut self, reason: &str) {
        self.rejected += 1;
        let reason = without_values(reason);
        if self.reasons.contains_key(&reason) || self.reasons.len() < REASONS {
            *self.reasons.entry(reason).or_default() += 1;
        }
    }
}

/// A reason without the values that it quotes, so that like reasons count together.
fn without_values(reason: &str) -> String {
    let mut out = String::new();
    for (at, part) in reason.split('"').enumerate() {
        out.push_str(if at % 2 == 0 { part } else { "…" });
    }
    out
}
