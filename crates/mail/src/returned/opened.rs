//! A returned message opened: its headers, the notice to the reader, the reports to machines, the copy of the original.

use super::headers::Headers;
use super::parts::{self, Part};
use super::{MOST, tables};
use mail_parser::MessageParser;

/// Most bytes of the notice.
const MOST_NOTICE: usize = 64 * 1024;

/// What a message consists of.
pub(super) struct Opened {
    pub headers: Headers,
    pub subject: String,
    /// What the server tells its reader, before the copy of the original.
    pub notice: String,
    /// The copy, as text with its headers.
    pub copy: String,
    /// `message/delivery-status` and its like.
    pub statuses: Vec<String>,
    /// `message/feedback-report`.
    pub feedback: Option<String>,
    /// `message/disposition-notification`.
    pub disposition: Option<String>,
    /// It calls itself a report on a delivery.
    pub is_report: bool,
}

impl Opened {
    pub fn open(raw: &[u8]) -> Opened {
        let bytes = lines(&raw[..raw.len().min(MOST)]);
        let opened = Opened::of(&bytes);
        // A gateway may have wrapped the whole report.
        let wrapped = opened.statuses.is_empty() && opened.feedback.is_none() && opened.disposition.is_none();
        let inner = wrapped.then(|| Opened::of(opened.copy.as_bytes()));
        match inner.filter(|inner| inner.is_report && !inner.statuses.is_empty()) {
            Some(inner) => Opened { headers: opened.headers, ..inner },
            None => opened,
        }
    }

    fn of(bytes: &[u8]) -> Opened {
        let bytes = &bytes[bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(bytes.len())..];
        let (headers, parts) = parts::split(bytes);
        let kind = headers.small("content-type");
        let text_of = |wanted: &str| parts.iter().find(|part| part.kind == wanted).map(Part::text);
        let (notice, rest) = cut(&notice(&parts));
        let copy = parts.iter().find(|part| part.is_original()).map_or(rest, Part::text);
        let is_status =
            |part: &&Part| matches!(part.kind.as_str(), "message/delivery-status" | "message/global-delivery-status");
        Opened {
            subject: subject(&headers),
            statuses: parts.iter().filter(is_status).map(Part::text).collect(),
            feedback: text_of("message/feedback-report"),
            disposition: text_of("message/disposition-notification"),
            is_report: kind.contains("multipart/report") && !kind.contains("disposition-notification"),
            notice,
            copy,
            headers,
        }
    }

    /// Where the message came to and whom it is from: not those of whom it speaks.
    pub fn own(&self) -> Vec<String> {
        let names = ["to", "cc", "from", "sender", "reply-to", "return-path", "delivered-to", "errors-to"];
        let lines = names.iter().flat_map(|name| self.headers.all(name));
        lines.flat_map(super::address::all).map(|found| found.address.to_ascii_lowercase()).collect()
    }
}

/// Every line ending as LF, as mail from everywhere comes with any.
fn lines(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\r' => {
                rest.next_if_eq(&b'\n');
                bytes.push(b'\n');
            }
            byte => bytes.push(byte),
        }
    }
    bytes
}

fn subject(headers: &Headers) -> String {
    let raw = headers.get("subject").unwrap_or_default();
    let line = format!("Subject: {raw}\n\n");
    let parsed =
        MessageParser::default().parse_headers(&line).and_then(|message| message.subject().map(str::to_string));
    parsed.unwrap_or_else(|| raw.to_string())
}

/// The text before the copy of the original; HTML where there is nothing else.
fn notice(parts: &[Part]) -> String {
    let before = || parts.iter().take_while(|part| !part.is_original());
    let mut text = String::new();
    for part in before().filter(|part| part.kind == "text/plain" || part.kind.is_empty() || part.kind == "text") {
        text.push_str(&part.text());
        text.push('\n');
    }
    if !text.contains('@') {
        before().filter(|part| part.kind == "text/html").for_each(|part| text.push_str(&from_html(&part.text())));
    }
    let mut end = text.len().min(MOST_NOTICE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// HTML as lines of text. Addresses in angle brackets stay, also where they should have been escaped.
fn from_html(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        let Some(close) = rest.find('>') else { break };
        let tag = rest[..close].trim_start_matches('/').to_ascii_lowercase();
        match tag.split([' ', '/', '\n']).next().unwrap_or_default() {
            _ if tag.contains('@') && !tag.contains(' ') => text.push_str(&format!("<{}>", &rest[..close])),
            "br" | "p" | "div" | "tr" | "li" | "h1" | "h2" | "h3" | "table" | "td" => text.push('\n'),
            "style" | "script" if !rest.starts_with('/') => {
                rest = rest.find("</").map_or("", |end| &rest[end..]);
                continue;
            }
            _ => {}
        }
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&#64;", "@"), ("&quot;", "\""), ("&amp;", "&")];
    pairs.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// Cuts a text where the copy of the original begins.
fn cut(text: &str) -> (String, String) {
    let (mut at, mut said) = (0, false);
    for line in text.split_inclusive('\n') {
        if said && tables::begins_copy(line) {
            return (text[..at].to_string(), text[at + line.len()..].to_string());
        }
        if said && ["Received: ", "Return-Path: ", ">Return-Path: "].iter().any(|name| line.starts_with(name)) {
            return (text[..at].to_string(), text[at..].to_string());
        }
        said |= !line.trim().is_empty();
        at += line.len();
    }
    (text.to_string(), String::new())
}
