//! The store: a database that is open, migrated and ready, and its transactions.

use crate::connect::{self, Connected, Held};
use crate::error::{Result, StoreError};
use model::{DEFAULT_WORKSPACE, Timestamp, WorkspaceId};
use sqlx::{AnyPool, Row};
use std::sync::{Arc, Mutex};

/// How often a transaction is begun on a connection that has lost count, before the disk is said to be full.
const BEGINNINGS: usize = 5;

/// An open transaction.
pub type Tx = sqlx::Transaction<'static, sqlx::Any>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// A database, migrated and ready. Cloning shares it.
#[derive(Clone)]
pub struct Store {
    dialect: Dialect,
    /// SQLite has one writing connection; on PostgreSQL both are the same pool.
    writer: AnyPool,
    reader: AnyPool,
    held: Arc<Mutex<Held>>,
}

impl Store {
    /// Opens and migrates `sqlite:///path/file.db`, `sqlite::memory:` (a scratch database, gone with the store) or
    /// `postgres://…`. A file that another process has open is refused.
    pub async fn open(url: &str) -> Result<Store> {
        let (store, alone) = Store::connect(url).await?;
        crate::migrate::run(&store).await?;
        store.create_workspace(DEFAULT_WORKSPACE).await?;
        if alone {
            // Nobody else is applying, or finds itself fenced: a lease left by a killed process is void.
            let mut tx = store.begin().await?;
            sqlx::query("UPDATE applier SET lease_until = 0").execute(&mut *tx).await?;
            commit(tx).await?;
        }
        Ok(store)
    }

    /// Connects without migrating; says also whether nobody else has the database open.
    pub(crate) async fn connect(url: &str) -> Result<(Store, bool)> {
        let Connected { dialect, writer, reader, held, alone } = connect::connect(url).await?;
        Ok((Store { dialect, writer, reader, held: Arc::new(Mutex::new(held)) }, alone))
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Makes room for a workspace; nothing happens when it exists.
    pub async fn create_workspace(&self, workspace: WorkspaceId) -> Result<()> {
        let mut tx = self.begin().await?;
        sqlx::query("INSERT INTO intake_head (workspace, next) VALUES ($1, 1) ON CONFLICT DO NOTHING")
            .bind(workspace.0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO applier (workspace, holder, token, lease_until, applied, evaluated_to, change_seq, ledger, \
             next_contact, next_account, next_lead, next_opportunity, next_visitor) \
             VALUES ($1, '', 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1) ON CONFLICT DO NOTHING",
        )
        .bind(workspace.0)
        .execute(&mut *tx)
        .await?;
        commit(tx).await
    }

    /// Begins a writing transaction. On SQLite there is one at a time, so hold it briefly.
    pub async fn begin(&self) -> Result<Tx> {
        match self.dialect {
            Dialect::Sqlite => {
                for _ in 0..BEGINNINGS {
                    match self.writer.begin_with("BEGIN IMMEDIATE").await {
                        // On a full disk SQLite rolls back by itself, and the connection still counts a transaction: it is
                        // of no more use. Others use the next one too, and may leave it in the same state.
                        Err(sqlx::Error::InvalidSavePointStatement) => {
                            let _ = self.writer.acquire().await?.close().await;
                        }
                        begun => return Ok(begun?),
                    }
                }
                Err(StoreError::Full)
            }
            Dialect::Postgres => Ok(self.writer.begin().await?),
        }
    }

    /// Commits; a connection that broke meanwhile gives [`StoreError::Unknown`].
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        commit(tx).await
    }

    /// Empties SQLite's write-ahead log, which keeps old pages. Readers in the way keep some of it until the next time.
    pub(crate) async fn checkpoint(&self) {
        if self.dialect == Dialect::Sqlite
            && let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_all(&self.writer).await
        {
            tracing::warn!(%error, "the write-ahead log was not emptied after an erasure; it will be by and by");
        }
    }

    pub(crate) fn reader(&self) -> &AnyPool {
        &self.reader
    }

    /// The time of the database: what leases that several nodes share are measured by.
    pub async fn clock(&self) -> Result<Timestamp> {
        match self.dialect {
            Dialect::Sqlite => Ok(now()),
            Dialect::Postgres => {
                let row = sqlx::query("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)")
                    .fetch_one(&self.reader)
                    .await?;
                Ok(Timestamp(row.try_get(0)?))
            }
        }
    }

    /// Whether the database answers and can be written to.
    pub async fn ready(&self) -> Result<()> {
        sqlx::query("SELECT next FROM intake_head").fetch_optional(&self.reader).await?;
        Ok(())
    }

    /// Whether the lock that keeps a second process out is still ours, where there is one. A connection that broke is made
    /// again; false when somebody else has the lock by then.
    pub async fn still_alone(&self) -> Result<bool> {
        let held = std::mem::take(&mut *self.held.lock().expect("no panic while held"));
        let (held, ours) = held.still_ours().await;
        *self.held.lock().expect("no panic while held") = held;
        ours
    }

    /// Closes the connections and releases the lock. Later use of any clone fails.
    pub async fn close(&self) {
        self.writer.close().await;
        self.reader.close().await;
        *self.held.lock().expect("no panic while held") = Held::default();
    }
}

/// The wall clock in UTC microseconds.
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Timestamp(since.map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(i64::MAX)))
}

/// Commits. An answer from the database is definite, a broken connection is not.
pub(crate) async fn commit(tx: Tx) -> Result<()> {
    tx.commit().await.map_err(|error| match error {
        sqlx::Error::Database(database) => {
            // 57P01 and 08…: the server went away in the middle.
            let lost = database.code().is_some_and(|c| c == "57P01" || c.starts_with("08"));
            let error = sqlx::Error::Database(database);
            if lost { StoreError::Unknown(error) } else { StoreError::from(error) }
        }
        other => StoreError::Unknown(other),
    })
}
