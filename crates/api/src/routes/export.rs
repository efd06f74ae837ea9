//! The instance as text.

use crate::App;
use crate::problem::Problem;
use axum::extract::State;
use axum::response::Response;

/// The instance as text, in a tar archive.
#[utoipa::path(
    get,
    path = "/api/v1/export",
    tag = "export",
    responses((status = 200, content_type = "application/x-tar", body = String)),
)]
pub async fn export_instance(State(app): State<App>) -> Result<Response, Problem> {
    Err(Problem::unavailable(""))
}
