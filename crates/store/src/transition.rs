//! The states of a send: queued → leased → handing → sent, deferred, failed, held or unknown.
//!
//! Every step asks for the token of the claim, so a worker that lost its lease changes nothing. Nothing is deleted:
//! an expired `leased` returns to the queue (the final dot was not written), an expired `handing` is in doubt.
//!
//! A message takes these steps one by one, so they are what its row costs: an index holds what a step changes only where
//! somebody looks for it, and of a row that the caller has a step returns what may have changed.

use crate::error::{Result, retrying};
use crate::intake::{self, NewIntake};
use crate::open::{Dialect, Store, Tx};
use crate::sends::{Send, SendState};
use crate::sql::{Bulk, Columns};
use crate::waiting::Waits;
use fault::{Bug, Point, bug, point};
use model::{SendId, Timestamp, WorkspaceId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

// A claim was last written when it was made: from here on it has its whole time once more, for the wire.
macro_rules! hand_over {
    ($ours:literal) => {
        concat!(
            ") UPDATE send SET state = 'handing', message_id = handed.message_id, handed_at = handed.at, \
             way = handed.way, lease_until = send.lease_until + handed.at - send.updated_at, \
             updated_at = handed.at FROM handed WHERE send.workspace = handed.workspace AND send.id = handed.id AND ",
            $ours,
            " AND NOT EXISTS (SELECT 1 FROM run WHERE run.workspace = send.workspace AND run.id = send.run_id \
             AND run.state IN ('paused', 'cancelled')) RETURNING send.id, send.token"
        )
    };
}

/// A claimed send that is about to be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handing {
    pub send: SendId,
    /// Of its claim.
    pub token: i64,
    pub message_id: String,
    /// Key of the way out that it takes.
    pub way: String,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    /// As it was claimed.
    pub send: Arc<Send>,
    /// Of its claim.
    pub token: i64,
    /// Sent, Deferred, Failed, Held or Unknown.
    pub state: SendState,
    pub reason: Option<String>,
    /// Deferred: when to try again.
    pub due_at: Option<Timestamp>,
    /// Deferred: what for. Only a [`Waits::Retry`] was an attempt.
    pub waits: Option<Waits>,
    /// What the mail server's words mean for the address, in a word.
    pub verdict: Option<&'static str>,
}

impl Finish {
    pub fn new(send: &Send, state: SendState, reason: Option<String>) -> Finish {
        Finish {
            send: Arc::new(send.clone()),
            token: send.token,
            state,
            reason,
            due_at: None,
            waits: None,
            verdict: None,
        }
    }
}

/// What was recorded at once.
#[derive(Debug, Default)]
pub struct Recorded {
    /// Those whose final dot may be written, with the token of their claim; the rest lost their lease or their run was
    /// stopped.
    pub handed: HashSet<(SendId, i64)>,
    /// Those whose end was recorded.
    pub ended: Vec<Send>,
}

/// Marks claimed sends as being handed over, records how attempts ended, and appends what the rules must hear of that,
/// all in one transaction. It is durable when this returns, which must be before the final dot of what is handed over.
/// `report` is given the sends whose end was recorded (those still their token's) and returns intake rows. Sent and
/// Unknown need a handing before them; the others may come straight from `leased`.
pub async fn record(
    store: &Store,
    workspace: WorkspaceId,
    handings: &[Handing],
    ends: &[Finish],
    now: Timestamp,
    report: &(dyn Fn(&[Send]) -> Vec<NewIntake> + std::marker::Send + Sync),
) -> Result<Recorded> {
    retrying!(attempt_record(store, workspace, handings, ends, now, report))
}

async fn attempt_record(
    store: &Store,
    workspace: WorkspaceId,
    handings: &[Handing],
    ends: &[Finish],
    now: Timestamp,
    report: &(dyn Fn(&[Send]) -> Vec<NewIntake> + std::marker::Send + Sync),
) -> Result<Recorded> {
    let mut tx = store.begin().await?;
    let handed = hand(&mut tx, store.dialect(), workspace, handings, now).await?;
    let ended = end(&mut tx, store.dialect(), workspace, ends, now).await?;
    let feeds = report(&ended);
    if bug(Bug::ResultApart) && !ended.is_empty() {
        store.commit(tx).await?;
        point(Point::BeforeResult);
        tx = store.begin().await?;
    }
    if !feeds.is_empty() {
        intake::append_in(store, &mut tx, workspace, feeds).await?;
    }
    if !ended.is_empty() {
        point(Point::BeforeResult);
    }
    store.commit(tx).await?;
    if !ended.is_empty() {
        point(Point::AfterResult);
    }
    Ok(Recorded { handed, ended })
}

async fn hand(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    handings: &[Handing],
    now: Timestamp,
) -> Result<HashSet<(SendId, i64)>> {
    let mut bulk = Bulk::new(
        "WITH handed (workspace, id, token, message_id, way, at) AS (",
        match bug(Bug::FenceIgnored) {
            true => hand_over!("1 = 1"),
            false => hand_over!("send.token = handed.token AND send.state = 'leased' AND send.lease_until > handed.at"),
        },
    )
    .repeatable();
    for Handing { send, token, message_id, way } in handings {
        let (id, token) = (send.0.into(), (*token).into());
        bulk.row([workspace.0.into(), id, token, message_id.as_str().into(), way.as_str().into(), now.into()]);
    }
    let rows = bulk.run(tx, dialect).await?;
    if bug(Bug::FenceIgnored) {
        return Ok(handings.iter().map(|one| (one.send, one.token)).collect());
    }
    rows.iter().map(|row| Ok((SendId(row.int("id")?), row.int("token")?))).collect()
}

async fn end(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    ends: &[Finish],
    now: Timestamp,
) -> Result<Vec<Send>> {
    let mut bulk = Bulk::new(
        "WITH ended (workspace, id, token, state, reason, due_at, at, waits, verdict) AS (",
        ") UPDATE send SET state = ended.state, reason = ended.reason, waits = ended.waits, \
         verdict = COALESCE(ended.verdict, send.verdict), due_at = COALESCE(ended.due_at, send.due_at), \
         attempt = CASE WHEN ended.waits IS NULL OR ended.waits = 'retry' THEN send.attempt \
         ELSE send.attempt - 1 END, updated_at = ended.at FROM ended WHERE send.workspace = ended.workspace \
         AND send.id = ended.id AND send.token = ended.token AND (send.state = 'handing' OR (send.state = 'leased' \
         AND ended.state IN ('deferred', 'failed', 'held'))) RETURNING send.id, send.token, send.attempt, \
         send.address, send.details, send.message_id, send.handed_at, send.way",
    )
    .repeatable();
    let mut known = HashMap::with_capacity(ends.len());
    for end in
        ends.iter().filter(|end| !matches!(end.state, SendState::Queued | SendState::Leased | SendState::Handing))
    {
        known.insert((end.send.id.0, end.token), end);
        bulk.row([
            workspace.0.into(),
            end.send.id.0.into(),
            end.token.into(),
            end.state.as_str().into(),
            end.reason.clone().into(),
            end.due_at.into(),
            now.into(),
            end.waits.map(|waits| waits.as_str().to_string()).into(),
            end.verdict.map(str::to_string).into(),
        ]);
    }
    let mut ended = Vec::with_capacity(known.len());
    for row in bulk.run(tx, dialect).await? {
        let Some(end) = known.get(&(row.int("id")?, row.int("token")?)) else { continue };
        ended.push(Send {
            state: end.state,
            reason: end.reason.clone(),
            due_at: end.due_at.unwrap_or(end.send.due_at),
            attempt: row.int("attempt")?,
            token: end.token,
            updated_at: now,
            // Whoever was erased meanwhile is gone from the row.
            address: row.text("address")?,
            details: row.text("details")?,
            message_id: row.opt_text("message_id")?,
            handed_at: row.opt_at("handed_at")?,
            way: row.opt_text("way")?,
            ..(*end.send).clone()
        });
    }
    ended.sort_by_key(|send| send.id);
    Ok(ended)
}
