//! Definitions: drafts and immutable versions. Putting them into force is [`crate::publish`]'s, re-exported here.

use crate::error::{Result, StoreError};
use crate::open::Store;
pub use crate::publish::{Publication, archive, publish, publish_all, publish_approved, roll_back};
use crate::sql::{Columns, to_json};
use model::{Definition, DefinitionKind, DefinitionState, Timestamp, UserId, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

pub(crate) const COLUMNS: &str = "kind, key, version, state, body, author, note, at";

pub(crate) fn state_word(state: DefinitionState) -> &'static str {
    match state {
        DefinitionState::Draft => "draft",
        DefinitionState::Published => "published",
        DefinitionState::Archived => "archived",
    }
}

/// Keeps a draft, in place of the one before. Its version is the one that publishing would give it.
pub async fn save_draft(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    body: &serde_json::Value,
    author: Option<UserId>,
    now: Timestamp,
) -> Result<Definition> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "INSERT INTO definition_draft (workspace, kind, key, body, author, at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (workspace, kind, key) DO UPDATE SET body = excluded.body, author = excluded.author, \
         at = excluded.at",
    )
    .bind(workspace.0)
    .bind(kind.as_str())
    .bind(key.to_string())
    .bind(to_json("a draft", body)?)
    .bind(author.map(|id| id.0))
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await?;
    draft(store, workspace, kind, key).await?.ok_or_else(|| missing(kind, key))
}

/// Drops a draft; false when there is none.
pub async fn drop_draft(store: &Store, workspace: WorkspaceId, kind: DefinitionKind, key: &str) -> Result<bool> {
    let mut tx = store.begin().await?;
    let done = sqlx::query("DELETE FROM definition_draft WHERE workspace = $1 AND kind = $2 AND key = $3")
        .bind(workspace.0)
        .bind(kind.as_str())
        .bind(key.to_string())
        .execute(&mut *tx)
        .await?;
    store.commit(tx).await?;
    Ok(done.rows_affected() == 1)
}

const DRAFT: &str = "SELECT draft.kind AS kind, draft.key AS key, 1 + COALESCE((SELECT MAX(version) FROM definition \
                     WHERE definition.workspace = draft.workspace AND definition.kind = draft.kind \
                     AND definition.key = draft.key), 0) AS version, 'draft' AS state, draft.body AS body, \
                     draft.author AS author, '' AS note, draft.at AS at FROM definition_draft draft \
                     WHERE draft.workspace = $1 AND draft.kind = $2";

pub async fn draft(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
) -> Result<Option<Definition>> {
    let query = sqlx::query(AssertSqlSafe(format!("{DRAFT} AND draft.key = $3")));
    let query = query.bind(workspace.0).bind(kind.as_str()).bind(key.to_string());
    query.fetch_optional(store.reader()).await?.as_ref().map(read).transpose()
}

/// All drafts of a kind, by key.
pub async fn drafts(store: &Store, workspace: WorkspaceId, kind: DefinitionKind) -> Result<Vec<Definition>> {
    let query = sqlx::query(AssertSqlSafe(format!("{DRAFT} ORDER BY draft.key")));
    let rows = query.bind(workspace.0).bind(kind.as_str()).fetch_all(store.reader()).await?;
    rows.iter().map(read).collect()
}

/// The version in force; `None` when there is none.
pub async fn published(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
) -> Result<Option<Definition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM definition WHERE workspace = $1 AND kind = $2 AND key = $3 AND state = 'published'"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(kind.as_str()).bind(key.to_string());
    query.fetch_optional(store.reader()).await?.as_ref().map(read).transpose()
}

/// All versions in force: of one kind, or of every kind when `None`; by kind and key.
pub async fn list(store: &Store, workspace: WorkspaceId, kind: Option<DefinitionKind>) -> Result<Vec<Definition>> {
    let which = if kind.is_some() { "AND kind = $2" } else { "AND kind <> $2" };
    let sql = format!(
        "SELECT {COLUMNS} FROM definition WHERE workspace = $1 {which} AND state = 'published' ORDER BY kind, key"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(kind.map_or("", DefinitionKind::as_str));
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

/// One version.
pub async fn get(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    version: i32,
) -> Result<Definition> {
    let sql =
        format!("SELECT {COLUMNS} FROM definition WHERE workspace = $1 AND kind = $2 AND key = $3 AND version = $4");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(kind.as_str()).bind(key.to_string());
    let row = query.bind(i64::from(version)).fetch_optional(store.reader()).await?;
    read(&row.ok_or_else(|| missing(kind, key))?)
}

/// What a version put into force: its body as JSON text, or `None` for one that took the definition out of force.
/// The answer for a version never changes, so the applier gets the same whenever it asks.
pub async fn in_force(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    version: i32,
) -> Result<Option<String>> {
    let row = sqlx::query(
        "SELECT body, withdraws FROM definition WHERE workspace = $1 AND kind = $2 AND key = $3 AND version = $4",
    )
    .bind(workspace.0)
    .bind(kind.as_str())
    .bind(key.to_string())
    .bind(i64::from(version))
    .fetch_optional(store.reader())
    .await?
    .ok_or_else(|| missing(kind, key))?;
    if row.flag("withdraws")? { Ok(None) } else { row.text("body").map(Some) }
}

/// All versions, newest first.
pub async fn history(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
) -> Result<Vec<Definition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM definition WHERE workspace = $1 AND kind = $2 AND key = $3 ORDER BY version DESC"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(kind.as_str()).bind(key.to_string());
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

pub(crate) fn missing(kind: DefinitionKind, key: &str) -> StoreError {
    StoreError::Missing(format!("{} \"{key}\"", kind.as_str()))
}

pub(crate) fn read(row: &AnyRow) -> Result<Definition> {
    let state = |text: &str| {
        use DefinitionState::*;
        [Draft, Published, Archived].into_iter().find(|state| state_word(*state) == text)
    };
    Ok(Definition {
        kind: row.word("kind", DefinitionKind::parse)?,
        key: row.text("key")?,
        version: i32::try_from(row.int("version")?).map_err(|e| StoreError::corrupt("a definition", e))?,
        state: row.word("state", state)?,
        body: row.json("body")?,
        author: row.opt_int("author")?.map(UserId),
        note: row.text("note")?,
        at: row.at("at")?,
    })
}
