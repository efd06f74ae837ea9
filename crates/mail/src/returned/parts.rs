//! MIME as far as it matters here: the leaves of a message in their order, decoded to text. Nesting and number are
//! limited, and what is broken is read as text.

use super::headers::{Headers, parameter};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use std::borrow::Cow;

const MOST_DEPTH: usize = 8;
const MOST_PARTS: usize = 100;

/// A leaf of a message.
pub(super) struct Part {
    pub headers: Headers,
    /// `text/plain`, in small letters.
    pub kind: String,
    pub body: Vec<u8>,
}

/// The headers of a message and its leaves. Lines end in LF.
pub(super) fn split(bytes: &[u8]) -> (Headers, Vec<Part>) {
    let (headers, body) = Headers::read(bytes);
    let mut parts = Vec::new();
    walk(headers.clone(), &bytes[body..], 0, &mut parts);
    (headers, parts)
}

fn walk(headers: Headers, body: &[u8], depth: usize, parts: &mut Vec<Part>) {
    if parts.len() >= MOST_PARTS {
        return;
    }
    let full = headers.get("content-type").unwrap_or("text/plain").to_string();
    let kind = full.split([';', ' ']).next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind.starts_with("multipart/")
        && depth < MOST_DEPTH
        && let Some(boundary) = parameter(&full, "boundary").filter(|boundary| !boundary.is_empty())
    {
        let pieces = pieces(body, boundary.trim_end());
        if !pieces.is_empty() {
            for piece in pieces {
                let (headers, at) = Headers::read(piece);
                walk(headers, &piece[at..], depth + 1, parts);
            }
            return;
        }
    }
    let kind = if kind.starts_with("multipart/") { "text/plain".into() } else { kind };
    let body = decoded(&headers, body).into_owned();
    parts.push(Part { headers, kind, body });
}

/// What stands between the boundaries; the last one need not be closed.
fn pieces<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let (mut pieces, mut open, mut at) = (Vec::new(), None, 0);
    while at < body.len() && pieces.len() < MOST_PARTS {
        let end = body[at..].iter().position(|b| *b == b'\n').map_or(body.len(), |place| at + place);
        let rest = body[at..end].strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()));
        let next = (end + 1).min(body.len());
        match rest.map(<[u8]>::trim_ascii) {
            Some(b"") => {
                pieces.extend(open.map(|from| &body[from..at]));
                open = Some(next);
            }
            Some(b"--") => {
                pieces.extend(open.map(|from| &body[from..at]));
                return pieces;
            }
            _ => {}
        }
        at = next;
    }
    pieces.extend(open.map(|from| &body[from..]));
    pieces
}

fn decoded<'b>(headers: &Headers, body: &'b [u8]) -> Cow<'b, [u8]> {
    let encoding = headers.small("content-transfer-encoding");
    let plain = match encoding.split([';', ' ']).next().unwrap_or_default() {
        "base64" => base64_decode(body),
        "quoted-printable" => quoted_printable_decode(body),
        _ => None,
    };
    plain.map_or(Cow::Borrowed(body), Cow::Owned)
}

impl Part {
    /// The part as text, in its character set as far as that is known.
    pub fn text(&self) -> String {
        let charset = self.headers.get("content-type").and_then(|full| parameter(full, "charset"));
        let decoder = charset.filter(|set| !set.is_empty()).and_then(|set| charset_decoder(set.as_bytes()));
        match (std::str::from_utf8(&self.body), decoder) {
            (Ok(text), None) => text.to_string(),
            (_, Some(decoder)) => decoder(&self.body),
            (Err(_), None) => String::from_utf8_lossy(&self.body).into_owned(),
        }
    }

    /// It holds the message that was not delivered, or its headers.
    pub fn is_original(&self) -> bool {
        matches!(self.kind.as_str(), "message/rfc822" | "message/global" | "message/rfc822-headers")
            || matches!(self.kind.as_str(), "text/rfc822-headers" | "text/rfc822" | "message/global-headers")
    }
}
