//! What holds for every request: its id in answer and log, security headers, time and size limits, and our own form
//! for errors that the framework makes.

use crate::App;
use crate::problem::Problem;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::{Duration, Instant};

/// Largest body of an ordinary request, in bytes. Uploads and intake have their own.
pub const MAX_BODY: usize = 2 * 1024 * 1024;
/// Longest time for an ordinary request.
const PATIENCE: Duration = Duration::from_secs(60);

/// Routes that take as long as their file needs.
const PATIENT: [&str; 2] = ["/api/v1/imports", "/api/v1/imports/{id}/dry-run"];

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What pages of the UI may load: our own files; pictures from elsewhere too, for emails that are shown.
const PAGES: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; \
                     font-src 'self'; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; \
                     form-action 'self'; frame-ancestors 'none'";

/// Gives the request an id, bounds its time, logs method, route, status and time (never the address's query, headers
/// or body: they may be about people), and sets the headers that every answer carries.
pub async fn wrap(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = data_encoding::BASE32_NOPAD.encode(&rand::random::<[u8; 10]>()).to_lowercase();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_string());
    let patient = route.as_deref().is_some_and(|route| PATIENT.contains(&route));
    let started = Instant::now();
    let answer = next.run(request);
    let answer = if patient {
        answer.await
    } else {
        tokio::time::timeout(PATIENCE, answer)
            .await
            .unwrap_or_else(|_| Problem::of_status(StatusCode::REQUEST_TIMEOUT).into_response())
    };
    let mut response = in_our_form(answer);
    let status = response.status().as_u16();
    let duration_ms = started.elapsed().as_secs_f64() * 1e3;
    tracing::info!(request_id = %id, %method, route = route.unwrap_or_default(), status, duration_ms, "request");
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, PAGES);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "SAMEORIGIN");
    set(header::CACHE_CONTROL, "no-store");
    if app.options().secure_cookies {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    response
}

/// Errors that the framework makes (405, 413 …) become problems like ours.
fn in_our_form(response: Response) -> Response {
    let status = response.status();
    let has_type = response.headers().get(header::CONTENT_TYPE);
    let plain = has_type.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || !plain {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut ours = Problem::of_status(status).into_response();
    if let Some(allow) = allow {
        ours.headers_mut().insert(header::ALLOW, allow);
    }
    ours
}
