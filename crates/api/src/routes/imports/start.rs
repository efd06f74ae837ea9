//! Starting an import: what it is told besides its mapping.

use super::{keep, kept, refuse_open, shown};
use crate::access::Caller;
use crate::describe::user_names;
use crate::extract::Json;
use crate::importing::{self, Settled};
use crate::problem::{Faults, Problem};
use crate::views::import::{ImportStart, ImportView};
use crate::{App, audit};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use import::Table;
use model::DefinitionKind;

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
    let mut settled = Settled { start, started_at: Some(app.now()), ..waiting.settled.clone() };
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
