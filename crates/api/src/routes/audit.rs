//! The audit trail.

use crate::App;
use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::settings::{AuditParams, AuditView};
use crate::views::shared::{Page, PageParams};
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
    caller: Caller,
    Query(params): Query<AuditParams>,
) -> Result<Json<Page<AuditView>>, Problem> {
    let page = PageParams { after: params.after, limit: params.limit };
    let action = params.action.unwrap_or_default();
    let (rows, total) = store::audit::list(app.store(), caller.workspace, &action, page.offset(), page.limit()).await?;
    let shown = rows.into_iter().map(|(id, entry)| AuditView {
        id,
        at: entry.at,
        actor: entry.actor,
        action: entry.action,
        object: entry.object,
        detail: entry.detail,
    });
    Ok(Json(Page::of(shown.collect(), page.offset(), total as usize)))
}
