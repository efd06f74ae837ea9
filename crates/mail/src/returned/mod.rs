//! What mail servers and readers send back: bounces, delays, complaints, automatic answers. Read by what a message
//! says, in the standard forms (RFC 3464, 5965, 3834) and in those of servers that have their own.
//!
//! Pure and bounded: any bytes give an answer in time and memory that do not grow beyond [`MOST`].

mod address;
mod answer;
mod complaint;
mod headers;
mod notice;
mod opened;
mod original;
mod parts;
mod report;
mod tables;

use crate::verdict::{Category, Status, classify};
use opened::Opened;
pub use original::Original;

/// Most bytes of a message that are read. What tells why stands before the copy of the original.
pub const MOST: usize = 1024 * 1024;
/// Most recipients of one report.
const MOST_RECIPIENTS: usize = 100;

/// What a message that came back is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Not delivered, and given up.
    Bounce,
    /// Not delivered yet; the server goes on trying.
    Delayed,
    Delivered,
    /// The recipient called it spam.
    Complaint,
    /// The recipient wants no more.
    Unsubscribe,
    /// A machine answered for a person.
    AutoReply,
    /// Anything else: for a person to read.
    NotForUs,
}

impl Kind {
    pub const ALL: [Kind; 7] = [
        Kind::Bounce,
        Kind::Delayed,
        Kind::Delivered,
        Kind::Complaint,
        Kind::Unsubscribe,
        Kind::AutoReply,
        Kind::NotForUs,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Bounce => "bounce",
            Kind::Delayed => "delayed",
            Kind::Delivered => "delivered",
            Kind::Complaint => "complaint",
            Kind::Unsubscribe => "unsubscribe",
            Kind::AutoReply => "auto_reply",
            Kind::NotForUs => "not_for_us",
        }
    }

    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What a server did with a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Failed,
    Delayed,
    Delivered,
}

impl Action {
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Failed => "failed",
            Action::Delayed => "delayed",
            Action::Delivered => "delivered",
        }
    }

    /// The reporting server tries no more.
    pub fn is_permanent(self) -> bool {
        self == Action::Failed
    }
}

/// One recipient of whom a message speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub address: String,
    pub action: Action,
    pub status: Option<Status>,
    /// The server's words.
    pub diagnostic: String,
    pub category: Category,
}

/// Whom a message was delivered for, as far as its own headers say: the envelope is gone where it lay in a mailbox.
pub fn delivered_for(raw: &[u8]) -> Vec<String> {
    let (headers, _) = headers::Headers::read(&raw[..raw.len().min(MOST)]);
    let named = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "to", "cc"];
    let lines = named.iter().flat_map(|name| headers.all(name));
    lines.flat_map(address::all).map(|found| found.address).take(MOST_RECIPIENTS).collect()
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    pub kind: Kind,
    pub recipients: Vec<Recipient>,
    /// The verdict where no recipient is named: on the message as a whole.
    pub category: Category,
    pub original: Original,
}

impl Returned {
    /// Reads a message as it came.
    pub fn read(raw: &[u8]) -> Returned {
        let opened = Opened::open(raw);
        let (kind, mut recipients) = told(&opened);
        recipients.truncate(MOST_RECIPIENTS);
        for recipient in &mut recipients {
            let words =
                recipient.diagnostic.trim_start_matches([' ', '<', '>', ':', ',', ';', '"', '\'', ')', ']', '\n']);
            recipient.diagnostic = crate::outcome::line(words);
        }
        let category = match recipients.first() {
            Some(first) => first.category,
            None if kind == Kind::Bounce => classify(&opened.notice, None),
            None => Category::Unknown,
        };
        Returned { kind, recipients, category, original: original::of(&opened) }
    }

    /// What is said of this address; else of the first recipient.
    pub fn about(&self, address: &str) -> Option<&Recipient> {
        let same = |recipient: &&Recipient| recipient.address.eq_ignore_ascii_case(address);
        self.recipients.iter().find(same).or(self.recipients.first())
    }
}

fn told(opened: &Opened) -> (Kind, Vec<Recipient>) {
    if let Some(complaint) = complaint::read(opened) {
        return complaint;
    }
    let reported = report::read(opened);
    if !reported.is_empty() {
        return (kind_of(&reported), reported);
    }
    if answer::is_receipt(opened) {
        return (Kind::NotForUs, Vec::new());
    }
    if let Some(noticed) = notice::read(opened) {
        let kind = if noticed.delayed { Kind::Delayed } else { Kind::Bounce };
        return (kind, noticed.recipients);
    }
    (answer::kind(opened), Vec::new())
}

/// A report of several recipients is what is worst in it.
fn kind_of(recipients: &[Recipient]) -> Kind {
    let any = |action: Action| recipients.iter().any(|recipient| recipient.action == action);
    match () {
        () if any(Action::Failed) => Kind::Bounce,
        () if any(Action::Delayed) => Kind::Delayed,
        () => Kind::Delivered,
    }
}
