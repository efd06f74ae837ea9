//! What notices of mail servers say, whichever server wrote them.

use crate::tables::{self, Table, any};
use std::sync::LazyLock;

static TABLES: LazyLock<Vec<(&str, Table)>> = LazyLock::new(|| tables::parse(include_str!("notices.txt")));

/// A table by its name.
pub(super) fn table(name: &str) -> &'static [&'static str] {
    TABLES.iter().find(|(known, _)| *known == name).map_or(&[], |(_, phrases)| phrases)
}

/// Small letters, single spaces.
pub(super) fn small(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn opens_list(text: &str) -> bool {
    any(table("openers"), text)
}

pub(super) fn names_recipient(before: &str) -> bool {
    let bare = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_suffix("smtp").or(bare.strip_suffix("rfc822")).unwrap_or(bare);
    let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ',');
    table("before").iter().any(|words| {
        let words = words.trim_end_matches(',');
        bare.strip_suffix(words).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

pub(super) fn refuses(after: &str) -> bool {
    let bare = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    table("after").iter().any(|words| bare.starts_with(words))
}

/// A label of a list, as in `Recipient: <ana@example.com>`.
pub(super) fn is_label(before: &str) -> bool {
    let bare = before.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty()
        || bare.ends_with("smtp")
        || ["recipient", "address", "user", "rfc822", "failed", "final recipient"].contains(&bare)
}

pub(super) fn is_aside(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let field = |name: &str| match name.strip_suffix('-') {
        // A family of fields, and no address that begins so.
        Some(_) => bare.find(':').is_some_and(|colon| bare.find('@').is_none_or(|at| colon < at)),
        None => true,
    };
    let words = line.split(' ').filter(|word| !word.contains('@')).fold(String::new(), |text, word| text + word + " ");
    table("aside").iter().any(|name| bare.starts_with(name) && field(name)) || any(table("help"), &words)
}

pub(super) fn begins_copy(line: &str) -> bool {
    let line = small(line);
    let framed = line.starts_with(['-', '=', '*', '|', '_', '+', '#', ':']) || line.ends_with([':', '-', '=', '*']);
    let says = any(table("copy"), &line) && !line.contains("was received") && !opens_list(&line);
    // A rule of its own, and a sentence that ends with the words.
    let sentence = line.trim_end_matches('.');
    let ends = sentence.ends_with("follows") || sentence.ends_with("attached");
    says && (framed || ends) && !line.contains("problem report")
}

pub(super) fn is_delay(text: &str) -> bool {
    any(table("delay"), text)
}

pub(super) fn is_failure(text: &str) -> bool {
    any(table("failure"), text)
}

pub(super) fn is_sender(from: &str) -> bool {
    any(table("senders"), from)
}
