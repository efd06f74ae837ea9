//! Ways out: added, changed, checked, and which one a message takes.

use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::ways::{
    NewWayOut, Route, RouteParams, WayChange, WayCheck, WayField, WayKindView, WayList, WayRouting,
};
use crate::{App, audit};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use engine::perform::{Facts, NewWay, SaveError};
use mail::{WayKind, fields};

async fn list(app: &App) -> Result<Json<WayList>, Problem> {
    let (ways, routing) = app.performer().ways_out().await?;
    let kinds = WayKind::ALL.into_iter().map(|kind| WayKindView {
        kind: kind.as_str().into(),
        fields: fields(kind)
            .iter()
            .map(|field| WayField { name: field.name.into(), secret: field.secret, required: field.required })
            .collect(),
    });
    let items = ways.into_iter().map(Into::into).collect();
    Ok(Json(WayList { items, routing: routing.into(), kinds: kinds.collect() }))
}

/// Every way out in order of preference, with how it does, and the rules that decide between them.
#[utoipa::path(
    get,
    path = "/api/v1/ways-out",
    tag = "ways",
    responses((status = 200, body = WayList)),
)]
pub async fn list_ways(State(app): State<App>) -> Result<Json<WayList>, Problem> {
    list(&app).await
}

/// Adds a way out. Its secrets are kept encrypted and never shown.
#[utoipa::path(
    post,
    path = "/api/v1/ways-out",
    tag = "ways",
    request_body = NewWayOut,
    responses((status = 201, body = WayList)),
)]
pub async fn create_way(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<NewWayOut>,
) -> Result<(StatusCode, Json<WayList>), Problem> {
    let kind = WayKind::parse(&body.kind).ok_or_else(|| {
        let known = WayKind::ALL.map(WayKind::as_str).join(", ");
        Problem::invalid("kind", format!("is none of {known}"))
    })?;
    app.performer().save_way(told(body.key.clone(), kind, body.way), true).await.map_err(problem)?;
    audit::note(&app, &caller, "way.created", &body.key, kind.as_str()).await?;
    Ok((StatusCode::CREATED, list(&app).await?))
}

/// Changes a way out. Secrets that are not sent stay as they are.
#[utoipa::path(
    put,
    path = "/api/v1/ways-out/{key}",
    tag = "ways",
    params(("key" = String, Path)),
    request_body = WayChange,
    responses((status = 200, body = WayList)),
)]
pub async fn change_way(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
    Json(body): Json<WayChange>,
) -> Result<Json<WayList>, Problem> {
    let row = store::ways::get(app.store(), caller.workspace, &key).await?;
    let kind = row.as_ref().and_then(|row| WayKind::parse(&row.kind));
    let kind = kind.ok_or_else(|| Problem::not_found("way out", &key))?;
    app.performer().save_way(told(key.clone(), kind, body), false).await.map_err(problem)?;
    audit::note(&app, &caller, "way.changed", &key, kind.as_str()).await?;
    list(&app).await
}

/// Removes a way out, unless a rule names it.
#[utoipa::path(
    delete,
    path = "/api/v1/ways-out/{key}",
    tag = "ways",
    params(("key" = String, Path)),
    responses((status = 204)),
)]
pub async fn delete_way(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
) -> Result<StatusCode, Problem> {
    app.performer().delete_way(&key).await.map_err(problem)?;
    audit::note(&app, &caller, "way.deleted", &key, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a way out can be reached and knows us. Nothing is sent. One that rests goes to work again when it does.
#[utoipa::path(
    post,
    path = "/api/v1/ways-out/{key}/check",
    tag = "ways",
    params(("key" = String, Path)),
    responses((status = 200, body = WayCheck)),
)]
pub async fn check_way(State(app): State<App>, Path(key): Path<String>) -> Result<Json<WayCheck>, Problem> {
    let checked = app.performer().check_way(&key).await?.ok_or_else(|| Problem::not_found("way out", &key))?;
    Ok(Json(WayCheck { ok: checked.is_ok(), reason: checked.err() }))
}

/// Sets the order of the ways and the rules that decide between them.
#[utoipa::path(
    put,
    path = "/api/v1/ways-out/routing",
    tag = "ways",
    request_body = WayRouting,
    responses((status = 200, body = WayList)),
)]
pub async fn put_routing(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<WayRouting>,
) -> Result<Json<WayList>, Problem> {
    app.performer().save_routing(body.into()).await.map_err(problem)?;
    audit::note(&app, &caller, "ways.routed", "routing", "").await?;
    list(&app).await
}

/// Which way a message would take now, and what stands against the others.
#[utoipa::path(
    get,
    path = "/api/v1/ways-out/route",
    tag = "ways",
    params(RouteParams),
    responses((status = 200, body = Route)),
)]
pub async fn get_route(State(app): State<App>, Query(params): Query<RouteParams>) -> Result<Json<Route>, Problem> {
    let facts = Facts {
        sender: address("from", params.from.as_deref())?,
        recipient: address("to", params.to.as_deref())?,
        program: params.program.as_deref().filter(|program| !program.is_empty()),
        operational: params.operational.unwrap_or(false),
    };
    Ok(Json(app.performer().route_of(&facts).await?.into()))
}

/// An address or a domain; nothing where none is given.
fn address<'a>(parameter: &str, given: Option<&'a str>) -> Result<&'a str, Problem> {
    let Some(given) = given.map(str::trim) else { return Ok("") };
    let domain = given.rsplit('@').next().unwrap_or_default();
    match domain.contains('.') && !domain.contains(char::is_whitespace) {
        true => Ok(given),
        false => Err(Problem::malformed_field(parameter, "is no address and no domain; write it like ana@example.com")),
    }
}

fn told(key: String, kind: WayKind, change: WayChange) -> NewWay {
    let WayChange { label, settings, per_second, per_day, enabled } = change;
    NewWay { key, kind, label, values: settings, per_second, per_day, enabled }
}

fn problem(error: SaveError) -> Problem {
    match error {
        SaveError::Field(bad) => {
            let of_way = ["key", "kind", "label", "per_second", "per_day"].contains(&bad.field.as_str());
            let field =
                if of_way || bad.field.starts_with("rules") { bad.field } else { format!("settings.{}", bad.field) };
            Problem::invalid(field, bad.message)
        }
        SaveError::Taken(why) => Problem::conflict(format!("{why}.")),
        SaveError::Missing(what) => Problem::missing(&what),
        SaveError::Seal(error) => Problem::internal(error),
        SaveError::Store(error) => error.into(),
    }
}
