//! Sessions: which browser is signed in as whom. Tokens are known by their hash only.

use crate::error::Result;
use crate::open::{self, Store};
use crate::sql::Columns;
use model::{Timestamp, UserId, WorkspaceId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub workspace: WorkspaceId,
    pub user: UserId,
    pub created_at: Timestamp,
    /// Noted every few minutes, not at every request.
    pub used_at: Timestamp,
}

/// Opens a session and forgets those of the workspace that were last used before `stale`.
pub async fn create(
    store: &Store,
    workspace: WorkspaceId,
    hash: &str,
    user: UserId,
    at: Timestamp,
    stale: Timestamp,
) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query("DELETE FROM app_session WHERE workspace = $1 AND used_at < $2")
        .bind(workspace.0)
        .bind(stale.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query("INSERT INTO app_session (hash, workspace, user_id, created_at, used_at) VALUES ($1, $2, $3, $4, $4)")
        .bind(hash)
        .bind(workspace.0)
        .bind(user.0)
        .bind(at.0)
        .execute(&mut *tx)
        .await?;
    open::commit(tx).await
}

pub async fn get(store: &Store, hash: &str) -> Result<Option<Session>> {
    let row = sqlx::query("SELECT workspace, user_id, created_at, used_at FROM app_session WHERE hash = $1")
        .bind(hash)
        .fetch_optional(store.reader())
        .await?;
    row.map(|row| {
        Ok(Session {
            workspace: WorkspaceId(row.int("workspace")?),
            user: UserId(row.int("user_id")?),
            created_at: row.at("created_at")?,
            used_at: row.at("used_at")?,
        })
    })
    .transpose()
}

pub async fn touch(store: &Store, hash: &str, at: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query("UPDATE app_session SET used_at = $2 WHERE hash = $1").bind(hash).bind(at.0).execute(&mut *tx).await?;
    open::commit(tx).await
}

pub async fn delete(store: &Store, hash: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query("DELETE FROM app_session WHERE hash = $1").bind(hash).execute(&mut *tx).await?;
    open::commit(tx).await
}
