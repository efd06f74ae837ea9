//! The one applier of a workspace: a lease with a fencing token, and how far it has come.

pub use crate::commit::{Commit, CommitError, commit, rehearse};
use crate::error::Result;
use crate::open::{Store, Tx};
use crate::sql::Columns;
use model::{Timestamp, WorkspaceId};

/// The fencing token of a lease: each new lease has a higher one, and a commit with an older one is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub i64);

/// The next free number of each record. Dense, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextIds {
    pub contact: i64,
    pub account: i64,
    pub lead: i64,
    pub opportunity: i64,
    pub visitor: i64,
}

/// How far the applier has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The last intake row applied.
    pub applied: i64,
    /// The `now` of the last commit; never goes back.
    pub evaluated_to: Timestamp,
    /// The last row of the change log.
    pub change_seq: i64,
    /// The last number of the ledger.
    pub ledger: i64,
    pub ids: NextIds,
}

/// Takes the lease when it is free, has run out, or is the holder's own; `None` when another holds it. `holder` names
/// the process (and start) that asks.
pub async fn lease(store: &Store, workspace: WorkspaceId, holder: &str, ttl_ms: u64) -> Result<Option<Token>> {
    let now = store.clock().await?;
    let mut tx = store.begin().await?;
    let row = sqlx::query(
        "UPDATE applier SET token = token + 1, holder = $2, lease_until = $3 \
         WHERE workspace = $1 AND (lease_until <= $4 OR holder = $2) RETURNING token",
    )
    .bind(workspace.0)
    .bind(holder.to_string())
    .bind(until(now, ttl_ms))
    .bind(now.0)
    .fetch_optional(&mut *tx)
    .await?;
    store.commit(tx).await?;
    row.map(|row| row.int("token").map(Token)).transpose()
}

/// Prolongs the lease; false when another has taken it since.
pub async fn renew(store: &Store, workspace: WorkspaceId, token: Token, ttl_ms: u64) -> Result<bool> {
    let now = store.clock().await?;
    set_until(store, workspace, token, until(now, ttl_ms)).await
}

/// Whether the lease is still this token's, which it stays until the transaction ends: who takes it waits for the row.
pub(crate) async fn hold(tx: &mut Tx, workspace: WorkspaceId, token: Token) -> Result<bool> {
    let done = sqlx::query("UPDATE applier SET token = token WHERE workspace = $1 AND token = $2")
        .bind(workspace.0)
        .bind(token.0)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives the lease back, so that another need not wait for its end.
pub async fn release(store: &Store, workspace: WorkspaceId, token: Token) -> Result<bool> {
    set_until(store, workspace, token, 0).await
}

async fn set_until(store: &Store, workspace: WorkspaceId, token: Token, until: i64) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query("UPDATE applier SET lease_until = $3 WHERE workspace = $1 AND token = $2")
        .bind(workspace.0)
        .bind(token.0)
        .bind(until)
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

fn until(now: Timestamp, ttl_ms: u64) -> i64 {
    now.plus(i64::try_from(ttl_ms).unwrap_or(i64::MAX / 1_000).saturating_mul(1_000)).0
}

/// The cursor as last committed.
pub async fn cursor(store: &Store, workspace: WorkspaceId) -> Result<Cursor> {
    let row = sqlx::query(
        "SELECT applied, evaluated_to, change_seq, ledger, next_contact, next_account, next_lead, next_opportunity, \
         next_visitor FROM applier WHERE workspace = $1",
    )
    .bind(workspace.0)
    .fetch_optional(store.reader())
    .await?
    .ok_or_else(|| crate::StoreError::Missing(format!("workspace {workspace}")))?;
    Ok(Cursor {
        applied: row.int("applied")?,
        evaluated_to: row.at("evaluated_to")?,
        change_seq: row.int("change_seq")?,
        ledger: row.int("ledger")?,
        ids: NextIds {
            contact: row.int("next_contact")?,
            account: row.int("next_account")?,
            lead: row.int("next_lead")?,
            opportunity: row.int("next_opportunity")?,
            visitor: row.int("next_visitor")?,
        },
    })
}
