//! Running an import: rows become inputs in the intake, each stretch in one transaction with the cursor, so that a kill at
//! any instant neither loses nor doubles a row.

use super::kept::{Kept, reports};
use super::sink::{Failure, Intake, shown};
use crate::App;
use crate::checks;
use crate::problem::Problem;
use crate::views::import::ImportProgress;
use import::{Batch, Options, Reports, RunError, Sink};
use model::definition::{Body, MAIN};
use model::{DefinitionKind, Field, ImportId, UserId};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use store::imports::ImportState;

/// The fields that columns may fill.
pub fn fields_of(app: &App) -> Vec<Field> {
    checks::fields(&app.engine().image())
}

fn options(app: &App, kept: &Kept, owners: BTreeMap<String, UserId>, dry_run: bool) -> Options {
    let start = &kept.settled.start;
    Options {
        source: start.source.trim().to_string(),
        list: start.list.clone(),
        program: start.program.clone(),
        consent_basis: start.consent_basis.clone(),
        historical: true,
        dry_run,
        generation: kept.settled.generation,
        owners,
        stages: stages(app),
        now: app.now(),
        user: kept.import.user,
        resume_after: if dry_run { 0 } else { u64::try_from(kept.import.position).unwrap_or(0) },
        limits: import::Limits::default(),
    }
}

/// The stages in force, by key and by label.
fn stages(app: &App) -> BTreeMap<String, String> {
    let image = app.engine().image();
    let stages = match image.definition(DefinitionKind::Lifecycle, MAIN).map(|published| &published.body) {
        Some(Body::Lifecycle(lifecycle)) => lifecycle.stages.clone(),
        _ => Vec::new(),
    };
    let names = |stage: model::definition::Stage| {
        let label = hygiene::text::slug(&stage.label);
        [(stage.key.clone(), stage.key.clone()), (label, stage.key)]
    };
    stages.into_iter().flat_map(names).collect()
}

async fn owners(app: &App) -> Result<BTreeMap<String, UserId>, Problem> {
    let users = store::users::list(app.store(), app.workspace()).await?;
    Ok(users.into_iter().map(|user| (user.email, user.id)).collect())
}

fn open_reports(kept: &Kept) -> std::io::Result<Reports> {
    let (rejected, warnings) = reports(&kept.import.file_path);
    let file = |path| Ok::<_, std::io::Error>(Box::new(BufWriter::new(File::create(path)?)));
    Ok(Reports { rejected: file(rejected)?, warnings: file(warnings)? })
}

/// Takes nothing over.
struct Nowhere;

impl Sink for Nowhere {
    fn append(&mut self, _: Batch) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(())
    }
}

/// Reads the whole file, checks and reports, and changes nothing.
pub async fn dry_run(app: &App, kept: Kept) -> Result<ImportProgress, Problem> {
    let (fields, mut options) = (fields_of(app), options(app, &kept, owners(app).await?, true));
    if options.source.is_empty() {
        // Asked for when the import starts; a rehearsal does without.
        options.source = "dry run".into();
    }
    let work = move || {
        let reports = open_reports(&kept).map_err(RunError::Report)?;
        import::run(kept.import.file_path.as_ref(), &kept.proposal.mapping, &fields, &options, reports, &mut Nowhere)
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    let before = ImportProgress { dry_run: true, ..ImportProgress::default() };
    match done {
        Ok(progress) => Ok(shown(&progress, &before)),
        Err(RunError::Report(error)) => Err(Problem::internal(error)),
        Err(error) => Err(Problem::invalid("file", error.to_string())),
    }
}

/// Runs an import that the store has as running, unless a thread of this process does already.
pub fn start(app: &App, id: ImportId) {
    if !app.0.importing.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(id) {
        return;
    }
    let app = app.clone();
    tokio::spawn(async move {
        let done = run(&app, id).await;
        // An import that the end of the server interrupts goes on at the next start.
        if let Some(error) = done.err().filter(|_| !app.engine().has_stopped()) {
            tracing::warn!(import = %id, %error, "an import failed");
            let text: String = error.to_string().chars().take(2_000).collect();
            let (from, to, now) = (ImportState::Running, ImportState::Failed, app.now());
            let noted = store::imports::set_state(app.store(), app.workspace(), id, from, to, Some(&text), now).await;
            if let Err(error) = noted {
                tracing::error!(import = %id, %error, "the failure of an import was not recorded");
            }
        }
        app.0.importing.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&id);
    });
}

async fn run(app: &App, id: ImportId) -> Result<(), Failure> {
    let failed = |problem: Problem| Failure::from(problem.detail);
    let import = store::imports::get(app.store(), app.workspace(), id).await?;
    let kept = Kept::of(import).map_err(failed)?;
    let (fields, options) = (fields_of(app), options(app, &kept, owners(app).await.map_err(failed)?, false));
    let mut sink = Intake::of(app, &kept);
    let work = move || -> Result<(), Failure> {
        let reports = open_reports(&kept).map_err(RunError::Report)?;
        let path = kept.import.file_path.as_ref();
        let progress = import::run(path, &kept.proposal.mapping, &fields, &options, reports, &mut sink)?;
        sink.finish(&progress)
    };
    tokio::task::spawn_blocking(work).await?
}
