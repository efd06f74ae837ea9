//! How far mailboxes have been read.

use crate::error::Result;
use crate::open::Store;
use crate::sql::Columns;
use model::WorkspaceId;

/// The validity of a mailbox's numbers and the last of them that was read.
pub async fn place(store: &Store, workspace: WorkspaceId, mailbox: &str) -> Result<Option<(u32, u32)>> {
    let row = sqlx::query("SELECT validity, uid FROM mailbox WHERE workspace = $1 AND name = $2")
        .bind(workspace.0)
        .bind(mailbox.to_string())
        .fetch_optional(store.reader())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let number = |column| row.int(column).map(|number| u32::try_from(number).unwrap_or_default());
    Ok(Some((number("validity")?, number("uid")?)))
}

pub async fn remember(store: &Store, workspace: WorkspaceId, mailbox: &str, (validity, uid): (u32, u32)) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "INSERT INTO mailbox (workspace, name, validity, uid) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (workspace, name) DO UPDATE SET validity = excluded.validity, uid = excluded.uid",
    )
    .bind(workspace.0)
    .bind(mailbox.to_string())
    .bind(i64::from(validity))
    .bind(i64::from(uid))
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await
}
