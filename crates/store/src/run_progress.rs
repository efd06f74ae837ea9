//! How a run goes on: made into sends chunk by chunk, paused, cancelled, finished, counted.

use crate::enqueue;
use crate::error::{Result, retrying};
use crate::open::{Store, Tx};
use crate::runs::Brake;
use crate::sends::{NewSend, SendState};
use crate::sql::Columns;
use crate::work::{self, NewWork};
use fault::{Bug, Point, bug, point};
use model::{Timestamp, WorkspaceId};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};
use std::collections::BTreeMap;

/// As the index of a run's states names what is not claimed.
pub(crate) const UNCLAIMED: &str = "state NOT IN ('leased', 'handing')";
/// Those of a run that are: the plus keeps SQLite to the index of claims, which are few.
const CLAIMED: &str = "WHERE workspace = $1 AND +run_id = $2 AND state IN ('leased', 'handing')";

/// A chunk of a run's audience, made into sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The run's position before and after: contacts in (from, to] are in this chunk.
    pub from: i64,
    pub to: i64,
    /// A send for each contact of the chunk, those that cannot be sent to as held.
    pub sends: Vec<NewSend>,
    /// Nothing of the audience is left.
    pub last: bool,
}

/// Adds the sends of a chunk and moves the run's position in one transaction; false when the run is not at `from` or
/// not running, and nothing was added.
pub async fn materialise(
    store: &Store,
    workspace: WorkspaceId,
    id: i64,
    chunk: &Chunk,
    now: Timestamp,
) -> Result<bool> {
    retrying!(attempt_materialise(store, workspace, id, chunk, now))
}

async fn attempt_materialise(
    store: &Store,
    workspace: WorkspaceId,
    id: i64,
    chunk: &Chunk,
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let moved = sqlx::query(
        "UPDATE run SET position = $4, materialised = $5 WHERE workspace = $1 AND id = $2 AND position = $3 \
         AND state = 'running' AND materialised = 0",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(chunk.from)
    .bind(chunk.to)
    .bind(i64::from(chunk.last))
    .execute(&mut *tx)
    .await?;
    if moved.rows_affected() == 0 {
        return Ok(false);
    }
    if bug(Bug::CursorFirst) {
        store.commit(tx).await?;
        tx = store.begin().await?;
    }
    point(Point::WhileMaterialising);
    enqueue::write(&mut tx, store.dialect(), workspace, &chunk.sends, now).await?;
    store.commit(tx).await?;
    Ok(true)
}

/// Pauses a running run: from now on none of its sends is handed over.
pub async fn pause(store: &Store, workspace: WorkspaceId, id: i64, reason: &str) -> Result<bool> {
    let sql = "UPDATE run SET state = 'paused', reason = $3 WHERE workspace = $1 AND id = $2 AND state = 'running'";
    change(store, sqlx::query(sql).bind(workspace.0).bind(id).bind(reason.to_string())).await
}

/// Pauses a running run because of what came back, or notes it of one that is paused or over, and adds what is to be done
/// about it in the same transaction. A run that a person has let go on in spite of it is left alone.
pub async fn brake(
    store: &Store,
    workspace: WorkspaceId,
    id: i64,
    (brake, reason): (Brake, &str),
    work: &[NewWork],
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET state = CASE state WHEN 'running' THEN 'paused' ELSE state END, reason = $3, brake = $4 \
         WHERE workspace = $1 AND id = $2 AND frozen_at IS NOT NULL AND brake IS NULL",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(reason.to_string())
    .bind(brake.as_str().to_string())
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        work::write(&mut tx, store.dialect(), workspace, work, now).await?;
    }
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Cancels a run that has not begun, and says why; false when it has, or is not waiting any more.
pub async fn call_off(
    store: &Store,
    workspace: WorkspaceId,
    id: i64,
    reason: &str,
    work: &[NewWork],
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET state = 'cancelled', reason = $3, finished_at = $4 WHERE workspace = $1 AND id = $2 \
         AND state = 'scheduled' AND scheduled_at <= $4",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(reason.to_string())
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        work::write(&mut tx, store.dialect(), workspace, work, now).await?;
    }
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Lets a paused run go on. One that was stopped by what came back goes on only `in_spite`, and is not stopped again.
pub async fn resume(store: &Store, workspace: WorkspaceId, id: i64, in_spite: bool) -> Result<bool> {
    let sql = "UPDATE run SET state = 'running', reason = NULL, \
               brake = CASE WHEN brake IS NULL THEN NULL ELSE 'released' END WHERE workspace = $1 AND id = $2 \
               AND state = 'paused' AND (brake IS NULL OR brake = 'released' OR $3 = 1)";
    change(store, sqlx::query(sql).bind(workspace.0).bind(id).bind(i64::from(in_spite))).await
}

async fn change(store: &Store, query: Query<'_, Any, AnyArguments>) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = query.execute(&mut *tx).await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Cancels a run for good: its open sends are held, but for those that are already being handed over. What becomes of
/// these [`hold_cancelled`] looks after.
pub async fn cancel(store: &Store, workspace: WorkspaceId, id: i64, now: Timestamp) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET state = 'cancelled', finished_at = $3 WHERE workspace = $1 AND id = $2 \
         AND state IN ('scheduled', 'running', 'paused')",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    hold(&mut tx, workspace, id, now).await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Holds the open sends of a cancelled run.
async fn hold(tx: &mut Tx, workspace: WorkspaceId, id: i64, now: Timestamp) -> Result<u64> {
    // Asked of the row itself too: another may have claimed it meanwhile.
    let held = sqlx::query(AssertSqlSafe(format!(
        "UPDATE send SET state = 'held', reason = 'cancelled', waits = NULL, token = 0, updated_at = $3 \
         WHERE workspace = $1 AND id IN (SELECT id FROM send WHERE workspace = $1 AND run_id = $2 AND {UNCLAIMED} \
         AND state IN ('queued', 'deferred') UNION ALL SELECT id FROM send {CLAIMED} AND state = 'leased') \
         AND state IN ('queued', 'deferred', 'leased') AND EXISTS (SELECT 1 FROM run WHERE run.workspace = $1 \
         AND run.id = $2 AND run.state = 'cancelled')"
    )))
    .bind(workspace.0)
    .bind(id)
    .bind(now.0)
    .execute(&mut **tx)
    .await?;
    Ok(held.rows_affected())
}

/// Holds what was on the wire when its run was cancelled and did not leave: put off by its server, or given back after
/// an interruption. Returns how many.
pub async fn hold_cancelled(store: &Store, workspace: WorkspaceId, now: Timestamp) -> Result<u64> {
    let rows = sqlx::query(AssertSqlSafe(format!(
        "SELECT id FROM run WHERE workspace = $1 AND state = 'cancelled' AND EXISTS (SELECT 1 FROM send \
         WHERE send.workspace = run.workspace AND send.run_id = run.id AND send.state IN ('queued', 'deferred') \
         AND send.{UNCLAIMED})"
    )))
    .bind(workspace.0)
    .fetch_all(store.reader())
    .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let (mut tx, mut held) = (store.begin().await?, 0);
    for row in &rows {
        held += hold(&mut tx, workspace, row.int("id")?, now).await?;
    }
    store.commit(tx).await?;
    Ok(held)
}

/// Finishes a run when sends exist for its whole audience and none is open; says whether it is finished by this call.
pub async fn finish(store: &Store, workspace: WorkspaceId, id: i64, now: Timestamp) -> Result<bool> {
    let mut tx = store.begin().await?;
    let waits = format!("SELECT 1 FROM send WHERE workspace = $1 AND run_id = $2 AND {UNCLAIMED} AND state");
    let open = match bug(Bug::FinishedWhenQuiet) {
        true => format!("EXISTS ({waits} = 'queued')"),
        false => format!("(EXISTS ({waits} IN ('queued', 'deferred')) OR EXISTS (SELECT 1 FROM send {CLAIMED}))"),
    };
    let done = sqlx::query(AssertSqlSafe(format!(
        "UPDATE run SET state = 'finished', finished_at = $3 WHERE workspace = $1 AND id = $2 AND state = 'running' \
         AND materialised = 1 AND NOT {open}"
    )))
    .bind(workspace.0)
    .bind(id)
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// How many sends of a run stand where: a recount of the rows, never a counter kept beside them.
pub async fn progress(store: &Store, workspace: WorkspaceId, id: i64) -> Result<BTreeMap<SendState, i64>> {
    let count = "SELECT state, COUNT(*) AS n FROM send";
    let rows = sqlx::query(AssertSqlSafe(format!(
        "{count} WHERE workspace = $1 AND run_id = $2 AND {UNCLAIMED} GROUP BY state \
         UNION ALL {count} {CLAIMED} GROUP BY state"
    )))
    .bind(workspace.0)
    .bind(id)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(|row| Ok((row.word("state", SendState::parse)?, row.int("n")?))).collect()
}
