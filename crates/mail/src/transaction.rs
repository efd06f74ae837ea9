//! One SMTP transaction: MAIL, RCPT and DATA, together where the server takes them so (RFC 2920), and the message with its
//! final dot. What goes out together goes out in one write: of two small ones the second would wait for the first to be
//! acknowledged, which the other side puts off for up to 40 ms.

use crate::message::Message;
use crate::outcome::{Outcome, line};
use crate::session::Session;
use crate::settings::SmtpSettings;
use crate::{Ledger, LedgerError};
use fault::{Point, point};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use model::SendId;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;
use tokio::time::timeout;

/// Longest wait for the answer that makes a connection fit again.
const RESET: Duration = Duration::from_secs(10);

/// How a transaction ended, and whether the connection is fit for another.
pub(crate) struct Ended {
    pub outcome: Outcome,
    pub reusable: bool,
    /// Nothing was heard before the first reply: the connection had died unnoticed.
    pub stale: bool,
}

impl Ended {
    fn broken(outcome: Outcome) -> Ended {
        Ended { outcome, reusable: false, stale: false }
    }

    /// Nothing was said to the server about it.
    fn untold(reason: &str) -> Ended {
        Ended { outcome: Outcome::Failed { reason: reason.into() }, reusable: true, stale: false }
    }
}

/// An answer, or why there is none to go on with; without an error it did not come in time.
type Heard = Result<Response, Option<Error>>;

/// Whether nothing more can be heard on the connection.
fn lost(heard: &Heard) -> bool {
    heard.as_ref().is_err_and(|error| error.as_ref().is_none_or(|error| error.status().is_none()))
}

impl Session {
    /// One message. The ledger has the last word before the final dot.
    pub async fn send(&mut self, send: SendId, message: &Message, ledger: &dyn Ledger, wait: &SmtpSettings) -> Ended {
        self.used += 1;
        let Ok(text) = std::str::from_utf8(&message.bytes) else { return Ended::untold("the message is not text") };
        let mut parameters = Vec::new();
        // Addresses in headers count too: what comes back may go to another one than the sender's.
        let plain = [&message.from, &message.to].iter().all(|address| AsRef::<str>::as_ref(address).is_ascii());
        if !plain || !text.is_ascii() {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Ended::untold("the mail server takes no addresses with such letters (SMTPUTF8)");
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let mail = Mail::new(Some(message.from.clone()), parameters);
        let rcpt = Rcpt::new(message.to.clone(), Vec::new());
        let begun = match self.pipelining {
            true => self.begin_at_once(&mail, &rcpt, wait.timeouts.command).await,
            false => self.begin(&mail, &rcpt, wait.timeouts.command).await,
        };
        if let Err(ended) = begun {
            return ended;
        }
        match ledger.handing(send).await {
            Ok(true) => {}
            // Closing without the final dot takes everything back.
            Ok(false) => return Ended::broken(Outcome::Withdrawn),
            Err(LedgerError(reason)) => return Ended::broken(Outcome::Deferred { reason: line(&reason) }),
        }
        point(Point::BeforeDot);
        let wire = std::pin::pin!(self.connection.command(Wire(text)));
        match timeout(wait.timeouts.dot, written(wire)).await {
            Ok(Ok(reply)) => {
                point(Point::AfterAccepted);
                Ended { outcome: Outcome::Accepted { reply: words(&reply) }, reusable: true, stale: false }
            }
            Ok(Err(error)) => {
                let reusable = error.status().is_some();
                Ended { outcome: Outcome::after_dot(&error), reusable, stale: false }
            }
            Err(_) => Ended::broken(Outcome::InDoubt { reason: "no reply to the final dot".into() }),
        }
    }

    /// One command after another, up to the permission to send the message.
    async fn begin(&mut self, mail: &Mail, rcpt: &Rcpt, wait: Duration) -> Result<(), Ended> {
        if let Err(refusal) = self.command(mail, wait).await {
            return Err(self.refused(refusal, true, true).await);
        }
        point(Point::AfterMail);
        if let Err(refusal) = self.command(rcpt, wait).await {
            return Err(self.refused(refusal, false, true).await);
        }
        point(Point::AfterRcpt);
        match self.command(Data, wait).await {
            Ok(_) => Ok(()),
            Err(refusal) => Err(self.refused(refusal, false, true).await),
        }
    }

    /// The same in one go. The first command that was not taken says why; what was said after it has its answer too, and
    /// the connection is fit for more only when all of them have been read.
    async fn begin_at_once(&mut self, mail: &Mail, rcpt: &Rcpt, wait: Duration) -> Result<(), Ended> {
        let mail = self.command(AtOnce(mail, rcpt), wait).await;
        if lost(&mail) {
            return Err(self.refused(mail.err().flatten(), true, false).await);
        }
        point(Point::AfterMail);
        let rcpt = self.answer(wait).await;
        point(Point::AfterRcpt);
        let data = if lost(&rcpt) { Err(None) } else { self.answer(wait).await };
        let all = !lost(&data);
        let fit = match (&rcpt, &data) {
            // It waits for a message to nobody, and a lone dot ends that (RFC 2920 §3.1).
            (Err(_), Ok(_)) => !lost(&self.command(LoneDot, wait).await),
            // Somebody would get an empty one.
            (Ok(_), Ok(_)) => mail.is_ok(),
            (_, Err(_)) => all,
        };
        Err(match (mail, rcpt, data) {
            (Ok(_), Ok(_), Ok(_)) => return Ok(()),
            (Err(refusal), ..) => self.refused(refusal, true, fit).await,
            (_, Err(refusal), _) | (.., Err(refusal)) => self.refused(refusal, false, fit).await,
        })
    }

    async fn command<C: Display>(&mut self, command: C, wait: Duration) -> Heard {
        match timeout(wait, self.connection.command(command)).await {
            Ok(heard) => heard.map_err(Some),
            Err(_) => Err(None),
        }
    }

    /// The answer to a command that was sent together with an earlier one.
    async fn answer(&mut self, wait: Duration) -> Heard {
        match timeout(wait, self.connection.read_response()).await {
            Ok(heard) => heard.map_err(Some),
            Err(_) => Err(None),
        }
    }

    /// A refusal before the final dot. A definite one leaves a connection that is fit for it usable once it is reset.
    async fn refused(&mut self, refusal: Option<Error>, first: bool, fit: bool) -> Ended {
        let Some(error) = refusal else {
            return Ended::broken(Outcome::Deferred { reason: "no reply in time".into() });
        };
        let definite = error.status().is_some();
        let reusable = definite && fit && self.command(Rset, RESET).await.is_ok();
        Ended { outcome: Outcome::before_dot(&error, first), reusable, stale: first && !definite }
    }
}

/// The commands that lead to the permission to send a message.
struct AtOnce<'a>(&'a Mail, &'a Rcpt);

impl Display for AtOnce<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{Data}", self.0, self.1)
    }
}

/// The end of a message that nobody gets.
struct LoneDot;

impl Display for LoneDot {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(".\r\n")
    }
}

/// A message as it goes over the wire: dots at the beginning of lines doubled, and its final dot.
struct Wire<'a>(&'a str);

impl Display for Wire<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (text, mut from) = (self.0, 0);
        if text.starts_with('.') {
            f.write_str(".")?;
        }
        for (at, _) in text.match_indices('\n') {
            if text[at + 1..].starts_with('.') && text[..at].ends_with('\r') {
                f.write_str(&text[from..=at])?;
                f.write_str(".")?;
                from = at + 1;
            }
        }
        f.write_str(&text[from..])?;
        f.write_str("\r\n.\r\n")
    }
}

/// Drives a message and its answer. When it first waits, what fits into the socket has been written: that is the message
/// and its dot, unless it is a large one.
async fn written<F: Future>(mut wire: std::pin::Pin<&mut F>) -> F::Output {
    std::future::poll_fn(|context| {
        let now = wire.as_mut().poll(context);
        if now.is_pending() {
            point(Point::AfterDot);
        }
        now
    })
    .await
}

fn words(reply: &Response) -> String {
    line(&format!("{} {}", reply.code(), reply.message().collect::<Vec<_>>().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_at_the_beginning_of_lines_are_doubled() {
        for (text, wire) in [
            ("", ""),
            (".", ".."),
            ("a.b\r\n.c", "a.b\r\n..c"),
            (".\r\n.\r\n..\r\n", "..\r\n..\r\n...\r\n"),
            ("a\n.b\r.c", "a\n.b\r.c"),
        ] {
            assert_eq!(Wire(text).to_string(), format!("{wire}\r\n.\r\n"), "{text:?}");
        }
    }
}
