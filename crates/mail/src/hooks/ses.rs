//! Amazon SES's reports, in an SNS message: notifications of identities (`notificationType`) and events of configuration
//! sets (`eventType`).

use super::sns::{Envelope, Type};
use super::{Event, Refused, Report, Told, event, message_ids, reference, seconds, text};
use crate::returned::Kind;
use crate::verdict::Category;
use serde_json::Value;

pub fn report(envelope: &Envelope) -> Result<Report, Refused> {
    let once = Some(format!("sns:{}", envelope.message_id));
    match envelope.kind {
        Type::Confirmation => Ok(Report { once: None, confirm: Some(envelope.subscribe_url()?), events: Vec::new() }),
        Type::Unsubscribed => Ok(Report { once, ..Report::default() }),
        Type::Notification => {
            // The first message of a topic is plain text.
            let Ok(value) = serde_json::from_str(&envelope.message) else { return Ok(Report::default()) };
            Ok(Report { once, events: read(&value).into_iter().collect(), confirm: None })
        }
    }
}

fn read(value: &Value) -> Option<Event> {
    let what = match text(value, "eventType") {
        "" => text(value, "notificationType"),
        event => event,
    };
    let mail = &value["mail"];
    let first = mail["destination"][0].as_str().unwrap_or_default();
    let (part, told) = match what {
        "Bounce" => ("bounce", bounced(&value["bounce"])),
        "Complaint" => ("complaint", complained(&value["complaint"])),
        "Delivery" => ("delivery", of(Kind::Delivered, &value["delivery"]["recipients"])),
        "DeliveryDelay" => ("deliveryDelay", of(Kind::Delayed, &value["deliveryDelay"]["delayedRecipients"])),
        "Reject" => ("reject", vec![refused(text(&value["reject"], "reason"), first)]),
        "Rendering Failure" => ("failure", vec![refused(text(&value["failure"], "errorMessage"), first)]),
        "Subscription" => ("subscription", vec![Told::of(Kind::Unsubscribe, first)]),
        // Sent we know; openings and clicks we count ourselves.
        _ => return None,
    };
    let told = if told.is_empty() { vec![Told::of(kind(what), first)] } else { told };
    let at = match text(&value[part], "timestamp") {
        "" => text(mail, "timestamp"),
        at => at,
    };
    let header = |name: &str| {
        let headers = mail["headers"].as_array()?;
        headers.iter().find(|header| text(header, "name").eq_ignore_ascii_case(name))?["value"].as_str()
    };
    let common = mail.pointer("/commonHeaders/messageId").and_then(Value::as_str);
    let ids = message_ids(&[reference(&mail["tags"]), header("Message-ID"), common]);
    let feedback = match text(&value[part], "feedbackId") {
        "" => at,
        id => id,
    };
    let id = format!("{what}:{}:{feedback}", text(mail, "messageId"));
    Some(event(id, seconds(at), &told, ids, value))
}

fn kind(what: &str) -> Kind {
    match what {
        "Bounce" | "Reject" | "Rendering Failure" => Kind::Bounce,
        "Complaint" => Kind::Complaint,
        "DeliveryDelay" => Kind::Delayed,
        _ => Kind::Delivered,
    }
}

fn refused<'a>(words: &'a str, address: &'a str) -> Told<'a> {
    Told { category: Category::Content, words, ..Told::of(Kind::Bounce, address) }
}

fn bounced(bounce: &Value) -> Vec<Told<'_>> {
    let category = category(text(bounce, "bounceType"), text(bounce, "bounceSubType"));
    let recipients = bounce["bouncedRecipients"].as_array().map(Vec::as_slice).unwrap_or_default();
    let told = recipients.iter().map(|one| {
        let told = Told::of(Kind::Bounce, text(one, "emailAddress"));
        Told { category, status: one["status"].as_str(), words: text(one, "diagnosticCode"), ..told }
    });
    told.collect()
}

/// By SES's types of bounces.
fn category(kind: &str, sub: &str) -> Category {
    match (kind, sub) {
        // On a list of SES's, because it bounced before.
        ("Permanent", "General" | "NoEmail" | "Suppressed" | "OnAccountSuppressionList") => Category::HardUser,
        ("Permanent", _) => Category::Unknown,
        ("Transient", "MailboxFull") => Category::SoftMailbox,
        ("Transient", "MessageTooLarge" | "ContentRejected" | "AttachmentRejected") => Category::Content,
        ("Transient", _) => Category::SoftTransient,
        _ => Category::Unknown,
    }
}

fn complained(complaint: &Value) -> Vec<Told<'_>> {
    // A mail service says that it was no spam after all.
    let kind = match text(complaint, "complaintFeedbackType") {
        "not-spam" => Kind::NotForUs,
        _ => Kind::Complaint,
    };
    let recipients = complaint["complainedRecipients"].as_array().map(Vec::as_slice).unwrap_or_default();
    recipients.iter().map(|one| Told::of(kind, text(one, "emailAddress"))).collect()
}

fn of(kind: Kind, recipients: &Value) -> Vec<Told<'_>> {
    let all = recipients.as_array().map(Vec::as_slice).unwrap_or_default();
    let address = |one: &'_ Value| one.as_str().is_some();
    let plain = all.iter().filter(|one| address(one)).filter_map(Value::as_str);
    let named = all.iter().filter(|one| !address(one)).map(|one| text(one, "emailAddress"));
    plain.chain(named).map(|address| Told::of(kind, address)).collect()
}
