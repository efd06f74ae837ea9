//! What stops where there is no run to pause: a program that sends one by one, and what comes back when a run is over.

use super::fixture::*;
use super::flow::{run_of, smtp, until};
use engine::perform::Performer;
use model::*;
use sink::{At, Does, Script, Sink, Times};
use std::time::Duration;
use store::halts::Waited;
use store::runs::{Brake, RunState};
use store::sends::{NewSend, SendState};

/// What a trigger sends: no run, one occasion each. Every twelfth address is unknown.
async fn add(world: &World, numbers: std::ops::Range<i64>, operational: bool) {
    let address = |n: i64| if n % 12 == 0 { format!("c{n}@gone.test") } else { format!("c{n}@d{}.test", n % 7) };
    let email = if operational { "receipt" } else { "guide" };
    let send = |n: i64| NewSend {
        email: email.into(),
        operational,
        ..world.single("spring", format!("step:{n}:{operational}"), ContactId(n), address(n))
    };
    world.add_sends(numbers.map(send)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_whose_mail_comes_back_stops_itself_and_goes_on_only_when_somebody_lets_it() {
    testkit::on_both(|url| async move {
        let script = Script { pause: Duration::from_millis(2), ..Script::default() };
        let gone = Does::Says("550 5.1.1 no such user here");
        let sink = Sink::start(script.domain("gone.test", At::Rcpt, gone, Times::Always)).await.unwrap();
        let world = world(&url).await;
        world.boss().await;
        for domain in ["somewhere.test", "elsewhere.test", "anywhere.test"] {
            super::flow::people(&world, domain, 700).await;
        }
        let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 4)));
        let stopped = async || {
            let halts = store::halts::all(world.store(), DEFAULT_WORKSPACE).await.unwrap();
            halts.get("spring").is_some_and(|halt| halt.brake == Brake::HardBounces)
        };
        let taken = || sink.ledger().transactions.iter().filter(|one| one.accepted()).count();
        // In pieces, as a trigger's come: the first does not reach the limit.
        add(&world, 1..400, false).await;
        until("the first", Duration::from_secs(60), async || taken() >= 366).await;
        assert!(!stopped().await, "too few attempts");
        add(&world, 400..1_200, false).await;
        until("the stop", Duration::from_secs(60), stopped).await;
        let waiting = async || store::halts::waiting(world.store(), DEFAULT_WORKSPACE, "spring").await.unwrap();
        let all = async || {
            let all = store::sends::page(world.store(), DEFAULT_WORKSPACE, &Default::default(), i64::MAX, 5_000).await;
            all.unwrap()
        };
        let at_rest = async || {
            let open: Vec<_> = all().await.into_iter().filter(|send| send.state.is_open()).collect();
            open.iter().all(|send| send.state == SendState::Deferred) && open.len() as i64 == waiting().await
        };
        until("the rest to wait", Duration::from_secs(60), at_rest).await;
        let (left, gone_out) = (waiting().await, taken());
        assert!(left > 300, "{left} of 1,199 wait; the limit is 500 attempts");
        let told = || sink.ledger().transactions.iter().any(|one| one.recipients == ["boss@example.com"]);
        until("telling", Duration::from_secs(20), async || told()).await;
        // Somebody waits for operational mail.
        add(&world, 1..2, true).await;
        let receipt = || sink.ledger().transactions.iter().filter(|one| one.recipients == ["c1@d1.test"]).count();
        until("the receipt", Duration::from_secs(20), async || receipt() == 2).await;
        assert!(taken() <= gone_out + 2, "nothing else goes out");
        // It is judged anew by what comes back from now on, 8 % again: not by what had come back before.
        world.pass(SECOND);
        let released = world.engine.now();
        add(&world, 1_200..2_000, false).await;
        assert!(performer.release_program("spring", Waited::Goes).await.unwrap());
        assert!(!performer.release_program("spring", Waited::Goes).await.unwrap(), "it is let go once");
        until("the next stop", Duration::from_secs(60), stopped).await;
        until("the rest to wait", Duration::from_secs(60), at_rest).await;
        let since = all().await.into_iter().filter(|send| {
            let ended = matches!(send.state, SendState::Sent | SendState::Failed);
            ended && !send.operational && send.updated_at >= released
        });
        let since = since.count();
        assert!(since >= 500, "stopped after {since} attempts");
        let left = waiting().await;
        assert!(left > 0 && performer.release_program("spring", Waited::Dropped).await.unwrap());
        let all = all().await;
        let held = all.iter().filter(|send| send.state == SendState::Held).count() as i64;
        let reason =
            |send: &store::sends::Send| send.reason.as_deref() == Some("dropped when its program was let go on");
        assert!(held == left && all.iter().filter(|send| send.state == SendState::Held).all(reason), "{held}, {left}");
        performer.stop().await;
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_comes_back_when_a_run_is_over_is_noted_and_told() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        world.boss().await;
        super::flow::people(&world, "ok.test", 1_000).await;
        let run = world.run("spring").await;
        world.settle().await;
        assert_eq!(run_of(&world, run).await.state, RunState::Finished);
        let sends = world.sends().await;
        let id = sends[0].message_id.clone().unwrap();
        let report = super::complaints::report(&id);
        world.performer.returned(report.as_bytes(), None, world.engine.now()).await.unwrap();
        world.performer.advance().await.unwrap();
        let over = run_of(&world, run).await;
        assert_eq!((over.state, over.brake), (RunState::Finished, Some(Brake::Complaints)));
        world.settle().await;
        let told = world.captured().await;
        let to_boss = |one: &&mail_parser::Message<'_>| {
            one.to().and_then(|to| to.first()).and_then(|to| to.address()) == Some("boss@example.com")
        };
        assert_eq!(told.iter().filter(to_boss).count(), 1);
        world.engine.stop().await;
    })
    .await;
}
