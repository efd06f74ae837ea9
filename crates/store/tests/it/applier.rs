//! The applier's transaction: fenced by its token and its cursor, all or nothing.

use crate::support::{WS, activity, apply, contact, lease, next, open};
use model::{Change, ContactId, Timestamp};
use store::applier::{self, CommitError};
use store::identity::{Identity, IdentityKind};
use store::intake::{self, NewIntake};
use store::parked::{self, NewParked};
use store::seen::Seen;
use store::work::NewWork;
use store::{contacts, identity, seen, work};

#[tokio::test]
async fn a_stale_token_cannot_commit() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let first = applier::lease(&store, WS, "a", 50).await.unwrap().unwrap();
        assert!(applier::lease(&store, WS, "b", 50).await.unwrap().is_none(), "the lease is held");
        tokio::time::sleep(std::time::Duration::from_millis(80)).await;
        let second = applier::lease(&store, WS, "b", 60_000).await.unwrap().unwrap();
        assert!(second > first);
        let refused = apply(&store, first, vec![Change::Contact(contact(1))], vec![]).await;
        assert!(matches!(refused, Err(CommitError::Fenced)), "{refused:?}");
        assert!(!applier::renew(&store, WS, first, 1_000).await.unwrap(), "a loser does not prolong the lease");
        assert!(contacts::by_ids(&store, WS, &[ContactId(1)]).await.unwrap().is_empty());
        apply(&store, second, vec![Change::Contact(contact(1))], vec![]).await.unwrap();
        assert!(applier::release(&store, WS, second).await.unwrap());
        assert!(applier::lease(&store, WS, "a", 50).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_commit_from_an_old_cursor_is_refused() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let start = applier::cursor(&store, WS).await.unwrap();
        let first = next(&start, vec![Change::Contact(contact(1))], vec![activity(0, Some(1))]);
        applier::commit(&store, WS, token, &start, &first).await.unwrap();
        // The same again, as after an answer that got lost.
        let again = applier::commit(&store, WS, token, &start, &first).await;
        assert!(matches!(again, Err(CommitError::Fenced)), "{again:?}");
        assert_eq!(applier::cursor(&store, WS).await.unwrap(), first.cursor);
    })
    .await;
}

#[tokio::test]
async fn a_message_id_has_one_effect() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let seen_one = || vec![Seen { message_id: "m1".into(), outcome: "{\"ok\":1}".into() }];
        let start = applier::cursor(&store, WS).await.unwrap();
        let first = applier::Commit { seen: seen_one(), ..next(&start, vec![Change::Contact(contact(1))], vec![]) };
        applier::commit(&store, WS, token, &start, &first).await.unwrap();
        let second =
            applier::Commit { seen: seen_one(), ..next(&first.cursor, vec![Change::Contact(contact(2))], vec![]) };
        let refused = applier::commit(&store, WS, token, &first.cursor, &second).await;
        assert!(matches!(refused, Err(CommitError::Other(_))), "{refused:?}");
        assert_eq!(applier::cursor(&store, WS).await.unwrap(), first.cursor, "all or nothing");
        assert!(contacts::by_ids(&store, WS, &[ContactId(2)]).await.unwrap().is_empty());
        let found = seen::outcomes(&store, WS, &["m1".into(), "m2".into()]).await.unwrap();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(id, applied)| (id.as_str(), applied.outcome.as_str())).collect();
        assert_eq!(found, [("m1", "{\"ok\":1}")]);
    })
    .await;
}

#[tokio::test]
async fn a_log_with_a_gap_is_refused() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let start = applier::cursor(&store, WS).await.unwrap();
        let mut skips = next(&start, vec![], vec![activity(0, None)]);
        skips.batch.as_mut().unwrap().seq += 1;
        skips.cursor.change_seq += 1;
        assert!(applier::commit(&store, WS, token, &start, &skips).await.is_err());
        let mut sparse = next(&start, vec![], vec![activity(0, None), activity(0, None)]);
        sparse.batch.as_mut().unwrap().activities[1].number += 1;
        assert!(applier::commit(&store, WS, token, &start, &sparse).await.is_err());
        assert_eq!(applier::cursor(&store, WS).await.unwrap(), start);
    })
    .await;
}

#[tokio::test]
async fn everything_of_a_commit_arrives_together() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let start = applier::cursor(&store, WS).await.unwrap();
        let mut commit = next(&start, vec![Change::Contact(contact(1))], vec![activity(0, Some(1))]);
        let key = |value: &str, id| Identity { kind: IdentityKind::Email, value: value.into(), id };
        commit.identities = vec![key("a@example.com", Some(1)), key("b@example.com", Some(1))];
        commit.work = vec![NewWork {
            kind: "wait".into(),
            dedupe: Some("step 2".into()),
            payload: "{}".into(),
            run_at: Timestamp(5),
        }];
        commit.parked = vec![NewParked {
            message_id: "bad".into(),
            intake_seq: 1,
            reason: "no such field".into(),
            payload: vec![1, 2],
            at: Timestamp(1),
        }];
        commit.feeds = vec![NewIntake { payload: vec![7], envelopes: 1 }];
        applier::commit(&store, WS, token, &start, &commit).await.unwrap();

        let email = |value: &str| (IdentityKind::Email, value.to_string());
        let asked =
            [email("a@example.com"), email("nobody@example.com"), (IdentityKind::UserId, "a@example.com".into())];
        let found = identity::lookup(&store, WS, &asked).await.unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(email("a@example.com"), 1)]);
        assert_eq!(work::claim(&store, WS, &["wait"], 10, Timestamp(9), 1_000).await.unwrap().len(), 1);
        assert_eq!(intake::read(&store, WS, 0, 10).await.unwrap()[0].payload, [7]);

        let parked = parked::list(&store, WS, i64::MAX, 10).await.unwrap();
        assert_eq!(parked[0].reason, "no such field");
        assert_eq!(parked::replay(&store, WS, parked[0].id).await.unwrap(), 2);
        assert_eq!(parked::count(&store, WS).await.unwrap(), 0);
        assert!(parked::replay(&store, WS, parked[0].id).await.is_err());

        // A freed key names nobody.
        let mut freed = next(&commit.cursor, vec![], vec![]);
        freed.identities = vec![key("a@example.com", None)];
        applier::commit(&store, WS, token, &commit.cursor, &freed).await.unwrap();
        assert!(identity::lookup(&store, WS, &asked).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn thousands_of_rows_go_in_one_commit() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let changes = (1..=3_000).map(|id| Change::Contact(contact(id))).collect();
        let activities = (0..5_000).map(|n| activity(0, Some(n % 3_000 + 1))).collect();
        let since = std::time::Instant::now();
        apply(&store, token, changes, activities).await.unwrap();
        println!("8,000 rows in {:?}", since.elapsed());
        let ids: Vec<ContactId> = (1..=3_000).map(ContactId).collect();
        assert_eq!(contacts::by_ids(&store, WS, &ids).await.unwrap().len(), 3_000);
    })
    .await;
}
