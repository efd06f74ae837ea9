//! How a message leaves: MIME, SMTP and the capture outbox, and what became of it.
//!
//! What it says is `content`'s; whether it may leave was asked before; what is remembered goes through [`Ledger`],
//! which a higher level implements over the store.

mod capture;
mod ledger;
mod message;
mod outcome;
mod pool;
mod session;
mod settings;
mod transport;

pub use capture::{Captured, Outbox};
pub use ledger::{Ledger, LedgerError};
pub use message::{BadMessage, Letter, Mailbox, Message, build};
pub use outcome::Outcome;
pub use settings::{BadSettings, Security, SmtpSettings, Timeouts};
pub use transport::Transport;
