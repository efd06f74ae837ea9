//! The preflight of a program: each of its messages, its audience, its test, put together.

mod audience;
mod duration;
mod sender;

use crate::App;
use crate::describe::{Describe, user_names};
use crate::problem::{FieldProblem, Problem};
use crate::routes::programs::{Reach, reach};
use crate::views::email::Severity;
use crate::views::preflight::*;
use audience::{came_back, of_audience, of_test, usual_rate};
use content::preflight::{Area, EMPTY, Finding};
use engine::perform::{Audience, Examined, Found, Meant, shared};
use model::definition::{Body, Email, Program, ProgramKind};
use model::{DefinitionKind, Filter, WorkspaceId};
use std::collections::BTreeMap;

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
        let Examined { found, subject, html, others, size, skipped: not_seen } = examined;
        let found = told_once(found, reach.count > 0).into_iter().chain(of_assets(app, &body, reach.count));
        let (variant, label) = variant.map(|variant| (variant.key, variant.label)).unzip();
        let sender = sender::of(app, &body, Some(key), &reach.domains).await?;
        all.extend(found.chain(sender).map(|found| (variant.clone(), found, email.clone())));
        skipped.extend(not_seen);
        shown.push(PreflightMessage { variant, label, email, subject, html, others, size: size as u64 });
    }
    all.extend(came_back(app, workspace, key).await?.map(|finding| (None, finding.into(), String::new())));
    all.extend(of_audience(&reach).into_iter().map(|finding| (None, finding.into(), String::new())));
    if let Some(test) = test {
        let rate = usual_rate(app, key, program, test.by);
        all.extend(of_test(test, &reach, rate).into_iter().map(|finding| (None, finding.into(), String::new())));
    }
    let duration = duration::of(app, email, test.as_ref(), &reach).await?;
    let Reach { count, sendable, later, held, .. } = reach;
    let audience = PreflightAudience { count, sendable, later, held, duration };
    put_together(app, all, skipped, shown, Some(audience)).await
}

/// One message by itself.
pub async fn of_email(app: &App, key: &str, email: &Email) -> Result<Preflight, Problem> {
    let Examined { found, subject, html, others, size, skipped } = app.performer().preflight(email, None).await;
    let sender = sender::of(app, email, None, &BTreeMap::new()).await?;
    let found = told_once(found, false).into_iter().chain(sender);
    let all = found.map(|found| (None, found, key.to_string())).collect();
    let (variant, label, email, size) = (None, None, key.to_string(), size as u64);
    let message = PreflightMessage { variant, label, email, subject, html, others, size };
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
    for (variant, Found { finding, contacts, examined, examples }, email) in all {
        let email = Some(email).filter(|email| !email.is_empty());
        let same = findings.iter_mut().find(|other| {
            (&other.code, &other.message, &other.place, &other.email, other.contacts)
                == (&finding.code, &finding.message, &finding.place, &email, contacts)
        });
        if let Some(other) = same {
            other.variants.extend(variant);
            continue;
        }
        let Finding { area, code, severity, message, remedy, place, about: _ } = finding;
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
            examined,
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
