//! Versions of definitions, and what differs between them.

use crate::App;
use crate::access::Caller;
use crate::describe::user_names;
use crate::diff;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::routes::definitions::{named, version};
use crate::views::definition::{DefinitionDiff, DefinitionHistory, DiffParams};
use axum::extract::{Path, State};
use model::{Definition, DefinitionKind};

/// Every version, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/definitions/{kind}/{key}/history",
    tag = "definitions",
    params(("kind" = DefinitionKind, Path), ("key" = String, Path)),
    responses((status = 200, body = DefinitionHistory)),
)]
pub async fn get_history(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
) -> Result<Json<DefinitionHistory>, Problem> {
    let (kind, key) = named(&kind, &key)?;
    let versions = store::definitions::history(app.store(), caller.workspace, kind, &key).await?;
    let users = user_names(&app).await?;
    Ok(Json(DefinitionHistory { items: versions.into_iter().map(|one| version(one, &users)).collect() }))
}

/// What differs between two versions; the draft counts as the next one.
#[utoipa::path(
    get,
    path = "/api/v1/definitions/{kind}/{key}/diff",
    tag = "definitions",
    params(DiffParams, ("kind" = DefinitionKind, Path), ("key" = String, Path)),
    responses((status = 200, body = DefinitionDiff)),
)]
pub async fn get_diff(
    State(app): State<App>,
    Path((kind, key)): Path<(String, String)>,
    caller: Caller,
    Query(params): Query<DiffParams>,
) -> Result<Json<DefinitionDiff>, Problem> {
    let (kind, key) = named(&kind, &key)?;
    let mut texts = Vec::new();
    for version in [params.from, params.to] {
        let draft = store::definitions::draft(app.store(), caller.workspace, kind, &key).await?;
        let found = match draft.filter(|draft| draft.version == version) {
            Some(draft) => draft,
            None => store::definitions::get(app.store(), caller.workspace, kind, &key, version).await?,
        };
        texts.push(text(&found));
    }
    let lines = diff::lines(&texts[0], &texts[1]);
    Ok(Json(DefinitionDiff { from: params.from, to: params.to, lines }))
}

/// The readable text of a version, as the export writes it, its files one after the other.
fn text(definition: &Definition) -> String {
    let document =
        instance::Document { kind: definition.kind, key: definition.key.clone(), body: definition.body.clone() };
    let files = instance::render(&[document], None);
    files.into_values().collect::<Vec<_>>().join("\n")
}
