//! How a run comes into being: created by who may, or by what another person has approved.

use crate::approvals::{self, Decision};
use crate::counter;
use crate::error::{Result, retrying};
use crate::open::{Store, Tx};
use crate::runs::{COLUMNS, Run, read};
use model::{HOUR, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

/// Runs of one program begin no closer to each other.
const APART: i64 = HOUR;
/// Runs are numbered by it, and made and moved one after the other.
const COUNTER: &str = "run";

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

/// What a request to start a run is known again by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What the caller calls it.
    pub name: String,
    /// Whatever else it said, as a digest.
    pub said: String,
}

/// Why no run was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmade {
    /// A request of this name has made this one.
    Started(Box<Run>),
    /// Another run of the program is under way, or begins at about this time: everybody would get two copies.
    NotAlone,
}

/// What became of a run that was put to another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    Moved,
    /// It has begun, or is not waiting any more.
    Begun,
    /// Another run of the program is under way, or begins at about this time.
    NotAlone,
}

/// Creates a run, unless another one of its program stands in its way. A request makes one run.
pub async fn create(
    store: &Store,
    workspace: WorkspaceId,
    run: &NewRun,
    request: Option<&Request>,
    now: Timestamp,
) -> Result<std::result::Result<Run, Unmade>> {
    retrying!(attempt(store, workspace, run, request, now))
}

async fn attempt(
    store: &Store,
    workspace: WorkspaceId,
    run: &NewRun,
    request: Option<&Request>,
    now: Timestamp,
) -> Result<std::result::Result<Run, Unmade>> {
    let mut tx = store.begin().await?;
    let made = insert(&mut tx, workspace, run, request, now).await?;
    if made.is_ok() {
        store.commit(tx).await?;
    }
    Ok(made)
}

/// The run that the request of this name has created.
pub async fn of_request(store: &Store, workspace: WorkspaceId, name: &str) -> Result<Option<Run>> {
    let sql = format!("SELECT {COLUMNS} FROM run WHERE workspace = $1 AND request = $2");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(name.to_string());
    query.fetch_optional(store.reader()).await?.as_ref().map(read).transpose()
}

/// Puts a run that has not begun to another time.
pub async fn reschedule(store: &Store, workspace: WorkspaceId, run: &Run, at: Timestamp) -> Result<Moved> {
    let mut tx = store.begin().await?;
    counter::take(&mut tx, workspace, COUNTER, 0).await?;
    if is_another(&mut tx, workspace, (&run.program, at), run.id).await? {
        return Ok(Moved::NotAlone);
    }
    let done = sqlx::query(
        "UPDATE run SET scheduled_at = $3 WHERE workspace = $1 AND id = $2 AND state = 'scheduled' \
         AND frozen_at IS NULL",
    )
    .bind(workspace.0)
    .bind(run.id)
    .bind(at.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(if done.rows_affected() == 1 { Moved::Moved } else { Moved::Begun })
}

/// Creates a run that another person has approved, and notes the approval with it: one request makes one run.
pub async fn create_approved(
    store: &Store,
    workspace: WorkspaceId,
    run: &NewRun,
    request: Option<&Request>,
    decision: &Decision,
    now: Timestamp,
) -> Result<std::result::Result<Run, Unmade>> {
    retrying!(attempt_approved(store, workspace, run, request, decision, now))
}

async fn attempt_approved(
    store: &Store,
    workspace: WorkspaceId,
    run: &NewRun,
    request: Option<&Request>,
    decision: &Decision,
    now: Timestamp,
) -> Result<std::result::Result<Run, Unmade>> {
    let mut tx = store.begin().await?;
    let made = insert(&mut tx, workspace, run, request, now).await?;
    if let Ok(made) = &made {
        approvals::approve(&mut tx, workspace, decision, Some(made.id), now).await?;
        store.commit(tx).await?;
    }
    Ok(made)
}

async fn insert(
    tx: &mut Tx,
    workspace: WorkspaceId,
    run: &NewRun,
    request: Option<&Request>,
    now: Timestamp,
) -> Result<std::result::Result<Run, Unmade>> {
    // Whoever else makes or moves a run waits for this row, and then sees what was done here.
    let id = counter::take(tx, workspace, COUNTER, 1).await?;
    if let Some(request) = request {
        let sql = format!("SELECT {COLUMNS} FROM run WHERE workspace = $1 AND request = $2");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(request.name.clone());
        if let Some(earlier) = query.fetch_optional(&mut **tx).await? {
            return Ok(Err(Unmade::Started(Box::new(read(&earlier)?))));
        }
    }
    if is_another(tx, workspace, (&run.program, run.scheduled_at), id).await? {
        return Ok(Err(Unmade::NotAlone));
    }
    let sql = format!(
        "INSERT INTO run (workspace, id, program, state, scheduled_at, operational, email, user_id, created_at, \
         request, request_said) VALUES ($1, $2, $3, 'scheduled', $4, $5, $6, $7, $8, $9, $10) RETURNING {COLUMNS}"
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
        .bind(request.map(|request| request.name.clone()))
        .bind(request.map(|request| request.said.clone()))
        .fetch_one(&mut **tx)
        .await?;
    Ok(Ok(read(&row)?))
}

/// Whether another run of a program is under way, or begins at about this time.
async fn is_another(tx: &mut Tx, workspace: WorkspaceId, (program, at): (&str, Timestamp), but: i64) -> Result<bool> {
    let found = sqlx::query(
        "SELECT id FROM run WHERE workspace = $1 AND program = $2 AND id <> $3 AND (state IN ('running', 'paused') \
         OR (state = 'scheduled' AND scheduled_at > $4 AND scheduled_at < $5)) LIMIT 1",
    )
    .bind(workspace.0)
    .bind(program.to_string())
    .bind(but)
    .bind(at.plus(-APART).0)
    .bind(at.plus(APART).0)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.is_some())
}
