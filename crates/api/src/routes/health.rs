//! Whether the process lives and can answer, for whoever watches over it.

use crate::App;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers.
#[utoipa::path(get, path = "/livez", tag = "health", responses((status = 200)))]
pub async fn livez() -> StatusCode {
    StatusCode::OK
}

/// The database answers too, so that requests can be served.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200)))]
pub async fn readyz(State(app): State<App>) -> Result<StatusCode, Problem> {
    app.store().ready().await?;
    Ok(StatusCode::OK)
}

/// This document.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "health", responses((status = 200)))]
pub async fn openapi_document() -> axum::Json<utoipa::openapi::OpenApi> {
    axum::Json(crate::openapi::document())
}
