//! Definitions of every kind: reading, drafts, history and differences.

use crate::access::Caller;
use crate::checks::{self, InForce};
use crate::describe::{ImageNames, UserNames, label_of, user_names};
use crate::extract::{Json, Language};
use crate::problem::Problem;
use crate::views::definition::*;
use crate::{App, audit};
use audience::Image;
use axum::extract::{Path, State};
use model::definition::{Body, MAIN};
use model::{Definition, DefinitionKind, Object, field};
use std::collections::BTreeMap;

/// Longest body as JSON, in bytes.
const MAX_BODY: usize = 512 * 1024;

/// Reads kind and key of a path.
pub fn named(kind: &str, key: &str) -> Result<(DefinitionKind, String), Problem> {
    let kind = kind_named(kind)?;
    let plain = match kind {
        DefinitionKind::Field => key.split_once('.').filter(|(object, _)| Object::parse(object).is_some()).map(|p| p.1),
        _ if kind.is_single() && key != MAIN => None,
        _ => Some(key),
    };
    match plain.is_some_and(field::is_key) {
        true => Ok((kind, key.to_string())),
        false => Err(Problem::invalid(
            "key",
            "is not a key: lower-case letters, digits, - and _, at most 64; a field's is object.key, and of scoring, \
             qualification, lifecycle, assignment and settings there is one, called main",
        )),
    }
}

fn kind_named(text: &str) -> Result<DefinitionKind, Problem> {
    DefinitionKind::parse(text).ok_or_else(|| Problem::not_found("kind of definition", text))
}

/// Definitions of a kind.
#[utoipa::path(
    get,
    path = "/api/v1/definitions/{kind}",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path)),
    responses((status = 200, body = DefinitionList)),
)]
pub async fn list_definitions(
    State(app): State<App>,
    Path(kind): Path<String>,
    caller: Caller,
    Language(lang): Language,
) -> Result<Json<DefinitionList>, Problem> {
    let kind = kind_named(&kind)?;
    let published = store::definitions::list(app.store(), caller.workspace, Some(kind)).await?;
    let drafts = store::definitions::drafts(app.store(), caller.workspace, kind).await?;
    let users = user_names(&app).await?;
    let mut drafts: BTreeMap<String, Definition> = drafts.into_iter().map(|draft| (draft.key.clone(), draft)).collect();
    let image = app.engine().image();
    let row = |definition: Definition, has_draft: bool| {
        let facts = Facts::of(&image, &definition, lang);
        DefinitionRow {
            kind,
            label: facts.label,
            version: definition.version,
            state: definition.state,
            has_draft,
            members: facts.members,
            sentence: facts.sentence,
            author: definition.author.and_then(|author| users.get(&author).cloned()),
            note: definition.note,
            at: definition.at,
            key: definition.key,
            body: definition.body,
        }
    };
    let mut items: Vec<DefinitionRow> = Vec::new();
    for definition in published {
        let has_draft = drafts.remove(&definition.key).is_some();
        items.push(row(definition, has_draft));
    }
    items.extend(drafts.into_values().map(|draft| row(draft, true)));
    items.sort_by_cached_key(|row| (row.label.to_lowercase(), row.key.clone()));
    Ok(Json(DefinitionList { items }))
}

/// What a body says of itself.
struct Facts {
    label: String,
    members: Option<u64>,
    sentence: Option<String>,
}

impl Facts {
    fn of(image: &Image, definition: &Definition, lang: rules::Lang) -> Facts {
        let body = Body::parse(definition.kind, &definition.body).ok();
        let label = body.as_ref().map(label_of).filter(|label| !label.is_empty());
        Facts {
            label: label.unwrap_or_else(|| definition.key.clone()),
            members: match definition.kind {
                DefinitionKind::Segment => Some(image.members(&definition.key).len()),
                DefinitionKind::List => Some(image.list_members(&definition.key).len()),
                _ => None,
            },
            sentence: match &body {
                Some(Body::Segment(segment)) => Some(rules::sentence(&segment.filter, &ImageNames(image), lang)),
                _ => None,
            },
        }
    }
}

/// A definition: what is in force and its draft.
#[utoipa::path(
    get,
    path = "/api/v1/definitions/{kind}/{key}",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    responses((status = 200, body = DefinitionView)),
)]
pub async fn get_definition(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    Language(lang): Language,
) -> Result<Json<DefinitionView>, Problem> {
    let (kind, key) = named(&kind, &key)?;
    view(&app, kind, &key, lang).await.map(Json)
}

/// The page of a definition: the version in force, else the last one, and the draft with its problems.
pub async fn view(app: &App, kind: DefinitionKind, key: &str, lang: rules::Lang) -> Result<DefinitionView, Problem> {
    let (store, workspace) = (app.store(), app.workspace());
    let published = match store::definitions::published(store, workspace, kind, key).await? {
        Some(published) => Some(published),
        None => store::definitions::history(store, workspace, kind, key).await?.into_iter().next(),
    };
    let draft = store::definitions::draft(store, workspace, kind, key).await?;
    let (users, active) = (user_names(app).await?, checks::active_users(app).await?);
    let image = app.engine().image();
    let refs = InForce { image: &image, users: &active, without: None };
    let any = draft.as_ref().or(published.as_ref()).ok_or_else(|| Problem::not_found(kind.as_str(), key))?;
    let facts = Facts::of(&image, any, lang);
    Ok(DefinitionView {
        kind,
        key: key.into(),
        label: facts.label,
        problems: checks::problems(&refs, kind, key, &any.body),
        members: facts.members,
        sentence: facts.sentence,
        published: published.map(|published| version(published, &users)),
        draft: draft.map(|draft| version(draft, &users)),
    })
}

pub fn version(definition: Definition, users: &UserNames) -> DefinitionVersion {
    DefinitionVersion {
        version: definition.version,
        state: definition.state,
        body: definition.body,
        author: definition.author.and_then(|author| users.get(&author).cloned()),
        note: definition.note,
        at: definition.at,
    }
}

/// Saves a draft, which may still have problems.
#[utoipa::path(
    put,
    path = "/api/v1/definitions/{kind}/{key}/draft",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    request_body = DraftPut,
    responses((status = 200, body = DefinitionView)),
)]
pub async fn put_draft(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
    Language(lang): Language,
    Json(body): Json<DraftPut>,
) -> Result<Json<DefinitionView>, Problem> {
    let (kind, key) = named(&kind, &key)?;
    if !body.body.is_object() {
        return Err(Problem::invalid("body", "has to be an object"));
    }
    if body.body.to_string().len() > MAX_BODY {
        return Err(Problem::too_large(format!("A definition may have at most {MAX_BODY} bytes.")));
    }
    let (author, now) = (caller.user_id(), app.now());
    store::definitions::save_draft(app.store(), caller.workspace, kind, &key, &body.body, author, now).await?;
    view(&app, kind, &key, lang).await.map(Json)
}

/// Throws a draft away; what is in force stays.
#[utoipa::path(
    delete,
    path = "/api/v1/definitions/{kind}/{key}/draft",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    responses((status = 204)),
)]
pub async fn drop_draft(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
) -> Result<axum::http::StatusCode, Problem> {
    let (kind, key) = named(&kind, &key)?;
    drop_noted(&app, &caller, kind, &key, "").await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Throws a draft away and notes it.
pub async fn drop_noted(
    app: &App,
    caller: &Caller,
    kind: DefinitionKind,
    key: &str,
    note: &str,
) -> Result<(), Problem> {
    if !store::definitions::drop_draft(app.store(), caller.workspace, kind, key).await? {
        return Err(Problem::not_found("draft", key));
    }
    audit::note(app, caller, "draft.dropped", format!("{}/{key}", kind.as_str()), note).await
}
