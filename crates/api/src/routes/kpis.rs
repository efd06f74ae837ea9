//! The twelve KPIs, their rows, usage and the funnel. The numbers are `insight`'s.

use crate::App;
use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::shared::PeriodParams;
use axum::extract::{Path, State};
use insight::Period;
use insight::funnel::Funnel;
use insight::kpi::{KpiReport, KpiRows};
use insight::usage::{Owner, Usage};
use jiff::civil::Date;
use model::DefinitionKind;
use model::definition::{Body, MAIN};

/// Days of the usual period, today included.
const USUAL_DAYS: i64 = 30;

fn period(app: &App, params: &PeriodParams) -> Result<Period, Problem> {
    let zone = match app.engine().image().definition(DefinitionKind::Settings, MAIN).map(|published| &published.body) {
        Some(Body::Settings(settings)) => settings.zone.clone(),
        _ => "UTC".into(),
    };
    let usual = Period::last_days(USUAL_DAYS, app.now(), &zone);
    let to = day("to", params.to.as_deref())?.unwrap_or(usual.to);
    let from = day("from", params.from.as_deref())?.unwrap_or_else(|| insight::period::shift(to, 1 - USUAL_DAYS));
    Period::new(from, to, &zone).map_err(|message| Problem::invalid("from", message))
}

fn day(name: &str, text: Option<&str>) -> Result<Option<Date>, Problem> {
    let read = |text: &str| text.parse().map_err(|_| Problem::malformed_field(name, "is not a date like 2026-01-31"));
    text.map(read).transpose()
}

/// The twelve KPIs of a period in their four groups.
#[utoipa::path(
    get,
    path = "/api/v1/kpis",
    tag = "kpis",
    params(PeriodParams),
    responses((status = 200, body = KpiReport)),
)]
pub async fn get_kpis(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<PeriodParams>,
) -> Result<Json<KpiReport>, Problem> {
    let period = period(&app, &params)?;
    let costs = store::costs::list(app.store(), caller.workspace).await?;
    let work = move || insight::kpi::report(&app.engine().image(), &costs, &period, app.now());
    tokio::task::spawn_blocking(work).await.map(Json).map_err(Problem::internal)
}

/// Emails sent and quality triggers by user and team.
#[utoipa::path(
    get,
    path = "/api/v1/kpis/usage",
    tag = "kpis",
    params(PeriodParams),
    responses((status = 200, body = Usage)),
)]
pub async fn get_usage(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<PeriodParams>,
) -> Result<Json<Usage>, Problem> {
    let period = period(&app, &params)?;
    let users = store::users::list(app.store(), caller.workspace).await?;
    let owner = |user: store::users::User| Owner { email: user.email, name: user.name, team: user.team };
    let owners: Vec<Owner> = users.into_iter().map(owner).collect();
    Ok(Json(insight::usage::report(&app.engine().image(), &owners, &period)))
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
    caller: Caller,
    Query(params): Query<PeriodParams>,
) -> Result<Json<KpiRows>, Problem> {
    let period = period(&app, &params)?;
    let costs = store::costs::list(app.store(), caller.workspace).await?;
    let rows = insight::kpi::rows(&app.engine().image(), &costs, &key, &period, app.now());
    rows.map(Json).ok_or_else(|| Problem::not_found("KPI", &key))
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
    let period = period(&app, &params)?;
    Ok(Json(insight::funnel::report(&app.engine().image(), &period)))
}
