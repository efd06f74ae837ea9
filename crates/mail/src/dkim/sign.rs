//! Signs a built message with every key of its domain.

use super::key::{BadKey, Key, Kind};
use crate::Message;
use aws_lc_rs::digest::{SHA256, digest};
use mail_auth::common::headers::{HeaderWriter, Writable};
use mail_auth::dkim::{Canonicalization, Signature};
use std::time::UNIX_EPOCH;

/// Headers under the signature, where a message has them. From once more than it occurs: another one, put before it on
/// the way, would break the signature.
const SIGNED: [&str; 15] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
    "Feedback-ID",
    "Auto-Submitted",
    "From",
];

/// Signs mail of one domain.
pub struct Signer {
    domain: String,
    keys: Vec<(String, Key)>,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({}, {} keys)", self.domain, self.keys.len())
    }
}

impl Signer {
    pub fn new(domain: &str) -> Signer {
        Signer { domain: domain.to_string(), keys: Vec::new() }
    }

    /// Adds a private key (PKCS#8) and where its public half is published.
    pub fn add(&mut self, selector: &str, kind: Kind, private: &[u8]) -> Result<(), BadKey> {
        self.keys.push((selector.to_string(), Key::read(kind, private)?));
        Ok(())
    }

    /// The message with a signature of each key before its headers. The same message gives the same bytes.
    pub fn sign(&self, message: Message) -> Result<Message, BadKey> {
        let end =
            message.bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or(BadKey("used without headers"))?;
        let mut body = Vec::with_capacity(message.bytes.len());
        Canonicalization::Relaxed.canonical_body(&message.bytes[end + 4..], 0).write(&mut body);
        let body = digest(&SHA256, &body);
        let headers = headers(&message.bytes[..end + 2]);
        let at = message.letter.date.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let (names, common) = (named(&headers), under(&headers));
        let mut signed = Vec::with_capacity(message.bytes.len() + 1_500);
        for (selector, key) in &self.keys {
            let mut signature = Signature {
                v: 1,
                a: key.algorithm(),
                d: self.domain.clone(),
                s: selector.clone(),
                h: names.clone(),
                t: at,
                bh: body.as_ref().to_vec(),
                ..Signature::default()
            };
            // The signature is over itself, too, without its value.
            let mut text = common.clone();
            signature.write(&mut text, false);
            signature.b = key.sign(&text)?;
            signature.write_header(&mut signed);
        }
        signed.extend_from_slice(&message.bytes);
        Ok(Message { bytes: signed, ..message })
    }
}

type Header<'a> = (&'a [u8], &'a [u8]);

/// Names and values; a value ends with its line break, and goes on in lines that begin with white space.
fn headers(mut head: &[u8]) -> Vec<Header<'_>> {
    let mut all = Vec::new();
    while let Some(colon) = head.iter().position(|byte| *byte == b':') {
        let next = |at: &usize| head[at + 1..].first().is_none_or(|first| !matches!(first, b' ' | b'\t'));
        let end = (colon..head.len()).filter(|at| head[*at] == b'\n').find(next).map_or(head.len(), |at| at + 1);
        all.push((&head[..colon], &head[colon + 1..end]));
        head = &head[end..];
    }
    all
}

fn found<'a>(headers: &[Header<'a>], name: &str) -> Option<Header<'a>> {
    headers.iter().rfind(|(own, _)| own.eq_ignore_ascii_case(name.as_bytes())).copied()
}

/// The names that the signature lists.
fn named(headers: &[Header<'_>]) -> Vec<String> {
    SIGNED.iter().filter(|name| found(headers, name).is_some()).map(|name| name.to_string()).collect()
}

/// What every signature is over: the headers it lists, as often as they occur.
fn under(headers: &[Header<'_>]) -> Vec<u8> {
    let once = SIGNED[..SIGNED.len() - 1].iter().filter_map(|name| found(headers, name));
    let mut text = Vec::with_capacity(1_500);
    Canonicalization::Relaxed.canonicalize_headers(once, &mut text);
    text
}
