//! The downloads of an import.

use super::kept;
use crate::App;
use crate::access::Caller;
use crate::importing::reports;
use crate::problem::Problem;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::path::PathBuf;

/// Rejected rows with their reasons, to be corrected and brought again.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/rejected.csv",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn get_rejected(State(app): State<App>, Path(id): Path<String>, caller: Caller) -> Result<Response, Problem> {
    let import = kept(&app, &caller, &id).await?.import;
    download(reports(&import.file_path).0, "rejected").await
}

/// Warnings with their rows.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/warnings.csv",
    tag = "imports",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn get_warnings(State(app): State<App>, Path(id): Path<String>, caller: Caller) -> Result<Response, Problem> {
    let import = kept(&app, &caller, &id).await?.import;
    download(reports(&import.file_path).1, "warnings").await
}

async fn download(path: PathBuf, name: &str) -> Result<Response, Problem> {
    let bytes = match tokio::fs::read(&path).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Problem::conflict("There is no report yet; make a dry run or start the import."));
        }
        other => other.map_err(Problem::internal)?,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}
