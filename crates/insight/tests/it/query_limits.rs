//! A query that asks for too much is stopped, and the next one is answered.

use crate::query::ask;
use crate::world::World;
use audience::Image;
use insight::query::{Limits, QueryError};
use model::activity::kind;
use std::time::{Duration, Instant};

/// 3,000 activities: three of them joined crosswise are 27 thousand million rows.
fn large() -> Image {
    let mut world = World::default();
    world.contact(1, "ana", model::Relationship::Prospect, None);
    for minute in 0..3_000 {
        let when = format!("04-{:02} {:02}:{:02}", 1 + minute / 1_440, minute / 60 % 24, minute % 60);
        world.did(1, kind::PAGE_VIEWED, &when, &format!("/{minute}"), &[]);
    }
    world.image()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_explosion_is_stopped_by_time() {
    let limits = Limits { time: Duration::from_secs(1), ..Limits::default() };
    let sql = "SELECT count(*) FROM activities a, activities b, activities c WHERE a.asset || b.asset <> c.asset";
    let started = Instant::now();
    let stopped = ask(large(), sql, true, limits).await.unwrap_err();
    assert!(matches!(stopped, QueryError::TooSlow(1)), "{stopped}");
    assert!(stopped.to_string().contains("longer than 1 seconds"), "{stopped}");
    assert!(started.elapsed() < Duration::from_secs(20));
    // The stopped one ends at its next wait, which takes its time on a slow machine.
    let patient = Limits { time: Duration::from_secs(120), ..Limits::default() };
    let next = ask(large(), "SELECT count(*) FROM activities", true, patient).await.unwrap();
    assert_eq!(next.rows[0][0], 3_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_explosion_is_stopped_by_memory() {
    let limits = Limits { memory: 4 << 20, ..Limits::default() };
    let sql = "SELECT a.asset, b.asset, count(*) FROM activities a, activities b GROUP BY 1, 2 ORDER BY 3";
    let stopped = ask(large(), sql, true, limits).await.unwrap_err();
    assert!(matches!(stopped, QueryError::TooLarge(4)), "{stopped}");
    assert!(stopped.to_string().contains("4 MB"), "{stopped}");
    let next = ask(large(), "SELECT count(*) FROM activities", true, limits).await.unwrap();
    assert_eq!(next.rows[0][0], 3_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_rows_than_are_shown_are_said() {
    let limits = |rows| Limits { rows, ..Limits::default() };
    let sql = "SELECT asset FROM activities";
    let cut = ask(large(), sql, true, limits(2_999)).await.unwrap();
    assert_eq!((cut.rows.len(), cut.truncated), (2_999, true));
    let whole = ask(large(), sql, true, limits(3_000)).await.unwrap();
    assert_eq!((whole.rows.len(), whole.truncated), (3_000, false));
}
