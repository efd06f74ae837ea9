//! How the test of a run's variants goes on: everybody who tries one is written to, the result is waited for, a winner
//! chosen once.

use crate::error::Result;
use crate::open::Store;
use crate::sends::SendState;
use crate::sql::Columns;
use model::{ContactId, Timestamp, WorkspaceId};

/// How far a test has come. Without a state the variants are still being made into sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestState {
    /// The variants are out; the result is read at its time.
    Waiting,
    /// It was read and nothing was clear: somebody has to choose.
    Undecided,
    /// What won clearly.
    Clear,
    /// What led when the time had come, without being clearly better.
    Leading,
    /// What somebody chose.
    Chosen,
}

impl TestState {
    const ALL: [TestState; 5] =
        [TestState::Waiting, TestState::Undecided, TestState::Clear, TestState::Leading, TestState::Chosen];

    pub fn as_str(self) -> &'static str {
        match self {
            TestState::Waiting => "waiting",
            TestState::Undecided => "undecided",
            TestState::Clear => "clear",
            TestState::Leading => "leading",
            TestState::Chosen => "chosen",
        }
    }

    pub fn parse(text: &str) -> Option<TestState> {
        TestState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// The variant that the others get, and how it came to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'c> {
    pub winner: &'c str,
    pub state: TestState,
}

/// The last of the variants has its send: from now on the result is waited for, and the audience will be gone through
/// from its beginning. False when the run is elsewhere.
pub async fn wait(store: &Store, workspace: WorkspaceId, id: i64, position: i64, decide_at: Timestamp) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET test_state = 'waiting', position = 0, decide_at = $4 WHERE workspace = $1 AND id = $2 \
         AND position = $3 AND state = 'running' AND test_state IS NULL",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(position)
    .bind(decide_at.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Nothing was clear: nothing more happens until somebody chooses.
pub async fn give_up(store: &Store, workspace: WorkspaceId, id: i64) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET test_state = 'undecided' WHERE workspace = $1 AND id = $2 AND test_state = 'waiting'",
    )
    .bind(workspace.0)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Chooses what the others get; false when that was done before, or the run is over.
pub async fn choose(
    store: &Store,
    workspace: WorkspaceId,
    id: i64,
    choice: Choice<'_>,
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query(
        "UPDATE run SET winner = $3, test_state = $4, decide_at = $5 WHERE workspace = $1 AND id = $2 \
         AND winner IS NULL AND test_state IN ('waiting', 'undecided') AND state IN ('running', 'paused')",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(choice.winner.to_string())
    .bind(choice.state.as_str().to_string())
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// A contact of a run, with what became of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub contact: ContactId,
    pub details: String,
    pub state: SendState,
    pub reason: Option<String>,
    /// When it was handed over, else when it was decided.
    pub at: Timestamp,
}

/// Everybody whom a run has a row for.
pub async fn recipients(store: &Store, workspace: WorkspaceId, id: i64) -> Result<Vec<Recipient>> {
    let rows = sqlx::query(
        "SELECT contact_id, details, state, reason, COALESCE(handed_at, created_at) AS at FROM send WHERE workspace = $1 \
         AND run_id = $2",
    )
    .bind(workspace.0)
    .bind(id)
    .fetch_all(store.reader())
    .await?;
    let one = |row: &sqlx::any::AnyRow| {
        Ok(Recipient {
            contact: ContactId(row.int("contact_id")?),
            details: row.text("details")?,
            state: row.word("state", SendState::parse)?,
            reason: row.opt_text("reason")?,
            at: row.at("at")?,
        })
    };
    rows.iter().map(one).collect()
}
