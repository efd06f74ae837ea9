//! Leaving, and choosing what to receive. Looking changes nothing, whoever looks: scanners open every link, and people
//! forward mail. A change takes a POST of the page's own form, or a mail program's one click.

use super::{Token, answered, page, quiet, words};
use crate::App;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeSet;
use std::time::Instant;

/// The fields of a form, which may come more than once. What is no form has none.
type Fields = Result<Form<Vec<(String, String)>>, FormRejection>;

/// The page that asks whether to unsubscribe, from the topic of the message or from everything.
#[utoipa::path(
    get,
    path = "/u/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses(
        (status = 200, content_type = "text/html", body = String),
        (status = 503, description = "The database is away; ask again.", content_type = "text/html", body = String),
    ),
)]
pub async fn ask_unsubscribe(State(app): State<App>, Token(token): Token, headers: HeaderMap) -> Response {
    answered(&headers, app.performer().leaving(&token).await, page::leaving)
}

/// Unsubscribes: from the page, or by a mail program's one click (RFC 8058), which is about the message's topic where it
/// has one.
#[utoipa::path(
    post,
    path = "/u/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses(
        (status = 200, content_type = "text/html", body = String),
        (status = 503, description = "The database is away; ask again.", content_type = "text/html", body = String),
    ),
)]
pub async fn unsubscribe(State(app): State<App>, Token(token): Token, headers: HeaderMap, fields: Fields) -> Response {
    let everything = fields.is_ok_and(|Form(fields)| has(&fields, page::LEAVE, page::EVERYTHING));
    answered(&headers, app.performer().unsubscribe(&token, everything).await, page::leaving)
}

/// The page on which a recipient sees and chooses what to receive.
#[utoipa::path(
    get,
    path = "/p/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses(
        (status = 200, content_type = "text/html", body = String),
        (status = 503, description = "The database is away; ask again.", content_type = "text/html", body = String),
    ),
)]
pub async fn show_preferences(State(app): State<App>, Token(token): Token, headers: HeaderMap) -> Response {
    let shown = app.performer().preferences(&token).await;
    answered(&headers, shown, |words, shown| page::preferences(words, shown, false))
}

/// Changes what a recipient receives, by the page's own form; any other POST shows the page.
#[utoipa::path(
    post,
    path = "/p/{token}",
    tag = "tracking",
    params(("token" = String, Path)),
    responses(
        (status = 200, content_type = "text/html", body = String),
        (status = 429, content_type = "text/html", body = String),
        (status = 503, description = "The database is away; ask again.", content_type = "text/html", body = String),
    ),
)]
pub async fn change_preferences(
    State(app): State<App>,
    Token(token): Token,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let fields = fields.map(|Form(fields)| fields).unwrap_or_default();
    let now = app.performer().preferences(&token).await;
    // A link that we do not know is not counted.
    if !has(&fields, page::FORM, page::PREFERENCES) || !matches!(now, Ok(Some(_))) {
        return answered(&headers, now, |words, shown| page::preferences(words, shown, false));
    }
    if let Some(seconds) = app.link_throttle().count(&token, Instant::now()) {
        let answer = (quiet(), [(header::RETRY_AFTER, seconds.to_string())], page::too_often(words::of(&headers)));
        return (StatusCode::TOO_MANY_REQUESTS, answer).into_response();
    }
    let topics = fields.into_iter().filter(|(name, _)| name == page::TOPIC);
    let wanted: BTreeSet<String> = topics.map(|(_, key)| key).collect();
    let chosen = app.performer().choose(&token, wanted).await;
    answered(&headers, chosen, |words, shown| page::preferences(words, shown, true))
}

fn has(fields: &[(String, String)], name: &str, value: &str) -> bool {
    fields.iter().any(|(key, text)| key == name && text == value)
}
