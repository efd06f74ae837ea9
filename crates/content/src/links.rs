//! Links of a rendered message: found, counted, made trackable.
//!
//! Of HTML only `<a>` and `<area>` lead anywhere, of plain text whatever looks like an address of the web. Mail, phone and
//! in-page links, the unsubscribe link and whatever the caller keeps are never touched.

mod text;

use crate::environment::escape;
use crate::token::{MAX_TARGET, TRAP};
use std::ops::Range;

pub use text::rewrite_text;

/// A link of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Place of the attribute's value in the HTML, in bytes.
    place: Range<usize>,
    /// Where it leads, character references resolved.
    pub target: String,
    /// Marked `data-track="no"`.
    pub untracked: bool,
}

/// Whether a text is an address of the web that a browser may be sent to.
pub fn is_web(url: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        url.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(|_| &url[scheme.len()..])
    });
    rest.is_some_and(|rest| {
        url.len() <= MAX_TARGET
            && rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !url.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\')
    })
}

/// Whether a link may be in a message at all.
fn is_harmless(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.trim().to_ascii_lowercase());
    match scheme {
        Some(scheme) if scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')) => {
            matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel" | "sms")
        }
        Some(scheme) => !scheme.contains("script"),
        None => true,
    }
}

/// Every link of a message, in order.
pub fn find(html: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|n| at + n) {
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        let name: &str = &rest[1..1 + rest[1..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len() - 1)];
        let (attributes, end) = attributes(html, start + 1 + name.len());
        if name.eq_ignore_ascii_case("a") || name.eq_ignore_ascii_case("area") {
            let untracked = attributes.iter().any(|(name, value)| {
                name.eq_ignore_ascii_case("data-track") && html[value.clone()].eq_ignore_ascii_case("no")
            });
            let href = attributes.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("href"));
            if let Some((_, place)) = href {
                links.push(Link { target: decode(&html[place.clone()]), place, untracked });
            }
        }
        at = end.max(start + 1);
    }
    links
}

/// What becomes of a link.
enum Fate {
    /// It would run as a script.
    Cut,
    Kept,
    /// Its place among those that are tracked.
    Tracked(u16),
}

/// Every link of a message with what becomes of it.
fn fates(html: &str, keep: &[&str]) -> Vec<(Link, Fate)> {
    let mut index = 0u16;
    let fate = |link: Link| {
        let target = link.target.trim();
        let fate = match () {
            () if !is_harmless(target) => Fate::Cut,
            () if link.untracked || is_kept(target, keep) || !is_web(&spelled(target)) => Fate::Kept,
            () if index == TRAP => Fate::Kept,
            () => {
                index += 1;
                Fate::Tracked(index - 1)
            }
        };
        (link, fate)
    };
    find(html).into_iter().map(fate).collect()
}

fn is_kept(target: &str, keep: &[&str]) -> bool {
    keep.iter().any(|keep| !keep.is_empty() && target.starts_with(keep))
}

/// Gives each trackable link a new address: `track` gets its place among them and its target, and may decline. Links
/// that start with one of `keep` stay as they are; what would run as a script is cut.
pub fn rewrite(html: &str, keep: &[&str], mut track: impl FnMut(u16, &str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + 4096);
    let mut at = 0;
    for (link, fate) in fates(html, keep) {
        let new = match fate {
            Fate::Cut => Some("#".to_string()),
            Fate::Kept => None,
            Fate::Tracked(place) => track(place, &spelled(link.target.trim())),
        };
        if let Some(new) = new {
            out.push_str(&html[at..link.place.start]);
            out.push_str(&escape(&new));
            at = link.place.end;
        }
    }
    out.push_str(&html[at..]);
    out
}

/// Adds the pixel that reports an opening, at the end of the body.
pub fn with_pixel(html: &str, url: &str) -> String {
    let at = html.rfind("</body>").unwrap_or(html.len());
    let url = escape(url);
    format!(
        "{}<img src=\"{url}\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block\">{}",
        &html[..at],
        &html[at..]
    )
}

/// Adds a link that is not shown, has no words and cannot be reached by keyboard: what follows it is a machine.
pub fn with_trap(html: &str, url: &str) -> String {
    let at = html.rfind("</body>").unwrap_or(html.len());
    let url = escape(url);
    let link =
        format!("<a href=\"{url}\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\" rel=\"nofollow\"></a>");
    format!("{}{link}{}", &html[..at], &html[at..])
}

/// A target as browsers would send it: blanks and line breaks that a value brought in are percent-encoded.
fn spelled(target: &str) -> String {
    target.replace(' ', "%20").replace(['\n', '\r', '\t'], "")
}

/// Attributes of a tag as (name, place of the value), and the place after the tag.
pub(crate) fn attributes(html: &str, from: usize) -> (Vec<(&str, Range<usize>)>, usize) {
    let bytes = html.as_bytes();
    let (mut found, mut at) = (Vec::new(), from);
    let skip = |mut at: usize, wanted: fn(u8) -> bool| {
        while at < bytes.len() && wanted(bytes[at]) {
            at += 1;
        }
        at
    };
    loop {
        at = skip(at, |b| b.is_ascii_whitespace() || b == b'/');
        if at >= bytes.len() || bytes[at] == b'>' || bytes[at] == b'<' {
            return (found, (at + usize::from(bytes.get(at) == Some(&b'>'))).min(bytes.len()));
        }
        let name = at;
        at = skip(at, |b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/' | b'<'));
        let name = &html[name..at];
        let equals = skip(at, |b| b.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            at = at.max(equals);
            continue;
        }
        at = skip(equals + 1, |b| b.is_ascii_whitespace());
        let quote = bytes.get(at).copied().filter(|b| matches!(b, b'"' | b'\''));
        let value = match quote {
            Some(quote) => {
                let end = bytes[at + 1..].iter().position(|b| *b == quote).map_or(bytes.len(), |n| at + 1 + n);
                at + 1..end
            }
            None => at..skip(at, |b| !b.is_ascii_whitespace() && b != b'>'),
        };
        at = value.end + usize::from(quote.is_some());
        at = at.min(bytes.len());
        found.push((name, value));
    }
}

/// Resolves the character references that occur in URLs.
pub(crate) fn decode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find(';').filter(|end| *end <= 10) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let letter = match &rest[1..end] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            number => match number.strip_prefix('#') {
                Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
                Some(decimal) => decimal.parse().ok(),
                None => None,
            }
            .and_then(char::from_u32),
        };
        match letter {
            Some(letter) => {
                out.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}
