//! What each provider is given, by the public documents of its API.

use super::double::{Does, Double, Got};
use super::{PROVIDERS, transport};
use crate::fixture::{Remembers, letter, message};
use mail::{Attachment, Letter, Outcome, WayKind, build, mime_of};
use mail_parser::MessageParser;
use model::SendId;
use serde_json::json;

const REFERENCE: &str = "snd_00000001.00c0ffee";
const UNSUBSCRIBE: &str = "List-Unsubscribe=One-Click";

async fn given(kind: WayKind, status: u16, body: &str) -> (Got, Outcome) {
    let double = Double::start(Does::Answers(status, "x-message-id: sg-1\r\n", body.into())).await;
    let ledger = Remembers::saying(Ok(true));
    let outcome = transport(kind, &double).deliver(SendId(1), &message("ana@example.test"), &ledger).await;
    assert_eq!(ledger.asked(), 1);
    let mut got = double.got();
    assert_eq!(got.len(), 1, "{kind:?}");
    (got.remove(0), outcome)
}

#[tokio::test]
async fn ses_is_given_the_message_raw_with_a_signature() {
    let (got, outcome) = given(WayKind::Ses, 200, r#"{"MessageId":"0100-ses"}"#).await;
    assert_eq!(outcome, Outcome::Accepted { reply: "ses 200: 0100-ses".into() });
    assert_eq!(got.line, "POST /v2/email/outbound-emails HTTP/1.1");
    let signed = got.header("authorization");
    assert!(signed.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{signed}");
    assert!(signed.contains("/eu-west-1/ses/aws4_request, SignedHeaders=content-type;host;x-amz-date, "), "{signed}");
    let body = got.json();
    assert_eq!(body["Destination"], json!({ "ToAddresses": ["ana@example.test"] }));
    assert_eq!(body["EmailTags"], json!([{ "Name": "siembra", "Value": "snd_00000001-00c0ffee" }]));
    assert_eq!(body["ConfigurationSetName"], "news");
    let raw = data_encoding::BASE64.decode(body["Content"]["Raw"]["Data"].as_str().unwrap().as_bytes()).unwrap();
    assert_eq!(raw, message("ana@example.test").bytes);
}

#[tokio::test]
async fn sendgrid_is_given_parts_with_our_headers() {
    let (got, outcome) = given(WayKind::SendGrid, 202, "").await;
    assert_eq!(outcome, Outcome::Accepted { reply: "sendgrid 202: sg-1".into() });
    assert_eq!(got.line, "POST /v3/mail/send HTTP/1.1");
    assert_eq!(got.header("authorization"), "Bearer SG.secret");
    let (body, letter) = (got.json(), letter("ana@example.test"));
    let to = &body["personalizations"][0];
    assert_eq!(to["to"], json!([{ "email": "ana@example.test", "name": "Ana Núñez" }]));
    assert_eq!(to["custom_args"], json!({ "siembra": REFERENCE }));
    assert_eq!(body["from"], json!({ "email": "news@example.com", "name": "Ødegård & Søn, S.A." }));
    assert_eq!(body["reply_to"], json!({ "email": "answers@example.com" }));
    assert_eq!(body["subject"], letter.subject);
    assert_eq!(body["content"][0], json!({ "type": "text/plain", "value": letter.text }));
    assert_eq!(body["content"][1], json!({ "type": "text/html", "value": letter.html }));
    assert_eq!(body["headers"]["List-Unsubscribe-Post"], UNSUBSCRIBE);
    assert_eq!(body["headers"]["Message-ID"], letter.message_id);
    assert_eq!(body["tracking_settings"]["click_tracking"]["enable"], false);
    assert_eq!(body["tracking_settings"]["open_tracking"]["enable"], false);
}

#[tokio::test]
async fn mailgun_is_given_the_message_raw_as_a_file_of_a_form() {
    let answer = r#"{"id":"<snd_00000001.00c0ffee@example.com>","message":"Queued. Thank you."}"#;
    let (got, outcome) = given(WayKind::Mailgun, 200, answer).await;
    assert_eq!(outcome, Outcome::Accepted { reply: "mailgun 200: Queued. Thank you.".into() });
    assert_eq!(got.line, "POST /v3/mg.example.com/messages.mime HTTP/1.1");
    let credentials = data_encoding::BASE64.encode(b"api:key-secret");
    assert_eq!(got.header("authorization"), format!("Basic {credentials}"));
    // A form is a MIME entity: read by a parser that is not ours.
    let mut form = format!("Content-Type: {}\r\n\r\n", got.header("content-type")).into_bytes();
    form.extend_from_slice(&got.body);
    let form = MessageParser::new().parse(&form).unwrap();
    let text = String::from_utf8_lossy(&got.body).into_owned();
    assert_eq!(form.parts.len(), 5, "{text}");
    for (name, value) in [("to", "ana@example.test"), ("o:tracking", "no"), ("v:siembra", REFERENCE)] {
        assert!(text.contains(&format!("form-data; name=\"{name}\"\r\n\r\n{value}\r\n--")), "{name}: {text}");
    }
    let raw = String::from_utf8(message("ana@example.test").bytes).unwrap();
    assert!(text.contains(&format!(
        "name=\"message\"; filename=\"message.mime\"\r\nContent-Type: message/rfc2822\r\n\r\n{raw}\r\n--"
    )));
}

#[tokio::test]
async fn postmark_is_given_parts_with_our_headers() {
    let answer = r#"{"To":"ana@example.test","MessageID":"pm-1","ErrorCode":0,"Message":"OK"}"#;
    let (got, outcome) = given(WayKind::Postmark, 200, answer).await;
    assert_eq!(outcome, Outcome::Accepted { reply: "postmark 200: pm-1".into() });
    assert_eq!((got.line.as_str(), got.header("x-postmark-server-token")), ("POST /email HTTP/1.1", "pm-secret"));
    let (body, letter) = (got.json(), letter("ana@example.test"));
    assert_eq!(body["From"], "\"Ødegård & Søn, S.A.\" <news@example.com>");
    assert_eq!(body["To"], "\"Ana Núñez\" <ana@example.test>");
    assert_eq!(
        (body["Subject"].as_str(), body["ReplyTo"].as_str()),
        (Some(letter.subject.as_str()), Some("answers@example.com"))
    );
    assert_eq!(
        (body["HtmlBody"].as_str(), body["TextBody"].as_str()),
        (letter.html.as_deref(), Some(letter.text.as_str()))
    );
    assert_eq!(body["Metadata"], json!({ "siembra": REFERENCE }));
    assert_eq!((body["MessageStream"].as_str(), body["TrackLinks"].as_str()), (Some("broadcast"), Some("None")));
    let headers = body["Headers"].as_array().unwrap();
    for (name, value) in
        [("List-Unsubscribe-Post", UNSUBSCRIBE), ("Message-ID", &letter.message_id), ("X-PM-KeepID", "true")]
    {
        assert!(headers.contains(&json!({ "Name": name, "Value": value })), "{name}");
    }
}

#[tokio::test]
async fn sparkpost_is_given_the_message_raw() {
    let answer = r#"{"results":{"total_rejected_recipients":0,"total_accepted_recipients":1,"id":"sp-1"}}"#;
    let (got, outcome) = given(WayKind::SparkPost, 200, answer).await;
    assert_eq!(outcome, Outcome::Accepted { reply: "sparkpost 200: sp-1".into() });
    assert_eq!((got.line.as_str(), got.header("authorization")), ("POST /api/v1/transmissions HTTP/1.1", "sp-secret"));
    let body = got.json();
    assert_eq!(body["recipients"][0]["metadata"], json!({ "siembra": REFERENCE }));
    assert_eq!(body["content"]["email_rfc822"], String::from_utf8(message("ana@example.test").bytes).unwrap());
}

#[tokio::test]
async fn a_letter_without_names_parts_and_headers_is_given_too() {
    let mut bare = letter("ana@example.test");
    (bare.from.name, bare.to.name, bare.reply_to, bare.html, bare.headers) =
        (String::new(), String::new(), None, None, Vec::new());
    let bare = build(bare).unwrap();
    for kind in PROVIDERS {
        let double = Double::start(Does::Answers(200, "", "{}".into())).await;
        let outcome = transport(kind, &double).deliver(SendId(1), &bare, &Remembers::saying(Ok(true))).await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{kind:?}: {outcome:?}");
        let text = String::from_utf8_lossy(&double.got()[0].body).into_owned();
        assert!(!text.contains("null"), "{kind:?}: {text}");
    }
}

#[tokio::test]
async fn files_are_given_by_every_provider() {
    let content = b"a,b\n1,2\n".to_vec();
    let file =
        Attachment { name: "List \"1\".csv".into(), mime: mime_of("csv").unwrap(), content: content.clone().into() };
    let built = build(Letter { attachments: vec![file], ..letter("ana@example.test") }).unwrap();
    let encoded = data_encoding::BASE64.encode(&content);
    for kind in PROVIDERS {
        let double = Double::start(Does::Answers(200, "", "{}".into())).await;
        transport(kind, &double).deliver(SendId(1), &built, &Remembers::saying(Ok(true))).await;
        let got = double.got().remove(0);
        match kind {
            WayKind::Postmark => {
                let file =
                    json!({ "Name": "List 1 .csv", "Content": encoded, "ContentType": "text/csv; charset=utf-8" });
                assert_eq!(got.json()["Attachments"], json!([file]));
            }
            WayKind::SendGrid => {
                let file = json!({
                    "content": encoded, "filename": "List 1 .csv", "type": "text/csv", "disposition": "attachment",
                });
                assert_eq!(got.json()["attachments"], json!([file]));
            }
            // These take the message as it is.
            WayKind::Ses => {
                let raw = data_encoding::BASE64.encode(&built.bytes);
                assert_eq!(got.json()["Content"]["Raw"]["Data"], raw);
            }
            _ => assert!(String::from_utf8_lossy(&got.body).contains(&encoded), "{kind:?}"),
        }
    }
}

#[tokio::test]
async fn a_way_is_checked_without_sending() {
    for (kind, path) in PROVIDERS.into_iter().zip([
        "GET /v2/email/account",
        "GET /v3/scopes",
        "GET /v4/domains/mg.example.com",
        "GET /server",
        "GET /api/v1/account",
    ]) {
        let double = Double::start(Does::Answers(200, "", "{}".into())).await;
        transport(kind, &double).check().await.unwrap();
        assert_eq!(double.got()[0].line, format!("{path} HTTP/1.1"));
        let double = Double::start(Does::Answers(401, "", r#"{"message":"who are you"}"#.into())).await;
        let error = transport(kind, &double).check().await.unwrap_err();
        assert!(error.contains("401"), "{error}");
        let double = Double::start(Does::Closes).await;
        assert!(transport(kind, &double).check().await.is_err());
    }
}
