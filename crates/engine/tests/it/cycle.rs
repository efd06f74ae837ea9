//! What a contact does counts for the sales cycle that it belongs to.

use crate::support::*;
use engine::{Clock, Engine};
use model::activity::kind;
use model::input::*;
use model::record::LeadOutcome;
use model::*;
use rules::View;
use serde_json::json;

fn behaviour(engine: &Engine, contact: ContactId) -> i32 {
    let image = engine.image();
    image.scores(image.subject(contact).unwrap()).behaviour
}

fn lead(engine: &Engine, contact: ContactId) -> Lead {
    let image = engine.image();
    image.lead(image.subject(contact).unwrap().lead.unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_cycle_begins_without_the_points_of_the_last() {
    testkit::on_both(|url| async move {
        let clock = Clock::manual(start());
        let engine = engine_at(&url, clock.clone()).await;
        publish(&engine, &instance()).await;
        let ana = contact_of(&feed(&engine, "ana", put("ana@a.example", &[])).await);
        feed(&engine, "one", did("ana@a.example", kind::FORM_SUBMITTED, start())).await;
        let first = lead(&engine, ana).id;
        assert_eq!(behaviour(&engine, ana), 30);
        clock.set(start().plus(DAY));
        let lost =
            Input::Lead(LeadPut { key: Key::id(first.0), outcome: Some(LeadOutcome::Lost), ..LeadPut::default() });
        assert_eq!(feed(&engine, "lost", lost).await.refused, None);
        assert_eq!(behaviour(&engine, ana), 0, "what was done is of a cycle that has ended");
        // Too soon for a new lead, and not forgotten when there is one.
        let soon = start().plus(20 * DAY);
        clock.set(soon);
        feed(&engine, "soon", did("ana@a.example", kind::FORM_SUBMITTED, soon)).await;
        assert_eq!((lead(&engine, ana).id, behaviour(&engine, ana)), (first, 30));
        let later = start().plus(32 * DAY);
        clock.set(later);
        feed(&engine, "later", did("ana@a.example", kind::FORM_SUBMITTED, later)).await;
        let second = lead(&engine, ana);
        assert_eq!((second.started_at, behaviour(&engine, ana)), (soon, 60));
        assert_ne!(second.id, first);
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_begins_with_what_the_browser_did_before_it_said_who_it_was() {
    testkit::on_both(|url| async move {
        let clock = Clock::manual(start());
        let engine = engine_at(&url, clock.clone()).await;
        publish(&engine, &instance()).await;
        let event = |call, name: &str, at: Timestamp, email: Option<&str>| {
            let traits = email.map(|email| ("email".to_string(), json!(email))).into_iter().collect();
            let event = Event {
                call,
                anonymous_id: Some("browser".into()),
                user_id: None,
                name: Some(name.into()),
                group_id: None,
                previous_id: None,
                traits,
                properties: Default::default(),
                at,
            };
            Input::Event(event)
        };
        feed(&engine, "1", event(Call::Track, "Form Submitted", start(), None)).await;
        let later = start().plus(2 * DAY);
        clock.set(later.plus(HOUR));
        let ana = contact_of(&feed(&engine, "2", event(Call::Identify, "", later, Some("ana@a.example"))).await);
        // Sent late: it begins the cycle nevertheless, and counts.
        feed(&engine, "3", event(Call::Track, "Form Submitted", later, None)).await;
        assert_eq!((lead(&engine, ana).started_at, behaviour(&engine, ana)), (start(), 60));
        engine.stop().await;
    })
    .await;
}
