//! Ways back: by which bounces, complaints and reports reach us, and how each does.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::ways::Way;
use crate::views::ways_back::{WayBackView, WaysBack};
use axum::extract::State;
use store::ways_back::Kind;

/// Every way by which mail and reports come back, with when something last came by it and why it does not work. The
/// webhooks of ways out are among them before they have told anything.
#[utoipa::path(get, path = "/api/v1/ways-back", tag = "sends", responses((status = 200, body = WaysBack)))]
pub async fn list_ways_back(State(app): State<App>) -> Result<Json<WaysBack>, Problem> {
    let (domain, ways) = app.performer().ways_back().await?;
    let (out, _) = app.performer().ways_out().await?;
    let reporting = out.into_iter().map(Way::from).filter(|way| way.hook.is_some());
    let mut items: Vec<WayBackView> = ways.into_iter().map(Into::into).collect();
    let webhook = Kind::Webhook.as_str();
    for mut way in reporting {
        if way.label.is_empty() {
            way.label.clone_from(&way.key);
        }
        match items.iter_mut().find(|item| item.kind == webhook && item.name == way.key) {
            Some(item) => item.label = way.label,
            None if way.enabled => items.push(WayBackView::silent(webhook, way.key, way.label)),
            None => {}
        }
    }
    // Of a way out that was deleted nothing more comes.
    items.retain(|item| item.kind != webhook || !item.label.is_empty());
    Ok(Json(WaysBack { bounce_domain: domain.map(str::to_string), items }))
}
