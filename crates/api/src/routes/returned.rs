//! Mail that came back: handed in by a mail server, and looked at afterwards.

use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::lifting::{self, lift_invalid};
use crate::problem::Problem;
use crate::views::returned::{
    ReturnedMessage, ReturnedParams, ReturnedRecipient, ReturnedRow, ReturnedSearch, ReturnedUndo, ReturnedUndone,
};
use crate::views::shared::{Page, PageParams};
use crate::{App, audit};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use engine::perform::Handled;
use model::address::{AddressState, SuppressionKind};
use std::collections::HashMap;
use store::returned::{Narrow, Returned};
use store::ways_back::{Kind, Seen};

/// Largest message that is taken.
pub const MAX_MESSAGE: usize = 10 * 1024 * 1024;
/// Most messages whose consequences are undone at once.
const MOST_UNDONE: usize = 500;
/// The kind of a message that nobody undoes.
const COMPLAINT: &str = "complaint";

/// Hands in a message that came back, as it came over the wire. A bounce is judged and told on the timeline of its
/// contact; an address that nobody has is given up; who complains gets no more marketing mail. The same message again
/// changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/mail/returned",
    tag = "sends",
    params(ReturnedParams),
    request_body(content = String, content_type = "message/rfc822"),
    responses((status = 200, body = ReturnedMessage)),
)]
pub async fn hand_in(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<ReturnedParams>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ReturnedMessage>, Problem> {
    let raw = body.map_err(|_| {
        Problem::too_large(format!("A message may have at most {MAX_MESSAGE} bytes; hand in its beginning alone."))
    })?;
    if raw.trim_ascii().is_empty() {
        return Err(Problem::invalid("body", "is empty; send the message as it came, headers first"));
    }
    let Handled { returned, send, suppressed } =
        app.performer().returned(&raw, params.to.as_deref(), app.now()).await?;
    app.performer().saw_way_back((Kind::HandedIn, ""), Seen::Heard).await;
    let (kind, category) = (returned.kind.as_str(), returned.category.as_str());
    let send = send.map(|send| send.to_string());
    if let Some(send) = &send {
        audit::note(&app, &caller, "mail.returned", send, format!("{kind}:{category}")).await?;
    }
    let recipients = returned.recipients.iter().map(|recipient| ReturnedRecipient {
        address: recipient.address.clone(),
        action: recipient.action.as_str().into(),
        category: recipient.category.as_str().into(),
        permanent: recipient.action.is_permanent(),
        status: recipient.status.map(|status| status.to_string()),
        diagnostic: recipient.diagnostic.clone(),
    });
    Ok(Json(ReturnedMessage {
        recipients: recipients.collect(),
        kind: kind.into(),
        category: category.into(),
        send,
        suppressed,
    }))
}

/// Mail that came back, the latest first: at most 10,000 messages of the last 90 days.
#[utoipa::path(
    get,
    path = "/api/v1/mail/returned",
    tag = "sends",
    params(ReturnedSearch),
    responses((status = 200, body = Page<ReturnedRow>)),
)]
pub async fn list_returned(
    State(app): State<App>,
    caller: Caller,
    Query(search): Query<ReturnedSearch>,
) -> Result<Json<Page<ReturnedRow>>, Problem> {
    let page = PageParams { after: search.after, limit: search.limit };
    let begins = search.q.unwrap_or_default().trim().to_lowercase();
    let narrow = Narrow { kind: search.kind, category: search.category, begins, followed: search.followed };
    let (store, workspace) = (app.store(), caller.workspace);
    let rows = store::returned::page(store, workspace, &narrow, page.before(), page.limit()).await?;
    let total = store::returned::count(store, workspace, &narrow).await?;
    let last = rows.last().map(|row| row.id);
    let states = states(&app, &rows).await?;
    let shown = rows.into_iter().map(|one| row(one, &states)).collect();
    Ok(Json(Page::before(shown, last, page.limit(), total)))
}

async fn states(app: &App, rows: &[Returned]) -> Result<HashMap<String, AddressState>, Problem> {
    let addresses: Vec<String> = rows.iter().map(|row| row.read.recipient.clone()).collect();
    Ok(store::addresses::states(app.store(), app.workspace(), &addresses).await?)
}

fn row(returned: Returned, states: &HashMap<String, AddressState>) -> ReturnedRow {
    let holds = holds(&returned, states);
    let Returned { id, read } = returned;
    ReturnedRow {
        id: id.to_string(),
        at: read.at,
        lasting: read.kind == COMPLAINT,
        kind: read.kind,
        category: read.category,
        send: read.send.map(|send| send.to_string()),
        recipient: read.recipient,
        status: read.status,
        diagnostic: read.diagnostic,
        followed: read.followed,
        holds,
    }
}

/// Whether what followed from a message still stands against its address.
fn holds(Returned { read, .. }: &Returned, states: &HashMap<String, AddressState>) -> bool {
    let Some(state) = states.get(&read.recipient) else { return false };
    match read.followed {
        Some(SuppressionKind::Invalid) => state.invalid.is_some(),
        Some(SuppressionKind::OptOut) => state.opted_out.is_some(),
        Some(SuppressionKind::Blocked) => state.blocked.is_some(),
        None => false,
    }
}

/// Undoes what wrong bounces brought upon addresses: they get mail again. Complaints stay.
#[utoipa::path(
    post,
    path = "/api/v1/mail/returned/undo",
    tag = "sends",
    request_body = ReturnedUndo,
    responses((status = 200, body = ReturnedUndone)),
)]
pub async fn undo_returned(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<ReturnedUndo>,
) -> Result<Json<ReturnedUndone>, Problem> {
    let reason = lifting::reason(&body.reason, "has to have 1 to 200 characters: what was wrong with the bounces")?;
    if body.ids.is_empty() || body.ids.len() > MOST_UNDONE {
        return Err(Problem::invalid("ids", "has to name 1 to 500 messages; undo more in several steps"));
    }
    let ids: Vec<i64> = body.ids.iter().filter_map(|id| id.parse().ok()).collect();
    let rows = store::returned::by_ids(app.store(), caller.workspace, &ids).await?;
    let states = states(&app, &rows).await?;
    let wrong = |row: &&Returned| row.read.followed == Some(SuppressionKind::Invalid) && holds(row, &states);
    let mut lifted: Vec<String> = rows.iter().filter(wrong).map(|row| row.read.recipient.clone()).collect();
    let left = body.ids.len() - lifted.len();
    lifted.sort_unstable();
    lifted.dedup();
    lift_invalid(&app, &caller, &lifted, &reason).await?;
    let kind = SuppressionKind::Invalid.as_str();
    for address in &lifted {
        audit::note(&app, &caller, "suppression.lifted", address, format!("{kind}: {reason}")).await?;
    }
    Ok(Json(ReturnedUndone { lifted, left: left as u64 }))
}

/// A message that came back, as it came; its first 64 KB.
#[utoipa::path(
    get,
    path = "/api/v1/mail/returned/{id}",
    tag = "sends",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/plain", body = String)),
)]
pub async fn get_returned(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<impl IntoResponse, Problem> {
    let number = id.parse().map_err(|_| Problem::not_found("returned message", &id))?;
    let raw = store::returned::raw(app.store(), caller.workspace, number).await?;
    // Strangers wrote it: it is shown as text, whatever it says it is.
    let headers: [(HeaderName, &str); 2] =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    Ok((headers, String::from_utf8_lossy(&raw).into_owned()))
}
