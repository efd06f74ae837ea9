//! Tests of variants, from the freeze to the last of those who waited for the winner; the process starts anew in between.

use super::fixture::*;
use crate::support::publish;
use engine::perform::HOLDOUT;
use model::activity::kind;
use model::input::*;
use model::*;
use rules::variants::{Place, place};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use store::runs::{RunState, TestState};
use store::sends::SendState;

const CONTACTS: usize = 900;

fn program(test: Json) -> Json {
    json!({"label": "Spring", "channel": "Email", "does": {"batch": {"segment": "all", "email": "guide", "test": test}}})
}

fn test(more: Json) -> Json {
    let mut test = json!({
        "variants": [
            {"key": "plain", "label": "Plain"},
            {"key": "short", "label": "Short", "subject": "Short, {{ contact.first_name }}", "from_name": "Ana"},
        ],
        "by": "clicks", "after_hours": 24, "sample": 50,
    });
    for (key, value) in more.as_object().unwrap() {
        test[key] = value.clone();
    }
    test
}

async fn crowd(world: &World, count: usize) {
    let envelopes = (0..count).map(|n| {
        let put = Input::Contact(ContactPut {
            key: Key::email(format!("c{n}@example.com")),
            consent_basis: Some("web form".into()),
            ..ContactPut::default()
        });
        world.engine.envelope(format!("c{n}"), "api", put)
    });
    world.engine.apply_and_wait(envelopes.collect()).await.unwrap();
}

/// The next process, on what the last one left.
fn begin_anew(world: &mut World) {
    let transport = mail::Transport::capture(engine::perform::StoreOutbox(world.engine.clone()));
    world.performer = with_transport(&world.engine, transport);
}

async fn click(world: &World, contact: ContactId) {
    let activity = ActivityPut {
        contact: Key::id(contact.0),
        lead: None,
        kind: kind::EMAIL_CLICKED.into(),
        asset: Some("guide".into()),
        at: world.clock.now(),
        value: None,
        properties: [("program".to_string(), Value::text("spring"))].into(),
    };
    let envelope = world.engine.envelope(format!("click:{contact}"), "mail", Input::Activity(activity));
    world.engine.apply_and_wait(vec![envelope]).await.unwrap();
}

fn variant(details: &str) -> Option<String> {
    let json: Json = serde_json::from_str(details).unwrap();
    json["variant"]["key"].as_str().map(str::to_string)
}

async fn run(world: &World, id: i64) -> store::runs::Run {
    store::runs::get(world.store(), DEFAULT_WORKSPACE, id).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_winner_goes_to_those_who_waited_and_everybody_gets_one() {
    testkit::on_both(|url| async move {
        let mut world = world(&url).await;
        let spec = test(json!({"share": 40, "holdout": 10}));
        publish(&world.engine, &[(DefinitionKind::Program, "spring", program(spec))]).await;
        crowd(&world, CONTACTS).await;
        let id = world.run("spring").await;
        // One step a process: freeze, chunk, waiting.
        for _ in 0..4 {
            world.performer.run_once().await.unwrap();
            begin_anew(&mut world);
        }
        world.settle().await;
        let now = run(&world, id).await;
        assert_eq!((now.state, now.test_state, now.materialised), (RunState::Running, Some(TestState::Waiting), false));
        let tested = world.sends().await;
        let by = |wanted: Option<&str>| -> Vec<ContactId> {
            let own = tested.iter().filter(|send| variant(&send.details).as_deref() == wanted);
            own.map(|send| send.contact).collect()
        };
        let (plain, short, none) = (by(Some("plain")), by(Some("short")), by(None));
        assert!(
            (120..=240).contains(&plain.len()) && (120..=240).contains(&short.len()),
            "{} {}",
            plain.len(),
            short.len()
        );
        assert!((50..=140).contains(&none.len()), "{}", none.len());
        let held = tested.iter().filter(|send| send.state == SendState::Held);
        assert_eq!(held.filter(|send| send.reason.as_deref() == Some("holdout")).count(), none.len());

        // Changing the program does not change what runs.
        publish(&world.engine, &[(DefinitionKind::Program, "spring", program(test(json!({"share": 5}))))]).await;
        for contact in short.iter().take(short.len() / 3).chain(plain.first()) {
            click(&world, *contact).await;
        }
        world.pass(23 * HOUR);
        world.settle().await;
        let early = world.performer.test_results(&now).await.unwrap().unwrap();
        assert!(!early.due && early.reading.variants.iter().all(|read| read.chance.is_none()), "{early:?}");
        assert_eq!((early.seen[0].clicks, early.seen[1].clicks as usize), (1, short.len() / 3));
        assert_eq!(world.sends().await.len(), tested.len(), "nobody else before its time");
        world.pass(HOUR);
        begin_anew(&mut world);
        world.performer.run_once().await.unwrap();
        begin_anew(&mut world);
        world.settle().await;
        let done = run(&world, id).await;
        assert_eq!((done.winner.as_deref(), done.test_state), (Some("short"), Some(TestState::Clear)));
        assert_eq!(done.state, RunState::Finished);

        let sends = world.sends().await;
        let contacts: BTreeSet<ContactId> = sends.iter().map(|send| send.contact).collect();
        assert_eq!((sends.len(), contacts.len()), (CONTACTS, CONTACTS), "a row for each contact");
        let late = &sends[tested.len()..];
        assert!(
            late.iter().all(|send| variant(&send.details).as_deref() == Some("short") && send.state == SendState::Sent)
        );
        let mut copies: BTreeMap<String, usize> = BTreeMap::new();
        let mut subjects: BTreeMap<String, usize> = BTreeMap::new();
        for message in world.captured().await {
            *copies.entry(message.to().unwrap().first().unwrap().address().unwrap().to_string()).or_default() += 1;
            *subjects.entry(message.subject().unwrap().to_string()).or_default() += 1;
        }
        assert!(copies.values().all(|n| *n == 1), "one mail for each person");
        assert_eq!(copies.len(), CONTACTS - none.len());
        assert_eq!(subjects.get("Short, you").copied(), Some(short.len() + late.len()), "{subjects:?}");
        // Those who got the winner later say nothing about it.
        let results = world.performer.test_results(&done).await.unwrap().unwrap();
        assert_eq!(results.seen[1].reached as usize, short.len());
        let timeline = world.timeline(late[0].contact).await;
        let sent = timeline.iter().find(|activity| activity.kind == kind::EMAIL_SENT).unwrap();
        assert_eq!(sent.properties.get("variant"), Some(&Value::text("short")));
        for send in &sends {
            let wanted = match variant(&send.details).as_deref() {
                None => Place::Holdout,
                Some("plain") => Place::Variant(0),
                Some(_) if late.iter().any(|other| other.id == send.id) => Place::Winner,
                Some(_) => Place::Variant(1),
            };
            assert_eq!(place(id, send.contact, &results.test), wanted);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_clear_somebody_chooses_and_hours_are_kept() {
    let world = world("sqlite::memory:").await;
    let mut spec = test(json!({"share": 50, "unclear": "wait"}));
    spec["variants"][1]["hour"] = json!(15);
    publish(&world.engine, &[(DefinitionKind::Program, "spring", program(spec))]).await;
    crowd(&world, 300).await;
    let id = world.run("spring").await;
    let begun = world.clock.now();
    world.settle().await;
    let at_once = world.captured().await.len();
    let afternoon = rules::hours::next_at(begun, 15, "Europe/Madrid");
    assert!(at_once < 110, "the others wait for their hour: {at_once}");
    let early = world.performer.choose_winner(&run(&world, id).await, "nobody").await.unwrap();
    assert!(early.unwrap_err().contains("no such variant"));
    world.clock.set(afternoon);
    world.settle().await;
    assert!(world.captured().await.len() > at_once);
    world.clock.set(afternoon.plus(24 * HOUR));
    world.settle().await;
    let waiting = run(&world, id).await;
    assert_eq!((waiting.test_state, waiting.winner.clone()), (Some(TestState::Undecided), None));
    world.performer.choose_winner(&waiting, "plain").await.unwrap().unwrap();
    assert!(world.performer.choose_winner(&run(&world, id).await, "short").await.unwrap().is_err());
    world.settle().await;
    let done = run(&world, id).await;
    assert_eq!(
        (done.state, done.test_state, world.sends().await.len()),
        (RunState::Finished, Some(TestState::Chosen), 300)
    );
}

#[tokio::test]
async fn nothing_is_decided_by_mail_that_has_not_gone_out() {
    let world = world("sqlite::memory:").await;
    let spec = test(json!({"share": 50, "holdout": 30, "after_hours": 1}));
    publish(&world.engine, &[(DefinitionKind::Program, "spring", program(spec))]).await;
    crowd(&world, 60).await;
    for n in 0..60 {
        let put = ContactPut { key: Key::external(format!("x{n}")), ..ContactPut::default() };
        let envelope = world.engine.envelope(format!("x{n}"), "api", Input::Contact(put));
        world.engine.apply_and_wait(vec![envelope]).await.unwrap();
    }
    for n in 0..60 {
        let put = ContactPut { key: Key::email(format!("unasked{n}@example.com")), ..ContactPut::default() };
        let envelope = world.engine.envelope(format!("y{n}"), "api", Input::Contact(put));
        world.engine.apply_and_wait(vec![envelope]).await.unwrap();
    }
    let id = world.run("spring").await;
    // The rows are made, and nothing is sent.
    while world.performer.advance().await.unwrap() > 0 {}
    let waiting = run(&world, id).await;
    assert_eq!(waiting.test_state, Some(TestState::Waiting));
    let results = world.performer.test_results(&waiting).await.unwrap().unwrap();
    let sends = world.sends().await;
    let of = |begins: &str| {
        let spared = sends.iter().filter(|send| variant(&send.details).is_none() && send.state == SendState::Held);
        let these =
            spared.filter(|send| send.address.starts_with(begins) && begins.is_empty() == send.address.is_empty());
        these.map(|send| send.reason.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let (agreed, unasked, nowhere) = (of("c"), of("unasked"), of(""));
    assert!(!agreed.is_empty() && !unasked.is_empty() && !nowhere.is_empty());
    assert!(agreed.iter().all(|reason| reason == HOLDOUT));
    // Who has no address, or has not agreed to mail, is no comparison, and their rows say so.
    assert!(unasked.iter().chain(&nowhere).all(|reason| reason != HOLDOUT), "{unasked:?} {nowhere:?}");
    assert_eq!(results.holdout.reached as usize, agreed.len());
    world.pass(2 * DAY);
    while world.performer.advance().await.unwrap() > 0 {}
    assert_eq!(run(&world, id).await.test_state, Some(TestState::Waiting));
    // At last it is read, and nobody was reached.
    world.pass(2 * DAY);
    while world.performer.advance().await.unwrap() > 0 {}
    let read = run(&world, id).await;
    assert_eq!((read.test_state, read.winner), (Some(TestState::Undecided), None));
}
