//! Runs: one freeze of a batch program. The audience, the change it was read at and the email's version are stored
//! first; sends are then made from it chunk by chunk, each with its cursor in one transaction.

use crate::error::{Result, StoreError};
use crate::open::Store;
pub use crate::run_progress::{
    Chunk, brake, call_off, cancel, finish, hold_cancelled, materialise, pause, progress, resume,
};
pub use crate::run_start::{Moved, NewRun, Request, Unmade, create, create_approved, of_request, reschedule};
pub use crate::run_test::{Choice, Recipient, TestState, choose, give_up, recipients, wait};
use crate::sql::{Columns, to_json};
use model::{Timestamp, UserId, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunState {
    /// Waits for its time.
    Scheduled,
    /// Frozen: sends are being made and go out.
    Running,
    Paused,
    Finished,
    Cancelled,
}

impl RunState {
    pub fn as_str(self) -> &'static str {
        match self {
            RunState::Scheduled => "scheduled",
            RunState::Running => "running",
            RunState::Paused => "paused",
            RunState::Finished => "finished",
            RunState::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<RunState> {
        use RunState::*;
        [Scheduled, Running, Paused, Finished, Cancelled].into_iter().find(|state| state.as_str() == text)
    }
}

/// What came back stopped a run, or a person let it go on in spite of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Brake {
    HardBounces,
    /// Refused for what is in the messages.
    Content,
    Complaints,
    Released,
}

impl Brake {
    pub fn as_str(self) -> &'static str {
        match self {
            Brake::HardBounces => "hard_bounces",
            Brake::Content => "content",
            Brake::Complaints => "complaints",
            Brake::Released => "released",
        }
    }

    pub fn parse(text: &str) -> Option<Brake> {
        use Brake::*;
        [HardBounces, Content, Complaints, Released].into_iter().find(|brake| brake.as_str() == text)
    }
}

/// A run as it stands, without its audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: i64,
    pub program: String,
    pub email: String,
    pub email_version: i32,
    pub operational: bool,
    pub state: RunState,
    pub scheduled_at: Timestamp,
    /// How many contacts were frozen; 0 until then.
    pub audience_count: i64,
    /// The change log's number that the audience was read at.
    pub change_seq: i64,
    /// Up to which contact sends have been made.
    pub position: i64,
    /// Whether sends have been made for the whole audience.
    pub materialised: bool,
    pub reason: Option<String>,
    pub brake: Option<Brake>,
    /// The test of variants as it was frozen; this crate does not read it.
    pub test: Option<String>,
    pub test_state: Option<TestState>,
    /// When the result of the test is read; once a winner is chosen, when that was.
    pub decide_at: Option<Timestamp>,
    /// Key of the variant that the others get.
    pub winner: Option<String>,
    pub user: Option<UserId>,
    /// What the request that started it said, where it had a name.
    pub said: Option<String>,
    pub created_at: Timestamp,
    pub frozen_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
}

impl Run {
    /// The occurrence that its sends belong to.
    pub fn occurrence(&self) -> String {
        format!("run:{}", self.id)
    }
}

/// What a run sends to whom, fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    pub email_version: i32,
    /// The audience as `audience` wrote it; this crate does not read it.
    pub audience: Vec<u8>,
    pub audience_count: i64,
    pub change_seq: i64,
    /// The test of variants, where the run is one.
    pub test: Option<String>,
    /// By `kind/key`, the versions of what its emails share with others.
    pub pins: BTreeMap<String, i32>,
}

pub(crate) const COLUMNS: &str = "id, program, email, email_version, operational, state, scheduled_at, audience_count, \
                       change_seq, position, materialised, reason, brake, test, test_state, decide_at, \
                       winner, user_id, request_said, created_at, frozen_at, finished_at";

/// Fixes what a scheduled run sends to whom and starts it; false when it was not waiting any more, or is for later now.
pub async fn freeze(store: &Store, workspace: WorkspaceId, id: i64, freeze: &Freeze, now: Timestamp) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET state = 'running', email_version = $3, audience = $4, audience_count = $5, change_seq = $6, \
         frozen_at = $7, test = $8, pins = $9 WHERE workspace = $1 AND id = $2 AND state = 'scheduled' \
         AND scheduled_at <= $7 AND frozen_at IS NULL",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(i64::from(freeze.email_version))
    .bind(freeze.audience.clone())
    .bind(freeze.audience_count)
    .bind(freeze.change_seq)
    .bind(now.0)
    .bind(freeze.test.clone())
    .bind(to_json("pins", &freeze.pins)?)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

pub async fn get(store: &Store, workspace: WorkspaceId, id: i64) -> Result<Run> {
    let sql = format!("SELECT {COLUMNS} FROM run WHERE workspace = $1 AND id = $2");
    let row = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(id).fetch_optional(store.reader()).await?;
    read(&row.ok_or_else(|| StoreError::Missing(format!("run {id}")))?)
}

/// The frozen audience; empty before the freeze.
pub async fn audience(store: &Store, workspace: WorkspaceId, id: i64) -> Result<Vec<u8>> {
    let row = sqlx::query("SELECT audience FROM run WHERE workspace = $1 AND id = $2 AND audience IS NOT NULL")
        .bind(workspace.0)
        .bind(id)
        .fetch_optional(store.reader())
        .await?;
    row.map_or(Ok(Vec::new()), |row| row.bytes("audience"))
}

/// The versions of what its emails share with others, by `kind/key`; none before the freeze.
pub async fn pins(store: &Store, workspace: WorkspaceId, id: i64) -> Result<BTreeMap<String, i32>> {
    let row = sqlx::query("SELECT COALESCE(pins, '{}') AS pins FROM run WHERE workspace = $1 AND id = $2")
        .bind(workspace.0)
        .bind(id)
        .fetch_optional(store.reader())
        .await?;
    row.map_or(Ok(BTreeMap::new()), |row| row.json("pins"))
}

/// Runs that need attention: scheduled ones whose time has come, and running ones.
pub async fn due(store: &Store, workspace: WorkspaceId, now: Timestamp) -> Result<Vec<Run>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM run WHERE workspace = $1 AND (state = 'running' OR (state = 'scheduled' \
         AND scheduled_at <= $2)) ORDER BY scheduled_at, id"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(now.0);
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

/// The runs of a program, newest first.
pub async fn of_program(store: &Store, workspace: WorkspaceId, program: &str) -> Result<Vec<Run>> {
    let sql = format!("SELECT {COLUMNS} FROM run WHERE workspace = $1 AND program = $2 ORDER BY id DESC LIMIT 500");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(program.to_string());
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

/// The last runs that are over, of any program, of at least so many contacts and without a test of variants.
pub async fn lately(store: &Store, workspace: WorkspaceId, audience: i64) -> Result<Vec<Run>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM run WHERE workspace = $1 AND state = 'finished' AND test IS NULL \
         AND audience_count >= $2 ORDER BY scheduled_at DESC, id DESC LIMIT 5"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(audience);
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

/// How many messages of a run were handed to another server; 0 where they stayed with us, by the way named `kept`.
pub async fn tried_outward(store: &Store, workspace: WorkspaceId, id: i64, kept: &str) -> Result<i64> {
    let of_run = "FROM send WHERE workspace = $1 AND run_id = $2 AND state NOT IN ('leased', 'handing')";
    let sql = format!("SELECT way {of_run} AND state = 'sent' ORDER BY id LIMIT 1");
    let first = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(id).fetch_optional(store.reader()).await?;
    if first.map(|row| row.opt_text("way")).transpose()?.flatten().as_deref() == Some(kept) {
        return Ok(0);
    }
    let sql = format!("SELECT COUNT(*) AS n {of_run} AND state IN ('sent', 'failed', 'unknown')");
    sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(id).fetch_one(store.reader()).await?.int("n")
}

pub(crate) fn read(row: &AnyRow) -> Result<Run> {
    Ok(Run {
        id: row.int("id")?,
        program: row.text("program")?,
        email: row.text("email")?,
        email_version: i32::try_from(row.int("email_version")?).map_err(|e| StoreError::corrupt("a run", e))?,
        operational: row.flag("operational")?,
        state: row.word("state", RunState::parse)?,
        scheduled_at: row.at("scheduled_at")?,
        audience_count: row.int("audience_count")?,
        change_seq: row.int("change_seq")?,
        position: row.int("position")?,
        materialised: row.flag("materialised")?,
        reason: row.opt_text("reason")?,
        brake: row.opt_word("brake", Brake::parse)?,
        test: row.opt_text("test")?,
        test_state: row.opt_word("test_state", TestState::parse)?,
        decide_at: row.opt_at("decide_at")?,
        winner: row.opt_text("winner")?,
        user: row.opt_int("user_id")?.map(UserId),
        said: row.opt_text("request_said")?,
        created_at: row.at("created_at")?,
        frozen_at: row.opt_at("frozen_at")?,
        finished_at: row.opt_at("finished_at")?,
    })
}
