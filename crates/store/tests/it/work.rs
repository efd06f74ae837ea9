//! Work: a lease fences, an expired one is claimed again, nothing is done twice.

use crate::support::{WS, open};
use model::Timestamp;
use std::collections::HashSet;
use store::Store;
use store::work::{self, NewWork, Work};

const SECOND: i64 = 1_000_000;

fn wait(n: i64) -> NewWork {
    NewWork {
        kind: "wait".into(),
        dedupe: Some(format!("w{n}")),
        payload: format!("{{\"n\":{n}}}"),
        run_at: Timestamp(n),
    }
}

async fn claim(store: &Store, limit: usize, now: i64) -> Vec<Work> {
    work::claim(store, WS, &["wait"], limit, Timestamp(now), 1_000).await.unwrap()
}

#[tokio::test]
async fn due_work_is_claimed_in_order_and_once() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let other = NewWork { kind: "other".into(), ..wait(1) };
        work::add(&store, WS, &[wait(3), wait(1), wait(2), wait(90), other], Timestamp(0)).await.unwrap();
        work::add(&store, WS, &[wait(2)], Timestamp(0)).await.unwrap();
        let claimed = claim(&store, 2, 10).await;
        assert_eq!(claimed.iter().map(|one| one.run_at.0).collect::<Vec<_>>(), [1, 2]);
        assert!(claimed.iter().all(|one| one.attempt == 1 && one.payload.contains("\"n\"")));
        assert_eq!(claim(&store, 10, 10).await.len(), 1);
        assert!(claim(&store, 10, 10).await.is_empty(), "w90 is not due, w2 was added once");
        let due = work::next_due(&store, WS, &["wait"]).await.unwrap();
        assert_eq!(due, Some(Timestamp(90)));
        for one in &claimed {
            assert!(work::complete(&store, WS, one).await.unwrap());
            assert!(!work::complete(&store, WS, one).await.unwrap(), "done is done");
        }
        work::add(&store, WS, &[wait(1)], Timestamp(0)).await.unwrap();
        assert!(claim(&store, 10, 11).await.is_empty(), "what was done is not added again");
    })
    .await;
}

#[tokio::test]
async fn a_lost_lease_changes_nothing() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        work::add(&store, WS, &[wait(1)], Timestamp(0)).await.unwrap();
        let slow = claim(&store, 1, 1).await.remove(0);
        assert!(claim(&store, 1, SECOND).await.is_empty(), "still leased");
        assert!(work::renew(&store, WS, &slow, Timestamp(SECOND / 2), 1_000).await.unwrap());
        assert!(claim(&store, 1, SECOND + SECOND / 4).await.is_empty(), "renewed");
        let quick = claim(&store, 1, 2 * SECOND).await.remove(0);
        assert!(quick.token > slow.token && quick.attempt == 2);
        assert!(!work::renew(&store, WS, &slow, Timestamp(2 * SECOND), 60_000).await.unwrap());
        assert!(!work::complete(&store, WS, &slow).await.unwrap());
        assert!(!work::retry_at(&store, WS, &slow, Timestamp(0), "slow").await.unwrap());
        assert!(!work::park(&store, WS, &slow, "slow").await.unwrap());
        // The loser did not prolong the lease of the winner either.
        assert!(work::retry_at(&store, WS, &quick, Timestamp(9 * SECOND), "server busy").await.unwrap());
        assert!(claim(&store, 1, 8 * SECOND).await.is_empty());
        let again = claim(&store, 1, 9 * SECOND).await.remove(0);
        assert_eq!((again.attempt, again.reason.as_deref()), (3, Some("server busy")));
        assert!(work::park(&store, WS, &again, "given up").await.unwrap());
        assert!(claim(&store, 1, 99 * SECOND).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_claimers_never_share() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let all: Vec<NewWork> = (1..=200).map(wait).collect();
        work::add(&store, WS, &all, Timestamp(0)).await.unwrap();
        let claimers: Vec<_> = (0..6)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    loop {
                        let claimed = claim(&store, 7, 500).await;
                        if claimed.is_empty() {
                            return mine;
                        }
                        for one in claimed {
                            assert!(work::complete(&store, WS, &one).await.unwrap());
                            mine.push(one.id);
                        }
                    }
                })
            })
            .collect();
        let mut done = Vec::new();
        for claimer in claimers {
            done.extend(claimer.await.unwrap());
        }
        assert_eq!(done.len(), 200);
        assert_eq!(done.into_iter().collect::<HashSet<_>>().len(), 200);
    })
    .await;
}
