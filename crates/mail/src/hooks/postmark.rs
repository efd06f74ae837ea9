//! Postmark's webhooks: one event each, unsigned; the sender signs in.

use super::{Event, Refused, Report, Told, event, json, message_ids, reference, seconds, text};
use crate::returned::Kind;
use crate::verdict::Category;
use serde_json::Value;

pub fn report(body: &[u8]) -> Result<Report, Refused> {
    let events = read(&json(body)?).into_iter().collect();
    Ok(Report { events, ..Report::default() })
}

fn read(value: &Value) -> Option<Event> {
    let record = text(value, "RecordType");
    let address = match text(value, "Email") {
        "" => text(value, "Recipient"),
        email => email,
    };
    let mut told = Told { words: text(value, "Details"), ..Told::of(Kind::Bounce, address) };
    let at = match record {
        "Bounce" => {
            (told.kind, told.category) = bounced(value["TypeCode"].as_i64().unwrap_or_default());
            "BouncedAt"
        }
        "SpamComplaint" => {
            told.kind = Kind::Complaint;
            "BouncedAt"
        }
        "Delivery" => {
            told.kind = Kind::Delivered;
            "DeliveredAt"
        }
        "SubscriptionChange" if value["SuppressSending"].as_bool() == Some(true) => {
            told.kind = match text(value, "SuppressionReason") {
                "SpamComplaint" => Kind::Complaint,
                "ManualSuppression" => Kind::Unsubscribe,
                // The bounce itself is reported apart.
                _ => return None,
            };
            "ChangedAt"
        }
        _ => return None,
    };
    let at = text(value, at);
    let known = value["ID"].as_i64().map(|id| id.to_string());
    let id = known.unwrap_or_else(|| format!("{}:{at}", text(value, "MessageID")));
    let ids = message_ids(&[reference(&value["Metadata"])]);
    Some(event(format!("{record}:{id}"), seconds(at), &[told], ids, value))
}

/// By Postmark's codes of bounces.
fn bounced(code: i64) -> (Kind, Category) {
    let category = match code {
        1 | 100_000 => Category::HardUser,
        // Unsubscribe and complaint, told as bounces.
        16 => return (Kind::Unsubscribe, Category::Unknown),
        100_001 => return (Kind::Complaint, Category::Unknown),
        // Postmark goes on trying.
        2 => return (Kind::Delayed, Category::Unknown),
        32 | 64 | 128 | 16_384 => return (Kind::AutoReply, Category::Unknown),
        256 => Category::SoftTransient,
        512 | 8_192 => Category::Content,
        4_096 => Category::SoftTransient,
        1_024 | 100_006 | 100_009 => Category::Block,
        100_002 => Category::Block,
        _ => Category::Unknown,
    };
    (Kind::Bounce, category)
}
