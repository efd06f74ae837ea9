//! Accounts: list, page and changes.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::account::{AccountParams, AccountPatch, AccountRow, AccountView};
use crate::views::shared::Page;
use axum::extract::{Path, State};

/// Accounts, in pages.
#[utoipa::path(
    get,
    path = "/api/v1/accounts",
    tag = "accounts",
    params(AccountParams),
    responses((status = 200, body = Page<AccountRow>)),
)]
pub async fn list_accounts(
    State(app): State<App>,
    Query(params): Query<AccountParams>,
) -> Result<Json<Page<AccountRow>>, Problem> {
    Err(Problem::unavailable(""))
}

/// An account with its tier, score and contacts.
#[utoipa::path(
    get,
    path = "/api/v1/accounts/{id}",
    tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = AccountView)),
)]
pub async fn get_account(State(app): State<App>, Path(id): Path<String>) -> Result<Json<AccountView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Changes an account.
#[utoipa::path(
    patch,
    path = "/api/v1/accounts/{id}",
    tag = "accounts",
    params(("id" = String, Path)),
    request_body = AccountPatch,
    responses((status = 200, body = AccountView)),
)]
pub async fn change_account(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(body): Json<AccountPatch>,
) -> Result<Json<AccountView>, Problem> {
    Err(Problem::unavailable(""))
}
