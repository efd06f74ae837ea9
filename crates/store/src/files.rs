//! Files for messages: pictures, and what is attached. Named by the hash of their content, so the same file is kept once
//! and an address never shows another.

use crate::error::{Result, StoreError, retrying};
use crate::find::listed;
use crate::open::Store;
use crate::sql::Columns;
use model::{Timestamp, UserId, WorkspaceId};
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// A file without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// SHA-256 in hexadecimal digits.
    pub hash: String,
    /// Its ending: `png`, `pdf` …
    pub kind: String,
    /// As it was called where it came from.
    pub name: String,
    /// Pixels of a picture, else 0.
    pub width: i64,
    pub height: i64,
    pub size: i64,
    pub user: Option<UserId>,
    pub created_at: Timestamp,
}

/// Keeps a file, and answers with what is kept: one that is there already stays as it is, its ending and name too.
pub async fn keep(store: &Store, workspace: WorkspaceId, file: &File, content: &[u8]) -> Result<File> {
    retrying!(attempt_keep(store, workspace, file, content))?;
    let kept = of(store, workspace, std::slice::from_ref(&file.hash)).await?;
    kept.into_iter().next().ok_or_else(|| StoreError::Missing(format!("file \"{}\"", file.hash)))
}

async fn attempt_keep(store: &Store, workspace: WorkspaceId, file: &File, content: &[u8]) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "INSERT INTO file (workspace, hash, kind, name, width, height, size, content, user_id, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (workspace, hash) DO NOTHING",
    )
    .bind(workspace.0)
    .bind(file.hash.clone())
    .bind(file.kind.clone())
    .bind(file.name.clone())
    .bind(file.width)
    .bind(file.height)
    .bind(file.size)
    .bind(content.to_vec())
    .bind(file.user.map(|user| user.0))
    .bind(file.created_at.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await
}

/// The latest pictures first.
pub async fn list(store: &Store, workspace: WorkspaceId, limit: usize) -> Result<Vec<File>> {
    let rows = sqlx::query(
        "SELECT hash, kind, name, width, height, size, user_id, created_at FROM file WHERE workspace = $1 \
         AND width > 0 ORDER BY created_at DESC, hash LIMIT $2",
    )
    .bind(workspace.0)
    .bind(limit as i64)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(read).collect()
}

/// What is in a file, with its kind.
pub async fn content(store: &Store, workspace: WorkspaceId, hash: &str) -> Result<Option<(String, Vec<u8>)>> {
    let row = sqlx::query("SELECT kind, content FROM file WHERE workspace = $1 AND hash = $2")
        .bind(workspace.0)
        .bind(hash.to_string())
        .fetch_optional(store.reader())
        .await?;
    row.map(|row| Ok((row.text("kind")?, row.bytes("content")?))).transpose()
}

/// The files of these hashes; those that are not there are absent.
pub async fn of(store: &Store, workspace: WorkspaceId, hashes: &[String]) -> Result<Vec<File>> {
    let sql = "SELECT hash, kind, name, width, height, size, user_id, created_at FROM file WHERE workspace = $1 \
               AND hash IN ({list})";
    listed(store, workspace, sql, hashes).await?.iter().map(read).collect()
}

/// Bytes of the pictures of these hashes, by hash; those that are not there are absent.
pub async fn sizes(store: &Store, workspace: WorkspaceId, hashes: &[String]) -> Result<BTreeMap<String, i64>> {
    let sql = "SELECT hash, size FROM file WHERE workspace = $1 AND hash IN ({list})";
    listed(store, workspace, sql, hashes).await?.iter().map(|row| Ok((row.text("hash")?, row.int("size")?))).collect()
}

fn read(row: &AnyRow) -> Result<File> {
    Ok(File {
        hash: row.text("hash")?,
        kind: row.text("kind")?,
        name: row.text("name")?,
        width: row.int("width")?,
        height: row.int("height")?,
        size: row.int("size")?,
        user: row.opt_int("user_id")?.map(UserId),
        created_at: row.at("created_at")?,
    })
}
