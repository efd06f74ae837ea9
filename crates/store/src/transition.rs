//! The states of a send: queued → leased → handing → sent, deferred, failed, held or unknown.
//!
//! Every step asks for the token of the claim, so a worker that lost its lease changes nothing. Nothing is deleted:
//! an expired `leased` returns to the queue (the final dot was not written), an expired `handing` is in doubt.

use crate::counter;
use crate::error::{Result, retrying};
use crate::find::listed;
use crate::intake::{self, NewIntake};
use crate::open::{Dialect, Store, Tx};
use crate::sends::{COLUMNS, Send, SendState, read};
use crate::sql::{Bulk, Columns};
use crate::waiting::Waits;
use crate::work::skip_locked;
use fault::{Bug, Point, bug, point};
use model::{SendId, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Sends of a run that is paused or cancelled are left alone.
const NOT_STOPPED: &str = "NOT EXISTS (SELECT 1 FROM run WHERE run.workspace = send.workspace AND run.id = send.run_id \
                           AND run.state IN ('paused', 'cancelled'))";

/// Claims due sends for `lease_ms`: operational ones first, then the longest due. All carry one token.
pub async fn claim(
    store: &Store,
    workspace: WorkspaceId,
    limit: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Send>> {
    retrying!(attempt_claim(store, workspace, limit, limit, now, lease_ms))
}

/// As [`claim`], of operational mail alone.
pub async fn claim_operational(
    store: &Store,
    workspace: WorkspaceId,
    limit: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Send>> {
    retrying!(attempt_claim(store, workspace, limit, 0, now, lease_ms))
}

/// Whether operational mail is due: asked before a claim, which writes.
pub async fn operational_is_due(store: &Store, workspace: WorkspaceId, now: Timestamp) -> Result<bool> {
    let due = sqlx::query(
        "SELECT id FROM send WHERE workspace = $1 AND operational = 1 AND state IN ('queued', 'deferred') \
         AND due_at <= $2 LIMIT 1",
    )
    .bind(workspace.0)
    .bind(now.0)
    .fetch_optional(store.reader())
    .await?;
    Ok(due.is_some())
}

async fn attempt_claim(
    store: &Store,
    workspace: WorkspaceId,
    operational: usize,
    marketing: usize,
    now: Timestamp,
    lease_ms: i64,
) -> Result<Vec<Send>> {
    let mut tx = store.begin().await?;
    let token = counter::take(&mut tx, workspace, "send_token", 1).await?;
    let until = now.plus(lease_ms.saturating_mul(1_000));
    let mut sends = claim_of(&mut tx, (store.dialect(), workspace, true), operational, (token, until), now).await?;
    let left = marketing.saturating_sub(sends.len());
    if left > 0 {
        sends.extend(claim_of(&mut tx, (store.dialect(), workspace, false), left, (token, until), now).await?);
    }
    // Nothing was due: the token is not used up, so that tokens say how far the send journal has been followed.
    if !sends.is_empty() {
        store.commit(tx).await?;
    }
    Ok(sends)
}

/// The longest due of operational or of other mail. One kind a statement: then the index has them in their order.
async fn claim_of(
    tx: &mut Tx,
    (dialect, workspace, operational): (Dialect, WorkspaceId, bool),
    limit: usize,
    (token, until): (i64, Timestamp),
    now: Timestamp,
) -> Result<Vec<Send>> {
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT id FROM send WHERE workspace = $1 AND operational = $6 \
         AND state IN ('queued', 'deferred') AND due_at <= $4 AND {NOT_STOPPED} \
         ORDER BY due_at, id LIMIT $5{}) \
         UPDATE send SET state = '{}', token = $2, lease_until = $3, attempt = attempt + 1, waits = NULL, \
         updated_at = $4 WHERE workspace = $1 AND id IN (SELECT id FROM due) RETURNING {COLUMNS}",
        skip_locked(dialect),
        if bug(Bug::SentAtClaim) { "sent" } else { "leased" }
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(token)
        .bind(until.0)
        .bind(now.0)
        .bind(limit as i64)
        .bind(i64::from(operational))
        .fetch_all(&mut **tx)
        .await?;
    let mut sends = rows.iter().map(read).collect::<Result<Vec<Send>>>()?;
    sends.sort_by_key(|send| (send.due_at, send.id));
    Ok(sends)
}

/// Those of claimed sends that are still their claim's, and whose run goes on.
pub async fn ours(store: &Store, workspace: WorkspaceId, sends: &[&Send]) -> Result<HashSet<SendId>> {
    if bug(Bug::SentAtClaim) || bug(Bug::FenceIgnored) {
        return Ok(sends.iter().map(|send| send.id).collect());
    }
    let tokens: HashMap<i64, i64> = sends.iter().map(|send| (send.id.0, send.token)).collect();
    let ids: Vec<i64> = sends.iter().map(|send| send.id.0).collect();
    let sql = format!(
        "SELECT id, token FROM send WHERE workspace = $1 AND state = 'leased' AND {NOT_STOPPED} AND id IN ({{list}})"
    );
    let mut ours = HashSet::new();
    for row in listed(store, workspace, &sql, &ids).await? {
        let id = row.int("id")?;
        if tokens.get(&id) == Some(&row.int("token")?) {
            ours.insert(SendId(id));
        }
    }
    Ok(ours)
}

macro_rules! hand_over {
    ($ours:literal) => {
        concat!(
            ") UPDATE send SET state = 'handing', message_id = handed.message_id, handed_at = handed.at, \
             way = handed.way, updated_at = handed.at FROM handed WHERE send.workspace = handed.workspace AND send.id = handed.id AND ",
            $ours,
            " AND NOT EXISTS (SELECT 1 FROM run WHERE run.workspace = send.workspace AND run.id = send.run_id \
             AND run.state IN ('paused', 'cancelled')) RETURNING send.id"
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
    pub send: SendId,
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
        Finish { send: send.id, token: send.token, state, reason, due_at: None, waits: None, verdict: None }
    }
}

/// What was recorded at once.
#[derive(Debug, Default)]
pub struct Recorded {
    /// Those whose final dot may be written; the rest lost their lease or their run was stopped.
    pub handed: HashSet<SendId>,
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
) -> Result<HashSet<SendId>> {
    let mut bulk = Bulk::new(
        "WITH handed (workspace, id, token, message_id, way, at) AS (",
        match bug(Bug::FenceIgnored) {
            true => hand_over!("1 = 1"),
            false => hand_over!("send.token = handed.token AND send.state = 'leased' AND send.lease_until > handed.at"),
        },
    );
    for Handing { send, token, message_id, way } in handings {
        let (id, token) = (send.0.into(), (*token).into());
        bulk.row([workspace.0.into(), id, token, message_id.as_str().into(), way.as_str().into(), now.into()]);
    }
    let rows = bulk.run(tx, dialect).await?;
    rows.iter().map(|row| row.int("id").map(SendId)).collect()
}

async fn end(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    ends: &[Finish],
    now: Timestamp,
) -> Result<Vec<Send>> {
    static TAIL: LazyLock<String> = LazyLock::new(|| {
        let columns: Vec<String> = COLUMNS.split(", ").map(|column| format!("send.{}", column.trim())).collect();
        format!(
            ") UPDATE send SET state = ended.state, reason = ended.reason, waits = ended.waits, \
             verdict = COALESCE(ended.verdict, send.verdict), due_at = COALESCE(ended.due_at, send.due_at), \
             attempt = CASE WHEN ended.waits IS NULL OR ended.waits = 'retry' THEN send.attempt \
             ELSE send.attempt - 1 END, updated_at = ended.at FROM ended WHERE send.workspace = ended.workspace \
             AND send.id = ended.id AND send.token = ended.token AND (send.state = 'handing' OR (send.state = 'leased' \
             AND ended.state IN ('deferred', 'failed', 'held'))) RETURNING {}",
            columns.join(", ")
        )
    });
    let mut bulk =
        Bulk::new("WITH ended (workspace, id, token, state, reason, due_at, at, waits, verdict) AS (", &TAIL);
    for end in
        ends.iter().filter(|end| !matches!(end.state, SendState::Queued | SendState::Leased | SendState::Handing))
    {
        bulk.row([
            workspace.0.into(),
            end.send.0.into(),
            end.token.into(),
            end.state.as_str().into(),
            end.reason.clone().into(),
            end.due_at.into(),
            now.into(),
            end.waits.map(|waits| waits.as_str().to_string()).into(),
            end.verdict.map(str::to_string).into(),
        ]);
    }
    let rows = bulk.run(tx, dialect).await?;
    let mut ended = rows.iter().map(read).collect::<Result<Vec<Send>>>()?;
    ended.sort_by_key(|send| send.id);
    Ok(ended)
}
