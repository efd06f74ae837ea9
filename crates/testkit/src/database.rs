//! A database for one test, gone when dropped.

use crate::postgres;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// A fresh, empty database.
pub struct Database {
    url: String,
    kind: Kind,
}

enum Kind {
    Sqlite { folder: tempfile::TempDir },
    Postgres { name: String },
}

/// SQLite's, in the folder of the database.
const FILE: &str = "test.db";

static NEXT: AtomicU32 = AtomicU32::new(1);

impl Database {
    /// A SQLite file in a temporary folder.
    pub fn sqlite() -> Database {
        let folder = tempfile::tempdir().expect("the temporary directory can be written to");
        let url = format!("sqlite://{}", folder.path().join(FILE).display());
        Database { url, kind: Kind::Sqlite { folder } }
    }

    /// A database on this test binary's PostgreSQL server (started at the first call, stopped when the process ends),
    /// or on the server that `SIEMBRA_TEST_POSTGRES` names.
    pub fn postgres() -> Database {
        let name = format!("siembra_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let url = postgres::create_database(&name);
        Database { url, kind: Kind::Postgres { name } }
    }

    /// What `Store::open` takes.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Keeps what is in it in a file, as the administrator's guide says: a copy of SQLite's file, a dump of PostgreSQL.
    /// Nobody may have it open.
    pub fn keep(&self, to: &Path) {
        match &self.kind {
            Kind::Sqlite { folder } => drop(std::fs::copy(folder.path().join(FILE), to).expect("it can be copied")),
            Kind::Postgres { .. } => postgres::keep(&self.url, to),
        }
    }

    /// Puts what was kept in its place. Nobody may have it open.
    pub fn put_back(&self, kept: &Path) {
        match &self.kind {
            Kind::Sqlite { folder } => {
                for gone in ["-wal", "-shm"] {
                    let _ = std::fs::remove_file(folder.path().join(format!("{FILE}{gone}")));
                }
                std::fs::copy(kept, folder.path().join(FILE)).expect("it can be copied");
            }
            Kind::Postgres { name } => {
                postgres::drop_database(name);
                postgres::create_database(name);
                postgres::put_back(&self.url, kept);
            }
        }
    }
}

/// Whether a text stands anywhere in a database, capitals aside: in the pages of a SQLite file and its write-ahead log,
/// freed ones included, or in a dump of a PostgreSQL database.
pub fn holds(url: &str, text: &str) -> bool {
    let contents = match url.strip_prefix("sqlite://") {
        Some(path) => [path.to_string(), format!("{path}-wal")]
            .iter()
            .flat_map(|path| std::fs::read(path).unwrap_or_default())
            .collect(),
        None => postgres::dump(url),
    };
    let contents = contents.to_ascii_lowercase();
    let has = |wanted: &[u8]| contents.windows(wanted.len()).any(|window| window == wanted);
    // Bytes are hexadecimal digits in a dump.
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let lower = text.to_ascii_lowercase();
    [lower.clone(), hex(text), hex(&lower)].iter().any(|wanted| has(wanted.as_bytes()))
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Kind::Postgres { name } = &self.kind {
            postgres::drop_database(name);
        }
    }
}
