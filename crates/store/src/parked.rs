//! Inputs that keep failing, kept with the reason until somebody replays or drops them.

use crate::counter;
use crate::error::{Result, StoreError};
use crate::intake::{self, NewIntake};
use crate::list::{bind_list, pieces, with_list};
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns};
use model::{Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

/// An input to park: its envelope, packed as a batch of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewParked {
    pub message_id: String,
    pub intake_seq: i64,
    pub reason: String,
    pub payload: Vec<u8>,
    pub at: Timestamp,
}

/// A parked input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    pub id: i64,
    pub message_id: String,
    pub intake_seq: i64,
    pub reason: String,
    pub payload: Vec<u8>,
    pub at: Timestamp,
}

pub(crate) async fn write(tx: &mut Tx, dialect: Dialect, workspace: WorkspaceId, rows: &[NewParked]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    forget(tx, workspace, rows).await?;
    let first = counter::take(tx, workspace, "parked", rows.len()).await?;
    let mut bulk = Bulk::new("INSERT INTO parked (workspace, id, message_id, intake_seq, reason, payload, at)", "");
    for (id, row) in (first..).zip(rows) {
        bulk.row([
            workspace.0.into(),
            id.into(),
            row.message_id.as_str().into(),
            row.intake_seq.into(),
            row.reason.as_str().into(),
            row.payload.clone().into(),
            row.at.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// What is parked again, as when the same file comes twice, waits once, with its latest reason.
async fn forget(tx: &mut Tx, workspace: WorkspaceId, rows: &[NewParked]) -> Result<()> {
    let ids: Vec<String> = rows.iter().map(|row| row.message_id.clone()).collect();
    for piece in pieces(&ids) {
        let sql = with_list("DELETE FROM parked WHERE workspace = $1 AND message_id IN ({list})", 2, piece.len());
        bind_list(sqlx::query(AssertSqlSafe(sql)).bind(workspace.0), piece).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Parked inputs, newest first, before an id (`i64::MAX` for the first page).
pub async fn list(store: &Store, workspace: WorkspaceId, before: i64, limit: usize) -> Result<Vec<Parked>> {
    let rows = sqlx::query(
        "SELECT id, message_id, intake_seq, reason, payload, at FROM parked WHERE workspace = $1 AND id < $2 \
         ORDER BY id DESC LIMIT $3",
    )
    .bind(workspace.0)
    .bind(before)
    .bind(limit as i64)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(read).collect()
}

pub async fn count(store: &Store, workspace: WorkspaceId) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS n FROM parked WHERE workspace = $1")
        .bind(workspace.0)
        .fetch_one(store.reader())
        .await?;
    row.int("n")
}

/// Puts a parked input back at the end of the intake, in one transaction; returns its number there. Its message id
/// must not be among those seen, so the applier does not note parked inputs as seen.
pub async fn replay(store: &Store, workspace: WorkspaceId, id: i64) -> Result<i64> {
    let mut tx = store.begin().await?;
    let row = sqlx::query("DELETE FROM parked WHERE workspace = $1 AND id = $2 RETURNING payload")
        .bind(workspace.0)
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(|| StoreError::Missing(format!("parked input {id}")))?;
    let again = NewIntake { payload: row.bytes("payload")?, envelopes: 1 };
    let seq = intake::append_in(store, &mut tx, workspace, vec![again]).await?;
    store.commit(tx).await?;
    Ok(seq)
}

/// Drops a parked input for good; false when it is not there.
pub async fn discard(store: &Store, workspace: WorkspaceId, id: i64) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query("DELETE FROM parked WHERE workspace = $1 AND id = $2")
        .bind(workspace.0)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

fn read(row: &AnyRow) -> Result<Parked> {
    Ok(Parked {
        id: row.int("id")?,
        message_id: row.text("message_id")?,
        intake_seq: row.int("intake_seq")?,
        reason: row.text("reason")?,
        payload: row.bytes("payload")?,
        at: row.at("at")?,
    })
}
