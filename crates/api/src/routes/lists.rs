//! Members of static lists.

use crate::App;
use crate::access::Caller;
use crate::apply::apply;
use crate::extract::Json;
use crate::problem::{Faults, Problem};
use crate::routes::contacts::living;
use crate::views::shared::{Changed, ContactIds};
use axum::extract::{Path, State};
use model::input::{Key, MAX_BATCH};
use model::{DefinitionKind, Input};

/// Puts contacts on a list.
#[utoipa::path(
    post,
    path = "/api/v1/lists/{key}/members",
    tag = "lists",
    params(("key" = String, Path)),
    request_body = ContactIds,
    responses((status = 200, body = Changed)),
)]
pub async fn add_members(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
    Json(body): Json<ContactIds>,
) -> Result<Json<Changed>, Problem> {
    change(&app, &caller, &key, &body, true).await
}

/// Takes contacts off a list.
#[utoipa::path(
    delete,
    path = "/api/v1/lists/{key}/members",
    tag = "lists",
    params(("key" = String, Path)),
    request_body = ContactIds,
    responses((status = 200, body = Changed)),
)]
pub async fn remove_members(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
    Json(body): Json<ContactIds>,
) -> Result<Json<Changed>, Problem> {
    change(&app, &caller, &key, &body, false).await
}

async fn change(
    app: &App,
    caller: &Caller,
    list: &str,
    body: &ContactIds,
    member: bool,
) -> Result<Json<Changed>, Problem> {
    if app.engine().image().definition(DefinitionKind::List, list).is_none() {
        return Err(Problem::not_found("published list", list));
    }
    if body.contacts.is_empty() || body.contacts.len() > MAX_BATCH {
        return Err(Problem::invalid("contacts", format!("have to be 1 to {MAX_BATCH}; send more in parts")));
    }
    let mut faults = Faults::default();
    let mut inputs = Vec::new();
    for (n, text) in body.contacts.iter().enumerate() {
        match living(app, text) {
            Ok(contact) => inputs.push(Input::List { list: list.into(), contact: Key::id(contact.0), member }),
            Err(problem) => faults.add(format!("contacts[{n}]"), problem.detail),
        }
    }
    faults.done()?;
    let before = app.engine().image().list_members(list).len();
    apply(app, caller, inputs).await?;
    let after = app.engine().image().list_members(list).len();
    Ok(Json(Changed { changed: before.abs_diff(after) }))
}
