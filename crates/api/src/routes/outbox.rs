//! Captured mail, as the recipient would see it.

use crate::App;
use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::outbox::{MailAttachment, MailHeader, OutboxMessage, OutboxRow};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use mail_parser::{Message as Mail, MessageParser, MessagePart, MimeHeaders};
use store::outbox::Message;

/// What the HTML of a message may do when it is shown: be seen, with pictures and styles, and nothing else.
const SANDBOX: &str = "default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; font-src https: data:; \
                       form-action 'none'; base-uri 'none'; frame-ancestors 'self'; \
                       sandbox allow-popups allow-popups-to-escape-sandbox";

fn row(message: Message) -> OutboxRow {
    OutboxRow {
        id: message.id.to_string(),
        to: message.to,
        from: message.from,
        subject: message.subject,
        at: message.at,
        send: message.send.map(|send| send.to_string()),
    }
}

/// Captured mail, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/outbox",
    tag = "outbox",
    params(PageParams),
    responses((status = 200, body = Page<OutboxRow>)),
)]
pub async fn list_outbox(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<OutboxRow>>, Problem> {
    let messages = store::outbox::page(app.store(), caller.workspace, params.before(), params.limit()).await?;
    let total = store::outbox::count(app.store(), caller.workspace).await?;
    let last = messages.last().map(|message| message.id);
    Ok(Json(Page::before(messages.into_iter().map(row).collect(), last, params.limit(), total)))
}

async fn message(app: &App, caller: &Caller, id: &str) -> Result<(Message, Vec<u8>), Problem> {
    let number = id.parse().map_err(|_| Problem::not_found("message", id))?;
    Ok(store::outbox::get(app.store(), caller.workspace, number).await?)
}

fn parsed<'m>(mime: &'m [u8]) -> Result<Mail<'m>, Problem> {
    MessageParser::default().parse(mime).ok_or_else(|| Problem::internal("a captured message is not MIME"))
}

/// A captured message.
#[utoipa::path(
    get,
    path = "/api/v1/outbox/{id}",
    tag = "outbox",
    params(("id" = String, Path)),
    responses((status = 200, body = OutboxMessage)),
)]
pub async fn get_message(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<OutboxMessage>, Problem> {
    let (kept, mime) = message(&app, &caller, &id).await?;
    let mail = parsed(&mime)?;
    let headers = mail.headers_raw().map(|(name, value)| MailHeader { name: name.into(), value: value.trim().into() });
    Ok(Json(OutboxMessage {
        headers: headers.collect(),
        text: mail.body_text(0).map(|text| text.into_owned()).unwrap_or_default(),
        has_html: mail.html_body_count() > 0,
        attachments: mail.attachments().map(attachment).collect(),
        size: mime.len() as u64,
        row: row(kept),
    }))
}

fn attachment(part: &MessagePart<'_>) -> MailAttachment {
    let name = part.attachment_name().unwrap_or("file").to_string();
    MailAttachment { name, size: part.contents().len() as u64 }
}

/// A file that went with it, by its place from 0.
#[utoipa::path(
    get,
    path = "/api/v1/outbox/{id}/attachments/{place}",
    tag = "outbox",
    params(("id" = String, Path), ("place" = usize, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)),
)]
pub async fn get_message_attachment(
    State(app): State<App>,
    Path((id, place)): Path<(String, String)>,
    caller: Caller,
) -> Result<Response, Problem> {
    let (_, mime) = message(&app, &caller, &id).await?;
    let mail = parsed(&mime)?;
    let part = place.parse().ok().and_then(|place| mail.attachment(place));
    let part = part.ok_or_else(|| Problem::not_found("attachment", &place))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, part.contents().to_vec()).into_response())
}

/// The HTML part, to be shown in a sandboxed frame.
#[utoipa::path(
    get,
    path = "/api/v1/outbox/{id}/html",
    tag = "outbox",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/html", body = String)),
)]
pub async fn get_message_html(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Response, Problem> {
    let (_, mime) = message(&app, &caller, &id).await?;
    let mail = parsed(&mime)?;
    let html = mail.body_html(0).ok_or_else(|| Problem::not_found("HTML part of message", &id))?;
    Ok((sandboxed(), html.into_owned()).into_response())
}

/// Headers of HTML that others wrote.
pub fn sandboxed() -> HeaderMap {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX)),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ]
    .into_iter()
    .collect()
}
