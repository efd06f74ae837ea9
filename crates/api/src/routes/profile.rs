//! What a contact's profile opens into: timeline, reasons, preview.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::contact::{ActivityView, PreviewParams, TimelineParams};
use crate::views::email::RenderedEmail;
use crate::views::explain::ContactExplanation;
use crate::views::shared::Page;
use axum::extract::{Path, State};

/// A contact's activities, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{id}/timeline",
    tag = "profile",
    params(TimelineParams, ("id" = String, Path)),
    responses((status = 200, body = Page<ActivityView>)),
)]
pub async fn get_timeline(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(params): Query<TimelineParams>,
) -> Result<Json<Page<ActivityView>>, Problem> {
    Err(Problem::unavailable(""))
}

/// Segments, score, gates and stage of a contact, each with its reasons.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{id}/explain",
    tag = "profile",
    params(("id" = String, Path)),
    responses((status = 200, body = ContactExplanation)),
)]
pub async fn explain_contact(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<ContactExplanation>, Problem> {
    Err(Problem::unavailable(""))
}

/// An email as this contact would see it.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{id}/preview",
    tag = "profile",
    params(PreviewParams, ("id" = String, Path)),
    responses((status = 200, body = RenderedEmail)),
)]
pub async fn preview_email(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(params): Query<PreviewParams>,
) -> Result<Json<RenderedEmail>, Problem> {
    Err(Problem::unavailable(""))
}
