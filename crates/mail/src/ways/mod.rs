//! Providers that take mail over HTTP, beside SMTP: what each needs to be told, how a message becomes a request of its API,
//! and what its answers mean.
//!
//! None of their APIs takes an idempotency key for a single message, so an answer that is missing after the request's body
//! has left is what a missing reply to the final dot is: nobody knows.

pub(crate) mod fields;
pub(crate) mod http;
mod mailgun;
mod postmark;
mod sendgrid;
mod ses;
mod sigv4;
mod sparkpost;

use crate::outcome::{Fault, line};
use crate::{Ledger, Message, Outcome};
use fields::{BadField, Values, checked};
pub use http::Waits;
use http::{Answer, Http, Request};
use model::SendId;

/// What kind of way out it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WayKind {
    Smtp,
    Ses,
    SendGrid,
    Mailgun,
    Postmark,
    SparkPost,
}

impl WayKind {
    pub const ALL: [WayKind; 6] =
        [WayKind::Smtp, WayKind::Ses, WayKind::SendGrid, WayKind::Mailgun, WayKind::Postmark, WayKind::SparkPost];

    pub fn as_str(self) -> &'static str {
        match self {
            WayKind::Smtp => "smtp",
            WayKind::Ses => "ses",
            WayKind::SendGrid => "sendgrid",
            WayKind::Mailgun => "mailgun",
            WayKind::Postmark => "postmark",
            WayKind::SparkPost => "sparkpost",
        }
    }

    pub fn parse(text: &str) -> Option<WayKind> {
        WayKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A provider with our account at it.
pub(crate) struct Provider {
    kind: WayKind,
    values: Values,
    http: Http,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind.as_str())
    }
}

impl Provider {
    pub fn new(kind: WayKind, values: &Values, waits: Waits) -> Result<Provider, BadField> {
        Ok(Provider { kind, values: checked(kind, values)?, http: Http::new(waits)? })
    }

    pub fn width(&self) -> usize {
        http::AT_ONCE
    }

    pub async fn send(&self, send: SendId, message: &Message, ledger: &dyn Ledger) -> Outcome {
        let request = match self.kind {
            WayKind::Ses => ses::request(&self.values, message),
            WayKind::SendGrid => sendgrid::request(&self.values, message),
            WayKind::Mailgun => mailgun::request(&self.values, message),
            WayKind::Postmark => postmark::request(&self.values, message),
            WayKind::SparkPost => sparkpost::request(&self.values, message),
            WayKind::Smtp => Err("SMTP is not spoken over HTTP".to_string()),
        };
        let request = match request {
            Ok(request) => request,
            Err(reason) => return Outcome::Failed { reason },
        };
        match self.http.post(request, send, ledger).await {
            Ok(answer) => self.verdict(&answer),
            Err(outcome) => outcome,
        }
    }

    /// What an answer means: what holds everywhere, then what the provider's own errors say.
    fn verdict(&self, answer: &Answer) -> Outcome {
        let words = self.words(answer);
        match answer.status {
            200..=299 => Outcome::Accepted { reply: words },
            401 | 403 => Outcome::NoWay { reason: words, fault: Fault::Account },
            // Gateways say so of a server behind them, which may have had the whole request.
            408 | 502 | 504 if answer.after_body => Outcome::InDoubt { reason: words },
            408 | 429 | 500..=599 => Outcome::NoWay { reason: words, fault: Fault::Busy(answer.retry_after) },
            _ => match self.kind {
                WayKind::Ses => ses::refusal(answer, words),
                WayKind::SendGrid => sendgrid::refusal(answer, words),
                WayKind::Mailgun => mailgun::refusal(answer, words),
                WayKind::Postmark => postmark::refusal(answer, words),
                WayKind::SparkPost | WayKind::Smtp => sparkpost::refusal(answer, words),
            },
        }
    }

    /// The provider's words as one line, with who said them.
    fn words(&self, answer: &Answer) -> String {
        let said = match self.kind {
            WayKind::Ses => ses::words(answer),
            WayKind::SendGrid => sendgrid::words(answer),
            WayKind::Mailgun => answer.text("/message"),
            WayKind::Postmark => postmark::words(answer),
            WayKind::SparkPost | WayKind::Smtp => sparkpost::words(answer),
        };
        line(&format!("{} {}: {}", self.kind.as_str(), answer.status, said.unwrap_or_else(|| answer.beginning())))
    }

    /// Whether the provider can be reached and knows us. Nothing is sent.
    pub async fn check(&self) -> Result<(), String> {
        let request: Result<Request, String> = match self.kind {
            WayKind::Ses => ses::probe(&self.values),
            WayKind::SendGrid => Ok(sendgrid::probe(&self.values)),
            WayKind::Mailgun => Ok(mailgun::probe(&self.values)),
            WayKind::Postmark => Ok(postmark::probe(&self.values)),
            WayKind::SparkPost | WayKind::Smtp => Ok(sparkpost::probe(&self.values)),
        };
        let answer = self.http.get(request?).await?;
        if answer.is_good() { Ok(()) } else { Err(self.words(&answer)) }
    }
}

/// What stands before the @ of our Message-ID: names the send, signed, in the letters that every provider's tags allow.
pub(crate) fn reference(message: &Message) -> String {
    let id = message.letter.message_id.trim_start_matches('<');
    id.split('@').next().unwrap_or_default().to_string()
}

/// The name under which providers keep the reference and tell it in their reports.
pub(crate) const REFERENCE: &str = "siembra";

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_gateways_word_is_doubt_only_when_the_body_may_have_left() {
        let values = Values::from([("api_key".to_string(), "k".to_string())]);
        let provider = Provider::new(WayKind::SendGrid, &values, Waits::default()).unwrap();
        for status in [408, 502, 504] {
            for after_body in [false, true] {
                let (headers, retry_after) = (Default::default(), Duration::ZERO);
                let verdict = provider.verdict(&Answer { status, headers, body: Vec::new(), retry_after, after_body });
                assert_eq!(matches!(verdict, Outcome::InDoubt { .. }), after_body, "{status}: {verdict:?}");
                assert_eq!(matches!(verdict, Outcome::NoWay { fault: Fault::Busy(_), .. }), !after_body, "{status}");
            }
        }
    }
}
