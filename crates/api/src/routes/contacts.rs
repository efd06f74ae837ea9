//! Contacts: list, profile and changes. Every change goes through intake and is answered once applied.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::contact::{
    ConsentChange, ContactParams, ContactPatch, ContactRow, ContactView, MergeWith, NewContact,
};
use crate::views::shared::Page;
use axum::extract::{Path, State};
use axum::http::StatusCode;

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
    Err(Problem::unavailable(""))
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
    Json(body): Json<NewContact>,
) -> Result<(StatusCode, Json<ContactView>), Problem> {
    Err(Problem::unavailable(""))
}

/// A contact with its profile.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{id}",
    tag = "contacts",
    params(("id" = String, Path)),
    responses((status = 200, body = ContactView)),
)]
pub async fn get_contact(State(app): State<App>, Path(id): Path<String>) -> Result<Json<ContactView>, Problem> {
    Err(Problem::unavailable(""))
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
    Json(body): Json<ContactPatch>,
) -> Result<Json<ContactView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Erases a contact; its opt-outs stay.
#[utoipa::path(
    delete,
    path = "/api/v1/contacts/{id}",
    tag = "contacts",
    params(("id" = String, Path)),
    responses((status = 204)),
)]
pub async fn erase_contact(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    Err(Problem::unavailable(""))
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
    Json(body): Json<MergeWith>,
) -> Result<Json<ContactView>, Problem> {
    Err(Problem::unavailable(""))
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
    Json(body): Json<ConsentChange>,
) -> Result<Json<ContactView>, Problem> {
    Err(Problem::unavailable(""))
}
