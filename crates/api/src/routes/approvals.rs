//! Approvals: what waits for a second person, and what that person says.

use crate::access::{Caller, Who};
use crate::approval::{self, Details, needs};
use crate::describe::{UserNames, user_names};
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::routes::{publishing, runs};
use crate::views::approval::*;
use crate::{App, audit};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::work::Notice;
use model::{DefinitionKind, UserId};
use std::collections::BTreeMap;
use store::approvals::{self as kept, Action, Decision, NewRequest, Request};

const MAX_NOTE: usize = 500;

/// A request as the caller sees it.
pub async fn view(app: &App, caller: &Caller, users: &UserNames, request: Request) -> Result<ApprovalView, Problem> {
    let waits = request.state == kept::State::Waiting;
    let void = if waits { approval::void(app, &request).await? } else { None };
    let asked = Details::of(&request)?.asked;
    let label = approval::label(app, &request).await?;
    let name = |id: UserId| users.get(&id).cloned().unwrap_or_else(|| id.to_string());
    Ok(ApprovalView {
        id: request.id.to_string(),
        action: match request.action {
            Action::Run => ApprovalAction::Run,
            Action::Publish => ApprovalAction::Publish,
        },
        kind: request.kind,
        label,
        state: match request.state {
            kept::State::Waiting if void.is_some() => ApprovalState::Void,
            kept::State::Waiting => ApprovalState::Waiting,
            kept::State::Approved => ApprovalState::Approved,
            kept::State::Refused => ApprovalState::Refused,
            kept::State::Cancelled => ApprovalState::Cancelled,
            kept::State::Void => ApprovalState::Void,
        },
        asked_by: name(request.asker),
        asked_at: request.asked_at,
        decided_by: request.decider.map(name),
        decided_at: request.decided_at,
        run: request.run.map(|run| run.to_string()),
        mine: caller.user_id() == Some(request.asker),
        may_decide: waits && void.is_none() && decider(caller, &request, asked.operational).is_ok(),
        reason: void.or_else(|| Some(request.note.clone()).filter(|_| request.state == kept::State::Void)),
        key: request.key,
        through: request.through,
        versions: request.versions,
        note: request.note,
        asked,
    })
}

/// What is asked for: what to do, with what, as of which versions.
pub type Wanted = (Action, DefinitionKind, String, BTreeMap<String, i32>);

/// Asks for it, and answers 202 with the request.
pub async fn ask(
    app: &App,
    caller: &Caller,
    asker: UserId,
    (action, kind, key, versions): Wanted,
    details: Details,
) -> Result<Response, Problem> {
    let through = match &caller.who {
        Who::Key(key) => Some(key.label.clone()),
        Who::User { .. } => None,
    };
    let operational = details.asked.operational;
    let details = serde_json::to_string(&details).map_err(Problem::internal)?;
    let new = NewRequest { action, kind, key, asker, through, versions, details };
    let request = approval::ask(app, caller, new, operational).await?;
    waits(app, caller, request).await
}

/// The answer to who asked for what waits for another person.
pub async fn waits(app: &App, caller: &Caller, request: Request) -> Result<Response, Problem> {
    let users = user_names(app).await?;
    Ok((StatusCode::ACCEPTED, Json(view(app, caller, &users, request).await?)).into_response())
}

/// Requests for approval, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/approvals",
    tag = "approvals",
    params(ApprovalParams),
    responses((status = 200, body = Approvals)),
)]
pub async fn list_approvals(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<ApprovalParams>,
) -> Result<Json<Approvals>, Problem> {
    let waiting = params.state != Some(ApprovalList::Decided);
    let users = user_names(&app).await?;
    let mut items = Vec::new();
    for request in kept::list(app.store(), caller.workspace, waiting).await? {
        items.push(view(&app, &caller, &users, request).await?);
    }
    Ok(Json(Approvals { items }))
}

/// Agrees to what a colleague asked for, which then happens as it was asked. When it is not what it was any more, nothing
/// happens and it has to be asked for anew.
#[utoipa::path(
    post,
    path = "/api/v1/approvals/{id}/approve",
    tag = "approvals",
    params(("id" = String, Path)),
    request_body = ApprovalNote,
    responses((status = 200, body = ApprovalView)),
)]
pub async fn approve(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<ApprovalNote>,
) -> Result<Json<ApprovalView>, Problem> {
    let request = waiting(&app, &caller, &id).await?;
    let details = Details::of(&request)?;
    let decider = decider(&caller, &request, details.asked.operational)?;
    if let Some(why) = approval::void(&app, &request).await? {
        let word = (kept::State::Void, None, why.as_str());
        kept::close(app.store(), caller.workspace, request.id, word, app.now()).await?;
        return Err(Problem::conflict(format!("{why} It has to be asked for anew.")));
    }
    let decision = Decision { request: request.id, decider, note: checked(&body.note)? };
    match request.action {
        Action::Run => runs::start_approved(&app, &caller, &request, details, &decision).await?,
        Action::Publish => publishing::publish_approved(&app, &caller, &request, &details.asked, &decision).await?,
    }
    settled(&app, &caller, request, "approval.approved").await
}

/// Refuses what a colleague asked for.
#[utoipa::path(
    post,
    path = "/api/v1/approvals/{id}/refuse",
    tag = "approvals",
    params(("id" = String, Path)),
    request_body = ApprovalNote,
    responses((status = 200, body = ApprovalView)),
)]
pub async fn refuse(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<ApprovalNote>,
) -> Result<Json<ApprovalView>, Problem> {
    let request = waiting(&app, &caller, &id).await?;
    let decider = decider(&caller, &request, Details::of(&request)?.asked.operational)?;
    let note = checked(&body.note)?;
    close(&app, &caller, &request, (kept::State::Refused, Some(decider), &note)).await?;
    settled(&app, &caller, request, "approval.refused").await
}

/// Takes back what one has asked for oneself.
#[utoipa::path(
    post,
    path = "/api/v1/approvals/{id}/cancel",
    tag = "approvals",
    params(("id" = String, Path)),
    responses((status = 200, body = ApprovalView)),
)]
pub async fn cancel(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<ApprovalView>, Problem> {
    let request = waiting(&app, &caller, &id).await?;
    if caller.user_id() != Some(request.asker) {
        return Err(Problem::conflict("Only who asked for it can take it back; refuse it instead."));
    }
    close(&app, &caller, &request, (kept::State::Cancelled, caller.user_id(), "")).await?;
    settled(&app, &caller, request, "approval.cancelled").await
}

async fn waiting(app: &App, caller: &Caller, id: &str) -> Result<Request, Problem> {
    let number: i64 = id.parse().map_err(|_| Problem::not_found("request", id))?;
    let found = kept::get(app.store(), caller.workspace, number).await?;
    let found = found.ok_or_else(|| Problem::not_found("request", id))?;
    if found.state == kept::State::Waiting { Ok(found) } else { Err(decided()) }
}

fn decided() -> Problem {
    Problem::conflict("This does not wait any more; somebody has decided it, or it was taken back.")
}

/// The person who may decide a request: signed in, not the one who asked, and with the rights to do it themselves.
fn decider(caller: &Caller, request: &Request, operational: bool) -> Result<UserId, Problem> {
    let Who::User { user, .. } = &caller.who else {
        return Err(Problem::forbidden("A key cannot approve: that is for people who are signed in."));
    };
    if user.id == request.asker {
        return Err(Problem::forbidden("You have asked for this yourself; another person has to decide it."));
    }
    needs(request.action, operational).into_iter().try_for_each(|right| caller.need(right))?;
    Ok(user.id)
}

fn checked(note: &str) -> Result<String, Problem> {
    match note.trim().chars().count() {
        0..=MAX_NOTE => Ok(note.trim().into()),
        _ => Err(Problem::invalid("note", format!("may have at most {MAX_NOTE} characters"))),
    }
}

async fn close(
    app: &App,
    caller: &Caller,
    request: &Request,
    word: (kept::State, Option<UserId>, &str),
) -> Result<(), Problem> {
    let done = kept::close(app.store(), caller.workspace, request.id, word, app.now()).await?;
    if done { Ok(()) } else { Err(decided()) }
}

/// Notes what was decided, and tells who asked.
async fn settled(
    app: &App,
    caller: &Caller,
    request: Request,
    action: &'static str,
) -> Result<Json<ApprovalView>, Problem> {
    let object = format!("{}/{}", request.kind.as_str(), request.key);
    audit::note(app, caller, action, object, format!("request {}", request.id)).await?;
    let now = kept::get(app.store(), caller.workspace, request.id).await?;
    let now = now.ok_or_else(|| Problem::not_found("request", &request.id.to_string()))?;
    let word = now.state.as_str();
    if now.state != kept::State::Cancelled {
        let label = approval::label(app, &now).await?;
        let said = if now.note.is_empty() { String::new() } else { format!("\n\n{}", now.note) };
        let notice = Notice {
            to: request.asker,
            subject: format!("{}: {}", if word == "approved" { "Approved" } else { "Refused" }, label),
            text: format!("{} has {word} what you asked for: \"{label}\".{said}", caller.name()),
            page: "approvals".into(),
        };
        app.performer().tell(&[request.asker], &notice, &format!("{word}:{}", request.id)).await?;
    }
    let users = user_names(app).await?;
    view(app, caller, &users, now).await.map(Json)
}
