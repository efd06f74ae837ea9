//! The states of a send: queued → leased → handing → sent, deferred, failed, held or unknown.
//!
//! Every step asks for the token of the claim, so a worker that lost its lease changes nothing. Nothing is deleted:
//! an expired `leased` returns to the queue (the final dot was not written), an expired `handing` is in doubt.

use crate::counter;
use crate::error::{Result, retrying};
use crate::intake::{self, NewIntake};
use crate::list::{bind_list, pieces, with_list};
use crate::open::{Store, Tx};
use crate::sends::{COLUMNS, Send, SendState, read};
use crate::sql::{Bulk, Columns};
use crate::work::skip_locked;
use fault::{Bug, Point, bug, point};
use model::{SendId, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

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
    let mut sends = retrying!(attempt_claim(store, workspace, limit, now, lease_ms))?;
    sends.sort_by_key(|send| (!send.operational, send.due_at, send.id));
    Ok(sends)
}

async fn attempt_claim(
    store: &Store,
    workspace: WorkspaceId,
    limit: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Send>> {
    let mut tx = store.begin().await?;
    let token = counter::take(&mut tx, workspace, "send_token", 1).await?;
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT id FROM send WHERE workspace = $1 \
         AND state IN ('queued', 'deferred') AND due_at <= $4 AND {NOT_STOPPED} \
         ORDER BY operational DESC, due_at, id LIMIT $5{}) \
         UPDATE send SET state = '{}', token = $2, lease_until = $3, attempt = attempt + 1, updated_at = $4 \
         WHERE workspace = $1 AND id IN (SELECT id FROM due) RETURNING {COLUMNS}",
        skip_locked(store.dialect()),
        if bug(Bug::SentAtClaim) { "sent" } else { "leased" }
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(token)
        .bind(now.plus(lease_ms.saturating_mul(1_000)).0)
        .bind(now.0)
        .bind(limit as i64)
        .fetch_all(&mut *tx)
        .await?;
    // Nothing was due: the token is not used up, so that tokens say how far the send journal has been followed.
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    store.commit(tx).await?;
    rows.iter().map(read).collect()
}

/// Whether a claimed send is still the claim's, and its run goes on.
pub async fn is_ours(store: &Store, workspace: WorkspaceId, send: &Send) -> Result<bool> {
    let sql = format!(
        "SELECT id FROM send WHERE workspace = $1 AND id = $2 AND token = $3 AND state = 'leased' AND {NOT_STOPPED}"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(send.id.0).bind(send.token);
    Ok(query.fetch_optional(store.reader()).await?.is_some() || bug(Bug::SentAtClaim) || bug(Bug::FenceIgnored))
}

macro_rules! hand_over {
    ($ours:literal) => {
        concat!(
            ") UPDATE send SET state = 'handing', message_id = handed.message_id, handed_at = handed.at, \
             updated_at = handed.at FROM handed WHERE send.workspace = handed.workspace AND send.id = handed.id AND ",
            $ours,
            " AND NOT EXISTS (SELECT 1 FROM run WHERE run.workspace = send.workspace AND run.id = send.run_id \
             AND run.state IN ('paused', 'cancelled')) RETURNING send.id"
        )
    };
}

/// Marks claimed sends as being handed over, each with its Message-ID: durable when this returns, which must be before
/// the final dot. Returns those that may go on; the rest lost their lease or their run was stopped.
pub async fn handing(
    store: &Store,
    workspace: WorkspaceId,
    token: i64,
    sends: &[(SendId, String)],
    now: Timestamp,
) -> Result<HashSet<SendId>> {
    retrying!(attempt_handing(store, workspace, token, sends, now))
}

async fn attempt_handing(
    store: &Store,
    workspace: WorkspaceId,
    token: i64,
    sends: &[(SendId, String)],
    now: Timestamp,
) -> Result<HashSet<SendId>> {
    let mut tx = store.begin().await?;
    let mut bulk = Bulk::new(
        "WITH handed (workspace, id, token, message_id, at) AS (",
        match bug(Bug::FenceIgnored) {
            true => hand_over!("1 = 1"),
            false => hand_over!("send.token = handed.token AND send.state = 'leased' AND send.lease_until > handed.at"),
        },
    );
    for (id, message_id) in sends {
        bulk.row([workspace.0.into(), id.0.into(), token.into(), message_id.as_str().into(), now.into()]);
    }
    let rows = bulk.run(&mut tx, store.dialect()).await?;
    store.commit(tx).await?;
    rows.iter().map(|row| row.int("id").map(SendId)).collect()
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    pub send: SendId,
    /// Sent, Deferred, Failed, Held or Unknown.
    pub state: SendState,
    pub reason: Option<String>,
    /// Deferred: when to try again.
    pub due_at: Option<Timestamp>,
}

/// Records how attempts ended and appends what the rules must hear of it, in one transaction. `report` is given the
/// sends whose end was recorded (those still the token's) and returns intake rows. Sent and Unknown need `handing`
/// before them; the others may come straight from `leased`. Returns the recorded ones.
pub async fn finish(
    store: &Store,
    workspace: WorkspaceId,
    token: i64,
    ends: &[Finish],
    now: Timestamp,
    report: &(dyn Fn(&[Send]) -> Vec<NewIntake> + std::marker::Send + Sync),
) -> Result<Vec<Send>> {
    retrying!(attempt_finish(store, workspace, token, ends, now, report))
}

async fn attempt_finish(
    store: &Store,
    workspace: WorkspaceId,
    token: i64,
    ends: &[Finish],
    now: Timestamp,
    report: &(dyn Fn(&[Send]) -> Vec<NewIntake> + std::marker::Send + Sync),
) -> Result<Vec<Send>> {
    let mut tx = store.begin().await?;
    let mut bulk = Bulk::new(
        "WITH ended (workspace, id, token, state, reason, due_at, at) AS (",
        ") UPDATE send SET state = ended.state, reason = ended.reason, due_at = COALESCE(ended.due_at, send.due_at), \
         updated_at = ended.at FROM ended WHERE send.workspace = ended.workspace AND send.id = ended.id \
         AND send.token = ended.token AND (send.state = 'handing' OR (send.state = 'leased' \
         AND ended.state IN ('deferred', 'failed', 'held'))) RETURNING send.id",
    );
    for end in
        ends.iter().filter(|end| !matches!(end.state, SendState::Queued | SendState::Leased | SendState::Handing))
    {
        bulk.row([
            workspace.0.into(),
            end.send.0.into(),
            token.into(),
            end.state.as_str().into(),
            end.reason.clone().into(),
            end.due_at.into(),
            now.into(),
        ]);
    }
    let rows = bulk.run(&mut tx, store.dialect()).await?;
    let ids = rows.iter().map(|row| row.int("id")).collect::<Result<Vec<i64>>>()?;
    let recorded = by_ids_in(&mut tx, workspace, &ids).await?;
    let feeds = report(&recorded);
    if bug(Bug::ResultApart) {
        store.commit(tx).await?;
        point(Point::BeforeResult);
        tx = store.begin().await?;
    }
    if !feeds.is_empty() {
        intake::append_in(store, &mut tx, workspace, feeds).await?;
    }
    point(Point::BeforeResult);
    store.commit(tx).await?;
    point(Point::AfterResult);
    Ok(recorded)
}

async fn by_ids_in(tx: &mut Tx, workspace: WorkspaceId, ids: &[i64]) -> Result<Vec<Send>> {
    let mut found = Vec::with_capacity(ids.len());
    for piece in pieces(ids) {
        let sql = format!("SELECT {COLUMNS} FROM send WHERE workspace = $1 AND id IN ({{list}}) ORDER BY id");
        let query = sqlx::query(AssertSqlSafe(with_list(&sql, 2, piece.len()))).bind(workspace.0);
        for row in bind_list(query, piece).fetch_all(&mut **tx).await? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}
