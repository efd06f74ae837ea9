//! Event intake by the Segment HTTP tracking spec, so that existing SDKs work unchanged. Answered 202 once the events
//! lie durably in the intake; what they mean is decided afterwards.

mod message;
mod other_sites;
mod values;

use crate::App;
use crate::access::live_key;
use crate::extract::Json;
use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use data_encoding::BASE64;
use message::{MAX_BATCH_BYTES, MAX_MESSAGE_BYTES, Reader};
use model::input::{Call, MAX_BATCH};
use serde::Serialize;
use serde_json::{Map, Value as Json_};
use store::keys::{Key, KeyKind};
use utoipa::ToSchema;

pub use other_sites::from_other_sites;

/// The events are kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Taken {
    pub success: bool,
}

type Answer = Result<(StatusCode, Json<Taken>), Problem>;

macro_rules! calls {
    ($($(#[$doc:meta])* $name:ident $path:literal $call:expr;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(
            post,
            path = $path,
            tag = "intake",
            request_body = std::collections::BTreeMap<String, serde_json::Value>,
            responses((status = 202, body = Taken)),
        )]
        pub async fn $name(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Answer {
            one(&app, &headers, &body, $call).await
        }
    )*};
}
calls! {
    /// Says who a browser or user is, with traits.
    identify "/v1/identify" Call::Identify;
    /// Something happened.
    track "/v1/track" Call::Track;
    /// A page was viewed.
    page "/v1/page" Call::Page;
    /// The user belongs to an account.
    group "/v1/group" Call::Group;
    /// Two user ids are the same person.
    alias "/v1/alias" Call::Alias;
}

async fn one(app: &App, headers: &HeaderMap, body: &[u8], call: Call) -> Answer {
    if body.len() > MAX_MESSAGE_BYTES {
        return Err(Problem::too_large(format!("A message may have at most {MAX_MESSAGE_BYTES} bytes.")));
    }
    let message = object(body)?;
    let key = writer(app, headers, &message).await?;
    let sent_at = values::time(&message, "sentAt", "sentAt")?;
    let reader = Reader { received_at: app.now(), sent_at, key: key.id, bytes: body.len() };
    keep(app, vec![reader.envelope(call, message, "")?]).await
}

/// Up to 1,000 events of any kind in one call. One that is wrong refuses the whole batch and is named.
#[utoipa::path(
    post,
    path = "/v1/batch",
    tag = "intake",
    request_body = std::collections::BTreeMap<String, serde_json::Value>,
    responses((status = 202, body = Taken)),
)]
pub async fn batch(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Answer {
    if body.len() > MAX_BATCH_BYTES {
        return Err(Problem::too_large(format!("A batch may have at most {MAX_BATCH_BYTES} bytes; send it in parts.")));
    }
    let mut whole = object(&body)?;
    let key = writer(&app, &headers, &whole).await?;
    let sent_at = values::time(&whole, "sentAt", "sentAt")?;
    let reader = Reader { received_at: app.now(), sent_at, key: key.id, bytes: body.len() };
    let Some(Json_::Array(messages)) = whole.remove("batch") else {
        return Err(Problem::malformed_field("batch", "is missing; it has to be a list of messages"));
    };
    if messages.is_empty() || messages.len() > MAX_BATCH {
        return Err(Problem::malformed_field("batch", format!("has to hold 1 to {MAX_BATCH} messages")));
    }
    let read = |(n, message): (usize, Json_)| {
        let place = format!("batch[{n}].");
        reader.of_batch(message, whole.get("context"), &place)
    };
    let envelopes = messages.into_iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
    keep(&app, envelopes).await
}

async fn keep(app: &App, envelopes: Vec<model::Envelope>) -> Answer {
    crate::space::check(app)?;
    app.engine().accept(envelopes).await?;
    Ok((StatusCode::ACCEPTED, Json(Taken { success: true })))
}

fn object(body: &[u8]) -> Result<Map<String, Json_>, Problem> {
    match crate::extract::value(body)? {
        Json_::Object(map) => Ok(map),
        _ => Err(Problem::malformed("The body has to be a JSON object.")),
    }
}

/// The write key: as the user name of Basic authorization, as a Bearer token, or as `writeKey` in the body.
async fn writer(app: &App, headers: &HeaderMap, body: &Map<String, Json_>) -> Result<Key, Problem> {
    let secret = basic(headers)
        .or_else(|| crate::access::bearer(headers).map(str::to_string))
        .or_else(|| body.get("writeKey").and_then(Json_::as_str).map(str::to_string));
    let unknown = || {
        Problem::unauthenticated(
            "Send a write key (wk_…) as the user name of Basic authorization; Settings › Keys makes one.",
        )
    };
    live_key(app, &secret.ok_or_else(unknown)?, KeyKind::Write).await?.ok_or_else(unknown)
}

fn basic(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(BASE64.decode(token.trim().as_bytes()).ok()?).ok()?;
    text.split(':').next().map(str::to_string)
}
