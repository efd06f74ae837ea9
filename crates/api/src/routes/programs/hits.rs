//! Who fetched a program's mail, one by one, and why each is taken for what it is.

use crate::App;
use crate::access::Caller;
use crate::describe::{Describe, user_names};
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::results::{HitPage, HitParams, HitRow};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use model::SendId;
use std::collections::HashMap;
use store::hits::Narrow;

/// Fetches of a program's mail, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}/hits",
    tag = "programs",
    params(HitParams, ("key" = String, Path)),
    responses((status = 200, body = HitPage)),
)]
pub async fn list_hits(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
    Query(params): Query<HitParams>,
) -> Result<Json<HitPage>, Problem> {
    let (store, workspace) = (app.store(), caller.workspace);
    let run = params
        .run
        .as_deref()
        .map(|run| run.parse().map_err(|_| Problem::malformed_field("run", "is not the id of a run")));
    let narrow = Narrow { program: key, run: run.transpose()?, label: params.label };
    let page = PageParams { after: params.after, limit: params.limit };
    let hits = store::hits::page(store, workspace, &narrow, page.offset(), page.limit()).await?;
    let labels = store::hits::labels(store, workspace, &narrow).await?;
    let ids: Vec<SendId> = hits.iter().map(|kept| kept.hit.send).collect();
    let sends = store::sends::by_ids(store, workspace, &ids).await?;
    let contacts: HashMap<SendId, model::ContactId> = sends.into_iter().map(|send| (send.id, send.contact)).collect();
    let users = user_names(&app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let row = |kept: store::hits::Kept| HitRow {
        contact: contacts
            .get(&kept.hit.send)
            .and_then(|contact| image.resolve(*contact))
            .map(|contact| describe.contact_name(contact)),
        at: kept.hit.at,
        fetch: kept.hit.fetch,
        link: kept.hit.target,
        method: kept.hit.method,
        agent: kept.hit.agent,
        network: kept.hit.network.map(|network| network.to_string()),
        label: kept.label,
        signals: kept.signals,
    };
    let total = usize::try_from(labels.values().sum::<i64>()).unwrap_or(0);
    let page = Page::of(hits.into_iter().map(row).collect(), page.offset(), total);
    let word = |label: Option<model::hit::Label>| label.map_or("waiting", model::hit::Label::as_str).to_string();
    let labels = labels.into_iter().map(|(label, n)| (word(label), u64::try_from(n).unwrap_or(0))).collect();
    Ok(Json(HitPage { items: page.items, next: page.next, total: page.total, labels }))
}
