//! Errors as `application/problem+json` (RFC 9457): what is wrong, where, and what to do.
//!
//! A handler returns `Result<_, Problem>`. What a caller can put right is a 4xx with the field named; everything else
//! is a 500 that says nothing of its cause: the cause goes to the log with the request's id.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong with a request.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Problem {
    /// Stable name of the kind of problem, `urn:siembra:problem:invalid`.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    /// The fields that are wrong, when some are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Seconds after which to try again.
    #[serde(skip)]
    pub retry_after: Option<u64>,
}

/// A field that is wrong and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Place in the request: `email`, `fields.country`, `filter.all[0].field.key`.
    pub field: String,
    pub message: String,
}

impl Problem {
    fn new(status: StatusCode, name: &str, detail: impl Into<String>) -> Problem {
        Problem {
            kind: format!("urn:siembra:problem:{name}"),
            title: status.canonical_reason().unwrap_or("Error").into(),
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// 400: the request cannot be read.
    pub fn malformed(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    /// 400 that names a field.
    pub fn malformed_field(field: impl Into<String>, message: impl Into<String>) -> Problem {
        let error = FieldProblem { field: field.into(), message: message.into() };
        let detail = format!("{} {}", error.field, error.message);
        Problem { errors: vec![error], ..Problem::malformed(detail) }
    }

    /// 422: the request can be read and one field is wrong.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Problem {
        let message = message.into();
        let field = field.into();
        Problem::invalid_fields(vec![FieldProblem { field, message }])
    }

    /// 422: several fields are wrong. The detail repeats the first for readers that show only one line.
    pub fn invalid_fields(errors: Vec<FieldProblem>) -> Problem {
        let detail = match errors.as_slice() {
            [] => "The request is not valid.".into(),
            [first, ..] => format!("{}: {}", first.field, first.message),
        };
        Problem { errors, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail) }
    }

    /// 401: nobody is signed in, or the key is unknown.
    pub fn unauthenticated(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "unauthenticated", detail)
    }

    /// 403: somebody is signed in and may not.
    pub fn forbidden(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// 404: `what` names the thing, `key` how it was asked for.
    pub fn not_found(what: &str, key: &str) -> Problem {
        let key: String = key.chars().take(80).collect();
        Problem::new(StatusCode::NOT_FOUND, "not-found", format!("There is no {what} \"{key}\"."))
    }

    /// 404: there is the thing, and not this version of it.
    pub fn no_version(number: i32, what: &str, key: &str, there_are: &str) -> Problem {
        let detail = format!("There is no version {number} of {what} \"{key}\"; choose one of {there_are}.");
        Problem::new(StatusCode::NOT_FOUND, "not-found", detail)
    }

    /// 404 for a thing that is named in the sentence itself.
    pub fn missing(what: &str) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found", format!("Not found: {what}."))
    }

    /// 405: with the methods that the address answers.
    pub fn wrong_method(methods: &[&str]) -> Problem {
        let detail = format!("This address answers {}; use one of these methods.", methods.join(", "));
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", detail)
    }

    /// 409: it clashes with what is there.
    pub fn conflict(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::CONFLICT, "conflict", detail)
    }

    /// 413: too much at once.
    pub fn too_large(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
    }

    /// 429: too often.
    pub fn too_many(detail: impl Into<String>, retry_after: u64) -> Problem {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests", detail);
        Problem { retry_after: Some(retry_after), ..problem }
    }

    /// 503: not now.
    pub fn unavailable(detail: impl Into<String>) -> Problem {
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail);
        Problem { retry_after: Some(2), ..problem }
    }

    /// 500: `cause` is logged here and told to nobody.
    #[track_caller]
    pub fn internal(cause: impl std::fmt::Display) -> Problem {
        let place = std::panic::Location::caller();
        tracing::error!(cause = %cause, at = %place, "request failed");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something failed on our side. Try again; if it goes on, give your administrator the request's id.",
        )
    }

    /// An error of another status, made from a response that is not ours (405, 415 …).
    pub fn of_status(status: StatusCode) -> Problem {
        let detail = match status {
            StatusCode::METHOD_NOT_ALLOWED => "This address does not know the method; see the Allow header.",
            StatusCode::NOT_FOUND => "There is nothing at this address.",
            StatusCode::PAYLOAD_TOO_LARGE => "The request is larger than this address accepts.",
            StatusCode::REQUEST_TIMEOUT => "The request took too long.",
            _ => "The request could not be answered.",
        };
        Problem::new(status, "http", detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        const PROBLEM_JSON: (HeaderName, HeaderValue) =
            (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, [PROBLEM_JSON], body).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Collects the wrong fields of a request, so that all are named at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldProblem>);

impl Faults {
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldProblem { field: field.into(), message: message.into() });
    }

    /// Keeps the value, or names the field and gives nothing.
    pub fn take<T>(&mut self, field: &str, result: Result<T, impl std::fmt::Display>) -> Option<T> {
        result.map_err(|message| self.add(field, message.to_string())).ok()
    }

    pub fn done(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::invalid_fields(self.0)) }
    }
}
