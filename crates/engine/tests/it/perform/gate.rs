//! The gate, over the store: limits, quiet hours, suppression.

use super::fixture::*;
use crate::support::{feed, publish};
use model::activity::kind;
use model::address::SuppressionKind;
use model::*;

#[tokio::test(flavor = "multi_thread")]
async fn the_daily_limit_makes_a_message_wait_until_the_next_day() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let ana = world.consenting("ana@example.com", "Ana").await;
        for program in ["spring", "summer", "autumn"] {
            world.run(program).await;
        }
        let again = world.performer.start_run("spring", None, None, None).await.unwrap_err().to_string();
        assert!(again.contains("not over yet") && again.contains("cancel"), "{again}");
        world.settle().await;
        let states: Vec<&str> = world.states().await.iter().map(|(_, state, _)| *state).collect();
        assert_eq!(states, ["sent", "sent", "deferred"], "two a day, however many programs ask at once");
        assert_eq!(world.count(ana, kind::EMAIL_HELD).await, 0, "it waits, it is not held");
        let due = world.sends().await[2].due_at;
        assert_eq!(due.to_string(), "2026-03-02T23:00:00Z", "midnight in Madrid");
        world.clock.set(due);
        world.settle().await;
        assert_eq!(world.captured().await.len(), 3);
        // The third of the week was the last: the next would wait for five days, which is too long.
        world.run("spring").await;
        world.settle().await;
        let last = world.states().await.pop().unwrap();
        assert!(last.1 == "held" && last.2.contains("seven days"), "{last:?}");
        assert_eq!(world.count(ana, kind::EMAIL_HELD).await, 1);
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn suppression_between_freeze_and_send_is_seen() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    let blocked = |kind| Input::Suppress { address: "ana@example.com".into(), kind, reason: "asked to".into() };
    world.run("spring").await;
    world.run("receipts").await;
    assert!(world.performer.run_once().await.unwrap() > 0, "frozen");
    feed(&world.engine, "b", blocked(SuppressionKind::Blocked)).await;
    world.settle().await;
    for (_, state, reason) in world.states().await {
        assert!(state == "held" && reason.contains("blocked"), "operational mail too: {state} {reason}");
    }
    assert_eq!(world.captured().await.len(), 0);
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn quiet_hours_are_the_contacts_own() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let mut settings = instance().remove(0);
    // 09:00 UTC is 10:00 in Madrid and 18:00 in Tokyo.
    settings.2["limits"] = serde_json::json!({"per_day": 9, "per_week": 9, "quiet_from": 17, "quiet_to": 8});
    publish(&world.engine, &[settings]).await;
    let here = world.consenting("here@example.com", "Here").await;
    let there = world.consenting("there@example.com", "There").await;
    let zone = [("time_zone", "Asia/Tokyo")];
    feed(&world.engine, "zone", crate::support::put("there@example.com", &zone)).await;
    world.run("spring").await;
    world.settle().await;
    let states = world.states().await;
    assert!(states.iter().any(|(contact, state, _)| *contact == here && *state == "sent"), "{states:?}");
    let waits = world.sends().await.into_iter().find(|send| send.contact == there).unwrap();
    assert_eq!((waits.state.as_str(), waits.due_at.to_string().as_str()), ("deferred", "2026-03-02T23:00:00Z"));
    world.engine.stop().await;
}

/// A mail server that lets something happen between the gate and the final dot.
#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_while_the_connection_is_made_gets_nothing() {
    let sink = super::sink::Sink::start(None, std::time::Duration::ZERO, false).await.slow_to_greet();
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let ana = world.consenting("ana@example.com", "Ana").await;
    world.run("spring").await;
    let smtp = mail::SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap();
    let performer = with_transport(&world.engine, mail::Transport::smtp(smtp));
    let sending = tokio::spawn(async move { while performer.run_once().await.unwrap() > 0 {} });
    while !sink.greeting() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let leave =
        Input::Suppress { address: "ana@example.com".into(), kind: SuppressionKind::OptOut, reason: "asked to".into() };
    feed(&world.engine, "leave", leave).await;
    sink.greet();
    sending.await.unwrap();
    applied(&world.engine).await;
    assert_eq!(sink.copies().len(), 0);
    let (contact, state, reason) = world.states().await.remove(0);
    assert!(contact == ana && state == "held" && reason.contains("opted out"), "{state}: {reason}");
    world.engine.stop().await;
}
