//! The audit trail: who did what. Rows are only ever added.

use crate::error::Result;
use crate::open::{self, Store};
use crate::sql::Columns;
use model::{Timestamp, UserId, WorkspaceId};

/// A line of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub at: Timestamp,
    pub user: Option<UserId>,
    /// Name of the user or label of the key at that time; `somebody` when nobody was signed in.
    pub actor: String,
    /// `session.created`, `definition.published` …
    pub action: String,
    /// What it was done to: `segment/hot_leads`, `usr_00000002`.
    pub object: String,
    pub detail: String,
}

pub async fn append(store: &Store, workspace: WorkspaceId, entry: Entry) -> Result<()> {
    let mut tx = store.begin().await?;
    let id = crate::counter::take(&mut tx, workspace, "audit", 1).await?;
    sqlx::query(
        "INSERT INTO audit (workspace, id, at, user_id, actor, action, object, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(entry.at.0)
    .bind(entry.user.map(|user| user.0))
    .bind(entry.actor)
    .bind(entry.action)
    .bind(entry.object)
    .bind(entry.detail)
    .execute(&mut *tx)
    .await?;
    open::commit(tx).await
}

/// A page of the trail, the latest first, with how many lines there are; `action` empty for all.
pub async fn list(
    store: &Store,
    workspace: WorkspaceId,
    action: &str,
    offset: usize,
    limit: usize,
) -> Result<(Vec<(i64, Entry)>, u64)> {
    let rows = sqlx::query(
        "SELECT id, at, user_id, actor, action, object, detail FROM audit \
         WHERE workspace = $1 AND ($2 = '' OR action = $2) ORDER BY id DESC LIMIT $3 OFFSET $4",
    )
    .bind(workspace.0)
    .bind(action)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .bind(i64::try_from(offset).unwrap_or(i64::MAX))
    .fetch_all(store.reader())
    .await?;
    let entries = rows.iter().map(|row| {
        let entry = Entry {
            at: row.at("at")?,
            user: row.opt_int("user_id")?.map(UserId),
            actor: row.text("actor")?,
            action: row.text("action")?,
            object: row.text("object")?,
            detail: row.text("detail")?,
        };
        Ok((row.int("id")?, entry))
    });
    let entries = entries.collect::<Result<Vec<_>>>()?;
    let row = sqlx::query("SELECT COUNT(*) AS n FROM audit WHERE workspace = $1 AND ($2 = '' OR action = $2)")
        .bind(workspace.0)
        .bind(action)
        .fetch_one(store.reader())
        .await?;
    Ok((entries, u64::try_from(row.int("n")?).unwrap_or(0)))
}
