//! Amazon SES, API version 2: the whole message goes raw. SES gives it a Message-ID of its own, so the send is named in a
//! tag too, which its events repeat.

use super::fields::{Values, base, get};
use super::http::{Answer, Request};
use super::sigv4::{Account, authorization};
use super::{REFERENCE, reference};
use crate::outcome::Fault;
use crate::{Message, Outcome};
use data_encoding::BASE64;
use model::Timestamp;
use serde_json::json;
use std::time::SystemTime;

const SEND: &str = "/v2/email/outbound-emails";
const ACCOUNT: &str = "/v2/email/account";

pub fn request(values: &Values, message: &Message) -> Result<Request, String> {
    // Tags hold no full stops everywhere.
    let tag = reference(message).replace('.', "-");
    let mut body = json!({
        "Destination": { "ToAddresses": [message.letter.to.address] },
        "Content": { "Raw": { "Data": BASE64.encode(&message.bytes) } },
        "EmailTags": [{ "Name": REFERENCE, "Value": tag }],
    });
    if let Some(set) = values.get("configuration_set") {
        body["ConfigurationSetName"] = json!(set);
    }
    signed(values, "POST", SEND, body.to_string().into_bytes())
}

pub fn probe(values: &Values) -> Result<Request, String> {
    signed(values, "GET", ACCOUNT, Vec::new())
}

fn signed(values: &Values, method: &str, path: &str, body: Vec<u8>) -> Result<Request, String> {
    let region = get(values, "region");
    let china = if region.starts_with("cn-") { ".cn" } else { "" };
    let base = base(values, &format!("https://email.{region}.amazonaws.com{china}"));
    let url = url::Url::parse(&base).map_err(|error| error.to_string())?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let host = format!("{}{port}", url.host_str().unwrap_or_default());
    let at = stamp(SystemTime::now());
    let account = Account { id: get(values, "access_key"), secret: get(values, "secret_key"), region, service: "ses" };
    let kind = "application/json";
    let headers = [("content-type", kind), ("host", host.as_str()), ("x-amz-date", at.as_str())];
    let authorization = authorization(&account, &at, (method, path), &headers, &body);
    let headers = vec![("content-type", kind.into()), ("x-amz-date", at), ("authorization", authorization)];
    Ok(Request { url: format!("{base}{path}"), headers, body })
}

/// `20150830T123600Z`
fn stamp(at: SystemTime) -> String {
    let since = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let whole = Timestamp(i64::try_from(since.as_secs()).unwrap_or_default() * 1_000_000).to_string();
    whole.replace(['-', ':'], "")
}

fn error(answer: &Answer) -> String {
    let header = answer.headers.get("x-amzn-errortype").and_then(|value| value.to_str().ok());
    let name = header.map(str::to_string).or_else(|| answer.text("/__type")).unwrap_or_default();
    let name = name.split(':').next().unwrap_or_default();
    name.rsplit('#').next().unwrap_or_default().to_string()
}

pub fn words(answer: &Answer) -> Option<String> {
    if answer.is_good() {
        return answer.text("/MessageId");
    }
    let said = answer.text("/message").or_else(|| answer.text("/Message")).unwrap_or_default();
    Some(format!("{} {said}", error(answer)))
}

/// A refusal with another status than the usual ones.
pub fn refusal(answer: &Answer, words: String) -> Outcome {
    let account = || Outcome::NoWay { reason: words.clone(), fault: Fault::Account };
    match error(answer).as_str() {
        "AccountSuspendedException" | "SendingPausedException" | "InvalidClientTokenId" => account(),
        "LimitExceededException" | "TooManyRequestsException" | "ThrottlingException" | "Throttling" => {
            Outcome::NoWay { reason: words, fault: Fault::Busy(answer.retry_after) }
        }
        // The sender, or in the sandbox the recipient, has to be verified first: the message is not to blame.
        "MailFromDomainNotVerifiedException" => Outcome::Deferred { reason: words },
        "MessageRejected" if words.contains("not verified") => Outcome::Deferred { reason: words },
        // The configuration set does not exist.
        "NotFoundException" => account(),
        _ => Outcome::Failed { reason: words },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_are_written_as_signatures_want_them() {
        assert_eq!(stamp(SystemTime::UNIX_EPOCH + Duration::from_millis(1_440_938_160_250)), "20150830T123600Z");
    }
}
