//! SendGrid, API version 3: the parts of the message as JSON, with our headers and the send as a custom argument. SendGrid
//! signs and builds the message itself.

use super::fields::{Values, base, get};
use super::http::{Answer, Request};
use super::{REFERENCE, reference};
use crate::attachment::Attachment;
use crate::message::Mailbox;
use crate::outcome::Fault;
use crate::{Message, Outcome};
use data_encoding::BASE64;
use serde_json::{Map, Value, json};

const USUAL: &str = "https://api.sendgrid.com";

pub fn request(values: &Values, message: &Message) -> Result<Request, String> {
    let letter = &message.letter;
    let mut content = vec![json!({ "type": "text/plain", "value": filled(&letter.text) })];
    content.extend(letter.html.as_ref().map(|html| json!({ "type": "text/html", "value": html })));
    let mut headers: Map<String, Value> =
        letter.headers.iter().map(|(name, value)| (name.to_string(), json!(value))).collect();
    headers.insert("Message-ID".into(), json!(letter.message_id));
    let mut body = json!({
        "personalizations": [{ "to": [mailbox(&letter.to)], "custom_args": { REFERENCE: reference(message) } }],
        "from": mailbox(&letter.from),
        "subject": letter.subject,
        "content": content,
        "headers": headers,
        // Links and openings are ours to count.
        "tracking_settings": {
            "click_tracking": { "enable": false, "enable_text": false },
            "open_tracking": { "enable": false },
            "subscription_tracking": { "enable": false },
        },
    });
    if let Some(address) = letter.reply_to.as_ref().filter(|address| !address.is_empty()) {
        body["reply_to"] = json!({ "email": address });
    }
    if !letter.attachments.is_empty() {
        let file = |file: &Attachment| {
            json!({
                "content": BASE64.encode(&file.content),
                "filename": file.safe_name(),
                // SendGrid takes a type without parameters.
                "type": file.mime.split(';').next(),
                "disposition": "attachment",
            })
        };
        body["attachments"] = letter.attachments.iter().map(file).collect();
    }
    let mut request = probe(values);
    request.url = format!("{}/v3/mail/send", base(values, USUAL));
    request.headers.push(("content-type", "application/json".into()));
    Ok(Request { body: body.to_string().into_bytes(), ..request })
}

pub fn probe(values: &Values) -> Request {
    let headers = vec![("authorization", format!("Bearer {}", get(values, "api_key")))];
    Request { url: format!("{}/v3/scopes", base(values, USUAL)), headers, body: Vec::new() }
}

/// SendGrid refuses parts without a letter.
fn filled(text: &str) -> &str {
    if text.is_empty() { " " } else { text }
}

fn mailbox(of: &Mailbox) -> Value {
    match of.name.as_str() {
        "" => json!({ "email": of.address }),
        name => json!({ "email": of.address, "name": name }),
    }
}

pub fn words(answer: &Answer) -> Option<String> {
    if answer.is_good() {
        return Some(answer.headers.get("x-message-id")?.to_str().ok()?.to_string());
    }
    answer.text("/errors/0/message")
}

pub fn refusal(answer: &Answer, words: String) -> Outcome {
    // The sender is refused, not the message.
    let of_sender = words.contains("verified Sender Identity");
    match answer.status {
        404 | 405 => Outcome::NoWay { reason: words, fault: Fault::Account },
        _ if words.contains("Maximum credits exceeded") => Outcome::NoWay { reason: words, fault: Fault::Account },
        _ if of_sender => Outcome::Deferred { reason: words },
        _ => Outcome::Failed { reason: words },
    }
}
