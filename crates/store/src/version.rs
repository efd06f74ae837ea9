//! The next version of a definition: written once, never changed but for its state.

use crate::definitions::{COLUMNS, missing, read};
use crate::error::{Result, StoreError};
use crate::open::Tx;
use crate::sql::Columns;
use model::{Definition, DefinitionKind, Timestamp, UserId, WorkspaceId};
use sqlx::AssertSqlSafe;

/// Who publishes, why and when.
#[derive(Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) author: Option<UserId>,
    pub(crate) note: &'a str,
    pub(crate) now: Timestamp,
}

/// What becomes the next version of a definition.
pub(crate) enum Next<'a> {
    Draft,
    Body(&'a str),
    Version(i32),
    Withdrawal,
}

/// Writes the next version. Two that publish one definition at once collide on its number, and the second fails.
pub(crate) async fn version(
    tx: &mut Tx,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    next: &Next<'_>,
    by: By<'_>,
) -> Result<Definition> {
    let withdraws = matches!(next, Next::Withdrawal);
    let body = match next {
        Next::Draft => draft_body(tx, workspace, kind, key).await?,
        Next::Body(body) => (*body).to_string(),
        Next::Version(version) => version_body(tx, workspace, kind, key, *version).await?,
        Next::Withdrawal => in_force(tx, workspace, kind, key).await?.ok_or_else(|| missing(kind, key))?,
    };
    sqlx::query(
        "UPDATE definition SET state = 'archived' WHERE workspace = $1 AND kind = $2 AND key = $3 \
         AND state = 'published'",
    )
    .bind(workspace.0)
    .bind(kind.as_str())
    .bind(key.to_string())
    .execute(&mut **tx)
    .await?;
    if !withdraws {
        // A draft that says the same is in force now. One that says something else is somebody's work and stays.
        sqlx::query("DELETE FROM definition_draft WHERE workspace = $1 AND kind = $2 AND key = $3 AND body = $4")
            .bind(workspace.0)
            .bind(kind.as_str())
            .bind(key.to_string())
            .bind(body.clone())
            .execute(&mut **tx)
            .await?;
    }
    let sql = format!(
        "INSERT INTO definition (workspace, kind, key, version, state, withdraws, body, author, note, at) \
         SELECT $1, $2, $3, 1 + COALESCE(MAX(version), 0), $4, $5, $6, $7, $8, $9 FROM definition \
         WHERE workspace = $1 AND kind = $2 AND key = $3 RETURNING {COLUMNS}"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(kind.as_str())
        .bind(key.to_string())
        .bind(if withdraws { "archived" } else { "published" })
        .bind(i64::from(withdraws))
        .bind(body)
        .bind(by.author.map(|id| id.0))
        .bind(by.note.to_string())
        .bind(by.now.0)
        .fetch_one(&mut **tx)
        .await?;
    read(&row)
}

async fn draft_body(tx: &mut Tx, workspace: WorkspaceId, kind: DefinitionKind, key: &str) -> Result<String> {
    let row = sqlx::query("SELECT body FROM definition_draft WHERE workspace = $1 AND kind = $2 AND key = $3")
        .bind(workspace.0)
        .bind(kind.as_str())
        .bind(key.to_string())
        .fetch_optional(&mut **tx)
        .await?;
    row.ok_or_else(|| StoreError::Missing(format!("a draft of {} \"{key}\"", kind.as_str())))?.text("body")
}

async fn version_body(
    tx: &mut Tx,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    version: i32,
) -> Result<String> {
    let row =
        sqlx::query("SELECT body FROM definition WHERE workspace = $1 AND kind = $2 AND key = $3 AND version = $4")
            .bind(workspace.0)
            .bind(kind.as_str())
            .bind(key.to_string())
            .bind(i64::from(version))
            .fetch_optional(&mut **tx)
            .await?;
    row.ok_or_else(|| missing(kind, key))?.text("body")
}

pub(crate) async fn in_force(
    tx: &mut Tx,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
) -> Result<Option<String>> {
    let row = sqlx::query(
        "SELECT body FROM definition WHERE workspace = $1 AND kind = $2 AND key = $3 AND state = 'published'",
    )
    .bind(workspace.0)
    .bind(kind.as_str())
    .bind(key.to_string())
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| row.text("body")).transpose()
}
