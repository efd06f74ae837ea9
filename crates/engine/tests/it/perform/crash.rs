//! What a worker that dies leaves behind, instant by instant; and what servers do to us.

use super::fixture::*;
use super::sink::Sink;
use mail::{SmtpSettings, Transport};
use model::activity::kind;
use model::*;
use std::time::Duration;
use store::intake::NewIntake;
use store::sends::{Finish, Handing, Send, SendState};

const LEASE_MS: i64 = 60_000;

fn none(_: &[Send]) -> Vec<NewIntake> {
    Vec::new()
}

fn smtp(sink: &Sink) -> Transport {
    Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap())
}

/// A world with one send claimed by a worker, in the state in which it dies.
async fn dying(url: &str, program: &str, handing: bool) -> (World, ContactId, store::sends::Send) {
    let world = world(url).await;
    let ana = world.consenting("ana@example.com", "Ana").await;
    world.run(program).await;
    // The row is made and put off, by a performer whose server is not there.
    let nowhere = Transport::smtp(SmtpSettings::parse("smtp://127.0.0.1:1").unwrap());
    settle(&world.engine, &with_transport(&world.engine, nowhere)).await;
    let put_off = world.sends().await.remove(0);
    assert_eq!(put_off.state, SendState::Deferred, "{put_off:?}");
    world.clock.set(put_off.due_at);
    let (store, now) = (world.store(), world.engine.now());
    let claimed = store::sends::claim(store, DEFAULT_WORKSPACE, 10, now, LEASE_MS).await.unwrap().remove(0);
    if handing {
        let message_id = "<the.same@example.com>".to_string();
        let handing = [Handing { send: claimed.id, token: claimed.token, message_id, way: String::new() }];
        let recorded = store::sends::record(store, DEFAULT_WORKSPACE, &handing, &[], now, &none).await.unwrap();
        assert_eq!(recorded.handed.len(), 1);
    }
    (world, ana, claimed)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_dies_before_the_dot_is_sent_later_once() {
    testkit::on_both(|url| async move {
        let (world, ana, _) = dying(&url, "spring", false).await;
        world.settle().await;
        assert_eq!(world.captured().await.len(), 0, "the claim is still somebody's");
        world.clock.set(world.engine.now().plus(LEASE_MS * 1_000));
        world.settle().await;
        world.settle().await;
        assert_eq!(world.captured().await.len(), 1);
        assert_eq!(world.count(ana, kind::EMAIL_SENT).await, 1);
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn marketing_mail_in_doubt_is_not_sent_again_and_counts_as_sent() {
    testkit::on_both(|url| async move {
        let (world, ana, send) = dying(&url, "spring", true).await;
        world.clock.set(world.engine.now().plus(LEASE_MS * 1_000));
        world.settle().await;
        assert_eq!(world.captured().await.len(), 0);
        assert_eq!(world.sends().await[0].state, SendState::Unknown);
        let timeline = world.timeline(ana).await;
        let sent: Vec<&Activity> = timeline.iter().filter(|activity| activity.kind == kind::EMAIL_SENT).collect();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].properties.get("unknown"), Some(&Value::Boolean(true)));
        // The worker was not dead, only slow: it comes too late to change anything.
        let late = [Finish::new(&send, SendState::Sent, None)];
        let now = world.engine.now();
        let done = store::sends::record(world.store(), DEFAULT_WORKSPACE, &[], &late, now, &none).await.unwrap();
        assert!(done.ended.is_empty());
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operational_mail_in_doubt_goes_out_again_with_its_message_id() {
    let sink = Sink::start(None, Duration::ZERO, false).await;
    let vanishing = Sink::start(None, Duration::ZERO, true).await;
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let ana = world.consenting("ana@example.com", "Ana").await;
    world.run("receipts").await;
    settle(&world.engine, &with_transport(&world.engine, smtp(&vanishing))).await;
    assert_eq!(world.sends().await[0].state, SendState::Deferred);
    world.clock.set(world.engine.now().plus(HOUR));
    settle(&world.engine, &with_transport(&world.engine, smtp(&sink))).await;
    assert_eq!(world.sends().await[0].state, SendState::Sent);
    assert_eq!(sink.copies(), vanishing.copies(), "a copy can be recognised by its Message-ID");
    assert_eq!(world.count(ana, kind::EMAIL_SENT).await, 1);
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_vanishes_after_the_dot_leaves_marketing_mail_unknown() {
    let vanishing = Sink::start(None, Duration::ZERO, true).await;
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    world.run("spring").await;
    let performer = with_transport(&world.engine, smtp(&vanishing));
    settle(&world.engine, &performer).await;
    world.clock.set(world.engine.now().plus(2 * DAY));
    settle(&world.engine, &performer).await;
    assert_eq!(world.sends().await[0].state, SendState::Unknown);
    assert_eq!(vanishing.copies().values().sum::<u32>(), 1);
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_does_not_exist_is_marked_and_gets_nothing_more() {
    testkit::on_both(|url| async move {
        let sink = Sink::start(Some("550 5.1.1 <ana@example.com>: no such user"), Duration::ZERO, false).await;
        let world = world(&url).await;
        let ana = world.consenting("ana@example.com", "Ana").await;
        let performer = with_transport(&world.engine, smtp(&sink));
        for _ in 0..2 {
            world.run("spring").await;
            settle(&world.engine, &performer).await;
        }
        let states = world.states().await;
        assert_eq!((states[0].1, states[1].1), ("failed", "held"), "{states:?}");
        assert!(states[0].2.contains("no such user") && states[1].2.contains("does not work"), "{states:?}");
        let timeline = world.timeline(ana).await;
        let failed = timeline.iter().find(|activity| activity.kind == kind::EMAIL_FAILED).unwrap();
        assert_eq!(failed.properties.get("reason"), Some(&Value::text("refused (550 5.1.1)")));
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_for_now_is_tried_for_three_days() {
    let sink = Sink::start(Some("451 4.7.1 later"), Duration::ZERO, false).await;
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    world.run("spring").await;
    let performer = with_transport(&world.engine, smtp(&sink));
    let begin = world.engine.now();
    let mut attempts = 0;
    loop {
        settle(&world.engine, &performer).await;
        attempts += 1;
        let send = world.sends().await.remove(0);
        if send.state != SendState::Deferred {
            assert_eq!(send.state, SendState::Failed);
            assert!(send.reason.unwrap().starts_with("not taken within three days"));
            break;
        }
        assert!(send.due_at > world.engine.now() && send.due_at <= begin.plus(3 * DAY));
        world.clock.set(send.due_at);
    }
    assert!((10..30).contains(&attempts), "{attempts} attempts");
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn days_in_a_paused_run_use_up_no_patience() {
    let sink = Sink::start(Some("451 4.7.1 later"), Duration::ZERO, false).await;
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    let run = world.run("spring").await;
    while world.performer.advance().await.unwrap() > 0 {}
    assert!(store::runs::pause(world.store(), DEFAULT_WORKSPACE, run, "wait").await.unwrap());
    world.pass(5 * DAY);
    assert!(world.performer.resume_run(run, false).await.unwrap());
    // Quiet hours until the evening: it waits, and that is no attempt.
    let mut settings = instance().remove(0);
    settings.2["limits"] = serde_json::json!({"per_day": 9, "per_week": 9, "quiet_from": 9, "quiet_to": 20});
    crate::support::publish(&world.engine, &[settings]).await;
    let performer = with_transport(&world.engine, smtp(&sink));
    settle(&world.engine, &performer).await;
    let send = world.sends().await.remove(0);
    assert_eq!((send.state, send.attempt), (SendState::Deferred, 0), "{send:?}");
    // Then its server says later: it is the first time.
    world.clock.set(send.due_at);
    settle(&world.engine, &performer).await;
    let send = world.sends().await.remove(0);
    assert_eq!((send.state, send.attempt), (SendState::Deferred, 1), "{send:?}");
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_in_the_middle_leaves_nothing_in_doubt() {
    let sink = Sink::start(None, Duration::from_millis(30), false).await;
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    for n in 0..40 {
        world.consenting(&format!("c{n}@example.com"), "").await;
    }
    world.run("spring").await;
    let options = from_anywhere(smtp(&sink));
    let performer = engine::perform::Performer::start(world.engine.clone(), options);
    while sink.copies().len() < 6 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    performer.stop().await;
    let mut sent = 0;
    for send in world.sends().await {
        match send.state {
            SendState::Sent => sent += 1,
            SendState::Queued => assert_eq!(send.attempt, 0),
            other => panic!("{} is left {other:?}", send.id),
        }
    }
    assert!(sent < 40 && sent == sink.copies().len(), "{sent} sent, {} arrived", sink.copies().len());
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_fails_in_the_middle_leaves_nothing_under_way() {
    let sink = Sink::start(None, Duration::from_millis(50), false).await;
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    for n in 0..200 {
        world.consenting(&format!("c{n}@d{}.example", n % 10), "").await;
    }
    world.run("spring").await;
    // The third claim finds no number.
    let mut tx = world.store().begin().await.unwrap();
    store::counter::take(&mut tx, DEFAULT_WORKSPACE, "send_token", (i64::MAX - 3) as usize).await.unwrap();
    world.store().commit(tx).await.unwrap();
    let performer = with_transport(&world.engine, smtp(&sink));
    let mut rounds = 0;
    while performer.run_once().await.is_ok() {
        rounds += 1;
        assert!(rounds < 10, "it does not fail");
    }
    let sends = world.sends().await;
    let open = sends.iter().filter(|send| matches!(send.state, SendState::Leased | SendState::Handing)).count();
    let sent = sends.iter().filter(|send| send.state == SendState::Sent).count();
    println!("{sent} of {} sent after {rounds} rounds", sends.len());
    assert_eq!((open, sent), (0, sink.copies().len()));
    assert!(sent > 0 && sent < 200);
    world.engine.stop().await;
}
