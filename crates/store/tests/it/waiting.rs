//! How much waits for whom.

use crate::runs::frozen;
use crate::sends::send;
use crate::support::{WS, finish, handing, open};
use model::Timestamp;
use store::sends::{self, Finish, NewSend, Recall, SendState, Waits};

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

#[tokio::test]
async fn what_was_put_off_for_a_lane_is_called_back() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let addresses = ["a@one.test", "b@one.test", "c@one.test", "d@sub.one.test", "e@one.test", "f@one.test"];
        let rows: Vec<NewSend> = (1..).zip(addresses).map(|(n, address)| send("o1", n, address)).collect();
        sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
        let waits = [Waits::Lane, Waits::Lane, Waits::Lane, Waits::Lane, Waits::Gate, Waits::Lane];
        let due = [300, 100, 200, 100, 100, 5_000];
        let claimed = sends::claim(&store, WS, 10, Timestamp(2), 1_000).await.unwrap();
        let put_off: Vec<Finish> = claimed
            .iter()
            .map(|send| {
                let place = send.contact.0 as usize - 1;
                let (due_at, waits) = (Some(Timestamp(due[place])), Some(waits[place]));
                Finish { due_at, waits, ..Finish::new(send, SendState::Deferred, None) }
            })
            .collect();
        finish(&store, claimed[0].token, &put_off, Timestamp(3), &|_| Vec::new()).await;
        let what = Recall { operational: false, domain: "one.test".into(), until: Timestamp(1_000), limit: 2 };
        let operational = Recall { operational: true, ..what.clone() };
        assert_eq!(sends::recall(&store, WS, &operational, Timestamp(10)).await.unwrap(), 0);
        assert_eq!(sends::recall(&store, WS, &what, Timestamp(10)).await.unwrap(), 2);
        let back = sends::claim(&store, WS, 10, Timestamp(10), 1_000).await.unwrap();
        assert_eq!(back.iter().map(|send| send.contact.0).collect::<Vec<_>>(), [2, 3], "the soonest, of this domain");
        assert_eq!(
            sends::recall(&store, WS, &what, Timestamp(11)).await.unwrap(),
            1,
            "not what waits for something else"
        );
        assert_eq!(sends::recall(&store, WS, &what, Timestamp(11)).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn each_sender_that_is_waited_for_is_told_by_itself() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let run = frozen(&store).await;
        let of_run = |n| NewSend { run: Some(run.id), ..send("o1", n, &format!("c{n}@example.com")) };
        sends::add(&store, WS, &(1..7).map(of_run).collect::<Vec<_>>(), Timestamp(1)).await.unwrap();
        let claimed = sends::claim(&store, WS, 10, Timestamp(30), 1_000).await.unwrap();
        let put_off: Vec<Finish> = claimed
            .iter()
            .map(|send| {
                let (waits, why, at) = match send.contact.0 {
                    1 => (Waits::Gate, "quiet hours", 40),
                    2 => (Waits::Gate, "a limit", 41),
                    3 => (Waits::Sender, "b.test", 42),
                    n => (Waits::Sender, "a.test", 60 - n),
                };
                let (due_at, waits) = (Some(Timestamp(at)), Some(waits));
                Finish { due_at, waits, ..Finish::new(send, SendState::Deferred, Some(why.into())) }
            })
            .collect();
        finish(&store, claimed[0].token, &put_off, Timestamp(31), &|_| Vec::new()).await;
        let waiting = sends::waiting(&store, WS, run.id).await.unwrap();
        let waiting: Vec<_> =
            waiting.iter().map(|one| (one.waits, one.count, one.next.0, one.reason.as_deref())).collect();
        let told = [
            (Waits::Sender, 3, 54, Some("a.test")),
            (Waits::Gate, 2, 40, Some("a limit")),
            (Waits::Sender, 1, 42, Some("b.test")),
        ];
        assert_eq!(waiting, told);
    })
    .await;
}
