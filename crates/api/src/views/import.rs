//! Imports: what was found in a file, what is to become of it, and what came of it. The mapping's shape is `import`'s.

use import::mapping::Mapping;
use import::{Table, TargetInfo};
use model::{FieldType, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// The upload: `multipart/form-data`.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "describes the form for the document; the handler reads it part by part")]
pub struct ImportForm {
    pub object: Table,
    /// `utf-8`, `windows-1252` …; found in the file when absent.
    pub encoding: Option<String>,
    /// Found in the file when absent.
    pub delimiter: Option<String>,
    /// CSV or Parquet, at most 2 GiB.
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
    pub object: Table,
    pub file_name: String,
    /// Bytes.
    pub size: u64,
    pub state: ImportState,
    pub created_at: Timestamp,
    pub created_by: Option<String>,
    /// Name of the encoding; absent for Parquet.
    pub encoding: Option<String>,
    /// `,`, `;`, tab or `|`; absent for Parquet.
    pub delimiter: Option<String>,
    /// Rows looked at; all of them when `whole`.
    pub rows: u64,
    pub whole: bool,
    pub columns: Vec<ImportColumn>,
    /// First rows as text.
    pub preview: Vec<Vec<String>>,
    /// How the file will be read. Change it with `PUT /imports/{id}/mapping`.
    pub mapping: Mapping,
    /// What only a person can say, before the import can start.
    pub questions: Vec<ImportQuestion>,
    /// What else keeps the import from starting.
    pub problems: Vec<ImportProblem>,
    /// What a column may be mapped to.
    pub targets: Vec<TargetInfo>,
    pub options: ImportStart,
    pub progress: ImportProgress,
    /// Why it failed, with the place and the remedy.
    pub error: Option<String>,
}

/// A column as it was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportColumn {
    /// As in the file's header.
    pub name: String,
    pub samples: Vec<String>,
    pub filled: u64,
    pub blank: u64,
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// How sure the proposed target is, 0 to 100; 0 when none is proposed.
    pub confidence: u8,
}

/// Something that cannot be told from the file and is never guessed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportQuestion {
    pub column: String,
    /// The part of the column's mapping that answers it.
    pub about: import::About,
    /// In English.
    pub text: String,
    pub choices: Vec<ImportChoice>,
}

/// A possible answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportChoice {
    /// What to put into the mapping.
    pub value: String,
    /// What a value of the column would then be: "03/04/2024 is 2024-04-03".
    pub example: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportProblem {
    pub reason: String,
    pub remedy: String,
}

/// How far an import is, and in the end what came of it. A dry run fills the same figures.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct ImportProgress {
    /// Data rows in the file, once known.
    pub rows: Option<u64>,
    pub read: u64,
    /// Rows that became inputs.
    pub accepted: u64,
    pub rejected: u64,
    /// Rows that repeat an earlier row of the file and were passed over.
    pub repeated: u64,
    pub warnings: u64,
    /// Records that are new, and those that were there before.
    pub created: u64,
    pub updated: u64,
    /// Those that an earlier import had brought with the same values.
    #[serde(default)]
    pub unchanged: u64,
    /// Inputs that could not be applied; they wait among the parked ones.
    pub parked: u64,
    /// Reasons of rejection with their counts.
    pub reasons: BTreeMap<String, u64>,
    pub dry_run: bool,
}

/// Where the rows come from and what becomes of the contacts.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportStart {
    /// Source of the contacts or leads: "Fair Oslo 2026".
    #[serde(default)]
    pub source: String,
    /// Key of a list to join.
    #[serde(default)]
    pub list: Option<String>,
    /// Key of a program to join.
    #[serde(default)]
    pub program: Option<String>,
    /// Where consent to marketing mail was given; none is recorded when absent.
    #[serde(default)]
    pub consent_basis: Option<String>,
}

/// How a download of rows is told.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportParams {
    /// Language of headings and reasons; that of `Accept-Language` when absent.
    pub lang: Option<ReportLanguage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportLanguage {
    En,
    Es,
    No,
}

impl From<ReportLanguage> for rules::Lang {
    fn from(language: ReportLanguage) -> rules::Lang {
        match language {
            ReportLanguage::En => rules::Lang::En,
            ReportLanguage::Es => rules::Lang::Es,
            ReportLanguage::No => rules::Lang::No,
        }
    }
}
