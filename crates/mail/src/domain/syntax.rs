//! Whether an SPF record can be read (RFC 7208 §12): one term that cannot makes verifiers heed none of it.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Terms are separated by spaces and come after the version.
pub(super) fn is_readable(record: &str) -> bool {
    let mut once = Vec::new();
    let terms = record.split(' ').filter(|term| !term.is_empty()).skip(1);
    terms.map(str::to_ascii_lowercase).all(|term| {
        let modifier = term.split_once('=').filter(|(name, _)| is_name(name));
        match modifier {
            Some((name @ ("redirect" | "exp"), target)) => {
                let first = !once.iter().any(|own| own == name);
                once.push(name.to_string());
                first && is_domain(target)
            }
            Some((_, value)) => is_macro(value),
            None => is_mechanism(term.strip_prefix(['+', '-', '~', '?']).unwrap_or(&term)),
        }
    })
}

fn is_name(text: &str) -> bool {
    let mut letters = text.bytes();
    letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

fn is_mechanism(term: &str) -> bool {
    let name = term.split([':', '/']).next().unwrap_or_default();
    let rest = &term[name.len()..];
    let target = rest.strip_prefix(':');
    match name {
        "all" => rest.is_empty(),
        "include" | "exists" => target.is_some_and(is_domain),
        "ptr" => rest.is_empty() || target.is_some_and(is_domain),
        "a" | "mx" => bits(rest, "//", 128)
            .and_then(|rest| bits(rest, "/", 32))
            .is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(is_domain)),
        "ip4" => target.and_then(|range| bits(range, "/", 32)).is_some_and(|one| one.parse::<Ipv4Addr>().is_ok()),
        "ip6" => target.and_then(|range| bits(range, "/", 128)).is_some_and(|one| one.parse::<Ipv6Addr>().is_ok()),
        _ => false,
    }
}

/// The text without the length of a prefix at its end; `None` where that is none.
fn bits<'t>(text: &'t str, mark: &str, most: u32) -> Option<&'t str> {
    let Some((before, length)) = text.rsplit_once(mark) else { return Some(text) };
    if length.is_empty() || !length.bytes().all(|b| b.is_ascii_digit()) {
        // A slash within a name.
        return (!length.is_empty() && length.contains(|c: char| !c.is_ascii_digit())).then_some(text);
    }
    let plain = length == "0" || !length.starts_with('0');
    (plain && length.parse::<u32>().is_ok_and(|length| length <= most)).then_some(before)
}

/// A name whose last label is one, or ends with a macro.
fn is_domain(text: &str) -> bool {
    if !is_macro(text) || text.is_empty() {
        return false;
    }
    if text.ends_with('}') || ["%%", "%_", "%-"].iter().any(|end| text.ends_with(end)) {
        return true;
    }
    let text = text.strip_suffix('.').unwrap_or(text);
    let Some((_, top)) = text.rsplit_once('.') else { return false };
    let plain = top.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain && !top.starts_with('-') && !top.ends_with('-') && top.bytes().any(|b| !b.is_ascii_digit())
}

/// Visible letters, and what is put in by the verifier: `%{ir}`, `%%`, `%_`, `%-`.
fn is_macro(text: &str) -> bool {
    let mut rest = text;
    while let Some((plain, from)) = rest.split_once('%') {
        if !plain.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        rest = match from.strip_prefix('{') {
            Some(inner) => match inner.split_once('}').filter(|(inner, _)| is_expansion(inner)) {
                Some((_, after)) => after,
                None => return false,
            },
            None if from.starts_with(['%', '_', '-']) => &from[1..],
            None => return false,
        };
    }
    rest.bytes().all(|b| b.is_ascii_graphic())
}

/// A letter (c, r and t belong to explanations alone), how many labels, whether in reverse, and what cuts into them.
fn is_expansion(inner: &str) -> bool {
    let Some(rest) = inner.strip_prefix(|c: char| "slodiphv".contains(c)) else { return false };
    let cut = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let labels = &rest[..rest.len() - cut.len()];
    let delimiters = cut.strip_prefix('r').unwrap_or(cut);
    (labels.is_empty() || labels.bytes().any(|b| b != b'0')) && delimiters.chars().all(|c| ".-+,/_=".contains(c))
}
