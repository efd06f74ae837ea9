//! MIME: a letter as the bytes that go over the wire. Everything in it is known beforehand, so that the same letter
//! gives the same bytes; nothing in it can add a header or end the message early.

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{self, MultiPart, MultiPartKind, SinglePart};
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
}

/// A built message.
#[derive(Debug, Clone)]
pub struct Message {
    pub letter: Letter,
    pub(crate) from: Address,
    pub(crate) to: Address,
    /// As it goes over the wire, before dots are doubled. Pure ASCII, lines end in CRLF.
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
    let mut builder = message::Message::builder().from(from.clone()).to(to.clone()).date(letter.date);
    if let Some(reply_to) = letter.reply_to.as_ref().filter(|address| !address.is_empty()) {
        builder = builder.reply_to(mailbox("reply-to", &Mailbox { name: String::new(), address: reply_to.clone() })?);
    }
    builder = builder.subject(one_line(&letter.subject));
    let own = [("Message-ID", &letter.message_id)];
    for (name, value) in own.into_iter().chain(letter.headers.iter().map(|(name, value)| (*name, value))) {
        builder = builder.raw_header(header(name, value)?);
    }
    let built = match &letter.html {
        Some(html) => {
            let parts = MultiPart::builder().kind(MultiPartKind::Alternative).boundary(boundary(&letter, html));
            let text = SinglePart::plain(lines(&letter.text));
            builder.multipart(parts.singlepart(text).singlepart(SinglePart::html(lines(html))))
        }
        // Verifiers of signatures disagree about white space at the end of a body.
        None => builder.singlepart(SinglePart::plain(lines(letter.text.trim_end()))),
    };
    let bytes = built.map_err(|error| BadMessage::Other(error.to_string()))?.formatted();
    if bytes.len() > MAX_MESSAGE {
        return Err(BadMessage::TooLarge(bytes.len()));
    }
    Ok(Message { letter, from: from.email, to: to.email, bytes })
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
    let name = one_line(&of.name);
    Ok(message::Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
}

/// A header that is written exactly as given.
fn header(name: &str, value: &str) -> Result<HeaderValue, BadMessage> {
    let bad = || BadMessage::Header(name.to_string());
    let fits = value.len() + name.len() < 900 && value.bytes().all(|b| (0x20..0x7f).contains(&b));
    let name = HeaderName::new_from_ascii(name.to_string()).map_err(|_| bad())?;
    if fits { Ok(HeaderValue::dangerous_new_pre_encoded(name, value.into(), value.into())) } else { Err(bad()) }
}

fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_HEADER).collect()
}

/// Text with mail's line endings, whichever it came with.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").replace('\n', "\r\n")
}
