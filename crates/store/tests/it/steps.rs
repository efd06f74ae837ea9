//! Steps of many sends at once: each once, and what is told of them is what their rows say.

use crate::sends::{all, end, ids, nothing, send};
use crate::support::{WS, apply, contact, finish, handing, lease, open};
use model::{Change, ContactId, Timestamp};
use store::sends::{self, Finish, NewSend, Send, SendState};

#[tokio::test]
async fn what_is_told_of_an_end_is_what_the_row_says_of_the_person() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        apply(&store, token, vec![Change::Contact(contact(1))], vec![]).await.unwrap();
        let told = NewSend { details: "{\"asset\":\"guide\"}".into(), ..send("o", 2, "b@example.com") };
        sends::add(&store, WS, &[send("o", 1, "a@example.com"), told], Timestamp(1)).await.unwrap();
        let claimed = sends::claim(&store, WS, 2, Timestamp(2), 1_000).await.unwrap();
        handing(&store, claimed[0].token, &ids(&claimed), Timestamp(3)).await;
        apply(&store, token, vec![Change::Erased { contact: ContactId(1) }], vec![]).await.unwrap();
        let ends: Vec<Finish> = claimed.iter().map(|one| Finish::new(one, SendState::Sent, None)).collect();
        let ended = finish(&store, claimed[0].token, &ends, Timestamp(4), &nothing).await;
        assert_eq!(
            (ended[0].address.as_str(), ended[0].details.as_str()),
            ("", "{}"),
            "erased while it was on its way"
        );
        assert_eq!(ended, all(&store).await, "what the caller had, with what has changed");
    })
    .await;
}

#[tokio::test]
async fn any_number_moves_at_once_and_each_once() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        for (round, count) in [1, 3, 64, 300].into_iter().enumerate() {
            let rows: Vec<NewSend> =
                (1..=count).map(|n| send(&format!("o{round}"), n, &format!("c{n}@example.com"))).collect();
            sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
            let claimed = sends::claim(&store, WS, 1_000, Timestamp(2), 60_000).await.unwrap();
            let token = claimed[0].token;
            assert_eq!(handing(&store, token, &ids(&claimed), Timestamp(3)).await.len(), count as usize);
            let later = |one: &Send| Finish { due_at: Some(Timestamp(9)), ..end(one, SendState::Deferred) };
            let ends: Vec<Finish> = claimed.iter().map(later).collect();
            let ended = finish(&store, token, &ends, Timestamp(4), &nothing).await;
            assert_eq!(ended.len(), count as usize);
            assert!(ended.iter().all(|one| (one.attempt, one.due_at) == (1, Timestamp(9))));
            let again = sends::claim(&store, WS, 1_000, Timestamp(9), 60_000).await.unwrap();
            let sent: Vec<Finish> = again.iter().map(|one| end(one, SendState::Held)).collect();
            assert_eq!(finish(&store, again[0].token, &sent, Timestamp(10), &nothing).await.len(), count as usize);
        }
    })
    .await;
}
