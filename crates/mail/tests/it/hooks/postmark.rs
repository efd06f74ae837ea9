//! Postmark's webhooks.

use super::cases::{Case, REFERENCE, WORDS};
use super::signed::NOW_TEXT;
use serde_json::{Value, json};

fn bounce(id: i64, kind: &str, code: i64, details: &str) -> Value {
    json!({
        "RecordType": if code == 100_001 { "SpamComplaint" } else { "Bounce" },
        "MessageStream": "broadcast",
        "ID": id,
        "Type": kind,
        "TypeCode": code,
        "Name": kind,
        "Tag": "news",
        "MessageID": "00000000-0000-0000-0000-000000000000",
        "Metadata": { "siembra": REFERENCE },
        "ServerID": 1234,
        "Description": "The server was unable to deliver your message.",
        "Details": details,
        "Email": "ana@example.test",
        "From": "news@example.com",
        "BouncedAt": NOW_TEXT,
        "DumpAvailable": true,
        "Inactive": true,
        "CanActivate": true,
        "Subject": "Hello",
    })
}

fn other(record: &str, more: Value) -> Value {
    let mut value = json!({
        "RecordType": record,
        "MessageStream": "broadcast",
        "MessageID": format!("00000000-{}", more.to_string().len()),
        "Metadata": { "siembra": REFERENCE },
        "Recipient": "ana@example.test",
    });
    for (name, of) in more.as_object().unwrap() {
        value[name] = of.clone();
    }
    value
}

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (id, (words, _, means)) in (1..).zip(WORDS) {
        let payload = bounce(id, "Unknown", 2_048, &format!("smtp;{words}"));
        cases.push(Case::new(words, payload, "bounce", means));
    }
    for (id, (kind, code, what, means)) in (100..).zip([
        ("HardBounce", 1, "bounce", "hard_user"),
        ("BadEmailAddress", 100_000, "bounce", "hard_user"),
        ("Transient", 2, "delayed", "unknown"),
        ("SoftBounce", 4_096, "bounce", "soft_transient"),
        ("DnsError", 256, "bounce", "soft_transient"),
        ("SpamNotification", 512, "bounce", "content"),
        ("VirusNotification", 8_192, "bounce", "content"),
        ("Blocked", 100_006, "bounce", "block"),
        ("DMARCPolicy", 100_009, "bounce", "block"),
        ("ManuallyDeactivated", 100_002, "bounce", "block"),
        ("Unknown", 2_048, "bounce", "unknown"),
        ("AutoResponder", 64, "auto_reply", "unknown"),
        ("ChallengeVerification", 16_384, "auto_reply", "unknown"),
        ("Unsubscribe", 16, "unsubscribe", "unknown"),
        ("SpamComplaint", 100_001, "complaint", "unknown"),
    ]) {
        cases.push(Case::new(kind, bounce(id, kind, code, ""), what, means));
    }
    let delivered = other("Delivery", json!({ "DeliveredAt": NOW_TEXT, "Details": "Test" }));
    cases.push(Case::new("delivery", delivered, "delivered", "unknown"));
    for (reason, kind) in [("ManualSuppression", "unsubscribe"), ("SpamComplaint", "complaint")] {
        let more = json!({ "ChangedAt": NOW_TEXT, "SuppressSending": true, "SuppressionReason": reason, "Origin": "Recipient" });
        cases.push(Case::new(reason, other("SubscriptionChange", more), kind, "unknown"));
    }
    let bounced = json!({ "ChangedAt": NOW_TEXT, "SuppressSending": true, "SuppressionReason": "HardBounce" });
    cases.push(Case::nothing("suppressed by a bounce", other("SubscriptionChange", bounced)));
    let back = json!({ "ChangedAt": NOW_TEXT, "SuppressSending": false });
    cases.push(Case::nothing("reactivated", other("SubscriptionChange", back)));
    for record in ["Open", "Click"] {
        cases.push(Case::nothing(record, other(record, json!({ "ReceivedAt": NOW_TEXT }))));
    }
    cases
}
