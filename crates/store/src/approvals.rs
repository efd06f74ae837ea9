//! Approvals: what somebody wants that a second person has to agree to. At most one request waits for each thing, and a
//! request is decided once: what follows from its approval is written in the same transaction.

use crate::counter;
use crate::error::{Result, StoreError};
use crate::open::{Store, Tx};
use crate::sql::{Columns, to_json};
use model::{DefinitionKind, Timestamp, UserId, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// To start a run of a batch program.
    Run,
    /// To put a draft in force.
    Publish,
}

impl Action {
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Run => "run",
            Action::Publish => "publish",
        }
    }

    fn parse(text: &str) -> Option<Action> {
        [Action::Run, Action::Publish].into_iter().find(|action| action.as_str() == text)
    }
}

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Waiting,
    Approved,
    Refused,
    /// Taken back by who asked.
    Cancelled,
    /// What was asked for is not what it was, or was asked for anew.
    Void,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Approved => "approved",
            State::Refused => "refused",
            State::Cancelled => "cancelled",
            State::Void => "void",
        }
    }

    fn parse(text: &str) -> Option<State> {
        use State::*;
        [Waiting, Approved, Refused, Cancelled, Void].into_iter().find(|state| state.as_str() == text)
    }
}

/// A request as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub id: i64,
    pub action: Action,
    /// Of what: a program, or the definition to publish.
    pub kind: DefinitionKind,
    pub key: String,
    pub state: State,
    pub asker: UserId,
    /// Label of the API key that it was asked through.
    pub through: Option<String>,
    pub asked_at: Timestamp,
    /// By `kind/key`, the version of everything that is agreed to.
    pub versions: BTreeMap<String, i32>,
    /// The rest of what was asked; this crate does not read it.
    pub details: String,
    pub decider: Option<UserId>,
    pub decided_at: Option<Timestamp>,
    /// What was said when it was decided.
    pub note: String,
    /// The run that was started.
    pub run: Option<i64>,
}

/// A request to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    pub action: Action,
    pub kind: DefinitionKind,
    pub key: String,
    pub asker: UserId,
    pub through: Option<String>,
    pub versions: BTreeMap<String, i32>,
    pub details: String,
}

/// Somebody's word on a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub request: i64,
    pub decider: UserId,
    pub note: String,
}

const COLUMNS: &str = "id, action, kind, key, state, asker, through, asked_at, versions, details, decider, decided_at, \
                       note, run";

/// Makes a request, in place of the one that it replaces; [`StoreError::Exists`] when another waits for the same.
pub async fn ask(
    store: &Store,
    workspace: WorkspaceId,
    new: &NewRequest,
    replaces: Option<i64>,
    now: Timestamp,
) -> Result<Request> {
    let mut tx = store.begin().await?;
    if let Some(old) = replaces {
        settle(&mut tx, workspace, old, (State::Void, None, "asked for anew"), now).await?;
    }
    let id = counter::take(&mut tx, workspace, "approval", 1).await?;
    let sql = format!(
        "INSERT INTO approval (workspace, id, action, kind, key, state, asker, through, asked_at, versions, details, \
         note) VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, $10, '') RETURNING {COLUMNS}"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(id)
        .bind(new.action.as_str())
        .bind(new.kind.as_str())
        .bind(new.key.clone())
        .bind(new.asker.0)
        .bind(new.through.clone())
        .bind(now.0)
        .bind(to_json("versions", &new.versions)?)
        .bind(new.details.clone())
        .fetch_one(&mut *tx)
        .await?;
    store.commit(tx).await?;
    read(&row)
}

pub async fn get(store: &Store, workspace: WorkspaceId, id: i64) -> Result<Option<Request>> {
    by(store, workspace, "id", id).await
}

/// The request whose approval started a run; `None` for a run that needed none.
pub async fn of_run(store: &Store, workspace: WorkspaceId, run: i64) -> Result<Option<Request>> {
    by(store, workspace, "run", run).await
}

async fn by(store: &Store, workspace: WorkspaceId, column: &str, number: i64) -> Result<Option<Request>> {
    let sql = format!("SELECT {COLUMNS} FROM approval WHERE workspace = $1 AND {column} = $2");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(number);
    query.fetch_optional(store.reader()).await?.as_ref().map(read).transpose()
}

/// Requests that wait, or that do not any more; the latest first.
pub async fn list(store: &Store, workspace: WorkspaceId, waiting: bool) -> Result<Vec<Request>> {
    let which = if waiting { "=" } else { "<>" };
    let sql = format!(
        "SELECT {COLUMNS} FROM approval WHERE workspace = $1 AND state {which} 'waiting' ORDER BY id DESC LIMIT 200"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).fetch_all(store.reader()).await?;
    rows.iter().map(read).collect()
}

/// Ends a request from which nothing follows; false when it did not wait any more.
pub async fn close(
    store: &Store,
    workspace: WorkspaceId,
    id: i64,
    (state, decider, note): (State, Option<UserId>, &str),
    now: Timestamp,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = settle(&mut tx, workspace, id, (state, decider, note), now).await?;
    store.commit(tx).await?;
    Ok(done)
}

/// Approves a request within the transaction of what follows from it. [`StoreError::State`] when it did not wait any
/// more, so that nothing follows twice.
pub(crate) async fn approve(
    tx: &mut Tx,
    workspace: WorkspaceId,
    decision: &Decision,
    run: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    let word = (State::Approved, Some(decision.decider), decision.note.as_str());
    if !settle(tx, workspace, decision.request, word, now).await? {
        return Err(StoreError::State("somebody has decided this already".into()));
    }
    sqlx::query("UPDATE approval SET run = $3 WHERE workspace = $1 AND id = $2")
        .bind(workspace.0)
        .bind(decision.request)
        .bind(run)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn settle(
    tx: &mut Tx,
    workspace: WorkspaceId,
    id: i64,
    (state, decider, note): (State, Option<UserId>, &str),
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE approval SET state = $3, decider = $4, decided_at = $5, note = $6 \
         WHERE workspace = $1 AND id = $2 AND state = 'waiting'",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(state.as_str())
    .bind(decider.map(|user| user.0))
    .bind(now.0)
    .bind(note.to_string())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

fn read(row: &AnyRow) -> Result<Request> {
    Ok(Request {
        id: row.int("id")?,
        action: row.word("action", Action::parse)?,
        kind: row.word("kind", DefinitionKind::parse)?,
        key: row.text("key")?,
        state: row.word("state", State::parse)?,
        asker: UserId(row.int("asker")?),
        through: row.opt_text("through")?,
        asked_at: row.at("asked_at")?,
        versions: row.json("versions")?,
        details: row.text("details")?,
        decider: row.opt_int("decider")?.map(UserId),
        decided_at: row.opt_at("decided_at")?,
        note: row.text("note")?,
        run: row.opt_int("run")?,
    })
}
