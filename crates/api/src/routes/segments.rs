//! Counting a filter while it is built, and the members of a segment.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::contact::ContactRow;
use crate::views::segment::{CountFilter, SegmentCount};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};

/// Counts whom a filter means now.
#[utoipa::path(
    post,
    path = "/api/v1/segments/count",
    tag = "segments",
    request_body = CountFilter,
    responses((status = 200, body = SegmentCount)),
)]
pub async fn count_segment(
    State(app): State<App>,
    Json(body): Json<CountFilter>,
) -> Result<Json<SegmentCount>, Problem> {
    Err(Problem::unavailable(""))
}

/// Members of a published segment.
#[utoipa::path(
    get,
    path = "/api/v1/segments/{key}/members",
    tag = "segments",
    params(PageParams, ("key" = String, Path)),
    responses((status = 200, body = Page<ContactRow>)),
)]
pub async fn list_members(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<ContactRow>>, Problem> {
    Err(Problem::unavailable(""))
}
