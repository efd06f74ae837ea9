//! Sends and their states.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::outbox::{SendParams, SendRow};
use crate::views::shared::Page;
use axum::extract::State;

/// Sends, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/sends",
    tag = "sends",
    params(SendParams),
    responses((status = 200, body = Page<SendRow>)),
)]
pub async fn list_sends(
    State(app): State<App>,
    Query(params): Query<SendParams>,
) -> Result<Json<Page<SendRow>>, Problem> {
    Err(Problem::unavailable(""))
}
