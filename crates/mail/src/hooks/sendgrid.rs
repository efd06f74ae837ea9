//! SendGrid's event webhook: a list of events, signed with ECDSA over the time and the bytes. An event that is told again
//! has another `sg_event_id`, so it is known by what it says.

use super::{Event, Headers, Refused, Report, Told, WINDOW, event, list, message_ids, number, reference, text};
use crate::returned::Kind;
use crate::verdict::Category;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use data_encoding::BASE64;
use serde_json::Value;

const SIGNATURE: &str = "x-twilio-email-event-webhook-signature";
const TIMESTAMP: &str = "x-twilio-email-event-webhook-timestamp";
/// What stands before the point in a public key of P-256 (SubjectPublicKeyInfo).
const HEAD: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// The point of the verification key that SendGrid shows.
pub fn key(shown: &str) -> Option<Vec<u8>> {
    let der = BASE64.decode(shown.trim().as_bytes()).ok()?;
    let point = der.strip_prefix(&HEAD)?;
    (point.len() == 65 && point[0] == 4).then(|| point.to_vec())
}

pub(super) fn check(shown: &str, headers: &(dyn Headers + Sync), body: &[u8], now: i64) -> Result<(), Refused> {
    let key = key(shown).ok_or(Refused::NotSet("hook_key"))?;
    let header = |name| headers.header(name).ok_or_else(|| Refused::forged(format!("the header {name} is missing")));
    let (signature, time) = (header(SIGNATURE)?, header(TIMESTAMP)?);
    let at: i64 = time.parse().map_err(|_| Refused::forged("the time of the signature is no number"))?;
    if now.abs_diff(at) > WINDOW as u64 {
        return Err(Refused::forged("the signature is too old; is the clock right?"));
    }
    let wrong = || Refused::forged("the signature is not SendGrid's");
    let signature = BASE64.decode(signature.as_bytes()).map_err(|_| wrong())?;
    let signed = [time.as_bytes(), body].concat();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key).verify(&signed, &signature).map_err(|_| wrong())
}

pub(super) fn report(body: &[u8]) -> Result<Report, Refused> {
    let events = list(body)?.iter().filter_map(read).collect();
    Ok(Report { events, ..Report::default() })
}

fn read(value: &Value) -> Option<Event> {
    let (what, address) = (text(value, "event"), text(value, "email"));
    let reason = text(value, "reason");
    let words = if reason.is_empty() { text(value, "response") } else { reason };
    let mut told = Told { words, status: value["status"].as_str(), ..Told::of(Kind::Bounce, address) };
    match what {
        "bounce" => told.category = bounced(value),
        "dropped" => {
            (told.kind, told.category) = dropped(reason);
            // These words are SendGrid's own, and no server's.
            told.status = None;
            told.words = "";
        }
        "deferred" => told.kind = Kind::Delayed,
        "delivered" => told.kind = Kind::Delivered,
        "spamreport" => told.kind = Kind::Complaint,
        "unsubscribe" | "group_unsubscribe" => told.kind = Kind::Unsubscribe,
        // What was accepted we know; openings and clicks we count ourselves.
        _ => return None,
    }
    let at = number(&value["timestamp"]);
    let id = format!("{}:{what}:{address}:{}", text(value, "sg_message_id"), at.unwrap_or_default());
    let ids = message_ids(&[reference(value), value["smtp-id"].as_str()]);
    let mut event = event(id, at, &[told], ids, value);
    if let Some(first) = event.returned.recipients.first_mut().filter(|first| first.diagnostic.is_empty()) {
        first.diagnostic = crate::outcome::line(reason);
    }
    Some(event)
}

fn bounced(value: &Value) -> Category {
    if text(value, "type") == "blocked" {
        return match text(value, "bounce_classification") {
            "Content" => Category::Content,
            "Mailbox Unavailable" => Category::SoftMailbox,
            "Technical" => Category::SoftTransient,
            _ => Category::Block,
        };
    }
    match text(value, "bounce_classification") {
        "Invalid Address" => Category::HardUser,
        "Content" => Category::Content,
        "Reputation" | "Frequency or Volume Too High" => Category::Block,
        "Mailbox Unavailable" => Category::SoftMailbox,
        "Technical" | "Technical Failure" => Category::SoftTransient,
        _ => Category::Unknown,
    }
}

/// SendGrid did not even try, because of what it remembers of the address.
fn dropped(reason: &str) -> (Kind, Category) {
    let reason = reason.to_ascii_lowercase();
    match () {
        () if reason.contains("bounced address") || reason.contains("invalid") => (Kind::Bounce, Category::HardUser),
        () if reason.contains("unsubscribed") || reason.contains("spam reporting") => {
            (Kind::Unsubscribe, Category::Unknown)
        }
        () if reason.contains("spam content") => (Kind::Bounce, Category::Content),
        () => (Kind::Bounce, Category::Block),
    }
}
