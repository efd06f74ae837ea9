//! Rendering and trying emails.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::email::{RenderEmail, RenderedEmail, TestEmail, TestSent};
use axum::extract::{Path, State};

/// Renders a draft as a contact would see it.
#[utoipa::path(
    post,
    path = "/api/v1/emails/render",
    tag = "emails",
    request_body = RenderEmail,
    responses((status = 200, body = RenderedEmail)),
)]
pub async fn render_email(
    State(app): State<App>,
    Json(body): Json<RenderEmail>,
) -> Result<Json<RenderedEmail>, Problem> {
    Err(Problem::unavailable(""))
}

/// Sends an email to try it.
#[utoipa::path(
    post,
    path = "/api/v1/emails/{key}/test",
    tag = "emails",
    params(("key" = String, Path)),
    request_body = TestEmail,
    responses((status = 200, body = TestSent)),
)]
pub async fn send_test(
    State(app): State<App>,
    Path(key): Path<String>,
    Json(body): Json<TestEmail>,
) -> Result<Json<TestSent>, Problem> {
    Err(Problem::unavailable(""))
}
