//! Sends that the database does not know of, because an older one was put in its place: made known again from what the
//! send journal remembers, so that nothing goes out a second time and no number is given away twice.

use crate::error::{Result, retrying};
use crate::intake::{self, NewIntake};
use crate::open::{Store, Tx};
use crate::sends::{COLUMNS, Send, read};
use crate::sql::Columns;
use model::{SendId, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

/// The token of the last claim that the database knows of.
pub async fn last_token(store: &Store, workspace: WorkspaceId) -> Result<i64> {
    let row = sqlx::query("SELECT next FROM counter WHERE workspace = $1 AND name = 'send_token'")
        .bind(workspace.0)
        .fetch_optional(store.reader())
        .await?;
    row.map_or(Ok(0), |row| Ok(row.int("next")? - 1))
}

/// Sends that the database knows as claimed or being handed over, with the token of their claim: what has become of them
/// since, an older database has not heard.
pub async fn open_claims(store: &Store, workspace: WorkspaceId) -> Result<HashSet<(SendId, i64)>> {
    let rows = sqlx::query("SELECT id, token FROM send WHERE workspace = $1 AND state IN ('leased', 'handing')")
        .bind(workspace.0)
        .fetch_all(store.reader())
        .await?;
    rows.iter().map(|row| Ok((SendId(row.int("id")?), row.int("token")?))).collect()
}

/// Puts sends as a journal remembers them (state, token, Message-ID and when handed over) where the database is behind,
/// and raises the counter of claims above them. `report` is given those that were put and returns intake rows. Returns them.
pub async fn restore(
    store: &Store,
    workspace: WorkspaceId,
    sends: &[Send],
    now: Timestamp,
    report: &(dyn Fn(&[Send]) -> Vec<NewIntake> + std::marker::Send + Sync),
) -> Result<Vec<Send>> {
    retrying!(attempt_restore(store, workspace, sends, now, report))
}

async fn attempt_restore(
    store: &Store,
    workspace: WorkspaceId,
    sends: &[Send],
    now: Timestamp,
    report: &(dyn Fn(&[Send]) -> Vec<NewIntake> + std::marker::Send + Sync),
) -> Result<Vec<Send>> {
    let mut tx = store.begin().await?;
    let mut restored = Vec::new();
    for send in sends {
        let known = update(&mut tx, workspace, send, now).await?;
        restored.extend(match known {
            Some(known) => Some(known),
            None => insert(&mut tx, workspace, send, now).await?,
        });
    }
    raise(&mut tx, workspace, "send_token", sends.iter().map(|send| send.token).max().unwrap_or(0)).await?;
    let feeds = if restored.is_empty() { Vec::new() } else { report(&restored) };
    if !feeds.is_empty() {
        intake::append_in(store, &mut tx, workspace, feeds).await?;
    }
    store.commit(tx).await?;
    Ok(restored)
}

/// A row that is there and behind.
async fn update(tx: &mut Tx, workspace: WorkspaceId, send: &Send, now: Timestamp) -> Result<Option<Send>> {
    let sql = format!(
        "UPDATE send SET state = $3, reason = $4, message_id = $5, handed_at = $6, token = $7, updated_at = $8 \
         WHERE workspace = $1 AND id = $2 AND contact_id = $9 AND occurrence = $10 \
         AND state IN ('queued', 'leased', 'deferred', 'handing') \
         AND (token < $7 OR (token = $7 AND state IN ('leased', 'handing'))) RETURNING {COLUMNS}"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(send.id.0)
        .bind(send.state.as_str().to_string())
        .bind(send.reason.clone())
        .bind(send.message_id.clone())
        .bind(send.handed_at.map(|at| at.0))
        .bind(send.token)
        .bind(now.0)
        .bind(send.contact.0)
        .bind(send.occurrence.clone())
        .fetch_optional(&mut **tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// A row that is not there.
async fn insert(tx: &mut Tx, workspace: WorkspaceId, send: &Send, now: Timestamp) -> Result<Option<Send>> {
    let sql = format!(
        "INSERT INTO send (workspace, id, run_id, program, occurrence, contact_id, address, address_key, email, \
         email_version, operational, details, state, due_at, attempt, token, message_id, reason, created_at, \
         updated_at, handed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16, $17, \
         $14, $14, $18) ON CONFLICT DO NOTHING RETURNING {COLUMNS}"
    );
    let key = (!send.operational && !send.address.is_empty()).then(|| send.address.clone());
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(send.id.0)
        .bind(send.run)
        .bind(send.program.clone())
        .bind(send.occurrence.clone())
        .bind(send.contact.0)
        .bind(send.address.clone())
        .bind(key)
        .bind(send.email.clone())
        .bind(i64::from(send.email_version))
        .bind(i64::from(send.operational))
        .bind(send.details.clone())
        .bind(send.state.as_str().to_string())
        .bind(now.0)
        .bind(send.token)
        .bind(send.message_id.clone())
        .bind(send.reason.clone())
        .bind(send.handed_at.map(|at| at.0))
        .fetch_optional(&mut **tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// No number of a send or run up to these is given away again: links and bounces of what has gone out name it.
pub async fn raise_numbers(store: &Store, workspace: WorkspaceId, send: i64, run: i64) -> Result<()> {
    let mut tx = store.begin().await?;
    raise(&mut tx, workspace, "send", send).await?;
    raise(&mut tx, workspace, "run", run).await?;
    store.commit(tx).await
}

/// No number up to `taken` is given away again.
async fn raise(tx: &mut Tx, workspace: WorkspaceId, name: &str, taken: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO counter (workspace, name, next) VALUES ($1, $2, $3) ON CONFLICT (workspace, name) \
         DO UPDATE SET next = CASE WHEN counter.next < $3 THEN $3 ELSE counter.next END",
    )
    .bind(workspace.0)
    .bind(name.to_string())
    .bind(taken + 1)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps runs from sending until a person has looked: running ones are paused, those whose time has come are cancelled.
/// Nothing happens where nothing was ever handed over. Returns how many runs were kept.
pub async fn keep_runs(store: &Store, workspace: WorkspaceId, reason: &str, now: Timestamp) -> Result<u64> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET finished_at = CASE WHEN state = 'running' THEN finished_at ELSE $3 END, \
         state = CASE WHEN state = 'running' THEN 'paused' ELSE 'cancelled' END, reason = $2 \
         WHERE workspace = $1 AND (state = 'running' OR (state = 'scheduled' AND scheduled_at <= $3)) \
         AND EXISTS (SELECT 1 FROM send WHERE send.workspace = $1 AND send.handed_at IS NOT NULL)",
    )
    .bind(workspace.0)
    .bind(reason.to_string())
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected())
}
