//! How the instance is text: every definition is a file of its own that people can read, compare and review.
//!
//! One folder a kind, one JSON file a definition, named by its key (`segments/hot_leads.json`). The MJML of an email
//! lies beside it (`emails/welcome.mjml`), and what all emails share in `emails/_layout.mjml`. This crate reads and
//! writes that form and carries the starter instance. Whether a definition makes sense is for `rules::validate` to
//! say; putting it in force is `store` and `engine`.

mod email;
mod files;
mod folder;
mod order;
mod snippet;
mod starter;

pub use files::{Document, Files, Problem, parse, render};
pub use folder::{MAX_FILE, MAX_FILES, Written, read, write};
pub use starter::{starter, starter_files, starter_for};
