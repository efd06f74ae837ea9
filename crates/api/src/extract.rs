//! What a handler takes out of a request, with errors that name the place and the remedy.

use crate::problem::Problem;
use crate::views::shared::MAX_PAGE;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{header, request::Parts};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A JSON body, and a JSON answer.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.split(';').next().is_some_and(|t| t.trim().ends_with("json")));
        if !is_json {
            return Err(Problem::malformed("Send JSON with the header Content-Type: application/json."));
        }
        let bytes = axum::body::Bytes::from_request(request, state).await.map_err(unread)?;
        from_slice(&bytes).map(Json)
    }
}

/// Why a body could not be read.
fn unread(rejection: BytesRejection) -> Problem {
    match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
            Problem::too_large("The request is larger than this address accepts.")
        }
        _ => Problem::malformed("The request ended before its body was complete."),
    }
}

/// Reads JSON; an error names the place and what to do.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    model::read::read(&value(bytes)?).map_err(|misread| match misread.path.is_empty() {
        true => Problem::invalid("body", misread.message),
        false => Problem::invalid(misread.path, misread.message),
    })
}

/// Reads JSON of any shape.
pub fn value(bytes: &[u8]) -> Result<serde_json::Value, Problem> {
    if bytes.contains(&0) {
        return Err(Problem::malformed("The body contains a NUL byte, which JSON does not allow."));
    }
    let value: serde_json::Value = serde_json::from_slice(bytes)
        .map_err(|e| Problem::malformed(format!("The body is not JSON: line {}, column {}.", e.line(), e.column())))?;
    if has_nul(&value) {
        return Err(Problem::malformed("The body contains a NUL character (\\u0000); remove it."));
    }
    Ok(value)
}

/// Databases disagree about NUL in text, so it stops at the door.
fn has_nul(value: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match value {
        Json::String(text) => text.contains('\0'),
        Json::Array(items) => items.iter().any(has_nul),
        Json::Object(map) => map.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
        _ => false,
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// The query string. That its names are known is for [`crate::parameters`] to say; here its values are read.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        pairs.map_err(|e| unreadable(&e))?.0.iter().try_for_each(|(name, value)| readable(name, value))?;
        let found = axum::extract::Query::<T>::try_from_uri(&parts.uri).map_err(|e| unreadable(&e))?;
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Problem::malformed("The address contains a NUL character (%00); remove it."));
        }
        Ok(Query(found.0))
    }
}

/// What every list means by the same name.
fn readable(name: &str, value: &str) -> Result<(), Problem> {
    let remedy = match name {
        "after" if !value.parse::<i64>().is_ok_and(|place| place >= 0) => {
            "is no place in this list; give the \"next\" of the page before, or leave it out"
        }
        "limit" if !value.parse().is_ok_and(|limit| (1..=MAX_PAGE).contains(&limit)) => {
            "has to be a whole number from 1 to 200"
        }
        _ => return Ok(()),
    };
    Err(Problem::malformed_field(name, remedy))
}

fn unreadable(rejection: &QueryRejection) -> Problem {
    let text = rejection.body_text();
    let text = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
    match text.split_once(": ") {
        Some((name, why)) if why.contains("digit") => Problem::malformed_field(name, "has to be a whole number"),
        Some((name, why)) => Problem::malformed_field(name, format!("cannot be read: {why}")),
        // One that has to be given is quoted.
        None => Problem::malformed_field(text.split('`').nth(1).unwrap_or("query"), format!("cannot be read: {text}")),
    }
}

/// The language that the reader wants, by `Accept-Language`: what sentences are written in.
pub struct Language(pub rules::Lang);

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let wanted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let first = wanted.and_then(|wanted| wanted.split([',', ';']).next()).unwrap_or_default();
        Ok(Language(rules::Lang::parse(first.trim())))
    }
}

/// Reads an id of a path: what is not of its form does not exist.
pub fn id<T: std::str::FromStr>(what: &str, text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::not_found(what, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wanted {
        #[allow(dead_code)]
        email: String,
    }

    #[test]
    fn errors_name_the_field() {
        let problem = from_slice::<Wanted>(br#"{"mail": "x"}"#).unwrap_err();
        assert_eq!((problem.status, problem.errors[0].field.as_str()), (422, "mail"));
        assert_eq!(problem.errors[0].message, "is not known here; remove it, or use email");
        let problem = from_slice::<Wanted>(b"{}").unwrap_err();
        assert_eq!((problem.errors[0].field.as_str(), problem.detail.as_str()), ("email", "email: is missing; add it"));
        let problem = from_slice::<Wanted>(br#"{"email": 1}"#).unwrap_err();
        assert_eq!(problem.errors[0].message, "is a whole number where a text is needed; change it");
        assert_eq!(from_slice::<Wanted>(b"[]").unwrap_err().errors[0].field, "body");
    }

    #[test]
    fn what_is_not_json_is_told_with_its_place() {
        let problem = from_slice::<Wanted>(b"{\n  email: 1}").unwrap_err();
        assert_eq!(problem.status, 400);
        assert!(problem.detail.contains("line 2"), "{}", problem.detail);
    }

    #[test]
    fn nul_stops_at_the_door() {
        assert_eq!(from_slice::<Wanted>(br#"{"email": "a\u0000b"}"#).unwrap_err().status, 400);
    }
}
