//! Definitions of every kind: reading, drafts, history and differences.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::definition::{
    DefinitionDiff, DefinitionHistory, DefinitionList, DefinitionView, DiffParams, DraftPut,
};
use axum::extract::{Path, State};
use model::DefinitionKind;

/// Definitions of a kind.
#[utoipa::path(
    get,
    path = "/api/v1/definitions/{kind}",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path)),
    responses((status = 200, body = DefinitionList)),
)]
pub async fn list_definitions(
    State(app): State<App>,
    Path(kind): Path<String>,
) -> Result<Json<DefinitionList>, Problem> {
    Err(Problem::unavailable(""))
}

/// A definition: what is in force and its draft.
#[utoipa::path(
    get,
    path = "/api/v1/definitions/{kind}/{key}",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    responses((status = 200, body = DefinitionView)),
)]
pub async fn get_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
) -> Result<Json<DefinitionView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Saves a draft, which may still have problems.
#[utoipa::path(
    put,
    path = "/api/v1/definitions/{kind}/{key}/draft",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = DraftPut,
    responses((status = 200, body = DefinitionView)),
)]
pub async fn put_draft(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    Json(body): Json<DraftPut>,
) -> Result<Json<DefinitionView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Every version, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/definitions/{kind}/{key}/history",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    responses((status = 200, body = DefinitionHistory)),
)]
pub async fn get_history(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
) -> Result<Json<DefinitionHistory>, Problem> {
    Err(Problem::unavailable(""))
}

/// What differs between two versions.
#[utoipa::path(
    get,
    path = "/api/v1/definitions/{kind}/{key}/diff",
    tag = "definitions",
    params(DiffParams, ("kind" = DefinitionKind, Path), ("key" = String, Path)),
    responses((status = 200, body = DefinitionDiff)),
)]
pub async fn get_diff(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    Query(params): Query<DiffParams>,
) -> Result<Json<DefinitionDiff>, Problem> {
    Err(Problem::unavailable(""))
}
