//! Which contacts an import made, changed or found as they were.

use crate::error::Result;
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns};
use model::{ContactId, ImportId, WorkspaceId};

/// The contacts of an import, in order.
pub async fn list(store: &Store, workspace: WorkspaceId, import: ImportId) -> Result<Vec<ContactId>> {
    let sql = "SELECT contact_id FROM import_contact WHERE workspace = $1 AND import_id = $2 ORDER BY contact_id";
    let rows = sqlx::query(sql).bind(workspace.0).bind(import.0).fetch_all(store.reader()).await?;
    rows.iter().map(|row| Ok(ContactId(row.int("contact_id")?))).collect()
}

/// Adds those that are not there yet.
pub(crate) async fn add(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    import: ImportId,
    contacts: &[ContactId],
) -> Result<()> {
    let mut bulk =
        Bulk::new("INSERT INTO import_contact (workspace, import_id, contact_id)", " ON CONFLICT DO NOTHING");
    for contact in contacts {
        bulk.row([workspace.0.into(), import.0.into(), contact.0.into()]);
    }
    bulk.run(tx, dialect).await.map(drop)
}
