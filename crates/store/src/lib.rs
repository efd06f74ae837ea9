//! What is remembered: all SQL of the product, on SQLite and PostgreSQL.
//!
//! The edge: this crate knows rows, transactions and leases and decides nothing. Everything that rules can see is
//! written by [`applier::commit`] alone; direct transactions exist for what rules cannot see (drafts, sends' states,
//! import jobs, captured mail, users). One SQL text serves both databases: columns are BIGINT, TEXT, bytes; booleans
//! are 0 and 1, times are UTC microseconds, JSON is text. Every function takes the workspace first.

pub mod accounts;
pub mod activities;
pub mod addresses;
pub mod applier;
pub mod approvals;
pub mod audit;
pub mod changes;
mod claim;
mod commit;
mod connect;
pub mod consents;
pub mod contacts;
pub mod costs;
pub mod counter;
pub mod definitions;
pub mod dmarc_reports;
mod enqueue;
mod erasure;
mod error;
pub mod files;
pub mod find;
pub mod halts;
pub mod hits;
pub mod identity;
pub mod import_contacts;
pub mod imports;
pub mod intake;
pub mod keys;
pub mod leads;
mod list;
pub mod mailboxes;
mod migrate;
mod narrow;
mod open;
pub mod opportunities;
pub mod outbox;
pub mod parked;
#[cfg(test)]
mod plan;
mod publish;
mod recall;
mod relay;
mod release;
pub mod reports;
mod restore;
pub mod returned;
mod run_progress;
mod run_start;
mod run_test;
pub mod runs;
pub mod seen;
pub mod sender_domains;
pub mod sends;
pub mod sessions;
mod sql;
pub mod suppressions;
pub mod tallies;
mod transition;
pub mod users;
mod version;
pub mod visitors;
mod waiting;
pub mod ways;
pub mod ways_back;
pub mod work;
mod writer;

pub use error::{Result, StoreError};
pub use open::{Dialect, Store, Tx};
pub use writer::IntakeWriter;
