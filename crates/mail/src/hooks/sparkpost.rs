//! SparkPost's webhooks: lists of events, unsigned; the sender signs in.

use super::{Event, Refused, Report, Told, event, list, message_ids, number, reference, seconds, text};
use crate::returned::Kind;
use crate::verdict::Category;
use serde_json::Value;

pub fn report(body: &[u8]) -> Result<Report, Refused> {
    let events = list(body)?.iter().filter_map(read).collect();
    Ok(Report { events, ..Report::default() })
}

fn read(value: &Value) -> Option<Event> {
    // A ping holds an empty one.
    let (family, event_of) = value["msys"].as_object()?.iter().next()?;
    let kind = text(event_of, "type");
    let address = match text(event_of, "raw_rcpt_to") {
        "" => text(event_of, "rcpt_to"),
        raw => raw,
    };
    let words = match text(event_of, "raw_reason") {
        "" => text(event_of, "reason"),
        raw => raw,
    };
    let mut told = Told { words, ..Told::of(Kind::Bounce, address) };
    match (family.as_str(), kind) {
        ("message_event", "bounce" | "out_of_band") => {
            (told.kind, told.category) = bounced(number(&event_of["bounce_class"]).unwrap_or_default());
        }
        ("message_event", "policy_rejection") | ("gen_event", "generation_rejection") => {
            told.category = Category::Block;
        }
        ("message_event" | "gen_event", "generation_failure") => told.category = Category::Content,
        ("message_event", "delay") => told.kind = Kind::Delayed,
        ("message_event", "delivery") => told.kind = Kind::Delivered,
        ("message_event", "spam_complaint") => told.kind = Kind::Complaint,
        ("unsubscribe_event", _) => told.kind = Kind::Unsubscribe,
        _ => return None,
    }
    let time = &event_of["timestamp"];
    let at = number(time).or_else(|| time.as_str().and_then(seconds));
    let id = match text(event_of, "event_id") {
        "" => format!("{kind}:{}:{}", text(event_of, "message_id"), at.unwrap_or_default()),
        id => id.to_string(),
    };
    Some(event(id, at, &[told], message_ids(&[reference(&event_of["rcpt_meta"])]), event_of))
}

/// By SparkPost's classes of bounces.
fn bounced(class: i64) -> (Kind, Category) {
    let category = match class {
        10 | 30 | 90 => Category::HardUser,
        22 => Category::SoftMailbox,
        23 | 52 | 53 => Category::Content,
        20 | 21 | 24 | 40 | 70 => Category::SoftTransient,
        25 | 26 | 50 | 51 | 54 => Category::Block,
        60 | 100 => return (Kind::AutoReply, Category::Unknown),
        _ => Category::Unknown,
    };
    match class {
        // Somebody answered the list's address to leave.
        90 => (Kind::Unsubscribe, Category::Unknown),
        80 => (Kind::AutoReply, Category::Unknown),
        _ => (Kind::Bounce, category),
    }
}
