//! Counts of sends for pages: always counted from the rows, never kept beside them.

use crate::error::Result;
use crate::open::Store;
use crate::run_progress::{UNCLAIMED, progress};
use crate::sends::{Narrow, SendState};
use crate::sql::Columns;
use model::{DAY, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// Most different reasons that are counted.
const MOST_REASONS: i64 = 50;

/// How many sends stand in each state, whichever state they are narrowed to.
pub async fn by_state(store: &Store, workspace: WorkspaceId, narrow: &Narrow) -> Result<BTreeMap<SendState, u64>> {
    let narrow = Narrow { state: None, ..narrow.clone() };
    // Of a whole run, its counts read no rows.
    if let Narrow { run: Some(run), program: None, email: None, contact: None, reason: None, .. } = narrow {
        let counted = progress(store, workspace, run).await?;
        return Ok(counted.into_iter().map(|(state, n)| (state, count(n))).collect());
    }
    let conditions = narrow.conditions(1);
    let sql = format!("SELECT state, COUNT(*) AS n FROM send WHERE workspace = $1{conditions} GROUP BY state");
    let query = narrow.bind(sqlx::query(AssertSqlSafe(sql)).bind(workspace.0));
    let rows = query.fetch_all(store.reader()).await?;
    rows.iter().map(|row| Ok((row.word("state", SendState::parse)?, count(row.int("n")?)))).collect()
}

/// Why sends were held back or failed, whichever state and reason they are narrowed to, the most frequent first.
pub async fn reasons(store: &Store, workspace: WorkspaceId, narrow: &Narrow) -> Result<Vec<(String, u64)>> {
    let narrow = Narrow { state: None, reason: None, ..narrow.clone() };
    let sql = format!(
        "SELECT COALESCE(reason, '') AS why, COUNT(*) AS n FROM send WHERE workspace = $1 \
         AND state IN ('held', 'failed') AND {UNCLAIMED}{} GROUP BY COALESCE(reason, '') ORDER BY COUNT(*) DESC, 1 \
         LIMIT {MOST_REASONS}",
        narrow.conditions(1)
    );
    let query = narrow.bind(sqlx::query(AssertSqlSafe(sql)).bind(workspace.0));
    query.fetch_all(store.reader()).await?.iter().map(|row| Ok((row.text("why")?, count(row.int("n")?)))).collect()
}

/// What went out of an email on a day (UTC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lately {
    /// Key of the email.
    pub email: String,
    /// Days since 1970.
    pub day: i64,
    pub sent: u64,
    /// Of these, called spam.
    pub complained: u64,
}

/// What went out since an instant, by email and day.
pub async fn lately(store: &Store, workspace: WorkspaceId, since: Timestamp) -> Result<Vec<Lately>> {
    let rows = sqlx::query(
        "SELECT email, handed_at / $3 AS day, COUNT(*) AS sent, \
         COUNT(CASE WHEN verdict = 'complaint' THEN 1 END) AS complained FROM send WHERE workspace = $1 \
         AND handed_at >= $2 AND state IN ('sent', 'unknown') GROUP BY email, handed_at / $3",
    )
    .bind(workspace.0)
    .bind(since.0)
    .bind(DAY)
    .fetch_all(store.reader())
    .await?;
    let lately = |row: &AnyRow| {
        let (sent, complained) = (count(row.int("sent")?), count(row.int("complained")?));
        Ok(Lately { email: row.text("email")?, day: row.int("day")?, sent, complained })
    };
    rows.iter().map(lately).collect()
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
