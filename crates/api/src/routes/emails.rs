//! Rendering and trying emails.

use crate::access::Caller;
use crate::checks;
use crate::extract::{Json, Query};
use crate::problem::{Faults, Problem};
use crate::rights::Right;
use crate::routes::contacts::living;
use crate::views::email::{DrawnParams, RenderEmail, RenderedEmail, TestEmail, TestSent};
use crate::{App, audit};
use axum::extract::{Path, State};
use engine::perform::{DrawError, DrawnEmail, TestError};
use model::definition::{Body, Email};
use model::{ContactId, DefinitionKind};
use std::time::Duration;

/// Longest time that rendering may take; the template's own limits end it long before.
const PATIENCE: Duration = Duration::from_secs(10);
const MAX_TESTS: usize = 5;

/// Renders an email as a contact would see it, which takes the right to read contacts, or as nobody in particular would.
#[utoipa::path(
    post,
    path = "/api/v1/emails/render",
    tag = "emails",
    request_body = RenderEmail,
    responses((status = 200, body = RenderedEmail)),
)]
pub async fn render_email(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<RenderEmail>,
) -> Result<Json<RenderedEmail>, Problem> {
    if body.contact.is_some() {
        caller.need(Right::ReadRecords)?;
    }
    let contact = contact(&app, body.contact.as_deref())?;
    let language = language_of(&body.body, body.language)?;
    rendered(&app, body.body, contact, language).await.map(Json)
}

fn contact(app: &App, id: Option<&str>) -> Result<Option<ContactId>, Problem> {
    let living = id.map(|id| living(app, id).map_err(|_| Problem::invalid("contact", "does not exist")));
    living.transpose()
}

/// A language that is asked for is one that the email has.
fn language_of(email: &Email, asked: Option<String>) -> Result<Option<String>, Problem> {
    match asked {
        Some(language) if !email.languages.contains_key(&language) => {
            Err(Problem::invalid("language", "is not a language of this email; add it to the email, or leave it out"))
        }
        asked => Ok(asked),
    }
}

/// An email as a contact would see it, or as the defaults make it. Errors of the template are in `problems`.
pub async fn rendered(
    app: &App,
    email: Email,
    contact: Option<ContactId>,
    language: Option<String>,
) -> Result<RenderedEmail, Problem> {
    let performer = app.performer().clone();
    let work = tokio::task::spawn_blocking(move || performer.preview(&email, contact, language.as_deref()));
    let preview = match tokio::time::timeout(PATIENCE, work).await {
        Ok(done) => done.map_err(Problem::internal)?,
        Err(_) => return Err(Problem::invalid("body.mjml", "takes too long to render; make its loops smaller")),
    };
    Ok(RenderedEmail {
        subject: preview.subject,
        preheader: preview.preheader,
        from_name: preview.from_name,
        language: preview.language,
        html: preview.html,
        text: preview.text,
        problems: preview.problems.iter().map(checks::shown).collect(),
    })
}

/// An email by key: the draft when that is wanted, else what is in force, else the draft.
pub async fn email_named(app: &App, key: &str, draft: bool) -> Result<Email, Problem> {
    let (store, workspace, kind) = (app.store(), app.workspace(), DefinitionKind::Email);
    let drafted = store::definitions::draft(store, workspace, kind, key).await?;
    let found = match drafted {
        Some(drafted) if draft => Some(drafted),
        other => store::definitions::published(store, workspace, kind, key).await?.or(other),
    };
    let found = found.ok_or_else(|| Problem::not_found("email", key))?;
    match Body::parse(kind, &found.body) {
        Ok(Body::Email(email)) => Ok(email),
        Ok(_) => Err(Problem::internal("an email's body is of another kind")),
        Err(message) => Err(Problem::conflict(format!("The email \"{key}\" cannot be read yet: {message}"))),
    }
}

/// A published version of an email as it goes out, each of its links with its place: what clicks are drawn on.
#[utoipa::path(
    get,
    path = "/api/v1/emails/{key}/drawn",
    tag = "emails",
    params(DrawnParams, ("key" = String, Path)),
    responses((status = 200, body = DrawnEmail)),
)]
pub async fn get_drawn_email(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<DrawnParams>,
) -> Result<Json<DrawnEmail>, Problem> {
    let run = params.run.map(|run| run.parse().map_err(|_| Problem::malformed_field("run", "is not the id of a run")));
    let language = params.language.filter(|language| !language.is_empty());
    let drawn = app.performer().drawn(&key, params.version, run.transpose()?, language.as_deref()).await;
    drawn.map(Json).map_err(|error| match error {
        DrawError::Missing => Problem::not_found("published version of the email", &key),
        DrawError::Email(_) => Problem::conflict(error.to_string()),
        DrawError::Store(error) => error.into(),
    })
}

/// Sends an email to try it. Nothing of it is tracked or counted.
#[utoipa::path(
    post,
    path = "/api/v1/emails/{key}/test",
    tag = "emails",
    params(("key" = String, Path)),
    request_body = TestEmail,
    responses((status = 200, body = TestSent)),
)]
pub async fn send_test(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
    Json(body): Json<TestEmail>,
) -> Result<Json<TestSent>, Problem> {
    let email = email_named(&app, &key, body.draft).await?;
    let contact = contact(&app, body.contact.as_deref())?;
    let language = language_of(&email, body.language)?;
    let mut faults = Faults::default();
    if body.to.is_empty() || body.to.len() > MAX_TESTS {
        faults.add("to", format!("has to hold 1 to {MAX_TESTS} addresses"));
    }
    let mut to = Vec::new();
    for (n, address) in body.to.iter().enumerate() {
        match hygiene::email::normal(address) {
            Some(address) => to.push(address),
            None => faults.add(format!("to[{n}]"), "is not an e-mail address; write it like name@example.com"),
        }
    }
    faults.done()?;
    for address in &to {
        app.performer().send_test(&email, (contact, language.as_deref()), address).await.map_err(
            |error| match error {
                TestError::NoSettings | TestError::Email(_) => Problem::conflict(error.to_string()),
                TestError::NotTaken(_) => Problem::unavailable(error.to_string()),
            },
        )?;
    }
    audit::note(&app, &caller, "email.tested", format!("email/{key}"), format!("{} messages", to.len())).await?;
    let problems = rendered(&app, email, contact, language).await?.problems;
    Ok(Json(TestSent { sent: to, problems }))
}
