//! Import jobs: an uploaded file, how its columns map, and how far it has been read into the intake.

use crate::error::{Result, StoreError, retrying};
use crate::intake::{self, NewIntake};
use crate::{counter, import_contacts, open::Store, sql::Columns};
use model::{ContactId, ImportId, Object, Timestamp, UserId, WorkspaceId};
use sqlx::{AssertSqlSafe, any::AnyRow};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportState {
    /// Uploaded; its mapping is being decided.
    Proposed,
    Running,
    Done,
    Failed,
    Cancelled,
}

impl ImportState {
    pub fn as_str(self) -> &'static str {
        match self {
            ImportState::Proposed => "proposed",
            ImportState::Running => "running",
            ImportState::Done => "done",
            ImportState::Failed => "failed",
            ImportState::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<ImportState> {
        use ImportState::*;
        [Proposed, Running, Done, Failed, Cancelled].into_iter().find(|state| state.as_str() == text)
    }
}

/// What a file holds: records of an object, or activities.
pub const ACTIVITIES: &str = "activity";

/// A job. `mapping`, `options` (source, list, program, consent basis …) and `counts` are JSON text of whoever imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub id: ImportId,
    pub state: ImportState,
    /// [`Object::as_str`] or [`ACTIVITIES`].
    pub object: String,
    pub file_name: String,
    pub file_path: String,
    pub mapping: String,
    pub options: String,
    pub counts: String,
    /// Rows of the file that have been read into the intake.
    pub position: i64,
    pub error: Option<String>,
    pub user: Option<UserId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A job to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    pub object: String,
    pub file_name: String,
    pub file_path: String,
    pub mapping: String,
    pub options: String,
    pub user: Option<UserId>,
}

const COLUMNS: &str = "id, state, object, file_name, file_path, mapping, options, counts, position, error, user_id, \
                       created_at, updated_at";

pub async fn create(store: &Store, workspace: WorkspaceId, job: &NewImport, now: Timestamp) -> Result<Import> {
    if Object::parse(&job.object).is_none() && job.object != ACTIVITIES {
        return Err(StoreError::State(format!("\"{}\" cannot be imported", job.object)));
    }
    let mut tx = store.begin().await?;
    let id = counter::take(&mut tx, workspace, "import", 1).await?;
    let sql = format!(
        "INSERT INTO import (workspace, id, state, object, file_name, file_path, mapping, options, counts, user_id, \
         created_at, updated_at) VALUES ($1, $2, 'proposed', $3, $4, $5, $6, $7, '{{}}', $8, $9, $9) \
         RETURNING {COLUMNS}"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(id)
        .bind(job.object.clone())
        .bind(job.file_name.clone())
        .bind(job.file_path.clone())
        .bind(job.mapping.clone())
        .bind(job.options.clone())
        .bind(job.user.map(|id| id.0))
        .bind(now.0)
        .fetch_one(&mut *tx)
        .await?;
    store.commit(tx).await?;
    read(&row)
}

/// Changes the mapping and options of a job that has not started; false when it has.
pub async fn set_mapping(
    store: &Store,
    workspace: WorkspaceId,
    id: ImportId,
    mapping: &str,
    options: &str,
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE import SET mapping = $3, options = $4, updated_at = $5 WHERE workspace = $1 AND id = $2 \
         AND state = 'proposed'",
    )
    .bind(workspace.0)
    .bind(id.0)
    .bind(mapping.to_string())
    .bind(options.to_string())
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Moves a job from one state to another; false when it is not in the first.
pub async fn set_state(
    store: &Store,
    workspace: WorkspaceId,
    id: ImportId,
    from: ImportState,
    to: ImportState,
    error: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE import SET state = $4, error = $5, updated_at = $6 WHERE workspace = $1 AND id = $2 AND state = $3",
    )
    .bind(workspace.0)
    .bind(id.0)
    .bind(from.as_str())
    .bind(to.as_str())
    .bind(error.map(str::to_string))
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// A stretch of a file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The job's position before and after.
    pub from: i64,
    pub to: i64,
    /// JSON text of the counts so far.
    pub counts: String,
    pub rows: Vec<NewIntake>,
    /// Contacts that earlier stretches made, changed or found as they were.
    pub contacts: Vec<ContactId>,
    pub done: bool,
}

/// Appends a stretch to the intake and moves the job's position in one transaction, so that a kill neither loses nor
/// doubles a row. `None` when the job is not running or not at `from`; else the number of the last intake row, 0 when
/// there was none.
pub async fn advance(
    store: &Store,
    workspace: WorkspaceId,
    id: ImportId,
    stretch: &Stretch,
    now: Timestamp,
) -> Result<Option<i64>> {
    retrying!(attempt_advance(store, workspace, id, stretch, now))
}

async fn attempt_advance(
    store: &Store,
    workspace: WorkspaceId,
    id: ImportId,
    stretch: &Stretch,
    now: Timestamp,
) -> Result<Option<i64>> {
    let mut tx = store.begin().await?;
    let moved = sqlx::query(
        "UPDATE import SET position = $4, counts = $5, updated_at = $6, \
         state = CASE WHEN $7 = 1 THEN 'done' ELSE state END \
         WHERE workspace = $1 AND id = $2 AND position = $3 AND state = 'running'",
    )
    .bind(workspace.0)
    .bind(id.0)
    .bind(stretch.from)
    .bind(stretch.to)
    .bind(stretch.counts.clone())
    .bind(now.0)
    .bind(i64::from(stretch.done))
    .execute(&mut *tx)
    .await?;
    if moved.rows_affected() == 0 {
        return Ok(None);
    }
    import_contacts::add(&mut tx, store.dialect(), workspace, id, &stretch.contacts).await?;
    let mut last = 0;
    if !stretch.rows.is_empty() {
        let first = intake::append_in(store, &mut tx, workspace, stretch.rows.clone()).await?;
        last = first + stretch.rows.len() as i64 - 1;
    }
    store.commit(tx).await?;
    Ok(Some(last))
}

pub async fn get(store: &Store, workspace: WorkspaceId, id: ImportId) -> Result<Import> {
    let sql = format!("SELECT {COLUMNS} FROM import WHERE workspace = $1 AND id = $2");
    let row = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(id.0).fetch_optional(store.reader()).await?;
    read(&row.ok_or_else(|| StoreError::Missing(format!("import {id}")))?)
}

/// Jobs, newest first, before an id (`i64::MAX` for the first page).
pub async fn list(store: &Store, workspace: WorkspaceId, before: i64, limit: usize) -> Result<Vec<Import>> {
    let sql = format!("SELECT {COLUMNS} FROM import WHERE workspace = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(before).bind(limit as i64);
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

/// Jobs that were running: to be gone on with after a restart.
pub async fn running(store: &Store, workspace: WorkspaceId) -> Result<Vec<Import>> {
    let sql = format!("SELECT {COLUMNS} FROM import WHERE workspace = $1 AND state = 'running' ORDER BY id");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0);
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Import> {
    Ok(Import {
        id: ImportId(row.int("id")?),
        state: row.word("state", ImportState::parse)?,
        object: row.text("object")?,
        file_name: row.text("file_name")?,
        file_path: row.text("file_path")?,
        mapping: row.text("mapping")?,
        options: row.text("options")?,
        counts: row.text("counts")?,
        position: row.int("position")?,
        error: row.opt_text("error")?,
        user: row.opt_int("user_id")?.map(UserId),
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}
