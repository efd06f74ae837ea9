//! For tests: how SQLite goes about a statement. What is asked for each message or each merge must search an index by all
//! that it asks for: a plan that goes through a workspace is quick in a test and takes minutes with a million contacts.

use crate::open::Store;
use sqlx::{AssertSqlSafe, Row};

/// The searches of a statement's plan, in order, each with its index and the columns that it searches by. Parameters are 1,
/// a list is 1 and 2.
pub(crate) async fn searches(sql: &str) -> Vec<String> {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let numbered = (1..=4).fold(sql.replace("{list}", "1, 2"), |sql, n| sql.replace(&format!("${n}"), "1"));
    let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {numbered}")));
    let plan = plan.fetch_all(store.reader()).await.unwrap();
    let steps = plan.iter().map(|step| step.try_get::<String, _>("detail").unwrap().replace("COVERING ", ""));
    steps
        .filter(|step| step.starts_with("SEARCH") || (step.starts_with("SCAN") && !step.contains("CONSTANT")))
        .collect()
}
