//! Trigger programs: when they act, how they wait, and how rules that set off rules come to an end.

use crate::support::*;
use engine::work::STEP;
use engine::{Clock, Engine};
use model::activity::kind;
use model::input::*;
use model::*;
use serde_json::{Value as Json, json};
use std::time::Duration;

fn program(when: &str, filter: Json, every_days: Option<u32>, steps: Json) -> Json {
    let trigger = json!({"when": {"kind": [when]}, "filter": filter, "every_days": every_days, "steps": steps});
    json!({"label": "P", "channel": "Email", "does": {"trigger": trigger}})
}

fn on_form(every_days: Option<u32>, steps: Json) -> Json {
    program(kind::FORM_SUBMITTED, json!({"all": []}), every_days, steps)
}

async fn with(url: &str, programs: &[(&'static str, Json)]) -> (Engine, Clock, ContactId) {
    let clock = Clock::manual(start());
    let engine = engine_at(url, clock.clone()).await;
    let mut bodies = instance();
    bodies.extend(programs.iter().map(|(key, body)| (DefinitionKind::Program, *key, body.clone())));
    publish(&engine, &bodies).await;
    let ana = contact_of(&feed(&engine, "ana", put("ana@a.example", &[("job_title", "zero")])).await);
    (engine, clock, ana)
}

async fn form(engine: &Engine, id: &str) {
    feed(engine, id, did("ana@a.example", kind::FORM_SUBMITTED, engine.now())).await;
    applied(engine).await;
}

fn field(engine: &Engine, contact: ContactId, key: &str) -> Option<String> {
    let contact = engine.image().contact(contact).unwrap();
    contact.fields.get(key).and_then(Value::as_text).map(str::to_string)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_acts_once_or_every_so_many_days() {
    testkit::on_both(|url| async move {
        let once = on_form(None, json!([{"task": {"text": "Say hello"}}]));
        let often = on_form(Some(2), json!([{"change": {"field": "region", "value": "North"}}]));
        let (engine, clock, ana) = with(&url, &[("once", once), ("often", often)]).await;
        let acted = || {
            let image = engine.image();
            ["once", "often"].map(|key| rules::View::acted(&*image, ana, key).map(|at| (at.0 - start().0) / DAY))
        };
        form(&engine, "1").await;
        assert_eq!(acted(), [Some(0), Some(0)]);
        assert_eq!(field(&engine, ana, "region").as_deref(), Some("North"), "the change went round and came in");
        clock.set(start().plus(2 * DAY - 1));
        form(&engine, "2").await;
        assert_eq!(acted(), [Some(0), Some(0)]);
        clock.set(start().plus(2 * DAY));
        form(&engine, "3").await;
        assert_eq!(acted(), [Some(0), Some(2)]);
        assert_eq!(count(&engine, ana, kind::TASK_CREATED), 1);
        assert_eq!(count(&engine, ana, kind::PROGRAM_ACTED), 3);
        assert_eq!(engine.image().programs_of(ana).len(), 2, "who was acted on is a member");
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_ends_by_itself_and_once() {
    testkit::on_both(|url| async move {
        let steps = json!([{"wait_hours": 2}, {"task": {"text": "Call"}}]);
        let (engine, clock, ana) = with(&url, &[("waits", on_form(None, steps))]).await;
        form(&engine, "1").await;
        let due = store::work::next_due(engine.store(), engine.workspace(), &[STEP]).await.unwrap();
        assert_eq!(due, Some(start().plus(2 * HOUR)));
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        assert_eq!(count(&engine, ana, kind::TASK_CREATED), 0);
        clock.set(start().plus(2 * HOUR));
        for _ in 0..100 {
            if count(&engine, ana, kind::TASK_CREATED) > 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(count(&engine, ana, kind::TASK_CREATED), 1);
        // Nothing is left to resume, now or after a restart.
        assert_eq!(store::work::next_due(engine.store(), engine.workspace(), &[STEP]).await.unwrap(), None);
        engine.stop().await;
        let again = engine_at(&url, clock).await;
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        assert_eq!(count(&again, ana, kind::TASK_CREATED), 1);
        again.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_wait_resumed_twice_counts_once_and_a_changed_program_not_at_all() {
    testkit::on_both(|url| async move {
        let steps = json!([{"wait_hours": 2}, {"task": {"text": "Call"}}]);
        let (engine, _, ana) = with(&url, &[("waits", on_form(None, steps.clone()))]).await;
        let resume = |version| Input::Resume { program: "waits".into(), version, step: 1, contact: ana };
        feed(&engine, "work:1", resume(1)).await;
        feed(&engine, "work:1", resume(1)).await;
        assert_eq!(count(&engine, ana, kind::TASK_CREATED), 1);
        publish(&engine, &[(DefinitionKind::Program, "waits", on_form(Some(1), steps))]).await;
        feed(&engine, "work:2", resume(1)).await;
        assert_eq!(count(&engine, ana, kind::TASK_CREATED), 1);
        engine.stop().await;
    })
    .await;
}

/// Two programs that undo each other's change, as often as they are set off.
#[tokio::test(flavor = "multi_thread")]
async fn two_programs_that_set_each_other_off_end_parked() {
    testkit::on_both(|url| async move {
        let flip = |from: &str, to: &str| {
            let filter = json!({"field": {"of": "contact", "key": "job_title", "op": "is", "values": [from]}});
            program(kind::FIELD_CHANGED, filter, Some(0), json!([{"change": {"field": "job_title", "value": to}}]))
        };
        let (engine, _, ana) = with(&url, &[("there", flip("one", "two")), ("back", flip("two", "one"))]).await;
        feed(&engine, "begin", put("ana@a.example", &[("job_title", "one")])).await;
        applied(&engine).await;
        let parked = store::parked::list(engine.store(), engine.workspace(), i64::MAX, 10).await.unwrap();
        assert_eq!(parked.len(), 1);
        assert!(parked[0].reason.contains("set each other off"), "{}", parked[0].reason);
        let stuck = unpack(&parked[0].payload).unwrap().remove(0);
        assert_eq!((stuck.depth, stuck.cause.as_deref()), (MAX_DEPTH + 1, Some("there")));
        assert_eq!(count(&engine, ana, kind::FIELD_CHANGED), 1 + usize::from(MAX_DEPTH));
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn history_sets_off_nothing() {
    testkit::on_both(|url| async move {
        let steps =
            json!([{"task": {"text": "Call"}}, {"change": {"field": "region", "value": "North"}}, {"wait_hours": 1}]);
        let (engine, _, ana) = with(&url, &[("all", on_form(None, steps))]).await;
        let mut past =
            engine.envelope("past", "import", did("ana@a.example", kind::FORM_SUBMITTED, start().plus(-DAY)));
        past.historical = true;
        engine.apply_and_wait(vec![past]).await.unwrap();
        applied(&engine).await;
        assert_eq!(count(&engine, ana, kind::FORM_SUBMITTED), 1);
        for kind in [kind::TASK_CREATED, kind::PROGRAM_ACTED, kind::PROGRAM_JOINED, kind::LEAD_CREATED] {
            assert_eq!(count(&engine, ana, kind), 0, "{kind}");
        }
        assert_eq!(field(&engine, ana, "region"), None);
        assert_eq!(store::work::next_due(engine.store(), engine.workspace(), &[STEP]).await.unwrap(), None);
        let subject = rules::View::subject(&*engine.image(), ana).unwrap();
        assert_eq!(rules::View::scores(&*engine.image(), subject).behaviour, 30, "and still it counts");
        engine.stop().await;
    })
    .await;
}
