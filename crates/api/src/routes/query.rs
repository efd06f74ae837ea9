//! Read-only SQL with the caller's scope.

use crate::access::Caller;
use crate::extract::Json;
use crate::problem::Problem;
use crate::rights::Right;
use crate::views::query::SqlQuery;
use crate::{App, audit};
use audience::Image;
use axum::extract::State;
use engine::Engine;
use insight::query::{Limits, QueryError, QueryResult, QueryTables, Scope, Source};
use std::sync::Arc;

/// Reads the image for a query, under its lock.
struct Live(Engine);

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Live")
    }
}

impl Source for Live {
    fn read(&self, with: &mut dyn FnMut(&Image)) {
        with(&self.0.image());
    }
}

/// The image as `insight` reads it.
pub fn source(app: &App) -> Arc<dyn Source> {
    Arc::new(Live(app.engine().clone()))
}

/// Runs one SELECT over records and activities.
#[utoipa::path(
    post,
    path = "/api/v1/query",
    tag = "query",
    request_body = SqlQuery,
    responses((status = 200, body = QueryResult)),
)]
pub async fn run_query(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<SqlQuery>,
) -> Result<Json<QueryResult>, Problem> {
    // Personal data leaves in bulk only with the right to export; it then leaves a trace.
    let scope = Scope { personal: caller.may(Right::Export) };
    let result = insight::query::run(source(&app), &body.sql, scope, Limits::default()).await;
    let result = result.map_err(|error| match error {
        QueryError::Wrong(message) => Problem::invalid("sql", message),
        slow @ QueryError::TooSlow(_) => Problem::invalid("sql", slow.to_string()),
        large @ QueryError::TooLarge(_) => Problem::invalid("sql", large.to_string()),
        busy @ QueryError::Busy => Problem::too_many(busy.to_string(), 5),
    })?;
    audit::note(&app, &caller, "query.run", "query", format!("{} rows", result.rows.len())).await?;
    Ok(Json(result))
}

/// Tables that a query may read.
#[utoipa::path(
    get,
    path = "/api/v1/query/tables",
    tag = "query",
    responses((status = 200, body = QueryTables)),
)]
pub async fn list_tables(State(app): State<App>) -> Result<Json<QueryTables>, Problem> {
    Ok(Json(insight::query::tables(&source(&app))))
}
