//! The audit trail.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::settings::{AuditParams, AuditView};
use crate::views::shared::Page;
use axum::extract::State;

/// Who did what, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/audit",
    tag = "audit",
    params(AuditParams),
    responses((status = 200, body = Page<AuditView>)),
)]
pub async fn list_audit(
    State(app): State<App>,
    Query(params): Query<AuditParams>,
) -> Result<Json<Page<AuditView>>, Problem> {
    Err(Problem::unavailable(""))
}
