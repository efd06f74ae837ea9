//! Opportunities: list and page.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::opportunity::{OpportunityParams, OpportunityRow, OpportunityView};
use crate::views::shared::Page;
use axum::extract::{Path, State};

/// Opportunities, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities",
    tag = "opportunities",
    params(OpportunityParams),
    responses((status = 200, body = Page<OpportunityRow>)),
)]
pub async fn list_opportunities(
    State(app): State<App>,
    Query(params): Query<OpportunityParams>,
) -> Result<Json<Page<OpportunityRow>>, Problem> {
    Err(Problem::unavailable(""))
}

/// An opportunity with its contacts.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/{id}",
    tag = "opportunities",
    params(("id" = String, Path)),
    responses((status = 200, body = OpportunityView)),
)]
pub async fn get_opportunity(State(app): State<App>, Path(id): Path<String>) -> Result<Json<OpportunityView>, Problem> {
    Err(Problem::unavailable(""))
}
