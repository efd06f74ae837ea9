//! Programs: figures, members and audience.

use crate::App;
use crate::access::Caller;
use crate::describe::{Describe, user_names};
use crate::extract::Json;
use crate::figures::Figures;
use crate::problem::Problem;
use crate::routes::runs;
use crate::views::program::*;
use crate::views::settings::CostView;
use axum::extract::{Path, State};
use model::definition::{Body, Program, ProgramKind};
use model::{Cost, Definition, DefinitionKind, Money, NurturePlace};
use std::collections::BTreeMap;
use store::runs::Run;
use store::sends::Narrow;

mod audience;
mod halts;
mod hits;
mod members;
mod results;

pub use audience::*;
pub use halts::*;
pub use hits::*;
pub use members::*;
pub use results::*;

/// A program as the store holds it: in force, and whether a draft lies on top.
struct Found {
    definition: Definition,
    program: Program,
    published: bool,
    has_draft: bool,
}

async fn found(app: &App) -> Result<Vec<Found>, Problem> {
    let (store, workspace) = (app.store(), app.workspace());
    let published = store::definitions::list(store, workspace, Some(DefinitionKind::Program)).await?;
    let mut drafts: BTreeMap<String, Definition> =
        store::definitions::drafts(store, workspace, DefinitionKind::Program)
            .await?
            .into_iter()
            .map(|draft| (draft.key.clone(), draft))
            .collect();
    let mut all: Vec<(Definition, bool, bool)> = Vec::new();
    for definition in published {
        let has_draft = drafts.remove(&definition.key).is_some();
        all.push((definition, true, has_draft));
    }
    all.extend(drafts.into_values().map(|draft| (draft, false, true)));
    // A draft that cannot be read yet is shown by the definitions, not here.
    let parse = |(definition, published, has_draft): (Definition, bool, bool)| match Body::parse(
        DefinitionKind::Program,
        &definition.body,
    ) {
        Ok(Body::Program(program)) => Some(Found { definition, program, published, has_draft }),
        _ => None,
    };
    Ok(all.into_iter().filter_map(parse).collect())
}

fn type_of(program: &Program) -> ProgramType {
    match program.does {
        ProgramKind::Batch { .. } => ProgramType::Batch,
        ProgramKind::Trigger(_) => ProgramType::Trigger,
        ProgramKind::Nurture(_) => ProgramType::Nurture,
        ProgramKind::Passive => ProgramType::Passive,
    }
}

fn row(
    found: &Found,
    figures: ProgramFigures,
    last_run: Option<RunView>,
    halts: &mut BTreeMap<String, HaltView>,
) -> ProgramRow {
    let (definition, program) = (&found.definition, &found.program);
    ProgramRow {
        key: definition.key.clone(),
        label: program.label.clone(),
        description: program.description.clone(),
        r#type: type_of(program),
        channel: program.channel.clone(),
        tags: program.tags.clone(),
        owner: program.owner.clone(),
        active: program.active,
        version: found.published.then_some(definition.version),
        has_draft: found.has_draft,
        figures,
        last_run,
        halt: halts.remove(&definition.key),
    }
}

/// The sum of a program's cost lines, in the reporting currency.
fn cost(describe: &Describe<'_>, costs: &[Cost], key: &str) -> Option<Money> {
    let currency = describe.settings()?.currency;
    let own = costs.iter().filter(|cost| cost.program.as_deref() == Some(key));
    let minor = own.map(|cost| describe.converted(cost)).sum::<Option<i64>>()?;
    Some(Money { minor, currency })
}

/// Programs with their figures.
#[utoipa::path(
    get,
    path = "/api/v1/programs",
    tag = "programs",
    responses((status = 200, body = ProgramList)),
)]
pub async fn list_programs(State(app): State<App>, caller: Caller) -> Result<Json<ProgramList>, Problem> {
    let programs = found(&app).await?;
    let costs = store::costs::list(app.store(), caller.workspace).await?;
    let users = user_names(&app).await?;
    let mut halts = stopped(&app, caller.workspace).await?;
    let mut last_runs = Vec::new();
    for found in &programs {
        let runs = store::runs::of_program(app.store(), caller.workspace, &found.definition.key).await?;
        last_runs.push(match runs.into_iter().max_by_key(|run| run.id) {
            Some(run) => Some(runs::view(&app, run).await?),
            None => None,
        });
    }
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let figures = Figures::read(&image, describe.now);
    let rows = programs.iter().zip(last_runs).map(|(found, last_run)| {
        let key = &found.definition.key;
        let figures = ProgramFigures { cost: cost(&describe, &costs, key), ..figures.of(key, &found.program) };
        row(found, figures, last_run, &mut halts)
    });
    let mut items: Vec<ProgramRow> = rows.collect();
    items.sort_by_cached_key(|row| (row.label.to_lowercase(), row.key.clone()));
    Ok(Json(ProgramList { items }))
}

/// A program with its results.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}",
    tag = "programs",
    params(("key" = String, Path)),
    responses((status = 200, body = ProgramView)),
)]
pub async fn get_program(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
) -> Result<Json<ProgramView>, Problem> {
    let (store, workspace) = (app.store(), caller.workspace);
    let one = found(&app).await?.into_iter().find(|found| found.definition.key == key);
    let found = one.ok_or_else(|| Problem::not_found("program", &key))?;
    let costs = store::costs::list(store, workspace).await?;
    let mut halts = stopped(&app, workspace).await?;
    let narrow = Narrow { program: Some(key.clone()), ..Narrow::default() };
    let held = store::tallies::reasons(store, workspace, &narrow).await?;
    let mut all_runs: Vec<Run> = store::runs::of_program(store, workspace, &key).await?;
    all_runs.sort_by_key(|run| std::cmp::Reverse(run.id));
    let mut runs = Vec::new();
    for run in all_runs {
        runs.push(runs::view(&app, run).await?);
    }
    let users = user_names(&app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let figures = Figures::read(&image, describe.now).of(&key, &found.program);
    let figures = ProgramFigures { cost: cost(&describe, &costs, &key), ..figures };
    let members = image.program_members(&key);
    let statuses = found.program.statuses.iter().map(|status| StatusCount {
        key: status.key.clone(),
        label: status.label.clone(),
        step: status.step,
        success: status.success,
        members: members.iter().filter(|(_, own, _)| *own == status.key).count() as u64,
    });
    let nurture = matches!(found.program.does, ProgramKind::Nurture(_));
    Ok(Json(ProgramView {
        statuses: statuses.collect(),
        nurture: nurture.then(|| places(image.nurture_places(&key).into_iter().map(|(_, place)| place))),
        row: row(&found, figures, runs.first().cloned(), &mut halts),
        body: found.program,
        held: held.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect(),
        runs,
        costs: costs.iter().filter(|cost| cost.program.as_deref() == Some(&key)).map(CostView::from).collect(),
    }))
}

fn places<'a>(places: impl Iterator<Item = &'a NurturePlace>) -> NurtureFigures {
    let mut counts: BTreeMap<(String, model::definition::Depth), (u64, u64)> = BTreeMap::new();
    let (mut exhausted, mut next_cast) = (0, None);
    for place in places {
        let count = counts.entry((place.category.clone(), place.depth)).or_default();
        count.0 += 1;
        if place.exhausted {
            count.1 += 1;
            exhausted += 1;
        } else {
            next_cast = Some(next_cast.map_or(place.next_at, |next: model::Timestamp| next.min(place.next_at)));
        }
    }
    let place = |((category, depth), (members, exhausted))| NurtureCount { category, depth, members, exhausted };
    NurtureFigures { places: counts.into_iter().map(place).collect(), exhausted, next_cast }
}
