//! What the rules hear of a send's end: an activity on the contact's timeline, by the intake, in the transaction that
//! ends the send. The message id belongs to the send, so saying it twice says it once.

use crate::Engine;
use crate::work::SendDetails;
use model::activity::kind;
use model::address::SuppressionKind;
use model::input::{ActivityPut, Key, MAX_BATCH, pack};
use model::{Envelope, Input, Value};
use std::collections::BTreeMap;
use store::intake::NewIntake;
use store::sends::{Send, SendState};

/// Intake rows about sends that have ended. Deferred ones have not.
pub(super) fn rows(engine: &Engine, sends: &[Send]) -> Vec<NewIntake> {
    let envelopes: Vec<Envelope> = sends.iter().flat_map(|send| envelopes(engine, send)).collect();
    let rows = envelopes.chunks(MAX_BATCH).filter_map(|chunk| match pack(chunk) {
        Ok(payload) => Some(NewIntake { payload, envelopes: chunk.len() }),
        Err(error) => {
            tracing::error!(%error, "outcomes of sends cannot be packed");
            None
        }
    });
    rows.collect()
}

fn envelopes(engine: &Engine, send: &Send) -> Vec<Envelope> {
    let (kind, word) = match send.state {
        // In doubt counts as sent: the contact may have it, so it is not offered again and uses up the limits.
        SendState::Sent | SendState::Unknown => (kind::EMAIL_SENT, "sent"),
        SendState::Failed => (kind::EMAIL_FAILED, "failed"),
        SendState::Held => (kind::EMAIL_HELD, "held"),
        SendState::Queued | SendState::Leased | SendState::Handing | SendState::Deferred => return Vec::new(),
    };
    let mut properties = properties(send);
    if let Some(way) = send.way.as_ref().filter(|way| !way.is_empty() && send.state != SendState::Held) {
        properties.insert("way".into(), Value::Text(way.clone()));
    }
    let refused = send.reason.as_deref().and_then(mail::refusal);
    if let Some(category) = refused.filter(|_| send.state == SendState::Failed) {
        properties.insert("category".into(), Value::text(category.as_str()));
    }
    match send.state {
        SendState::Unknown => drop(properties.insert("unknown".into(), Value::Boolean(true))),
        SendState::Failed => drop(properties.insert("reason".into(), Value::Text(in_short(send.reason.as_deref())))),
        SendState::Held => {
            drop(properties.insert("reason".into(), Value::text(send.reason.clone().unwrap_or_default())));
        }
        _ => {}
    }
    let at = send.handed_at.filter(|_| kind == kind::EMAIL_SENT).unwrap_or(send.updated_at);
    let activity = put(send, kind, at, properties);
    let input = Input::Outcome { send: send.id, activity };
    let mut envelopes = vec![engine.envelope(format!("{word}:{}", send.id), "mail", input)];
    if send.state == SendState::Failed && refused.is_some_and(mail::Category::is_hard) {
        let reason = "the receiving server says that there is no such mailbox".to_string();
        let input = Input::Suppress { address: send.address.clone(), kind: SuppressionKind::Invalid, reason };
        envelopes.push(engine.envelope(format!("invalid:{}", send.id), "mail", input));
    }
    envelopes
}

/// An activity of a send's contact about its email.
pub(super) fn put(send: &Send, kind: &str, at: model::Timestamp, properties: BTreeMap<String, Value>) -> ActivityPut {
    ActivityPut {
        contact: Key::id(send.contact.0),
        lead: None,
        kind: kind.into(),
        asset: Some(send.email.clone()),
        at,
        value: None,
        properties,
    }
}

/// What every activity about a send says. Few different values: the audience image keeps each combination once.
pub(super) fn properties(send: &Send) -> BTreeMap<String, Value> {
    let mut properties = BTreeMap::from([("email".to_string(), Value::text(send.email.clone()))]);
    if let Some(program) = &send.program {
        properties.insert("program".into(), Value::text(program.clone()));
    }
    if let Some(run) = send.run {
        properties.insert("run".into(), Value::Text(run.to_string()));
    }
    let details = details(send);
    if let Some(asset) = details.asset {
        properties.insert("asset".into(), Value::Text(asset));
    }
    if let Some(variant) = details.variant {
        properties.insert("variant".into(), Value::Text(variant.key));
    }
    if send.operational {
        properties.insert("operational".into(), Value::Boolean(true));
    }
    properties
}

pub(super) fn details(send: &Send) -> SendDetails {
    serde_json::from_str(&send.details).unwrap_or_default()
}

/// A server's words without what they say of the person: its status codes.
pub(super) fn in_short(reason: Option<&str>) -> String {
    let reason = reason.unwrap_or_default();
    let codes: Vec<&str> = reason.split_whitespace().filter_map(status).take(2).collect();
    if codes.is_empty() { "the message could not be sent".into() } else { format!("refused ({})", codes.join(" ")) }
}

/// `550` or `5.1.1`, whatever stands around it.
fn status(word: &str) -> Option<&str> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let parts: Vec<&str> = word.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    let plain = parts.len() == 1 && word.len() == 3;
    (parts.iter().all(number) && (plain || parts.len() == 3) && word.starts_with(['4', '5'])).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_words_become_codes_without_the_person() {
        let words = "permanent error (550): 5.1.1 <ana@example.test>: Recipient address rejected: User unknown";
        assert_eq!(in_short(Some(words)), "refused (550 5.1.1)");
        assert_eq!(in_short(Some("nothing of the kind 2026")), "the message could not be sent");
    }
}
