//! Keys of the API and of the intake. Secrets are known by their SHA-256 only: they are random, so that nothing
//! slower is needed.

use crate::error::{Result, StoreError};
use crate::open::{self, Store};
use crate::sql::{Columns, to_json};
use model::{KeyId, Timestamp, UserId, WorkspaceId};
use sqlx::any::AnyRow;

const COLUMNS: &str = "workspace, id, kind, label, prefix, scopes, created_at, created_by, last_used, revoked_at";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// The REST API, within the key's scopes.
    Api,
    /// Intake of events only.
    Write,
}

impl KeyKind {
    pub fn as_str(self) -> &'static str {
        match self {
            KeyKind::Api => "api",
            KeyKind::Write => "write",
        }
    }

    fn parse(text: &str) -> Option<KeyKind> {
        [KeyKind::Api, KeyKind::Write].into_iter().find(|kind| kind.as_str() == text)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub workspace: WorkspaceId,
    pub id: KeyId,
    pub kind: KeyKind,
    pub label: String,
    /// The beginning of the secret, to recognise it by.
    pub prefix: String,
    /// Names of rights.
    pub scopes: Vec<String>,
    pub created_at: Timestamp,
    pub created_by: Option<UserId>,
    pub last_used: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

/// A key to add.
#[derive(Debug, Clone)]
pub struct NewKey {
    pub kind: KeyKind,
    pub label: String,
    pub prefix: String,
    /// SHA-256 of the secret in hexadecimal digits.
    pub hash: String,
    pub scopes: Vec<String>,
    pub created_by: Option<UserId>,
}

fn key(row: &AnyRow) -> Result<Key> {
    Ok(Key {
        workspace: WorkspaceId(row.int("workspace")?),
        id: KeyId(row.int("id")?),
        kind: row.word("kind", KeyKind::parse)?,
        label: row.text("label")?,
        prefix: row.text("prefix")?,
        scopes: row.json("scopes")?,
        created_at: row.at("created_at")?,
        created_by: row.opt_int("created_by")?.map(UserId),
        last_used: row.opt_at("last_used")?,
        revoked_at: row.opt_at("revoked_at")?,
    })
}

pub async fn create(store: &Store, workspace: WorkspaceId, new: NewKey, at: Timestamp) -> Result<Key> {
    let mut tx = store.begin().await?;
    let id = crate::counter::take(&mut tx, workspace, "key", 1).await?;
    sqlx::query(
        "INSERT INTO access_key (workspace, id, kind, label, prefix, hash, scopes, created_at, created_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(new.kind.as_str())
    .bind(&new.label)
    .bind(&new.prefix)
    .bind(&new.hash)
    .bind(to_json("scopes", &new.scopes)?)
    .bind(at.0)
    .bind(new.created_by.map(|user| user.0))
    .execute(&mut *tx)
    .await?;
    open::commit(tx).await?;
    Ok(Key {
        workspace,
        id: KeyId(id),
        kind: new.kind,
        label: new.label,
        prefix: new.prefix,
        scopes: new.scopes,
        created_at: at,
        created_by: new.created_by,
        last_used: None,
        revoked_at: None,
    })
}

/// Every key, the latest first, revoked ones included.
pub async fn list(store: &Store, workspace: WorkspaceId) -> Result<Vec<Key>> {
    let text = format!("SELECT {COLUMNS} FROM access_key WHERE workspace = $1 ORDER BY id DESC");
    let rows = sqlx::query(sqlx::AssertSqlSafe(text)).bind(workspace.0).fetch_all(store.reader()).await?;
    rows.iter().map(key).collect()
}

/// The key of a secret, by the secret's hash.
pub async fn by_hash(store: &Store, hash: &str) -> Result<Option<Key>> {
    let text = format!("SELECT {COLUMNS} FROM access_key WHERE hash = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(text)).bind(hash).fetch_optional(store.reader()).await?;
    row.as_ref().map(key).transpose()
}

/// Revokes a key; nothing happens when it is revoked already.
pub async fn revoke(store: &Store, workspace: WorkspaceId, id: KeyId, at: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    let done =
        sqlx::query("UPDATE access_key SET revoked_at = COALESCE(revoked_at, $3) WHERE workspace = $1 AND id = $2")
            .bind(workspace.0)
            .bind(id.0)
            .bind(at.0)
            .execute(&mut *tx)
            .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Missing("the key".into()));
    }
    open::commit(tx).await
}

/// Notes that a key was used.
pub async fn used(store: &Store, workspace: WorkspaceId, id: KeyId, at: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query("UPDATE access_key SET last_used = $3 WHERE workspace = $1 AND id = $2")
        .bind(workspace.0)
        .bind(id.0)
        .bind(at.0)
        .execute(&mut *tx)
        .await?;
    open::commit(tx).await
}
