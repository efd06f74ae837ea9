//! What providers report has its effect once, and only where they report it.

use super::*;
use content::headers;
use engine::perform::{Heard, HookError};
use mail::hooks::{Headers, Refused};
use model::activity::kind;
use model::*;
use serde_json::{Value, json};
use store::sends::Send;

pub(super) const ANA: &str = "ana@example.com";

pub(super) struct Basic(pub String);

impl Headers for Basic {
    fn header(&self, name: &str) -> Option<&str> {
        (name == "authorization").then_some(self.0.as_str())
    }
}

pub(super) fn signed_in() -> Basic {
    // hook:pass
    Basic("Basic aG9vazpwYXNz".into())
}

/// One message that went out by Postmark.
async fn postmark(url: &str, does: Does) -> (World, ContactId, Send) {
    let world = world(url).await;
    let double = Double::start(does).await;
    let ana = world.consenting(ANA, "Ana").await;
    let endpoint = double.url();
    let values = [("token", "t"), ("hook_user", "hook"), ("hook_password", "pass"), ("endpoint", endpoint.as_str())];
    world.add(way("pm", WayKind::Postmark, &values)).await;
    world.run("spring").await;
    world.settle().await;
    let send = world.sends().await.pop().unwrap();
    assert_eq!(send.way.as_deref(), Some("pm"), "{send:?}");
    (world, ana, send)
}

fn accepted() -> Does {
    Does::Answers(200, "", r#"{"MessageID":"pm-1","ErrorCode":0}"#.into())
}

fn report(record: &str, id: i64, at: Timestamp, reference: &str, more: Value) -> Value {
    let mut report = json!({
        "RecordType": record, "ID": id, "MessageID": format!("m{id}"), "Email": ANA, "Recipient": ANA,
        "BouncedAt": at.to_string(), "DeliveredAt": at.to_string(), "Metadata": { "siembra": reference },
    });
    for (name, value) in more.as_object().unwrap() {
        report[name] = value.clone();
    }
    report
}

pub(super) fn reference(send: &Send) -> String {
    let id = headers::message_id(&keys(), DEFAULT_WORKSPACE, send.id, "x@example.com");
    id.trim_start_matches('<').split('@').next().unwrap().to_string()
}

impl World {
    async fn tell(&self, report: &Value) -> Result<Heard, HookError> {
        let heard = self.performer.reported("postmark", "pm", &signed_in(), report.to_string().as_bytes()).await;
        applied(&self.engine).await;
        heard
    }

    async fn given_up(&self) -> bool {
        let states = store::addresses::states(self.store(), DEFAULT_WORKSPACE, &[ANA.to_string()]).await.unwrap();
        states.get(ANA).is_some_and(|state| state.invalid.is_some())
    }

    async fn left(&self) -> bool {
        let states = store::addresses::states(self.store(), DEFAULT_WORKSPACE, &[ANA.to_string()]).await.unwrap();
        states.get(ANA).is_some_and(|state| state.opted_out.is_some())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bounce_that_is_told_a_hundred_times_counts_once_in_whatever_order() {
    testkit::on_both(|url| async move {
        let (world, ana, send) = postmark(&url, accepted()).await;
        let at = world.engine.now();
        let hard = json!({ "TypeCode": 1, "Details": "smtp;550 5.1.1 no such user" });
        let bounce = report("Bounce", 1, at, &reference(&send), hard);
        let delivery = report("Delivery", 2, at, &reference(&send), json!({}));
        for n in 0..100 {
            let heard = world.tell(&bounce).await.unwrap();
            assert_eq!(heard.counted, usize::from(n == 0), "{n}: {heard:?}");
            world.tell(&delivery).await.unwrap();
        }
        assert_eq!(world.count(ana, kind::EMAIL_BOUNCED).await, 1);
        assert!(world.given_up().await);
        let kept =
            store::returned::page(world.store(), DEFAULT_WORKSPACE, &Default::default(), i64::MAX, 50).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].read.category.as_str(), kept[0].read.send), ("hard_user", Some(send.id)));
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_and_an_opt_out_end_marketing_mail_and_a_block_does_not() {
    let database = testkit::Database::sqlite();
    let (world, ana, send) = postmark(database.url(), accepted()).await;
    let (at, of) = (world.engine.now(), reference(&send));
    let blocked = json!({ "TypeCode": 100_006, "Details": "smtp;550 5.7.1 blocked using Spamhaus" });
    world.tell(&report("Bounce", 1, at, &of, blocked)).await.unwrap();
    assert!(!world.given_up().await && !world.left().await);
    world.tell(&report("Bounce", 2, at, &of, json!({ "TypeCode": 64, "Details": "out of office" }))).await.unwrap();
    assert!(!world.given_up().await && !world.left().await);
    world.tell(&report("SpamComplaint", 3, at, &of, json!({ "TypeCode": 100_001 }))).await.unwrap();
    assert!(world.left().await);
    assert_eq!(world.count(ana, kind::EMAIL_COMPLAINED).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_ends_doubt() {
    testkit::on_both(|url| async move {
        let (world, ana, send) = postmark(&url, Does::ClosesAfterBody).await;
        assert_eq!(send.state.as_str(), "unknown");
        world.tell(&report("Delivery", 1, world.engine.now(), &reference(&send), json!({}))).await.unwrap();
        let send = world.sends().await.pop().unwrap();
        assert_eq!((send.state.as_str(), send.reason), ("sent", None));
        assert_eq!(world.count(ana, kind::EMAIL_SENT).await, 1);
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_proven_changes_nothing() {
    let database = testkit::Database::sqlite();
    let (world, ana, send) = postmark(database.url(), accepted()).await;
    let hard = json!({ "TypeCode": 1, "Details": "smtp;550 5.1.1 no such user" });
    let bounce = report("Bounce", 1, world.engine.now(), &reference(&send), hard.clone()).to_string();
    let told = |provider: &'static str, key: &'static str, headers: Basic| {
        let (performer, body) = (world.performer.clone(), bounce.clone());
        async move { performer.reported(provider, key, &headers, body.as_bytes()).await }
    };
    for headers in ["", "Basic aG9vazpwYXN6", "Bearer pass", "Basic %%%"] {
        let refused = told("postmark", "pm", Basic(headers.into())).await;
        assert!(matches!(refused, Err(HookError::Refused(Refused::Forged(_)))), "{headers}: {refused:?}");
    }
    assert!(matches!(told("sparkpost", "pm", signed_in()).await, Err(HookError::NoSuchWay)));
    assert!(matches!(told("postmark", "other", signed_in()).await, Err(HookError::NoSuchWay)));
    // Proven, and about nobody's message: a mark that we did not make.
    let of = reference(&send);
    for reference in [of.replace("snd_", "snd_1"), format!("{}00", &of[..of.len() - 2]), String::new(), "x".into()] {
        let heard = world.tell(&report("Bounce", 7, world.engine.now(), &reference, hard.clone())).await.unwrap();
        assert_eq!(heard, Heard { foreign: 1, ..Heard::default() }, "{reference}");
    }
    assert!(!world.given_up().await);
    assert_eq!(world.count(ana, kind::EMAIL_BOUNCED).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_mailgun_is_good_for_one_event() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let double = Double::start(Does::Answers(200, "", "{}".into())).await;
    world.consenting(ANA, "Ana").await;
    let endpoint = double.url();
    let values =
        [("domain", "mg.example.com"), ("api_key", "k"), ("hook_key", "sign"), ("endpoint", endpoint.as_str())];
    world.add(way("mg", WayKind::Mailgun, &values)).await;
    world.run("spring").await;
    world.settle().await;
    let send = world.sends().await.pop().unwrap();
    let at = world.engine.now().0 / 1_000_000;
    let event = |what: &str, n: u8| {
        let key = hmac_sha256(b"sign", format!("{at}token{n}").as_bytes());
        json!({
            "signature": { "timestamp": at.to_string(), "token": format!("token{n}"), "signature": key },
            "event-data": {
                "event": what, "id": format!("id-{what}"), "timestamp": at, "recipient": ANA, "severity": "permanent",
                "message": { "headers": { "message-id": "other@example.com" } },
                "user-variables": { "siembra": reference(&send) },
                "delivery-status": { "code": 550, "message": "5.1.1 no such user" },
            },
        })
        .to_string()
    };
    let tell = |body: String| {
        let performer = world.performer.clone();
        async move { performer.reported("mailgun", "mg", &Basic(String::new()), body.as_bytes()).await }
    };
    assert_eq!(tell(event("delivered", 1)).await.unwrap().counted, 1);
    assert_eq!(tell(event("delivered", 1)).await.unwrap().repeated, 1);
    // Who overheard a signature has signed nothing else.
    let refused = tell(event("failed", 1)).await;
    assert!(matches!(refused, Err(HookError::Refused(Refused::Forged(_)))), "{refused:?}");
    assert!(!world.given_up().await);
    assert_eq!(tell(event("failed", 2)).await.unwrap().counted, 1);
    assert_eq!(tell(event("failed", 3)).await.unwrap().repeated, 1, "the same event with a new token");
    applied(&world.engine).await;
    assert!(world.given_up().await);
}

fn hmac_sha256(key: &[u8], text: &[u8]) -> String {
    use std::process::{Command, Stdio};
    let key = std::str::from_utf8(key).unwrap();
    let mut child = Command::new("openssl")
        .args(["dgst", "-sha256", "-hmac", key, "-hex"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), text).unwrap();
    let out = child.wait_with_output().unwrap().stdout;
    String::from_utf8(out).unwrap().trim().rsplit(' ').next().unwrap().to_string()
}
