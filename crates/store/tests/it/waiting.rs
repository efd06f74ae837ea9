//! How much waits for whom.

use crate::sends::send;
use crate::support::{WS, handing, open};
use model::Timestamp;
use store::sends::{self, NewSend};

#[tokio::test]
async fn what_waits_is_counted_by_domain() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let addresses = ["a@one.test", "b@one.test", "c@one.test", "d@sub.one.test", "e@two.test"];
        let rows: Vec<NewSend> = (1..).zip(addresses).map(|(n, address)| send("o1", n, address)).collect();
        sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
        let domains = ["two.test", "one.test", "test", "sub.one.test"].map(str::to_string);
        let waiting = async || sends::waiting_for_domains(&store, WS, &domains).await.unwrap();
        assert_eq!(waiting().await, [1, 3, 0, 1]);
        // What is claimed still waits; what is being handed over does not.
        let claimed = sends::claim(&store, WS, 10, Timestamp(2), 1_000).await.unwrap();
        assert_eq!(waiting().await, [1, 3, 0, 1]);
        let first = [(claimed[0].id, "<1@mail>".to_string())];
        handing(&store, claimed[0].token, &first, Timestamp(3)).await;
        assert_eq!(waiting().await.iter().sum::<i64>(), 4);
        assert!(sends::waiting_for_domains(&store, WS, &[]).await.unwrap().is_empty());
    })
    .await;
}
