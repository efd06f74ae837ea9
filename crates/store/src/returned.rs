//! Mail that came back: kept as it came for a while, to be looked at when a verdict on an address is doubted.

use crate::counter;
use crate::error::{Result, StoreError, retrying};
use crate::find::listed;
use crate::open::{Store, Tx};
use crate::sql::Columns;
use model::address::SuppressionKind;
use model::{DAY, SendId, Timestamp, WorkspaceId};
use sha2::{Digest, Sha256};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

/// Most bytes of one message that are kept: what tells why stands at its beginning.
pub const MOST_BYTES: usize = 64 * 1024;
/// Most messages about sends of ours.
pub const MOST_OURS: i64 = 10_000;
/// Most of all other messages: whatever comes to an address that anybody can write to pushes out none about a send.
pub const MOST_OTHER: i64 = 2_000;
const COLUMNS: &str = "id, at, kind, category, send_id, recipient, status, diagnostic, followed";

/// How long they are kept.
pub const KEPT: i64 = 90 * DAY;

/// What was read in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    pub at: Timestamp,
    pub kind: String,
    pub category: String,
    /// The send that it is about, where that is certain.
    pub send: Option<SendId>,
    /// Empty when none is named.
    pub recipient: String,
    pub status: String,
    pub diagnostic: String,
    /// What it brought upon the address.
    pub followed: Option<SuppressionKind>,
}

/// What a page is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    pub kind: Option<String>,
    pub category: Option<String>,
    /// How the recipient's address begins, lower case.
    pub begins: String,
    /// Only what something followed from.
    pub followed: bool,
}

/// A message as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    pub id: i64,
    pub read: Read,
}

/// Keeps a message, unless it is there already, and forgets what is too old or too many.
pub async fn keep(store: &Store, workspace: WorkspaceId, read: &Read, raw: &[u8]) -> Result<()> {
    retrying!(attempt_keep(store, workspace, read, raw))
}

/// What a message is known again by.
pub fn digest(raw: &[u8]) -> String {
    Sha256::digest(raw).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

async fn attempt_keep(store: &Store, workspace: WorkspaceId, read: &Read, raw: &[u8]) -> Result<()> {
    let mut tx = store.begin().await?;
    let id = counter::take(&mut tx, workspace, "returned_mail", 1).await?;
    let kept = sqlx::query(
        "INSERT INTO returned_mail (workspace, id, at, digest, kind, category, send_id, recipient, status, diagnostic, raw, \
         followed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (workspace, digest) DO NOTHING",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(read.at.0)
    .bind(digest(raw))
    .bind(read.kind.clone())
    .bind(read.category.clone())
    .bind(read.send.map(|send| send.0))
    .bind(read.recipient.clone())
    .bind(read.status.clone())
    .bind(read.diagnostic.clone())
    .bind(raw[..raw.len().min(MOST_BYTES)].to_vec())
    .bind(read.followed.map(|kind| kind.as_str().to_string()))
    .execute(&mut *tx)
    .await?;
    if kept.rows_affected() == 0 {
        return Ok(());
    }
    forget(&mut tx, workspace, read).await?;
    store.commit(tx).await
}

/// Forgets what is too old, and, of the messages of the kind of this one, what is too many.
async fn forget(tx: &mut Tx, workspace: WorkspaceId, read: &Read) -> Result<()> {
    sqlx::query("DELETE FROM returned_mail WHERE workspace = $1 AND at < $2")
        .bind(workspace.0)
        .bind(read.at.plus(-KEPT).0)
        .execute(&mut **tx)
        .await?;
    let (theirs, most) = match read.send {
        Some(_) => ("workspace = $1 AND send_id IS NOT NULL", MOST_OURS),
        None => ("workspace = $1 AND send_id IS NULL", MOST_OTHER),
    };
    sqlx::query(AssertSqlSafe(format!(
        "DELETE FROM returned_mail WHERE {theirs} \
         AND id <= (SELECT id FROM returned_mail WHERE {theirs} ORDER BY id DESC LIMIT 1 OFFSET $2)"
    )))
    .bind(workspace.0)
    .bind(most)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets what is too old; returns how many.
pub async fn forget_old(store: &Store, workspace: WorkspaceId, now: Timestamp) -> Result<u64> {
    let mut tx = store.begin().await?;
    let done = sqlx::query("DELETE FROM returned_mail WHERE workspace = $1 AND at < $2")
        .bind(workspace.0)
        .bind(now.plus(-KEPT).0)
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected())
}

/// Of which rows a page is.
const WHERE: &str = "workspace = $1 AND (kind = $2 OR $2 = '') AND (category = $3 OR $3 = '') \
                     AND recipient >= $4 AND recipient < $5 AND (followed IS NOT NULL OR $6 = 0)";

fn narrowed<'q>(
    query: Query<'q, Any, AnyArguments>,
    workspace: WorkspaceId,
    narrow: &Narrow,
) -> Query<'q, Any, AnyArguments> {
    query
        .bind(workspace.0)
        .bind(narrow.kind.clone().unwrap_or_default())
        .bind(narrow.category.clone().unwrap_or_default())
        .bind(narrow.begins.clone())
        .bind(format!("{}\u{10FFFF}", narrow.begins))
        .bind(i64::from(narrow.followed))
}

/// Messages, newest first, before an id (`i64::MAX` for the first page).
pub async fn page(
    store: &Store,
    workspace: WorkspaceId,
    narrow: &Narrow,
    before: i64,
    limit: usize,
) -> Result<Vec<Returned>> {
    let sql = format!("SELECT {COLUMNS} FROM returned_mail WHERE {WHERE} AND id < $7 ORDER BY id DESC LIMIT $8");
    let query = narrowed(sqlx::query(AssertSqlSafe(sql)), workspace, narrow).bind(before).bind(limit as i64);
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

pub async fn count(store: &Store, workspace: WorkspaceId, narrow: &Narrow) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) AS n FROM returned_mail WHERE {WHERE}");
    narrowed(sqlx::query(AssertSqlSafe(sql)), workspace, narrow).fetch_one(store.reader()).await?.int("n")
}

/// The messages of these ids, in their order; those that do not exist are absent.
pub async fn by_ids(store: &Store, workspace: WorkspaceId, ids: &[i64]) -> Result<Vec<Returned>> {
    let sql = format!("SELECT {COLUMNS} FROM returned_mail WHERE workspace = $1 AND id IN ({{list}}) ORDER BY id");
    listed(store, workspace, &sql, ids).await?.iter().map(read).collect()
}

/// A message as it came, as far as it is kept.
pub async fn raw(store: &Store, workspace: WorkspaceId, id: i64) -> Result<Vec<u8>> {
    sqlx::query("SELECT raw FROM returned_mail WHERE workspace = $1 AND id = $2")
        .bind(workspace.0)
        .bind(id)
        .fetch_optional(store.reader())
        .await?
        .ok_or_else(|| StoreError::Missing(format!("returned message {id}")))?
        .bytes("raw")
}

fn read(row: &AnyRow) -> Result<Returned> {
    let read = Read {
        at: row.at("at")?,
        kind: row.text("kind")?,
        category: row.text("category")?,
        send: row.opt_int("send_id")?.map(SendId),
        recipient: row.text("recipient")?,
        status: row.text("status")?,
        diagnostic: row.text("diagnostic")?,
        followed: row.opt_word("followed", suppression)?,
    };
    Ok(Returned { id: row.int("id")?, read })
}

fn suppression(text: &str) -> Option<SuppressionKind> {
    use SuppressionKind::*;
    [OptOut, Invalid, Blocked].into_iter().find(|kind| kind.as_str() == text)
}
