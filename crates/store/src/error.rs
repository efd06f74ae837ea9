//! What can go wrong with the store, sorted by what the caller should do about it.

use std::path::PathBuf;

/// An error of the store. Nothing personal is in the text.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database address \"{0}\" is not understood; write sqlite:///path/to/file.db or postgres://…")]
    BadUrl(String),
    #[error("{} is in use by another process; stop that process or choose another data directory", .0.display())]
    Locked(PathBuf),
    #[error(
        "this build links SQLite {0}, which has a known corruption fault; 3.51.3 or later is needed, so build with the bundled library"
    )]
    OldSqlite(String),
    #[error(
        "the database was written by a later version of this program (migration {found}, this one knows {known}); start that version"
    )]
    Newer { found: i64, known: i64 },
    #[error("migration {number} was changed after it had been applied; restore the program that applied it")]
    ChangedMigration { number: i64 },
    /// Too much is waiting: say so to the sender and let it try again.
    #[error("too much is waiting to be written; try again shortly")]
    Busy,
    #[error("{what} is {size} bytes long, more than the {most} allowed")]
    TooLarge { what: &'static str, size: usize, most: usize },
    /// The disk or its quota is full: stop taking in.
    #[error("the disk is full; free some space")]
    Full,
    /// COMMIT was sent and no answer came: it may or may not have happened. Read again before going on.
    #[error("the connection broke while committing, so whether it happened is not known")]
    Unknown(#[source] sqlx::Error),
    /// Another transaction was in the way: the same again may succeed.
    #[error("the database asked to try again")]
    Retry(#[source] sqlx::Error),
    #[error("{0} contains a NUL character; remove it")]
    Nul(&'static str),
    /// A unique key is taken.
    #[error("{0} exists already")]
    Exists(String),
    #[error("{0} does not exist")]
    Missing(String),
    /// The row is in a state that does not allow this.
    #[error("{0}")]
    State(String),
    #[error("{what} in the database cannot be read: {why}")]
    Corrupt { what: &'static str, why: String },
    #[error("the database reports: {0}")]
    Database(#[source] sqlx::Error),
    #[error("{path}: {source}", path = .path.display())]
    File { path: PathBuf, source: std::io::Error },
}

/// SQLite: what was written may or may not be on the disk.
const FSYNC_FAILED: u32 = 1_034;
/// PostgreSQL: a write in a transaction that may only read.
const READ_ONLY: &str = "25006";

pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    pub(crate) fn corrupt(what: &'static str, why: impl std::fmt::Display) -> StoreError {
        StoreError::Corrupt { what, why: why.to_string() }
    }

    /// Whether what was to be written is to blame, and not the state that the database is in: the same again fails
    /// again. Classes of SQLSTATE, and primary result codes of SQLite (too big, constraint, mismatch, range).
    pub fn is_about_the_data(&self) -> bool {
        match self {
            StoreError::Nul(_) | StoreError::TooLarge { .. } | StoreError::Exists(_) => true,
            StoreError::Database(error) => {
                let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
                let sqlite = code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 18 | 19 | 20 | 25));
                if code.len() == 5 { ["22", "23", "54"].contains(&&code[..2]) } else { sqlite }
            }
            _ => false,
        }
    }

    /// Whether the database is away or cannot write for now: it may be back by itself, and then the same again succeeds.
    /// A write that the disk has failed to keep is none of these: nobody knows what is left of it.
    pub fn is_outage(&self) -> bool {
        match self {
            StoreError::Busy | StoreError::Full | StoreError::Unknown(_) | StoreError::Retry(_) => true,
            StoreError::Database(sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_)) => true,
            StoreError::Database(error) => {
                let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
                // PostgreSQL: the connection is lost, resources are short, its operator has stopped it, it is read only (a
                // replica that is not promoted yet). SQLite: it is read only, cannot be opened, or reading or writing
                // failed, but for making it durable.
                let sqlite = |code: u32| matches!(code & 0xff, 8 | 10 | 14) && code != FSYNC_FAILED;
                let sqlite = code.parse::<u32>().is_ok_and(sqlite);
                let postgres = |class: &str| ["08", "53", "57"].contains(&class) || code == READ_ONLY;
                if code.len() == 5 { postgres(&code[..2]) } else { sqlite }
            }
            _ => false,
        }
    }

    /// Whether the same again may succeed at once.
    pub fn is_transient(&self) -> bool {
        matches!(self, StoreError::Retry(_))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return StoreError::Busy;
        }
        let Some(database) = error.as_database_error() else { return StoreError::Database(error) };
        match database.code().as_deref() {
            // PostgreSQL: serialisation failure, deadlock, lock not available. SQLite: busy and locked.
            Some("40001" | "40P01" | "55P03" | "5" | "6" | "261" | "262" | "517" | "773") => StoreError::Retry(error),
            Some("53100" | "13") => StoreError::Full,
            Some("22021") => StoreError::Nul("a text"),
            Some("23505" | "1555" | "2067") => {
                StoreError::Exists(database.constraint().unwrap_or("a row with this key").to_string())
            }
            _ => StoreError::Database(error),
        }
    }
}

/// How often one transaction is tried again when the database asks for it, with growing pauses.
#[derive(Default)]
pub(crate) struct Tries(u32);

impl Tries {
    const MOST: u32 = 8;

    /// Waits and says whether to try again.
    pub(crate) async fn again(&mut self, error: &StoreError) -> bool {
        if !error.is_transient() || self.0 == Self::MOST {
            return false;
        }
        self.0 += 1;
        // Jitter keeps two that collided from colliding again; the clock's low digits are random enough for that.
        let jitter = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |d| u64::from(d.subsec_nanos()) % 5);
        tokio::time::sleep(std::time::Duration::from_millis((2 << self.0) + jitter)).await;
        true
    }
}

/// Runs a transaction given as a future-making expression, again when the database asks for it.
macro_rules! retrying {
    ($transaction:expr) => {{
        let mut tries = $crate::error::Tries::default();
        loop {
            match $transaction.await {
                Err(error) if tries.again(&error).await => {}
                done => break done,
            }
        }
    }};
}
pub(crate) use retrying;

#[cfg(test)]
mod tests {
    use crate::{Store, applier};

    #[tokio::test]
    async fn a_server_that_may_only_be_read_is_an_outage() {
        let database = testkit::Database::postgres();
        Store::open(database.url()).await.unwrap().close().await;
        let url = format!("{}&options=-c%20default_transaction_read_only%3Don", database.url());
        let (store, _) = Store::connect(&url).await.unwrap();
        let refused = applier::lease(&store, model::DEFAULT_WORKSPACE, "a", 1_000).await.unwrap_err();
        assert!(refused.is_outage() && !refused.is_about_the_data(), "{refused:?}");
    }
}
