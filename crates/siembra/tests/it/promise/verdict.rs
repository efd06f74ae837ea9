//! What came of a proof, in figures and in a line.

use std::collections::BTreeMap;

/// What was found to be wrong, and how many sends ended how.
#[derive(Default)]
pub struct Verdict {
    pub wrong: Vec<String>,
    pub states: BTreeMap<&'static str, usize>,
    /// Messages that the mail server took more than once.
    pub copies: usize,
    /// How many of these were found to be wrong: nobody may be missing, get marketing mail twice, be said to have what
    /// never arrived, or be counted otherwise than the rows are.
    pub found: BTreeMap<&'static str, usize>,
}

pub const MISSING: &str = "missing";
pub const TWICE: &str = "marketing mail twice";
pub const NEVER_ARRIVED: &str = "sent, and not in the ledger";
pub const MISCOUNTED: &str = "figures other than a recount";

impl Verdict {
    /// In a line.
    pub fn told(&self) -> String {
        let found = [MISSING, TWICE, NEVER_ARRIVED, MISCOUNTED];
        let found: Vec<String> =
            found.map(|what| format!("{what}: {}", self.found.get(what).unwrap_or(&0))).into_iter().collect();
        let word = if self.wrong.is_empty() { "HOLDS" } else { "BROKEN" };
        format!("{word}: {}, operational copies: {}; {:?}", found.join(", "), self.copies, self.states)
    }
}
