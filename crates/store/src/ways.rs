//! Ways out, and which of them a message takes.

use crate::error::{Result, StoreError};
use crate::open::Store;
use crate::sql::{Columns, to_json};
use model::{Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// A way out as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    pub key: String,
    pub kind: String,
    pub label: String,
    pub settings: BTreeMap<String, String>,
    /// Sealed values of its secret fields; empty when there are none.
    pub secret: Vec<u8>,
    /// Most messages a second.
    pub per_second: Option<i64>,
    /// Most messages a day (UTC).
    pub per_day: Option<i64>,
    pub enabled: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Which way a message takes: the first rule that fits, else the order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routing {
    /// Keys of ways, the preferred one first. Ways that are not named come after those.
    #[serde(default)]
    pub order: Vec<String>,
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// Messages that fit every condition given take these ways, the preferred one first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_domain: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_domain: Option<String>,
    /// Key of a program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operational: Option<bool>,
    pub ways: Vec<String>,
}

const COLUMNS: &str = "key, kind, label, settings, secret, per_second, per_day, enabled, created_at, updated_at";

/// Every way, by key.
pub async fn list(store: &Store, workspace: WorkspaceId) -> Result<Vec<WayOut>> {
    let sql = format!("SELECT {COLUMNS} FROM way_out WHERE workspace = $1 ORDER BY key");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(workspace.0).fetch_all(store.reader()).await?;
    rows.iter().map(way).collect()
}

pub async fn get(store: &Store, workspace: WorkspaceId, key: &str) -> Result<Option<WayOut>> {
    let sql = format!("SELECT {COLUMNS} FROM way_out WHERE workspace = $1 AND key = $2");
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(workspace.0).bind(key);
    query.fetch_optional(store.reader()).await?.as_ref().map(way).transpose()
}

/// Adds a way, or puts it in place of the one with its key.
pub async fn put(store: &Store, workspace: WorkspaceId, way: &WayOut) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "INSERT INTO way_out (workspace, key, kind, label, settings, secret, per_second, per_day, enabled, created_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (workspace, key) DO UPDATE SET \
         kind = excluded.kind, label = excluded.label, settings = excluded.settings, secret = excluded.secret, \
         per_second = excluded.per_second, per_day = excluded.per_day, enabled = excluded.enabled, \
         updated_at = excluded.updated_at",
    )
    .bind(workspace.0)
    .bind(&way.key)
    .bind(&way.kind)
    .bind(&way.label)
    .bind(to_json("settings of a way", &way.settings)?)
    .bind(way.secret.clone())
    .bind(way.per_second)
    .bind(way.per_day)
    .bind(i64::from(way.enabled))
    .bind(way.created_at.0)
    .bind(way.updated_at.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await
}

pub async fn delete(store: &Store, workspace: WorkspaceId, key: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    let done = sqlx::query("DELETE FROM way_out WHERE workspace = $1 AND key = $2").bind(workspace.0).bind(key);
    if done.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(StoreError::Missing(format!("way out {key}")));
    }
    store.commit(tx).await
}

pub async fn routing(store: &Store, workspace: WorkspaceId) -> Result<Routing> {
    let row = sqlx::query("SELECT routing FROM way_routing WHERE workspace = $1").bind(workspace.0);
    let row = row.fetch_optional(store.reader()).await?;
    row.map_or_else(|| Ok(Routing::default()), |row| row.json("routing"))
}

pub async fn set_routing(store: &Store, workspace: WorkspaceId, routing: &Routing) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "INSERT INTO way_routing (workspace, routing) VALUES ($1, $2) \
         ON CONFLICT (workspace) DO UPDATE SET routing = excluded.routing",
    )
    .bind(workspace.0)
    .bind(to_json("routing", routing)?)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await
}

/// How many messages were handed to each way since a time.
pub async fn handed_since(store: &Store, workspace: WorkspaceId, since: Timestamp) -> Result<BTreeMap<String, i64>> {
    let rows = sqlx::query(
        "SELECT way, COUNT(*) AS n FROM send WHERE workspace = $1 AND handed_at >= $2 AND way IS NOT NULL GROUP BY way",
    )
    .bind(workspace.0)
    .bind(since.0)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(|row| Ok((row.text("way")?, row.int("n")?))).collect()
}

fn way(row: &AnyRow) -> Result<WayOut> {
    Ok(WayOut {
        key: row.text("key")?,
        kind: row.text("kind")?,
        label: row.text("label")?,
        settings: row.json("settings")?,
        secret: row.bytes("secret")?,
        per_second: row.opt_int("per_second")?,
        per_day: row.opt_int("per_day")?,
        enabled: row.flag("enabled")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}
