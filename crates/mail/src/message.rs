//! MIME: a letter as the bytes that go over the wire. Everything in it is known beforehand, so that the same letter
//! gives the same bytes; nothing in it can add a header or end the message early.

use crate::attachment::Attachment;
use crate::body;
use lettre::Address;
use lettre::message::header::{self, HeaderName, HeaderValue, Headers};
use lettre::message::{self, Mailboxes, MultiPart, MultiPartKind, SinglePart};
use std::time::SystemTime;

/// Most bytes of a message on the wire.
const MAX_MESSAGE: usize = 10 * 1024 * 1024;
/// Most characters of a subject or a name; longer words than this could not be folded.
const MAX_HEADER: usize = 250;

/// A name with an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailbox {
    pub name: String,
    pub address: String,
}

impl std::fmt::Display for Mailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.name.is_empty() { f.write_str(&self.address) } else { write!(f, "{} <{}>", self.name, self.address) }
    }
}

/// What a message is made from.
#[derive(Debug, Clone)]
pub struct Letter {
    pub from: Mailbox,
    pub to: Mailbox,
    pub reply_to: Option<String>,
    pub subject: String,
    pub html: Option<String>,
    pub text: String,
    /// With its angle brackets.
    pub message_id: String,
    /// Separates the parts; a number is added where they hold it.
    pub boundary: String,
    pub date: SystemTime,
    /// Further headers: names and values in ASCII.
    pub headers: Vec<(&'static str, String)>,
    pub attachments: Vec<Attachment>,
}

/// A built message.
#[derive(Debug, Clone)]
pub struct Message {
    pub letter: Letter,
    pub(crate) from: Address,
    pub(crate) to: Address,
    /// As it goes over the wire, before dots are doubled. ASCII, but for what stands before the @ of addresses in the
    /// headers. Lines end in CRLF.
    pub bytes: Vec<u8>,
}

/// Why a letter cannot become a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMessage {
    #[error("{what} \"{address}\" is not an e-mail address; correct it")]
    Address { what: &'static str, address: String },
    #[error("the header {0} has characters or a length that mail does not allow")]
    Header(String),
    #[error("the message has {0} bytes; the most is {MAX_MESSAGE}")]
    TooLarge(usize),
    #[error("the message cannot be built: {0}")]
    Other(String),
}

impl Message {
    /// The same message, with what comes back of it going to this address in place of the sender's.
    pub fn returning_to(self, address: &str) -> Result<Message, BadMessage> {
        let to = Mailbox { name: String::new(), address: address.to_string() };
        Ok(Message { from: mailbox("the address for bounces", &to)?.email, ..self })
    }
}

/// Builds the message of a letter.
pub fn build(letter: Letter) -> Result<Message, BadMessage> {
    let (from, to) = (mailbox("the sender", &letter.from)?, mailbox("the recipient", &letter.to)?);
    // Lettre's own builder reads the addresses again from what it has just written.
    let mut bytes = head(&letter, &from, &to)?.to_string().into_bytes();
    bytes.extend(parts(&letter)?);
    if bytes.len() > MAX_MESSAGE {
        return Err(BadMessage::TooLarge(bytes.len()));
    }
    Ok(Message { letter, from: from.email, to: to.email, bytes })
}

fn head(letter: &Letter, from: &message::Mailbox, to: &message::Mailbox) -> Result<Headers, BadMessage> {
    let mut head = Headers::new();
    head.set(header::From::from(Mailboxes::from(from.clone())));
    head.set(header::To::from(Mailboxes::from(to.clone())));
    head.set(header::Date::new(letter.date));
    if let Some(address) = letter.reply_to.as_ref().filter(|address| !address.is_empty()) {
        let to = mailbox("reply-to", &Mailbox { name: String::new(), address: address.clone() })?;
        head.set(header::ReplyTo::from(Mailboxes::from(to)));
    }
    head.set(header::Subject::from(one_line(&letter.subject)));
    let own = [("Message-ID", &letter.message_id)];
    for (name, value) in own.into_iter().chain(letter.headers.iter().map(|(name, value)| (*name, value))) {
        head.insert_raw(raw(name, value)?);
    }
    head.set(header::MIME_VERSION_1_0);
    Ok(head)
}

/// The parts, each with its own headers.
fn parts(letter: &Letter) -> Result<Vec<u8>, BadMessage> {
    let both = |html: &str| {
        let parts = MultiPart::builder().kind(MultiPartKind::Alternative).boundary(boundary(letter, html));
        parts.singlepart(SinglePart::plain(body::of(&letter.text))).singlepart(SinglePart::html(body::of(html)))
    };
    // Verifiers of signatures disagree about white space at the end of a body.
    let plain = || SinglePart::plain(body::of(letter.text.trim_end()));
    if letter.attachments.is_empty() {
        return Ok(letter.html.as_ref().map_or_else(|| plain().formatted(), |html| both(html).formatted()));
    }
    // Neither boundary begins with the other, and no line of base64 begins with either.
    let html = letter.html.as_deref().unwrap_or_default();
    let around = MultiPart::builder().kind(MultiPartKind::Mixed).boundary(format!("m{}", boundary(letter, html)));
    let mixed = match &letter.html {
        Some(html) => around.multipart(both(html)),
        None => around.singlepart(plain()),
    };
    let files = letter.attachments.iter().map(Attachment::part);
    let files = files.collect::<Result<Vec<_>, String>>().map_err(BadMessage::Other)?;
    Ok(files.into_iter().fold(mixed, MultiPart::singlepart).formatted())
}

/// The letter's boundary, or the first with a number that neither part holds: the same for the same letter.
fn boundary(letter: &Letter, html: &str) -> String {
    let numbered = (1..).map(|n| format!("{}_{n}", letter.boundary));
    let mut all = std::iter::once(letter.boundary.clone()).chain(numbered);
    all.find(|boundary| !html.contains(boundary) && !letter.text.contains(boundary)).unwrap_or_default()
}

fn mailbox(what: &'static str, of: &Mailbox) -> Result<message::Mailbox, BadMessage> {
    let bad = || BadMessage::Address { what, address: of.address.chars().take(100).collect() };
    let plain = !of.address.contains(|c: char| c.is_control() || c.is_whitespace());
    let address: Address = of.address.parse().ok().filter(|_| plain).ok_or_else(bad)?;
    let address = in_ascii(address).ok_or_else(bad)?;
    let name = one_line(&of.name);
    Ok(message::Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
}

/// The address with its domain as mail servers know it (RFC 5891): letters in a domain need no SMTPUTF8.
fn in_ascii(address: Address) -> Option<Address> {
    if address.domain().is_ascii() {
        return Some(address);
    }
    let url::Host::Domain(domain) = url::Host::parse(address.domain()).ok()? else { return None };
    Address::new(address.user(), domain).ok()
}

/// A header that is written exactly as given.
fn raw(name: &str, value: &str) -> Result<HeaderValue, BadMessage> {
    let bad = || BadMessage::Header(name.to_string());
    let fits = value.len() + name.len() < 900 && value.bytes().all(|b| (0x20..0x7f).contains(&b));
    let name = HeaderName::new_from_ascii(name.to_string()).map_err(|_| bad())?;
    if fits { Ok(HeaderValue::dangerous_new_pre_encoded(name, value.into(), value.into())) } else { Err(bad()) }
}

fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_HEADER).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn letter(name: &str, subject: &str, reply_to: Option<&str>) -> Letter {
        let of = |name: &str, address: &str| Mailbox { name: name.into(), address: address.into() };
        Letter {
            from: of("Siembra, Inc.", "news@example.com"),
            to: of(name, "ana@example.org"),
            reply_to: reply_to.map(str::to_string),
            subject: subject.into(),
            html: Some(format!("<p>{name}</p>\n")),
            text: "Hello\n".into(),
            message_id: "<1.abc@example.com>".into(),
            boundary: "=_1_abc".into(),
            date: SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_000_000),
            headers: vec![("List-Id", "<marketing.example.com>".into())],
            attachments: Vec::new(),
        }
    }

    #[test]
    fn a_message_has_the_bytes_of_lettres_builder() {
        let long = "word ".repeat(60);
        for (name, subject, reply_to) in [
            ("", "", None),
            ("Ana Pérez", "¿Qué tal, señora?", Some("sales@example.com")),
            ("\"Quoted\" (and, more); <x>", &long, Some("")),
            ("名前", "a\r\nBcc: x@y.test", None),
        ] {
            let letter = letter(name, subject, reply_to);
            let (from, to) = (mailbox("", &letter.from).unwrap(), mailbox("", &letter.to).unwrap());
            let mut theirs = message::Message::builder().from(from).to(to).date(letter.date);
            if let Some(address) = reply_to.filter(|address| !address.is_empty()) {
                theirs = theirs.reply_to(address.parse().unwrap());
            }
            let theirs = theirs
                .subject(one_line(&letter.subject))
                .raw_header(raw("Message-ID", &letter.message_id).unwrap())
                .raw_header(raw("List-Id", "<marketing.example.com>").unwrap())
                .multipart(
                    MultiPart::builder()
                        .kind(MultiPartKind::Alternative)
                        .boundary(&letter.boundary)
                        .singlepart(SinglePart::plain(body::of(&letter.text)))
                        .singlepart(SinglePart::html(body::of(letter.html.as_deref().unwrap()))),
                );
            let own = build(letter).unwrap();
            assert_eq!(String::from_utf8_lossy(&own.bytes), String::from_utf8_lossy(&theirs.unwrap().formatted()));
        }
    }
}
