//! Putting definitions in force, out of force and back.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::definition::{DefinitionView, PublishNote, RollBack};
use axum::extract::{Path, State};
use model::DefinitionKind;

/// Puts the draft in force.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/publish",
    tag = "publishing",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = PublishNote,
    responses((status = 200, body = DefinitionView)),
)]
pub async fn publish_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    Json(body): Json<PublishNote>,
) -> Result<Json<DefinitionView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Takes a definition out of force.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/archive",
    tag = "publishing",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = PublishNote,
    responses((status = 200, body = DefinitionView)),
)]
pub async fn archive_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    Json(body): Json<PublishNote>,
) -> Result<Json<DefinitionView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Puts an earlier version in force as a new one.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/rollback",
    tag = "publishing",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = RollBack,
    responses((status = 200, body = DefinitionView)),
)]
pub async fn roll_back_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    Json(body): Json<RollBack>,
) -> Result<Json<DefinitionView>, Problem> {
    Err(Problem::unavailable(""))
}
