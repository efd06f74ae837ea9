//! Cost lines.

use crate::App;
use crate::access::Caller;
use crate::extract::{self, Json};
use crate::problem::{Faults, Problem};
use crate::views::settings::{CostList, CostPatch, CostView, NewCost};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::definition::{Body, MAIN, Rate};
use model::value::{date_of_day, day_of_date};
use model::{Cost, CostId, DefinitionKind};

impl From<&Cost> for CostView {
    fn from(cost: &Cost) -> CostView {
        CostView {
            id: cost.id.to_string(),
            category: cost.category,
            label: cost.label.clone(),
            amount: cost.amount,
            from: date_of_day(cost.from_day).to_string(),
            to: date_of_day(cost.to_day).to_string(),
            program: cost.program.clone(),
        }
    }
}

/// Cost lines, the latest period first.
#[utoipa::path(
    get,
    path = "/api/v1/costs",
    tag = "costs",
    responses((status = 200, body = CostList)),
)]
pub async fn list_costs(State(app): State<App>, caller: Caller) -> Result<Json<CostList>, Problem> {
    let costs = store::costs::list(app.store(), caller.workspace).await?;
    Ok(Json(CostList { items: costs.iter().map(CostView::from).collect() }))
}

/// Adds a cost line.
#[utoipa::path(
    post,
    path = "/api/v1/costs",
    tag = "costs",
    request_body = NewCost,
    responses((status = 201, body = CostView)),
)]
pub async fn create_cost(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<NewCost>,
) -> Result<(StatusCode, Json<CostView>), Problem> {
    let cost = checked(&app, CostId(0), body)?;
    let costs = store::costs::create(app.store(), caller.workspace, vec![cost]).await?;
    let cost = costs.first().ok_or_else(|| Problem::internal("one cost line was written"))?;
    Ok((StatusCode::CREATED, Json(CostView::from(cost))))
}

/// Changes a cost line.
#[utoipa::path(
    patch,
    path = "/api/v1/costs/{id}",
    tag = "costs",
    params(("id" = String, Path)),
    request_body = CostPatch,
    responses((status = 200, body = CostView)),
)]
pub async fn change_cost(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<CostPatch>,
) -> Result<Json<CostView>, Problem> {
    let id: CostId = extract::id("cost line", &id)?;
    let old = store::costs::get(app.store(), caller.workspace, id).await?;
    let old = CostView::from(&old.ok_or_else(|| Problem::not_found("cost line", &id.to_string()))?);
    let whole = NewCost {
        category: body.category.unwrap_or(old.category),
        label: body.label.unwrap_or(old.label),
        amount: body.amount.unwrap_or(old.amount),
        from: body.from.unwrap_or(old.from),
        to: body.to.unwrap_or(old.to),
        program: body.program.unwrap_or(old.program),
    };
    let cost = checked(&app, id, whole)?;
    store::costs::replace(app.store(), caller.workspace, &cost).await?;
    Ok(Json(CostView::from(&cost)))
}

/// Removes a cost line.
#[utoipa::path(
    delete,
    path = "/api/v1/costs/{id}",
    tag = "costs",
    params(("id" = String, Path)),
    responses((status = 204)),
)]
pub async fn delete_cost(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<StatusCode, Problem> {
    store::costs::delete(app.store(), caller.workspace, extract::id("cost line", &id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn checked(app: &App, id: CostId, body: NewCost) -> Result<Cost, Problem> {
    let mut faults = Faults::default();
    let day = |text: &str| {
        let date = text.parse::<jiff::civil::Date>().map_err(|_| "is not a date like 2026-01-31")?;
        Ok::<i32, &str>(day_of_date(date))
    };
    let (from_day, to_day) = (faults.take("from", day(&body.from)), faults.take("to", day(&body.to)));
    if let (Some(from), Some(to)) = (from_day, to_day)
        && from > to
    {
        faults.add("to", "lies before the first day");
    }
    if body.label.trim().is_empty() || body.label.chars().count() > 200 {
        faults.add("label", "has to have 1 to 200 characters");
    }
    if body.amount.minor < 0 {
        faults.add("amount", "is below zero");
    }
    let image = app.engine().image();
    let settings = image.definition(DefinitionKind::Settings, MAIN).map(|published| &published.body);
    if let (Some(Body::Settings(settings)), Some(from)) = (settings, from_day)
        && body.amount.currency != settings.currency
    {
        let from = date_of_day(from).to_string();
        let rated = |rate: &Rate| rate.currency == body.amount.currency && rate.date <= from;
        if !settings.rates.iter().any(rated) {
            let currency = body.amount.currency;
            faults.add(
                "amount",
                format!("is in {currency}, which has no exchange rate on {from}; add one under Settings, Instance, or use {}", settings.currency),
            );
        }
    }
    if let Some(program) = &body.program
        && image.definition(DefinitionKind::Program, program).is_none()
    {
        faults.add("program", "is not a published program; publish it first");
    }
    faults.done()?;
    Ok(Cost {
        id,
        category: body.category,
        label: body.label.trim().into(),
        amount: body.amount,
        from_day: from_day.unwrap_or_default(),
        to_day: to_day.unwrap_or_default(),
        program: body.program,
    })
}
