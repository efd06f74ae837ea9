//! Inputs that could not be applied: seen, tried again, given up.

use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::settings::ParkedView;
use crate::views::shared::{Changed, Page, PageParams};
use crate::{App, audit};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::input::Event;
use model::{Envelope, Input};
use store::parked::Parked;

/// Inputs that could not be applied, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/parked",
    tag = "parked",
    params(PageParams),
    responses((status = 200, body = Page<ParkedView>)),
)]
pub async fn list_parked(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<ParkedView>>, Problem> {
    let rows = store::parked::list(app.store(), caller.workspace, params.before(), params.limit()).await?;
    let total = store::parked::count(app.store(), caller.workspace).await?;
    let last = rows.last().map(|row| row.id);
    Ok(Json(Page::before(rows.into_iter().map(view).collect(), last, params.limit(), total)))
}

fn view(parked: Parked) -> ParkedView {
    let envelope = model::input::unpack(&parked.payload).ok().and_then(|envelopes| envelopes.into_iter().next());
    ParkedView {
        id: parked.id.to_string(),
        at: parked.at,
        reason: parked.reason,
        source: envelope.as_ref().map(|envelope| envelope.source.clone()).unwrap_or_default(),
        what: envelope.as_ref().map_or_else(|| "unreadable".to_string(), what),
        message_id: parked.message_id,
    }
}

/// What an input is, without personal data.
fn what(envelope: &Envelope) -> String {
    let name = match &envelope.input {
        Input::Event(Event { call, .. }) => return format!("event {}", format!("{call:?}").to_lowercase()),
        Input::Contact(_) => "contact",
        Input::Account(_) => "account",
        Input::Lead(_) => "lead",
        Input::Opportunity(_) => "opportunity",
        Input::Activity(put) => return format!("activity {}", put.kind),
        Input::List { list, .. } => return format!("list {list}"),
        Input::Consent { .. } => "consent",
        Input::Suppress { .. } | Input::Unsuppress { .. } | Input::Topic { .. } => "suppression",
        Input::Decision { lead, .. } => return format!("decision on {lead}"),
        Input::HandOver { lead } => return format!("hand-over of {lead}"),
        Input::Resume { program, .. } => return format!("wait of program {program}"),
        Input::Outcome { send, .. } => return format!("outcome of {send}"),
        Input::Definition { kind, key, .. } => return format!("{} {key}", kind.as_str()),
        Input::Member { program, .. } => return format!("member of program {program}"),
        Input::Merge { .. } => "merge",
        Input::Erase { .. } => "erasure",
        Input::Tick => "tick",
    };
    name.into()
}

fn number(id: &str) -> Result<i64, Problem> {
    id.parse().map_err(|_| Problem::not_found("parked input", id))
}

/// Tries one again. What fails again is parked again.
#[utoipa::path(
    post,
    path = "/api/v1/parked/{id}/replay",
    tag = "parked",
    params(("id" = String, Path)),
    responses((status = 200, body = Changed)),
)]
pub async fn replay_parked(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<Changed>, Problem> {
    let before = store::parked::count(app.store(), caller.workspace).await?;
    let seq = store::parked::replay(app.store(), caller.workspace, number(&id)?).await?;
    app.engine().wait_for(seq).await?;
    audit::note(&app, &caller, "parked.replayed", id, "").await?;
    let after = store::parked::count(app.store(), caller.workspace).await?;
    Ok(Json(Changed { changed: u64::from(after < before) }))
}

/// Gives one up.
#[utoipa::path(
    delete,
    path = "/api/v1/parked/{id}",
    tag = "parked",
    params(("id" = String, Path)),
    responses((status = 204)),
)]
pub async fn drop_parked(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<StatusCode, Problem> {
    match store::parked::discard(app.store(), caller.workspace, number(&id)?).await? {
        true => audit::note(&app, &caller, "parked.dropped", id, "").await.map(|()| StatusCode::NO_CONTENT),
        false => Err(Problem::not_found("parked input", &id)),
    }
}
