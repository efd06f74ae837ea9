//! What is read in a quicker way is what would be read otherwise.

use crate::golden::world;
use crate::query::{ask, rows};
use insight::query::Limits;

/// Cutting instants to their unit says the same by arithmetic as by the calendar of a zone that is UTC by another name.
#[tokio::test(flavor = "multi_thread")]
async fn instants_are_cut_as_a_calendar_cuts_them() {
    let odd = "(SELECT occurred_at - INTERVAL '700 months' AS at FROM activities UNION ALL SELECT occurred_at FROM activities)";
    for unit in ["second", "minute", "hour", "day", "week", "month", "quarter", "year"] {
        let own = format!("SELECT date_trunc('{unit}', at) FROM {odd} ORDER BY at");
        let other = format!(
            "SELECT date_trunc('{unit}', arrow_cast(at, 'Timestamp(Microsecond, Some(\"+00:00\"))')) FROM {odd} ORDER BY at"
        );
        let whole = rows(&own).await;
        assert_eq!(whole, rows(&other).await, "{unit}");
        assert!(whole.len() > 40);
    }
}

/// Texts that are only grouped or counted are compared by their numbers, and activities that are only counted are read by
/// the hour: the same rows as of texts and instants that the query has just made, which have neither.
#[tokio::test(flavor = "multi_thread")]
async fn groups_by_number_and_hour_are_groups_by_text_and_instant() {
    let mut world = world();
    world.about(2, 2);
    let image = world.image();
    for sql in [
        "SELECT #kind, count(*) FROM activities GROUP BY 1",
        "SELECT #kind, #asset, date_trunc('day', occurred_at), count(*) FROM activities GROUP BY 1, 2, 3",
        "SELECT #asset, count(DISTINCT #contact_id) FROM activities WHERE kind = 'email_opened' GROUP BY 1",
        "SELECT #asset, count(DISTINCT #contact_id), count(#lead_id), count(*) FROM activities GROUP BY 1",
        "SELECT #kind, max(asset), count(DISTINCT #visitor_id), count(#contact_id) FROM activities GROUP BY 1",
        "SELECT DISTINCT #contact_id, #visitor_id, #lead_id, #kind, #asset FROM activities",
        "SELECT count(DISTINCT #kind), count(DISTINCT #asset), count(DISTINCT #contact_id) FROM activities",
        "SELECT count(DISTINCT #kind) FILTER (WHERE asset IS NULL), count(#asset) FILTER (WHERE #kind <> 'won') FROM activities",
        "SELECT #lead_id, count(*) FROM activities GROUP BY 1 HAVING #lead_id IS NULL OR count(*) > 1",
        "SELECT #kind, count(*) FROM activities GROUP BY 1 HAVING #kind LIKE 'email%'",
        "SELECT #kind, #kind AS same, count(#kind) FROM activities WHERE kind IN ('email_sent', 'email_opened') GROUP BY 1, 2",
        "SELECT n, count(*) FROM (SELECT #contact_id, count(*) AS n FROM activities GROUP BY 1) GROUP BY n",
        "SELECT what, count(DISTINCT who) FROM (SELECT #kind AS what, #contact_id AS who FROM activities) AS x GROUP BY what",
        "SELECT what, len, count(*) FROM (SELECT #asset AS what, length(#asset) AS len FROM activities) GROUP BY 1, 2",
        "SELECT a.kind, b.kind, count(*) FROM (SELECT DISTINCT #kind AS kind, #contact_id AS who FROM activities) a \
         JOIN (SELECT DISTINCT #kind AS kind, #contact_id AS who FROM activities) b ON a.who = b.who GROUP BY 1, 2",
        "SELECT #kind, #asset, count(*) FROM activities GROUP BY ROLLUP (#kind, #asset)",
        "SELECT upper(#kind), count(*) FROM activities GROUP BY 1",
        "SELECT DISTINCT #asset AS a FROM activities WHERE asset IS NOT NULL ORDER BY a LIMIT 3",
        "SELECT #asset AS asset FROM activities GROUP BY 1 ORDER BY asset DESC NULLS LAST LIMIT 2",
        "SELECT a.kind, count(*) FROM activities a GROUP BY a.kind",
        "SELECT date_trunc('day', a.occurred_at), count(*) FROM activities AS a GROUP BY 1",
        "SELECT #kind, count(*) FROM activities LEFT JOIN (SELECT id FROM (SELECT id, 'a' AS src FROM contacts) WHERE src = 'b') c \
         ON c.id = contact_id WHERE c.id IS NULL GROUP BY 1",
        "SELECT #kind, count(*) FROM (SELECT * FROM activities ORDER BY occurred_at, kind, contact_id LIMIT 20) GROUP BY 1",
        "SELECT #kind FROM activities WHERE kind = 'email_sent' GROUP BY #kind UNION ALL SELECT #asset FROM activities GROUP BY #asset",
        "SELECT #kind, date_trunc('day', #occurred_at), count(*), count(1), count(kind) FROM activities GROUP BY 1, 2",
        "SELECT date_trunc('hour', #occurred_at) AS at, #kind, count(occurred_at) AS n FROM activities GROUP BY 1, 2",
        "SELECT date_trunc('MONTH', #occurred_at), date_trunc('week', #occurred_at), count(*) FROM activities GROUP BY 1, 2",
        "SELECT date_trunc('minute', #occurred_at), count(*) FROM activities GROUP BY 1",
        "SELECT #occurred_at, count(*) FROM activities GROUP BY 1",
        "SELECT date_trunc('day', #occurred_at), max(kind), count(*) FROM activities GROUP BY 1",
        "SELECT date_trunc('day', #occurred_at), count(asset), count(NULL) FROM activities GROUP BY 1",
        "SELECT date_trunc('day', #occurred_at), count(*) FROM activities WHERE asset = 'guide' GROUP BY 1",
        "SELECT count(*) FROM activities WHERE #occurred_at >= '2026-04-10T08:00:00Z' AND #occurred_at < '2026-04-10T09:00:00Z'",
        "SELECT #kind, count(*) FROM activities WHERE #occurred_at > '2026-04-10T08:00:00Z' AND kind <> 'session' GROUP BY 1",
        "SELECT count(*), count(kind) FROM activities WHERE #kind = 'no_such_kind'",
        "SELECT kind FROM activities GROUP BY #kind, kind HAVING count(*) > 2",
        "SELECT sum(n) FROM (SELECT #kind, date_trunc('day', #occurred_at) AS day, count(*) AS n FROM activities GROUP BY 1, 2)",
        "SELECT x.kind, x.n, y.n FROM (SELECT #kind AS kind, count(*) AS n FROM activities GROUP BY 1) x \
         JOIN (SELECT #kind AS kind, count(*) AS n FROM activities WHERE #occurred_at > '2026-04-10' GROUP BY 1) y ON x.kind = y.kind",
    ] {
        let made = sql.replace("#occurred_at", "(occurred_at + INTERVAL '0 days')");
        let made = ["contact_id", "visitor_id", "lead_id", "kind", "asset"]
            .iter()
            .fold(made, |sql, name| sql.replace(&format!("#{name}"), &format!("substr({name}, 1)")));
        let mut told = Vec::new();
        for sql in [sql.replace('#', ""), made] {
            let mut rows = ask(image.clone(), &sql, true, Limits::default())
                .await
                .unwrap_or_else(|error| panic!("{sql}: {error}"))
                .rows;
            rows.sort_by_key(|row| format!("{row:?}"));
            told.push(rows);
        }
        assert!(!told[0].is_empty(), "{sql}");
        assert_eq!(told[0], told[1], "{sql}");
    }
}

/// A scan reads no more than a WHERE asks for: the same rows as when it cannot know what the WHERE asks for.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_where_narrows_is_what_it_would_keep() {
    let moments = ["2026-04-05T08:00:00Z", "2026-04-10T08:00:00Z", "2026-04-10T09:00:00Z", "2026-05-02T09:00:00Z"];
    let mut wheres = vec![
        "kind = 'email_sent'".to_string(),
        "kind IN ('email_sent', 'page_viewed') AND kind <> 'email_sent'".into(),
        "kind = 'email_sent' OR occurred_at < '2026-04-06T00:00:00Z'".into(),
        "NOT (kind = 'email_sent')".into(),
        "kind IN ('email_opened', 'email_sent') AND kind IN ('email_opened', 'no_such_kind')".into(),
        "occurred_at BETWEEN '2026-04-05' AND '2026-04-10'".into(),
    ];
    wheres.push("occurred_at > '2026-04-10T09:00:00Z' AND occurred_at < '2026-04-10T08:00:00Z'".into());
    let between = "TIMESTAMP '2026-04-10T08:00:00.000000500Z'";
    wheres.extend(["<", "<=", "=", ">=", ">"].map(|op| format!("occurred_at {op} {between}")));
    for moment in moments {
        wheres.extend(["<", "<=", "=", ">=", ">"].map(|op| format!("occurred_at {op} '{moment}'")));
        wheres.extend(["<", ">="].map(|op| format!("TIMESTAMP '{moment}' {op} occurred_at AND kind = 'email_sent'")));
    }
    for narrowed in wheres {
        // A kind that went through a function, and a moment to which nothing was added, say nothing to a scan.
        let hidden =
            narrowed.replace("kind", "concat(kind, '')").replace("occurred_at", "(occurred_at + INTERVAL '0 days')");
        let of = |filter: &str| {
            format!(
                "SELECT kind, asset, contact_id, visitor_id, occurred_at FROM activities WHERE {filter} ORDER BY 1, 2, 3, 4, 5"
            )
        };
        assert_eq!(rows(&of(&narrowed)).await, rows(&of(&hidden)).await, "{narrowed}");
        let count =
            |filter: &str| format!("SELECT kind, count(*) FROM activities WHERE {filter} GROUP BY 1 ORDER BY 1");
        assert_eq!(rows(&count(&narrowed)).await, rows(&count(&hidden)).await, "{narrowed}");
    }
    assert!(!rows("SELECT 1 FROM activities WHERE occurred_at >= '2026-05-02T09:00:00Z'").await.is_empty());
}
