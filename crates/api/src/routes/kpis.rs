//! The twelve KPIs, their rows, usage and the funnel. The numbers are `insight`'s.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::kpi::{Funnel, KpiReport, KpiRows, Usage};
use crate::views::shared::PeriodParams;
use axum::extract::{Path, State};

/// The twelve KPIs of a period in their four groups.
#[utoipa::path(
    get,
    path = "/api/v1/kpis",
    tag = "kpis",
    params(PeriodParams),
    responses((status = 200, body = KpiReport)),
)]
pub async fn get_kpis(State(app): State<App>, Query(params): Query<PeriodParams>) -> Result<Json<KpiReport>, Problem> {
    Err(Problem::unavailable(""))
}

/// Emails sent and quality triggers by user and team.
#[utoipa::path(
    get,
    path = "/api/v1/kpis/usage",
    tag = "kpis",
    params(PeriodParams),
    responses((status = 200, body = Usage)),
)]
pub async fn get_usage(State(app): State<App>, Query(params): Query<PeriodParams>) -> Result<Json<Usage>, Problem> {
    Err(Problem::unavailable(""))
}

/// The rows behind a KPI.
#[utoipa::path(
    get,
    path = "/api/v1/kpis/{key}/rows",
    tag = "kpis",
    params(PeriodParams, ("key" = String, Path)),
    responses((status = 200, body = KpiRows)),
)]
pub async fn get_kpi_rows(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<PeriodParams>,
) -> Result<Json<KpiRows>, Problem> {
    Err(Problem::unavailable(""))
}

/// Leads by stage.
#[utoipa::path(
    get,
    path = "/api/v1/funnel",
    tag = "kpis",
    params(PeriodParams),
    responses((status = 200, body = Funnel)),
)]
pub async fn get_funnel(State(app): State<App>, Query(params): Query<PeriodParams>) -> Result<Json<Funnel>, Problem> {
    Err(Problem::unavailable(""))
}
