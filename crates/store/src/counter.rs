//! Numbers for rows that the applier does not number: taken inside the transaction that uses them.

use crate::error::Result;
use crate::open::Tx;
use model::WorkspaceId;
use sqlx::Row;

/// Takes `count` numbers in a row and returns the first; the first ever is 1.
pub async fn take(tx: &mut Tx, workspace: WorkspaceId, name: &str, count: usize) -> Result<i64> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let row = sqlx::query(
        "INSERT INTO counter (workspace, name, next) VALUES ($1, $2, $3 + 1) \
         ON CONFLICT (workspace, name) DO UPDATE SET next = counter.next + $3 RETURNING next",
    )
    .bind(workspace.0)
    .bind(name)
    .bind(count)
    .fetch_one(&mut **tx)
    .await?;
    let next: i64 = row.try_get(0)?;
    Ok(next - count)
}
