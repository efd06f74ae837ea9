//! Values of a message as senders write them, each with its limit.

use crate::problem::Problem;
use model::Timestamp;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Longest id of a user, browser or group, in bytes.
const MAX_ID: usize = 200;
/// Longest name of an event or page, in characters.
const MAX_NAME: usize = 200;

type Message = Map<String, Json>;

pub fn wrong(field: impl Into<String>, message: impl Into<String>) -> Problem {
    Problem::malformed_field(field, message)
}

/// An id, which senders write as text or as a whole number.
pub fn id(message: &Message, name: &str, place: &str) -> Result<Option<String>, Problem> {
    let id = match message.get(name) {
        None | Some(Json::Null) => return Ok(None),
        Some(Json::String(id)) => id.trim().to_string(),
        Some(Json::Number(number)) if number.is_i64() || number.is_u64() => number.to_string(),
        Some(_) => return Err(wrong(format!("{place}{name}"), "has to be a text")),
    };
    if id.len() > MAX_ID {
        return Err(wrong(format!("{place}{name}"), format!("may have at most {MAX_ID} bytes")));
    }
    Ok((!id.is_empty()).then_some(id))
}

pub fn text(message: &Message, name: &str, place: &str) -> Result<Option<String>, Problem> {
    match message.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) if text.chars().count() <= MAX_NAME => {
            Ok(Some(text.trim().to_string()).filter(|text| !text.is_empty()))
        }
        Some(_) => Err(wrong(format!("{place}{name}"), format!("has to be a text of at most {MAX_NAME} characters"))),
    }
}

/// A time of a message; `field` is how errors call it.
pub fn time(message: &Message, name: &str, field: &str) -> Result<Option<Timestamp>, Problem> {
    match message.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => match Timestamp::parse(text) {
            Some(at) => Ok(Some(at)),
            None => Err(wrong(field, "is not a time; write it like 2026-03-01T09:30:00Z")),
        },
        Some(_) => Err(wrong(field, "has to be a time as text, like 2026-03-01T09:30:00Z")),
    }
}

/// Takes an object out of a message.
pub fn map(message: &mut Message, name: &str, place: &str) -> Result<BTreeMap<String, Json>, Problem> {
    match message.remove(name) {
        None | Some(Json::Null) => Ok(BTreeMap::new()),
        Some(Json::Object(map)) => Ok(map.into_iter().collect()),
        Some(_) => Err(wrong(format!("{place}{name}"), "has to be an object")),
    }
}
