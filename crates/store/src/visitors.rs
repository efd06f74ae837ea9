//! Visitors as the applier last wrote them.

use crate::error::Result;
use crate::find::listed;
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns};
use model::{ContactId, Visitor, VisitorId, WorkspaceId};
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// Writes visitors whole; of several with one id the last holds.
pub(crate) async fn write<'a>(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    visitors: impl Iterator<Item = &'a Visitor>,
) -> Result<()> {
    let last: BTreeMap<VisitorId, &Visitor> = visitors.map(|visitor| (visitor.id, visitor)).collect();
    let mut bulk = Bulk::new(
        "INSERT INTO visitor (workspace, id, anonymous_id, contact_id, created_at)",
        "ON CONFLICT (workspace, id) DO UPDATE SET anonymous_id = excluded.anonymous_id, \
         contact_id = excluded.contact_id, version = visitor.version + 1",
    );
    for visitor in last.values() {
        bulk.row([
            workspace.0.into(),
            visitor.id.0.into(),
            visitor.anonymous_id.as_str().into(),
            visitor.contact.map(|id| id.0).into(),
            visitor.created_at.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// The visitors of these ids, by id; those that do not exist are absent.
pub async fn by_ids(store: &Store, workspace: WorkspaceId, ids: &[VisitorId]) -> Result<Vec<Visitor>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = "SELECT id, anonymous_id, contact_id, created_at FROM visitor \
               WHERE workspace = $1 AND id IN ({list}) ORDER BY id";
    let read = |row: &AnyRow| {
        Ok(Visitor {
            id: VisitorId(row.int("id")?),
            anonymous_id: row.text("anonymous_id")?,
            contact: row.opt_int("contact_id")?.map(ContactId),
            created_at: row.at("created_at")?,
        })
    };
    listed(store, workspace, sql, &numbers).await?.iter().map(read).collect()
}
