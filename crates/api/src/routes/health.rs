//! Whether the process lives and can answer, for whoever watches over it.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::health::Readiness;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers.
#[utoipa::path(get, path = "/livez", tag = "health", responses((status = 200)))]
pub async fn livez() -> StatusCode {
    StatusCode::OK
}

/// The database answers too, so that requests can be served. Too little room on the disk is only told: links in mail and
/// opting out need this process all the same.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, body = Readiness)))]
pub async fn readyz(State(app): State<App>) -> Result<Json<Readiness>, Problem> {
    app.store().ready().await?;
    Ok(Json(Readiness { shortage: crate::space::shortage(&app) }))
}

/// This document.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "health", responses((status = 200)))]
pub async fn openapi_document() -> axum::Json<utoipa::openapi::OpenApi> {
    axum::Json(crate::openapi::document())
}
