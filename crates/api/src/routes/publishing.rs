//! Putting definitions in force, out of force and back.

use crate::access::Caller;
use crate::checks::{self, InForce};
use crate::extract::{Json, Language};
use crate::problem::Problem;
use crate::rights::Right;
use crate::routes::definitions::{drop_noted, named, view};
use crate::routes::history;
use crate::views::definition::{DefinitionView, PublishNote, RollBack};
use crate::{App, audit};
use axum::extract::{Path, State};
use model::definition::Body;
use model::{DefinitionKind, field};
use serde_json::Value as Json_;

const MAX_NOTE: usize = 500;

/// What a kind needs besides the right to publish.
fn may(caller: &Caller, kind: DefinitionKind, body: Option<&Json_>) -> Result<(), Problem> {
    if matches!(kind, DefinitionKind::Settings | DefinitionKind::Field) {
        caller.need(Right::EditSettings)?;
    }
    let operational = body.is_some_and(|body| body.get("operational").is_some_and(|reason| !reason.is_null()));
    if kind == DefinitionKind::Email && operational {
        caller.need(Right::SendOperational)?;
    }
    Ok(())
}

fn checked_note(note: &str) -> Result<&str, Problem> {
    match note.trim().chars().count() {
        0..=MAX_NOTE => Ok(note.trim()),
        _ => Err(Problem::invalid("note", format!("may have at most {MAX_NOTE} characters"))),
    }
}

/// Puts the draft in force.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/publish",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = PublishNote,
    responses((status = 200, body = DefinitionView)),
)]
pub async fn publish_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
    Language(lang): Language,
    Json(body): Json<PublishNote>,
) -> Result<Json<DefinitionView>, Problem> {
    let (kind, key) = named(&kind, &key)?;
    let note = checked_note(&body.note)?;
    let draft = store::definitions::draft(app.store(), caller.workspace, kind, &key).await?;
    let draft = draft.ok_or_else(|| Problem::conflict("There is no draft to publish; change something first."))?;
    may(&caller, kind, Some(&draft.body))?;
    refuse_faulty(&app, kind, &key, &draft.body).await?;
    let (author, now) = (caller.user_id(), app.now());
    let (made, seq) = store::definitions::publish(app.store(), caller.workspace, kind, &key, note, author, now).await?;
    in_force(&app, &caller, "definition.published", (kind, &key), made.version, seq).await?;
    view(&app, kind, &key, lang).await.map(Json)
}

async fn refuse_faulty(app: &App, kind: DefinitionKind, key: &str, body: &Json_) -> Result<(), Problem> {
    let users = checks::active_users(app).await?;
    let image = app.engine().image();
    let refs = InForce { image: &image, users: &users, without: None };
    checks::refuse(&checks::problems(&refs, kind, key, body), "body")
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
    refuse_needed(&app, kind, &key).await?;
    let (author, now) = (caller.user_id(), app.now());
    let (made, seq) = store::definitions::archive(app.store(), caller.workspace, kind, &key, note, author, now).await?;
    in_force(&app, &caller, "definition.archived", (kind, &key), made.version, seq).await?;
    view(&app, kind, &key, lang).await.map(Json)
}

/// Refuses when the product or another definition would miss it, and names what would.
async fn refuse_needed(app: &App, kind: DefinitionKind, key: &str) -> Result<(), Problem> {
    if kind.is_single() {
        return Err(Problem::conflict(format!(
            "An instance always has one {}; publish another version.",
            kind.as_str()
        )));
    }
    let builtin = field::builtin_fields().iter().any(|field| format!("{}.{}", field.object.as_str(), field.key) == key);
    if kind == DefinitionKind::Field && builtin {
        return Err(Problem::conflict("This field is part of the product; it can be relabelled, not removed."));
    }
    let users = checks::active_users(app).await?;
    let image = app.engine().image();
    let with = InForce { image: &image, users: &users, without: None };
    let without = InForce { image: &image, users: &users, without: Some((kind, key)) };
    let faults = |refs: &InForce<'_>, key: &str, body: &Body| rules::validate::validate(key, body, refs).len();
    let mut needed_by = Vec::new();
    for other in DefinitionKind::ALL {
        for (name, published) in image.definitions(other).filter(|(name, _)| (other, *name) != (kind, key)) {
            if faults(&without, name, &published.body) > faults(&with, name, &published.body) {
                needed_by.push(format!("{} \"{name}\"", other.as_str()));
            }
        }
    }
    if needed_by.is_empty() {
        return Ok(());
    }
    needed_by.truncate(10);
    Err(Problem::conflict(format!("It is in use by {}; change that first.", needed_by.join(", "))))
}

/// Puts an earlier version in force as a new one.
#[utoipa::path(
    post,
    path = "/api/v1/definitions/{kind}/{key}/rollback",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = RollBack,
    responses((status = 200, body = DefinitionView)),
)]
pub async fn roll_back_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
    Language(lang): Language,
    Json(body): Json<RollBack>,
) -> Result<Json<DefinitionView>, Problem> {
    let (kind, key) = named(&kind, &key)?;
    let (store, workspace) = (app.store(), caller.workspace);
    let old = history::published(&app, workspace, kind, &key, body.version).await?;
    may(&caller, kind, Some(&old.body))?;
    // What it refers to may be gone by now.
    refuse_faulty(&app, kind, &key, &old.body).await?;
    let note = format!("back to version {}", body.version);
    let (author, now) = (caller.user_id(), app.now());
    let (made, seq) =
        store::definitions::roll_back(store, workspace, kind, &key, body.version, &note, author, now).await?;
    in_force(&app, &caller, "definition.published", (kind, &key), made.version, seq).await?;
    view(&app, kind, &key, lang).await.map(Json)
}
