//! What became of a message, told apart by what may be done next.

use crate::verdict::{Category, classify};
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
    /// Certainly not taken, and the message is not to blame: the way itself does not work now.
    NoWay { reason: String, fault: Fault },
}

/// What is wrong with a way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be reached. The ledger was not asked.
    Unreachable,
    /// It refuses our account: credentials, approval, payment. Somebody has to mend it.
    Account,
    /// It takes no mail of this sender, or none of ours for others: an address that is not allowed there, a relay that is
    /// closed to us. Somebody has to mend it; mail of other senders may go.
    Sender,
    /// It wants us to wait.
    Busy(std::time::Duration),
}

/// Longest reason that is kept, in characters.
const MAX_REASON: usize = 300;

/// A server's or the network's words as one printable line.
pub(crate) fn line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_REASON).collect()
}

/// How a definite reply begins in a reason.
const REPLIES: [&str; 2] = ["permanent error (", "transient error ("];

/// The verdict on the reason of a failure, where it is what a mail server said.
pub fn refusal(reason: &str) -> Option<Category> {
    REPLIES.iter().any(|begin| reason.contains(begin)).then(|| classify(reason, None))
}

/// Replies that ask us to sign in, at whatever command (RFC 4954 §6).
const SIGN_IN: [u16; 4] = [530, 534, 535, 538];
/// Words to RCPT that speak of who sends. Many servers say nothing at MAIL and refuse the sender here.
const OF_US: [&str; 12] = [
    "relay access denied",
    "relaying denied",
    "relay denied",
    "unable to relay",
    "relay not permitted",
    "relaying not",
    "relay prohibited",
    "sender address rejected",
    "client host rejected",
    "helo command rejected",
    "must authenticate",
    "not logged in",
];

impl Outcome {
    /// Of an error before the final dot: only a definite 5xx to this recipient or this message is a failure. At MAIL a
    /// server speaks of who sends, whatever its words, and what is mended there lets the message go.
    pub(crate) fn before_dot(error: &Error, at_mail: bool) -> Outcome {
        let reason = line(&error.to_string());
        // At RCPT it may be one recipient's server that says so: that alone stops no way.
        let sign_in = error.status().is_some_and(|code| SIGN_IN.contains(&u16::from(code)));
        let small = reason.to_ascii_lowercase();
        let of_us = || OF_US.iter().any(|words| small.contains(words));
        match error.is_permanent() {
            true if at_mail && sign_in => {
                let reason = format!("the mail server wants us to sign in: {reason}");
                Outcome::NoWay { reason, fault: Fault::Account }
            }
            true if at_mail || sign_in || of_us() => {
                let reason = format!("the mail server refuses our sender: {reason}");
                Outcome::NoWay { reason, fault: Fault::Sender }
            }
            true => Outcome::refused(reason),
            false => Outcome::Deferred { reason },
        }
    }

    /// Of an error at or after the final dot: without a reply nobody knows.
    pub(crate) fn after_dot(error: &Error) -> Outcome {
        let reason = line(&error.to_string());
        match () {
            () if error.is_permanent() => Outcome::refused(reason),
            () if error.is_transient() => Outcome::Deferred { reason },
            () => Outcome::InDoubt { reason },
        }
    }

    /// Some servers call permanent what passes: a full mailbox, greylisting.
    fn refused(reason: String) -> Outcome {
        let passes = classify(&reason, None).may_pass();
        if passes { Outcome::Deferred { reason } } else { Outcome::Failed { reason } }
    }
}
