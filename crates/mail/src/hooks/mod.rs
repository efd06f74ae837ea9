//! What providers report by webhook: checked on the bytes as they came, and read into the same verdicts as mail that comes
//! back. Pure but for the certificate of an Amazon signature, which [`sns`] fetches from Amazon's own hosts alone.

mod basic;
mod mailgun;
mod postmark;
mod sendgrid;
mod ses;
pub mod sns;
mod sparkpost;
mod validity;

use crate::returned::{Action, Kind, Original, Recipient, Returned};
use crate::verdict::{Category, Status, classify};
use crate::ways::REFERENCE;
use crate::{Values, WayKind};
pub use sendgrid::key as sendgrid_key;
use serde_json::Value;

/// Largest report that is taken.
pub const MOST: usize = 4 * 1024 * 1024;
/// Most events of one report.
const MOST_EVENTS: usize = 10_000;
/// How far a signed time may be from ours, in seconds.
const WINDOW: i64 = 300;

/// The headers of a request that matter here.
pub trait Headers {
    fn header(&self, name: &str) -> Option<&str>;
}

/// Why a report is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("{0}")]
    Forged(String),
    /// The way has not been told what reports are checked by.
    #[error("this way takes no reports yet; set its field {0}")]
    NotSet(&'static str),
    #[error("the report cannot be read: {0}")]
    Unreadable(String),
    #[error("the signature cannot be checked now: {0}")]
    Later(String),
}

impl Refused {
    fn forged(why: impl Into<String>) -> Refused {
        Refused::Forged(why.into())
    }
}

/// A report that came from whom it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// May be used once, and only for these bytes: what the provider signed besides, or in place of, the events.
    pub once: Option<String>,
    pub events: Vec<Event>,
    /// To be fetched to say that reports are wanted.
    pub confirm: Option<url::Url>,
}

/// One thing that a provider reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same event, however often it is told.
    pub id: String,
    /// When it happened, in seconds; `None` when it is not told.
    pub at: Option<i64>,
    pub returned: Returned,
    /// As it was told.
    pub raw: String,
}

/// Checks a report and reads it. `now` is in seconds.
pub async fn read(
    kind: WayKind,
    values: &Values,
    headers: &(dyn Headers + Sync),
    body: &[u8],
    now: i64,
    fetch: &dyn sns::Fetch,
) -> Result<Report, Refused> {
    let need = |name: &'static str| values.get(name).map(String::as_str).ok_or(Refused::NotSet(name));
    match kind {
        WayKind::Ses => {
            let envelope = sns::Envelope::read(body)?;
            envelope.check(need("topic")?, now, fetch).await?;
            ses::report(&envelope)
        }
        WayKind::SendGrid => {
            sendgrid::check(need("hook_key")?, headers, body, now)?;
            sendgrid::report(body)
        }
        WayKind::Mailgun => mailgun::report(need("hook_key")?, body, now),
        WayKind::Postmark => {
            basic::check(need("hook_user")?, need("hook_password")?, headers)?;
            postmark::report(body)
        }
        WayKind::SparkPost => {
            basic::check(need("hook_user")?, need("hook_password")?, headers)?;
            sparkpost::report(body)
        }
        WayKind::Smtp => Err(Refused::forged("a mail server reports by mail, not here")),
    }
}

/// What a provider says of one recipient.
struct Told<'a> {
    kind: Kind,
    /// The provider's own verdict.
    category: Category,
    address: &'a str,
    status: Option<&'a str>,
    words: &'a str,
}

impl Told<'_> {
    fn of(kind: Kind, address: &str) -> Told<'_> {
        Told { kind, category: Category::Unknown, address, status: None, words: "" }
    }

    fn recipient(&self) -> Recipient {
        let status = self.status.and_then(Status::parse).filter(|status| status.0 != 2);
        let action = match self.kind {
            Kind::Bounce => Action::Failed,
            Kind::Delayed => Action::Delayed,
            _ => Action::Delivered,
        };
        Recipient {
            address: self.address.to_lowercase(),
            action,
            status,
            diagnostic: crate::outcome::line(self.words),
            category: self.verdict(status),
        }
    }

    /// The server's words are judged as everywhere; the provider's verdict counts where they say nothing, and where it is
    /// milder: an address is given up by what is certain only.
    fn verdict(&self, status: Option<Status>) -> Category {
        if self.kind != Kind::Bounce {
            return Category::Unknown;
        }
        let said = !self.words.trim().is_empty() || status.is_some();
        match said.then(|| classify(self.words, status)) {
            None | Some(Category::Unknown) => self.category,
            Some(judged) if judged.is_hard() && !self.category.is_hard() && self.category != Category::Unknown => {
                self.category
            }
            Some(judged) => judged,
        }
    }
}

/// Events of one report, with what names the send that each is about.
fn event(id: String, at: Option<i64>, told: &[Told<'_>], message_ids: Vec<String>, raw: &Value) -> Event {
    let recipients: Vec<Recipient> = told.iter().take(100).map(Told::recipient).collect();
    let category = recipients.first().map_or(Category::Unknown, |first| first.category);
    let kind = told.first().map_or(Kind::NotForUs, |first| first.kind);
    let original = Original { message_ids, ..Original::default() };
    Event { id, at, returned: Returned { kind, recipients, category, original }, raw: raw.to_string() }
}

/// Our Message-ID of what we gave the provider to keep: a Message-ID, or the part of it before the @.
fn message_ids(references: &[Option<&str>]) -> Vec<String> {
    let found = references.iter().flatten().map(|text| text.trim()).filter(|text| !text.is_empty() && text.len() < 300);
    found
        .map(|text| match (text.starts_with('<'), text.contains('@')) {
            (true, _) => text.to_string(),
            (false, true) => format!("<{text}>"),
            // Where full stops are not allowed a hyphen stands for it.
            (false, false) => format!("<{}@>", text.replace('-', ".")),
        })
        .collect()
}

fn json(body: &[u8]) -> Result<Value, Refused> {
    serde_json::from_slice(body).map_err(|error| Refused::Unreadable(error.to_string()))
}

fn list(body: &[u8]) -> Result<Vec<Value>, Refused> {
    match json(body)? {
        Value::Array(events) if events.len() <= MOST_EVENTS => Ok(events),
        Value::Array(_) => Err(Refused::Unreadable(format!("more than {MOST_EVENTS} events"))),
        _ => Err(Refused::Unreadable("it is no list of events".into())),
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// A number, also one that is told as text.
fn number(value: &Value) -> Option<i64> {
    let whole = value.as_i64().or_else(|| value.as_f64().map(|number| number as i64));
    whole.or_else(|| value.as_str().and_then(|text| text.parse::<f64>().ok()).map(|number| number as i64))
}

/// Seconds of a time as RFC 3339 writes it.
fn seconds(text: &str) -> Option<i64> {
    model::Timestamp::parse(text).map(|at| at.0.div_euclid(1_000_000))
}

fn reference(holder: &Value) -> Option<&str> {
    holder[REFERENCE].as_str().or_else(|| holder[REFERENCE][0].as_str())
}
