//! How mail flows: a slow domain keeps little from the others, operational mail overtakes, and a run whose mail comes back
//! stops itself.

use super::fixture::*;
use engine::perform::Performer;
use mail::{SmtpSettings, Transport};
use model::input::*;
use model::*;
use sink::{At, Does, Script, Sink, Times};
use std::time::{Duration, Instant};
use store::runs::{Brake, Run, RunState};
use store::sends::{NewSend, SendState, Waits};

pub fn smtp(sink: &Sink, connections: usize) -> Transport {
    Transport::smtp(
        SmtpSettings::parse(&format!("smtp://127.0.0.1:{}?connections={connections}", sink.port())).unwrap(),
    )
}

pub async fn people(world: &World, domain: &str, count: usize) {
    let put = |n| {
        let key = Key::email(format!("c{n}@{domain}"));
        Input::Contact(ContactPut { key, consent_basis: Some("web form".into()), ..ContactPut::default() })
    };
    let envelopes = (0..count).map(|n| world.engine.envelope(format!("{domain}:{n}"), "api", put(n)));
    world.engine.apply_and_wait(envelopes.collect()).await.unwrap();
}

pub async fn run_of(world: &World, id: i64) -> Run {
    store::runs::get(world.store(), DEFAULT_WORKSPACE, id).await.unwrap()
}

pub async fn until(what: &str, most: Duration, mut done: impl AsyncFnMut() -> bool) -> Duration {
    let since = Instant::now();
    while !done().await {
        assert!(since.elapsed() < most, "{what} takes more than {most:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    since.elapsed()
}

/// How long until all mail to one domain is there; half of all goes to another, which may be slow.
async fn quick_half(script: Script) -> Duration {
    let sink = Sink::start(script).await.unwrap();
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    people(&world, "slow.test", 300).await;
    people(&world, "quick.test", 300).await;
    world.run("spring").await;
    let since = Instant::now();
    let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 20)));
    let quick = |ledger: sink::Ledger| {
        let taken = ledger.transactions.iter().filter(|one| one.accepted());
        taken.filter(|one| one.recipients.iter().any(|to| to.ends_with("@quick.test"))).count()
    };
    until("the quick half", Duration::from_secs(60), async || quick(sink.ledger()) == 300).await;
    let took = since.elapsed();
    performer.stop().await;
    world.engine.stop().await;
    took
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_domain_with_half_of_the_mail_keeps_little_from_the_others() {
    let pause = Duration::from_millis(100);
    let usual = quick_half(Script { pause, ..Script::default() }).await;
    let slow = Script { pause, ..Script::default() };
    let slow = slow.domain("slow.test", At::Rcpt, Does::Waits(Duration::from_secs(3)), Times::Always);
    let beside = quick_half(slow).await;
    println!("the quick half took {usual:?} beside another quick half, {beside:?} beside a slow one");
    // Beside a slow one it has nearly all connections for itself, once that is known.
    assert!(beside < usual * 11 / 10 + Duration::from_secs(1), "{beside:?}, {usual:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_that_puts_us_off_is_named_with_its_words_and_what_waits_for_it() {
    let late = Does::Says("451 4.7.1 greylisted, come back later");
    let sink = Sink::start(Script::default().domain("late.test", At::Rcpt, late, Times::Always)).await.unwrap();
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    people(&world, "late.test", 20).await;
    people(&world, "quick.test", 20).await;
    world.run("spring").await;
    let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 4)));
    let named = async || performer.troubled_lanes().iter().any(|lane| lane.domain == "late.test");
    until("the trouble", Duration::from_secs(20), named).await;
    until("the others", Duration::from_secs(20), async || sink.dots() == 20).await;
    let troubled = performer.troubled_lanes();
    assert!(
        troubled[0].slow && troubled[0].reason.as_ref().is_some_and(|why| why.contains("greylisted")),
        "{troubled:?}"
    );
    let domains = ["late.test", "quick.test", "test"].map(str::to_string);
    let waiting = async || store::sends::waiting_for_domains(world.store(), DEFAULT_WORKSPACE, &domains).await.unwrap();
    until("the records", Duration::from_secs(20), async || waiting().await == [20, 0, 0]).await;
    performer.stop().await;
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operational_mail_overtakes_what_goes_to_many() {
    let sink = Sink::start(Script { pause: Duration::from_millis(200), ..Script::default() }).await.unwrap();
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    people(&world, "many.test", 600).await;
    let run = world.run("spring").await;
    let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 4)));
    until("the beginning", Duration::from_secs(20), async || sink.dots() > 20).await;
    let mut slowest = Duration::ZERO;
    for n in 0..10 {
        let receipt = NewSend {
            run: None,
            program: None,
            occurrence: format!("receipt:{n}"),
            contact: ContactId(1 + n),
            address: format!("c{n}@one.test"),
            email: "receipt".into(),
            email_version: 1,
            operational: true,
            details: "{}".into(),
            due_at: world.engine.now(),
            held: None,
        };
        store::sends::add(world.store(), DEFAULT_WORKSPACE, &[receipt], world.engine.now()).await.unwrap();
        let there =
            async || sink.ledger().transactions.iter().any(|one| one.recipients.contains(&format!("c{n}@one.test")));
        slowest = slowest.max(until("a receipt", Duration::from_secs(20), there).await);
    }
    println!("the slowest of ten receipts took {slowest:?}");
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    assert_eq!(run_of(&world, run).await.state, RunState::Running, "the many are still under way");
    performer.stop().await;
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_whose_mail_comes_back_stops_itself_and_goes_on_only_in_spite_of_it() {
    let script = Script { pause: Duration::from_millis(20), ..Script::default() };
    let gone = Does::Says("550 5.1.1 no such user here");
    let sink = Sink::start(script.domain("gone.test", At::Rcpt, gone, Times::Always)).await.unwrap();
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.boss().await;
    people(&world, "gone.test", 200).await;
    for domain in ["a.test", "b.test", "c.test"] {
        people(&world, domain, 600).await;
    }
    let run = world.run("spring").await;
    let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 4)));
    until("the brake", Duration::from_secs(60), async || run_of(&world, run).await.state == RunState::Paused).await;
    let paused = run_of(&world, run).await;
    assert_eq!(paused.brake, Some(Brake::HardBounces));
    assert!(paused.reason.unwrap().ends_with("messages came back for good, which is 5 % or more"));
    let told =
        async || sink.ledger().transactions.iter().any(|one| one.recipients.contains(&"boss@example.com".into()));
    until("telling", Duration::from_secs(20), told).await;
    let left = store::runs::progress(world.store(), DEFAULT_WORKSPACE, run).await.unwrap();
    assert!(left.keys().any(|state| state.is_open()), "{left:?}");
    // Not by itself, and not by the usual word.
    assert!(!performer.resume_run(run, false).await.unwrap());
    assert!(performer.resume_run(run, true).await.unwrap());
    until("the rest", Duration::from_secs(60), async || run_of(&world, run).await.state == RunState::Finished).await;
    let done = store::runs::progress(world.store(), DEFAULT_WORKSPACE, run).await.unwrap();
    assert_eq!((done.get(&SendState::Sent), done.get(&SendState::Failed)), (Some(&1_800), Some(&200)));
    performer.stop().await;
    world.engine.stop().await;
}

#[tokio::test]
async fn a_quota_and_a_new_sender_let_out_so_much_a_day_and_say_so() {
    let world = world("sqlite::memory:").await;
    people(&world, "a.test", 30).await;
    let mut settings = instance().remove(0);
    settings.2["pace"] = serde_json::json!({"warm_up": [
        {"sender": "example.com", "from": "2026-03-02", "first_day": 10, "growth": 50, "until": 100}]});
    crate::support::publish(&world.engine, &[settings]).await;
    world.clock.set(Timestamp::parse("2026-03-02T09:00:00Z").unwrap());
    let run = world.run("spring").await;
    world.settle().await;
    let sent = async || {
        let progress = store::runs::progress(world.store(), DEFAULT_WORKSPACE, run).await.unwrap();
        progress.get(&SendState::Sent).copied().unwrap_or(0)
    };
    assert_eq!(sent().await, 10);
    let waits = store::sends::waiting(world.store(), DEFAULT_WORKSPACE, run).await.unwrap();
    assert_eq!((waits.len(), waits[0].waits, waits[0].count), (1, Waits::WarmUp, 20));
    assert_eq!(waits[0].reason.as_deref(), Some("example.com is new: 10 messages today"));
    // The next day half as much again.
    world.clock.set(waits[0].next.plus(HOUR));
    world.settle().await;
    assert_eq!(sent().await, 25);
    world.engine.stop().await;
}
