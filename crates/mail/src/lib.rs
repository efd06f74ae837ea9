//! How a message leaves: MIME, SMTP and the capture outbox, what became of it, and what comes back.
//!
//! What it says is `content`'s; whether it may leave was asked before; what is remembered goes through [`Ledger`],
//! which a higher level implements over the store.

mod attachment;
mod body;
mod capture;
mod clear;
pub mod dkim;
pub mod dmarc;
pub mod domain;
pub mod hooks;
pub mod imap;
mod ledger;
mod message;
mod outcome;
mod pool;
pub mod probe;
pub mod receiver;
pub mod returned;
mod sealed;
mod session;
mod settings;
pub mod spam;
mod tables;
mod transaction;
mod transport;
mod trust;
mod verdict;
mod ways;

pub use attachment::{Attachment, mime_of};
pub use capture::{Captured, Outbox};
pub use ledger::{Ledger, LedgerError};
pub use message::{BadMessage, Letter, Mailbox, Message, build};
pub use outcome::{Fault, Outcome, refusal};
pub use sealed::{SealError, Vault};
pub use settings::{BadSettings, Security, SmtpSettings, Timeouts};
pub use transport::Transport;
pub use verdict::{Category, Status, classify};
pub use ways::fields::{BadField, Field, Values, checked, fields};
pub use ways::{Waits, WayKind};
