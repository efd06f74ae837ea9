//! The change log: one row an applier transaction, in commit order without gaps.

use crate::activities;
use crate::erasure::Erased;
use crate::error::{Result, StoreError};
use crate::open::{Store, Tx};
use crate::sql::Columns;
use model::{Change, ChangeBatch, WorkspaceId};
use sqlx::Row;

pub(crate) async fn write(tx: &mut Tx, workspace: WorkspaceId, batch: &ChangeBatch) -> Result<()> {
    let payload = batch.pack().map_err(|e| StoreError::corrupt("a change", e))?;
    sqlx::query(
        "INSERT INTO change_log (workspace, seq, evaluated_to, ledger_first, ledger_last, payload) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(workspace.0)
    .bind(batch.seq)
    .bind(batch.now.0)
    .bind(batch.ledger.map(|(first, _)| first))
    .bind(batch.ledger.map(|(_, last)| last))
    .bind(payload)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The batches after a number, in order, with their activities filled in from the ledger.
pub async fn read(store: &Store, workspace: WorkspaceId, after: i64, limit: usize) -> Result<Vec<ChangeBatch>> {
    let rows = sqlx::query("SELECT payload FROM change_log WHERE workspace = $1 AND seq > $2 ORDER BY seq LIMIT $3")
        .bind(workspace.0)
        .bind(after)
        .bind(limit as i64)
        .fetch_all(store.reader())
        .await?;
    let mut batches = Vec::with_capacity(rows.len());
    for row in rows {
        let batch = ChangeBatch::unpack(&row.bytes("payload")?).map_err(|e| StoreError::corrupt("a change", e))?;
        batches.push(batch);
    }
    let first = batches.iter().find_map(|batch| batch.ledger).map(|(first, _)| first);
    let last = batches.iter().rev().find_map(|batch| batch.ledger).map(|(_, last)| last);
    let (Some(first), Some(last)) = (first, last) else { return Ok(batches) };
    let mut ledger = activities::between(store, workspace, first, last).await?.into_iter().peekable();
    for batch in &mut batches {
        let Some((_, last)) = batch.ledger else { continue };
        while let Some(activity) = ledger.next_if(|activity| activity.number <= last) {
            batch.activities.push(activity);
        }
    }
    Ok(batches)
}

/// Takes the values of erased contacts, and of those merged into them, out of the log: the only rewriting that it
/// allows. What remains are numbers and times. Reads the whole log, as rare as erasing is.
pub(crate) async fn forget(tx: &mut Tx, workspace: WorkspaceId, erased: &Erased) -> Result<()> {
    let mut after = 0;
    loop {
        let page = "SELECT seq, payload FROM change_log WHERE workspace = $1 AND seq > $2 ORDER BY seq LIMIT 64";
        let rows = sqlx::query(page).bind(workspace.0).bind(after).fetch_all(&mut **tx).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            after = row.int("seq")?;
            let unpacked = ChangeBatch::unpack(&row.bytes("payload")?);
            let mut batch = unpacked.map_err(|e| StoreError::corrupt("a change", e))?;
            if emptied(&mut batch.changes, erased) {
                let payload = batch.pack().map_err(|e| StoreError::corrupt("a change", e))?;
                let update = "UPDATE change_log SET payload = $3 WHERE workspace = $1 AND seq = $2";
                sqlx::query(update).bind(workspace.0).bind(after).bind(payload).execute(&mut **tx).await?;
            }
        }
    }
}

/// Empties the changes that hold values of erased contacts; whether there were any.
pub(crate) fn emptied(changes: &mut [Change], erased: &Erased) -> bool {
    changes.iter_mut().fold(false, |any, change| empty(change, erased) | any)
}

fn empty(change: &mut Change, erased: &Erased) -> bool {
    match change {
        Change::Contact(contact) if erased.contacts.contains(&contact.id) => {
            contact.fields.clear();
            (contact.email, contact.external_id) = (None, None);
            true
        }
        Change::Lead(lead) if erased.contacts.contains(&lead.contact) => {
            lead.fields.clear();
            if let Some(aql) = &mut lead.aql {
                aql.reasons.clear();
            }
            if let Some(handover) = &mut lead.handover {
                (handover.reason, handover.note) = (None, None);
            }
            true
        }
        Change::Opportunity(opportunity) if erased.opportunities.contains(&opportunity.id) => {
            erased.traces.out_of_fields(&mut opportunity.fields)
        }
        Change::Visitor(visitor) if erased.visitors.contains(&visitor.id) => {
            visitor.anonymous_id.clear();
            true
        }
        _ => false,
    }
}

/// The number of the last batch, 0 when there is none yet.
pub async fn last(store: &Store, workspace: WorkspaceId) -> Result<i64> {
    let row = sqlx::query("SELECT COALESCE(MAX(seq), 0) FROM change_log WHERE workspace = $1")
        .bind(workspace.0)
        .fetch_one(store.reader())
        .await?;
    Ok(row.try_get(0)?)
}
