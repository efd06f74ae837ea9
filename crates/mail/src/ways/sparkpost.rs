//! SparkPost: the whole message goes raw, with the send in its metadata.

use super::fields::{Values, base, get};
use super::http::{Answer, Request};
use super::{REFERENCE, reference};
use crate::outcome::Fault;
use crate::{Message, Outcome};
use serde_json::json;

const USUAL: &str = "https://api.sparkpost.com";

pub fn request(values: &Values, message: &Message) -> Result<Request, String> {
    let raw = std::str::from_utf8(&message.bytes).map_err(|_| "the message is not text".to_string())?;
    let body = json!({
        // Links and openings are ours to count.
        "options": { "open_tracking": false, "click_tracking": false },
        "recipients": [{
            "address": { "email": message.letter.to.address },
            "metadata": { REFERENCE: reference(message) },
        }],
        "content": { "email_rfc822": raw },
    });
    let mut request = probe(values);
    request.url = format!("{}/api/v1/transmissions", base(values, USUAL));
    request.headers.push(("content-type", "application/json".into()));
    Ok(Request { body: body.to_string().into_bytes(), ..request })
}

pub fn probe(values: &Values) -> Request {
    let headers = vec![("authorization", get(values, "api_key").to_string())];
    Request { url: format!("{}/api/v1/account", base(values, USUAL)), headers, body: Vec::new() }
}

pub fn words(answer: &Answer) -> Option<String> {
    let json = answer.json();
    if answer.is_good() {
        return Some(json.pointer("/results/id")?.as_str()?.to_string());
    }
    let error = json.pointer("/errors/0")?;
    let said = |name: &str| error[name].as_str().unwrap_or_default().to_string();
    Some(format!("{} {} {}", said("code"), said("message"), said("description")))
}

pub fn refusal(answer: &Answer, words: String) -> Outcome {
    match answer.status {
        // 420 is the sending limit of the account.
        402 | 404 | 405 | 420 => Outcome::NoWay { reason: words, fault: Fault::Account },
        // An unconfigured or unverified sending domain.
        400 if words.contains("7001") || words.contains("sending domain") => Outcome::Deferred { reason: words },
        _ => Outcome::Failed { reason: words },
    }
}
