//! Domains that mail is sent from, with the keys that sign it. Private keys come and go sealed.

use crate::error::{Result, StoreError};
use crate::open::Store;
use crate::sql::Columns;
use model::{Timestamp, UserId, WorkspaceId};
use sqlx::any::AnyRow;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its records have not been found yet.
    Pending,
    Verified,
    /// Its records were there, and are not any more.
    Failed,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Verified => "verified",
            State::Failed => "failed",
        }
    }

    fn parse(text: &str) -> Option<State> {
        [State::Pending, State::Verified, State::Failed].into_iter().find(|state| state.as_str() == text)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderDomain {
    pub domain: String,
    /// What SPF has to allow, in its own words.
    pub spf: Option<String>,
    pub state: State,
    pub state_at: Timestamp,
    pub checked_at: Option<Timestamp>,
    /// What the last look at DNS has shown, as JSON.
    pub findings: String,
    /// Since when, and by whose word, mail may leave although the domain is not verified.
    pub allowed: Option<(Timestamp, Option<UserId>)>,
    pub created_at: Timestamp,
}

impl SenderDomain {
    /// Whether mail may leave from it.
    pub fn may_send(&self) -> bool {
        self.state == State::Verified || self.allowed.is_some()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderKey {
    pub domain: String,
    pub selector: String,
    pub kind: String,
    pub public: String,
    /// Sealed.
    pub private: Vec<u8>,
}

const COLUMNS: &str = "domain, spf, state, state_at, checked_at, findings, allowed_at, allowed_by, created_at";

fn domain(row: &AnyRow) -> Result<SenderDomain> {
    let by = row.opt_int("allowed_by")?.map(UserId);
    Ok(SenderDomain {
        domain: row.text("domain")?,
        spf: row.opt_text("spf")?,
        state: row.word("state", State::parse)?,
        state_at: row.at("state_at")?,
        checked_at: row.opt_at("checked_at")?,
        findings: row.text("findings")?,
        allowed: row.opt_at("allowed_at")?.map(|at| (at, by)),
        created_at: row.at("created_at")?,
    })
}

fn key(row: &AnyRow) -> Result<SenderKey> {
    Ok(SenderKey {
        domain: row.text("domain")?,
        selector: row.text("selector")?,
        kind: row.text("kind")?,
        public: row.text("public")?,
        private: row.bytes("private")?,
    })
}

/// Every domain, by name.
pub async fn list(store: &Store, workspace: WorkspaceId) -> Result<Vec<SenderDomain>> {
    let text = format!("SELECT {COLUMNS} FROM sender_domain WHERE workspace = $1 ORDER BY domain");
    let rows = sqlx::query(sqlx::AssertSqlSafe(text)).bind(workspace.0).fetch_all(store.reader()).await?;
    rows.iter().map(domain).collect()
}

/// Every key of every domain.
pub async fn keys(store: &Store, workspace: WorkspaceId) -> Result<Vec<SenderKey>> {
    let rows = sqlx::query(
        "SELECT domain, selector, kind, public, private FROM sender_key WHERE workspace = $1 ORDER BY domain, selector",
    )
    .bind(workspace.0)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(key).collect()
}

/// Adds a domain with its keys. One that is there already is refused.
pub async fn add(
    store: &Store,
    workspace: WorkspaceId,
    domain: &str,
    spf: Option<&str>,
    keys: &[SenderKey],
    at: Timestamp,
) -> Result<()> {
    let mut tx = store.begin().await?;
    let added = sqlx::query(
        "INSERT INTO sender_domain (workspace, domain, spf, state, state_at, findings, created_at) \
         VALUES ($1, $2, $3, $4, $5, '[]', $5) ON CONFLICT (workspace, domain) DO NOTHING",
    )
    .bind(workspace.0)
    .bind(domain)
    .bind(spf.map(str::to_string))
    .bind(State::Pending.as_str())
    .bind(at.0)
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        return Err(StoreError::Exists(format!("the domain {domain}")));
    }
    for key in keys {
        sqlx::query(
            "INSERT INTO sender_key (workspace, domain, selector, kind, public, private, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(workspace.0)
        .bind(domain)
        .bind(key.selector.clone())
        .bind(key.kind.clone())
        .bind(key.public.clone())
        .bind(key.private.clone())
        .bind(at.0)
        .execute(&mut *tx)
        .await?;
    }
    store.commit(tx).await
}

/// Notes what a look at DNS has shown of the domain as it was added, and not of a later one of its name. Without a verdict the state stays; a domain that was never verified cannot fail.
pub async fn note_check(
    store: &Store,
    workspace: WorkspaceId,
    domain: &SenderDomain,
    verified: Option<bool>,
    findings: &str,
    at: Timestamp,
) -> Result<()> {
    let to = match verified {
        Some(true) => "'verified'",
        Some(false) => "CASE WHEN state = 'pending' THEN 'pending' ELSE 'failed' END",
        None => "state",
    };
    let text = format!(
        "UPDATE sender_domain SET state_at = CASE WHEN state = {to} THEN state_at ELSE $3 END, state = {to}, \
         findings = $4, checked_at = $3 WHERE workspace = $1 AND domain = $2 AND created_at = $5"
    );
    let mut tx = store.begin().await?;
    sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(workspace.0)
        .bind(&domain.domain)
        .bind(at.0)
        .bind(findings)
        .bind(domain.created_at.0)
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await
}

/// What somebody decides about a domain; `None` leaves a part as it is.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub spf: Option<Option<String>>,
    pub allowed: Option<Option<(Timestamp, Option<UserId>)>>,
}

pub async fn change(store: &Store, workspace: WorkspaceId, domain: &str, change: Change) -> Result<()> {
    let mut tx = store.begin().await?;
    if let Some(spf) = change.spf {
        sqlx::query("UPDATE sender_domain SET spf = $3 WHERE workspace = $1 AND domain = $2")
            .bind(workspace.0)
            .bind(domain)
            .bind(spf)
            .execute(&mut *tx)
            .await?;
    }
    if let Some(allowed) = change.allowed {
        sqlx::query("UPDATE sender_domain SET allowed_at = $3, allowed_by = $4 WHERE workspace = $1 AND domain = $2")
            .bind(workspace.0)
            .bind(domain)
            .bind(allowed.map(|(at, _)| at.0))
            .bind(allowed.and_then(|(_, by)| by).map(|user| user.0))
            .execute(&mut *tx)
            .await?;
    }
    store.commit(tx).await
}

/// Takes a domain away, with its keys.
pub async fn delete(store: &Store, workspace: WorkspaceId, domain: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query("DELETE FROM sender_key WHERE workspace = $1 AND domain = $2")
        .bind(workspace.0)
        .bind(domain)
        .execute(&mut *tx)
        .await?;
    let done = sqlx::query("DELETE FROM sender_domain WHERE workspace = $1 AND domain = $2")
        .bind(workspace.0)
        .bind(domain)
        .execute(&mut *tx)
        .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Missing(format!("the domain {domain}")));
    }
    store.commit(tx).await
}
