//! Complaints: feedback reports (RFC 5965), and those of providers that send the message back without one.

use super::opened::Opened;
use super::{Action, Kind, Recipient, address};
use crate::verdict::Category;

/// How complaints without a report begin.
const SUBJECTS: &[&str] =
    &["complaint about message from", "email feedback report for", "feedback loop", "abuse report"];

pub(super) fn read(opened: &Opened) -> Option<(Kind, Vec<Recipient>)> {
    let subject = opened.subject.to_lowercase();
    let (kind, fields) = match &opened.feedback {
        Some(report) => (kind(report), report.as_str()),
        None if !opened.copy.is_empty() && SUBJECTS.iter().any(|begin| subject.starts_with(begin)) => {
            (Kind::Complaint, "")
        }
        None => return None,
    };
    let mut addresses = values(fields, &["original-rcpt-to", "removal-recipient"]);
    if addresses.is_empty() {
        addresses = values(&opened.copy, &["x-hmxmroriginalrecipient", "x-original-to", "delivered-to", "to"]);
        addresses.truncate(1);
    }
    let recipient = |address| Recipient {
        address,
        action: Action::Delivered,
        status: None,
        diagnostic: String::new(),
        category: Category::Unknown,
    };
    Some((kind, addresses.into_iter().map(recipient).collect()))
}

fn kind(report: &str) -> Kind {
    let lines = report.lines().filter_map(|line| line.split_once(':'));
    let kind =
        lines.filter(|(name, _)| name.trim().eq_ignore_ascii_case("feedback-type")).map(|(_, value)| value.trim());
    match kind.last().unwrap_or_default().to_ascii_lowercase().as_str() {
        "not-spam" | "auth-failure" | "dmarc" => Kind::NotForUs,
        "opt-out" | "opt-out-list" => Kind::Unsubscribe,
        _ => Kind::Complaint,
    }
}

/// The addresses of these fields at the start of a text, each once.
fn values(text: &str, names: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        for line in text.lines().take(200) {
            let Some((field, value)) = line.split_once(':') else { continue };
            if field.trim().eq_ignore_ascii_case(name)
                && let Some(one) = address::all(value).pop()
                && !found.iter().any(|known| known.eq_ignore_ascii_case(&one.address))
            {
                found.push(one.address);
            }
        }
    }
    found
}
