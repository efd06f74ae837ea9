//! Members of static lists.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::shared::{Changed, ContactIds};
use axum::extract::{Path, State};

/// Puts contacts on a list.
#[utoipa::path(
    post,
    path = "/api/v1/lists/{key}/members",
    tag = "lists",
    params(("key" = String, Path)),
    request_body = ContactIds,
    responses((status = 200, body = Changed)),
)]
pub async fn add_members(
    State(app): State<App>,
    Path(key): Path<String>,
    Json(body): Json<ContactIds>,
) -> Result<Json<Changed>, Problem> {
    Err(Problem::unavailable(""))
}

/// Takes contacts off a list.
#[utoipa::path(
    delete,
    path = "/api/v1/lists/{key}/members",
    tag = "lists",
    params(("key" = String, Path)),
    request_body = ContactIds,
    responses((status = 200, body = Changed)),
)]
pub async fn remove_members(
    State(app): State<App>,
    Path(key): Path<String>,
    Json(body): Json<ContactIds>,
) -> Result<Json<Changed>, Problem> {
    Err(Problem::unavailable(""))
}
