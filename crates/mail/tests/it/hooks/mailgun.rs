//! Mailgun's webhooks.

use super::cases::{Case, REFERENCE, WORDS};
use super::signed::NOW;
use serde_json::{Value, json};

fn event(id: &str, what: &str, more: Value) -> Value {
    let mut event = json!({
        "id": id,
        "event": what,
        "timestamp": NOW as f64 - 59.25,
        "log-level": "info",
        "recipient": "ana@example.test",
        "recipient-domain": "example.test",
        "user-variables": { "siembra": REFERENCE },
        "message": { "headers": { "to": "ana@example.test", "message-id": "snd_00000001.00c0ffee@example.com" }, "size": 809 },
        "flags": { "is-test-mode": false },
    });
    for (name, value) in more.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut one = |name: String, what: &str, more: Value, kind, category| {
        cases.push(Case::new(name.clone(), event(&name, what, more), kind, category));
    };
    for (words, _, means) in WORDS {
        let (code, message) = words.split_once(' ').unwrap();
        let status = json!({ "code": code.parse::<u16>().unwrap(), "message": message, "attempt-no": 1 });
        let more = json!({ "severity": "permanent", "reason": "bounce", "delivery-status": status });
        one(words.into(), "failed", more, "bounce", means);
    }
    for (reason, kind, means) in [
        ("suppress-bounce", "bounce", "hard_user"),
        ("suppress-unsubscribe", "unsubscribe", "unknown"),
        ("suppress-complaint", "unsubscribe", "unknown"),
        ("espblock", "bounce", "block"),
        ("old", "bounce", "soft_transient"),
        ("generic", "bounce", "unknown"),
    ] {
        let status =
            json!({ "code": 605, "message": "", "description": "Not delivering to previously bounced address" });
        let status = if reason == "suppress-bounce" { status } else { json!({ "code": 602, "message": "" }) };
        let more = json!({ "severity": "permanent", "reason": reason, "delivery-status": status });
        one(reason.into(), "failed", more, kind, means);
    }
    for reason in ["generic", "greylisted"] {
        let status = json!({ "code": 450, "message": "Recipient address rejected: Greylisted", "retry-seconds": 300 });
        let more = json!({ "severity": "temporary", "reason": reason, "delivery-status": status });
        one(format!("temporary {reason}"), "failed", more, "delayed", "unknown");
    }
    let rejected = json!({ "reject": { "reason": "Sandbox subdomains are for test purposes only" } });
    one("rejected".into(), "rejected", rejected, "bounce", "content");
    one("delivered".into(), "delivered", json!({ "delivery-status": { "code": 250 } }), "delivered", "unknown");
    one("complained".into(), "complained", json!({}), "complaint", "unknown");
    one("unsubscribed".into(), "unsubscribed", json!({}), "unsubscribe", "unknown");
    for what in ["accepted", "opened", "clicked", "stored"] {
        cases.push(Case::nothing(what, event(what, what, json!({ "client-info": { "bot": "" } }))));
    }
    cases
}
