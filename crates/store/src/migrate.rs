//! Migrations: numbered, applied in order, each in one transaction, never changed afterwards.
//!
//! The files are written once for both databases. Where the types must differ they say `BYTES`, and SQLite's tables
//! are made STRICT; on PostgreSQL text sorts by its bytes, as SQLite's does.

use crate::error::{Result, StoreError};
use crate::open::{self, Dialect, Store, Tx};
use sqlx::{AssertSqlSafe, Executor, Row};

struct Migration {
    number: i64,
    name: &'static str,
    parts: &'static [&'static str],
}

const ALL: &[Migration] = &[
    Migration {
        number: 1,
        name: "records, ledger, intake, definitions, work, sends",
        parts: &[
            include_str!("../migrations/0001/intake.sql"),
            include_str!("../migrations/0001/records.sql"),
            include_str!("../migrations/0001/addresses.sql"),
            include_str!("../migrations/0001/definitions.sql"),
            include_str!("../migrations/0001/work.sql"),
            include_str!("../migrations/0001/sends.sql"),
        ],
    },
    Migration {
        number: 2,
        name: "users, sessions, keys, costs, audit",
        parts: &[include_str!("../migrations/0002/access.sql"), include_str!("../migrations/0002/costs.sql")],
    },
];

pub(crate) async fn run(store: &Store) -> Result<()> {
    up_to(store, i64::MAX).await
}

/// Applies what is missing up to a number.
pub(crate) async fn up_to(store: &Store, last: i64) -> Result<()> {
    let mut tx = store.begin().await?;
    if store.dialect() == Dialect::Postgres {
        // Two nodes starting together take turns.
        sqlx::query("SELECT CASE WHEN pg_advisory_xact_lock(5126349) IS NULL THEN 0 ELSE 1 END")
            .execute(&mut *tx)
            .await?;
    }
    let head = "CREATE TABLE IF NOT EXISTS schema_migration (\n    number BIGINT NOT NULL PRIMARY KEY,\n    \
                name TEXT NOT NULL,\n    checksum BIGINT NOT NULL\n);\n";
    execute(&mut tx, store.dialect(), head).await?;
    let rows = sqlx::query("SELECT number, checksum FROM schema_migration ORDER BY number").fetch_all(&mut *tx).await?;
    let known = ALL.last().map_or(0, |m| m.number);
    let mut applied = Vec::new();
    for row in rows {
        let (number, checksum): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        match ALL.iter().find(|m| m.number == number) {
            None => return Err(StoreError::Newer { found: number, known }),
            Some(migration) if migration.checksum() != checksum => return Err(StoreError::ChangedMigration { number }),
            Some(_) => applied.push(number),
        }
    }
    for migration in ALL.iter().filter(|m| m.number <= last && !applied.contains(&m.number)) {
        for part in migration.parts {
            execute(&mut tx, store.dialect(), part).await?;
        }
        sqlx::query("INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)")
            .bind(migration.number)
            .bind(migration.name)
            .bind(migration.checksum())
            .execute(&mut *tx)
            .await?;
    }
    open::commit(tx).await
}

async fn execute(tx: &mut Tx, dialect: Dialect, text: &str) -> Result<()> {
    let text = match dialect {
        Dialect::Sqlite => {
            text.replace(" BYTES", " BLOB").replace(" BIGINT", " INTEGER").replace("\n);\n", "\n) STRICT;\n")
        }
        Dialect::Postgres => text.replace(" BYTES", " BYTEA").replace(" TEXT", " TEXT COLLATE \"C\""),
    };
    // Statements go one by one: a prepared protocol takes no more than one.
    let text: String = text.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n");
    for statement in text.split(";\n").map(str::trim).filter(|s| !s.is_empty()) {
        tx.execute(AssertSqlSafe(statement.to_string())).await?;
    }
    Ok(())
}

impl Migration {
    /// FNV-1a over the text.
    fn checksum(&self) -> i64 {
        let hash = self
            .parts
            .iter()
            .flat_map(|part| part.bytes())
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        hash as i64
    }
}
