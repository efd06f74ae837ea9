//! Message ids that have had their effect: an id that comes again has none, and whoever waits reads its answer here.

use crate::error::Result;
use crate::find::listed;
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns};
use model::{Timestamp, WorkspaceId};
use sqlx::any::AnyRow;
use std::collections::HashMap;

/// A message that was applied, with its outcome as JSON text (`""` when nobody waits for one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub message_id: String,
    pub outcome: String,
}

/// What became of a message, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    pub outcome: String,
    pub at: Timestamp,
}

/// Those of the ids that have been applied.
pub async fn outcomes(store: &Store, workspace: WorkspaceId, ids: &[String]) -> Result<HashMap<String, Applied>> {
    let sql = "SELECT message_id, outcome, at FROM seen WHERE workspace = $1 AND message_id IN ({list})";
    let rows = listed(store, workspace, sql, ids).await?;
    let applied =
        |row: &AnyRow| -> Result<Applied> { Ok(Applied { outcome: row.text("outcome")?, at: row.at("at")? }) };
    rows.iter().map(|row| Ok((row.text("message_id")?, applied(row)?))).collect()
}

/// Fails with a taken key when an id was seen before: nothing of the transaction then happens.
pub(crate) async fn write(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    seen: &[Seen],
    at: Timestamp,
) -> Result<()> {
    let mut bulk = Bulk::new("INSERT INTO seen (workspace, message_id, outcome, at)", "");
    for one in seen {
        bulk.row([workspace.0.into(), one.message_id.as_str().into(), one.outcome.as_str().into(), at.into()]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// Drops ids seen before a time: a sender that repeats itself later than that is taken anew.
pub async fn forget(store: &Store, workspace: WorkspaceId, before: Timestamp) -> Result<u64> {
    let mut tx = store.begin().await?;
    let done = sqlx::query("DELETE FROM seen WHERE workspace = $1 AND at < $2")
        .bind(workspace.0)
        .bind(before.0)
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected())
}
