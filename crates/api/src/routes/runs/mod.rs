//! Runs of batch programs: how they are started, and how they stand.

mod moves;

use crate::access::Caller;
use crate::approval::Details;
use crate::extract::Json;
use crate::problem::Problem;
use crate::rights::Right;
use crate::routes::approvals;
use crate::views::approval::ApprovalView;
use crate::views::email::Severity;
use crate::views::preflight::Preflight;
use crate::views::program::{RunAt, RunView, RunWaits};
use crate::{App, approval, audit, preflight};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::perform::RunError;
use model::{DAY, DefinitionKind, Timestamp};
pub use moves::*;
use std::collections::BTreeMap;
use store::approvals::{Action, Decision, Request};
use store::runs::{Request as RunRequest, Run, RunState};
use store::sends::{SendState, Waiting};

/// How far ahead a run may be scheduled.
const MOST_AHEAD: i64 = 366 * DAY;

/// A run with its sends, counted now.
pub async fn view(app: &App, run: Run) -> Result<RunView, Problem> {
    let sends = store::runs::progress(app.store(), app.workspace(), run.id).await?;
    let done: i64 = sends.iter().filter(|(state, _)| !state.is_open()).map(|(_, n)| n).sum();
    let made_by = match run.user {
        Some(user) => store::users::get(app.store(), app.workspace(), user).await?,
        None => None,
    };
    let waiting = if run.state == RunState::Running { waiting(app, &run, &sends).await? } else { Vec::new() };
    let audience = u64::try_from(run.audience_count).unwrap_or(0);
    let state = run.state.as_str();
    let progress = match (state, audience) {
        ("finished", _) => 1.0,
        (_, 0) => 0.0,
        (_, all) => (done as f64 / all as f64).min(1.0),
    };
    let count = |(state, n): (SendState, i64)| (state.as_str().to_string(), u64::try_from(n).unwrap_or(0));
    Ok(RunView {
        id: run.id.to_string(),
        program: run.program,
        // A frozen run is sending, whatever the store calls it.
        state: if state == "running" { "sending".into() } else { state.into() },
        reason: run.reason,
        at: run.scheduled_at,
        audience,
        sends: sends.into_iter().map(count).collect(),
        progress,
        brake: run.brake.map(|brake| brake.as_str().into()),
        waiting,
        created_by: made_by.map(|user| user.name),
        tests: run.test.is_some(),
    })
}

/// What the open sends of a run wait for.
async fn waiting(app: &App, run: &Run, sends: &BTreeMap<SendState, i64>) -> Result<Vec<RunWaits>, Problem> {
    let row = |one: Waiting| RunWaits {
        what: one.waits.as_str().into(),
        count: u64::try_from(one.count).unwrap_or(0),
        next: Some(one.next),
        reason: one.reason,
    };
    let found = store::sends::waiting(app.store(), app.workspace(), run.id).await?;
    let mut rows: Vec<RunWaits> = found.into_iter().map(row).collect();
    if let Some((next, reason)) = app.performer().rest() {
        let queued = sends.get(&SendState::Queued).copied().unwrap_or(0);
        let count = u64::try_from(queued).unwrap_or(0);
        rows.insert(0, RunWaits { what: "way".into(), count, next: Some(next), reason: Some(reason) });
    }
    Ok(rows)
}

/// Sends a batch program, now or at a time. Where the caller's role needs a second person, it is asked for instead. A
/// request that is repeated with the same `Idempotency-Key` is answered with the run that the first one started.
#[utoipa::path(
    post,
    path = "/api/v1/programs/{key}/run",
    tag = "programs",
    params(
        ("key" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Whatever tells this request from others: up to 200 \
         visible characters. Kept for as long as the run is."),
    ),
    request_body = RunAt,
    responses(
        (status = 200, body = RunView, description = "It was started by an earlier request with this key."),
        (status = 201, body = RunView),
        (status = 202, description = "A second person has to approve it first.", body = ApprovalView),
    ),
)]
pub async fn start_run(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
    headers: HeaderMap,
    Json(body): Json<RunAt>,
) -> Result<Response, Problem> {
    let request = request(&headers, &body)?;
    if let Some(request) = &request
        && let Some(run) = store::runs::of_request(app.store(), caller.workspace, &request.name).await?
    {
        return started(&app, &key, request, run).await;
    }
    if let Some(request) = &request
        && let Some((waiting, said)) = approval::of_request(&app, &key, &request.name).await?
    {
        same(request, &said)?;
        return approvals::waits(&app, &caller, waiting).await;
    }
    let now = app.now();
    let at = when(&app, body.at)?;
    let operational = preflight::is_operational(&app, &key);
    if operational {
        caller.need(Right::SendOperational)?;
    }
    let program = preflight::batch(&app, &key)?;
    // What is asked for are the versions that were looked at, not those of a moment later.
    let versions = app.performer().versions(&key).map_err(|error| refused(&key, error))?;
    let found = preflight::of_program(&app, caller.workspace, &key, &program).await?;
    preflight::refuse(&found, &body.despite)?;
    if let Some(asker) = approval::asker(&app, &caller, Action::Run).await? {
        // A time that has passed already means at once.
        let later = body.at.filter(|at| *at > now);
        let asked = approval::of_run(later, &body.despite, &found, operational);
        let kind = DefinitionKind::Program;
        let details = Details { asked, digest: String::new(), request };
        return approvals::ask(&app, &caller, asker, (Action::Run, kind, key, versions), details).await;
    }
    let begun = app.performer().start_run(&key, Some(at), caller.user_id(), request.clone()).await;
    let run = match (begun, request) {
        (Err(RunError::Started(run)), Some(request)) => return started(&app, &key, &request, *run).await,
        (begun, _) => begun.map_err(|error| refused(&key, error))?,
    };
    note_run(&app, &caller, &run, &found).await?;
    Ok((StatusCode::CREATED, Json(view(&app, run).await?)).into_response())
}

/// When a run is to begin: no earlier than now.
fn when(app: &App, at: Option<Timestamp>) -> Result<Timestamp, Problem> {
    let now = app.now();
    let at = at.unwrap_or(now).max(now);
    if at > now.plus(MOST_AHEAD) {
        return Err(Problem::invalid("at", "lies more than a year ahead"));
    }
    Ok(at)
}

/// What the caller calls its request by, and what it says.
fn request(headers: &HeaderMap, body: &RunAt) -> Result<Option<RunRequest>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let name = value.to_str().ok().filter(|key| (1..=200).contains(&key.len()));
    let name = name.ok_or_else(|| Problem::invalid("Idempotency-Key", "write 1 to 200 visible ASCII characters"))?;
    let RunAt { at, despite } = body;
    let said = store::returned::digest(format!("{at:?} {despite:?}").as_bytes());
    Ok(Some(RunRequest { name: name.into(), said }))
}

/// The answer to a request that has started its run before.
async fn started(app: &App, program: &str, request: &RunRequest, run: Run) -> Result<Response, Problem> {
    if run.program != program {
        let message = format!("has started a run of \"{}\"; take another key for another request", run.program);
        return Err(Problem::invalid("Idempotency-Key", message));
    }
    if let Some(said) = &run.said {
        same(request, said)?;
    }
    Ok(Json(view(app, run).await?).into_response())
}

/// Refuses a request that has the name of an earlier one and says something else.
fn same(request: &RunRequest, said: &str) -> Result<(), Problem> {
    let message = "came with another time or other errors to overlook before; take another key for another request";
    if request.said == said { Ok(()) } else { Err(Problem::invalid("Idempotency-Key", message)) }
}

fn refused(program: &str, error: RunError) -> Problem {
    match error {
        RunError::Store(error) => error.into(),
        RunError::NoProgram(_) => Problem::not_found("published program", program),
        other => Problem::conflict(other.to_string()),
    }
}

async fn note_run(app: &App, caller: &Caller, run: &Run, found: &Preflight) -> Result<(), Problem> {
    let despite = found.findings.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code.as_str());
    let despite: Vec<&str> = despite.collect();
    let mut note = format!("run {}", run.id);
    if !despite.is_empty() {
        note = format!("{note}, despite {}", despite.join(", "));
    }
    audit::note(app, caller, "run.created", format!("program/{}", run.program), note).await
}

/// Starts a run that the caller has approved, as it was asked for: what stands against it now is looked at again.
pub async fn start_approved(
    app: &App,
    caller: &Caller,
    request: &Request,
    Details { asked, request: named, .. }: Details,
    decision: &Decision,
) -> Result<(), Problem> {
    let key = &request.key;
    let program = preflight::batch(app, key)?;
    let found = preflight::of_program(app, caller.workspace, key, &program).await?;
    preflight::refuse(&found, &asked.despite)?;
    let now = app.now();
    let at = asked.at.unwrap_or(now).max(now);
    let run = app.performer().start_approved_run(key, at, request.asker, (named, decision)).await;
    let run = run.map_err(|error| refused(key, error))?;
    note_run(app, caller, &run, &found).await
}
