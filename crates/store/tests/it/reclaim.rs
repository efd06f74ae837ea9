//! Claims that are taken back by who holds the workspace, and by nobody else.

use crate::sends::send;
use crate::support::{WS, handing, open};
use model::Timestamp;
use std::time::Duration;
use store::applier::{self, Token};
use store::intake::NewIntake;
use store::sends::{self, Narrow, NewSend, Send, SendState};
use store::{Store, StoreError};

fn nothing(_: &[Send]) -> Vec<NewIntake> {
    Vec::new()
}

async fn back(store: &Store, holder: Token) -> Result<Option<Vec<Send>>, StoreError> {
    sends::reclaim(store, WS, holder, Timestamp(9), &nothing).await
}

async fn states(store: &Store) -> Vec<SendState> {
    let mut all = sends::page(store, WS, &Narrow::default(), i64::MAX, 100).await.unwrap();
    all.reverse();
    all.iter().map(|one| one.state).collect()
}

/// A store with so many sends, each of which is claimed.
async fn claimed(url: &str, count: i64) -> (Store, Vec<Send>) {
    let store = open(url).await;
    let rows: Vec<NewSend> = (1..=count).map(|n| send("o", n, &format!("c{n}@example.com"))).collect();
    sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
    let claimed = sends::claim(&store, WS, 100, Timestamp(2), 3_600_000).await.unwrap();
    assert_eq!(claimed.len(), rows.len());
    (store, claimed)
}

#[tokio::test]
async fn who_has_lost_the_workspace_takes_nothing_back() {
    testkit::on_both(|url| async move {
        let (store, sends) = claimed(&url, 3).await;
        let first = applier::lease(&store, WS, "a", 0).await.unwrap().unwrap();
        handing(&store, sends[0].token, &[(sends[0].id, "<1@mail>".into())], Timestamp(3)).await;
        let second = applier::lease(&store, WS, "b", 60_000).await.unwrap().unwrap();
        use SendState::*;
        assert_eq!(back(&store, first).await.unwrap(), None);
        assert_eq!(states(&store).await, [Handing, Leased, Leased], "they are another's");
        let unknown = back(&store, second).await.unwrap().unwrap();
        assert_eq!(unknown.iter().map(|one| one.id).collect::<Vec<_>>(), [sends[0].id]);
        assert_eq!(states(&store).await, [Unknown, Queued, Queued]);
    })
    .await;
}

/// Another takes the workspace and claims what is there, again and again, while the first believes that it is still its
/// own.
#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_is_taken_meanwhile_keeps_its_claims() {
    testkit::on_both(|url| async move {
        let (store, _) = claimed(&url, 50).await;
        let mut holder = applier::lease(&store, WS, "0", 0).await.unwrap().unwrap();
        for round in 1..=20 {
            let takes_back = tokio::spawn({
                let store = store.clone();
                async move { back(&store, holder).await }
            });
            tokio::time::sleep(Duration::from_micros(round * 137 % 1_500)).await;
            let next = applier::lease(&store, WS, &round.to_string(), 0).await.unwrap().unwrap();
            back(&store, next).await.unwrap().expect("it is the holder");
            let own = sends::claim(&store, WS, 100, Timestamp(10), 3_600_000).await.unwrap();
            let _ = takes_back.await.unwrap().unwrap();
            let leased = states(&store).await.into_iter().filter(|state| *state == SendState::Leased).count();
            assert_eq!((own.len(), leased), (50, 50), "round {round}: some were taken from their holder");
            holder = next;
        }
    })
    .await;
}
