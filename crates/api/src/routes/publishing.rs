//! Putting definitions in force, out of force and back.

use crate::access::Caller;
use crate::approval::{self, Details};
use crate::checks::{self, InForce};
use crate::dependents::{Change, refuse_breaking, refuse_left_out};
use crate::extract::{Json, Language};
use crate::problem::Problem;
use crate::rights::Right;
use crate::routes::definitions::{drop_noted, named, view};
use crate::routes::{approvals, files, history};
use crate::views::approval::{ApprovalAsked, ApprovalView};
use crate::views::definition::{DefinitionView, PublishNote, RollBack};
use crate::{App, audit, dependents};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use model::definition::{Approval, Body};
use model::{Definition, DefinitionKind, UserId};
use serde_json::Value as Json_;
use store::approvals::{Action, Decision, Request};
use store::definitions::Publication;

const MAX_NOTE: usize = 500;

/// What a kind needs besides the right to publish.
fn may(caller: &Caller, kind: DefinitionKind, body: Option<&Json_>) -> Result<(), Problem> {
    if matches!(kind, DefinitionKind::Settings | DefinitionKind::Field) {
        caller.need(Right::EditSettings)?;
    }
    if kind == DefinitionKind::Email && body.is_some_and(is_operational) {
        caller.need(Right::SendOperational)?;
    }
    Ok(())
}

fn is_operational(body: &Json_) -> bool {
    body.get("operational").is_some_and(|reason| !reason.is_null())
}

fn checked_note(note: &str) -> Result<&str, Problem> {
    match note.trim().chars().count() {
        0..=MAX_NOTE => Ok(note.trim()),
        _ => Err(Problem::invalid("note", format!("may have at most {MAX_NOTE} characters"))),
    }
}

/// Puts the draft in force. Where the caller's role needs a second person for what sends, it is asked for instead.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/publish",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = PublishNote,
    responses(
        (status = 200, body = DefinitionView),
        (status = 202, description = "A second person has to approve it first.", body = ApprovalView),
    ),
)]
pub async fn publish_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
    Language(lang): Language,
    Json(body): Json<PublishNote>,
) -> Result<Response, Problem> {
    let (kind, key) = named(&kind, &key)?;
    let note = checked_note(&body.note)?;
    let draft = store::definitions::draft(app.store(), caller.workspace, kind, &key).await?;
    let draft = draft.ok_or_else(|| Problem::conflict("There is no draft to publish; change something first."))?;
    may(&caller, kind, Some(&draft.body))?;
    refuse_faulty(&app, kind, &key, &draft.body).await?;
    if let Some(asker) = asker(&app, &caller, kind).await? {
        return ask(&app, &caller, asker, draft, note).await;
    }
    let (author, now) = (caller.user_id(), app.now());
    let (made, seq) = store::definitions::publish(app.store(), caller.workspace, kind, &key, note, author, now).await?;
    in_force(&app, &caller, "definition.published", (kind, &key), made.version, seq).await?;
    Ok(view(&app, kind, &key, lang).await.map(Json)?.into_response())
}

/// Who asks, when what they publish needs a second person.
async fn asker(app: &App, caller: &Caller, kind: DefinitionKind) -> Result<Option<UserId>, Problem> {
    if !Approval::concerns(kind) {
        return Ok(None);
    }
    approval::asker(app, caller, Action::Publish).await
}

async fn ask(app: &App, caller: &Caller, asker: UserId, draft: Definition, note: &str) -> Result<Response, Problem> {
    let asked =
        ApprovalAsked { note: note.into(), operational: is_operational(&draft.body), ..ApprovalAsked::default() };
    let versions = [(format!("{}/{}", draft.kind.as_str(), draft.key), draft.version)].into();
    let digest = approval::digest(&draft.body);
    let details = Details { asked, digest, request: None };
    approvals::ask(app, caller, asker, (Action::Publish, draft.kind, draft.key, versions), details).await
}

/// Puts a draft in force that the caller has approved, as it was asked for.
pub async fn publish_approved(
    app: &App,
    caller: &Caller,
    request: &Request,
    asked: &ApprovalAsked,
    decision: &Decision,
) -> Result<(), Problem> {
    let (kind, key) = (request.kind, &request.key);
    let draft = store::definitions::draft(app.store(), caller.workspace, kind, key).await?;
    let draft = draft.ok_or_else(|| Problem::not_found("draft", key))?;
    if approval::digest(&draft.body) != Details::of(request)?.digest {
        return Err(Problem::conflict("The draft has changed since it was asked for."));
    }
    may(caller, kind, Some(&draft.body))?;
    refuse_faulty(app, kind, key, &draft.body).await?;
    let approved = Publication { kind, key: key.clone(), body: draft.body };
    let by = (asked.note.as_str(), request.asker);
    let made =
        store::definitions::publish_approved(app.store(), caller.workspace, &approved, decision, by, app.now()).await?;
    in_force(app, caller, "definition.published", (kind, key), made.0.version, made.1).await
}

async fn refuse_faulty(app: &App, kind: DefinitionKind, key: &str, body: &Json_) -> Result<(), Problem> {
    let users = checks::active_users(app).await?;
    let found = {
        let image = app.engine().image();
        checks::problems(&InForce { image: &image, users: &users, without: None }, kind, key, body)
    };
    checks::refuse(&found, "body")?;
    match Body::parse(kind, body) {
        Ok(Body::Email(email)) => files::refuse_missing(app, &email).await,
        // What emails say changes with it.
        Ok(Body::Snippet(snippet)) => refuse_breaking(app, Change::Snippet(key.into(), snippet)).await,
        Ok(Body::Settings(settings)) => {
            refuse_left_out(app, &settings).await?;
            refuse_breaking(app, Change::Brand(settings.brand)).await
        }
        _ => Ok(()),
    }
}

/// Waits until the applier has passed it, and notes it.
async fn in_force(
    app: &App,
    caller: &Caller,
    action: &str,
    (kind, key): (DefinitionKind, &str),
    version: i32,
    seq: i64,
) -> Result<(), Problem> {
    app.engine().wait_for(seq).await?;
    audit::note(app, caller, action, format!("{}/{key}", kind.as_str()), format!("version {version}")).await
}

/// Takes a definition out of force. What others refer to stays. One that was never in force leaves nothing but its entry
/// in the audit trail; the answer shows what it was.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/archive",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = PublishNote,
    responses((status = 200, body = DefinitionView)),
)]
pub async fn archive_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
    Language(lang): Language,
    Json(body): Json<PublishNote>,
) -> Result<Json<DefinitionView>, Problem> {
    let (kind, key) = named(&kind, &key)?;
    may(&caller, kind, None)?;
    let note = checked_note(&body.note)?;
    if store::definitions::history(app.store(), caller.workspace, kind, &key).await?.is_empty() {
        let shown = view(&app, kind, &key, lang).await?;
        drop_noted(&app, &caller, kind, &key, note).await?;
        return Ok(Json(shown));
    }
    dependents::refuse_needed(&app, kind, &key).await?;
    let (author, now) = (caller.user_id(), app.now());
    let (made, seq) = store::definitions::archive(app.store(), caller.workspace, kind, &key, note, author, now).await?;
    in_force(&app, &caller, "definition.archived", (kind, &key), made.version, seq).await?;
    view(&app, kind, &key, lang).await.map(Json)
}

/// Puts an earlier version in force as a new one; where a second person is needed, it becomes the draft and is asked for.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/rollback",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = RollBack,
    responses(
        (status = 200, body = DefinitionView),
        (status = 202, description = "A second person has to approve it first.", body = ApprovalView),
    ),
)]
pub async fn roll_back_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
    Language(lang): Language,
    Json(body): Json<RollBack>,
) -> Result<Response, Problem> {
    let (kind, key) = named(&kind, &key)?;
    let (store, workspace) = (app.store(), caller.workspace);
    let old = history::published(&app, workspace, kind, &key, body.version).await?;
    may(&caller, kind, Some(&old.body))?;
    // What it refers to may be gone by now.
    refuse_faulty(&app, kind, &key, &old.body).await?;
    let note = format!("back to version {}", body.version);
    let (author, now) = (caller.user_id(), app.now());
    if let Some(asker) = asker(&app, &caller, kind).await? {
        refuse_replacing(&app, asker, kind, &key, &old.body).await?;
        let draft = store::definitions::save_draft(store, workspace, kind, &key, &old.body, author, now).await?;
        return ask(&app, &caller, asker, draft, &note).await;
    }
    let (made, seq) =
        store::definitions::roll_back(store, workspace, kind, &key, body.version, &note, author, now).await?;
    in_force(&app, &caller, "definition.published", (kind, &key), made.version, seq).await?;
    Ok(view(&app, kind, &key, lang).await.map(Json)?.into_response())
}

/// Refuses to put a body in place of what a colleague has asked for, or of a draft that says something else.
async fn refuse_replacing(
    app: &App,
    asker: UserId,
    kind: DefinitionKind,
    key: &str,
    body: &Json_,
) -> Result<(), Problem> {
    approval::replaces(app, asker, (Action::Publish, kind, key)).await?;
    match store::definitions::draft(app.store(), app.workspace(), kind, key).await? {
        Some(draft) if draft.body != *body => {
            Err(Problem::conflict("Going back would replace the draft; publish or discard it first."))
        }
        _ => Ok(()),
    }
}
