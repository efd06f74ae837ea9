//! The capture outbox: mail as a recipient would have got it, when no SMTP server is configured.

use crate::counter;
use crate::error::{Result, StoreError};
use crate::open::Store;
use crate::sql::Columns;
use model::{SendId, Timestamp, WorkspaceId};
use sqlx::any::AnyRow;

/// A captured message to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// `None` for tests and alerts.
    pub send: Option<SendId>,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub mime: Vec<u8>,
    pub at: Timestamp,
}

/// A captured message without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: i64,
    pub send: Option<SendId>,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub at: Timestamp,
}

/// Keeps a message and returns its id.
pub async fn add(store: &Store, workspace: WorkspaceId, message: &NewMessage) -> Result<i64> {
    let mut tx = store.begin().await?;
    let id = counter::take(&mut tx, workspace, "outbox", 1).await?;
    sqlx::query(
        "INSERT INTO outbox (workspace, id, send_id, sender, recipient, subject, mime, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(message.send.map(|id| id.0))
    .bind(message.from.clone())
    .bind(message.to.clone())
    .bind(message.subject.clone())
    .bind(message.mime.clone())
    .bind(message.at.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(id)
}

/// Messages, newest first, before an id (`i64::MAX` for the first page).
pub async fn page(store: &Store, workspace: WorkspaceId, before: i64, limit: usize) -> Result<Vec<Message>> {
    let rows = sqlx::query(
        "SELECT id, send_id, sender, recipient, subject, at FROM outbox WHERE workspace = $1 AND id < $2 \
         ORDER BY id DESC LIMIT $3",
    )
    .bind(workspace.0)
    .bind(before)
    .bind(limit as i64)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(read).collect()
}

/// A message with its text.
pub async fn get(store: &Store, workspace: WorkspaceId, id: i64) -> Result<(Message, Vec<u8>)> {
    let row = sqlx::query(
        "SELECT id, send_id, sender, recipient, subject, at, mime FROM outbox WHERE workspace = $1 AND id = $2",
    )
    .bind(workspace.0)
    .bind(id)
    .fetch_optional(store.reader())
    .await?
    .ok_or_else(|| StoreError::Missing(format!("message {id}")))?;
    Ok((read(&row)?, row.bytes("mime")?))
}

pub async fn count(store: &Store, workspace: WorkspaceId) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS n FROM outbox WHERE workspace = $1")
        .bind(workspace.0)
        .fetch_one(store.reader())
        .await?;
    row.int("n")
}

fn read(row: &AnyRow) -> Result<Message> {
    Ok(Message {
        id: row.int("id")?,
        send: row.opt_int("send_id")?.map(SendId),
        from: row.text("sender")?,
        to: row.text("recipient")?,
        subject: row.text("subject")?,
        at: row.at("at")?,
    })
}
