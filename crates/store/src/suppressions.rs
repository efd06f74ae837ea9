//! Suppressed addresses, as people look through them: what is invalid, has opted out or is blocked.

use crate::addresses::{STATE, read_state};
use crate::error::Result;
use crate::open::Store;
use crate::sql::Columns;
use model::WorkspaceId;
use model::address::{AddressState, SuppressionKind};
use sqlx::AssertSqlSafe;

/// What of an address stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    Anything,
    One(SuppressionKind),
    /// It has opted out of the topic of this key.
    Topic(String),
}

/// A page of suppressed addresses, the latest changed first, with how many there are: all that begin with `begins`
/// (normal form).
pub async fn page(
    store: &Store,
    workspace: WorkspaceId,
    against: &Against,
    begins: &str,
    offset: usize,
    limit: usize,
) -> Result<(Vec<AddressState>, u64)> {
    let wanted = match against {
        Against::One(SuppressionKind::OptOut) => "opt_out_at IS NOT NULL",
        Against::One(SuppressionKind::Invalid) => "invalid_at IS NOT NULL",
        Against::One(SuppressionKind::Blocked) => "blocked_at IS NOT NULL",
        Against::Topic(_) => "topics <> '{}'",
        Against::Anything => {
            "(invalid_at IS NOT NULL OR opt_out_at IS NOT NULL OR blocked_at IS NOT NULL OR topics <> '{}')"
        }
    };
    // A key in a JSON object, as it stands there: quotes within a reason are written otherwise. It is no pattern, because
    // to those of SQLite large and small letters are the same.
    let key = match against {
        Against::Topic(key) => format!("\"{key}\":{{"),
        _ => String::new(),
    };
    let from = format!(
        "FROM address_state WHERE workspace = $1 AND ($2 = '' OR substr(address, 1, length($2)) = $2) AND {wanted} \
         AND ($3 = '' OR replace(topics, $3, '') <> topics)"
    );
    let sql = format!("SELECT {STATE} {from} ORDER BY updated_at DESC, address LIMIT $4 OFFSET $5");
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(begins.to_string())
        .bind(key.clone())
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .fetch_all(store.reader())
        .await?;
    let states = rows.iter().map(read_state).collect::<Result<_>>()?;
    let count = sqlx::query(AssertSqlSafe(format!("SELECT COUNT(*) AS n {from}")))
        .bind(workspace.0)
        .bind(begins.to_string())
        .bind(key)
        .fetch_one(store.reader())
        .await?;
    Ok((states, u64::try_from(count.int("n")?).unwrap_or(0)))
}
