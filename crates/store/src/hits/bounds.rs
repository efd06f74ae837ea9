//! How much is kept of hits: who follows a link over and over fills no database, and after thirteen months labels have said
//! what they had to.

use crate::error::Result;
use crate::find::listed;
use crate::open::Store;
use crate::sql::Columns;
use model::hit::{Fetch, Hit};
use model::{DAY, MINUTE, SendId, Timestamp, WorkspaceId};
use std::collections::HashMap;

/// How long hits are kept that have their label.
const KEPT: i64 = 400 * DAY;

/// What is fetched of a message within a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot {
    send: SendId,
    fetch: Fetch,
    link: i64,
    minute: i64,
}

impl Slot {
    pub fn of(hit: &Hit) -> Slot {
        Slot { send: hit.send, fetch: hit.fetch, link: i64::from(hit.link), minute: hit.at.0.div_euclid(MINUTE) }
    }
}

/// How many hits are kept of these sends within a time that did not come by this spool file.
pub async fn others(
    store: &Store,
    workspace: WorkspaceId,
    spool: i64,
    sends: &[SendId],
    (from, to): (Timestamp, Timestamp),
) -> Result<HashMap<Slot, usize>> {
    // Numbers of ours cannot carry SQL.
    let sql = format!(
        "SELECT send_id, fetched, link, at / {MINUTE} AS minute, COUNT(*) AS n FROM hit \
         WHERE workspace = $1 AND at BETWEEN {} AND {} AND spool <> {spool} AND send_id IN ({{list}}) \
         GROUP BY send_id, fetched, link, at / {MINUTE}",
        from.0, to.0
    );
    let sends: Vec<i64> = sends.iter().map(|send| send.0).collect();
    let rows = listed(store, workspace, &sql, &sends).await?;
    let read = |row: &sqlx::any::AnyRow| {
        let (send, fetch) = (SendId(row.int("send_id")?), row.word("fetched", Fetch::parse)?);
        let slot = Slot { send, fetch, link: row.int("link")?, minute: row.int("minute")? };
        Ok((slot, row.int("n")? as usize))
    };
    rows.iter().map(read).collect()
}

/// Forgets labelled hits that are too old; returns how many.
pub async fn forget_old(store: &Store, workspace: WorkspaceId, now: Timestamp) -> Result<u64> {
    let until = now.plus(-KEPT).0;
    let mut tx = store.begin().await?;
    // A file's number begins with when it was made, before what is in it: so the key finds the old ones.
    let done = sqlx::query("DELETE FROM hit WHERE workspace = $1 AND spool < $2 AND at < $3 AND label IS NOT NULL")
        .bind(workspace.0)
        .bind(until.saturating_mul(1 << 10))
        .bind(until)
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected())
}
