//! Mailgun: the whole message goes raw, as a file of a form, with the send as a variable.

use super::fields::{Values, base, get};
use super::http::{Answer, Request};
use super::{REFERENCE, reference};
use crate::outcome::Fault;
use crate::{Message, Outcome};
use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::{BASE64, HEXLOWER};

const USUAL: &str = "https://api.mailgun.net";

pub fn request(values: &Values, message: &Message) -> Result<Request, String> {
    // Of the bytes themselves, so that they cannot hold it.
    let boundary = HEXLOWER.encode(&digest(&SHA256, &message.bytes).as_ref()[..16]);
    let mut body = Vec::with_capacity(message.bytes.len() + 1_000);
    let variable = format!("v:{REFERENCE}");
    let sent = reference(message);
    for (name, value) in [("to", message.letter.to.address.as_str()), ("o:tracking", "no"), (&variable, &sent)] {
        let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let file = "Content-Disposition: form-data; name=\"message\"; filename=\"message.mime\"\r\n\
                Content-Type: message/rfc2822";
    body.extend_from_slice(format!("--{boundary}\r\n{file}\r\n\r\n").as_bytes());
    body.extend_from_slice(&message.bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let mut request = probe(values);
    request.url = format!("{}/v3/{}/messages.mime", base(values, USUAL), get(values, "domain"));
    request.headers.push(("content-type", format!("multipart/form-data; boundary={boundary}")));
    Ok(Request { body, ..request })
}

pub fn probe(values: &Values) -> Request {
    let credentials = BASE64.encode(format!("api:{}", get(values, "api_key")).as_bytes());
    let url = format!("{}/v4/domains/{}", base(values, USUAL), get(values, "domain"));
    Request { url, headers: vec![("authorization", format!("Basic {credentials}"))], body: Vec::new() }
}

pub fn refusal(answer: &Answer, words: String) -> Outcome {
    match answer.status {
        // Not paid for; the domain is not known there.
        402 | 404 | 405 => Outcome::NoWay { reason: words, fault: Fault::Account },
        400 if words.contains("not allowed to send") || words.contains("is disabled") => {
            Outcome::NoWay { reason: words, fault: Fault::Account }
        }
        _ => Outcome::Failed { reason: words },
    }
}
