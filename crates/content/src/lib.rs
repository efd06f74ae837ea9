//! What a message says: MJML and templates, personalisation, links, tokens, headers and lint.
//!
//! Pure: keys, links and values are arguments. How a message leaves is `mail`; whom it may reach is `rules`.

mod attributes;
mod brand;
mod compile;
mod context;
mod environment;
mod fixed;
mod guard;
pub mod headers;
mod icons;
mod language;
pub mod links;
mod lint;
mod mjml;
mod names;
mod placeholder;
pub mod preflight;
mod problem;
mod render;
mod scan;
mod shadow;
mod shared;
mod skeleton;
mod snippet;
mod tags;
mod text;
pub mod token;
mod uses;
mod variables;
pub mod verp;

pub use compile::{Compiled, compile};
pub use context::Context;
pub use icons::icon;
pub use language::choose as choose_language;
pub use lint::{Known, asset_reads, check, check_snippet, lint, without_default};
pub use problem::{Part, Problem, Severity};
pub use render::{Rendered, render, render_in};
pub use shared::Shared;
pub use uses::{Uses, uses};

/// Most bytes of one part of an email as written.
pub const MAX_SOURCE: usize = 256 * 1024;
/// Most bytes of one part of a message as rendered.
pub const MAX_OUTPUT: usize = 2 * 1024 * 1024;
/// From this many bytes of HTML on, Gmail cuts a message and hides what is below, the unsubscribe link included.
pub const CLIPPED_AT: usize = 102 * 1024;
