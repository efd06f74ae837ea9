//! What other mail loses by a domain that is dead, and by a run to many: next to nothing.

use super::fixture::*;
use super::flow::{run_of, smtp, until};
use crate::support::did;
use engine::perform::Performer;
use model::activity::kind;
use model::input::*;
use model::*;
use serde_json::json;
use sink::{At, Does, Script, Sink, Times, Transaction};
use std::time::{Duration, SystemTime};
use store::runs::RunState;

/// Messages to domains that get on, spread over so many; as many more to the one that is dead.
const OTHERS: usize = 500;
const DOMAINS: usize = 10;
/// What a mail server takes for a message. So long that it is what the others wait for, and not a busy processor.
const PAUSE: Duration = Duration::from_millis(250);
/// The others may take so much longer beside the dead one, in hundredths.
const SLOWED: u32 = 10;

async fn people(world: &World, addresses: impl Iterator<Item = String>, agreed: bool) {
    let put = |address: String| {
        let consent_basis = agreed.then(|| "web form".into());
        let put = ContactPut { key: Key::email(&address), consent_basis, ..ContactPut::default() };
        world.engine.envelope(format!("put:{address}"), "api", Input::Contact(put))
    };
    let all: Vec<_> = addresses.map(put).collect();
    for part in all.chunks(500) {
        world.engine.apply_and_wait(part.to_vec()).await.unwrap();
    }
}

/// A run, frozen and made into sends, so that only sending is measured.
async fn made(world: &World) -> i64 {
    let run = world.run("spring").await;
    while !run_of(world, run).await.materialised {
        world.performer.advance().await.unwrap();
    }
    run
}

/// What the others took, from the first message to the last, and how many were begun to the dead domain.
async fn others_took(dead: Option<Does>) -> (Duration, usize) {
    let with_dead = dead.is_some();
    let script = Script { pause: PAUSE, ..Script::default() };
    let script = match dead {
        Some(dead) => script.domain("dead.test", At::Rcpt, dead, Times::Always),
        None => script,
    };
    let sink = Sink::start(script).await.unwrap();
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    // One after another, as the addresses of a real list lie.
    let address = |n: usize| match n % 2 {
        0 => Some(format!("c{n}@d{}.test", n / 2 % DOMAINS)),
        _ => with_dead.then(|| format!("c{n}@dead.test")),
    };
    people(&world, (0..OTHERS * 2).filter_map(address), true).await;
    made(&world).await;
    let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 20)));
    // Before the dot nobody is served who is dead.
    until("the others", Duration::from_secs(120), async || sink.dots() >= OTHERS).await;
    tokio::time::sleep(PAUSE * 3).await;
    let all = sink.ledger().transactions;
    let taken: Vec<&Transaction> = all.iter().filter(|one| one.accepted()).collect();
    assert_eq!(taken.len(), OTHERS);
    let first = all.iter().map(|one| one.mail_at).min().unwrap();
    let last = taken.iter().filter_map(|one| one.answered_at).max().unwrap();
    // Nobody waits for what the dead one has been asked.
    drop(performer);
    world.engine.stop().await;
    (last.duration_since(first).unwrap(), all.len() - taken.len())
}

async fn slows_nobody(dead: Does) {
    let (mut alone, mut beside) = (Duration::MAX, Duration::MAX);
    // A busy machine makes one or the other slow at times: the best of each counts.
    for _ in 0..3 {
        alone = alone.min(others_took(None).await.0);
        let (took, begun) = others_took(Some(dead.clone())).await;
        beside = beside.min(took);
        println!(
            "{OTHERS} others took {alone:?} alone, {beside:?} beside a dead domain, which was tried {begun} times"
        );
        if beside * 100 <= alone * (100 + SLOWED) {
            return;
        }
    }
    panic!("{beside:?} beside a dead domain, {alone:?} alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_that_never_answers_slows_the_others_by_a_tenth_at_most() {
    slows_nobody(Does::Never).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_that_hangs_up_slows_the_others_by_a_tenth_at_most() {
    slows_nobody(Does::Closes).await;
}

/// Events that are answered by operational mail, and how far apart.
const CAUSES: usize = 100;
const APART: Duration = Duration::from_millis(50);

#[tokio::test(flavor = "multi_thread")]
async fn operational_mail_is_handed_over_within_two_seconds_of_its_cause_beside_a_run() {
    let sink = Sink::start(Script { pause: Duration::from_millis(50), ..Script::default() }).await.unwrap();
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let receipt = json!({"label": "At once", "channel": "Email", "does": {"trigger": {
        "when": {"kind": [kind::FORM_SUBMITTED]}, "filter": {"all": []}, "steps": [{"send": {"email": "receipt"}}]}}});
    crate::support::publish(&world.engine, &[(DefinitionKind::Program, "at-once", receipt)]).await;
    people(&world, (0..4_000).map(|n| format!("c{n}@d{}.test", n % DOMAINS)), true).await;
    // Marketing mail does not go to them.
    let buyer = |n: usize| format!("r{n}@d{}.test", n % DOMAINS);
    people(&world, (0..CAUSES).map(buyer), false).await;
    let run = made(&world).await;
    let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 10)));
    until("the beginning", Duration::from_secs(20), async || sink.dots() > 100).await;
    let mut caused = Vec::new();
    for n in 0..CAUSES {
        caused.push(SystemTime::now());
        let form = did(&buyer(n), kind::FORM_SUBMITTED, world.engine.now());
        world.engine.accept(vec![world.engine.envelope(format!("form:{n}"), "api", form)]).await.unwrap();
        tokio::time::sleep(APART).await;
    }
    let handed = |n: usize| {
        let buyer = buyer(n);
        let of_it = |one: &Transaction| one.recipients.contains(&buyer);
        sink.ledger().transactions.iter().find(|one| of_it(one)).and_then(|one| one.dot_at)
    };
    until("the last receipt", Duration::from_secs(20), async || handed(CAUSES - 1).is_some()).await;
    let state = run_of(&world, run).await.state;
    until("every receipt", Duration::from_secs(20), async || (0..CAUSES).all(|n| handed(n).is_some())).await;
    let mut took: Vec<Duration> =
        (0..CAUSES).map(|n| handed(n).unwrap().duration_since(caused[n]).unwrap_or_default()).collect();
    took.sort_unstable();
    let (middle, p99) = (took[CAUSES / 2], took[CAUSES * 99 / 100 - 1]);
    println!("from the event to the final dot: {middle:?} in the middle, {p99:?} at the 99th of a hundred");
    assert_eq!(state, RunState::Running, "the many are still under way");
    assert!(p99 <= Duration::from_secs(2), "{p99:?}");
    performer.stop().await;
    world.engine.stop().await;
}
