//! The intake: what has entered, in one order without gaps. Appending for many senders at once is [`crate::writer`]'s.

use crate::error::{Result, StoreError};
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns};
use model::{Timestamp, WorkspaceId};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// So many rows are looked at first for what the next batch takes.
const FEW: usize = 64;
/// Longest payload of one row, in bytes.
pub const MAX_PAYLOAD: usize = 16 << 20;

/// A row to append: a packed batch of envelopes (`model::input::pack`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIntake {
    pub payload: Vec<u8>,
    /// How many envelopes it holds.
    pub envelopes: usize,
}

/// A row as it was appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeRow {
    pub seq: i64,
    pub payload: Vec<u8>,
    pub envelopes: i64,
    pub received_at: Timestamp,
}

/// Appends rows inside a transaction and returns the number of the first; the rest follow it. The order is taken under
/// the lock of the head row, which is held until the transaction ends: append last and commit at once.
pub async fn append_in(store: &Store, tx: &mut Tx, workspace: WorkspaceId, rows: Vec<NewIntake>) -> Result<i64> {
    append_at(tx, store.dialect(), workspace, rows, crate::open::now()).await
}

pub(crate) async fn append_at(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    rows: Vec<NewIntake>,
    at: Timestamp,
) -> Result<i64> {
    for row in &rows {
        check_size(row.payload.len())?;
    }
    let count = rows.len() as i64;
    let head = sqlx::query("UPDATE intake_head SET next = next + $2 WHERE workspace = $1 RETURNING next")
        .bind(workspace.0)
        .bind(count)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| StoreError::Missing(format!("workspace {workspace}")))?;
    let first = head.try_get::<i64, _>(0)? - count;
    let mut bulk = Bulk::new("INSERT INTO intake (workspace, seq, envelopes, received_at, payload)", "");
    for (seq, row) in (first..).zip(rows) {
        bulk.row([workspace.0.into(), seq.into(), (row.envelopes as i64).into(), at.into(), row.payload.into()]);
    }
    bulk.run(tx, dialect).await?;
    Ok(first)
}

pub(crate) fn check_size(size: usize) -> Result<()> {
    if size > MAX_PAYLOAD {
        return Err(StoreError::TooLarge { what: "a batch of events", size, most: MAX_PAYLOAD });
    }
    Ok(())
}

/// The rows after a number, in order.
pub async fn read(store: &Store, workspace: WorkspaceId, after: i64, limit: usize) -> Result<Vec<IntakeRow>> {
    let rows = sqlx::query(
        "SELECT seq, payload, envelopes, received_at FROM intake WHERE workspace = $1 AND seq > $2 \
         ORDER BY seq LIMIT $3",
    )
    .bind(workspace.0)
    .bind(after)
    .bind(limit as i64)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(intake_row).collect()
}

fn intake_row(row: &AnyRow) -> Result<IntakeRow> {
    Ok(IntakeRow {
        seq: row.int("seq")?,
        payload: row.bytes("payload")?,
        envelopes: row.int("envelopes")?,
        received_at: row.at("received_at")?,
    })
}

/// The rows after a number, in order: as many as hold `most` envelopes together, and one at least.
pub async fn next(store: &Store, workspace: WorkspaceId, after: i64, most: usize) -> Result<Vec<IntakeRow>> {
    // A few rows of many events fill a batch: not all that waits need be looked at.
    let most = most.max(1);
    let (mut last, mut envelopes) = (after, 0);
    for limit in [FEW.min(most), most] {
        // SQLite plans a statement anew whenever its LIMIT is bound, and this one is asked all the time.
        let sql =
            format!("SELECT seq, envelopes FROM intake WHERE workspace = $1 AND seq > $2 ORDER BY seq LIMIT {limit}");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(last).fetch_all(store.reader()).await?;
        for row in &rows {
            envelopes += row.int("envelopes")?;
            if last > after && envelopes > most as i64 {
                break;
            }
            last = row.int("seq")?;
        }
        if rows.len() < limit || envelopes >= most as i64 {
            break;
        }
    }
    if last == after {
        return Ok(Vec::new());
    }
    let sql = "SELECT seq, payload, envelopes, received_at FROM intake WHERE workspace = $1 AND seq > $2 AND seq <= $3 \
               ORDER BY seq";
    let query = sqlx::query(sql).bind(workspace.0).bind(after).bind(last);
    query.fetch_all(store.reader()).await?.iter().map(intake_row).collect()
}

/// The number of the last row, 0 when there is none yet.
pub async fn last(store: &Store, workspace: WorkspaceId) -> Result<i64> {
    let row = sqlx::query("SELECT next FROM intake_head WHERE workspace = $1")
        .bind(workspace.0)
        .fetch_optional(store.reader())
        .await?;
    row.map_or(Ok(0), |row| Ok(row.int("next")? - 1))
}

/// Drops applied rows that were received before a time; returns how many went. What is not yet applied stays.
pub async fn forget(store: &Store, workspace: WorkspaceId, before: Timestamp) -> Result<u64> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "DELETE FROM intake WHERE workspace = $1 AND received_at < $2 \
         AND seq <= (SELECT applied FROM applier WHERE workspace = $1)",
    )
    .bind(workspace.0)
    .bind(before.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected())
}
