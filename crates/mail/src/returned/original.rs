//! Which message it is that came back: by its Message-IDs, and by the addresses that it was to come back to.

use super::address;
use super::opened::Opened;

const MOST_LINES: usize = 300;
const MOST_IDS: usize = 20;

/// What is known of the message that came back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Original {
    /// Candidates, with their angle brackets; those of the copy first.
    pub message_ids: Vec<String>,
    /// Addresses that this message or the original came to or was sent from: one of them may carry our token.
    pub returned_to: Vec<String>,
    pub to: Option<String>,
    pub subject: Option<String>,
}

pub(super) fn of(opened: &Opened) -> Original {
    let mut original = Original::default();
    let copy = fields(&opened.copy);
    let first = |wanted: &str| copy.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    original.to = first("to").and_then(|to| address::all(&to).pop()).map(|found| found.address);
    original.subject = first("subject").map(|subject| subject.chars().take(200).collect());
    let elsewhere = opened.statuses.iter().chain(&opened.disposition).chain(&opened.feedback).chain([&opened.notice]);
    for (name, value) in copy.into_iter().chain(elsewhere.flat_map(|text| fields(text))) {
        match name.as_str() {
            "message-id" | "original-message-id" | "original-envelope-id" => ids(&value, &mut original.message_ids),
            "return-path" | "sender" | "errors-to" | "original-mail-from" => {
                returned(&value, &mut original.returned_to)
            }
            _ => {}
        }
    }
    for name in ["in-reply-to", "references", "x-original-message-id"] {
        opened.headers.all(name).for_each(|value| ids(value, &mut original.message_ids));
    }
    for name in ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc"] {
        opened.headers.all(name).for_each(|value| returned(value, &mut original.returned_to));
    }
    original
}

/// Header-like lines at the start of a text.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().take(MOST_LINES) {
        let line = line.trim_start_matches('>');
        match (line.starts_with([' ', '\t']), line.split_once(':')) {
            (true, _) if fields.last().is_some_and(|(_, value)| value.len() < 2_000) => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                if let Some((name, value)) = line.trim().split_once(':') {
                    fields.push((name.to_ascii_lowercase(), value.trim().to_string()));
                }
            }
            (false, Some((name, value))) if name.len() < 80 => {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
            }
            _ => {}
        }
    }
    fields
}

fn ids(value: &str, found: &mut Vec<String>) {
    for piece in value.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(id, _)| id.trim()) {
        let id = format!("<{piece}>");
        if found.len() < MOST_IDS && piece.len() < 300 && piece.contains('@') && !found.contains(&id) {
            found.push(id);
        }
    }
}

fn returned(value: &str, found: &mut Vec<String>) {
    for one in address::all(value) {
        if found.len() < MOST_IDS && !found.contains(&one.address) {
            found.push(one.address);
        }
    }
}
