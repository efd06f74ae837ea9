//! Imports: upload, mapping, dry run, start and downloads.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::import::{ImportForm, ImportMapping, ImportStart, ImportView};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;

/// Imports, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/imports",
    tag = "imports",
    params(PageParams),
    responses((status = 200, body = Page<ImportView>)),
)]
pub async fn list_imports(
    State(app): State<App>,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<ImportView>>, Problem> {
    Err(Problem::unavailable(""))
}

/// Uploads a file and proposes how to read it.
#[utoipa::path(
    post,
    path = "/api/v1/imports",
    tag = "imports",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 201, body = ImportView)),
)]
pub async fn upload_import(State(app): State<App>, form: Multipart) -> Result<(StatusCode, Json<ImportView>), Problem> {
    Err(Problem::unavailable(""))
}

/// An import and how far it is.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, body = ImportView)),
)]
pub async fn get_import(State(app): State<App>, Path(id): Path<String>) -> Result<Json<ImportView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Changes how the file is read.
#[utoipa::path(
    put,
    path = "/api/v1/imports/{id}/mapping",
    tag = "imports",
    params(("id" = String, Path)),
    request_body = ImportMapping,
    responses((status = 200, body = ImportView)),
)]
pub async fn put_mapping(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(body): Json<ImportMapping>,
) -> Result<Json<ImportView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Reads the whole file and changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/dry-run",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 202, body = ImportView)),
)]
pub async fn dry_run(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<ImportView>), Problem> {
    Err(Problem::unavailable(""))
}

/// Starts the import.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/start",
    tag = "imports",
    params(("id" = String, Path)),
    request_body = ImportStart,
    responses((status = 202, body = ImportView)),
)]
pub async fn start_import(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(body): Json<ImportStart>,
) -> Result<(StatusCode, Json<ImportView>), Problem> {
    Err(Problem::unavailable(""))
}

/// Rejected rows with their reasons.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/rejected.csv",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn get_rejected(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    Err(Problem::unavailable(""))
}

/// Warnings with their rows.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/warnings.csv",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn get_warnings(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    Err(Problem::unavailable(""))
}
