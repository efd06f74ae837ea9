//! Connecting: the address of a database, its pools, its settings, and the lock that keeps a second process out.

use crate::error::{Result, StoreError};
use crate::open::Dialect;
use crate::relay::Relay;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor, Row};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 12;

/// The pools of a database. SQLite has one writing connection; on PostgreSQL both pools are the same.
pub(crate) struct Connected {
    pub(crate) dialect: Dialect,
    pub(crate) writer: AnyPool,
    pub(crate) reader: AnyPool,
    pub(crate) held: Held,
    /// Nobody else who is alive has the database open.
    pub(crate) alone: bool,
}

/// What goes when the store is closed: the lock, and the files of a database in memory.
#[derive(Default)]
pub(crate) struct Held {
    _lock: Option<File>,
    _scratch: Option<tempfile::TempDir>,
    session: Option<Session>,
    _relay: Option<Relay>,
}

/// The connection whose end gives the lock back.
struct Session {
    connection: AnyConnection,
    url: String,
}

impl Held {
    /// Whether the lock is still ours. Where its connection broke it is taken again; false when somebody else has it.
    pub(crate) async fn still_ours(mut self) -> (Held, Result<bool>) {
        let Some(mut held) = self.session.take() else { return (self, Ok(true)) };
        if held.connection.ping().await.is_ok() {
            self.session = Some(held);
            return (self, Ok(true));
        }
        let again = match options(&held.url) {
            Ok(options) => session(options).await,
            Err(error) => Err(error),
        };
        let ours = again.map(|connection| {
            let url = held.url.clone();
            self.session = connection.map(|connection| Session { connection, url });
            self.session.is_some()
        });
        // An error says nothing yet; the broken connection is asked again.
        if ours.is_err() {
            self.session = Some(held);
        }
        (self, ours)
    }
}

/// Connects to what a URL names.
pub(crate) async fn connect(url: &str) -> Result<Connected> {
    sqlx::any::install_default_drivers();
    if url == "sqlite::memory:" {
        let scratch = tempfile::tempdir().map_err(|source| file_error(Path::new("scratch directory"), source))?;
        let mut connected = open_sqlite(&scratch.path().join("scratch.db"), "OFF").await?;
        connected.held._scratch = Some(scratch);
        Ok(connected)
    } else if let Some(path) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
        open_sqlite(Path::new(path), "FULL").await
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        open_postgres(url).await
    } else {
        Err(StoreError::BadUrl(url.split('@').next_back().unwrap_or_default().chars().take(80).collect()))
    }
}

/// How often the lock is tried, and the pause between.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: std::time::Duration = std::time::Duration::from_millis(100);
/// A killed process's connections are gone sooner than a file is unlocked.
const SESSION_TRIES: u32 = 3;
/// Number of the lock on PostgreSQL: "siembra" in ASCII.
const SESSION_LOCK: i64 = 0x0073_6965_6d62_7261;

pub(crate) fn file_error(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::File { path: path.into(), source }
}

async fn open_sqlite(path: &Path, synchronous: &'static str) -> Result<Connected> {
    let path = std::path::absolute(path).map_err(|e| file_error(path, e))?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| file_error(folder, e))?;
    }
    let lock = lock(&path).await?;
    let url = format!("sqlite://{}?mode=rwc", encoded(&path));
    let options = options(&url)?;
    let writer = sqlite_pool(1, synchronous, false).connect_with(options.clone()).await?;
    let reader = sqlite_pool(READERS, synchronous, true).connect_with(options).await?;
    let version: String = sqlx::query("SELECT sqlite_version()").fetch_one(&reader).await?.try_get(0)?;
    let numbers: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if numbers < vec![3, 51, 3] {
        return Err(StoreError::OldSqlite(version));
    }
    let held = Held { _lock: Some(lock), ..Held::default() };
    Ok(Connected { dialect: Dialect::Sqlite, writer, reader, held, alone: true })
}

/// Takes the lock beside the file, waiting a moment for a process that is just ending. The operating system drops it when
/// the process ends, however it ends.
async fn lock(path: &Path) -> Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let file = File::create(&name).map_err(|e| file_error(&name, e))?;
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(std::fs::TryLockError::WouldBlock) => tokio::time::sleep(LOCK_PAUSE).await,
            Err(std::fs::TryLockError::Error(e)) => return Err(file_error(&name, e)),
        }
    }
    Err(StoreError::Locked(path.into()))
}

fn sqlite_pool(connections: u32, synchronous: &'static str, read_only: bool) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        // A file does not hang up, and to ask costs as much as a small query.
        .test_before_acquire(false)
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
                // What is erased is overwritten in the file, not just unlinked. FAST would leave pages that fall free as they
                // are, and within a page it saves nothing.
                connection.execute("PRAGMA secure_delete = ON").await?;
                connection.execute("PRAGMA mmap_size = 0").await?;
                // In KiB. With each commit readers forget all that they keep, and read it again from the system's cache.
                connection
                    .execute(if read_only { "PRAGMA cache_size = -8192" } else { "PRAGMA cache_size = -32768" })
                    .await?;
                connection.execute("PRAGMA journal_size_limit = 67108864").await?;
                // A page that many transactions change is written back once in 32 MB, not in every four.
                connection.execute("PRAGMA wal_autocheckpoint = 8192").await?;
                if read_only {
                    connection.execute("PRAGMA query_only = ON").await?;
                }
                Ok(())
            })
        })
}

async fn open_postgres(url: &str) -> Result<Connected> {
    let (url, relay) = match Relay::to(url).await? {
        Some((through, relay)) => (through, Some(relay)),
        None => (url.to_string(), None),
    };
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
        .connect_with(options(&url)?)
        .await?;
    let session = session(options(&url)?).await?;
    let session = session.map(|connection| Session { connection, url });
    let (alone, held) = (session.is_some(), Held { session, _relay: relay, ..Held::default() });
    Ok(Connected { dialect: Dialect::Postgres, writer: pool.clone(), reader: pool, held, alone })
}

/// Takes the lock that the server drops when this process ends, however it ends; `None` when somebody has it. Whoever has
/// it need not wait until the lease of a killed process runs out.
async fn session(options: AnyConnectOptions) -> Result<Option<AnyConnection>> {
    let mut session = AnyConnection::connect_with(&options).await?;
    // It is idle for as long as the process lives. Older servers do not know the setting, and close nothing.
    let _ = session.execute("SET idle_session_timeout = 0").await;
    for _ in 0..SESSION_TRIES {
        let row = sqlx::query("SELECT CASE WHEN pg_try_advisory_lock($1) THEN 1 ELSE 0 END")
            .bind(SESSION_LOCK)
            .fetch_one(&mut session)
            .await?;
        if row.try_get::<i32, _>(0)? == 1 {
            return Ok(Some(session));
        }
        tokio::time::sleep(LOCK_PAUSE).await;
    }
    Ok(None)
}

fn options(url: &str) -> Result<AnyConnectOptions> {
    let options: AnyConnectOptions = url.parse().map_err(StoreError::Database)?;
    // Statements are long and logging them would be the only place where this crate prints anything.
    Ok(options.disable_statement_logging())
}

/// A path inside a URL.
pub(crate) fn encoded(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => text.push(char::from(*byte)),
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}
