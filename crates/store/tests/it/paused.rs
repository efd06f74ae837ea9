//! A paused run with very much that is due keeps nothing from others: it is not gone through.

use crate::runs::{frozen, frozen_of};
use crate::sends::send;
use crate::support::{WS, open};
use model::Timestamp;
use std::time::{Duration, Instant};
use store::runs;
use store::sends::{self, NewSend};

const PAUSED: usize = 200_000;
/// One after another they took more than a second.
const AT_ONCE: Duration = Duration::from_millis(50);

#[tokio::test]
async fn what_a_paused_run_holds_is_not_gone_through() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let paused = frozen(&store).await;
        assert!(runs::pause(&store, WS, paused.id, "wait").await.unwrap());
        let going = frozen_of(&store, "other").await;
        let fill = format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PAUSED}) INSERT INTO send \
             (workspace, id, run_id, occurrence, contact_id, address, email, email_version, operational, details, state, \
             due_at, created_at, updated_at) SELECT {}, 1000000 + i, {}, 'o', 1000000 + i, 'x', 'hello', 1, 0, '{{}}', \
             'queued', 1, 1, 1 FROM n",
            WS.0, paused.id
        );
        let database = sqlx::AnyPool::connect(&url).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(fill)).execute(&database).await.unwrap();
        database.close().await;
        let rows: Vec<NewSend> = (1..=5)
            .map(|n| NewSend {
                run: [None, Some(going.id)][n as usize % 2],
                operational: n == 5,
                due_at: Timestamp(10 - n),
                ..send("o", n, &format!("c{n}@example.com"))
            })
            .collect();
        sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
        let mut quickest = Duration::MAX;
        for _ in 0..3 {
            let since = Instant::now();
            assert!(sends::operational_is_due(&store, WS, Timestamp(20)).await.unwrap());
            let claimed = sends::claim(&store, WS, 4, Timestamp(20), 1_000).await.unwrap();
            quickest = quickest.min(since.elapsed());
            let contacts: Vec<i64> = claimed.iter().map(|one| one.contact.0).collect();
            assert_eq!(contacts, [5, 4, 3, 2], "operational first, then the longest due, of whatever run");
            assert_eq!(sends::release(&store, WS, claimed[0].token, Timestamp(20)).await.unwrap(), 4);
        }
        println!("a claim beside {PAUSED} that are paused took {quickest:?}");
        assert!(quickest < AT_ONCE, "{quickest:?}");
    })
    .await;
}
