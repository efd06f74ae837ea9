//! What an import is told besides its mapping: where the rows come from and what becomes of the contacts.

use crate::Limits;
use hygiene::Problem;
use hygiene::header::Table;
use model::{Timestamp, UserId};
use std::collections::BTreeMap;

/// What an import is told besides its mapping.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where the rows come from ("Fair Oslo 2026"). Part of every message id; the source of leads without their own.
    pub source: String,
    /// Key of a static list that contacts (of leads: theirs) join.
    pub list: Option<String>,
    /// Key of a program that contacts join.
    pub program: Option<String>,
    /// Where contacts consented to marketing mail; nothing is recorded when absent.
    pub consent_basis: Option<String>,
    /// Facts of the past: they update state and cause nothing. True for imports.
    pub historical: bool,
    /// Reads, checks and reports; hands nothing over.
    pub dry_run: bool,
    /// Raised by the caller when another import of the same source and object was applied since this file was last
    /// brought, so that going back to an older file is not taken for a repetition. 0 otherwise.
    pub generation: u64,
    /// Users by e-mail address in lower case.
    pub owners: BTreeMap<String, UserId>,
    /// Keys of the lifecycle's stages, by key and by label as slugs. Empty: any stage is taken as it comes.
    pub stages: BTreeMap<String, String>,
    pub now: Timestamp,
    pub user: Option<UserId>,
    /// Rows that were handed over before a crash.
    pub resume_after: u64,
    pub limits: Limits,
}

impl Options {
    /// What keeps an import of this table from starting.
    pub(crate) fn problems(&self, table: Table) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.source.trim().is_empty() {
            problems.push(Problem::new(
                "the import has no source",
                "say where the rows come from, as in \"Fair Oslo 2026\"",
            ));
        }
        let only = [("list", &self.list), ("program", &self.program), ("consent basis", &self.consent_basis)];
        let people = matches!(table, Table::Contacts | Table::Leads);
        for (what, _) in only.iter().filter(|(_, given)| given.is_some() && !people) {
            let reason = format!("{} cannot have a {what}", table.as_str());
            problems.push(Problem::new(reason, "give it with an import of contacts or leads"));
        }
        problems
    }
}
