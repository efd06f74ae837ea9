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
use model::{Definition, DefinitionKind, WorkspaceId};

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
    let versions = history(&app, caller.workspace, kind, &key).await?;
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
    let draft = store::definitions::draft(app.store(), caller.workspace, kind, &key).await?;
    let versions: Vec<Definition> =
        draft.into_iter().chain(history(&app, caller.workspace, kind, &key).await?).collect();
    let [old, new] = [params.from, params.to].map(|number| one_of(&versions, kind, &key, number).map(text));
    let lines = diff::lines(&old?, &new?);
    Ok(Json(DefinitionDiff { from: params.from, to: params.to, lines }))
}

async fn history(
    app: &App,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
) -> Result<Vec<Definition>, Problem> {
    Ok(store::definitions::history(app.store(), workspace, kind, key).await?)
}

/// A published version; when there is none of this number, the problem names those that there are.
pub async fn published(
    app: &App,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    number: i32,
) -> Result<Definition, Problem> {
    one_of(&history(app, workspace, kind, key).await?, kind, key, number).cloned()
}

/// Most versions that a problem names one by one.
const MOST_NAMED: usize = 12;

fn one_of<'v>(
    versions: &'v [Definition],
    kind: DefinitionKind,
    key: &str,
    number: i32,
) -> Result<&'v Definition, Problem> {
    if let Some(found) = versions.iter().find(|one| one.version == number) {
        return Ok(found);
    }
    // They are numbered without gaps, the latest first here.
    let there_are = match versions.iter().map(|one| one.version).max() {
        None => return Err(Problem::not_found(kind.as_str(), key)),
        Some(last) if versions.len() > MOST_NAMED => format!("1–{last}"),
        Some(last) => (1..=last).map(|n| n.to_string()).collect::<Vec<_>>().join(", "),
    };
    Err(Problem::no_version(number, kind.as_str(), key, &there_are))
}

/// The readable text of a version, as the export writes it, its files one after the other.
fn text(definition: &Definition) -> String {
    let document =
        instance::Document { kind: definition.kind, key: definition.key.clone(), body: definition.body.clone() };
    let files = instance::render(&[document], None);
    files.into_values().collect::<Vec<_>>().join("\n")
}
