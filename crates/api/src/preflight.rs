//! The preflight of a program: each of its messages, its audience, its test, put together.

use crate::App;
use crate::describe::{Describe, user_names};
use crate::figures::Figures;
use crate::problem::{FieldProblem, Problem};
use crate::routes::programs::{Reach, reach};
use crate::views::email::Severity;
use crate::views::preflight::*;
use content::preflight::{Area, EMPTY, Finding};
use engine::perform::{Audience, Examined, Found, Meant, WATCHED, shared};
use model::definition::{Body, Email, Program, ProgramKind, VariantTest};
use model::{DefinitionKind, Filter, WorkspaceId};
use store::runs::{Brake, Run, RunState};

/// A run of so many says how long the next will take.
const TELLING: i64 = 50;
/// The rate of clicks that is assumed where nothing was sent yet, and the difference that a test should be able to see.
const USUAL_RATE: f64 = 0.03;
const WORTH_SEEING: f64 = 0.3;

/// A batch program in force.
pub fn batch(app: &App, key: &str) -> Result<Program, Problem> {
    let image = app.engine().image();
    match image.definition(DefinitionKind::Program, key).map(|found| &found.body) {
        Some(Body::Program(program)) if matches!(program.does, ProgramKind::Batch { .. }) => Ok(program.clone()),
        Some(_) => {
            Err(Problem::conflict(format!("The program \"{key}\" sends no batch; only batch programs have runs.")))
        }
        None => Err(Problem::not_found("published program", key)),
    }
}

/// Whether a program's email ignores marketing opt-out.
pub fn is_operational(app: &App, program: &str) -> bool {
    let image = app.engine().image();
    let Some(Body::Program(program)) = image.definition(DefinitionKind::Program, program).map(|found| &found.body)
    else {
        return false;
    };
    let ProgramKind::Batch { email, .. } = &program.does else { return false };
    let email = image.definition(DefinitionKind::Email, email).map(|found| &found.body);
    matches!(email, Some(Body::Email(email)) if email.operational.is_some())
}

/// Looks at everything that a run of a program would send, and to whom.
pub async fn of_program(app: &App, workspace: WorkspaceId, key: &str, program: &Program) -> Result<Preflight, Problem> {
    let ProgramKind::Batch { segment, email, test } = &program.does else {
        return Err(Problem::conflict("Only batch programs have runs."));
    };
    let filter = Filter::InSegment(segment.clone());
    let messages = app.performer().meant(email, test.as_ref());
    let messages = messages.map_err(|error| Problem::conflict(error.to_string()))?;
    let reach = reach(app, workspace, program, &filter).await?;
    let mut all: Vec<(Option<String>, Found, String)> = Vec::new();
    let (mut shown, mut skipped) = (Vec::new(), Vec::new());
    for Meant { variant, key: email, email: body } in messages {
        let audience = Audience { program: key.into(), filter: filter.clone() };
        let examined = app.performer().preflight(&body, Some(audience)).await;
        let Examined { found, subject, html, size, skipped: not_seen } = examined;
        let found = told_once(found, reach.count > 0).into_iter().chain(of_assets(app, &body, reach.count));
        let (variant, label) = variant.map(|variant| (variant.key, variant.label)).unzip();
        all.extend(found.map(|found| (variant.clone(), found, email.clone())));
        skipped.extend(not_seen);
        shown.push(PreflightMessage { variant, label, email, subject, html, size: size as u64 });
    }
    all.extend(came_back(app, workspace, key).await?.map(|finding| (None, finding.into(), String::new())));
    let seconds = seconds(app, workspace, key, reach.sendable).await?;
    all.extend(of_audience(&reach).into_iter().map(|finding| (None, finding.into(), String::new())));
    if let Some(test) = test {
        let rate = click_rate(app, key, program);
        all.extend(of_test(test, &reach, rate).into_iter().map(|finding| (None, finding.into(), String::new())));
    }
    let audience = PreflightAudience { count: reach.count, sendable: reach.sendable, held: reach.held, seconds };
    put_together(app, all, skipped, shown, Some(audience)).await
}

/// One message by itself.
pub async fn of_email(app: &App, key: &str, email: &Email) -> Result<Preflight, Problem> {
    let Examined { found, subject, html, size, skipped } = app.performer().preflight(email, None).await;
    let all = told_once(found, false).into_iter().map(|found| (None, found, key.to_string())).collect();
    let message = PreflightMessage { variant: None, label: None, email: key.into(), subject, html, size: size as u64 };
    put_together(app, all, skipped, vec![message], None).await
}

async fn put_together(
    app: &App,
    all: Vec<(Option<String>, Found, String)>,
    skipped: Vec<(Area, &'static str)>,
    messages: Vec<PreflightMessage>,
    audience: Option<PreflightAudience>,
) -> Result<Preflight, Problem> {
    let users = user_names(app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let mut findings: Vec<PreflightFinding> = Vec::new();
    for (variant, Found { finding, contacts, examples }, email) in all {
        let email = Some(email).filter(|email| !email.is_empty());
        let same = findings.iter_mut().find(|other| {
            (&other.code, &other.message, &other.place, &other.email)
                == (&finding.code, &finding.message, &finding.place, &email)
        });
        if let Some(other) = same {
            other.variants.extend(variant);
            continue;
        }
        let Finding { area, code, severity, message, remedy, place } = finding;
        let severity = match severity {
            content::Severity::Error => Severity::Error,
            content::Severity::Warning => Severity::Warning,
        };
        findings.push(PreflightFinding {
            overridable: !code.starts_with("template."),
            examples: describe.contacts(&examples),
            variants: variant.into_iter().collect(),
            area,
            code,
            severity,
            message,
            remedy,
            place,
            email,
            contacts,
        });
    }
    findings.iter_mut().filter(|one| one.variants.len() == messages.len()).for_each(|one| one.variants.clear());
    findings.sort_by_key(|finding| (finding.severity != Severity::Error, finding.area));
    let mut skipped: Vec<_> = skipped.into_iter().collect();
    skipped.sort_unstable();
    skipped.dedup();
    let skipped = skipped.into_iter().map(|(area, why)| PreflightSkipped { area, why: why.into() }).collect();
    let ready = findings.iter().all(|finding| finding.severity != Severity::Error);
    Ok(Preflight { ready, findings, skipped, messages, audience })
}

/// Refuses when an error was found that the caller has not named as one to pass over.
pub fn refuse(preflight: &Preflight, despite: &[String]) -> Result<(), Problem> {
    let errors = preflight.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors = errors.filter(|finding| !(finding.overridable && despite.contains(&finding.code)));
    let errors: Vec<FieldProblem> = errors
        .map(|finding| FieldProblem {
            field: format!("preflight.{}", finding.code),
            message: format!("{}. {}", finding.message.trim_end_matches('.'), finding.remedy),
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid_fields(errors)) }
}

/// What has no address once the message is made is told where somebody gets it, and where the template says nothing wrong:
/// that names the line.
fn told_once(found: Vec<Found>, somebody: bool) -> Vec<Found> {
    let wrong = found.iter().any(|found| found.finding.code == "template.wrong");
    let made_empty = |found: &Found| EMPTY.contains(&found.finding.code.as_str());
    found.into_iter().filter(|found| somebody && !wrong || !made_empty(found)).collect()
}

/// Only nurture programs offer content: for a batch what is read of it is unknown for everybody.
fn of_assets(app: &App, email: &Email, count: u64) -> impl Iterator<Item = Found> {
    let paths = content::asset_reads(email, &shared(&app.engine().image()));
    paths.into_iter().map(move |path| {
        let message = format!("{path} says nothing to anybody, because a batch offers no content");
        let remedy = "Write it in the email itself, or show it only where it is known.";
        let finding = Finding::error(Area::Variables, "variables.unknown", message, remedy).at(path);
        Found { contacts: count, ..finding.into() }
    })
}

fn of_audience(reach: &Reach) -> Option<Finding> {
    let (all, held) = (reach.count, reach.count - reach.sendable);
    let area = Area::Audience;
    if reach.sendable == 0 {
        let remedy = "Look at the reasons, or choose another segment.";
        return Some(Finding::warning(area, "audience.nobody", "nobody of the audience could be sent to now", remedy));
    }
    (held * 2 > all).then(|| {
        let message = format!("{held} of {all} contacts would be held back");
        Finding::warning(area, "audience.held", message, "Look at the reasons beside the audience.")
    })
}

/// What came back of the program's last mail too often: the same addresses would be written to again.
async fn came_back(app: &App, workspace: WorkspaceId, key: &str) -> Result<Option<Finding>, Problem> {
    let since = app.now().plus(-WATCHED);
    let runs = store::runs::of_program(app.store(), workspace, key).await?;
    let last = runs.into_iter().filter(|run| run.frozen_at.is_some()).max_by_key(|run| run.id);
    let braked = |run: &Run| matches!(run.brake, Some(Brake::HardBounces | Brake::Complaints));
    let last = last.filter(|run| braked(run) && run.finished_at.is_some_and(|at| at >= since));
    Ok(last.and_then(|run| run.reason).map(|reason| {
        let message = format!("mail of the last run has come back: {reason}");
        let remedy = "Look at what came back, and leave those out whose consent or address is doubtful.";
        Finding::error(Area::Audience, "audience.came_back", message, remedy)
    }))
}

fn of_test(test: &VariantTest, reach: &Reach, rate: f64) -> Vec<Finding> {
    let area = Area::Test;
    let tried = test.share.unwrap_or(100 - test.holdout.min(100));
    let each = reach.sendable * u64::from(tried) / 100 / test.variants.len().max(1) as u64;
    let mut found = Vec::new();
    if each < u64::from(test.sample) {
        let message =
            format!("each variant reaches about {each} contacts, fewer than the {} that a result takes", test.sample);
        let remedy = "Let more of the audience try the variants, or try fewer variants.";
        found.push(Finding::warning(area, "test.too_small", message, remedy));
    }
    if let Some(needed) =
        rules::variants::needed(rate, WORTH_SEEING, test.variants.len()).filter(|needed| *needed > each)
    {
        let message = format!(
            "each variant reaches about {each} contacts; to tell a difference of {:.0} % it takes {needed}",
            WORTH_SEEING * 100.0
        );
        let remedy = "Expect that only large differences are seen.";
        found.push(Finding::warning(area, "test.weak", message, remedy));
    }
    found
}

/// The share of those reached who clicked so far.
fn click_rate(app: &App, key: &str, program: &Program) -> f64 {
    let image = app.engine().image();
    let figures = Figures::read(&image, app.now()).of(key, program);
    match figures.reached {
        0 => USUAL_RATE,
        reached => (figures.clicked as f64 / reached as f64).clamp(0.001, 0.5),
    }
}

/// How long sending to so many takes, going by the last run that says something.
async fn seconds(app: &App, workspace: WorkspaceId, key: &str, sendable: u64) -> Result<Option<u64>, Problem> {
    let runs = store::runs::of_program(app.store(), workspace, key).await?;
    let telling = runs.into_iter().filter(|run| run.state == RunState::Finished && run.test.is_none());
    let rate = telling.filter(|run| run.audience_count >= TELLING).find_map(|run| {
        let micros = run.finished_at?.0 - run.frozen_at?.0;
        (micros > 0).then(|| run.audience_count as f64 / (micros as f64 / 1e6))
    });
    Ok(rate.map(|rate| (sendable as f64 / rate).ceil() as u64))
}
