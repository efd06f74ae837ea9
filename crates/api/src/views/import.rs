//! Imports: what was found in a file, what is to become of it, and what came of it.

use model::{FieldType, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportObject {
    Contacts,
    Accounts,
    Leads,
    Opportunities,
    Activities,
}

/// The upload: `multipart/form-data`.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "describes the form for the document; the handler reads it part by part")]
pub struct ImportForm {
    pub object: ImportObject,
    /// CSV or Parquet, at most 512 MB.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// The mapping may still be changed.
    Mapping,
    Running,
    Finished,
    Failed,
}

/// An import with what was found, asked and done.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportView {
    pub id: String,
    pub object: ImportObject,
    pub file_name: String,
    /// Bytes.
    pub size: u64,
    pub state: ImportState,
    pub created_at: Timestamp,
    pub created_by: Option<String>,
    pub mapping: ImportMapping,
    /// First rows as read with the mapping.
    pub preview: Vec<Vec<String>>,
    /// What must be answered before the import can start.
    pub questions: Vec<ImportQuestion>,
    /// Fields that a column may be mapped to.
    pub fields: Vec<ImportField>,
    pub progress: ImportProgress,
    /// Why it failed, with the place and the remedy.
    pub error: Option<String>,
}

/// How a file is read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportMapping {
    /// `utf-8`, `windows-1252` …; empty for Parquet.
    #[serde(default)]
    pub encoding: String,
    /// `,`, `;`, tab or `|`; empty for Parquet.
    #[serde(default)]
    pub delimiter: String,
    pub columns: Vec<ImportColumn>,
}

/// A column of the file and where its values go.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportColumn {
    /// As in the file's header.
    pub name: String,
    /// Key of the field; nothing is taken from the column when absent.
    #[serde(default)]
    pub field: Option<String>,
    #[serde(default, rename = "type")]
    pub field_type: Option<FieldType>,
    /// `yyyy-mm-dd`, `dd/mm/yyyy`, `mm/dd/yyyy` …
    #[serde(default)]
    pub date_format: Option<String>,
    /// `.` or `,`.
    #[serde(default)]
    pub decimal_mark: Option<String>,
    /// Values are multiplied by it: 1000 for "in thousands".
    #[serde(default)]
    pub unit: Option<f64>,
    /// ISO 4217 code of amounts without one.
    #[serde(default)]
    pub currency: Option<String>,
    /// Shown only.
    #[serde(default)]
    pub samples: Vec<String>,
}

/// Something that cannot be told from the file and is never guessed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportQuestion {
    pub column: String,
    /// The part of the column's mapping that answers it: `date_format`, `decimal_mark`, `currency`, `field`.
    pub about: String,
    pub text: String,
    pub choices: Vec<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportField {
    pub key: String,
    pub label: String,
    #[serde(rename = "type")]
    pub field_type: FieldType,
}

/// How far an import is. A dry run fills the same figures.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ImportProgress {
    /// Data rows in the file, once known.
    pub rows: Option<u64>,
    pub read: u64,
    pub accepted: u64,
    pub rejected: u64,
    pub warnings: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    /// Reasons of rejection with their counts.
    pub reasons: BTreeMap<String, u64>,
    pub dry_run: bool,
}

/// Where the rows come from and what becomes of the contacts.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportStart {
    /// Source of the contacts or leads: "Fair Oslo 2026".
    pub source: String,
    /// Key of a list to join.
    pub list: Option<String>,
    /// Key of a program to join.
    pub program: Option<String>,
    /// Where consent to marketing mail was given; none is recorded when absent.
    pub consent_basis: Option<String>,
}
