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

/// So many runs are asked for what is due, in turns where more are under way.
const RUNS: usize = 100;

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
    let mut reader = store.reader().acquire().await?;
    let runs = under_way(&mut reader, workspace).await?;
    let query = sqlx::query(AssertSqlSafe(due(&runs, ""))).bind(workspace.0).bind(now.0).bind(1_i64).bind(1_i64);
    Ok(query.fetch_optional(&mut *reader).await?.is_some())
}

/// The runs whose sends may be claimed.
pub(crate) async fn under_way(connection: &mut sqlx::AnyConnection, workspace: WorkspaceId) -> Result<Vec<i64>> {
    let sql = format!("SELECT id FROM run WHERE workspace = $1 AND state = 'running' ORDER BY RANDOM() LIMIT {RUNS}");
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).fetch_all(connection).await?;
    rows.iter().map(|row| row.int("id")).collect()
}

/// The ids of the longest due ($1 workspace, $2 now, $3 operational, $4 how many): of no run, and of each of these.
/// Each has them in the index in their order, so that what waits in stopped runs is not gone through.
fn due(runs: &[i64], lock: &str) -> String {
    let of = |run: String| {
        format!(
            "SELECT id, due_at FROM (SELECT id, due_at FROM send WHERE workspace = $1 AND operational = $3 AND {run} \
             AND state IN ('queued', 'deferred') AND due_at <= $2 ORDER BY due_at, id LIMIT $4{lock}) AS part"
        )
    };
    let parts = std::iter::once("run_id IS NULL".to_string()).chain(runs.iter().map(|run| format!("run_id = {run}")));
    let parts: Vec<String> = parts.map(of).collect();
    format!("SELECT id FROM ({}) AS parts ORDER BY due_at, id LIMIT $4", parts.join(" UNION ALL "))
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
    let runs = under_way(&mut tx, workspace).await?;
    let mine = Claim { dialect: store.dialect(), workspace, token, until, now };
    let mut sends = claim_of(&mut tx, &mine, &runs, true, operational).await?;
    let left = marketing.saturating_sub(sends.len());
    if left > 0 {
        sends.extend(claim_of(&mut tx, &mine, &runs, false, left).await?);
    }
    // Nothing was due: the token is not used up, so that tokens say how far the send journal has been followed.
    if !sends.is_empty() {
        store.commit(tx).await?;
    }
    Ok(sends)
}

/// What a claim writes.
struct Claim {
    dialect: Dialect,
    workspace: WorkspaceId,
    token: i64,
    until: Timestamp,
    now: Timestamp,
}

/// The longest due of operational or of other mail. One kind a statement: then the index has them in their order.
async fn claim_of(tx: &mut Tx, mine: &Claim, runs: &[i64], operational: bool, limit: usize) -> Result<Vec<Send>> {
    let sql = format!(
        "WITH due AS MATERIALIZED ({}) \
         UPDATE send SET state = '{}', token = $5, lease_until = $6, attempt = attempt + 1, waits = NULL, \
         updated_at = $2 WHERE workspace = $1 AND id IN (SELECT id FROM due) RETURNING {COLUMNS}",
        due(runs, skip_locked(mine.dialect)),
        if bug(Bug::SentAtClaim) { "sent" } else { "leased" }
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(mine.workspace.0)
        .bind(mine.now.0)
        .bind(i64::from(operational))
        .bind(limit as i64)
        .bind(mine.token)
        .bind(mine.until.0)
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
