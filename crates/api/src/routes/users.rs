//! Users.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::settings::{NewUser, UserList, UserPatch, UserView};
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// Users, by name.
#[utoipa::path(
    get,
    path = "/api/v1/users",
    tag = "users",
    responses((status = 200, body = UserList)),
)]
pub async fn list_users(State(app): State<App>) -> Result<Json<UserList>, Problem> {
    Err(Problem::unavailable(""))
}

/// Adds a user.
#[utoipa::path(
    post,
    path = "/api/v1/users",
    tag = "users",
    request_body = NewUser,
    responses((status = 201, body = UserView)),
)]
pub async fn create_user(
    State(app): State<App>,
    Json(body): Json<NewUser>,
) -> Result<(StatusCode, Json<UserView>), Problem> {
    Err(Problem::unavailable(""))
}

/// Changes a user.
#[utoipa::path(
    patch,
    path = "/api/v1/users/{id}",
    tag = "users",
    params(("id" = String, Path)),
    request_body = UserPatch,
    responses((status = 200, body = UserView)),
)]
pub async fn change_user(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(body): Json<UserPatch>,
) -> Result<Json<UserView>, Problem> {
    Err(Problem::unavailable(""))
}
