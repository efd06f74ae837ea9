//! Lists of values in SQL: `IN (…)` with a placeholder for each.

use crate::open::Dialect;
use sqlx::Any;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

/// Most values in one `IN (…)`.
const MOST_LISTED: usize = 1_024;

/// A value that can stand in a list.
pub(crate) trait Listed: Clone {
    fn bind(self, query: Query<'_, Any, AnyArguments>) -> Query<'_, Any, AnyArguments>;
}

impl Listed for i64 {
    fn bind(self, query: Query<'_, Any, AnyArguments>) -> Query<'_, Any, AnyArguments> {
        query.bind(self)
    }
}

impl Listed for String {
    fn bind(self, query: Query<'_, Any, AnyArguments>) -> Query<'_, Any, AnyArguments> {
        query.bind(self)
    }
}

/// The pieces of a list that one statement can take.
pub(crate) fn pieces<T>(values: &[T]) -> std::slice::Chunks<'_, T> {
    values.chunks(MOST_LISTED)
}

/// `sql` with `{list}` replaced by placeholders from `$first` on, one for each value; the last is repeated up to a
/// power of two, so that there are few different statements.
pub(crate) fn with_list(sql: &str, first: usize, count: usize) -> String {
    let count = count.next_power_of_two();
    let list: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    sql.replace("{list}", &list.join(","))
}

/// As [`with_list`], where the list comes last and every placeholder before it stands once and in order. SQLite looks up
/// names of parameters one by one, so with thousands of them they go unnamed: all of them, for the two kinds don't mix.
pub(crate) fn with_last_list(dialect: Dialect, sql: &str, first: usize, count: usize) -> String {
    if dialect == Dialect::Postgres {
        return with_list(sql, first, count);
    }
    let unnamed = (1..first).fold(sql.to_string(), |sql, n| sql.replacen(&format!("${n}"), "?", 1));
    unnamed.replace("{list}", &vec!["?"; count.next_power_of_two()].join(","))
}

/// Binds the values of a list as [`with_list`] or [`with_last_list`] wrote it.
pub(crate) fn bind_list<'q, T: Listed>(
    mut query: Query<'q, Any, AnyArguments>,
    values: &[T],
) -> Query<'q, Any, AnyArguments> {
    let Some(last) = values.last() else { return query };
    for value in values {
        query = value.clone().bind(query);
    }
    for _ in values.len()..values.len().next_power_of_two() {
        query = last.clone().bind(query);
    }
    query
}
