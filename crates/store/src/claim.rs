//! Claiming sends that are due, and asking whether they are still the claim's.

use crate::counter;
use crate::error::{Result, retrying};
use crate::find::listed;
use crate::open::{Dialect, Store, Tx};
use crate::sends::{COLUMNS, Send, read};
use crate::sql::Columns;
use crate::work::skip_locked;
use fault::{Bug, bug};
use model::{SendId, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use std::collections::{HashMap, HashSet};

/// Sends of a run that is paused or cancelled are left alone.
const NOT_STOPPED: &str = "NOT EXISTS (SELECT 1 FROM run WHERE run.workspace = send.workspace AND run.id = send.run_id \
                           AND run.state IN ('paused', 'cancelled'))";

/// Claims due sends for `lease_ms`: operational ones first, then the longest due. All carry one token.
pub async fn claim(
    store: &Store,
    workspace: WorkspaceId,
    limit: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Send>> {
    retrying!(attempt_claim(store, workspace, limit, limit, now, lease_ms))
}

/// As [`claim`], of operational mail alone or of other mail alone.
pub async fn claim_only(
    store: &Store,
    workspace: WorkspaceId,
    operational: bool,
    limit: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Send>> {
    let (operational, marketing) = if operational { (limit, 0) } else { (0, limit) };
    retrying!(attempt_claim(store, workspace, operational, marketing, now, lease_ms))
}

/// Whether operational mail is due: asked before a claim, which writes.
pub async fn operational_is_due(store: &Store, workspace: WorkspaceId, now: Timestamp) -> Result<bool> {
    let sql = format!(
        "SELECT id FROM send WHERE workspace = $1 AND operational = 1 AND state IN ('queued', 'deferred') \
         AND due_at <= $2 AND {NOT_STOPPED} LIMIT 1"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(now.0);
    Ok(query.fetch_optional(store.reader()).await?.is_some())
}

async fn attempt_claim(
    store: &Store,
    workspace: WorkspaceId,
    operational: usize,
    marketing: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Send>> {
    let mut tx = store.begin().await?;
    let token = counter::take(&mut tx, workspace, "send_token", 1).await?;
    let until = now.plus(lease_ms.saturating_mul(1_000));
    let mut sends = claim_of(&mut tx, (store.dialect(), workspace, true), operational, (token, until), now).await?;
    let left = marketing.saturating_sub(sends.len());
    if left > 0 {
        sends.extend(claim_of(&mut tx, (store.dialect(), workspace, false), left, (token, until), now).await?);
    }
    // Nothing was due: the token is not used up, so that tokens say how far the send journal has been followed.
    if !sends.is_empty() {
        store.commit(tx).await?;
    }
    Ok(sends)
}

/// The longest due of operational or of other mail. One kind a statement: then the index has them in their order.
async fn claim_of(
    tx: &mut Tx,
    (dialect, workspace, operational): (Dialect, WorkspaceId, bool),
    limit: usize,
    (token, until): (i64, Timestamp),
    now: Timestamp,
) -> Result<Vec<Send>> {
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT id FROM send WHERE workspace = $1 AND operational = $6 \
         AND state IN ('queued', 'deferred') AND due_at <= $4 AND {NOT_STOPPED} \
         ORDER BY due_at, id LIMIT $5{}) \
         UPDATE send SET state = '{}', token = $2, lease_until = $3, attempt = attempt + 1, waits = NULL, \
         updated_at = $4 WHERE workspace = $1 AND id IN (SELECT id FROM due) RETURNING {COLUMNS}",
        skip_locked(dialect),
        if bug(Bug::SentAtClaim) { "sent" } else { "leased" }
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(token)
        .bind(until.0)
        .bind(now.0)
        .bind(limit as i64)
        .bind(i64::from(operational))
        .fetch_all(&mut **tx)
        .await?;
    let mut sends = rows.iter().map(read).collect::<Result<Vec<Send>>>()?;
    sends.sort_by_key(|send| (send.due_at, send.id));
    Ok(sends)
}

/// Those of claimed sends that are still their claim's, and whose run goes on.
pub async fn ours(store: &Store, workspace: WorkspaceId, sends: &[&Send]) -> Result<HashSet<SendId>> {
    if bug(Bug::SentAtClaim) || bug(Bug::FenceIgnored) {
        return Ok(sends.iter().map(|send| send.id).collect());
    }
    let tokens: HashMap<i64, i64> = sends.iter().map(|send| (send.id.0, send.token)).collect();
    let ids: Vec<i64> = sends.iter().map(|send| send.id.0).collect();
    let sql = format!(
        "SELECT id, token FROM send WHERE workspace = $1 AND state = 'leased' AND {NOT_STOPPED} AND id IN ({{list}})"
    );
    let mut ours = HashSet::new();
    for row in listed(store, workspace, &sql, &ids).await? {
        let id = row.int("id")?;
        if tokens.get(&id) == Some(&row.int("token")?) {
            ours.insert(SendId(id));
        }
    }
    Ok(ours)
}
