//! Reading one message of the Segment spec: bounded, with its time corrected for the sender's clock.

use super::values::{id, map, text, time, wrong};
use crate::problem::Problem;
use model::input::{Call, Event};
use model::{Envelope, Input, KeyId, Timestamp};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

pub const MAX_MESSAGE_BYTES: usize = 32 * 1024;
pub const MAX_BATCH_BYTES: usize = 500 * 1024;
const MAX_MESSAGE_ID: usize = 100;

/// What the messages of one request share.
pub struct Reader {
    pub received_at: Timestamp,
    /// When the sender's clock said that it sent the request.
    pub sent_at: Option<Timestamp>,
    pub key: KeyId,
    /// How long the request is: no message of it is longer.
    pub bytes: usize,
}

type Message = Map<String, Json>;

impl Reader {
    /// A message of a batch, which names its own call; `place` goes before the names of its fields in errors.
    pub fn of_batch(&self, message: Json, context: Option<&Json>, place: &str) -> Result<Envelope, Problem> {
        let Json::Object(mut message) = message else {
            return Err(wrong(place.trim_end_matches('.'), "has to be an object"));
        };
        let length = |message| serde_json::to_vec(message).map_or(0, |bytes| bytes.len());
        if self.bytes > MAX_MESSAGE_BYTES && length(&message) > MAX_MESSAGE_BYTES {
            return Err(Problem::too_large(format!(
                "{} is larger than {MAX_MESSAGE_BYTES} bytes.",
                place.trim_end_matches('.')
            )));
        }
        let call = match message.get("type").and_then(Json::as_str) {
            Some("identify") => Call::Identify,
            Some("track") => Call::Track,
            Some("page" | "screen") => Call::Page,
            Some("group") => Call::Group,
            Some("alias") => Call::Alias,
            _ => return Err(wrong(format!("{place}type"), "has to be identify, track, page, group or alias")),
        };
        if let (false, Some(context)) = (message.contains_key("context"), context) {
            message.insert("context".into(), context.clone());
        }
        self.envelope(call, message, place)
    }

    /// The input of a message.
    pub fn envelope(&self, call: Call, mut message: Message, place: &str) -> Result<Envelope, Problem> {
        let id = |name: &str| id(&message, name, place);
        let anonymous_id = id("anonymousId")?;
        let user_id = id("userId")?;
        if anonymous_id.is_none() && user_id.is_none() {
            return Err(wrong(
                format!("{place}userId"),
                "is missing, and so is anonymousId; send at least one of them",
            ));
        }
        let (group_id, previous_id) = (id("groupId")?, id("previousId")?);
        let name = match call {
            Call::Track => Some(text(&message, "event", place)?.ok_or_else(|| {
                wrong(format!("{place}event"), "is missing; it names what happened, as in \"Form Submitted\"")
            })?),
            _ => text(&message, "name", place)?,
        };
        match call {
            Call::Group if group_id.is_none() => return Err(wrong(format!("{place}groupId"), "is missing")),
            Call::Alias if previous_id.is_none() => return Err(wrong(format!("{place}previousId"), "is missing")),
            Call::Alias if user_id.is_none() => return Err(wrong(format!("{place}userId"), "is missing")),
            _ => {}
        }
        let (message_id, at) = (self.message_id(&message, place)?, self.happened_at(&message, place)?);
        let input = Input::Event(Event {
            call,
            anonymous_id,
            user_id,
            name,
            group_id,
            previous_id,
            traits: map(&mut message, "traits", place)?,
            properties: properties(message, call, place)?,
            at,
        });
        Ok(Envelope {
            message_id,
            source: "web".into(),
            historical: false,
            cause: None,
            depth: 0,
            received_at: self.received_at,
            user: None,
            input,
        })
    }

    /// The sender's own id of the message, kept apart from other keys' by the key's id; made up when absent.
    fn message_id(&self, message: &Message, place: &str) -> Result<String, Problem> {
        let prefix = format!("w{}:", self.key.0);
        let field = format!("{place}messageId");
        match message.get("messageId") {
            None | Some(Json::Null) => Ok(format!("{prefix}{}", crate::secret::Secret::random("").text)),
            Some(Json::String(id)) if !id.is_empty() && prefix.len() + id.len() <= MAX_MESSAGE_ID => {
                Ok(format!("{prefix}{id}"))
            }
            _ => Err(wrong(field, format!("has to be a text of 1 to {} bytes", MAX_MESSAGE_ID - prefix.len()))),
        }
    }

    /// `timestamp`, moved by how far the sender's clock is from ours: `received − (sentAt − timestamp)`.
    fn happened_at(&self, message: &Message, place: &str) -> Result<Timestamp, Problem> {
        let at = |name: &str| time(message, name, &format!("{place}{name}"));
        let Some(timestamp) = at("timestamp")?.or(at("originalTimestamp")?) else { return Ok(self.received_at) };
        let sent_at = at("sentAt")?.or(self.sent_at);
        Ok(sent_at.map_or(timestamp, |sent| self.received_at.plus(timestamp.0.saturating_sub(sent.0))))
    }
}

/// The properties with the useful part of the context: the page, and the campaign as `utm_…`.
fn properties(mut message: Message, call: Call, place: &str) -> Result<BTreeMap<String, Json>, Problem> {
    let mut properties = map(&mut message, "properties", place)?;
    if !matches!(call, Call::Track | Call::Page) {
        return Ok(properties);
    }
    let context = message.get("context");
    let part = |name: &str| context.and_then(|context| context.get(name));
    let mut fill = |name: String, value: Option<&Json>| {
        if let Some(value) = value.filter(|value| value.is_string()) {
            properties.entry(name).or_insert_with(|| value.clone());
        }
    };
    for name in ["path", "url", "referrer", "title", "search"] {
        fill(name.into(), part("page").and_then(|page| page.get(name)));
    }
    for (theirs, ours) in [
        ("name", "utm_campaign"),
        ("source", "utm_source"),
        ("medium", "utm_medium"),
        ("term", "utm_term"),
        ("content", "utm_content"),
    ] {
        fill(ours.into(), part("campaign").and_then(|campaign| campaign.get(theirs)));
    }
    Ok(properties)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn reader(sent_at: Option<&str>) -> Reader {
        let received_at = Timestamp::parse("2026-03-01T10:00:00Z").unwrap();
        Reader { received_at, sent_at: sent_at.and_then(Timestamp::parse), key: KeyId(1), bytes: usize::MAX }
    }

    fn read(call: Call, message: Json) -> Result<Envelope, Problem> {
        reader(None).envelope(call, object(message), "")
    }

    fn object(message: Json) -> Message {
        message.as_object().unwrap().clone()
    }

    fn event(envelope: Envelope) -> Event {
        match envelope.input {
            Input::Event(event) => event,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_call_with_neither_id_is_refused_by_name() {
        let problem = read(Call::Track, json!({"event": "Signed up"})).unwrap_err();
        assert_eq!((problem.status, problem.errors[0].field.as_str()), (400, "userId"));
        assert!(problem.errors[0].message.contains("anonymousId"));
    }

    #[test]
    fn the_senders_clock_is_corrected() {
        let message =
            json!({"userId": "u", "event": "x", "timestamp": "2026-03-01T07:59:30Z", "sentAt": "2026-03-01T08:00:00Z"});
        assert_eq!(event(read(Call::Track, message).unwrap()).at.to_string(), "2026-03-01T09:59:30Z");
        let message = json!({"userId": "u", "event": "x", "timestamp": "2026-03-01T07:59:30Z"});
        assert_eq!(event(read(Call::Track, message.clone()).unwrap()).at.to_string(), "2026-03-01T07:59:30Z");
        let whole = reader(Some("2026-03-01T08:00:00Z")).envelope(Call::Track, object(message), "");
        assert_eq!(event(whole.unwrap()).at.to_string(), "2026-03-01T09:59:30Z");
        assert_eq!(
            event(read(Call::Track, json!({"userId": "u", "event": "x"})).unwrap()).at,
            reader(None).received_at
        );
    }

    #[test]
    fn an_address_as_user_id_is_just_an_id() {
        let event = event(read(Call::Identify, json!({"userId": "marta@example.com", "traits": {"x": 1}})).unwrap());
        assert_eq!(event.user_id.as_deref(), Some("marta@example.com"));
        assert!(!event.traits.contains_key("email"));
    }

    #[test]
    fn context_fills_what_properties_leave_open() {
        let message = json!({"anonymousId": "a", "properties": {"path": "/own"}, "context": {
            "page": {"path": "/context", "title": "Prices"}, "campaign": {"source": "news", "name": "spring"}}});
        let properties = event(read(Call::Page, message).unwrap()).properties;
        assert_eq!(properties["path"], "/own");
        assert_eq!(properties["title"], "Prices");
        assert_eq!((&properties["utm_source"], &properties["utm_campaign"]), (&json!("news"), &json!("spring")));
    }

    #[test]
    fn a_batch_names_the_message_that_is_wrong() {
        let problem = reader(None).of_batch(json!({"type": "track", "userId": "u"}), None, "batch[3].").unwrap_err();
        assert_eq!(problem.errors[0].field, "batch[3].event");
        let problem = reader(None).of_batch(json!({"type": "dance", "userId": "u"}), None, "batch[0].").unwrap_err();
        assert_eq!(problem.errors[0].field, "batch[0].type");
        let large =
            json!({"type": "track", "userId": "u", "event": "x", "properties": {"x": "y".repeat(MAX_MESSAGE_BYTES)}});
        assert_eq!(reader(None).of_batch(large, None, "batch[1].").unwrap_err().status, 413);
    }

    #[test]
    fn message_ids_are_kept_made_and_bounded() {
        let with = |id: Json| read(Call::Track, json!({"userId": "u", "event": "x", "messageId": id}));
        assert_eq!(with(json!("m-1")).unwrap().message_id, "w1:m-1");
        let made = |_| read(Call::Track, json!({"userId": "u", "event": "x"})).unwrap().message_id;
        assert_ne!(made(0), made(1));
        for bad in [json!(""), json!(7), json!("x".repeat(101))] {
            assert_eq!(with(bad).unwrap_err().errors[0].field, "messageId");
        }
    }
}
