//! Signing in and out, and who is signed in.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::session::{PasswordChange, SessionView, SignIn};
use axum::extract::State;
use axum::http::StatusCode;

/// Signs in: answers with the session cookie.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "session",
    request_body = SignIn,
    responses((status = 200, body = SessionView)),
)]
pub async fn sign_in(State(app): State<App>, Json(body): Json<SignIn>) -> Result<Json<SessionView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Who is signed in and what they may do.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 200, body = SessionView)),
)]
pub async fn get_session(State(app): State<App>) -> Result<Json<SessionView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Signs out and ends the session.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 204)),
)]
pub async fn sign_out(State(app): State<App>) -> Result<StatusCode, Problem> {
    Err(Problem::unavailable(""))
}

/// Changes one's own password and ends one's other sessions.
#[utoipa::path(
    put,
    path = "/api/v1/session/password",
    tag = "session",
    request_body = PasswordChange,
    responses((status = 204)),
)]
pub async fn change_password(State(app): State<App>, Json(body): Json<PasswordChange>) -> Result<StatusCode, Problem> {
    Err(Problem::unavailable(""))
}
