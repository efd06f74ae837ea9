//! SparkPost's webhooks.

use super::cases::{Case, REFERENCE, WORDS};
use super::signed::{NOW, NOW_TEXT};
use serde_json::{Value, json};

fn event(family: &str, kind: &str, id: &str, more: Value) -> Value {
    let mut event = json!({
        "type": kind,
        "event_id": id,
        "message_id": "000443ee14578172be22",
        "rcpt_to": "ana@example.test",
        "raw_rcpt_to": "Ana@example.test",
        "rcpt_meta": { "siembra": REFERENCE },
        "transmission_id": "65832150921904138",
        "timestamp": (NOW - 10).to_string(),
    });
    for (name, value) in more.as_object().unwrap() {
        event[name] = value.clone();
    }
    json!({ "msys": { family: event }, "cust": { "id": "00000" } })
}

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut one = |family: &str, kind: &str, id: &str, more: Value, means: (&'static str, &'static str)| {
        let payload = json!([event(family, kind, id, more)]);
        cases.push(Case::new(format!("{family} {kind} {id}"), payload, means.0, means.1));
    };
    for (words, _, means) in WORDS {
        let more = json!({ "bounce_class": "1", "error_code": &words[..3], "raw_reason": words, "reason": words });
        one("message_event", "bounce", words, more, ("bounce", means));
    }
    for (class, kind, means) in [
        ("1", "bounce", "unknown"),
        ("10", "bounce", "hard_user"),
        ("20", "bounce", "soft_transient"),
        ("21", "bounce", "soft_transient"),
        ("22", "bounce", "soft_mailbox"),
        ("23", "bounce", "content"),
        ("24", "bounce", "soft_transient"),
        ("25", "bounce", "block"),
        ("30", "bounce", "hard_user"),
        ("40", "bounce", "soft_transient"),
        ("50", "bounce", "block"),
        ("51", "bounce", "block"),
        ("52", "bounce", "content"),
        ("53", "bounce", "content"),
        ("54", "bounce", "block"),
        ("60", "auto_reply", "unknown"),
        ("70", "bounce", "soft_transient"),
        ("80", "auto_reply", "unknown"),
        ("90", "unsubscribe", "unknown"),
        ("100", "auto_reply", "unknown"),
    ] {
        one("message_event", "bounce", &format!("class {class}"), json!({ "bounce_class": class }), (kind, means));
    }
    let late = json!({ "bounce_class": "10", "raw_reason": "550 5.1.1 no such user" });
    one("message_event", "out_of_band", "late", late, ("bounce", "hard_user"));
    let policy = json!({ "raw_reason": "554 5.7.1 recipient address suppressed due to customer policy" });
    one("gen_event", "generation_rejection", "policy", policy, ("bounce", "block"));
    one("message_event", "policy_rejection", "policy 2", json!({}), ("bounce", "block"));
    let failure = json!({ "raw_reason": "", "timestamp": NOW_TEXT });
    one("message_event", "generation_failure", "failure", failure, ("bounce", "content"));
    let delay = json!({ "bounce_class": "21", "raw_reason": "454 4.4.4 [internal] no MX or A for domain" });
    one("message_event", "delay", "delay", delay, ("delayed", "unknown"));
    one("message_event", "delivery", "delivery", json!({}), ("delivered", "unknown"));
    one("message_event", "spam_complaint", "complaint", json!({ "fbtype": "abuse" }), ("complaint", "unknown"));
    for kind in ["list_unsubscribe", "link_unsubscribe"] {
        one("unsubscribe_event", kind, kind, json!({}), ("unsubscribe", "unknown"));
    }
    cases.push(Case::nothing("ping", json!([{ "msys": {} }])));
    for kind in ["open", "initial_open", "click"] {
        cases.push(Case::nothing(kind, json!([event("track_event", kind, kind, json!({}))])));
    }
    cases.push(Case::nothing("injection", json!([event("message_event", "injection", "injection", json!({}))])));
    cases
}
