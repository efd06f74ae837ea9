//! The consent ledger: who gave or withdrew consent, when, on what basis. Append-only, it is the proof.

use crate::counter;
use crate::error::Result;
use crate::find::listed;
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns};
use model::{ContactId, Timestamp, UserId, WorkspaceId};
use std::collections::HashMap;

const OF_CONTACT: &str = "SELECT contact_id, given, basis, source, user_id, at FROM consent WHERE workspace = $1 AND \
                          contact_id = $2 ORDER BY id DESC LIMIT 1000";
// By contact first: where the number alone is the order, SQLite takes its index and goes through all contacts' entries.
const LATEST: &str = "SELECT contact_id, given FROM consent WHERE workspace = $1 AND contact_id IN ({list}) ORDER BY \
                      contact_id, id";

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub contact: ContactId,
    pub given: bool,
    /// "web form", "existing customer", "unsubscribed" …
    pub basis: String,
    pub source: String,
    pub user: Option<UserId>,
    pub at: Timestamp,
}

pub(crate) async fn write(tx: &mut Tx, dialect: Dialect, workspace: WorkspaceId, rows: &[Consent]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let first = counter::take(tx, workspace, "consent", rows.len()).await?;
    let mut bulk = Bulk::new("INSERT INTO consent (workspace, id, contact_id, given, basis, source, user_id, at)", "");
    for (id, row) in (first..).zip(rows) {
        bulk.row([
            workspace.0.into(),
            id.into(),
            row.contact.0.into(),
            row.given.into(),
            row.basis.as_str().into(),
            row.source.as_str().into(),
            row.user.map(|id| id.0).into(),
            row.at.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// The entries of a contact, newest first.
pub async fn of_contact(store: &Store, workspace: WorkspaceId, contact: ContactId) -> Result<Vec<Consent>> {
    let query = sqlx::query(OF_CONTACT).bind(workspace.0).bind(contact.0);
    let rows = query.fetch_all(store.reader()).await?;
    rows.iter()
        .map(|row| {
            Ok(Consent {
                contact: ContactId(row.int("contact_id")?),
                given: row.flag("given")?,
                basis: row.text("basis")?,
                source: row.text("source")?,
                user: row.opt_int("user_id")?.map(UserId),
                at: row.at("at")?,
            })
        })
        .collect()
}

/// What was last said about marketing mail to these contacts; those of whom nothing is known are absent.
pub async fn latest(store: &Store, workspace: WorkspaceId, contacts: &[ContactId]) -> Result<HashMap<ContactId, bool>> {
    let numbers: Vec<i64> = contacts.iter().map(|contact| contact.0).collect();
    let rows = listed(store, workspace, LATEST, &numbers).await?;
    // The later one wins.
    rows.iter().map(|row| Ok((ContactId(row.int("contact_id")?), row.flag("given")?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::searches;

    #[tokio::test]
    async fn what_is_asked_for_each_message_goes_through_no_other_contacts() {
        for sql in [OF_CONTACT, LATEST] {
            let by = "SEARCH consent USING INDEX consent_contact (workspace=? AND contact_id=?)";
            assert_eq!(searches(sql).await, [by]);
        }
    }
}
