//! API keys and write keys of the intake.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::settings::{KeyList, NewKey, NewKeySecret};
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// API keys and write keys.
#[utoipa::path(
    get,
    path = "/api/v1/keys",
    tag = "keys",
    responses((status = 200, body = KeyList)),
)]
pub async fn list_keys(State(app): State<App>) -> Result<Json<KeyList>, Problem> {
    Err(Problem::unavailable(""))
}

/// Makes a key; the secret is shown this once.
#[utoipa::path(
    post,
    path = "/api/v1/keys",
    tag = "keys",
    request_body = NewKey,
    responses((status = 201, body = NewKeySecret)),
)]
pub async fn create_key(
    State(app): State<App>,
    Json(body): Json<NewKey>,
) -> Result<(StatusCode, Json<NewKeySecret>), Problem> {
    Err(Problem::unavailable(""))
}

/// Revokes a key at once.
#[utoipa::path(
    delete,
    path = "/api/v1/keys/{id}",
    tag = "keys",
    params(("id" = String, Path)),
    responses((status = 204)),
)]
pub async fn revoke_key(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    Err(Problem::unavailable(""))
}
