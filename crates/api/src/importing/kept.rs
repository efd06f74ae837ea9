//! What the store keeps of an import as JSON text, and the files beside the upload.

use crate::problem::Problem;
use crate::views::import::ImportStart;
use import::{Proposal, Table};
use model::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use store::imports::{ACTIVITIES, Import};

/// An import with its texts read.
pub struct Kept {
    pub import: Import,
    /// Mapping and questions included.
    pub proposal: Proposal,
    pub settled: Settled,
}

/// What is settled about an import besides its mapping.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Settled {
    pub start: ImportStart,
    /// SHA-256 of the file: the same file again changes nothing.
    pub file: String,
    /// See `import::Options::generation`.
    pub generation: u64,
    /// What was applied before this had come before.
    #[serde(default)]
    pub started_at: Option<Timestamp>,
}

impl Kept {
    pub fn of(import: Import) -> Result<Kept, Problem> {
        let proposal = serde_json::from_str(&import.mapping).map_err(Problem::internal)?;
        let settled = serde_json::from_str(&import.options).map_err(Problem::internal)?;
        Ok(Kept { import, proposal, settled })
    }

    pub fn table(&self) -> Table {
        self.proposal.mapping.object
    }
}

/// The name of a table in the store: that of its records, or of activities.
pub fn object_of(table: Table) -> &'static str {
    table.object().map_or(ACTIVITIES, model::Object::as_str)
}

/// Where rejected rows and warnings lie.
pub fn reports(file: &str) -> (PathBuf, PathBuf) {
    let beside = |name: &str| Path::new(&format!("{file}.{name}.csv")).to_path_buf();
    (beside("rejected"), beside("warnings"))
}
