//! Finding rows: by a list of values, and by how a name begins, a page at a time.

use crate::error::Result;
use crate::list::{Listed, bind_list, pieces, with_last_list};
use crate::open::Store;
use crate::sql::Columns;
use model::WorkspaceId;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

/// The rows of a SELECT that asks for a workspace as `$1`, then for these values as `{list}`, and for nothing else. The
/// SELECT's own order holds among as many values as one statement takes.
pub(crate) async fn listed<T: Listed>(
    store: &Store,
    workspace: WorkspaceId,
    sql: &str,
    values: &[T],
) -> Result<Vec<AnyRow>> {
    let mut rows = Vec::new();
    for piece in pieces(values) {
        let sql = with_last_list(store.dialect(), sql, 2, piece.len());
        let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0);
        rows.extend(bind_list(query, piece).fetch_all(store.reader()).await?);
    }
    Ok(rows)
}

/// A page of a search, with where the next one begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<(String, i64)>,
}

/// The form in which names are sorted and searched: lower case, without outer space. Made here, because the two
/// databases lower letters differently.
pub(crate) fn search_key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A page of the records of which some key begins with a text (any case), in order of (name_key, id). `from` is
/// `SELECT … name_key FROM …` up to a condition; `keys` are the columns that may begin so. `after` is the `next` of the
/// page before.
pub(crate) async fn beginning<T>(
    store: &Store,
    workspace: WorkspaceId,
    (from, keys): (&str, &[&str]),
    text: &str,
    after: Option<(String, i64)>,
    limit: usize,
    read: impl Fn(&AnyRow) -> Result<T>,
) -> Result<Page<T>> {
    let begins: Vec<String> = keys.iter().map(|key| format!("({key} >= $2 AND {key} < $3)")).collect();
    let sql = format!(
        "{from} AND ({}) AND (name_key > $4 OR (name_key = $4 AND id > $5)) ORDER BY name_key, id LIMIT $6",
        begins.join(" OR ")
    );
    let first = search_key(text);
    // Above everything that begins with it.
    let last = format!("{first}\u{10FFFF}");
    let (after_key, after_id) = after.unwrap_or_default();
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(first)
        .bind(last)
        .bind(after_key)
        .bind(after_id)
        .bind(limit as i64 + 1)
        .fetch_all(store.reader())
        .await?;
    let shown = &rows[..rows.len().min(limit)];
    let next = match shown.last() {
        Some(row) if rows.len() > limit => Some((row.text("name_key")?, row.int("id")?)),
        _ => None,
    };
    Ok(Page { items: shown.iter().map(read).collect::<Result<_>>()?, next })
}
