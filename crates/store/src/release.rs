//! Claims that are given up: by a worker that is stopping, or because it has died. Nothing is deleted: what was not
//! begun returns to the queue, and what may have been sent is in doubt.

use crate::applier::{self, Token};
use crate::error::{Result, retrying};
use crate::intake::{self, NewIntake};
use crate::open::{Store, Tx};
use crate::sends::{COLUMNS, Send, read};
use fault::{Bug, bug};
use model::{Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;

/// As the index of claims names them: the others, which may be millions, are not read.
const CLAIMED: &str = "state IN ('leased', 'handing')";

/// Gives claimed sends back to the queue untried (a worker that is stopping). Returns how many were still its own.
pub async fn release(store: &Store, workspace: WorkspaceId, token: i64, now: Timestamp) -> Result<u64> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE send SET state = 'queued', attempt = attempt - 1, updated_at = $3 \
         WHERE workspace = $1 AND token = $2 AND state IN ('leased', 'handing') AND state = 'leased'",
    )
    .bind(workspace.0)
    .bind(token)
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected())
}

/// Given the sends that are in doubt; returns intake rows.
type Report<'r> = &'r (dyn Fn(&[Send]) -> Vec<NewIntake> + std::marker::Send + Sync);

/// Resolves claims whose lease ends by `until`. `leased` returns to the queue. `handing` is in doubt: marketing mail
/// becomes unknown and is not sent again, operational mail returns to the queue, to go out again with the same
/// Message-ID. `report` is given the unknown ones and returns intake rows, appended in the same transaction.
pub async fn release_expired(
    store: &Store,
    workspace: WorkspaceId,
    until: Timestamp,
    now: Timestamp,
    report: Report<'_>,
) -> Result<Vec<Send>> {
    retrying!(async {
        let mut tx = store.begin().await?;
        let unknown = resolve(store, &mut tx, workspace, until, now, report).await?;
        store.commit(tx).await?;
        Ok(unknown)
    })
}

/// Resolves every claim in the same way, for who holds the workspace by this token and knows that none is under way.
/// `None`, and nothing is touched, when another has taken the workspace: the claims are its own. Nobody takes it while
/// this goes on.
pub async fn reclaim(
    store: &Store,
    workspace: WorkspaceId,
    holder: Token,
    now: Timestamp,
    report: Report<'_>,
) -> Result<Option<Vec<Send>>> {
    retrying!(async {
        let mut tx = store.begin().await?;
        if !applier::hold(&mut tx, workspace, holder).await? {
            return Ok(None);
        }
        let unknown = resolve(store, &mut tx, workspace, Timestamp::MAX, now, report).await?;
        store.commit(tx).await?;
        Ok(Some(unknown))
    })
}

async fn resolve(
    store: &Store,
    tx: &mut Tx,
    workspace: WorkspaceId,
    until: Timestamp,
    now: Timestamp,
    report: Report<'_>,
) -> Result<Vec<Send>> {
    let untouched = match () {
        () if bug(Bug::StaleIsDeleted) => "DELETE FROM send WHERE state = 'leased' AND updated_at <= $2",
        () if bug(Bug::DoubtIsResent) => {
            "UPDATE send SET state = 'queued', updated_at = $2 WHERE state IN ('leased', 'handing')"
        }
        () => {
            // What nobody came to do was no attempt: the waits between attempts must not grow by it.
            "UPDATE send SET attempt = CASE WHEN state = 'leased' THEN attempt - 1 ELSE attempt END, \
             state = 'queued', updated_at = $2 WHERE (state = 'leased' OR (state = 'handing' AND operational = 1))"
        }
    };
    sqlx::query(AssertSqlSafe(format!("{untouched} AND workspace = $1 AND {CLAIMED} AND lease_until <= $3")))
        .bind(workspace.0)
        .bind(now.0)
        .bind(until.0)
        .execute(&mut **tx)
        .await?;
    let sql = format!(
        "UPDATE send SET state = 'unknown', reason = 'interrupted', updated_at = $2 WHERE workspace = $1 \
         AND {CLAIMED} AND state = 'handing' AND lease_until <= $3 RETURNING {COLUMNS}"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(now.0).bind(until.0);
    let unknown = query.fetch_all(&mut **tx).await?.iter().map(read).collect::<Result<Vec<Send>>>()?;
    let feeds = if unknown.is_empty() { Vec::new() } else { report(&unknown) };
    if !feeds.is_empty() {
        intake::append_in(store, tx, workspace, feeds).await?;
    }
    Ok(unknown)
}
