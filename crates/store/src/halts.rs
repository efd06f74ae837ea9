//! Programs that send one by one (triggers, nurture) and were stopped by what came back. Their marketing mail waits until
//! a person lets it go on, or drops it.

use crate::error::Result;
use crate::open::Store;
use crate::runs::Brake;
use crate::sends::SendState;
use crate::sql::Columns;
use crate::work::{self, NewWork};
use model::{Timestamp, WorkspaceId};
use std::collections::BTreeMap;

/// What stopped a program, or that it was let go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halt {
    pub brake: Brake,
    /// In words.
    pub reason: String,
    /// Since when it is so.
    pub at: Timestamp,
}

/// How a program's mail ended since an instant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ended {
    pub states: BTreeMap<SendState, i64>,
    /// What was found out about it.
    pub verdicts: BTreeMap<String, i64>,
}

/// What becomes of mail that has waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waited {
    Goes,
    /// Held for good.
    Dropped,
}

/// Every program that was ever stopped, by its key, those let go on included.
pub async fn all(store: &Store, workspace: WorkspaceId) -> Result<BTreeMap<String, Halt>> {
    let rows = sqlx::query("SELECT program, brake, reason, at FROM halt WHERE workspace = $1")
        .bind(workspace.0)
        .fetch_all(store.reader())
        .await?;
    let halt = |row: &sqlx::any::AnyRow| {
        let halt = Halt { brake: row.word("brake", Brake::parse)?, reason: row.text("reason")?, at: row.at("at")? };
        Ok((row.text("program")?, halt))
    };
    rows.iter().map(halt).collect()
}

/// How marketing or operational mail that a program sent outside runs has ended since an instant.
pub async fn ended(
    store: &Store,
    workspace: WorkspaceId,
    (program, operational): (&str, bool),
    since: Timestamp,
) -> Result<Ended> {
    let rows = sqlx::query(
        "SELECT state, verdict, COUNT(*) AS n FROM send WHERE workspace = $1 AND program = $2 AND operational = $3 \
         AND updated_at >= $4 AND run_id IS NULL AND state IN ('sent', 'failed', 'unknown') GROUP BY state, verdict",
    )
    .bind(workspace.0)
    .bind(program.to_string())
    .bind(i64::from(operational))
    .bind(since.0)
    .fetch_all(store.reader())
    .await?;
    let mut ended = Ended::default();
    for row in &rows {
        let n = row.int("n")?;
        *ended.states.entry(row.word("state", SendState::parse)?).or_default() += n;
        if let Some(verdict) = row.opt_text("verdict")? {
            *ended.verdicts.entry(verdict).or_default() += n;
        }
    }
    Ok(ended)
}

/// Stops a program and adds what is to be done about it, in one transaction; false when it is stopped already.
pub async fn stop(store: &Store, workspace: WorkspaceId, program: &str, halt: &Halt, work: &[NewWork]) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "INSERT INTO halt (workspace, program, brake, reason, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (workspace, program) DO UPDATE SET brake = excluded.brake, reason = excluded.reason, \
         at = excluded.at WHERE halt.brake = 'released'",
    )
    .bind(workspace.0)
    .bind(program.to_string())
    .bind(halt.brake.as_str().to_string())
    .bind(halt.reason.clone())
    .bind(halt.at.0)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        work::write(&mut tx, store.dialect(), workspace, work, halt.at).await?;
    }
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Of the open sends of a program those that wait because it is stopped.
const WAITED: &str = "WHERE workspace = $1 AND operational = 0 AND run_id IS NULL AND state IN ('queued', 'deferred') \
                      AND waits = 'halted' AND program = $2";

/// How many sends of a program wait because it is stopped.
pub async fn waiting(store: &Store, workspace: WorkspaceId, program: &str) -> Result<i64> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) AS n FROM send {WAITED}")))
        .bind(workspace.0)
        .bind(program.to_string())
        .fetch_one(store.reader())
        .await?;
    row.int("n")
}

/// Lets a stopped program go on. What comes back is counted anew from now. False when it is not stopped.
pub async fn release(
    store: &Store,
    workspace: WorkspaceId,
    program: &str,
    waited: Waited,
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE halt SET brake = 'released', at = $3 WHERE workspace = $1 AND program = $2 AND brake <> 'released'",
    )
    .bind(workspace.0)
    .bind(program.to_string())
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        let change = match waited {
            Waited::Goes => "due_at = $3",
            Waited::Dropped => {
                "state = 'held', reason = 'dropped when its program was let go on', waits = NULL, token = 0"
            }
        };
        sqlx::query(sqlx::AssertSqlSafe(format!("UPDATE send SET {change}, updated_at = $3 {WAITED}")))
            .bind(workspace.0)
            .bind(program.to_string())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
    }
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}
