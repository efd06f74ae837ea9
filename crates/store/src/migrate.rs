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
    Migration {
        number: 3,
        name: "contacts of imports",
        parts: &[include_str!("../migrations/0003/import_contact.sql")],
    },
    Migration { number: 4, name: "returned mail", parts: &[include_str!("../migrations/0004/returned_mail.sql")] },
    Migration {
        number: 5,
        name: "domains of senders, reports about them",
        parts: &[
            include_str!("../migrations/0005/sender_domain.sql"),
            include_str!("../migrations/0005/dmarc_report.sql"),
        ],
    },
    Migration { number: 6, name: "ways out", parts: &[include_str!("../migrations/0006/ways.sql")] },
    Migration { number: 7, name: "what sends wait for", parts: &[include_str!("../migrations/0007/flow.sql")] },
    Migration { number: 8, name: "hits", parts: &[include_str!("../migrations/0008/hit.sql")] },
    Migration {
        number: 9,
        name: "variants of runs, pictures",
        parts: &[include_str!("../migrations/0009/variants.sql"), include_str!("../migrations/0009/files.sql")],
    },
    Migration { number: 10, name: "approvals", parts: &[include_str!("../migrations/0010/approval.sql")] },
    Migration { number: 11, name: "opt-outs of topics", parts: &[include_str!("../migrations/0011/topics.sql")] },
    Migration { number: 12, name: "mailboxes", parts: &[include_str!("../migrations/0012/mailbox.sql")] },
    Migration { number: 13, name: "what runs share", parts: &[include_str!("../migrations/0013/pins.sql")] },
    Migration { number: 14, name: "steps of sends", parts: &[include_str!("../migrations/0014/send_steps.sql")] },
    Migration { number: 15, name: "what is due by run", parts: &[include_str!("../migrations/0015/send_due.sql")] },
    Migration {
        number: 16,
        name: "consents in order, who was merged into whom",
        parts: &[include_str!("../migrations/0016/consents_and_merges.sql")],
    },
    Migration {
        number: 17,
        name: "programs stopped, runs by their requests",
        parts: &[include_str!("../migrations/0017/halt.sql"), include_str!("../migrations/0017/request.sql")],
    },
    Migration {
        number: 18,
        name: "sends and returned mail as they are looked for",
        parts: &[include_str!("../migrations/0018/found.sql")],
    },
    Migration {
        number: 19,
        name: "ways back, what requests for runs said",
        parts: &[include_str!("../migrations/0019/way_back.sql"), include_str!("../migrations/0019/request.sql")],
    },
    Migration { number: 20, name: "runs that are over", parts: &[include_str!("../migrations/0020/run_over.sql")] },
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::DEFAULT_WORKSPACE;

    /// Every column and index of a schema, as the database tells it.
    async fn schema(store: &Store) -> Vec<String> {
        let sql = match store.dialect() {
            Dialect::Sqlite => "SELECT name || ': ' || sql AS line FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1",
            Dialect::Postgres => {
                "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || \
                 COALESCE(collation_name, '') || ' ' || COALESCE(column_default, '') AS line \
                 FROM information_schema.columns WHERE table_schema = 'public' \
                 UNION ALL SELECT indexname || ' ' || indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
            }
        };
        let rows = sqlx::query(sql).fetch_all(store.reader()).await.unwrap();
        rows.iter().map(|row| row.try_get::<String, _>(0).unwrap()).collect()
    }

    async fn fresh(make: fn() -> testkit::Database) -> Vec<String> {
        schema(&Store::open(make().url()).await.unwrap()).await
    }

    #[tokio::test]
    async fn a_fresh_schema_equals_an_upgraded_one_from_every_step() {
        for make in [testkit::Database::sqlite, testkit::Database::postgres] {
            let fresh = fresh(make).await;
            assert!(fresh.len() > 20, "{fresh:?}");
            for last in 1..ALL.len() as i64 {
                let database = make();
                let (store, _) = Store::connect(database.url()).await.unwrap();
                up_to(&store, last).await.unwrap();
                store.create_workspace(DEFAULT_WORKSPACE).await.unwrap();
                let old = schema(&store).await;
                store.close().await;
                let upgraded = Store::open(database.url()).await.unwrap();
                assert_ne!(schema(&upgraded).await, old, "migration {} changes the schema", last + 1);
                assert_eq!(schema(&upgraded).await, fresh, "upgraded from {last}");
                // Once more changes nothing.
                run(&upgraded).await.unwrap();
                assert_eq!(schema(&upgraded).await, fresh);
            }
        }
    }

    #[tokio::test]
    async fn a_later_or_changed_schema_is_refused() {
        testkit::on_both(|url| async move {
            let store = Store::open(&url).await.unwrap();
            let change = |sql: &'static str| {
                let store = store.clone();
                async move {
                    let mut tx = store.begin().await.unwrap();
                    sqlx::query(sql).execute(&mut *tx).await.unwrap();
                    open::commit(tx).await.unwrap();
                }
            };
            change("INSERT INTO schema_migration (number, name, checksum) VALUES (999, 'later', 0)").await;
            let error = run(&store).await.unwrap_err();
            assert!(matches!(error, StoreError::Newer { found: 999, .. }), "{error}");
            change("DELETE FROM schema_migration WHERE number = 999").await;
            change("UPDATE schema_migration SET checksum = checksum + 1 WHERE number = 1").await;
            let error = run(&store).await.unwrap_err();
            assert!(matches!(error, StoreError::ChangedMigration { number: 1 }), "{error}");
        })
        .await;
    }
}
