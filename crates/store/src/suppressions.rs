//! Suppressed addresses, as people look through them: what is invalid, has opted out or is blocked.

use crate::addresses::{STATE, read_state};
use crate::error::Result;
use crate::open::Store;
use crate::sql::Columns;
use model::WorkspaceId;
use model::address::{AddressState, SuppressionKind};
use sqlx::AssertSqlSafe;

/// A page of suppressed addresses, the latest changed first, with how many there are: all that begin with `begins`
/// (normal form), of one kind or of any.
pub async fn page(
    store: &Store,
    workspace: WorkspaceId,
    kind: Option<SuppressionKind>,
    begins: &str,
    offset: usize,
    limit: usize,
) -> Result<(Vec<AddressState>, u64)> {
    let wanted = match kind {
        Some(SuppressionKind::OptOut) => "opt_out_at IS NOT NULL",
        Some(SuppressionKind::Invalid) => "invalid_at IS NOT NULL",
        Some(SuppressionKind::Blocked) => "blocked_at IS NOT NULL",
        None => "(invalid_at IS NOT NULL OR opt_out_at IS NOT NULL OR blocked_at IS NOT NULL)",
    };
    let from = format!(
        "FROM address_state WHERE workspace = $1 AND ($2 = '' OR substr(address, 1, length($2)) = $2) AND {wanted}"
    );
    let sql = format!("SELECT {STATE} {from} ORDER BY updated_at DESC, address LIMIT $3 OFFSET $4");
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(begins.to_string())
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .fetch_all(store.reader())
        .await?;
    let states = rows.iter().map(read_state).collect::<Result<_>>()?;
    let count = sqlx::query(AssertSqlSafe(format!("SELECT COUNT(*) AS n {from}")))
        .bind(workspace.0)
        .bind(begins.to_string())
        .fetch_one(store.reader())
        .await?;
    Ok((states, u64::try_from(count.int("n")?).unwrap_or(0)))
}
