//! How a file becomes inputs: read, proposed, mapped, checked and reported, in bounded memory.
//!
//! [`propose`] looks at a file and says how it would read it and what it cannot tell; a person (or a mapping file) answers;
//! [`run`] turns every row into [`model::Envelope`]s for the intake, 500 rows at a time. This crate knows files and rows.
//! It does not know records: whether a contact exists is learned when the envelopes are applied, and an activity whose
//! contact does not exist is parked there with its reason.

mod build;
mod check;
mod csv_file;
mod decode;
mod error;
mod keys;
mod kinds;
mod limits;
pub mod mapping;
mod options;
mod parquet_file;
mod plan;
mod progress;
pub mod proposal;
mod question;
mod records;
pub mod report;
mod run;
mod sniff;
mod table;
mod target;

pub use error::{FileError, RunError};
pub use hygiene::header::Table;
pub use limits::Limits;
pub use mapping::{ColumnMapping, Fixed, Mapping, OnProblem};
pub use options::Options;
pub use progress::Progress;
pub use proposal::{Column, Proposal, Surroundings, propose};
pub use question::{About, Choice, Question};
pub use report::Reports;
pub use run::{Batch, Flow, Sink, run};
pub use table::{Reading, Row, TableFile};
pub use target::{Target, TargetInfo, targets};
