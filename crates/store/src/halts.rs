//! Programs that send one by one (triggers, nurture) and were stopped by what came back. Their marketing mail waits until
//! a person lets it go on, or drops it. And the runs that are still watched for what comes back.

use crate::error::{Result, retrying};
use crate::open::Store;
use crate::runs::Brake;
use crate::sends::SendState;
use crate::sql::Columns;
use crate::work::{self, NewWork};
use model::{Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
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
    /// Its program is there no more: held for good.
    Archived,
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

/// The runs that are over since an instant, finished or cancelled after they began, of which nothing was noted.
pub async fn runs_over(store: &Store, workspace: WorkspaceId, since: Timestamp) -> Result<Vec<i64>> {
    let rows = sqlx::query(OVER).bind(workspace.0).bind(since.0).fetch_all(store.reader()).await?;
    rows.iter().map(|row| row.int("id")).collect()
}

const OVER: &str = "SELECT id FROM run WHERE workspace = $1 AND finished_at >= $2 AND frozen_at IS NOT NULL \
                    AND brake IS NULL ORDER BY id";

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

/// The open marketing mail of a program ($1 workspace, $2 program) outside runs, whatever it waits for: also in quiet hours
/// it is the stop that keeps it. What is claimed is few, and found by the claims: the plus and the coalesce keep SQLite to
/// their index.
const WAITING: &str = "FROM send WHERE workspace = $1 AND operational = 0 AND run_id IS NULL AND program = $2 \
                       AND state IN ('queued', 'deferred')";
const CLAIMED: &str = "FROM send WHERE workspace = $1 AND operational = 0 AND +run_id IS NULL \
                       AND COALESCE(program, '') = $2 AND state IN ('leased', 'handing') AND state = 'leased'";

/// How many sends of a stopped program wait. What is being handed over does not any more.
pub async fn waiting(store: &Store, workspace: WorkspaceId, program: &str) -> Result<i64> {
    let sql = format!("SELECT (SELECT COUNT(*) {WAITING}) + (SELECT COUNT(*) {CLAIMED}) AS n");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(program.to_string());
    query.fetch_one(store.reader()).await?.int("n")
}

/// Lets a stopped program go on. What comes back is counted anew from now. False when it is not stopped.
pub async fn release(
    store: &Store,
    workspace: WorkspaceId,
    program: &str,
    waited: Waited,
    now: Timestamp,
) -> Result<bool> {
    retrying!(attempt_release(store, workspace, program, waited, now))
}

async fn attempt_release(
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
        sqlx::query(AssertSqlSafe(waited.change()))
            .bind(workspace.0)
            .bind(program.to_string())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
    }
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

impl Waited {
    /// The statement ($3 now). Claims are taken from whoever has them: the gate may have told them already that the program
    /// is stopped, or may be about to tell them that it is not.
    fn change(self) -> String {
        let held = |reason: &str| format!("state = 'held', reason = '{reason}', waits = NULL");
        let (change, which) = match self {
            Waited::Goes => {
                let back = "attempt = CASE WHEN state = 'leased' THEN attempt - 1 ELSE attempt END, \
                            state = CASE WHEN state = 'leased' THEN 'queued' ELSE state END, due_at = $3";
                (back.to_string(), "AND waits = 'halted'")
            }
            Waited::Dropped => (held("dropped when its program was let go on"), ""),
            Waited::Archived => (held("dropped because its program had stopped itself and was archived"), ""),
        };
        // Asked of the row itself too: another may have claimed it meanwhile.
        format!(
            "UPDATE send SET {change}, token = 0, updated_at = $3 WHERE workspace = $1 AND id IN (\
             SELECT id {WAITING} {which} UNION ALL SELECT id {CLAIMED}) AND state IN ('queued', 'deferred', 'leased')"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::searches;

    #[tokio::test]
    async fn what_waits_is_found_among_what_is_open_and_runs_by_when_they_ended() {
        for waited in [Waited::Goes, Waited::Dropped] {
            let searches = searches(&waited.change()).await;
            let [by_id, waiting, claimed] = searches.as_slice() else { panic!("{searches:?}") };
            assert!(by_id.contains("(workspace=? AND id=?)"), "{by_id}");
            assert!(waiting.contains("INDEX send_due (workspace=? AND operational=? AND run_id=?)"), "{waiting}");
            assert!(claimed.contains("INDEX send_claimed (workspace=?)"), "{claimed}");
        }
        let runs = searches(OVER).await;
        assert!(runs.len() == 1 && runs[0].contains("INDEX run_over (workspace=? AND finished_at>?)"), "{runs:?}");
    }
}
