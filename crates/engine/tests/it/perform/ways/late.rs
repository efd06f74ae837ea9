//! Reports that are not taken at once: large ones, and those that cannot be checked yet.

use super::hooks::{ANA, reference, signed_in};
use super::*;
use engine::perform::{Heard, HookError, Options, Performer, StoreOutbox};
use mail::hooks::Refused;
use model::*;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_large_report_is_taken_to_its_end_although_who_tells_it_hangs_up() {
    const MANY: usize = 120;
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let double = Double::start(Does::Answers(200, "", r#"{"results":{"id":"1"}}"#.into())).await;
    world.consenting(ANA, "Ana").await;
    let endpoint = double.url();
    let values = [("api_key", "k"), ("hook_user", "hook"), ("hook_password", "pass"), ("endpoint", endpoint.as_str())];
    world.add(way("sp", WayKind::SparkPost, &values)).await;
    world.run("spring").await;
    world.settle().await;
    let of = reference(&world.sends().await.pop().unwrap());
    let event = |n: usize| {
        json!({ "msys": { "message_event": {
            "type": "bounce", "event_id": n.to_string(), "bounce_class": "20", "raw_rcpt_to": ANA,
            "raw_reason": "451 4.3.0 try again later", "rcpt_meta": { "siembra": of },
        } } })
    };
    let body = Value::Array((0..MANY).map(event).collect()).to_string();
    let headers = signed_in();
    let tell = || world.performer.reported("sparkpost", "sp", &headers, body.as_bytes());
    let kept = || async {
        let all = store::returned::page(world.store(), DEFAULT_WORKSPACE, &Default::default(), i64::MAX, 500).await;
        all.unwrap().len()
    };
    let began = async {
        while kept().await == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        _ = tell() => panic!("nobody hung up"),
        () = began => {}
    }
    let heard = loop {
        match tell().await {
            Err(HookError::Refused(Refused::Later(_))) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            heard => break heard.unwrap(),
        }
    };
    assert_eq!((heard, kept().await), (Heard { repeated: MANY, ..Heard::default() }, MANY));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_secrets_do_not_open_what_is_checked_without_them_still_is_and_the_rest_comes_later() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    let hook = [("token", "t"), ("hook_user", "hook"), ("hook_password", "pass")];
    world.add(way("pm", WayKind::Postmark, &hook)).await;
    world.add(way("sg", WayKind::SendGrid, &[("api_key", "k"), ("hook_key", key)])).await;
    world.add(way("bare", WayKind::SendGrid, &[("api_key", "k")])).await;
    let capture = mail::Transport::capture(StoreOutbox(world.engine.clone()));
    let options = Options::new(capture, content::token::Keys::new(1, [8; 32]));
    let stranger = Performer::new(world.engine.clone(), options);
    let later = stranger.reported("postmark", "pm", &signed_in(), b"{}").await;
    assert!(matches!(&later, Err(HookError::Refused(Refused::Later(why))) if why.contains("link.key")), "{later:?}");
    let forged = stranger.reported("sendgrid", "sg", &signed_in(), b"[]").await;
    assert!(matches!(forged, Err(HookError::Refused(Refused::Forged(_)))), "{forged:?}");
    let untold = stranger.reported("sendgrid", "bare", &signed_in(), b"[]").await;
    assert!(matches!(untold, Err(HookError::Refused(Refused::NotSet("hook_key")))), "{untold:?}");
    // Who looks sees which do not get through; what is asked for again later is no trouble.
    let (_, ways) = world.performer.ways_back().await.unwrap();
    let failing: Vec<(&str, bool)> = ways.iter().map(|way| (way.name.as_str(), way.fails_since.is_some())).collect();
    assert_eq!(failing, [("bare", true), ("sg", true)]);
    assert!(ways[0].reason.contains("hook_key"), "{ways:?}");
}
