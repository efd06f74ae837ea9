//! Rehearsals: what a draft would have done, before it is published. The figures are `insight`'s.

use crate::App;
use crate::access::Caller;
use crate::checks::{self, InForce};
use crate::describe::user_names;
use crate::extract::Json;
use crate::problem::{FieldProblem, Problem};
use crate::rights::Right;
use crate::routes::definitions::named;
use crate::routes::query::source;
use crate::views::definition::RehearsalOf;
use axum::extract::{Path, State};
use insight::rehearse::{Rehearsal, RehearsalError, Wanted, can_be, rehearse};
use model::definition::{Body, MAIN};
use model::{DefinitionKind, UserId};
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long one rehearsal may take, and how long it waits for another to end: less than a request may take together.
const LIMIT: Duration = Duration::from_secs(50);
const WAIT: Duration = Duration::from_secs(5);
/// Rehearsals are held one after another: each reads every contact's history.
static STAGE: Semaphore = Semaphore::const_new(1);

/// Runs a draft over history: how many, who enters and leaves, how well it predicts won deals. Nothing is changed.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/rehearsal",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = RehearsalOf,
    responses((status = 200, body = Rehearsal)),
)]
pub async fn rehearse_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
    Json(asked): Json<RehearsalOf>,
) -> Result<Json<Rehearsal>, Problem> {
    caller.need(Right::ReadRecords)?;
    let (kind, key) = named(&kind, &key)?;
    if !can_be(kind) {
        let message = "only segments, scoring and qualification can be rehearsed; open one of these";
        return Err(Problem::invalid("kind", message));
    }
    let json = match asked.body {
        Some(body) => body,
        None => kept(&app, &caller, kind, &key).await?,
    };
    let users = checks::active_users(&app).await?;
    let draft = {
        let image = app.engine().image();
        let refs = InForce { image: &image, users: &users, without: None };
        checks::refuse(&checks::problems(&refs, kind, &key, &json), "body")?;
        Body::parse(kind, &json).map_err(|message| Problem::invalid("body", message))?
    };
    let names = user_names(&app).await?;
    let Ok(turn) = tokio::time::timeout(WAIT, STAGE.acquire()).await else {
        return Err(Problem::too_many("Somebody else is rehearsing; try again in a moment.", 10));
    };
    let turn = turn.map_err(Problem::internal)?;
    // Held by the work itself, which goes on when the caller has left.
    let work = move || {
        let _turn = turn;
        hold(&app, kind, &key, &draft, &names)
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?.map(Json)
}

/// The draft that is kept, else what is in force.
async fn kept(app: &App, caller: &Caller, kind: DefinitionKind, key: &str) -> Result<serde_json::Value, Problem> {
    let (store, workspace) = (app.store(), caller.workspace);
    let found = match store::definitions::draft(store, workspace, kind, key).await? {
        Some(draft) => Some(draft),
        None => store::definitions::published(store, workspace, kind, key).await?,
    };
    found.map(|found| found.body).ok_or_else(|| Problem::not_found(kind.as_str(), key))
}

fn hold(
    app: &App,
    kind: DefinitionKind,
    key: &str,
    draft: &Body,
    users: &HashMap<UserId, String>,
) -> Result<Rehearsal, Problem> {
    let zone = match app.engine().image().definition(DefinitionKind::Settings, MAIN).map(|published| &published.body) {
        Some(Body::Settings(settings)) => settings.zone.clone(),
        _ => "UTC".into(),
    };
    let wanted = Wanted { kind, key, draft, now: app.now(), zone: &zone, users, limit: LIMIT };
    rehearse(source(app).as_ref(), &wanted).map_err(|error| match error {
        RehearsalError::NoHistory(problems) => Problem::invalid_fields(
            problems
                .into_iter()
                .map(|problem| FieldProblem { field: format!("body.{}", problem.path), message: problem.message })
                .collect(),
        ),
        RehearsalError::Kind | RehearsalError::Incomplete => Problem::conflict(error.to_string()),
        RehearsalError::TooLong(_) => Problem::unavailable(error.to_string()),
    })
}
