//! Links in mail: opens, clicks, the message in the browser, and the way out. A GET records that something was seen and
//! changes nothing else; unsubscribing takes a POST. The tokens are signed, so that nothing here needs a session.

mod page;

use crate::App;
use crate::problem::Problem;
use crate::routes::outbox::sandboxed;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A transparent GIF of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// What every answer here says: keep nothing, index nothing, tell nobody where you came from.
fn quiet() -> [(HeaderName, HeaderValue); 3] {
    [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ]
}

/// The pixel that reports an opening. The picture comes whatever the token is.
#[utoipa::path(
    get,
    path = "/t/o/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses((status = 200, content_type = "image/gif", body = String)),
)]
pub async fn open_pixel(State(app): State<App>, Path(token): Path<String>, method: Method) -> Response {
    if method == Method::GET {
        app.performer().opened(&token).await;
    }
    (quiet(), [(header::CONTENT_TYPE, "image/gif")], PIXEL).into_response()
}

/// A tracked link: records the click and leads on. A forged one leads nowhere.
#[utoipa::path(
    get,
    path = "/t/c/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses((status = 302)),
)]
pub async fn follow_link(
    State(app): State<App>,
    Path(token): Path<String>,
    method: Method,
) -> Result<Response, Problem> {
    let nowhere = || Problem::of_status(StatusCode::NOT_FOUND);
    if method != Method::GET {
        return Err(nowhere());
    }
    let target = app.performer().clicked(&token).await.ok_or_else(nowhere)?;
    let target = HeaderValue::from_str(&target).map_err(|_| nowhere())?;
    Ok((StatusCode::FOUND, quiet(), [(header::LOCATION, target)]).into_response())
}

/// The message in the browser.
#[utoipa::path(
    get,
    path = "/v/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses((status = 200, content_type = "text/html", body = String)),
)]
pub async fn view_message(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Problem> {
    let html = app.performer().view(&token).await?;
    let html = html.ok_or_else(|| Problem::of_status(StatusCode::NOT_FOUND))?;
    Ok((quiet(), sandboxed(), html).into_response())
}

/// The page that asks whether to unsubscribe. Opening it changes nothing: scanners open every link.
#[utoipa::path(
    get,
    path = "/u/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses((status = 200, content_type = "text/html", body = String)),
)]
pub async fn ask_unsubscribe(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let words = page::words(&headers);
    Ok(match app.performer().leaving(&token).await? {
        Some(leaving) if leaving.done => (quiet(), page::done(words)).into_response(),
        Some(leaving) => (quiet(), page::asking(words, &leaving)).into_response(),
        None => (StatusCode::NOT_FOUND, quiet(), page::unknown(words)).into_response(),
    })
}

/// Unsubscribes: from the page, or by a mail program's one click (RFC 8058).
#[utoipa::path(
    post,
    path = "/u/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses((status = 200, content_type = "text/html", body = String)),
)]
pub async fn unsubscribe(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    _: Bytes,
) -> Result<Response, Problem> {
    let words = page::words(&headers);
    Ok(match app.performer().unsubscribe(&token).await? {
        true => (quiet(), page::done(words)).into_response(),
        false => (StatusCode::NOT_FOUND, quiet(), page::unknown(words)).into_response(),
    })
}
