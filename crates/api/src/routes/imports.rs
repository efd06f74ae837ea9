//! Imports: upload, mapping, dry run, start and downloads.

mod upload;

use crate::access::Caller;
use crate::describe::{UserNames, user_names};
use crate::extract::{self, Json, Query};
use crate::importing::{self, Kept, Settled, reports};
use crate::problem::{Faults, FieldProblem, Problem};
use crate::views::import::*;
use crate::views::shared::{Page, PageParams};
use crate::{App, audit};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use import::mapping::Mapping;
use import::{Proposal, Reading, Table};
use model::{DefinitionKind, ImportId};
use std::path::PathBuf;

pub use upload::*;

fn shown(app: &App, users: &UserNames, kept: Kept) -> ImportView {
    let Kept { import, proposal, settled } = kept;
    let targets = import::targets(proposal.mapping.object, &importing::fields_of(app));
    let progress: ImportProgress = serde_json::from_str(&import.counts).unwrap_or_default();
    ImportView {
        id: import.id.to_string(),
        object: proposal.mapping.object,
        file_name: import.file_name,
        size: proposal.size,
        state: match import.state {
            store::imports::ImportState::Proposed => ImportState::Mapping,
            store::imports::ImportState::Running => ImportState::Running,
            store::imports::ImportState::Done => ImportState::Finished,
            store::imports::ImportState::Failed | store::imports::ImportState::Cancelled => ImportState::Failed,
        },
        created_at: import.created_at,
        created_by: import.user.and_then(|user| users.get(&user).cloned()),
        encoding: proposal.encoding.clone(),
        delimiter: proposal.delimiter.map(String::from),
        rows: proposal.rows,
        whole: proposal.whole,
        columns: proposal.columns.iter().map(column).collect(),
        questions: proposal.questions.iter().map(question).collect(),
        problems: proposal.problems.iter().map(problem).collect(),
        preview: proposal.preview,
        mapping: proposal.mapping,
        targets,
        options: settled.start,
        progress,
        error: import.error,
    }
}

fn column(column: &import::Column) -> ImportColumn {
    ImportColumn {
        name: column.name.clone(),
        samples: column.summary.samples.clone(),
        filled: column.summary.filled,
        blank: column.summary.blank,
        kind: column.summary.kind,
        confidence: column.confidence,
    }
}

fn question(question: &import::Question) -> ImportQuestion {
    let choice =
        |choice: &import::Choice| ImportChoice { value: choice.value.clone(), example: choice.example.clone() };
    ImportQuestion {
        column: question.column.clone(),
        about: question.about,
        text: question.text.clone(),
        choices: question.choices.iter().map(choice).collect(),
    }
}

fn problem(problem: &hygiene::Problem) -> ImportProblem {
    ImportProblem { reason: problem.reason.clone(), remedy: problem.remedy.clone() }
}

async fn kept(app: &App, caller: &Caller, id: &str) -> Result<Kept, Problem> {
    let id: ImportId = extract::id("import", id)?;
    Kept::of(store::imports::get(app.store(), caller.workspace, id).await?)
}

/// Imports, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/imports",
    tag = "imports",
    params(PageParams),
    responses((status = 200, body = Page<ImportView>)),
)]
pub async fn list_imports(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<ImportView>>, Problem> {
    let users = user_names(&app).await?;
    let found = store::imports::list(app.store(), caller.workspace, params.before(), params.limit()).await?;
    let last = found.last().map(|import| import.id.0);
    // Ids are given in order from 1, and imports are never removed.
    let newest = store::imports::list(app.store(), caller.workspace, i64::MAX, 1).await?;
    let total = newest.first().map_or(0, |import| import.id.0);
    let mut items = Vec::new();
    for import in found {
        items.push(shown(&app, &users, Kept::of(import)?));
    }
    Ok(Json(Page::before(items, last, params.limit(), total)))
}

/// An import and how far it is.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, body = ImportView)),
)]
pub async fn get_import(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<ImportView>, Problem> {
    let users = user_names(&app).await?;
    Ok(Json(shown(&app, &users, kept(&app, &caller, &id).await?)))
}

/// Changes how the file is read. What the mapping leaves out stays as proposed.
#[utoipa::path(
    put,
    path = "/api/v1/imports/{id}/mapping",
    tag = "imports",
    params(("id" = String, Path)),
    request_body = Mapping,
    responses((status = 200, body = ImportView)),
)]
pub async fn put_mapping(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<Mapping>,
) -> Result<Json<ImportView>, Problem> {
    let old = kept(&app, &caller, &id).await?;
    if body.object != old.table() {
        return Err(Problem::invalid("object", "cannot change; upload the file again as the other kind"));
    }
    let read_anew = |new: &Option<String>, old: &Option<String>| new.is_some() && new != old;
    let anew = read_anew(&body.encoding, &old.proposal.encoding)
        || body.delimiter.is_some() && body.delimiter != old.proposal.delimiter;
    let mut proposal = old.proposal;
    if anew {
        let reading = Reading { encoding: body.encoding.clone(), delimiter: body.delimiter };
        proposal = propose(&app, PathBuf::from(&old.import.file_path), body.object, reading).await?;
    }
    proposal.revise(&body, &importing::fields_of(&app));
    keep(&app, &caller, old.import.id, &proposal, &old.settled).await?;
    get_import(State(app), Path(id), caller).await
}

async fn keep(app: &App, caller: &Caller, id: ImportId, proposal: &Proposal, settled: &Settled) -> Result<(), Problem> {
    let mapping = serde_json::to_string(proposal).map_err(Problem::internal)?;
    let options = serde_json::to_string(settled).map_err(Problem::internal)?;
    match store::imports::set_mapping(app.store(), caller.workspace, id, &mapping, &options, app.now()).await? {
        true => Ok(()),
        false => Err(Problem::conflict("The import has started; its mapping stays as it is.")),
    }
}

/// Refuses what still has open questions or problems, each named by its column.
fn refuse_open(proposal: &Proposal) -> Result<(), Problem> {
    let open = proposal.open().into_iter();
    let open: Vec<FieldProblem> = open
        .map(|problem| FieldProblem {
            field: "mapping".into(),
            message: format!("{}: {}", problem.reason, problem.remedy),
        })
        .collect();
    if open.is_empty() { Ok(()) } else { Err(Problem::invalid_fields(open)) }
}

/// Reads the whole file and changes nothing; the downloads show what would be rejected and why.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/dry-run",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, body = ImportView)),
)]
pub async fn dry_run(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<ImportView>, Problem> {
    let waiting = kept(&app, &caller, &id).await?;
    if waiting.import.state != store::imports::ImportState::Proposed {
        return Err(Problem::conflict("The import has started already."));
    }
    refuse_open(&waiting.proposal)?;
    let progress = importing::dry_run(&app, waiting).await?;
    let users = user_names(&app).await?;
    Ok(Json(ImportView { progress, ..shown(&app, &users, kept(&app, &caller, &id).await?) }))
}

/// Starts the import.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/start",
    tag = "imports",
    params(("id" = String, Path)),
    request_body = ImportStart,
    responses((status = 202, body = ImportView)),
)]
pub async fn start_import(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<ImportStart>,
) -> Result<(StatusCode, Json<ImportView>), Problem> {
    use store::imports::ImportState::{Proposed, Running};
    let waiting = kept(&app, &caller, &id).await?;
    refuse_open(&waiting.proposal)?;
    let start = checked(&app, body, waiting.table())?;
    let mut settled = Settled { start, ..waiting.settled.clone() };
    settled.generation = generation(&app, &caller, &waiting.import.object, &settled).await?;
    keep(&app, &caller, waiting.import.id, &waiting.proposal, &settled).await?;
    let (store, workspace, now) = (app.store(), caller.workspace, app.now());
    if !store::imports::set_state(store, workspace, waiting.import.id, Proposed, Running, None, now).await? {
        return Err(Problem::conflict("The import has started already."));
    }
    audit::note(&app, &caller, "import.started", waiting.import.id, waiting.table().as_str()).await?;
    importing::start(&app, waiting.import.id);
    let users = user_names(&app).await?;
    Ok((StatusCode::ACCEPTED, Json(shown(&app, &users, kept(&app, &caller, &id).await?))))
}

fn checked(app: &App, body: ImportStart, table: Table) -> Result<ImportStart, Problem> {
    let text = |text: Option<String>| text.map(|text| text.trim().to_string()).filter(|text| !text.is_empty());
    let start = ImportStart {
        source: body.source.trim().into(),
        list: text(body.list),
        program: text(body.program),
        consent_basis: text(body.consent_basis),
    };
    let mut faults = Faults::default();
    if start.source.is_empty() || start.source.chars().count() > 200 {
        faults.add("source", "has to have 1 to 200 characters: say where the rows come from, as in \"Fair Oslo 2026\"");
    }
    let image = app.engine().image();
    let only = [("list", &start.list, DefinitionKind::List), ("program", &start.program, DefinitionKind::Program)];
    for (field, key, kind) in only {
        match key {
            Some(_) if table != Table::Contacts => faults.add(field, "is for imports of contacts"),
            Some(key) if image.definition(kind, key).is_none() => {
                faults.add(field, format!("there is no published {} \"{key}\"", kind.as_str()));
            }
            _ => {}
        }
    }
    if start.consent_basis.is_some() && table != Table::Contacts {
        faults.add("consent_basis", "is for imports of contacts");
    }
    faults.done()?;
    Ok(start)
}

/// How often another file came since the first one of this source and object: going back to an older file is news, bringing
/// the same file again is not.
async fn generation(app: &App, caller: &Caller, object: &str, new: &Settled) -> Result<u64, Problem> {
    const MOST: usize = 10_000;
    let mut before = store::imports::list(app.store(), caller.workspace, i64::MAX, MOST).await?;
    before.reverse();
    let (mut last, mut generation) = (None, 0);
    for import in before {
        let settled: Settled = serde_json::from_str(&import.options).unwrap_or_default();
        let started = import.state != store::imports::ImportState::Proposed;
        if started && import.object == object && settled.start.source == new.start.source {
            generation += u64::from(last.as_ref().is_some_and(|last| *last != settled.file));
            last = Some(settled.file);
        }
    }
    Ok(generation + u64::from(last.is_some_and(|last| last != new.file)))
}

/// Rejected rows with their reasons, to be corrected and brought again.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/rejected.csv",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn get_rejected(State(app): State<App>, Path(id): Path<String>, caller: Caller) -> Result<Response, Problem> {
    let import = kept(&app, &caller, &id).await?.import;
    download(reports(&import.file_path).0, "rejected").await
}

/// Warnings with their rows.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/warnings.csv",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn get_warnings(State(app): State<App>, Path(id): Path<String>, caller: Caller) -> Result<Response, Problem> {
    let import = kept(&app, &caller, &id).await?.import;
    download(reports(&import.file_path).1, "warnings").await
}

async fn download(path: PathBuf, name: &str) -> Result<Response, Problem> {
    let bytes = match tokio::fs::read(&path).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Problem::conflict("There is no report yet; make a dry run or start the import."));
        }
        other => other.map_err(Problem::internal)?,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}
