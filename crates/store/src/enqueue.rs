//! Adding sends: one for each contact of an occurrence and, for marketing, one for each address.

use crate::counter;
use crate::error::Result;
use crate::list::{bind_list, pieces, with_list};
use crate::open::{Dialect, Store, Tx};
use crate::sends::{DUPLICATE, NewSend, SendState};
use crate::sql::{Bulk, Columns};
use fault::{Bug, bug};
use model::{Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

const OF_ADDRESSES: &str =
    "SELECT address_key FROM send WHERE workspace = $1 AND occurrence = $2 AND address_key IN ({list})";
// From the few that were merged to their sends, never from the sends of an occurrence, of which there may be a million:
// SQLite joins in the order of a CROSS JOIN.
const OF_MERGED: &str = "SELECT contact.merged_into FROM contact CROSS JOIN send WHERE contact.workspace = $1 \
                         AND contact.merged_into IN ({list}) AND send.workspace = contact.workspace \
                         AND send.occurrence = $2 AND send.contact_id = contact.id AND send.address_key IS NOT NULL";

/// Adds sends outside the applier's transaction.
pub async fn add(store: &Store, workspace: WorkspaceId, rows: &[NewSend], now: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    write(&mut tx, store.dialect(), workspace, rows, now).await?;
    store.commit(tx).await
}

pub(crate) async fn write(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    rows: &[NewSend],
    now: Timestamp,
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut taken = taken(tx, workspace, rows).await?;
    let first = counter::take(tx, workspace, "send", rows.len()).await?;
    let mut bulk = Bulk::new(
        "INSERT INTO send (workspace, id, run_id, program, occurrence, contact_id, address, address_key, email, \
         email_version, operational, details, state, due_at, reason, created_at, updated_at)",
        "ON CONFLICT (workspace, occurrence, contact_id) DO NOTHING",
    );
    for (id, row) in (first..).zip(rows) {
        let marketing = !row.operational && row.held.is_none() && !row.address.is_empty() && !bug(Bug::AddressTwice);
        let duplicate = marketing && !taken.insert((row.occurrence.clone(), row.address.clone()));
        let reason = row.held.clone().or_else(|| duplicate.then(|| DUPLICATE.to_string()));
        let state = if reason.is_some() { SendState::Held } else { SendState::Queued };
        bulk.row([
            workspace.0.into(),
            id.into(),
            row.run.into(),
            row.program.clone().into(),
            row.occurrence.as_str().into(),
            row.contact.0.into(),
            row.address.as_str().into(),
            (marketing && !duplicate).then(|| row.address.clone()).into(),
            row.email.as_str().into(),
            i64::from(row.email_version).into(),
            row.operational.into(),
            row.details.as_str().into(),
            state.as_str().into(),
            row.due_at.into(),
            reason.into(),
            now.into(),
            now.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// The (occurrence, address) pairs that must not be used again: those that have their send, also when the contact it
/// was made for has since been merged into one of these.
async fn taken(tx: &mut Tx, workspace: WorkspaceId, rows: &[NewSend]) -> Result<HashSet<(String, String)>> {
    let mut taken = HashSet::new();
    let mut occurrences: Vec<&str> = rows.iter().map(|row| row.occurrence.as_str()).collect();
    occurrences.sort_unstable();
    occurrences.dedup();
    for occurrence in occurrences {
        let of_it: Vec<&NewSend> = rows.iter().filter(|row| row.occurrence == occurrence && !row.operational).collect();
        for piece in pieces(&of_it) {
            let addresses: Vec<String> = piece.iter().map(|row| row.address.clone()).collect();
            let contacts: Vec<i64> = piece.iter().map(|row| row.contact.0).collect();
            // The same contact again is no duplicate: its row is there and the insert passes over it.
            let query = sqlx::query(AssertSqlSafe(with_list(OF_ADDRESSES, 3, addresses.len())));
            let query = bind_list(query.bind(workspace.0).bind(occurrence.to_string()), &addresses);
            for row in query.fetch_all(&mut **tx).await? {
                taken.insert((occurrence.to_string(), row.text("address_key")?));
            }
            let query = sqlx::query(AssertSqlSafe(with_list(OF_MERGED, 3, contacts.len())));
            let query = bind_list(query.bind(workspace.0).bind(occurrence.to_string()), &contacts);
            for row in query.fetch_all(&mut **tx).await? {
                let winner = row.int("merged_into")?;
                let theirs = piece.iter().filter(|row| row.contact.0 == winner);
                taken.extend(theirs.map(|row| (occurrence.to_string(), row.address.clone())));
            }
        }
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::searches;

    #[tokio::test]
    async fn what_is_asked_for_each_chunk_goes_through_no_other_sends() {
        let by = [
            "SEARCH contact USING INDEX contact_merged (workspace=? AND merged_into=?)",
            "SEARCH send USING INDEX send_once (workspace=? AND occurrence=? AND contact_id=?)",
        ];
        assert_eq!(searches(OF_MERGED).await, by);
        let by = "SEARCH send USING INDEX send_once_address (workspace=? AND occurrence=? AND address_key=?)";
        assert_eq!(searches(OF_ADDRESSES).await, [by]);
    }
}
