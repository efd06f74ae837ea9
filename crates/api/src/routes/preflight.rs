//! Looking at a message before it goes to many.

use crate::App;
use crate::access::Caller;
use crate::extract::Json;
use crate::preflight;
use crate::problem::Problem;
use crate::rights::Right;
use crate::routes::emails::email_named;
use crate::views::preflight::{AskPreflight, Preflight};
use axum::extract::{Path, State};

/// Looks at everything that a run of a batch program would send now, and to whom. Starting a run asks the same again.
#[utoipa::path(
    post,
    path = "/api/v1/programs/{key}/preflight",
    tag = "programs",
    params(("key" = String, Path)),
    responses((status = 200, body = Preflight)),
)]
pub async fn preflight_program(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
) -> Result<Json<Preflight>, Problem> {
    // It shows the message as a contact would read it, and contacts by name.
    caller.need(Right::ReadRecords)?;
    let program = preflight::batch(&app, &key)?;
    preflight::of_program(&app, caller.workspace, &key, &program).await.map(Json)
}

/// Looks at an email by itself, for nobody in particular.
#[utoipa::path(
    post,
    path = "/api/v1/emails/{key}/preflight",
    tag = "emails",
    params(("key" = String, Path)),
    request_body = AskPreflight,
    responses((status = 200, body = Preflight)),
)]
pub async fn preflight_email(
    State(app): State<App>,
    Path(key): Path<String>,
    Json(body): Json<AskPreflight>,
) -> Result<Json<Preflight>, Problem> {
    let email = email_named(&app, &key, body.draft).await?;
    preflight::of_email(&app, &key, &email).await.map(Json)
}
