//! Answers: of machines in a person's absence (RFC 3834), of readers that confirm, and of people who want no more.

use super::opened::Opened;
use super::{Kind, tables};

/// Headers that only automatic answers have.
const MARKS: &[&str] = &[
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-mail-autoreply",
    "x-vacation",
    "x-autoreply-from",
];

pub(super) fn kind(opened: &Opened) -> Kind {
    let subject = opened.subject.trim().trim_end_matches(['.', '!']).to_lowercase();
    let subject = subject.strip_prefix("re:").unwrap_or(&subject).trim();
    match () {
        () if is_automatic(opened) => Kind::AutoReply,
        () if tables::table("leave").contains(&subject) => Kind::Unsubscribe,
        () => Kind::NotForUs,
    }
}

/// A machine wrote this.
pub(super) fn is_automatic(opened: &Opened) -> bool {
    let headers = &opened.headers;
    let submitted = headers.small("auto-submitted");
    let subject = tables::small(&opened.subject);
    let subject = subject.strip_prefix("re: ").unwrap_or(&subject);
    (!submitted.is_empty() && !submitted.starts_with("no"))
        || MARKS.iter().any(|mark| headers.get(mark).is_some())
        || headers.small("precedence").starts_with("auto")
        || headers.small("x-precedence").starts_with("auto")
        || tables::table("subjects").iter().any(|begin| subject.starts_with(begin))
}

/// A reader's receipt that says no more than that the message was seen or put away.
pub(super) fn is_receipt(opened: &Opened) -> bool {
    let Some(disposition) = &opened.disposition else { return false };
    let words = tables::small(&format!("{} {}", opened.subject, opened.notice));
    let rejected = words.contains("rejected") || words.contains("quota") || words.contains("not be delivered");
    !(rejected && disposition.to_ascii_lowercase().contains("automatic-action"))
}
