//! Links in mail: opens, clicks, the message in the browser, the way out and what is received. A GET records that
//! something was seen and changes nothing else. The tokens are signed, so that nothing here needs a session.

pub mod leaving;
mod page;
mod words;

use crate::App;
use crate::problem::Problem;
use crate::routes::outbox::sandboxed;
use axum::extract::{ConnectInfo, FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::perform::Client;
use model::hit::Network;
use std::net::{IpAddr, SocketAddr};
use words::Words;

/// A transparent GIF of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// When to come back after a trouble of ours.
const AWAY_SECONDS: &str = "120";

/// What every answer here says: keep nothing, index nothing, tell nobody where you came from.
fn quiet() -> [(HeaderName, HeaderValue); 3] {
    [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ]
}

/// The token of a link. One that was damaged so far that it is no text is empty, and no more known than any other.
pub struct Token(String);

impl<S: Send + Sync> FromRequestParts<S> for Token {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let found = Path::<String>::from_request_parts(parts, state).await;
        Ok(Token(found.map(|Path(token)| token).unwrap_or_default()))
    }
}

/// Who asks, as far as an open or click is told apart from a machine's: method, client, address.
pub struct Asking(Client);

impl<S: Send + Sync> FromRequestParts<S> for Asking {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let text = |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Each server on the way adds its own at the end, in the same line or in one more.
        let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back().and_then(|line| line.to_str().ok());
        let forwarded = forwarded.and_then(|line| line.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
        Ok(Asking(Client {
            method: parts.method.to_string(),
            agent: text(header::USER_AGENT).to_string(),
            // Only a server of our own in front of this one is believed about whom it asks for.
            address: peer.filter(|peer| Network::of(*peer).is_public()).or(forwarded).or(peer),
        }))
    }
}

/// The answer for a link that we do not know: a page for a person's browser, a problem for everybody else.
pub fn nowhere(headers: &HeaderMap) -> Response {
    match browses(headers) {
        true => unknown(headers),
        false => Problem::of_status(StatusCode::NOT_FOUND).into_response(),
    }
}

/// Whether a person's browser asks.
fn browses(headers: &HeaderMap) -> bool {
    let accepts = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepts.flat_map(|value| value.split(',')).any(|kind| kind.trim().starts_with("text/html"))
}

/// What a page is about, once it was looked up; nothing for a link that we do not know. A trouble of ours is told to a
/// person in words, and as the problem that it is to everybody else.
fn answered<T, E: Into<Problem>>(
    headers: &HeaderMap,
    found: Result<Option<T>, E>,
    page: impl FnOnce(&Words, &T) -> Response,
) -> Response {
    match found.map_err(Into::into) {
        Ok(Some(about)) => (quiet(), page(words::of(headers), &about)).into_response(),
        Ok(None) => unknown(headers),
        Err(problem) if browses(headers) && problem.status >= 500 => {
            let away = (quiet(), [(header::RETRY_AFTER, AWAY_SECONDS)], page::away(words::of(headers)));
            (StatusCode::SERVICE_UNAVAILABLE, away).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

fn unknown(headers: &HeaderMap) -> Response {
    (StatusCode::NOT_FOUND, quiet(), page::unknown(words::of(headers))).into_response()
}

/// The pixel that reports an opening. The picture comes whatever the token is.
#[utoipa::path(
    get,
    path = "/t/o/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses((status = 200, content_type = "image/gif", body = String)),
)]
pub async fn open_pixel(State(app): State<App>, Token(token): Token, Asking(client): Asking) -> Response {
    app.performer().opened(&token, client).await;
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
    Token(token): Token,
    Asking(client): Asking,
    headers: HeaderMap,
) -> Response {
    let target = app.performer().clicked(&token, client).await;
    match target.and_then(|target| HeaderValue::from_str(&target).ok()) {
        Some(target) => (StatusCode::FOUND, quiet(), [(header::LOCATION, target)]).into_response(),
        None => nowhere(&headers),
    }
}

/// The message in the browser.
#[utoipa::path(
    get,
    path = "/v/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses((status = 200, content_type = "text/html", body = String)),
)]
pub async fn view_message(
    State(app): State<App>,
    Token(token): Token,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(match app.performer().view(&token).await? {
        Some(html) => (quiet(), sandboxed(), html).into_response(),
        None => nowhere(&headers),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn of_many_forwarders_the_last_is_believed() {
        let request = axum::http::Request::get("/t/o/x");
        let request = request.header("x-forwarded-for", "1.2.3.4").header("x-forwarded-for", "5.6.7.8, 88.12.4.9");
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let Ok(Asking(client)) = Asking::from_request_parts(&mut parts, &()).await;
        assert_eq!(client.address, "88.12.4.9".parse().ok());
    }
}
