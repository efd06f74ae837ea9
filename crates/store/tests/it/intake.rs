//! The order of the intake: no gaps, and a later number never visible before an earlier one.

use crate::support::{WS, open};
use store::intake::{self, NewIntake};
use store::{IntakeWriter, StoreError};

fn row(text: &str) -> NewIntake {
    NewIntake { payload: text.as_bytes().to_vec(), envelopes: 1 }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_number_is_never_visible_first() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let writer = IntakeWriter::start(store.clone());
        // One transaction has taken the first number and is still open …
        let mut held = store.begin().await.unwrap();
        assert_eq!(intake::append_in(&store, &mut held, WS, vec![row("first")]).await.unwrap(), 1);
        // … while others want to append.
        let later: Vec<_> = (0..20)
            .map(|n| {
                let writer = writer.clone();
                tokio::spawn(async move { writer.append(WS, format!("later {n}").into_bytes(), 1).await.unwrap() })
            })
            .collect();
        for _ in 0..10 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            assert!(intake::read(&store, WS, 0, 100).await.unwrap().is_empty());
        }
        assert!(later.iter().all(|task| !task.is_finished()));
        store.commit(held).await.unwrap();
        for task in later {
            assert!(task.await.unwrap() > 1);
        }
        let seqs: Vec<i64> = intake::read(&store, WS, 0, 100).await.unwrap().iter().map(|row| row.seq).collect();
        assert_eq!(seqs, (1..=21).collect::<Vec<i64>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_abandoned_transaction_leaves_no_gap() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let mut lost = store.begin().await.unwrap();
        intake::append_in(&store, &mut lost, WS, vec![row("lost"), row("lost too")]).await.unwrap();
        drop(lost);
        let writer = IntakeWriter::start(store.clone());
        assert_eq!(writer.append(WS, b"kept".to_vec(), 1).await.unwrap(), 1);
        assert_eq!(intake::last(&store, WS).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_senders_get_one_order_without_gaps() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let writer = IntakeWriter::start(store.clone());
        let other = open_again(&url, &store).await;
        let other_writer = IntakeWriter::start(other.clone());
        let mut tasks = Vec::new();
        for sender in 0..16 {
            let writer = if sender % 2 == 0 { writer.clone() } else { other_writer.clone() };
            tasks.push(tokio::spawn(async move {
                let mut seqs = Vec::new();
                for n in 0..25 {
                    seqs.push(writer.append(WS, format!("{sender}/{n}").into_bytes(), 1).await.unwrap());
                }
                // What one sender appends in turn stands in that order.
                assert!(seqs.is_sorted());
                seqs
            }));
        }
        let mut all = Vec::new();
        for task in tasks {
            all.extend(task.await.unwrap());
        }
        all.sort_unstable();
        assert_eq!(all, (1..=400).collect::<Vec<i64>>());
        let rows = intake::read(&store, WS, 390, 100).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), (391..=400).collect::<Vec<i64>>());
    })
    .await;
}

/// A second node where there can be one.
async fn open_again(url: &str, store: &store::Store) -> store::Store {
    if url.starts_with("postgres") { open(url).await } else { store.clone() }
}

#[tokio::test]
async fn what_is_too_large_is_refused_and_says_so() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let writer = IntakeWriter::start(store.clone());
        let error = writer.append(WS, vec![0; intake::MAX_PAYLOAD + 1], 1).await.unwrap_err();
        assert!(matches!(error, StoreError::TooLarge { .. }), "{error}");
        assert_eq!(intake::last(&store, WS).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_answers_busy_and_loses_nothing_acknowledged() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let writer = IntakeWriter::start(store.clone());
        // Nothing can be written while this is open.
        let mut held = store.begin().await.unwrap();
        intake::append_in(&store, &mut held, WS, vec![row("held")]).await.unwrap();
        let tasks: Vec<_> = (0..6_000)
            .map(|_| {
                let writer = writer.clone();
                tokio::spawn(async move { writer.append(WS, b"x".to_vec(), 1).await })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        store.commit(held).await.unwrap();
        let (mut written, mut busy) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => written += 1,
                Err(StoreError::Busy) => busy += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert!(busy > 0, "the queue has a bound");
        assert_eq!(intake::last(&store, WS).await.unwrap(), written + 1);
    })
    .await;
}
