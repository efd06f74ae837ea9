//! What is still to be done: rows with a due time, claimed under a lease and a fencing token.
//!
//! ready → leased → done, or back to ready at a later time, or parked with a reason. A lease that runs out may be
//! claimed by another; whoever held it finds its token stale and can change nothing.

use crate::counter;
use crate::error::{Result, retrying};
use crate::list::{bind_list, with_list};
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns};
use model::{Timestamp, WorkId, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

/// Work to add. With a `dedupe` text, a second one of the same kind and text is not added, not even when the first is
/// done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWork {
    pub kind: String,
    pub dedupe: Option<String>,
    /// JSON text.
    pub payload: String,
    pub run_at: Timestamp,
}

/// Work that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    pub id: WorkId,
    pub kind: String,
    pub payload: String,
    pub run_at: Timestamp,
    /// 1 at the first claim.
    pub attempt: i64,
    /// To be given back with the result.
    pub token: i64,
    pub lease_until: Timestamp,
    pub reason: Option<String>,
}

const COLUMNS: &str = "id, kind, payload, run_at, attempt, token, lease_until, reason";

/// Adds work outside the applier's transaction.
pub async fn add(store: &Store, workspace: WorkspaceId, rows: &[NewWork], now: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    write(&mut tx, store.dialect(), workspace, rows, now).await?;
    store.commit(tx).await
}

pub(crate) async fn write(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    rows: &[NewWork],
    now: Timestamp,
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let first = counter::take(tx, workspace, "work", rows.len()).await?;
    let mut bulk = Bulk::new(
        "INSERT INTO work (workspace, id, kind, dedupe, payload, state, run_at, created_at)",
        "ON CONFLICT DO NOTHING",
    );
    for (id, row) in (first..).zip(rows) {
        bulk.row([
            workspace.0.into(),
            id.into(),
            row.kind.as_str().into(),
            row.dedupe.clone().into(),
            row.payload.as_str().into(),
            "ready".into(),
            row.run_at.into(),
            now.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// Claims due work of these kinds, oldest first, for `lease_ms`. Work whose lease has run out is due again.
pub async fn claim(
    store: &Store,
    workspace: WorkspaceId,
    kinds: &[&str],
    limit: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Work>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut work = retrying!(attempt_claim(store, workspace, kinds, limit, now, lease_ms))?;
    work.sort_by_key(|one| (one.run_at, one.id));
    Ok(work)
}

async fn attempt_claim(
    store: &Store,
    workspace: WorkspaceId,
    kinds: &[&str],
    limit: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Work>> {
    let mut tx = store.begin().await?;
    // Expired leases first become ready, so that one partial index serves the claim.
    sqlx::query("UPDATE work SET state = 'ready' WHERE workspace = $1 AND state = 'leased' AND lease_until <= $2")
        .bind(workspace.0)
        .bind(now.0)
        .execute(&mut *tx)
        .await?;
    let token = counter::take(&mut tx, workspace, "work_token", 1).await?;
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT id FROM work WHERE workspace = $1 AND state = 'ready' AND run_at <= $4 \
         AND kind IN ({{list}}) ORDER BY run_at, id LIMIT $5{}) \
         UPDATE work SET state = 'leased', token = $2, lease_until = $3, attempt = attempt + 1 \
         WHERE workspace = $1 AND id IN (SELECT id FROM due) RETURNING {COLUMNS}",
        skip_locked(store.dialect())
    );
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_string()).collect();
    let query = sqlx::query(AssertSqlSafe(with_list(&sql, 6, kinds.len())))
        .bind(workspace.0)
        .bind(token)
        .bind(now.plus(lease_ms.saturating_mul(1_000)).0)
        .bind(now.0)
        .bind(limit as i64);
    let rows = bind_list(query, &kinds).fetch_all(&mut *tx).await?;
    store.commit(tx).await?;
    rows.iter().map(read).collect()
}

/// Rows that another claim is taking are passed over rather than waited for. The selection stands in a materialised
/// CTE: as a plain subquery PostgreSQL may run it again for each row, and each run locks and yields further rows.
pub(crate) fn skip_locked(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
    }
}

/// Prolongs the lease; false when it is no longer the holder's.
pub async fn renew(store: &Store, workspace: WorkspaceId, work: &Work, now: Timestamp, lease_ms: i64) -> Result<bool> {
    let until = now.plus(lease_ms.saturating_mul(1_000));
    change(store, workspace, work, "lease_until = $4, reason = COALESCE($5, reason)", until, None).await
}

/// Done; false when the lease was lost, and the work is another's.
pub async fn complete(store: &Store, workspace: WorkspaceId, work: &Work) -> Result<bool> {
    let set = "state = 'done', run_at = COALESCE($4, run_at), reason = $5";
    change(store, workspace, work, set, work.run_at, None).await
}

/// To be tried again at a time, with the reason.
pub async fn retry_at(store: &Store, workspace: WorkspaceId, work: &Work, at: Timestamp, reason: &str) -> Result<bool> {
    change(store, workspace, work, "state = 'ready', run_at = $4, reason = $5", at, Some(reason)).await
}

/// Not to be tried again until somebody looks at it.
pub async fn park(store: &Store, workspace: WorkspaceId, work: &Work, reason: &str) -> Result<bool> {
    let set = "state = 'parked', run_at = COALESCE($4, run_at), reason = $5";
    change(store, workspace, work, set, work.run_at, Some(reason)).await
}

async fn change(
    store: &Store,
    workspace: WorkspaceId,
    work: &Work,
    set: &str,
    at: Timestamp,
    reason: Option<&str>,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let sql = format!("UPDATE work SET {set} WHERE workspace = $1 AND id = $2 AND token = $3 AND state = 'leased'");
    let done = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(work.id.0)
        .bind(work.token)
        .bind(at.0)
        .bind(reason.map(str::to_string))
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// When the next work of these kinds falls due; `None` when there is none.
pub async fn next_due(store: &Store, workspace: WorkspaceId, kinds: &[&str]) -> Result<Option<Timestamp>> {
    if kinds.is_empty() {
        return Ok(None);
    }
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_string()).collect();
    let sql = "SELECT MIN(CASE WHEN state = 'leased' THEN lease_until ELSE run_at END) AS due FROM work \
               WHERE workspace = $1 AND state IN ('ready', 'leased') AND kind IN ({list})";
    let query = sqlx::query(AssertSqlSafe(with_list(sql, 2, kinds.len()))).bind(workspace.0);
    bind_list(query, &kinds).fetch_one(store.reader()).await?.opt_at("due")
}

fn read(row: &AnyRow) -> Result<Work> {
    Ok(Work {
        id: WorkId(row.int("id")?),
        kind: row.text("kind")?,
        payload: row.text("payload")?,
        run_at: row.at("run_at")?,
        attempt: row.int("attempt")?,
        token: row.int("token")?,
        lease_until: row.at("lease_until")?,
        reason: row.opt_text("reason")?,
    })
}
