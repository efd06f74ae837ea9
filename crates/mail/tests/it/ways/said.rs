//! What follows from what a provider says, and from what it does not say.

use super::double::{Does, Double};
use super::{PROVIDERS, transport, values};
use crate::fixture::{Remembers, message};
use mail::{Fault, LedgerError, Outcome, Transport, Waits, WayKind};
use model::SendId;
use std::time::Duration;

const SEND: SendId = SendId(1);

async fn outcome(kind: WayKind, does: Does) -> (Outcome, u32, usize) {
    let double = Double::start(does).await;
    let ledger = Remembers::saying(Ok(true));
    let outcome = transport(kind, &double).deliver(SEND, &message("ana@example.test"), &ledger).await;
    (outcome, ledger.asked(), double.got().len())
}

fn told(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted { .. } => "accepted",
        Outcome::Deferred { .. } => "deferred",
        Outcome::Failed { .. } => "failed",
        Outcome::InDoubt { .. } => "in doubt",
        Outcome::Withdrawn => "withdrawn",
        Outcome::NoWay { fault: Fault::Account, .. } => "account",
        Outcome::NoWay { fault: Fault::Busy(_), .. } => "busy",
        Outcome::NoWay { fault: Fault::Sender, .. } => "sender",
        Outcome::NoWay { fault: Fault::Unreachable, .. } => "unreachable",
    }
}

#[tokio::test]
async fn silence_after_the_body_is_doubt_and_never_before_it() {
    for kind in PROVIDERS {
        for (does, wanted, asked) in [
            (Does::ClosesAfterBody, "in doubt", true),
            (Does::SilentAfterBody, "in doubt", true),
            (Does::Garbage, "in doubt", true),
            (Does::BreaksOff(200), "accepted", true),
            (Does::Endless(200), "accepted", true),
            (Does::BreaksOff(503), "busy", true),
            (Does::Answers(500, "", "<html>oops</html>".into()), "busy", true),
            (Does::Answers(503, "retry-after: 7\r\n", String::new()), "busy", true),
            (Does::Answers(502, "", "<html>Bad Gateway</html>".into()), "in doubt", true),
            (Does::Answers(504, "retry-after: 7\r\n", String::new()), "in doubt", true),
            (Does::Answers(408, "", String::new()), "in doubt", true),
            (Does::Answers(429, "retry-after: 7\r\n", "{}".into()), "busy", true),
            (Does::Answers(401, "", "{}".into()), "account", true),
            (Does::Answers(403, "", "Forbidden".into()), "account", true),
            (Does::Answers(413, "", "{}".into()), "failed", true),
        ] {
            let (outcome, asks, _) = outcome(kind, does.clone()).await;
            assert_eq!(told(&outcome), wanted, "{kind:?} {does:?}: {outcome:?}");
            assert_eq!(asks > 0, asked, "{kind:?} {does:?}");
            if let (Outcome::NoWay { fault: Fault::Busy(wait), .. }, Does::Answers(_, headers, _)) = (outcome, does) {
                assert_eq!(wait, Duration::from_secs(if headers.is_empty() { 10 } else { 7 }));
            }
        }
    }
}

#[tokio::test]
async fn a_host_that_is_not_there_is_unreachable_and_the_ledger_is_not_asked() {
    let double = Double::start(Does::Closes).await;
    let mut values = values(WayKind::SendGrid, &double);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    values.insert("endpoint".into(), format!("http://127.0.0.1:{free}"));
    let transport = Transport::of(WayKind::SendGrid, &values, Waits::default()).unwrap();
    let ledger = Remembers::saying(Ok(true));
    let outcome = transport.deliver(SEND, &message("ana@example.test"), &ledger).await;
    assert_eq!((told(&outcome), ledger.asked()), ("unreachable", 0), "{outcome:?}");
    // A host that takes the connection and says no word.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    values.insert("endpoint".into(), format!("https://127.0.0.1:{}", silent.local_addr().unwrap().port()));
    let waits = Waits { connect: Duration::from_millis(300), answer: Duration::from_millis(300) };
    let transport = Transport::of(WayKind::SendGrid, &values, waits).unwrap();
    let outcome = transport.deliver(SEND, &message("ana@example.test"), &ledger).await;
    assert_eq!((told(&outcome), ledger.asked()), ("unreachable", 0), "{outcome:?}");
}

#[tokio::test]
async fn what_the_ledger_refuses_never_leaves() {
    for kind in PROVIDERS {
        for (answer, wanted) in [(Ok(false), "withdrawn"), (Err(LedgerError("disk full".into())), "deferred")] {
            let double = Double::start(Does::Answers(200, "", "{}".into())).await;
            let ledger = Remembers::saying(answer);
            let outcome = transport(kind, &double).deliver(SEND, &message("ana@example.test"), &ledger).await;
            assert_eq!(told(&outcome), wanted, "{kind:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
            assert_eq!(double.got().len(), 0, "{kind:?}: no whole request arrived");
        }
    }
}

/// Error bodies as the providers document them.
#[tokio::test]
async fn errors_by_name_are_told_apart() {
    use WayKind::*;
    let ses = |name: &str| format!(r#"{{"__type":"{name}","message":"told so"}}"#);
    let cases: Vec<(WayKind, u16, String, &str)> = vec![
        (Ses, 400, ses("AccountSuspendedException"), "account"),
        (Ses, 400, ses("com.amazonaws.ses#SendingPausedException"), "account"),
        (Ses, 400, ses("LimitExceededException"), "busy"),
        (Ses, 400, ses("MailFromDomainNotVerifiedException:http://internal"), "deferred"),
        (Ses, 404, ses("NotFoundException"), "account"),
        (Ses, 400, ses("BadRequestException"), "failed"),
        (Ses, 400, ses("MessageRejected"), "failed"),
        (
            Ses,
            400,
            r#"{"__type":"MessageRejected","message":"Email address is not verified. The following identities failed"}"#
                .into(),
            "deferred",
        ),
        (SendGrid, 400, r#"{"errors":[{"message":"The subject is required","field":"subject"}]}"#.into(), "failed"),
        (
            SendGrid,
            400,
            r#"{"errors":[{"message":"The from address does not match a verified Sender Identity."}]}"#.into(),
            "deferred",
        ),
        (SendGrid, 401, r#"{"errors":[{"message":"Maximum credits exceeded"}]}"#.into(), "account"),
        (SendGrid, 404, r#"{"errors":[{"message":"not found"}]}"#.into(), "account"),
        (Mailgun, 400, r#"{"message":"to parameter is not a valid address"}"#.into(), "failed"),
        (Mailgun, 400, r#"{"message":"Domain mg.example.com is not allowed to send: disabled"}"#.into(), "account"),
        (Mailgun, 402, r#"{"message":"pay"}"#.into(), "account"),
        (Mailgun, 404, r#"{"message":"Domain not found: mg.example.com"}"#.into(), "account"),
        (Postmark, 422, r#"{"ErrorCode":300,"Message":"Invalid 'To' address"}"#.into(), "failed"),
        (Postmark, 422, r#"{"ErrorCode":406,"Message":"Inactive recipient"}"#.into(), "failed"),
        (Postmark, 422, r#"{"ErrorCode":405,"Message":"Not allowed to send"}"#.into(), "account"),
        (Postmark, 422, r#"{"ErrorCode":400,"Message":"Sender signature not found"}"#.into(), "deferred"),
        (Postmark, 422, r#"{"ErrorCode":100,"Message":"Maintenance"}"#.into(), "deferred"),
        (SparkPost, 420, r#"{"errors":[{"message":"Exceed Sending Limit","code":"2101"}]}"#.into(), "account"),
        (SparkPost, 400, r#"{"errors":[{"message":"Invalid domain","code":"7001"}]}"#.into(), "deferred"),
        (SparkPost, 422, r#"{"errors":[{"message":"invalid data format/type","code":"1300"}]}"#.into(), "failed"),
    ];
    for (kind, status, body, wanted) in cases {
        let (outcome, ..) = outcome(kind, Does::Answers(status, "", body.clone())).await;
        assert_eq!(told(&outcome), wanted, "{kind:?} {status} {body}: {outcome:?}");
    }
}

#[tokio::test]
async fn secrets_show_nowhere() {
    for kind in PROVIDERS {
        let double = Double::start(Does::Answers(400, "", "{}".into())).await;
        let transport = transport(kind, &double);
        let outcome = transport.deliver(SEND, &message("ana@example.test"), &Remembers::saying(Ok(true))).await;
        let shown = format!("{transport:?} {outcome:?}");
        assert!(!shown.contains("secret") && !shown.contains("wJalr"), "{shown}");
    }
}
