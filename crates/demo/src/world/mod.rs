//! A world as it stands in its files: nine tables of a simulated company, read and checked row by row.
//!
//! Nothing is dropped in silence: each table counts its rows read, kept and passed over, with the reason, and names the
//! columns that are not used. What a row means for the product is `script`.

mod read;
mod rows;
mod table;
mod tables;

pub use read::Counts;
pub use rows::*;

use bytes::Bytes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use table::Table;

/// A file of a world that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct WorldError {
    pub file: String,
    pub message: String,
}

/// The tables of a world, their references checked.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub accounts: Vec<AccountRow>,
    pub contacts: Vec<ContactRow>,
    pub leads: Vec<LeadRow>,
    pub touches: Vec<TouchRow>,
    pub sessions: Vec<SessionRow>,
    pub sales: Vec<SalesRow>,
    pub opportunities: Vec<OpportunityRow>,
    pub customers: Vec<CustomerRow>,
    /// Plan and day by customer.
    pub plans: BTreeMap<String, PlanRow>,
    /// By table, in the order in which they are read.
    pub counts: Vec<Counts>,
}

const TABLES: [&str; 9] = [
    "accounts",
    "contacts",
    "leads",
    "touches",
    "sessions",
    "sales_activities",
    "opportunities",
    "customers",
    "subscriptions",
];

#[derive(rust_embed::Embed)]
#[folder = "../../demo/world/"]
struct Sample;

impl World {
    /// Reads a folder with one CSV or Parquet file a table (Parquet wins when both are there).
    pub fn read(folder: &Path) -> Result<World, WorldError> {
        let nested = folder.join("tables");
        let folder = if !folder.join("leads.csv").exists() && nested.is_dir() { &nested } else { folder };
        let mut tables = Vec::new();
        for name in TABLES {
            let found = [".parquet", ".csv"].map(|ending| format!("{name}{ending}"));
            let path = found.iter().map(|file| folder.join(file)).find(|path| path.exists());
            tables.push(open(path.ok_or_else(|| WorldError {
                file: folder.display().to_string(),
                message: format!("has no {name}.parquet or {name}.csv; a world is a folder with {}", TABLES.join(", ")),
            })?)?);
        }
        tables::world(&tables)
    }

    /// The demo world that the binary carries.
    pub fn sample() -> Result<World, WorldError> {
        let table = |name: &str| {
            let file = format!("{name}.parquet");
            let missing = || WorldError { file: file.clone(), message: "is not in this build".into() };
            let data = Sample::get(&file).ok_or_else(missing)?.data;
            Table::read(&file, Bytes::from(data.into_owned()))
        };
        tables::world(&TABLES.into_iter().map(table).collect::<Result<Vec<_>, _>>()?)
    }
}

fn open(path: PathBuf) -> Result<Table, WorldError> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |message: String| WorldError { file: path.display().to_string(), message };
    let size = std::fs::metadata(&path).map_err(|e| refused(e.to_string()))?.len();
    if size > table::MAX_FILE {
        return Err(refused(format!("{size} bytes; a table has at most {}", table::MAX_FILE)));
    }
    let bytes = std::fs::read(&path).map_err(|e| refused(e.to_string()))?;
    Table::read(&file, Bytes::from(bytes))
}
