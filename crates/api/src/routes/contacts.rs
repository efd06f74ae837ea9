//! Contacts: list and changes. Every change goes through intake and is answered once applied.

use crate::access::Caller;
use crate::apply::apply;
use crate::describe::{UserNames, user_names};
use crate::extract::{self, Json, Query};
use crate::problem::{Faults, Problem};
use crate::routes::profile::profile;
use crate::views::contact::*;
use crate::views::shared::{Page, PageParams};
use crate::{App, audit, fields, selection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::input::{ContactPut, FieldPuts, Key};
use model::{AccountId, ContactId, Input, Object, Value};
use store::identity::IdentityKind;

/// Contacts by filter, in pages.
#[utoipa::path(
    get,
    path = "/api/v1/contacts",
    tag = "contacts",
    params(ContactParams),
    responses((status = 200, body = Page<ContactRow>)),
)]
pub async fn list_contacts(
    State(app): State<App>,
    Query(params): Query<ContactParams>,
) -> Result<Json<Page<ContactRow>>, Problem> {
    let users = user_names(&app).await?;
    let page = PageParams { after: params.after.clone(), limit: params.limit };
    let wanted = selection::Wanted::of(&app, params).await?;
    Ok(Json(selection::page(&app, &users, &wanted, &page)))
}

/// Adds a contact.
#[utoipa::path(
    post,
    path = "/api/v1/contacts",
    tag = "contacts",
    request_body = NewContact,
    responses((status = 201, body = ContactView)),
)]
pub async fn create_contact(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<NewContact>,
) -> Result<(StatusCode, Json<ContactView>), Problem> {
    let users = user_names(&app).await?;
    let mut faults = Faults::default();
    let email = body.email.as_deref().filter(|email| !email.trim().is_empty()).map(hygiene::email::normal);
    if email == Some(None) {
        faults.add("email", "is not an e-mail address; write it like name@example.com");
    }
    let has_email = email.is_some();
    let email = email.flatten();
    let mut puts = fields::read(&app, &mut faults, Object::Contact, &body.fields);
    if let Some(email) = &email {
        puts.insert("email".into(), Some(Value::text(email.as_str())));
    }
    if !has_email && body.external_id.is_none() && body.fields.is_empty() {
        faults.add("email", "is missing; give an address, an external id or at least one field");
    }
    let put = ContactPut {
        key: Key { email: email.clone(), external_id: body.external_id.clone(), ..Key::default() },
        account: account(&app, &mut faults, body.account.as_deref()),
        relationship: body.relationship,
        owner: fields::owner(&mut faults, &users, body.owner.as_deref()),
        fields: puts,
        consent_basis: body.consent_basis.filter(|basis| !basis.trim().is_empty()),
        ..ContactPut::default()
    };
    faults.done()?;
    let taken = [
        email.map(|email| (IdentityKind::Email, email)),
        body.external_id.map(|id| (IdentityKind::ContactExternal, id)),
    ];
    let taken: Vec<_> = taken.into_iter().flatten().collect();
    if let Some(id) = store::identity::lookup(app.store(), caller.workspace, &taken).await?.values().next() {
        let id = ContactId(*id);
        return Err(Problem::conflict(format!(
            "The contact {id} has this address or external id already; change that one."
        )));
    }
    let outcomes = apply(&app, &caller, vec![Input::Contact(put)]).await?;
    let made = outcomes.first().and_then(|outcome| outcome.record.as_deref()).and_then(|id| id.parse().ok());
    let made: ContactId = made.ok_or_else(|| Problem::internal("a contact was made without an id"))?;
    Ok((StatusCode::CREATED, Json(profile(&app, &users, made).await?)))
}

fn account(app: &App, faults: &mut Faults, given: Option<&str>) -> Option<Key> {
    let id = faults.take("account", given?.parse::<AccountId>())?;
    if app.engine().image().account(id).is_none() {
        faults.add("account", "does not exist");
        return None;
    }
    Some(Key::id(id.0))
}

/// Changes a contact.
#[utoipa::path(
    patch,
    path = "/api/v1/contacts/{id}",
    tag = "contacts",
    params(("id" = String, Path)),
    request_body = ContactPatch,
    responses((status = 200, body = ContactView)),
)]
pub async fn change_contact(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<ContactPatch>,
) -> Result<Json<ContactView>, Problem> {
    let id = living(&app, &id)?;
    let users = user_names(&app).await?;
    let mut faults = Faults::default();
    let mut puts: FieldPuts = fields::read(&app, &mut faults, Object::Contact, &body.fields);
    let mut addresses = Vec::new();
    for (n, address) in body.addresses.iter().enumerate() {
        match hygiene::email::normal(address) {
            Some(address) => addresses.push(address),
            None => faults.add(format!("addresses[{n}]"), "is not an e-mail address; write it like name@example.com"),
        }
    }
    match body.email.as_deref().map(hygiene::email::normal) {
        Some(Some(email)) => drop(puts.insert("email".into(), Some(Value::text(email)))),
        Some(None) => faults.add("email", "is not an e-mail address; write it like name@example.com"),
        None => {}
    }
    let put = ContactPut {
        key: Key::id(id.0),
        account: account(&app, &mut faults, body.account.as_deref()),
        relationship: body.relationship,
        owner: fields::owner(&mut faults, &users, body.owner.as_deref()),
        addresses,
        fields: puts,
        update_only: true,
        ..ContactPut::default()
    };
    faults.done()?;
    apply(&app, &caller, vec![Input::Contact(put)]).await?;
    profile(&app, &users, id).await.map(Json)
}

/// The contact that a path means: itself, or the one it was merged into.
pub fn living(app: &App, text: &str) -> Result<ContactId, Problem> {
    let id: ContactId = extract::id("contact", text)?;
    app.engine().image().resolve(id).ok_or_else(|| Problem::not_found("contact", text))
}

/// Erases a contact; its opt-outs stay.
#[utoipa::path(
    delete,
    path = "/api/v1/contacts/{id}",
    tag = "contacts",
    params(("id" = String, Path)),
    responses((status = 204)),
)]
pub async fn erase_contact(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<StatusCode, Problem> {
    let contact = living(&app, &id)?;
    apply(&app, &caller, vec![Input::Erase { contact }]).await?;
    audit::note(&app, &caller, "contact.erased", contact, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes over another contact's history.
#[utoipa::path(
    post,
    path = "/api/v1/contacts/{id}/merge",
    tag = "contacts",
    params(("id" = String, Path)),
    request_body = MergeWith,
    responses((status = 200, body = ContactView)),
)]
pub async fn merge_contacts(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<MergeWith>,
) -> Result<Json<ContactView>, Problem> {
    let winner = living(&app, &id)?;
    let loser = living(&app, &body.contact).map_err(|_| Problem::invalid("contact", "does not exist"))?;
    if winner == loser {
        return Err(Problem::invalid("contact", "is the same contact"));
    }
    apply(&app, &caller, vec![Input::Merge { winner, loser }]).await?;
    audit::note(&app, &caller, "contact.merged", winner, loser).await?;
    let users: UserNames = user_names(&app).await?;
    profile(&app, &users, winner).await.map(Json)
}

/// Records that consent was given or withdrawn.
#[utoipa::path(
    post,
    path = "/api/v1/contacts/{id}/consent",
    tag = "contacts",
    params(("id" = String, Path)),
    request_body = ConsentChange,
    responses((status = 200, body = ContactView)),
)]
pub async fn change_consent(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<ConsentChange>,
) -> Result<Json<ContactView>, Problem> {
    let contact = living(&app, &id)?;
    let basis = body.basis.trim();
    if basis.is_empty() || basis.chars().count() > 200 {
        return Err(Problem::invalid("basis", "has to have 1 to 200 characters: where and how, as the proof to keep"));
    }
    let input = Input::Consent { contact: Key::id(contact.0), given: body.given, basis: basis.into() };
    apply(&app, &caller, vec![input]).await?;
    let users = user_names(&app).await?;
    profile(&app, &users, contact).await.map(Json)
}
