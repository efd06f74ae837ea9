//! What nobody but the provider could have sent is taken, and nothing else.

use super::signed::{Amazon, CHAIN, Given, LEAF, NOW, NOW_TEXT, STRANGER, Signer, TOPIC, basic, envelope, mailgun};
use super::{all, sendgrid, ses};
use mail::WayKind;
use mail::hooks::sns::of_sns;
use mail::hooks::{Refused, read};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

/// Every payload with its bytes changed after it was signed, signed by somebody else, or not at all.
#[tokio::test]
async fn no_forged_report_is_taken() {
    let (signer, stranger) = (Signer::new(), Signer::new());
    let mut tried = 0;
    for (kind, case) in all() {
        let (headers, body) = signer.request(kind, &case.payload);
        let mut forged: Vec<(Given, Vec<u8>)> = vec![(Given::default(), body.clone())];
        match kind {
            WayKind::SendGrid => {
                let mut changed = body.clone();
                changed[1] ^= 1;
                forged.push((headers.clone(), changed));
                forged.push((headers.clone(), [&body[..], b" "].concat()));
                forged.push((stranger.sendgrid(&body, NOW), body.clone()));
                forged.push((signer.sendgrid(&body, NOW - 301), body.clone()));
                forged.push((signer.sendgrid(&body, NOW + 301), body.clone()));
                let mut later = signer.sendgrid(&body, NOW - 301);
                later.0[1].1 = NOW.to_string();
                forged.push((later, body.clone()));
            }
            WayKind::Mailgun => {
                forged.clear();
                let bytes = |value: Value| value.to_string().into_bytes();
                forged.push((Given::default(), bytes(mailgun(&case.payload, "another key", NOW))));
                forged.push((Given::default(), bytes(mailgun(&case.payload, "signing-key", NOW - 301))));
                forged.push((Given::default(), bytes(json!({ "event-data": case.payload }))));
                for (name, value) in
                    [("token", "0".repeat(50)), ("timestamp", (NOW - 1).to_string()), ("signature", "00".into())]
                {
                    let mut other = mailgun(&case.payload, "signing-key", NOW);
                    other["signature"][name] = json!(value);
                    forged.push((Given::default(), bytes(other)));
                }
            }
            WayKind::Ses => {
                forged.clear();
                let whole = signer.sns(&envelope(&case.payload));
                for (name, value) in [
                    ("Message", json!("{}")),
                    ("MessageId", json!("another")),
                    ("Subject", json!("another")),
                    ("Signature", json!("AAAA")),
                    ("Signature", json!("no base64")),
                    ("SignatureVersion", json!("1")),
                    ("TopicArn", json!("arn:aws:sns:eu-west-1:666666666666:mail")),
                    ("Timestamp", json!("2027-01-15T08:00:01.000Z")),
                ] {
                    let mut other = whole.clone();
                    other[name] = value;
                    forged.push((Given::default(), other.to_string().into_bytes()));
                }
                // Signed, and still not for us.
                for (name, value) in [
                    ("TopicArn", json!("arn:aws:sns:eu-west-1:666666666666:mail")),
                    ("Timestamp", json!("2027-01-08T07:59:59.000Z")),
                    ("Timestamp", json!("2027-01-15T08:06:00.000Z")),
                    ("SignatureVersion", json!("1")),
                ] {
                    let mut other = envelope(&case.payload);
                    other[name] = value;
                    forged.push((Given::default(), signer.sns(&other).to_string().into_bytes()));
                }
            }
            _ => {
                for (user, password) in [("siembra", "s3cre"), ("siembra", "s3cret "), ("Siembra", "s3cret"), ("", "")]
                {
                    forged.push((basic(user, password), body.clone()));
                }
                forged.push((Given(vec![("authorization", "Bearer s3cret".into())]), body.clone()));
            }
        }
        for (headers, body) in forged {
            tried += 1;
            let read = signer.read(kind, &headers, &body, NOW).await;
            assert!(matches!(read, Err(Refused::Forged(_))), "{kind:?} {}: {read:?}", case.name);
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[tokio::test]
async fn certificates_come_from_amazons_hosts_alone() {
    let signer = Signer::new();
    for url in [
        "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem",
        "https://evil.example/SimpleNotificationService-0.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0.pem",
        "https://user@sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0.pem",
        "https://sns.eu-west-1.amazonaws.com/other.pem",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem?x=https://evil.example",
        "https://sns.eu-west-1.amazonaws.com/x/../evil/SimpleNotificationService-0.pem",
        "https://s3.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.s3.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.s3-eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.eu-west.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.evil.example.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.amazonaws.com/SimpleNotificationService-0.pem",
        "file:///etc/passwd",
        "",
    ] {
        let mut other = envelope(&ses::cases()[0].payload);
        other["SigningCertURL"] = json!(url);
        let body = signer.sns(&other).to_string().into_bytes();
        let read = signer.read(WayKind::Ses, &Given::default(), &body, NOW).await;
        assert!(matches!(read, Err(Refused::Forged(_))), "{url}: {read:?}");
    }
    assert_eq!(signer.amazon.fetched.load(Ordering::SeqCst), 0, "nothing was fetched");
    assert!(of_sns("https://sns.cn-north-1.amazonaws.com.cn/x").is_some());
    assert!(of_sns("https://sns.us-gov-west-1.amazonaws.com/x").is_some());
}

#[tokio::test]
async fn a_certificate_has_to_be_snss_and_to_lead_to_an_authority() {
    let signer = Signer::new();
    let body = signer.sns(&envelope(&ses::cases()[0].payload)).to_string().into_bytes();
    let mid = &CHAIN[LEAF.len()..];
    for (pem, wanted) in [
        (CHAIN.to_vec(), true),
        (LEAF.to_vec(), true),
        (STRANGER.to_vec(), false),
        ([STRANGER, mid].concat(), false),
        (mid.to_vec(), false),
        (b"nothing".to_vec(), false),
        (Vec::new(), false),
    ] {
        *signer.amazon.pem.lock().unwrap() = pem.clone();
        let read = signer.read(WayKind::Ses, &Given::default(), &body, NOW).await;
        assert_eq!(read.is_ok(), wanted, "{} {read:?}", String::from_utf8_lossy(&pem));
    }
    // A chain that leads nowhere.
    let nowhere = Amazon { pem: CHAIN.to_vec().into(), fetched: 0.into(), strict: true };
    let values = signer.values(WayKind::Ses);
    let read = read(WayKind::Ses, &values, &Given::default(), &body, NOW, &nowhere).await;
    assert!(matches!(read, Err(Refused::Forged(_))), "{read:?}");
}

#[tokio::test]
async fn a_subscription_is_confirmed_at_amazons_hosts_alone() {
    let signer = Signer::new();
    let confirmation = |url: &str| {
        json!({
            "Type": "SubscriptionConfirmation", "MessageId": "1", "TopicArn": TOPIC, "Token": "t", "Message": "confirm",
            "SubscribeURL": url, "Timestamp": NOW_TEXT, "SignatureVersion": "2",
            "SigningCertURL": super::signed::CERTIFICATE,
        })
    };
    let good = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
    for (url, wanted) in [
        (good, true),
        ("https://evil.example/?Action=ConfirmSubscription", false),
        ("http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription", false),
        ("https://sns.eu-west-1.amazonaws.com.evil.example/", false),
        ("https://169.254.169.254/latest/meta-data", false),
    ] {
        let body = signer.sns(&confirmation(url)).to_string().into_bytes();
        let read = signer.read(WayKind::Ses, &Given::default(), &body, NOW).await;
        match wanted {
            true => assert_eq!(read.unwrap().confirm.unwrap().as_str(), url),
            false => assert!(matches!(read, Err(Refused::Forged(_))), "{url}: {read:?}"),
        }
    }
}

/// The vector that SendGrid publishes with its libraries.
#[tokio::test]
async fn sendgrids_own_example_is_taken() {
    let key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    let body = "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\",\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\",\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\",\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n";
    let headers = Given(vec![
        (
            "x-twilio-email-event-webhook-signature",
            "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=".into(),
        ),
        ("x-twilio-email-event-webhook-timestamp", "1600112502".into()),
    ]);
    let values = [("hook_key".to_string(), key.to_string())].into();
    let amazon = Signer::new().amazon;
    let read = read(WayKind::SendGrid, &values, &headers, body.as_bytes(), 1_600_112_510, &amazon).await.unwrap();
    assert_eq!(read.events.len(), 1);
    assert_eq!(read.events[0].returned.recipients[0].address, "hello@world.com");
}

#[tokio::test]
async fn a_way_that_was_not_told_takes_nothing_and_nothing_makes_it_fall() {
    let signer = Signer::new();
    for (kind, case) in all() {
        let (headers, body) = signer.request(kind, &case.payload);
        let untold = read(kind, &mail::Values::new(), &headers, &body, NOW, &signer.amazon).await;
        assert!(matches!(untold, Err(Refused::NotSet(_))), "{kind:?}: {untold:?}");
        for end in [0, 1, body.len() / 2, body.len() - 3] {
            assert!(signer.read(kind, &headers, &body[..end], NOW).await.is_err());
        }
        let smtp = read(WayKind::Smtp, &signer.values(kind), &headers, &body, NOW, &signer.amazon).await;
        assert!(matches!(smtp, Err(Refused::Forged(_))));
    }
    // Signed, and of no shape that is known.
    for odd in
        ["{}", "[]", "[[[]]]", "[1,\"a\",null]", "null", "{\"mail\":{}}", "[{\"msys\":[]}]", "[{\"msys\":{\"a\":1}}]"]
    {
        for kind in [WayKind::Ses, WayKind::SendGrid, WayKind::Mailgun, WayKind::Postmark, WayKind::SparkPost] {
            let (headers, body) = signer.request(kind, &serde_json::from_str(odd).unwrap());
            let read = signer.read(kind, &headers, &body, NOW).await;
            assert!(read.is_err() || read.is_ok_and(|report| report.events.is_empty()), "{kind:?} {odd}");
        }
    }
    let many = json!(vec![sendgrid::cases()[0].payload[0].clone(); 10_001]);
    let (headers, body) = signer.request(WayKind::SendGrid, &many);
    assert!(matches!(signer.read(WayKind::SendGrid, &headers, &body, NOW).await, Err(Refused::Unreadable(_))));
}

#[tokio::test]
async fn a_certificate_of_amazon_that_comes_alone_must_be_valid_now() {
    let signer = Signer::new();
    for pem in [LEAF, CHAIN] {
        *signer.amazon.pem.lock().unwrap() = pem.to_vec();
        for (now, at, good) in [
            (NOW, NOW_TEXT, true),
            (1_795_366_800, "2026-11-22T17:00:00.000Z", false),
            (4_920_000_000, "2125-11-28T02:40:00.000Z", false),
        ] {
            let mut said = envelope(&json!({"eventType": "Open", "mail": {"messageId": "1"}}));
            said["Timestamp"] = json!(at);
            let read =
                signer.read(WayKind::Ses, &Given::default(), signer.sns(&said).to_string().as_bytes(), now).await;
            let refused = matches!(&read, Err(Refused::Forged(_)));
            assert_eq!(refused, !good, "{at}: {read:?}");
        }
    }
}
