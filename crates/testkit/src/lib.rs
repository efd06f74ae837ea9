//! For tests only: a fresh database of each kind for every test.
//!
//! ```no_run
//! # async fn test() {
//! testkit::on_both(|url| async move {
//!     assert!(url.starts_with("sqlite:") || url.starts_with("postgres:"));
//! })
//! .await;
//! # }
//! ```

mod database;
mod postgres;

pub use database::{Database, holds};

/// Runs a test on a fresh SQLite file, then on a fresh PostgreSQL database.
pub async fn on_both<F, T>(test: F)
where
    F: Fn(String) -> T,
    T: Future<Output = ()>,
{
    for database in [Database::sqlite(), Database::postgres()] {
        // Shown only when the test fails.
        println!("on {}", database.url());
        test(database.url().to_string()).await;
    }
}
