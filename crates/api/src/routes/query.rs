//! Read-only SQL with the caller's scope.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::query::{QueryResult, QueryTables, SqlQuery};
use axum::extract::State;

/// Runs one SELECT over records and activities.
#[utoipa::path(
    post,
    path = "/api/v1/query",
    tag = "query",
    request_body = SqlQuery,
    responses((status = 200, body = QueryResult)),
)]
pub async fn run_query(State(app): State<App>, Json(body): Json<SqlQuery>) -> Result<Json<QueryResult>, Problem> {
    Err(Problem::unavailable(""))
}

/// Tables that a query may read.
#[utoipa::path(
    get,
    path = "/api/v1/query/tables",
    tag = "query",
    responses((status = 200, body = QueryTables)),
)]
pub async fn list_tables(State(app): State<App>) -> Result<Json<QueryTables>, Problem> {
    Err(Problem::unavailable(""))
}
