//! Leads: the sales worklist, the three lists of what is missing, and the answer of sales.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::lead::{LeadDecision, LeadParams, LeadRow, LeadView};
use crate::views::shared::Page;
use axum::extract::{Path, State};

/// Leads: the sales worklist and the lists of what is missing.
#[utoipa::path(
    get,
    path = "/api/v1/leads",
    tag = "leads",
    params(LeadParams),
    responses((status = 200, body = Page<LeadRow>)),
)]
pub async fn list_leads(
    State(app): State<App>,
    Query(params): Query<LeadParams>,
) -> Result<Json<Page<LeadRow>>, Problem> {
    Err(Problem::unavailable(""))
}

/// A lead with its stages and reasons.
#[utoipa::path(
    get,
    path = "/api/v1/leads/{id}",
    tag = "leads",
    params(("id" = String, Path)),
    responses((status = 200, body = LeadView)),
)]
pub async fn get_lead(State(app): State<App>, Path(id): Path<String>) -> Result<Json<LeadView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Sales accepts, rejects or recycles a lead.
#[utoipa::path(
    post,
    path = "/api/v1/leads/{id}/decision",
    tag = "leads",
    params(("id" = String, Path)),
    request_body = LeadDecision,
    responses((status = 200, body = LeadView)),
)]
pub async fn decide_lead(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(body): Json<LeadDecision>,
) -> Result<Json<LeadView>, Problem> {
    Err(Problem::unavailable(""))
}
