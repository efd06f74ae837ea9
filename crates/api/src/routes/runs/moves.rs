//! What becomes of a run that there is: put to another time, paused, let go on, ended.

use super::{view, when};
use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::rights::Right;
use crate::views::program::{ResumeParams, RunAgain, RunView};
use crate::{App, approval, audit};
use axum::extract::{Path, State};
use engine::perform::RunError;
use store::approvals::Action;
use store::runs::{Brake, RunState};

/// Puts a run that has not begun to another time.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/reschedule",
    tag = "programs",
    params(("id" = String, Path)),
    request_body = RunAgain,
    responses((status = 200, body = RunView)),
)]
pub async fn reschedule_run(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<RunAgain>,
) -> Result<Json<RunView>, Problem> {
    let id = number(&id)?;
    let at = when(&app, Some(body.at))?;
    if store::runs::get(app.store(), caller.workspace, id).await?.operational {
        caller.need(Right::SendOperational)?;
    }
    if approval::asker(&app, &caller, Action::Run).await?.is_some() {
        return Err(Problem::forbidden(
            "What was approved is the run at its time. Cancel it, and ask for approval with the new time.",
        ));
    }
    let done = match app.performer().reschedule_run(id, at).await {
        Ok(done) => done,
        Err(RunError::Store(error)) => return Err(error.into()),
        Err(error) => return Err(Problem::conflict(error.to_string())),
    };
    moved(&app, &caller, id, done, "run.rescheduled", "Only a run that has not begun can be put to another time.").await
}

/// Pauses a run: what has not gone out waits.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/pause",
    tag = "programs",
    params(("id" = String, Path)),
    responses((status = 200, body = RunView)),
)]
pub async fn pause_run(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<RunView>, Problem> {
    let id = number(&id)?;
    let done = store::runs::pause(app.store(), caller.workspace, id, "paused by hand").await?;
    moved(&app, &caller, id, done, "run.paused", "Only a run that is sending can be paused.").await
}

/// Goes on with a paused run. One that was stopped by bounces or complaints goes on only `in_spite` of them.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/resume",
    tag = "programs",
    params(("id" = String, Path), ResumeParams),
    responses((status = 200, body = RunView)),
)]
pub async fn resume_run(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Query(params): Query<ResumeParams>,
) -> Result<Json<RunView>, Problem> {
    let id = number(&id)?;
    let run = store::runs::get(app.store(), caller.workspace, id).await?;
    let braked = run.brake.is_some_and(|brake| brake != Brake::Released);
    if run.state == RunState::Paused && braked && !params.in_spite {
        let why = run.reason.unwrap_or_default();
        let remedy = "look at what came back, then go on with in_spite=true, or cancel the run";
        return Err(Problem::conflict(format!("The run has stopped itself: {why}; {remedy}.")));
    }
    let done = app.performer().resume_run(id, params.in_spite).await?;
    let action = if braked { "run.released" } else { "run.resumed" };
    moved(&app, &caller, id, done, action, "Only a paused run can go on.").await
}

/// Ends a run; what is sent stays sent.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/cancel",
    tag = "programs",
    params(("id" = String, Path)),
    responses((status = 200, body = RunView)),
)]
pub async fn cancel_run(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<RunView>, Problem> {
    let id = number(&id)?;
    let done = store::runs::cancel(app.store(), caller.workspace, id, app.now()).await?;
    moved(&app, &caller, id, done, "run.cancelled", "The run has ended already.").await
}

fn number(id: &str) -> Result<i64, Problem> {
    id.parse().map_err(|_| Problem::not_found("run", id))
}

async fn moved(
    app: &App,
    caller: &Caller,
    id: i64,
    done: bool,
    action: &str,
    otherwise: &str,
) -> Result<Json<RunView>, Problem> {
    let run = store::runs::get(app.store(), caller.workspace, id).await?;
    if !done {
        return Err(Problem::conflict(otherwise));
    }
    audit::note(app, caller, action, format!("program/{}", run.program), format!("run {id}")).await?;
    view(app, run).await.map(Json)
}
