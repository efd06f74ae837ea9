//! Opening a database: its address, its pools, its settings and the lock that keeps a second process out.

use crate::error::{Result, StoreError};
use model::{DEFAULT_WORKSPACE, Timestamp, WorkspaceId};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Executor, Row};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An open transaction.
pub type Tx = sqlx::Transaction<'static, sqlx::Any>;

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 12;

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

/// What goes when the store is closed: the lock, and the files of a database in memory.
#[derive(Default)]
struct Held {
    /// Held, never read: dropping it unlocks.
    _lock: Option<File>,
    scratch: Option<tempfile::TempDir>,
}

impl Store {
    /// Opens and migrates `sqlite:///path/file.db`, `sqlite::memory:` (a scratch database, gone with the store) or
    /// `postgres://…`. A file that another process has open is refused.
    pub async fn open(url: &str) -> Result<Store> {
        let store = Store::connect(url).await?;
        crate::migrate::run(&store).await?;
        store.create_workspace(DEFAULT_WORKSPACE).await?;
        if store.dialect == Dialect::Sqlite {
            // The lock says that nobody else can be applying: a lease left by a killed process is void.
            let mut tx = store.begin().await?;
            sqlx::query("UPDATE applier SET lease_until = 0").execute(&mut *tx).await?;
            commit(tx).await?;
        }
        Ok(store)
    }

    /// Connects without migrating.
    pub(crate) async fn connect(url: &str) -> Result<Store> {
        sqlx::any::install_default_drivers();
        if url == "sqlite::memory:" {
            let scratch = tempfile::tempdir().map_err(|source| file_error(Path::new("scratch directory"), source))?;
            let store = open_sqlite(&scratch.path().join("scratch.db"), "OFF").await?;
            store.held.lock().expect("no panic while held").scratch = Some(scratch);
            Ok(store)
        } else if let Some(path) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            open_sqlite(Path::new(path), "FULL").await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            open_postgres(url).await
        } else {
            Err(StoreError::BadUrl(url.split('@').next_back().unwrap_or_default().chars().take(80).collect()))
        }
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
            Dialect::Sqlite => Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?),
            Dialect::Postgres => Ok(self.writer.begin().await?),
        }
    }

    /// Commits; a connection that broke meanwhile gives [`StoreError::Unknown`].
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        commit(tx).await
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

fn file_error(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::File { path: path.into(), source }
}

async fn open_sqlite(path: &Path, synchronous: &'static str) -> Result<Store> {
    let path = std::path::absolute(path).map_err(|e| file_error(path, e))?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| file_error(folder, e))?;
    }
    let lock = lock(&path)?;
    let url = format!("sqlite://{}?mode=rwc", encoded(&path));
    let options = options(&url)?;
    let writer = sqlite_pool(1, synchronous, false).connect_with(options.clone()).await?;
    let reader = sqlite_pool(READERS, synchronous, true).connect_with(options).await?;
    let version: String = sqlx::query("SELECT sqlite_version()").fetch_one(&reader).await?.try_get(0)?;
    let numbers: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if numbers < vec![3, 51, 3] {
        return Err(StoreError::OldSqlite(version));
    }
    let held = Arc::new(Mutex::new(Held { _lock: Some(lock), scratch: None }));
    Ok(Store { dialect: Dialect::Sqlite, writer, reader, held })
}

/// Takes the lock beside the file. The operating system drops it when the process ends, however it ends.
fn lock(path: &Path) -> Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let file = File::create(&name).map_err(|e| file_error(&name, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::Locked(path.into())),
        Err(std::fs::TryLockError::Error(e)) => Err(file_error(&name, e)),
    }
}

fn sqlite_pool(connections: u32, synchronous: &'static str, read_only: bool) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(move |connection: &mut AnyConnection, _| {
            Box::pin(async move {
                // `query_only` comes last: turning on WAL writes.
                connection.execute("PRAGMA journal_mode = WAL").await?;
                connection
                    .execute(if synchronous == "FULL" {
                        "PRAGMA synchronous = FULL"
                    } else {
                        "PRAGMA synchronous = OFF"
                    })
                    .await?;
                connection.execute("PRAGMA busy_timeout = 5000").await?;
                connection.execute("PRAGMA foreign_keys = ON").await?;
                connection.execute("PRAGMA trusted_schema = OFF").await?;
                connection.execute("PRAGMA cell_size_check = ON").await?;
                connection.execute("PRAGMA mmap_size = 0").await?;
                connection.execute("PRAGMA cache_size = -65536").await?;
                connection.execute("PRAGMA journal_size_limit = 67108864").await?;
                if read_only {
                    connection.execute("PRAGMA query_only = ON").await?;
                }
                Ok(())
            })
        })
}

async fn open_postgres(url: &str) -> Result<Store> {
    let pool = AnyPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(|connection: &mut AnyConnection, _| {
            Box::pin(async move {
                connection.execute("SET idle_in_transaction_session_timeout = '60s'").await?;
                connection.execute("SET client_min_messages = warning").await?;
                Ok(())
            })
        })
        .connect_with(options(url)?)
        .await?;
    Ok(Store { dialect: Dialect::Postgres, writer: pool.clone(), reader: pool, held: Arc::default() })
}

fn options(url: &str) -> Result<AnyConnectOptions> {
    let options: AnyConnectOptions = url.parse().map_err(StoreError::Database)?;
    // Statements are long and logging them would be the only place where this crate prints anything.
    Ok(options.disable_statement_logging())
}

/// A path inside a URL.
fn encoded(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => text.push(char::from(*byte)),
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}
