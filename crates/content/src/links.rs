//! Links of a rendered message: found once, counted, made trackable in both of its parts.
//!
//! Of HTML only `<a>` and `<area>` lead anywhere, of plain text whatever looks like an address of the web. Mail, phone and
//! in-page links, the unsubscribe link and whatever the caller keeps are never touched.

mod text;

use crate::attributes::Attributes;
use crate::environment::escape;
use crate::token::{MAX_TARGET, TRAP};
use std::ops::Range;

/// A link of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Place of the attribute's value in the HTML, in bytes.
    place: Range<usize>,
    /// Where the attributes of its element begin.
    attributes: usize,
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
        let begin = start + 1 + name.len();
        let mut attributes = Attributes::of(html, begin);
        if name.eq_ignore_ascii_case("a") || name.eq_ignore_ascii_case("area") {
            let (mut untracked, mut href) = (false, None);
            for (name, value) in attributes.by_ref() {
                untracked |= name.eq_ignore_ascii_case("data-track") && html[value.clone()].eq_ignore_ascii_case("no");
                href = href.or(Some(value).filter(|_| name.eq_ignore_ascii_case("href")));
            }
            if let Some(place) = href {
                links.push(Link { target: decode(&html[place.clone()]), place, attributes: begin, untracked });
            }
        }
        at = attributes.end().max(start + 1);
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

/// The links of a message's HTML with what becomes of each.
pub struct Links<'a> {
    html: &'a str,
    /// What stays as it is begins so.
    keep: &'a [&'a str],
    fates: Vec<(Link, Fate)>,
}

impl<'a> Links<'a> {
    /// Links that start with one of `keep` stay as they are, and what is no link of the web.
    pub fn of(html: &'a str, keep: &'a [&'a str]) -> Links<'a> {
        Links { html, keep, fates: fates(html, keep) }
    }

    /// The HTML in which each trackable link has a new address: `track` gets its place among them and its target, and may
    /// decline. What would run as a script is cut.
    pub fn rewrite(&self, mut track: impl FnMut(u16, &str) -> Option<String>) -> String {
        let mut out = String::with_capacity(self.html.len() + 4096);
        let mut at = 0;
        for (link, fate) in &self.fates {
            let new = match fate {
                Fate::Cut => Some("#".to_string()),
                Fate::Kept => None,
                Fate::Tracked(place) => track(*place, &spelled(link.target.trim())),
            };
            if let Some(new) = new {
                out.push_str(&self.html[at..link.place.start]);
                out.push_str(&escape(&new));
                at = link.place.end;
            }
        }
        out.push_str(&self.html[at..]);
        out
    }

    /// The HTML in which each trackable link says its place among them as people count, from 1, as `data-place`.
    pub fn numbered(&self) -> String {
        let (mut out, mut at) = (String::with_capacity(self.html.len() + 4096), 0);
        for (link, fate) in &self.fates {
            if let Fate::Tracked(place) = fate {
                out.push_str(&self.html[at..link.attributes]);
                out.push_str(&format!(" data-place=\"{}\"", u32::from(*place) + 1));
                at = link.attributes;
            }
        }
        out + &self.html[at..]
    }
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

/// The pixel that reports an opening.
pub fn pixel(url: &str) -> String {
    format!("<img src=\"{}\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block\">", escape(url))
}

/// A link that is not shown, has no words and cannot be reached by keyboard: what follows it is a machine.
pub fn trap(url: &str) -> String {
    let url = escape(url);
    format!("<a href=\"{url}\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\" rel=\"nofollow\"></a>")
}

/// Adds elements at the end of the body.
pub fn ending_with(mut html: String, elements: &str) -> String {
    let at = html.rfind("</body>").unwrap_or(html.len());
    html.insert_str(at, elements);
    html
}

/// A target as browsers would send it: blanks and line breaks that a value brought in are percent-encoded.
fn spelled(target: &str) -> String {
    target.replace(' ', "%20").replace(['\n', '\r', '\t'], "")
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
