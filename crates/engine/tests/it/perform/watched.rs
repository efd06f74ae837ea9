//! What comes back counts also when nobody looks: after a run was cancelled, and while no process is there that sends.

use super::complaints::report;
use super::fixture::*;
use super::flow::{people, run_of, smtp, until};
use engine::perform::Performer;
use mail::Transport;
use model::*;
use sink::{At, Does, Script, Sink, Times};
use std::time::Duration;
use store::halts::{Halt, Waited};
use store::runs::{Brake, RunState};
use store::sends::{Send, SendState};

/// What a program sends one by one, to the contacts of these numbers.
async fn add(world: &World, program: &str, numbers: std::ops::RangeInclusive<i64>) {
    let address = |n: i64| format!("c{}@ok.test", n - 1);
    let send = |n: i64| world.single(program, format!("step:{n}"), ContactId(n), address(n));
    world.add_sends(numbers.map(send)).await;
}

async fn complained(world: &World, send: &Send) {
    let report = report(send.message_id.as_ref().unwrap());
    world.performer.returned(report.as_bytes(), None, world.engine.now()).await.unwrap();
}

async fn halt(world: &World) -> Option<Halt> {
    store::halts::all(world.store(), DEFAULT_WORKSPACE).await.unwrap().remove("spring")
}

/// As after a restart: what the process before had in mind is gone.
fn restarted(world: &mut World) {
    world.performer =
        with_transport(&world.engine, Transport::capture(engine::perform::StoreOutbox(world.engine.clone())));
}

#[tokio::test]
async fn what_comes_back_of_a_run_that_was_paused_or_cancelled_is_noted() {
    testkit::on_both(|url| async move {
        let mut world = world(&url).await;
        people(&world, "ok.test", 1_000).await;
        people(&world, "more.test", 10).await;
        let mut settings = instance().remove(0);
        settings.2["pace"] = serde_json::json!({"quotas": [{"per_day": 1_000}]});
        crate::support::publish(&world.engine, &[settings]).await;
        let run = world.run("spring").await;
        world.settle().await;
        let sends = world.sends().await;
        let sent = sends.iter().find(|send| send.state == SendState::Sent).unwrap();
        assert!(store::runs::cancel(world.store(), DEFAULT_WORKSPACE, run, world.engine.now()).await.unwrap());
        complained(&world, sent).await;
        // Nobody has looked when the process ends.
        restarted(&mut world);
        world.performer.advance().await.unwrap();
        let over = run_of(&world, run).await;
        assert_eq!((over.state, over.brake), (RunState::Cancelled, Some(Brake::Complaints)), "{:?}", over.reason);

        world.pass(2 * DAY);
        let paused = world.run("summer").await;
        world.settle().await;
        let sends = world.sends().await;
        let sent = sends.iter().find(|send| send.run == Some(paused) && send.state == SendState::Sent).unwrap();
        assert!(store::runs::pause(world.store(), DEFAULT_WORKSPACE, paused, "paused by hand").await.unwrap());
        complained(&world, sent).await;
        world.performer.advance().await.unwrap();
        let paused = run_of(&world, paused).await;
        assert_eq!((paused.state, paused.brake), (RunState::Paused, Some(Brake::Complaints)), "{:?}", paused.reason);
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn complaints_that_came_early_count_once_enough_has_gone_out_also_after_a_restart_and_a_release() {
    testkit::on_both(|url| async move {
        let mut world = world(&url).await;
        for (domain, count) in [("ok.test", 1_000), ("more.test", 1_000), ("most.test", 100)] {
            people(&world, domain, count).await;
        }
        add(&world, "spring", 1..=400).await;
        world.settle().await;
        let early = world.sends().await;
        complained(&world, &early[0]).await;
        complained(&world, &early[1]).await;
        restarted(&mut world);
        world.performer.advance().await.unwrap();
        assert_eq!(halt(&world).await, None, "of 400 nothing is said");
        add(&world, "spring", 401..=1_050).await;
        world.settle().await;
        world.performer.advance().await.unwrap();
        let stopped = halt(&world).await.expect("2 of 1,000 complained");
        assert_eq!(stopped.brake, Brake::Complaints);
        // Let go on, it is judged anew, however much went out before.
        world.pass(DAY);
        assert!(world.performer.release_program("spring", Waited::Goes).await.unwrap());
        world.settle().await;
        add(&world, "spring", 1_051..=1_450).await;
        world.settle().await;
        let later = world.sends().await;
        let sent = |n: i64| later.iter().find(|send| send.contact == ContactId(n)).unwrap();
        for n in [1_100, 1_101] {
            complained(&world, sent(n)).await;
        }
        world.performer.advance().await.unwrap();
        assert_eq!(halt(&world).await.unwrap().brake, Brake::Released, "of 400 nothing is said");
        add(&world, "spring", 1_451..=2_100).await;
        world.settle().await;
        world.performer.advance().await.unwrap();
        assert_eq!(halt(&world).await.unwrap().brake, Brake::Complaints);
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_stopped_program_asks_for_its_mail_once_a_day_and_takes_it_along_when_it_is_archived() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        people(&world, "ok.test", 2).await;
        let now = world.engine.now();
        let why = Halt { brake: Brake::Complaints, reason: "2 of 1000".into(), at: now };
        assert!(store::halts::stop(world.store(), DEFAULT_WORKSPACE, "spring", &why, &[]).await.unwrap());
        add(&world, "spring", 1..=2).await;
        world.settle().await;
        let waits = world.sends().await;
        assert!(
            waits.iter().all(|send| send.state == SendState::Deferred && send.due_at == now.plus(DAY)),
            "{waits:?}"
        );
        assert_eq!(halt(&world).await, Some(why));
        let (_, seq) = store::definitions::archive(
            world.store(),
            DEFAULT_WORKSPACE,
            DefinitionKind::Program,
            "spring",
            "over",
            None,
            now,
        )
        .await
        .unwrap();
        world.engine.wait_for(seq).await.unwrap();
        world.performer.advance().await.unwrap();
        let reason = "dropped because its program had stopped itself and was archived";
        let dropped = world.states().await;
        assert!(dropped.iter().all(|(_, state, why)| (*state, why.as_str()) == ("held", reason)), "{dropped:?}");
        assert_eq!(halt(&world).await.unwrap().brake, Brake::Released);
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_refused_for_what_is_in_it_stops_itself() {
    testkit::on_both(|url| async move {
        let script = Script { pause: Duration::from_millis(5), ..Script::default() };
        let virus = Does::Says("554 5.6.0 the message contains a virus");
        let sink = Sink::start(script.domain("strict.test", At::Dot, virus, Times::Always)).await.unwrap();
        let world = world(&url).await;
        people(&world, "strict.test", 150).await;
        people(&world, "a.test", 700).await;
        people(&world, "b.test", 700).await;
        let run = world.run("spring").await;
        let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 4)));
        let paused = async || run_of(&world, run).await.state == RunState::Paused;
        until("the stop", Duration::from_secs(60), paused).await;
        let stopped = run_of(&world, run).await;
        assert_eq!(stopped.brake, Some(Brake::Content));
        let reason = stopped.reason.unwrap_or_default();
        assert!(reason.ends_with("messages were refused for what is in them, which is 5 % or more"), "{reason}");
        performer.stop().await;
        world.engine.stop().await;
    })
    .await;
}
