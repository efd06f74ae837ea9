//! How a run comes into being: created by who may, or by what another person has approved.

use crate::approvals::{self, Decision};
use crate::counter;
use crate::error::{Result, retrying};
use crate::open::{Store, Tx};
use crate::runs::{COLUMNS, Run, read};
use model::{Timestamp, UserId, WorkspaceId};
use sqlx::AssertSqlSafe;

/// A run to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRun {
    pub program: String,
    /// Key of the email.
    pub email: String,
    pub operational: bool,
    pub scheduled_at: Timestamp,
    pub user: Option<UserId>,
}

pub async fn create(store: &Store, workspace: WorkspaceId, run: &NewRun, now: Timestamp) -> Result<Run> {
    let mut tx = store.begin().await?;
    let made = insert(&mut tx, workspace, run, now).await?;
    store.commit(tx).await?;
    Ok(made)
}

/// Creates a run that another person has approved, and notes the approval with it: one request makes one run.
pub async fn create_approved(
    store: &Store,
    workspace: WorkspaceId,
    run: &NewRun,
    decision: &Decision,
    now: Timestamp,
) -> Result<Run> {
    retrying!(attempt_approved(store, workspace, run, decision, now))
}

async fn attempt_approved(
    store: &Store,
    workspace: WorkspaceId,
    run: &NewRun,
    decision: &Decision,
    now: Timestamp,
) -> Result<Run> {
    let mut tx = store.begin().await?;
    let made = insert(&mut tx, workspace, run, now).await?;
    approvals::approve(&mut tx, workspace, decision, Some(made.id), now).await?;
    store.commit(tx).await?;
    Ok(made)
}

async fn insert(tx: &mut Tx, workspace: WorkspaceId, run: &NewRun, now: Timestamp) -> Result<Run> {
    let id = counter::take(tx, workspace, "run", 1).await?;
    let sql = format!(
        "INSERT INTO run (workspace, id, program, state, scheduled_at, operational, email, user_id, created_at) \
         VALUES ($1, $2, $3, 'scheduled', $4, $5, $6, $7, $8) RETURNING {COLUMNS}"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(id)
        .bind(run.program.clone())
        .bind(run.scheduled_at.0)
        .bind(i64::from(run.operational))
        .bind(run.email.clone())
        .bind(run.user.map(|id| id.0))
        .bind(now.0)
        .fetch_one(&mut **tx)
        .await?;
    read(&row)
}
