//! How a run comes into being: created by who may, or by what another person has approved.

use crate::approvals::{self, Decision};
use crate::counter;
use crate::error::{Result, StoreError, retrying};
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

/// Creates a run. A request that has a name creates one: a second time it is told which, as an error.
pub async fn create(
    store: &Store,
    workspace: WorkspaceId,
    run: &NewRun,
    request: Option<&str>,
    now: Timestamp,
) -> Result<std::result::Result<Run, Run>> {
    let mut tx = store.begin().await?;
    let made = insert(&mut tx, workspace, run, request, now).await?;
    store.commit(tx).await?;
    match (made, request) {
        (Some(made), _) => Ok(Ok(made)),
        (None, Some(request)) => match of_request(store, workspace, request).await? {
            Some(earlier) => Ok(Err(earlier)),
            None => Err(StoreError::State("a run was neither made nor there".into())),
        },
        (None, None) => Err(StoreError::State("a run was not made".into())),
    }
}

/// The run that a request of this name has created.
pub async fn of_request(store: &Store, workspace: WorkspaceId, request: &str) -> Result<Option<Run>> {
    let sql = format!("SELECT {COLUMNS} FROM run WHERE workspace = $1 AND request = $2");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(request.to_string());
    query.fetch_optional(store.reader()).await?.as_ref().map(read).transpose()
}

/// Puts a run that has not begun to another time; false when it has begun, or is not waiting any more.
pub async fn reschedule(store: &Store, workspace: WorkspaceId, id: i64, at: Timestamp) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET scheduled_at = $3 WHERE workspace = $1 AND id = $2 AND state = 'scheduled' \
         AND frozen_at IS NULL",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(at.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
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
    let made = insert(&mut tx, workspace, run, None, now).await?;
    let made = made.ok_or_else(|| StoreError::State("a run was not made".into()))?;
    approvals::approve(&mut tx, workspace, decision, Some(made.id), now).await?;
    store.commit(tx).await?;
    Ok(made)
}

/// `None` where a request of this name has created one.
async fn insert(
    tx: &mut Tx,
    workspace: WorkspaceId,
    run: &NewRun,
    request: Option<&str>,
    now: Timestamp,
) -> Result<Option<Run>> {
    let id = counter::take(tx, workspace, "run", 1).await?;
    let sql = format!(
        "INSERT INTO run (workspace, id, program, state, scheduled_at, operational, email, user_id, created_at, \
         request) VALUES ($1, $2, $3, 'scheduled', $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING {COLUMNS}"
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
        .bind(request.map(str::to_string))
        .fetch_optional(&mut **tx)
        .await?;
    row.as_ref().map(read).transpose()
}
