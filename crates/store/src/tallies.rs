//! Counts of sends for pages: always counted from the rows, never kept beside them.

use crate::error::Result;
use crate::open::Store;
use crate::sends::{Narrow, SendState};
use crate::sql::Columns;
use model::{DAY, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// How many sends stand in each state: of one program, of one email, of one contact, or of all; whichever state they are
/// narrowed to.
pub async fn by_state(store: &Store, workspace: WorkspaceId, narrow: &Narrow) -> Result<BTreeMap<SendState, u64>> {
    // A number of ours cannot carry SQL; said so, it takes the index of contacts.
    let contact = narrow.contact.map(|contact| format!(" AND contact_id = {}", contact.0)).unwrap_or_default();
    let sql = format!(
        "SELECT state, COUNT(*) AS n FROM send WHERE workspace = $1 AND ($2 = '' OR program = $2) \
         AND ($3 = '' OR email = $3){contact} GROUP BY state"
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(narrow.program.clone().unwrap_or_default())
        .bind(narrow.email.clone().unwrap_or_default())
        .fetch_all(store.reader())
        .await?;
    rows.iter().map(|row| Ok((row.word("state", SendState::parse)?, count(row.int("n")?)))).collect()
}

/// Why sends of a program were held back or failed, the most frequent first.
pub async fn reasons(store: &Store, workspace: WorkspaceId, program: &str) -> Result<Vec<(String, u64)>> {
    let rows = sqlx::query(
        "SELECT COALESCE(reason, '') AS why, COUNT(*) AS n FROM send WHERE workspace = $1 AND program = $2 \
         AND state IN ('held', 'failed') GROUP BY COALESCE(reason, '') ORDER BY COUNT(*) DESC, 1 LIMIT 50",
    )
    .bind(workspace.0)
    .bind(program.to_string())
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(|row| Ok((row.text("why")?, count(row.int("n")?)))).collect()
}

/// What went out since an instant, whatever of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lately {
    pub sent: u64,
    /// Of these, called spam.
    pub complained: u64,
    /// Sent on the day on which most were (UTC).
    pub busiest: u64,
}

pub async fn lately(store: &Store, workspace: WorkspaceId, since: Timestamp) -> Result<Lately> {
    let rows = sqlx::query(
        "SELECT handed_at / $3 AS day, COUNT(*) AS sent, \
         COUNT(CASE WHEN verdict = 'complaint' THEN 1 END) AS complained \
         FROM send WHERE workspace = $1 AND handed_at >= $2 AND state IN ('sent', 'unknown') GROUP BY handed_at / $3",
    )
    .bind(workspace.0)
    .bind(since.0)
    .bind(DAY)
    .fetch_all(store.reader())
    .await?;
    let mut lately = Lately { sent: 0, complained: 0, busiest: 0 };
    for row in &rows {
        let sent = count(row.int("sent")?);
        lately.sent += sent;
        lately.complained += count(row.int("complained")?);
        lately.busiest = lately.busiest.max(sent);
    }
    Ok(lately)
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
