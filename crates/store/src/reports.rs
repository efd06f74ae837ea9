//! What providers have reported: what was told already has no effect again, and what has arrived is no longer in doubt.

use crate::error::Result;
use crate::find::listed;
use crate::list::{bind_list, pieces, with_list};
use crate::open::Store;
use crate::sql::{Bulk, Columns};
use model::{DAY, SendId, Timestamp, WorkspaceId};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use std::collections::HashMap;

/// Longer than any provider goes on telling, and than the oldest message of SNS that is taken.
const KEPT: i64 = 9 * DAY;

/// Something that may be reported once, with a digest of the bytes that may come with it; empty where any may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub event: String,
    pub bytes: String,
}

impl Told {
    pub fn new(event: &str) -> Told {
        Told { event: digest(event.as_bytes()), bytes: String::new() }
    }

    pub fn with(event: &str, bytes: &[u8]) -> Told {
        Told { event: digest(event.as_bytes()), bytes: digest(bytes) }
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Those that have been told before, with the bytes that came with them.
pub async fn known(store: &Store, workspace: WorkspaceId, told: &[Told]) -> Result<HashMap<String, String>> {
    let events: Vec<String> = told.iter().map(|told| told.event.clone()).collect();
    let sql = "SELECT event, bytes FROM hook_seen WHERE workspace = $1 AND event IN ({list})";
    let rows = listed(store, workspace, sql, &events).await?;
    rows.iter().map(|row| Ok((row.text("event")?, row.text("bytes")?))).collect()
}

/// Remembers what was told, and forgets what is old.
pub async fn remember(store: &Store, workspace: WorkspaceId, told: &[Told], now: Timestamp) -> Result<()> {
    if told.is_empty() {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    let mut bulk =
        Bulk::new("INSERT INTO hook_seen (workspace, event, bytes, at)", "ON CONFLICT (workspace, event) DO NOTHING");
    for Told { event, bytes } in told {
        bulk.row([workspace.0.into(), event.as_str().into(), bytes.as_str().into(), now.into()]);
    }
    bulk.run(&mut tx, store.dialect()).await?;
    sqlx::query("DELETE FROM hook_seen WHERE workspace = $1 AND at < $2")
        .bind(workspace.0)
        .bind(now.plus(-KEPT).0)
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await
}

/// Notes that sends have arrived, those in doubt among them; what was found out about one before stays.
pub async fn delivered(store: &Store, workspace: WorkspaceId, sends: &[SendId], now: Timestamp) -> Result<()> {
    let numbers: Vec<i64> = sends.iter().map(|send| send.0).collect();
    let mut tx = store.begin().await?;
    for piece in pieces(&numbers) {
        let sql = "UPDATE send SET verdict = COALESCE(verdict, 'delivered'), \
                   reason = CASE WHEN state = 'unknown' THEN NULL ELSE reason END, \
                   updated_at = CASE WHEN state = 'unknown' THEN $2 ELSE updated_at END, \
                   state = CASE WHEN state = 'unknown' THEN 'sent' ELSE state END \
                   WHERE workspace = $1 AND handed_at IS NOT NULL AND (verdict IS NULL OR state = 'unknown') \
                   AND id IN ({list})";
        let sql = with_list(sql, 3, piece.len());
        let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(now.0);
        bind_list(query, piece).execute(&mut *tx).await?;
    }
    store.commit(tx).await
}
