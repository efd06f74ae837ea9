//! Runs of batch programs.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::program::{RunAt, RunView};
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// Sends a batch program, now or at a time.
#[utoipa::path(
    post,
    path = "/api/v1/programs/{key}/run",
    tag = "runs",
    params(("key" = String, Path)),
    request_body = RunAt,
    responses((status = 201, body = RunView)),
)]
pub async fn start_run(
    State(app): State<App>,
    Path(key): Path<String>,
    Json(body): Json<RunAt>,
) -> Result<(StatusCode, Json<RunView>), Problem> {
    Err(Problem::unavailable(""))
}

/// Pauses a run.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/pause",
    tag = "runs",
    params(("id" = String, Path)),
    responses((status = 200, body = RunView)),
)]
pub async fn pause_run(State(app): State<App>, Path(id): Path<String>) -> Result<Json<RunView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Goes on with a paused run.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/resume",
    tag = "runs",
    params(("id" = String, Path)),
    responses((status = 200, body = RunView)),
)]
pub async fn resume_run(State(app): State<App>, Path(id): Path<String>) -> Result<Json<RunView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Ends a run; what is sent stays sent.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/cancel",
    tag = "runs",
    params(("id" = String, Path)),
    responses((status = 200, body = RunView)),
)]
pub async fn cancel_run(State(app): State<App>, Path(id): Path<String>) -> Result<Json<RunView>, Problem> {
    Err(Problem::unavailable(""))
}
