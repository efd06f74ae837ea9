//! Mail that came back: kept once, cut, and forgotten in time.

use crate::support::*;
use model::address::SuppressionKind;
use model::{DAY, DEFAULT_WORKSPACE, SendId, Timestamp};
use store::returned::{
    KEPT, MOST_BYTES, MOST_OTHER, MOST_OURS, Narrow, Read, by_ids, count, forget_old, keep, page, raw,
};

const START: Timestamp = Timestamp(20_000 * DAY);

fn read(day: i64) -> Read {
    Read {
        at: START.plus(day * DAY),
        kind: "bounce".into(),
        category: "hard_user".into(),
        send: Some(SendId(7)),
        recipient: "ana@example.com".into(),
        status: "5.1.1".into(),
        diagnostic: "User unknown".into(),
        followed: Some(SuppressionKind::Invalid),
    }
}

#[tokio::test]
async fn a_message_is_kept_once_and_not_for_ever() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        for _ in 0..3 {
            keep(&store, DEFAULT_WORKSPACE, &read(0), b"first").await.unwrap();
        }
        let long = vec![b'x'; 3 * MOST_BYTES];
        keep(&store, DEFAULT_WORKSPACE, &read(1), &long).await.unwrap();
        let kept = page(&store, DEFAULT_WORKSPACE, &Narrow::default(), i64::MAX, 10).await.unwrap();
        assert_eq!(kept.iter().map(|one| one.read.clone()).collect::<Vec<_>>(), [read(1), read(0)]);
        assert_eq!(kept[0].id, kept[1].id + 1, "what comes again uses up no number, and so pushes out nothing");
        assert_eq!(raw(&store, DEFAULT_WORKSPACE, kept[0].id).await.unwrap().len(), MOST_BYTES);
        assert_eq!(raw(&store, DEFAULT_WORKSPACE, kept[1].id).await.unwrap(), b"first");
        assert!(raw(&store, DEFAULT_WORKSPACE, 999).await.is_err());
        assert_eq!(page(&store, DEFAULT_WORKSPACE, &Narrow::default(), kept[0].id, 10).await.unwrap().len(), 1);

        keep(&store, DEFAULT_WORKSPACE, &read(KEPT / DAY + 1), b"later").await.unwrap();
        assert_eq!(count(&store, DEFAULT_WORKSPACE, &Narrow::default()).await.unwrap(), 2, "the first one is too old");
        let of = |narrow: Narrow| {
            let store = store.clone();
            async move { count(&store, DEFAULT_WORKSPACE, &narrow).await.unwrap() }
        };
        assert_eq!(of(Narrow { begins: "ana@".into(), followed: true, ..Narrow::default() }).await, 2);
        assert_eq!(of(Narrow { begins: "b".into(), ..Narrow::default() }).await, 0);
        assert_eq!(of(Narrow { kind: Some("complaint".into()), ..Narrow::default() }).await, 0);
        assert_eq!(of(Narrow { category: Some("hard_user".into()), ..Narrow::default() }).await, 2);
        assert_eq!(by_ids(&store, DEFAULT_WORKSPACE, &[kept[0].id, 999]).await.unwrap().len(), 1);
        // By the clock, whatever comes or does not.
        let late = START.plus(KEPT + 2 * DAY);
        assert_eq!(forget_old(&store, DEFAULT_WORKSPACE, late).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_about_no_send_pushes_out_nothing_that_is() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        // Full of both, the bounces the older ones.
        let database = sqlx::AnyPool::connect(&url).await.unwrap();
        for (first, rows, send) in [(-90_000, MOST_OURS, "7"), (-50_000, MOST_OTHER, "CAST(NULL AS BIGINT)")] {
            let fill = format!(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO returned_mail \
                 (workspace, id, at, digest, kind, category, send_id, recipient, status, diagnostic, raw) \
                 SELECT {}, {first} + i, {}, 'd' || ({first} + i), 'bounce', 'hard_user', {send}, '', '', '', $1 FROM n",
                DEFAULT_WORKSPACE.0, START.0
            );
            sqlx::query(sqlx::AssertSqlSafe(fill)).bind(b"raw".to_vec()).execute(&database).await.unwrap();
        }
        let kept = async || {
            let of = async |which: &str| -> i64 {
                let sql = format!("SELECT COUNT(*) FROM returned_mail WHERE send_id {which}");
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&database).await.unwrap()
            };
            [of("IS NOT NULL").await, of("IS NULL").await]
        };
        for n in 0..5 {
            let strange = Read { send: None, followed: None, ..read(0) };
            keep(&store, DEFAULT_WORKSPACE, &strange, format!("to postmaster {n}").as_bytes()).await.unwrap();
        }
        assert_eq!(kept().await, [MOST_OURS, MOST_OTHER], "five came, and the five oldest of their kind went");
        let newest = page(&store, DEFAULT_WORKSPACE, &Narrow::default(), i64::MAX, 6).await.unwrap();
        assert_eq!(newest.iter().filter(|one| one.id > 0).count(), 5);
        assert!(by_ids(&store, DEFAULT_WORKSPACE, &[-49_999, -49_995]).await.unwrap().is_empty());
        assert_eq!(by_ids(&store, DEFAULT_WORKSPACE, &[-49_994, -89_999]).await.unwrap().len(), 2);
        keep(&store, DEFAULT_WORKSPACE, &read(0), b"a bounce").await.unwrap();
        assert_eq!(kept().await, [MOST_OURS, MOST_OTHER], "a bounce pushes out the oldest bounce");
        assert!(by_ids(&store, DEFAULT_WORKSPACE, &[-89_999]).await.unwrap().is_empty());
        database.close().await;
    })
    .await;
}
