//! For tests only: a fresh database of each kind for every test, and a mailbox to read.
//!
//! ```no_run
//! # async fn test() {
//! testkit::on_both(|url| async move {
//!     assert!(url.starts_with("sqlite:") || url.starts_with("postgres:"));
//! })
//! .await;
//! # }
//! ```

mod cluster;
mod database;
mod dovecot;
mod postgres;

pub use cluster::Cluster;
pub use database::{Database, holds};
pub use dovecot::{DOVECOT_PASSWORD, Dovecot};
use std::time::Duration;

/// How long this thread has been on a processor: what a busy machine does not change, unlike the time on the clock.
pub fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("the system counts a thread's time");
    let nanoseconds = stat.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first number of schedstat is nanoseconds"))
}

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
