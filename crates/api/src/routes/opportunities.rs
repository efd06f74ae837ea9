//! Opportunities: list and page.

use crate::App;
use crate::describe::{Describe, user_names};
use crate::extract::{self, Json, Query};
use crate::problem::Problem;
use crate::views::opportunity::{OpportunityParams, OpportunityRow, OpportunityView, RoleView};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use model::{Opportunity, OpportunityId, Value};

/// Opportunities, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities",
    tag = "opportunities",
    params(OpportunityParams),
    responses((status = 200, body = Page<OpportunityRow>)),
)]
pub async fn list_opportunities(
    State(app): State<App>,
    Query(params): Query<OpportunityParams>,
) -> Result<Json<Page<OpportunityRow>>, Problem> {
    let users = user_names(&app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let found = image.opportunity_ids().filter_map(|id| image.opportunity(id));
    let mut found: Vec<_> = found.filter(|deal| params.outcome.is_none_or(|outcome| deal.outcome == outcome)).collect();
    let q = params.q.unwrap_or_default().trim().to_lowercase();
    if !q.is_empty() {
        let name = |deal: &Opportunity| deal.fields.get("name").and_then(Value::as_text).map(str::to_lowercase);
        found.retain(|deal| name(deal).is_some_and(|name| name.contains(&q)));
    }
    found.sort_by_key(|deal| std::cmp::Reverse((deal.opened_at, deal.id)));
    let page = PageParams { after: params.after, limit: params.limit };
    Ok(Json(Page::cut(found.iter().map(|deal| describe.opportunity_row(deal)), &page)))
}

/// An opportunity with its contacts.
#[utoipa::path(
    get,
    path = "/api/v1/opportunities/{id}",
    tag = "opportunities",
    params(("id" = String, Path)),
    responses((status = 200, body = OpportunityView)),
)]
pub async fn get_opportunity(State(app): State<App>, Path(id): Path<String>) -> Result<Json<OpportunityView>, Problem> {
    let id: OpportunityId = extract::id("opportunity", &id)?;
    let users = user_names(&app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let deal = image.opportunity(id).ok_or_else(|| Problem::not_found("opportunity", &id.to_string()))?;
    let roles = deal.roles.iter().map(|role| RoleView {
        contact: describe.contact_name(role.contact),
        role: role.role.clone(),
        primary: role.primary,
    });
    Ok(Json(OpportunityView {
        row: describe.opportunity_row(&deal),
        external_id: deal.external_id.clone(),
        fields: deal.fields.iter().map(|(key, value)| (key.clone(), value.to_json())).collect(),
        roles: roles.collect(),
    }))
}
