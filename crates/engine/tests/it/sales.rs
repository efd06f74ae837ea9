//! An AQL in the hands of sales: who gets it, by when it must be answered, and the answer.

use crate::support::*;
use engine::work::{ALERT, Alert};
use engine::{Clock, Engine, Outcome};
use model::activity::kind;
use model::input::*;
use model::record::{HandoverState, LeadOutcome};
use model::*;
use rules::View;
use serde_json::json;
use store::users::NewUser;

async fn user(engine: &Engine, name: &str) -> UserId {
    let new = NewUser {
        email: format!("{name}@siembra.example"),
        name: name.into(),
        team: String::new(),
        role: Role::Sales,
        password: None,
    };
    store::users::create(engine.store(), engine.workspace(), new, start()).await.unwrap().id
}

/// An instance in which an account's owner goes first, and Ann and Ben take turns at the rest.
async fn desk(url: &str) -> (Engine, [UserId; 2]) {
    desk_at(url, start()).await
}

async fn desk_at(url: &str, now: Timestamp) -> (Engine, [UserId; 2]) {
    let engine = engine_at(url, Clock::manual(now)).await;
    let users = [user(&engine, "ann").await, user(&engine, "ben").await];
    let turns = ["Ann@siembra.example", "ben@siembra.example"];
    let rules = json!([
        {"label": "Owner", "to": "account_owner", "sla_hours": 4},
        {"label": "Turns", "to": {"round_robin": turns}, "sla_hours": 8}
    ]);
    let mut bodies = instance();
    bodies.push(settings());
    bodies.push((DefinitionKind::Assignment, "main", json!({"label": "To whom", "rules": rules})));
    publish(&engine, &bodies).await;
    (engine, users)
}

fn account(name: &str, owner: Option<UserId>) -> Input {
    let text = |value: String| Some(Value::Text(value));
    let fields = [
        ("name".to_string(), text(name.into())),
        ("domain".to_string(), text(format!("{name}.example"))),
        ("industry".to_string(), text("software".into())),
    ];
    Input::Account(AccountPut { key: Key::external(name), owner, fields: fields.into(), ..AccountPut::default() })
}

/// A contact that passes all three gates by two forms.
async fn qualify(engine: &Engine, name: &str, account: &str, historical: bool) -> Lead {
    let email = format!("{name}@{account}.example");
    let fields =
        [("first_name", name), ("last_name", "Ruiz"), ("job_title", "Head of procurement"), ("company", account)];
    let contact = contact_of(&feed(engine, &format!("put:{email}"), put(&email, &fields)).await);
    let lead = Input::Lead(LeadPut { contact: Key::email(&email), source: Some("web".into()), ..LeadPut::default() });
    feed(engine, &format!("lead:{email}"), lead).await;
    for time in 0..2 {
        let mut envelope =
            engine.envelope(format!("{time}:{email}"), "api", did(&email, kind::FORM_SUBMITTED, engine.now()));
        envelope.historical = historical;
        engine.apply_and_wait(vec![envelope]).await.unwrap();
    }
    let image = engine.image();
    image.lead(image.subject(contact).unwrap().lead.unwrap()).unwrap()
}

async fn alerts(engine: &Engine) -> Vec<(UserId, ContactId)> {
    let due = store::work::claim(engine.store(), engine.workspace(), &[ALERT], 100, start(), 1_000).await.unwrap();
    let read = |work: store::work::Work| serde_json::from_str::<Alert>(&work.payload).unwrap();
    due.into_iter().map(read).map(|alert| (alert.to, alert.contact)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_owner_goes_first_and_the_rest_take_turns() {
    testkit::on_both(|url| async move {
        let (engine, [ann, ben]) = desk(&url).await;
        feed(&engine, "a1", account("owned", Some(ben))).await;
        feed(&engine, "a2", account("free", None)).await;
        let mut leads = vec![qualify(&engine, "ana", "owned", false).await];
        for name in ["bo", "cy", "di"] {
            leads.push(qualify(&engine, name, "free", false).await);
        }
        let given = leads.iter().map(|lead| lead.handover.clone().expect("is with sales")).collect::<Vec<_>>();
        let owners: Vec<_> = given.iter().map(|handover| (handover.owner, handover.rule.as_str())).collect();
        assert_eq!(owners, [(ben, "Owner"), (ann, "Turns"), (ben, "Turns"), (ann, "Turns")]);
        // Monday 10:00 in Madrid, where work ends at 17:00: four hours are today's, eight end tomorrow at 10:00.
        assert_eq!(given[0].due, start().plus(4 * HOUR));
        assert_eq!(given[1].due, start().plus(DAY));
        assert!(given.iter().all(|handover| handover.state == HandoverState::Waiting));
        let contacts: Vec<_> = owners.iter().map(|owner| owner.0).zip(leads.iter().map(|lead| lead.contact)).collect();
        assert_eq!(alerts(&engine).await, contacts, "each owner is told once");
        assert_eq!(count(&engine, leads[0].contact, kind::LEAD_ASSIGNED), 1);
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_of_sales_stands_still_over_a_weekend_in_which_the_clocks_change() {
    let database = testkit::Database::sqlite();
    // Friday 16:00 in Madrid, an hour before work ends; on Sunday the clocks go forward.
    let friday = Timestamp::parse("2026-03-27T15:00:00Z").unwrap();
    let (engine, _) = desk_at(database.url(), friday).await;
    feed(&engine, "a", account("free", None)).await;
    let handover = qualify(&engine, "ana", "free", false).await.handover.unwrap();
    // One of the eight hours is Friday's; Monday's seven end at 16:00, which is two hours ahead of UTC by then.
    assert_eq!(handover.due, Timestamp::parse("2026-03-30T14:00:00Z").unwrap());
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn history_hands_nothing_over_until_somebody_says_so() {
    testkit::on_both(|url| async move {
        let (engine, [ann, _]) = desk(&url).await;
        feed(&engine, "a", account("free", None)).await;
        let lead = qualify(&engine, "ana", "free", true).await;
        assert!(lead.aql.is_some() && lead.handover.is_none());
        assert!(alerts(&engine).await.is_empty());
        assert_eq!(feed(&engine, "go", Input::HandOver { lead: lead.id }).await.refused, None);
        assert_eq!(engine.image().lead(lead.id).unwrap().handover.unwrap().owner, ann);
        assert_eq!(alerts(&engine).await, [(ann, lead.contact)]);
        let again = feed(&engine, "go again", Input::HandOver { lead: lead.id }).await;
        assert!(again.refused.unwrap().message.contains("with sales already"));
        engine.stop().await;
    })
    .await;
}

async fn decide(engine: &Engine, id: &str, lead: LeadId, state: HandoverState, reason: Option<&str>) -> Outcome {
    let (reason, note) = (reason.map(str::to_string), Some(" their words ".to_string()));
    feed(engine, id, Input::Decision { lead, state, reason, note }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn sales_answers_once_and_says_why_not() {
    testkit::on_both(|url| async move {
        use HandoverState::{Accepted, Recycled, Rejected, Waiting};
        let (engine, _) = desk(&url).await;
        feed(&engine, "a", account("free", None)).await;
        let mut leads = Vec::new();
        for name in ["ana", "bo", "cy"] {
            leads.push(qualify(&engine, name, "free", false).await);
        }
        let refused = |outcome: Outcome| outcome.refused.expect("is refused").field;
        assert_eq!(refused(decide(&engine, "1", leads[0].id, Waiting, None).await), "state");
        assert_eq!(refused(decide(&engine, "2", leads[1].id, Rejected, None).await), "reason");
        assert_eq!(refused(decide(&engine, "3", leads[1].id, Recycled, Some("  ")).await), "reason");
        assert_eq!(refused(decide(&engine, "4a", leads[0].id, Accepted, Some("No budget")).await), "reason");
        let unknown = decide(&engine, "4b", leads[1].id, Rejected, Some("I do not like it")).await.refused.unwrap();
        assert_eq!(unknown.field, "reason");
        assert!(unknown.message.ends_with("choose from No budget, Next year"), "{}", unknown.message);
        assert_eq!(refused(decide(&engine, "4", LeadId(999), Accepted, None).await), "lead");

        assert_eq!(decide(&engine, "5", leads[0].id, Accepted, None).await.refused, None);
        assert_eq!(decide(&engine, "6", leads[1].id, Rejected, Some("No budget")).await.refused, None);
        assert_eq!(decide(&engine, "7", leads[2].id, Recycled, Some("Next year")).await.refused, None);
        let states = leads.iter().map(|lead| engine.image().lead(lead.id).unwrap()).map(|lead| {
            let handover = lead.handover.unwrap();
            assert_eq!(handover.note.as_deref(), Some("their words"));
            (handover.state, handover.reason, lead.outcome, lead.ended_at.is_some())
        });
        let expected = [
            (Accepted, None, None, false),
            (Rejected, Some("No budget".to_string()), Some(LeadOutcome::Disqualified), true),
            (Recycled, Some("Next year".to_string()), Some(LeadOutcome::Recycled), true),
        ];
        assert_eq!(states.collect::<Vec<_>>(), expected);
        for (contact, kind) in
            leads.iter().map(|lead| lead.contact).zip([kind::LEAD_ACCEPTED, kind::LEAD_REJECTED, kind::LEAD_RECYCLED])
        {
            assert_eq!(count(&engine, contact, kind), 1);
        }
        // Two reps at once: the second is told.
        let second = decide(&engine, "8", leads[0].id, Rejected, Some("mine")).await;
        assert!(second.refused.unwrap().message.contains("answered already"));
        assert_eq!(engine.image().lead(leads[0].id).unwrap().handover.unwrap().state, Accepted);
        engine.stop().await;
    })
    .await;
}
