//! Reports to machines: `message/delivery-status` (RFC 3464), also where it is broken or stands in the text.

use super::notice::{unless_delayed, words_about};
use super::opened::Opened;
use super::{Action, MOST_RECIPIENTS, Recipient, address};
use crate::verdict::{Category, Status, classify};

const MOST_FIELDS: usize = 2_000;

/// The fields of one recipient.
#[derive(Default)]
struct Group {
    original: Option<String>,
    last: Option<String>,
    action: String,
    status: String,
    diagnostic: String,
    more: String,
}

/// The recipients that a report names, each once.
pub(super) fn read(opened: &Opened) -> Vec<Recipient> {
    let mut texts: Vec<&str> = opened.statuses.iter().map(String::as_str).collect();
    if texts.is_empty() && opened.notice.to_ascii_lowercase().contains("\nfinal-recipient:") {
        texts.push(&opened.notice);
    }
    let mut recipients: Vec<Recipient> = Vec::new();
    for group in texts.into_iter().flat_map(groups).take(2 * MOST_RECIPIENTS) {
        if recipients.len() == MOST_RECIPIENTS {
            break;
        }
        let Some(recipient) = recipient(&group, opened) else { continue };
        if !recipients.iter().any(|known| known.address.eq_ignore_ascii_case(&recipient.address)) {
            recipients.push(recipient);
        }
    }
    recipients
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups = vec![Group::default()];
    for (name, value) in fields(text) {
        let group = groups.last_mut().expect("there is one from the start");
        let again = match name.as_str() {
            "original-recipient" => group.original.is_some() || group.last.is_some() && !group.action.is_empty(),
            "final-recipient" => group.last.is_some(),
            _ => name.is_empty() && (group.original.is_some() || group.last.is_some()),
        };
        if again {
            groups.push(Group::default());
        }
        let group = groups.last_mut().expect("there is one from the start");
        match name.as_str() {
            "original-recipient" => group.original = Some(value),
            "final-recipient" => group.last = Some(value),
            "action" => group.action = value.to_ascii_lowercase(),
            "status" => group.status = value,
            "diagnostic-code" => group.diagnostic = value,
            "x-supplementary-info" | "x400-supplementary-info" | "x-notes" | "final-log-id" => group.more = value,
            _ => {}
        }
    }
    groups
}

/// The fields of a text, unfolded; a blank line is a field without name.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().take(MOST_FIELDS) {
        match line.split_once(':') {
            _ if line.trim().is_empty() => fields.push((String::new(), String::new())),
            _ if line.starts_with([' ', '\t']) && fields.last().is_some_and(|(name, _)| !name.is_empty()) => {
                if let Some((_, value)) = fields.last_mut().filter(|(_, value)| value.len() < 4_000) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            Some((name, value)) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string())),
            None => {}
        }
    }
    fields
}

fn recipient(group: &Group, opened: &Opened) -> Option<Recipient> {
    let of = |field: &Option<String>| {
        let value = field.as_deref()?;
        address::field(value.split_once(';').map_or(value, |(_, value)| value))
    };
    let address = of(&group.original).or_else(|| of(&group.last))?;
    let status = Status::parse(&group.status);
    let action = action(group, status);
    // Some servers speak in the status, some in fields of their own.
    let said = format!("{} {} {}", group.diagnostic, comment(&group.status), group.more);
    let category = match action {
        Action::Delivered => Category::Unknown,
        _ => verdict(&said, status, opened, &address),
    };
    let diagnostic =
        if said.trim().is_empty() { words_about(&opened.notice, &address).unwrap_or_default() } else { said };
    Some(Recipient { address, action, status, diagnostic, category: unless_delayed(action, category) })
}

/// By the report; where that says nothing, by the notice for people beside it.
fn verdict(said: &str, status: Option<Status>, opened: &Opened, address: &str) -> Category {
    let known = |category: &Category| *category != Category::Unknown;
    let first = Some(classify(said, status)).filter(known);
    let beside = || words_about(&opened.notice, address).map(|words| classify(&words, status)).filter(known);
    first.or_else(beside).unwrap_or_else(|| classify(&opened.notice, status))
}

fn action(group: &Group, status: Option<Status>) -> Action {
    let begins = |words: &[&str]| words.iter().any(|word| group.action.starts_with(word));
    match status {
        _ if begins(&["delay"]) => Action::Delayed,
        _ if begins(&["deliver", "relay", "expand", "success"]) => Action::Delivered,
        Some(Status(2, ..)) if group.action.is_empty() => Action::Delivered,
        _ => Action::Failed,
    }
}

/// What stands behind the code in a status: `5.0.0 (recipient reached disk quota)`, `553 Exceeded maximum size`.
fn comment(status: &str) -> &str {
    let code = status.split_whitespace().next().unwrap_or_default();
    if Status::parse(code).is_some() { status[status.find(code).unwrap_or(0) + code.len()..].trim() } else { status }
}
