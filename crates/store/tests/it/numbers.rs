//! Numbers of claims and sends: used up by what is done, and never given away twice.

use crate::sends::send;
use crate::support::{WS, open};
use model::Timestamp;
use store::sends::{self, Narrow};

#[tokio::test]
async fn a_look_that_finds_nothing_due_uses_up_no_token() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let mut last = sends::last_token(&store, WS).await.unwrap();
        for _ in 0..3 {
            assert!(sends::claim(&store, WS, 5, Timestamp(1), 1_000).await.unwrap().is_empty());
            assert_eq!(sends::last_token(&store, WS).await.unwrap(), last);
        }
        sends::add(&store, WS, &[send("o1", 1, "a@example.com")], Timestamp(0)).await.unwrap();
        let claimed = sends::claim(&store, WS, 5, Timestamp(1), 1_000).await.unwrap();
        last = sends::last_token(&store, WS).await.unwrap();
        assert_eq!(claimed[0].token, last);
    })
    .await;
}

#[tokio::test]
async fn numbers_that_have_gone_out_are_not_given_away_again() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        sends::add(&store, WS, &[send("o1", 1, "a@example.com")], Timestamp(0)).await.unwrap();
        sends::raise_numbers(&store, WS, 500, 70).await.unwrap();
        sends::raise_numbers(&store, WS, 400, 60).await.unwrap();
        sends::add(&store, WS, &[send("o2", 1, "a@example.com")], Timestamp(0)).await.unwrap();
        let ids: Vec<i64> = sends::page(&store, WS, &Narrow::default(), i64::MAX, 10)
            .await
            .unwrap()
            .iter()
            .map(|one| one.id.0)
            .collect();
        assert_eq!(ids, [501, 1]);
    })
    .await;
}
