//! Definitions: drafts, immutable versions, and publishing that enters the intake in the same transaction.

use crate::support::{WS, open};
use model::{DefinitionKind, DefinitionState, Input, Timestamp, UserId};
use serde_json::json;
use store::definitions::{self, Publication};
use store::{Store, StoreError, intake};

const KIND: DefinitionKind = DefinitionKind::Segment;

async fn draft(store: &Store, label: &str) -> model::Definition {
    let body = json!({"label": label, "filter": {"all": []}});
    definitions::save_draft(store, WS, KIND, "hot", &body, Some(UserId(1)), Timestamp(1)).await.unwrap()
}

async fn publish(store: &Store, note: &str) -> (model::Definition, i64) {
    definitions::publish(store, WS, KIND, "hot", note, Some(UserId(1)), Timestamp(2)).await.unwrap()
}

/// What the intake was told, in order.
async fn told(store: &Store) -> Vec<(String, i32)> {
    let rows = intake::read(store, WS, 0, 100).await.unwrap();
    let envelopes = rows.iter().flat_map(|row| model::input::unpack(&row.payload).unwrap());
    envelopes
        .map(|one| match one.input {
            Input::Definition { key, version, .. } => (key, version),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[tokio::test]
async fn publishing_enters_the_intake_in_the_same_transaction() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        assert_eq!(draft(&store, "Hot").await.version, 1);
        let (first, seq) = publish(&store, "first").await;
        assert_eq!((first.version, first.state, seq), (1, DefinitionState::Published, 1));
        assert!(definitions::draft(&store, WS, KIND, "hot").await.unwrap().is_none());
        // Without a draft nothing happens at all.
        let error = definitions::publish(&store, WS, KIND, "hot", "", None, Timestamp(3)).await.unwrap_err();
        assert!(matches!(error, StoreError::Missing(_)), "{error}");
        assert_eq!(definitions::draft(&store, WS, KIND, "cold").await.unwrap(), None);
        assert_eq!(told(&store).await, [("hot".to_string(), 1)]);
        assert_eq!(definitions::history(&store, WS, KIND, "hot").await.unwrap().len(), 1);

        // A version that cannot be announced is not published: the intake's head is gone.
        let other = model::WorkspaceId(77);
        let body = json!({"label": "x", "filter": {"all": []}});
        definitions::save_draft(&store, other, KIND, "hot", &body, None, Timestamp(1)).await.unwrap();
        assert!(definitions::publish(&store, other, KIND, "hot", "", None, Timestamp(2)).await.is_err());
        assert!(definitions::published(&store, other, KIND, "hot").await.unwrap().is_none());
        assert!(definitions::draft(&store, other, KIND, "hot").await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn versions_are_kept_rolled_back_and_withdrawn() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        draft(&store, "One").await;
        publish(&store, "one").await;
        assert_eq!(draft(&store, "Two").await.version, 2);
        publish(&store, "two").await;
        let (third, _) = definitions::roll_back(&store, WS, KIND, "hot", 1, "back", None, Timestamp(5)).await.unwrap();
        assert_eq!((third.version, &third.body["label"]), (3, &json!("One")));
        // What somebody is writing survives whatever others put in force; what says the same does not.
        let theirs = draft(&store, "Theirs").await;
        let (same, _) = definitions::roll_back(&store, WS, KIND, "hot", 1, "back", None, Timestamp(5)).await.unwrap();
        let kept = definitions::draft(&store, WS, KIND, "hot").await.unwrap().unwrap();
        assert_eq!((same.version, kept.body, kept.author), (4, theirs.body, theirs.author));
        draft(&store, "Two").await;
        definitions::roll_back(&store, WS, KIND, "hot", 2, "back", None, Timestamp(5)).await.unwrap();
        assert_eq!(definitions::draft(&store, WS, KIND, "hot").await.unwrap(), None);
        let (last, seq) = definitions::archive(&store, WS, KIND, "hot", "old", None, Timestamp(6)).await.unwrap();
        assert_eq!((last.version, last.state, seq), (6, DefinitionState::Archived, 6));
        assert!(definitions::published(&store, WS, KIND, "hot").await.unwrap().is_none());
        assert!(definitions::list(&store, WS, None).await.unwrap().is_empty());
        assert!(definitions::archive(&store, WS, KIND, "hot", "", None, Timestamp(7)).await.is_err());

        let history = definitions::history(&store, WS, KIND, "hot").await.unwrap();
        assert_eq!(history.iter().map(|one| one.version).collect::<Vec<_>>(), [6, 5, 4, 3, 2, 1]);
        assert!(history.iter().all(|one| one.state == DefinitionState::Archived));
        // What each version put into force stays what it was, whenever the applier asks.
        let mut labels = Vec::new();
        for version in [1, 2, 3, 6] {
            let body = definitions::in_force(&store, WS, KIND, "hot", version).await.unwrap();
            labels.push(body.map(|body| serde_json::from_str::<serde_json::Value>(&body).unwrap()["label"].clone()));
        }
        assert_eq!(labels, [Some(json!("One")), Some(json!("Two")), Some(json!("One")), None]);
        assert_eq!(told(&store).await.len(), 6);
    })
    .await;
}

#[tokio::test]
async fn an_instance_is_published_together_and_again_changes_nothing() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let mut bodies: Vec<Publication> = ["a", "b", "c"]
            .map(|key| Publication { kind: DefinitionKind::List, key: key.into(), body: json!({"label": key}) })
            .into();
        let (made, seq) = definitions::publish_all(&store, WS, &bodies, "start", None, Timestamp(1)).await.unwrap();
        assert_eq!((made.len(), seq), (3, Some(1)));
        let (made, seq) = definitions::publish_all(&store, WS, &bodies, "again", None, Timestamp(2)).await.unwrap();
        assert_eq!((made.len(), seq), (0, None));
        bodies[1].body = json!({"label": "B"});
        let (made, _) = definitions::publish_all(&store, WS, &bodies, "one", None, Timestamp(3)).await.unwrap();
        assert_eq!(made.iter().map(|one| (one.key.as_str(), one.version)).collect::<Vec<_>>(), [("b", 2)]);
        let listed = definitions::list(&store, WS, Some(DefinitionKind::List)).await.unwrap();
        assert_eq!(listed.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(definitions::list(&store, WS, Some(KIND)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn drafts_stand_beside_what_is_in_force() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        draft(&store, "One").await;
        publish(&store, "").await;
        draft(&store, "Two").await;
        let second = draft(&store, "Three").await;
        assert_eq!((second.version, &second.body["label"]), (2, &json!("Three")));
        assert_eq!(definitions::drafts(&store, WS, KIND).await.unwrap(), [second]);
        let published = definitions::published(&store, WS, KIND, "hot").await.unwrap().unwrap();
        assert_eq!((published.version, &published.body["label"]), (1, &json!("One")));
        assert!(definitions::drop_draft(&store, WS, KIND, "hot").await.unwrap());
        assert!(!definitions::drop_draft(&store, WS, KIND, "hot").await.unwrap());
        assert_eq!(definitions::get(&store, WS, KIND, "hot", 1).await.unwrap(), published);
    })
    .await;
}
