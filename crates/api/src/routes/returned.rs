//! Mail that came back: handed in by a mail server, and looked at afterwards.

use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::returned::{ReturnedMessage, ReturnedParams, ReturnedRecipient, ReturnedRow};
use crate::views::shared::{Page, PageParams};
use crate::{App, audit};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use engine::perform::Handled;
use store::returned::Returned;

/// Largest message that is taken.
pub const MAX_MESSAGE: usize = 10 * 1024 * 1024;

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
    params(PageParams),
    responses((status = 200, body = Page<ReturnedRow>)),
)]
pub async fn list_returned(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<ReturnedRow>>, Problem> {
    let rows = store::returned::page(app.store(), caller.workspace, params.before(), params.limit()).await?;
    let total = store::returned::count(app.store(), caller.workspace).await?;
    let last = rows.last().map(|row| row.id);
    Ok(Json(Page::before(rows.into_iter().map(row).collect(), last, params.limit(), total)))
}

fn row(Returned { id, read }: Returned) -> ReturnedRow {
    ReturnedRow {
        id: id.to_string(),
        at: read.at,
        kind: read.kind,
        category: read.category,
        send: read.send.map(|send| send.to_string()),
        recipient: read.recipient,
        status: read.status,
        diagnostic: read.diagnostic,
    }
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
