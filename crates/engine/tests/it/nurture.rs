//! Nurture: a place on joining, the next content at each cast, and the end of the content.

use crate::support::*;
use engine::{Clock, Engine};
use model::activity::kind;
use model::input::*;
use model::*;
use rules::View;
use serde_json::json;
use store::sends::{Narrow, Send};

fn drip(audience: serde_json::Value) -> Published {
    let nurture = json!({
        "audience": audience, "dormant_days": 90, "categories": [], "mid_at": 30, "late_at": 60, "hysteresis": 5,
        "every_days": 7, "hour": 9
    });
    (DefinitionKind::Program, "drip", json!({"label": "Drip", "channel": "Email", "does": {"nurture": nurture}}))
}

fn definitions() -> Vec<Published> {
    let email = |label: &str| json!({"label": label, "subject": label, "mjml": "<mjml></mjml>"});
    let asset = |email: &str, order: i32| json!({"label": email, "type": "blog", "depth": "early", "url": "", "email": email, "order": order});
    let mut all = instance();
    all.push(settings());
    all.push((DefinitionKind::Email, "first", email("first")));
    all.push((DefinitionKind::Email, "second", email("second")));
    all.push((DefinitionKind::Asset, "a", asset("second", 2)));
    all.push((DefinitionKind::Asset, "b", asset("first", 1)));
    all.push(drip(json!({"all": []})));
    all
}

fn place(engine: &Engine, contact: ContactId) -> NurturePlace {
    engine.image().nurture_place(contact, "drip").expect("has a place").clone()
}

/// The sends so far, oldest first.
async fn sends(engine: &Engine) -> Vec<Send> {
    let all = Narrow::default();
    let mut sends = store::sends::page(engine.store(), engine.workspace(), &all, i64::MAX, 100).await.unwrap();
    sends.reverse();
    sends
}

fn emails(sends: &[Send]) -> Vec<&str> {
    sends.iter().map(|send| send.email.as_str()).collect()
}

/// Lets time pass until the next cast.
async fn cast(engine: &Engine, clock: &Clock, contact: ContactId) {
    clock.set(place(engine, contact).next_at);
    engine.tick().await.unwrap();
}

/// Tells the engine that the latest send went out.
async fn went_out(engine: &Engine, contact: ContactId) {
    let send = sends(engine).await.pop().unwrap();
    let activity = ActivityPut {
        contact: Key::id(contact.0),
        lead: None,
        kind: kind::EMAIL_SENT.into(),
        asset: Some(send.email.clone()),
        at: engine.now(),
        value: None,
        properties: Default::default(),
    };
    let input = Input::Outcome { send: send.id, activity };
    let envelope = engine.envelope(format!("sent:{}", send.id), "mail", input);
    engine.apply_and_wait(vec![envelope]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn each_cast_sends_what_comes_next_until_nothing_is_left() {
    testkit::on_both(|url| async move {
        let clock = Clock::manual(start());
        let engine = engine_at(&url, clock.clone()).await;
        publish(&engine, &definitions()).await;
        let ana = contact_of(&feed(&engine, "ana", put("ana@a.example", &[])).await);
        let joined = place(&engine, ana);
        assert_eq!(
            (joined.category.as_str(), joined.depth, joined.exhausted),
            ("other", definition::Depth::Early, false)
        );
        assert!(joined.next_at > start() && joined.next_at <= start().plus(7 * DAY));
        assert_eq!(engine.image().programs_of(ana).len(), 1);

        clock.set(joined.next_at.plus(-1));
        engine.tick().await.unwrap();
        assert!(sends(&engine).await.is_empty(), "not before its time");
        cast(&engine, &clock, ana).await;
        assert_eq!(emails(&sends(&engine).await), ["first"]);
        engine.tick().await.unwrap();
        assert_eq!(sends(&engine).await.len(), 1, "one cast at a time");
        went_out(&engine, ana).await;
        cast(&engine, &clock, ana).await;
        assert_eq!(emails(&sends(&engine).await), ["first", "second"]);
        went_out(&engine, ana).await;

        for _ in 0..2 {
            cast(&engine, &clock, ana).await;
            assert!(place(&engine, ana).exhausted);
        }
        assert_eq!(sends(&engine).await.len(), 2);
        assert_eq!(count(&engine, ana, kind::NURTURE_EXHAUSTED), 1, "said once");
        assert_eq!(count(&engine, ana, kind::PROGRAM_ACTED), 2);

        // New content: it goes on.
        let asset = json!({"label": "c", "type": "blog", "depth": "early", "url": "", "email": "third"});
        let email = json!({"label": "third", "subject": "third", "mjml": "<mjml></mjml>"});
        publish(&engine, &[(DefinitionKind::Email, "third", email), (DefinitionKind::Asset, "c", asset)]).await;
        cast(&engine, &clock, ana).await;
        assert_eq!(emails(&sends(&engine).await), ["first", "second", "third"]);
        assert!(!place(&engine, ana).exhausted);
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn colleagues_get_a_place_as_soon_as_what_is_said_of_their_account_holds() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        let form = json!({"did": {"kind": ["form_submitted"], "window": {"last_days": 30}}});
        let audience = json!({"at_account": {"who": form, "count": {"at_least": 2}}});
        publish(&engine, &[settings(), drip(audience)]).await;
        feed(&engine, "account", Input::Account(AccountPut { key: Key::external("acc"), ..AccountPut::default() }))
            .await;
        let names = ["ana", "bea", "carla"].map(|name| format!("{name}@example.com"));
        for name in &names {
            let account = Some(Key::external("acc"));
            let put = ContactPut { key: Key::email(name.as_str()), account, ..ContactPut::default() };
            contact_of(&feed(&engine, name, Input::Contact(put)).await);
        }
        let places = || engine.image().nurture_places("drip").len();
        for (name, expected) in names.iter().zip([0, 3, 3]) {
            feed(&engine, &format!("form:{name}"), did(name, "form_submitted", start())).await;
            assert_eq!(places(), expected, "after {name}");
        }
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}
