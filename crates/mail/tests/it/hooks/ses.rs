//! Amazon SES, in both shapes: notifications of identities and events of configuration sets.

use super::cases::{Case, WORDS};
use super::signed::NOW_TEXT;
use serde_json::{Value, json};

fn mail(tagged: bool) -> Value {
    let mut mail = json!({
        "timestamp": NOW_TEXT,
        "source": "news@example.com",
        "sourceArn": "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
        "messageId": "0102017a-ses-000000",
        "destination": ["ana@example.test"],
        "headersTruncated": false,
    });
    if tagged {
        mail["tags"] = json!({ "siembra": ["snd_00000001-00c0ffee"], "ses:configuration-set": ["news"] });
    } else {
        mail["headers"] = json!([
            { "name": "From", "value": "News <news@example.com>" },
            { "name": "Message-ID", "value": "<snd_00000001.00c0ffee@example.com>" },
        ]);
        mail["commonHeaders"] = json!({ "messageId": "<snd_00000001.00c0ffee@example.com>", "subject": "Hello" });
    }
    mail
}

/// In the shape of notifications, or of events.
fn told(shape: &str, what: &str, part: &str, mut of: Value) -> Value {
    let n = of.to_string().len();
    of["timestamp"] = json!(NOW_TEXT);
    of["feedbackId"] = json!(format!("0102-{shape}-{part}-{n}-{}", of));
    let mut mail = mail(shape == "eventType");
    mail["messageId"] = json!(format!("0102017a-{shape}"));
    json!({ shape: what, "mail": mail, part: of })
}

fn bounce(shape: &str, kind: &str, sub: &str, words: &str, status: &str) -> Value {
    let mut recipient = json!({ "emailAddress": "ana@example.test", "action": "failed" });
    if !words.is_empty() {
        recipient["diagnosticCode"] = json!(format!("smtp; {words}"));
        recipient["status"] = json!(status);
    }
    let bounce = json!({
        "bounceType": kind,
        "bounceSubType": sub,
        "bouncedRecipients": [recipient],
        "reportingMTA": "dsn; a1-1.smtp-out.eu-west-1.amazonses.com",
    });
    told(shape, "Bounce", "bounce", bounce)
}

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for shape in ["notificationType", "eventType"] {
        for (words, status, means) in WORDS {
            let payload = bounce(shape, "Permanent", "General", words, status);
            cases.push(Case::new(format!("{shape} {words}"), payload, "bounce", means));
        }
        for (kind, sub, means) in [
            ("Permanent", "NoEmail", "hard_user"),
            ("Permanent", "Suppressed", "hard_user"),
            ("Permanent", "OnAccountSuppressionList", "hard_user"),
            ("Transient", "General", "soft_transient"),
            ("Transient", "MailboxFull", "soft_mailbox"),
            ("Transient", "MessageTooLarge", "content"),
            ("Transient", "ContentRejected", "content"),
            ("Transient", "AttachmentRejected", "content"),
            ("Undetermined", "Undetermined", "unknown"),
        ] {
            cases.push(Case::new(format!("{shape} {kind} {sub}"), bounce(shape, kind, sub, "", ""), "bounce", means));
        }
        // SES calls it passing: the address is not given up.
        let payload = bounce(shape, "Transient", "General", "550 5.1.1 user unknown", "5.1.1");
        cases.push(Case::new(format!("{shape} milder"), payload, "bounce", "soft_transient"));
        for (feedback, kind) in [("abuse", "complaint"), ("", "complaint"), ("not-spam", "not_for_us")] {
            let complaint = json!({
                "complainedRecipients": [{ "emailAddress": "ana@example.test" }],
                "complaintFeedbackType": feedback,
                "userAgent": "ExampleCorp Feedback Loop (V0.01)",
            });
            let payload = told(shape, "Complaint", "complaint", complaint);
            cases.push(Case::new(format!("{shape} complaint {feedback}"), payload, kind, "unknown"));
        }
        let delivery =
            json!({ "recipients": ["Ana@Example.test"], "smtpResponse": "250 ok", "processingTimeMillis": 546 });
        let payload = told(shape, "Delivery", "delivery", delivery);
        cases.push(Case::new(format!("{shape} delivery"), payload, "delivered", "unknown"));
        // The contact is the second of those whom a list's address was turned into.
        let mut several = bounce(shape, "Permanent", "General", "550 5.1.1 no", "5.1.1");
        several["bounce"]["bouncedRecipients"] = json!([
            { "emailAddress": "ana@example.test", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 no such user" },
            { "emailAddress": "bea@example.test", "status": "4.2.2", "diagnosticCode": "smtp; 452 4.2.2 full" },
        ]);
        several["mail"]["messageId"] = json!(format!("several-{shape}"));
        cases.push(Case::new(format!("{shape} several"), several, "bounce", "hard_user"));
    }
    let delay = json!({
        "delayType": "MailboxFull",
        "delayedRecipients": [{ "emailAddress": "ana@example.test", "status": "4.2.2", "diagnosticCode": "smtp; 452" }],
    });
    cases.push(Case::new("delay", told("eventType", "DeliveryDelay", "deliveryDelay", delay), "delayed", "unknown"));
    let reject = told("eventType", "Reject", "reject", json!({ "reason": "Bad content" }));
    cases.push(Case::new("reject", reject, "bounce", "content"));
    let preferences = json!({ "contactList": "news", "source": "UnsubscribeHeader" });
    let subscription = told("eventType", "Subscription", "subscription", preferences);
    cases.push(Case::new("subscription", subscription, "unsubscribe", "unknown"));
    for what in ["Send", "Open", "Click"] {
        let part = what.to_lowercase();
        cases.push(Case::nothing(what, told("eventType", what, &part, json!({ "ipAddress": "192.0.2.1" }))));
    }
    cases
}
