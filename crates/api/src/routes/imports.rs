//! Imports: upload, mapping, dry run, start and downloads.

mod reports;
mod start;
mod upload;

use crate::App;
use crate::access::Caller;
use crate::describe::{UserNames, user_names};
use crate::extract::{self, Json, Query};
use crate::importing::{self, Kept, Settled};
use crate::problem::{FieldProblem, Problem};
use crate::views::import::*;
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use import::mapping::Mapping;
use import::{Proposal, Reading};
use model::ImportId;
use std::path::PathBuf;

pub use reports::*;
pub use start::*;
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
