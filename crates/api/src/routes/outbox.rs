//! Captured mail, as the recipient would see it.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::outbox::{OutboxMessage, OutboxRow};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use axum::response::Response;

/// Captured mail, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/outbox",
    tag = "outbox",
    params(PageParams),
    responses((status = 200, body = Page<OutboxRow>)),
)]
pub async fn list_outbox(
    State(app): State<App>,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<OutboxRow>>, Problem> {
    Err(Problem::unavailable(""))
}

/// A captured message.
#[utoipa::path(
    get,
    path = "/api/v1/outbox/{id}",
    tag = "outbox",
    params(("id" = String, Path)),
    responses((status = 200, body = OutboxMessage)),
)]
pub async fn get_message(State(app): State<App>, Path(id): Path<String>) -> Result<Json<OutboxMessage>, Problem> {
    Err(Problem::unavailable(""))
}

/// The HTML part, to be shown in a sandboxed frame.
#[utoipa::path(
    get,
    path = "/api/v1/outbox/{id}/html",
    tag = "outbox",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/html", body = String)),
)]
pub async fn get_message_html(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    Err(Problem::unavailable(""))
}
