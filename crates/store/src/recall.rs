//! Sends that wait for a time that is no longer the right one, made due now. Whether one may leave is asked again anyway.

use crate::claim::under_way;
use crate::error::{Result, retrying};
use crate::open::{Dialect, Store};
use model::{MINUTE, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;

/// Brings nearer what a clock that was ahead has put far into the future: open sends last written after `now`, which
/// cannot be. Returns how many.
pub async fn due_again(store: &Store, workspace: WorkspaceId, now: Timestamp) -> Result<u64> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE send SET due_at = $2, updated_at = $2 WHERE workspace = $1 AND state IN ('queued', 'deferred') \
         AND updated_at > $3 AND due_at > $2",
    )
    .bind(workspace.0)
    .bind(now.0)
    .bind(now.plus(MINUTE).0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected())
}

/// What was put off for a recipients' domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recall {
    pub operational: bool,
    pub domain: String,
    /// It was put off to no later than this.
    pub until: Timestamp,
    pub limit: usize,
}

/// Calls mail back that was put off because of its domain's lane, the soonest due first. Returns how many.
pub async fn recall(store: &Store, workspace: WorkspaceId, what: &Recall, now: Timestamp) -> Result<u64> {
    retrying!(attempt(store, workspace, what, now))
}

async fn attempt(store: &Store, workspace: WorkspaceId, what: &Recall, now: Timestamp) -> Result<u64> {
    let place = match store.dialect() {
        Dialect::Sqlite => "instr",
        Dialect::Postgres => "strpos",
    };
    let mut tx = store.begin().await?;
    let runs = under_way(&mut tx, workspace).await?;
    // Run by run, as the index of what is due has them: what is due already, which may be millions, is not read.
    let of = |run: String| {
        format!(
            "SELECT id, due_at FROM send WHERE workspace = $1 AND operational = $3 AND {run} \
             AND state IN ('queued', 'deferred') AND due_at > $2 AND due_at <= $4 AND waits = 'lane' \
             AND substr(address, {place}(address, '@') + 1) = $5"
        )
    };
    let parts = std::iter::once("run_id IS NULL".to_string()).chain(runs.iter().map(|run| format!("run_id = {run}")));
    let sql = format!(
        "UPDATE send SET due_at = $2, updated_at = $2 WHERE workspace = $1 AND state = 'deferred' AND id IN (\
         SELECT id FROM (SELECT id, due_at FROM ({}) AS parts ORDER BY due_at, id LIMIT $6) AS soonest)",
        parts.map(of).collect::<Vec<_>>().join(" UNION ALL ")
    );
    let done = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(now.0)
        .bind(i64::from(what.operational))
        .bind(what.until.0)
        .bind(&what.domain)
        .bind(what.limit as i64)
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected())
}
