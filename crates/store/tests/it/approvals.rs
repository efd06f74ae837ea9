//! Approvals: one request waits for a thing, it is decided once, and what follows is written with it.

use crate::support::{WS, open};
use model::{DefinitionKind, Timestamp, UserId};
use serde_json::json;
use store::approvals::{self, Action, Decision, NewRequest, State};
use store::definitions::{self, Publication};
use store::runs::{self, NewRun};
use store::{Store, StoreError};

fn wanted(asker: i64) -> NewRequest {
    NewRequest {
        action: Action::Run,
        kind: DefinitionKind::Program,
        key: "launch".into(),
        asker: UserId(asker),
        through: None,
        versions: [("email/hello".to_string(), 3)].into(),
        details: "{}".into(),
    }
}

fn decision(request: i64) -> Decision {
    Decision { request, decider: UserId(9), note: "fine".into() }
}

async fn start(store: &Store, request: i64) -> Result<runs::Run, StoreError> {
    let new = NewRun {
        program: "launch".into(),
        email: "hello".into(),
        operational: false,
        scheduled_at: Timestamp(10),
        user: Some(UserId(1)),
    };
    let made = runs::create_approved(store, WS, &new, None, &decision(request), Timestamp(20)).await?;
    made.map_err(|unmade| StoreError::State(format!("{unmade:?}")))
}

#[tokio::test]
async fn one_request_waits_and_makes_one_run() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let first = approvals::ask(&store, WS, &wanted(1), None, Timestamp(1)).await.unwrap();
        let other = approvals::ask(&store, WS, &wanted(2), None, Timestamp(2)).await;
        assert!(matches!(other, Err(StoreError::Exists(_))), "{other:?}");
        let anew = approvals::ask(&store, WS, &wanted(2), Some(first.id), Timestamp(3)).await.unwrap();
        assert_eq!(approvals::list(&store, WS, true).await.unwrap(), [anew.clone()]);
        let old = approvals::get(&store, WS, first.id).await.unwrap().unwrap();
        assert_eq!((old.state, old.decider), (State::Void, None));

        assert!(matches!(start(&store, first.id).await, Err(StoreError::State(_))), "it does not wait");
        let (one, two) = tokio::join!(start(&store, anew.id), start(&store, anew.id));
        assert_eq!([one.is_ok(), two.is_ok()].into_iter().filter(|done| *done).count(), 1, "{one:?} {two:?}");
        let made = runs::of_program(&store, WS, "launch").await.unwrap();
        assert_eq!(made.len(), 1);
        let done = approvals::of_run(&store, WS, made[0].id).await.unwrap().unwrap();
        assert_eq!(
            (done.id, done.state, done.decider, done.note.as_str()),
            (anew.id, State::Approved, Some(UserId(9)), "fine")
        );
        let late = (State::Refused, Some(UserId(8)), "no");
        assert!(!approvals::close(&store, WS, anew.id, late, Timestamp(30)).await.unwrap());
        assert_eq!(approvals::list(&store, WS, false).await.unwrap().len(), 2);

        assert!(runs::call_off(&store, WS, made[0].id, "changed", &[], Timestamp(40)).await.unwrap());
        assert!(!runs::call_off(&store, WS, made[0].id, "changed", &[], Timestamp(41)).await.unwrap());
        let run = runs::get(&store, WS, made[0].id).await.unwrap();
        assert_eq!((run.state, run.reason.as_deref()), (runs::RunState::Cancelled, Some("changed")));
    })
    .await;
}

#[tokio::test]
async fn only_the_draft_that_was_approved_comes_into_force() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let kind = DefinitionKind::Email;
        let save = async |subject: &str| {
            let body = json!({"label": "x", "subject": subject});
            definitions::save_draft(&store, WS, kind, "hello", &body, None, Timestamp(1)).await.unwrap().body
        };
        let body = save("Hello").await;
        let new = NewRequest { action: Action::Publish, kind, key: "hello".into(), ..wanted(1) };
        let request = approvals::ask(&store, WS, &new, None, Timestamp(2)).await.unwrap();
        save("Smuggled").await;
        let approved = Publication { kind, key: "hello".into(), body };
        let publish = async || {
            let by = ("a note", UserId(1));
            definitions::publish_approved(&store, WS, &approved, &decision(request.id), by, Timestamp(3)).await
        };
        assert!(matches!(publish().await, Err(StoreError::State(_))));
        let waits = approvals::get(&store, WS, request.id).await.unwrap().unwrap();
        assert_eq!(waits.state, State::Waiting, "nothing of it happened");
        save("Hello").await;
        let (made, _) = publish().await.unwrap();
        assert_eq!((made.body, made.author, made.note.as_str()), (approved.body.clone(), Some(UserId(1)), "a note"));
        assert!(publish().await.is_err());
        assert_eq!(approvals::get(&store, WS, request.id).await.unwrap().unwrap().state, State::Approved);
    })
    .await;
}
