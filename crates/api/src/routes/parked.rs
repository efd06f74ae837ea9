//! Inputs that could not be applied.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::settings::ParkedView;
use crate::views::shared::{Changed, Page, PageParams};
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// Inputs that could not be applied.
#[utoipa::path(
    get,
    path = "/api/v1/parked",
    tag = "parked",
    params(PageParams),
    responses((status = 200, body = Page<ParkedView>)),
)]
pub async fn list_parked(
    State(app): State<App>,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<ParkedView>>, Problem> {
    Err(Problem::unavailable(""))
}

/// Tries one again.
#[utoipa::path(
    post,
    path = "/api/v1/parked/{id}/replay",
    tag = "parked",
    params(("id" = String, Path)),
    responses((status = 200, body = Changed)),
)]
pub async fn replay_parked(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Changed>, Problem> {
    Err(Problem::unavailable(""))
}

/// Gives one up.
#[utoipa::path(
    delete,
    path = "/api/v1/parked/{id}",
    tag = "parked",
    params(("id" = String, Path)),
    responses((status = 204)),
)]
pub async fn drop_parked(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    Err(Problem::unavailable(""))
}
