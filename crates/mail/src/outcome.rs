//! What became of a message, told apart by what may be done next.

use lettre::transport::smtp::Error;

/// The result of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The next server has taken it.
    Accepted { reply: String },
    /// Certainly not taken; may be tried again later.
    Deferred { reason: String },
    /// Certainly not taken, and trying again would not help.
    Failed { reason: String },
    /// The final dot may have been written and no answer was read: it may or may not have been taken.
    InDoubt { reason: String },
    /// The ledger said no before the final dot: not taken, and no longer ours to send.
    Withdrawn,
}

/// Longest reason that is kept, in characters.
const MAX_REASON: usize = 300;

/// A server's or the network's words as one printable line.
pub(crate) fn line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_REASON).collect()
}

impl Outcome {
    /// Of an error before the final dot: only a definite 5xx to this message is a failure.
    pub(crate) fn before_dot(error: &Error) -> Outcome {
        let reason = line(&error.to_string());
        if error.is_permanent() { Outcome::Failed { reason } } else { Outcome::Deferred { reason } }
    }

    /// Of an error at or after the final dot: without a reply nobody knows.
    pub(crate) fn after_dot(error: &Error) -> Outcome {
        let reason = line(&error.to_string());
        match () {
            () if error.is_permanent() => Outcome::Failed { reason },
            () if error.is_transient() => Outcome::Deferred { reason },
            () => Outcome::InDoubt { reason },
        }
    }
}
