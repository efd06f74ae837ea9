//! A run with very many sends: the few of one state or reason are found, and the many are not gone through.

use crate::runs::frozen;
use crate::support::{WS, open};
use std::time::{Duration, Instant};
use store::sends::{Narrow, SendState, page};
use store::tallies;

const SENT: usize = 200_000;
/// Gone through one by one they took more than a second.
const AT_ONCE: Duration = Duration::from_millis(50);

#[tokio::test]
async fn the_few_of_a_run_are_found_among_the_many() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let run = frozen(&store).await;
        let fill = format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {SENT}) INSERT INTO send \
             (workspace, id, run_id, program, occurrence, contact_id, address, email, email_version, operational, \
             details, state, reason, due_at, created_at, updated_at) SELECT {}, i, {}, '{}', 'o', i, 'x', 'hello', 1, 0, \
             '{{}}', CASE WHEN i <= 3 THEN 'held' WHEN i <= 5 THEN 'failed' ELSE 'sent' END, \
             CASE WHEN i <= 2 THEN 'no_consent' WHEN i <= 5 THEN 'other' END, 1, 1, 1 FROM n",
            WS.0, run.id, run.program
        );
        let database = sqlx::AnyPool::connect(&url).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(fill)).execute(&database).await.unwrap();
        database.close().await;

        let of_run = Narrow { run: Some(run.id), ..Narrow::default() };
        let of = |reason: &str| Some(reason.to_string());
        let program = Some(run.program.clone());
        for (narrow, found) in [
            (Narrow { state: Some(SendState::Held), ..of_run.clone() }, vec![3, 2, 1]),
            (Narrow { state: Some(SendState::Leased), ..of_run.clone() }, vec![]),
            (Narrow { reason: of("no_consent"), program: program.clone(), ..of_run.clone() }, vec![2, 1]),
            (Narrow { reason: of("other"), program, ..Narrow::default() }, vec![5, 4, 3]),
        ] {
            let mut quickest = Duration::MAX;
            for _ in 0..3 {
                let since = Instant::now();
                let rows = page(&store, WS, &narrow, i64::MAX, 50).await.unwrap();
                quickest = quickest.min(since.elapsed());
                assert_eq!(rows.iter().map(|send| send.id.0).collect::<Vec<_>>(), found, "{narrow:?}");
            }
            println!("{found:?} among {SENT} took {quickest:?}");
            assert!(quickest < AT_ONCE, "{narrow:?} took {quickest:?}");
        }
        let mut quickest = Duration::MAX;
        for _ in 0..3 {
            let since = Instant::now();
            let reasons = tallies::reasons(&store, WS, &of_run).await.unwrap();
            quickest = quickest.min(since.elapsed());
            assert_eq!(reasons, [("other".to_string(), 3), ("no_consent".to_string(), 2)]);
        }
        assert!(quickest < AT_ONCE, "{quickest:?}");
        let states = tallies::by_state(&store, WS, &of_run).await.unwrap();
        let sent = SENT as u64 - 5;
        assert_eq!(states.into_iter().collect::<Vec<_>>(), [
            (SendState::Sent, sent),
            (SendState::Failed, 2),
            (SendState::Held, 3)
        ]);
    })
    .await;
}
