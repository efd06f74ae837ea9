//! SendGrid's event webhook.

use super::cases::{Case, REFERENCE, WORDS};
use super::signed::NOW;
use serde_json::{Value, json};

fn event(what: &str, more: Value) -> Value {
    let mut event = json!({
        "email": "ana@example.test",
        "timestamp": NOW - 60,
        "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
        "event": what,
        "category": ["news"],
        "sg_event_id": "ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",
        "sg_message_id": format!("LRzXl_NHStOGhQ4kofSm_A.{}.0", more.to_string().len()),
        "siembra": REFERENCE,
    });
    for (name, value) in more.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut n = 0;
    let mut one = |what: &str, more: Value, kind, category| {
        n += 1;
        let mut event = event(what, more);
        event["sg_message_id"] = json!(format!("LRzXl_NHStOGhQ4kofSm_A.filterdrecv-{n}.0"));
        cases.push(Case::new(format!("{what} {n}"), json!([event]), kind, category));
    };
    for (words, status, means) in WORDS {
        one("bounce", json!({ "reason": words, "status": status, "type": "bounce" }), "bounce", means);
    }
    for (class, means) in [
        ("Invalid Address", "hard_user"),
        ("Content", "content"),
        ("Reputation", "block"),
        ("Frequency or Volume Too High", "block"),
        ("Mailbox Unavailable", "soft_mailbox"),
        ("Technical Failure", "soft_transient"),
        ("Unclassified", "unknown"),
    ] {
        one("bounce", json!({ "reason": "", "bounce_classification": class, "type": "bounce" }), "bounce", means);
    }
    // Blocked is not gone, whatever the words.
    one("bounce", json!({ "reason": "550 5.1.1 no", "status": "5.1.1", "type": "blocked" }), "bounce", "block");
    for (reason, kind, means) in [
        ("Bounced Address", "bounce", "hard_user"),
        ("Invalid", "bounce", "hard_user"),
        ("Spam Content", "bounce", "content"),
        ("Unsubscribed Address", "unsubscribe", "unknown"),
        ("Spam Reporting Address", "unsubscribe", "unknown"),
        ("Recipient List over Package Quota", "bounce", "block"),
    ] {
        one("dropped", json!({ "reason": reason, "status": "5.0.0" }), kind, means);
    }
    one("deferred", json!({ "response": "400 try again later", "attempt": "5" }), "delayed", "unknown");
    one("delivered", json!({ "response": "250 OK" }), "delivered", "unknown");
    one("spamreport", json!({}), "complaint", "unknown");
    one("unsubscribe", json!({}), "unsubscribe", "unknown");
    one("group_unsubscribe", json!({ "asm_group_id": 10 }), "unsubscribe", "unknown");
    for what in ["processed", "open", "click", "group_resubscribe"] {
        cases.push(Case::nothing(what, json!([event(what, json!({ "ip": "192.0.2.1" }))])));
    }
    let mut batch = vec![event("delivered", json!({ "sg_message_id": "b1" })), event("open", json!({}))];
    batch.push(event("spamreport", json!({ "sg_message_id": "b2", "timestamp": NOW - 30 })));
    let means = vec![("delivered", "unknown"), ("complaint", "unknown")];
    cases.push(Case { name: "batch".into(), payload: json!(batch), means });
    cases.push(Case::nothing("empty", json!([])));
    cases
}
