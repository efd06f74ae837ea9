//! A query that asks for too much is stopped, and the next one is answered.

use crate::query::{Kept, ask};
use crate::world::World;
use audience::Image;
use insight::query::{Limits, QueryError, Scope, Source, run};
use model::activity::kind;
use std::sync::Arc;
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
async fn an_explosion_is_stopped_by_time_and_gives_back_what_it_held() {
    let limits = Limits { time: Duration::from_secs(1), ..Limits::default() };
    let source: Arc<dyn Source> = Arc::new(Kept(large()));
    for sql in [
        "SELECT count(*) FROM activities a, activities b, activities c WHERE a.asset || b.asset <> c.asset",
        // Gives no row at all, so that nothing above ever asks whether to go on.
        "SELECT a.asset FROM activities a, activities b, activities c WHERE a.asset || b.asset || c.asset = 'x'",
        "SELECT count(*) FROM activities a JOIN activities b ON a.asset < b.asset JOIN activities c ON b.asset < c.asset",
        "SELECT a.asset, count(*) FROM activities a, activities b, activities c GROUP BY a.asset ORDER BY 2",
    ] {
        let stopped = run(Arc::clone(&source), sql, Scope { personal: true }, limits).await.unwrap_err();
        assert!(matches!(stopped, QueryError::TooSlow(1)), "{sql}: {stopped}");
        assert!(stopped.to_string().contains("longer than 1 seconds"), "{stopped}");
        // A running query holds on to what it reads; one that has ended does not.
        let ended = Instant::now();
        while Arc::strong_count(&source) > 1 {
            assert!(ended.elapsed() < Duration::from_secs(10), "{sql} still runs");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let next = run(source, "SELECT count(*) FROM activities", Scope { personal: true }, Limits::default()).await;
    assert_eq!(next.unwrap().rows[0][0], 3_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_leaves_stops_the_query() {
    let source: Arc<dyn Source> = Arc::new(Kept(large()));
    let sql = "SELECT count(*) FROM activities a, activities b, activities c WHERE a.asset || b.asset <> c.asset";
    let asked = run(Arc::clone(&source), sql, Scope { personal: true }, Limits::default());
    assert!(tokio::time::timeout(Duration::from_millis(500), asked).await.is_err());
    let left = Instant::now();
    while Arc::strong_count(&source) > 1 {
        assert!(left.elapsed() < Duration::from_secs(10), "it still runs");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_counts_as_memory() {
    let limits = |memory| Limits { memory, ..Limits::default() };
    let everything = "SELECT * FROM activities";
    let stopped = ask(large(), everything, true, limits(64 << 10)).await.unwrap_err();
    assert!(matches!(stopped, QueryError::TooLarge(0)), "{stopped}");
    assert!(stopped.to_string().contains("fewer columns"), "{stopped}");
    // Rows pass through; only what all of them share is kept, and what is sorted.
    assert!(ask(large(), everything, true, limits(256 << 10)).await.is_ok());
    let sorted = format!("{everything} ORDER BY properties, asset");
    assert!(matches!(ask(large(), &sorted, true, limits(256 << 10)).await, Err(QueryError::TooLarge(0))));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_made_out_of_nothing() {
    for sql in [
        "SELECT repeat('x', 2000000000)",
        "SELECT lpad('x', 2000000000)",
        "SELECT rpad('x', 2000000000)",
        "SELECT range(1, 1000000000)",
        "SELECT generate_series(1, 1000000000)",
        "SELECT * FROM generate_series(1, 1000000000)",
        "SELECT * FROM range(1, 1000000000)",
        "SELECT array_repeat('x', 1000000000)",
        "SELECT list_repeat('x', 1000000000)",
        "SELECT array_resize([1], 1000000000)",
    ] {
        let refused = ask(large(), sql, true, Limits::default()).await;
        assert!(matches!(refused, Err(QueryError::Wrong(_))), "{sql}: {refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_has_so_much_text_and_says_that_there_is_more() {
    let text = "x".repeat(9_000);
    let sql = format!("SELECT asset || t || t || t FROM activities, (SELECT '{text}' AS t)");
    let cut = ask(large(), &sql, true, Limits::default()).await.unwrap();
    assert!(cut.truncated && cut.rows.len() < 2_600 && cut.rows.len() > 1_000, "{}", cut.rows.len());
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
