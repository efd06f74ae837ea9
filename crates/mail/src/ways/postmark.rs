//! Postmark: the parts of the message as JSON, with our headers and the send in its metadata.

use super::fields::{Values, base, get};
use super::http::{Answer, Request};
use super::{REFERENCE, reference};
use crate::attachment::Attachment;
use crate::message::Mailbox;
use crate::outcome::Fault;
use crate::{Message, Outcome};
use data_encoding::BASE64;
use serde_json::{Value, json};

const USUAL: &str = "https://api.postmarkapp.com";

pub fn request(values: &Values, message: &Message) -> Result<Request, String> {
    let letter = &message.letter;
    let header = |name: &str, value: &str| json!({ "Name": name, "Value": value });
    let mut headers: Vec<Value> = letter.headers.iter().map(|(name, value)| header(name, value)).collect();
    // Without the second Postmark replaces the first.
    headers.push(header("Message-ID", &letter.message_id));
    headers.push(header("X-PM-KeepID", "true"));
    let mut body = json!({
        "From": mailbox(&letter.from),
        "To": mailbox(&letter.to),
        "Subject": letter.subject,
        "TextBody": letter.text,
        "Headers": headers,
        "Metadata": { REFERENCE: reference(message) },
        // Links and openings are ours to count.
        "TrackOpens": false,
        "TrackLinks": "None",
    });
    if let Some(html) = &letter.html {
        body["HtmlBody"] = json!(html);
    }
    if let Some(address) = letter.reply_to.as_ref().filter(|address| !address.is_empty()) {
        body["ReplyTo"] = json!(address);
    }
    if !letter.attachments.is_empty() {
        let file = |file: &Attachment| json!({ "Name": file.safe_name(), "Content": BASE64.encode(&file.content), "ContentType": file.mime });
        body["Attachments"] = letter.attachments.iter().map(file).collect();
    }
    if let Some(stream) = values.get("stream") {
        body["MessageStream"] = json!(stream);
    }
    let mut request = probe(values);
    request.url = format!("{}/email", base(values, USUAL));
    request.headers.push(("content-type", "application/json".into()));
    Ok(Request { body: body.to_string().into_bytes(), ..request })
}

pub fn probe(values: &Values) -> Request {
    let headers =
        vec![("accept", "application/json".into()), ("x-postmark-server-token", get(values, "token").to_string())];
    Request { url: format!("{}/server", base(values, USUAL)), headers, body: Vec::new() }
}

/// A name in quotes, whatever it holds.
fn mailbox(of: &Mailbox) -> String {
    let name: String = of.name.chars().filter(|c| !matches!(c, '"' | '\\') && !c.is_control()).collect();
    if name.is_empty() { of.address.clone() } else { format!("\"{name}\" <{}>", of.address) }
}

pub fn words(answer: &Answer) -> Option<String> {
    let json = answer.json();
    if answer.is_good() {
        return Some(json["MessageID"].as_str()?.to_string());
    }
    Some(format!("{} {}", json["ErrorCode"], json["Message"].as_str()?))
}

pub fn refusal(answer: &Answer, words: String) -> Outcome {
    match answer.json()["ErrorCode"].as_i64() {
        // The token, the account's approval, its credits, the stream: ours to mend.
        Some(10 | 405 | 410 | 411 | 412 | 413 | 1235 | 1236) => Outcome::NoWay { reason: words, fault: Fault::Account },
        // The sender's signature is missing or not confirmed.
        Some(400 | 401) => Outcome::Deferred { reason: words },
        Some(100) => Outcome::Deferred { reason: words },
        None if answer.status == 404 => Outcome::NoWay { reason: words, fault: Fault::Account },
        _ => Outcome::Failed { reason: words },
    }
}
