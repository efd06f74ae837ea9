//! Cost lines.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::settings::{CostList, CostPatch, CostView, NewCost};
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// Cost lines, the latest period first.
#[utoipa::path(
    get,
    path = "/api/v1/costs",
    tag = "costs",
    responses((status = 200, body = CostList)),
)]
pub async fn list_costs(State(app): State<App>) -> Result<Json<CostList>, Problem> {
    Err(Problem::unavailable(""))
}

/// Adds a cost line.
#[utoipa::path(
    post,
    path = "/api/v1/costs",
    tag = "costs",
    request_body = NewCost,
    responses((status = 201, body = CostView)),
)]
pub async fn create_cost(
    State(app): State<App>,
    Json(body): Json<NewCost>,
) -> Result<(StatusCode, Json<CostView>), Problem> {
    Err(Problem::unavailable(""))
}

/// Changes a cost line.
#[utoipa::path(
    patch,
    path = "/api/v1/costs/{id}",
    tag = "costs",
    params(("id" = String, Path)),
    request_body = CostPatch,
    responses((status = 200, body = CostView)),
)]
pub async fn change_cost(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(body): Json<CostPatch>,
) -> Result<Json<CostView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Removes a cost line.
#[utoipa::path(
    delete,
    path = "/api/v1/costs/{id}",
    tag = "costs",
    params(("id" = String, Path)),
    responses((status = 204)),
)]
pub async fn delete_cost(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    Err(Problem::unavailable(""))
}
