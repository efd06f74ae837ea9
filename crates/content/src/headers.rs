//! Headers that belong to what a message is: its identity, and the way out of a list.

use crate::render::one_line;
use crate::token::Keys;
use model::{SendId, WorkspaceId};

/// The Message-ID of a send, always the same for the same send, so that a repeated attempt is recognised as a copy.
/// `address` is the sender's.
pub fn message_id(keys: &Keys, workspace: WorkspaceId, send: SendId, address: &str) -> String {
    format!("<{send}.{}@{}>", keys.mark(workspace, send), domain(address))
}

/// The send that a Message-ID of ours belongs to; `None` for one that another instance made, or nobody.
pub fn send_of(keys: &Keys, workspace: WorkspaceId, message_id: &str) -> Option<SendId> {
    let (send, rest) = message_id.strip_prefix('<')?.split_once('.')?;
    let send = send.parse().ok()?;
    let (mark, own) = (rest.split_once('@')?.0, keys.mark(workspace, send));
    // Every character is compared, whichever differs first.
    let differing = mark.bytes().zip(own.bytes()).filter(|(theirs, ours)| theirs != ours).count();
    (mark.len() == own.len() && differing == 0).then_some(send)
}

/// The MIME boundary of a send, likewise always the same.
pub fn boundary(keys: &Keys, workspace: WorkspaceId, send: SendId) -> String {
    format!("=_{send}_{}", keys.mark(workspace, send))
}

/// Headers of marketing mail: one-click unsubscribing (RFC 8058), the list's name (RFC 2919), and what Gmail's feedback
/// loop counts complaints by. `campaign` is the key of the program, or of the email.
pub fn marketing(unsubscribe_url: &str, company: &str, address: &str, campaign: &str) -> Vec<(&'static str, String)> {
    let list = format!("<marketing.{}>", domain(address));
    // A name that ASCII cannot spell would need encoding; the identifier alone is enough.
    let company: String = one_line(company).chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '>')).collect();
    let list = if company.is_ascii() && !company.is_empty() { format!("\"{company}\" {list}") } else { list };
    let url: String = unsubscribe_url.chars().filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>')).collect();
    vec![
        ("List-Unsubscribe", format!("<{url}>")),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()),
        ("List-Id", list),
        ("Feedback-ID", feedback_id(campaign, address)),
    ]
}

/// Campaign, kind of mail and sender, the last in 5 to 15 characters that are always the same
/// (<https://support.google.com/a/answer/6254652>); the second of the four parts stays empty, for a customer's customer.
fn feedback_id(campaign: &str, address: &str) -> String {
    let plain = |text: &str, most: usize| -> String {
        text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(most).collect()
    };
    format!("{}::marketing:{:_<5}", plain(campaign, 60), plain(&domain(address), 15))
}

/// The domain of an address, in what a header may hold.
fn domain(address: &str) -> String {
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    let clean: String = domain.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
    if clean.is_empty() { "localhost".into() } else { clean.to_ascii_lowercase() }
}
