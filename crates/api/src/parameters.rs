//! Query parameters that a route does not know are refused before it runs: a misspelt one would else mean another list than
//! was asked for. What a route knows is what the document says of it.

use crate::problem::Problem;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::{OpenApi, RefOr};

/// The names that each readable route knows, by its path.
pub type Known = Arc<HashMap<String, Vec<String>>>;

/// Links in mail are left alone: others append what they like to them.
pub fn known(document: &OpenApi) -> Known {
    let routes = document.paths.paths.iter().filter(|(path, _)| path.starts_with("/api/v1/"));
    let names = routes.filter_map(|(path, item)| {
        let all = item.get.as_ref()?.parameters.iter().flatten();
        let of_query = all.filter_map(|parameter| match parameter {
            RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name.clone()),
            _ => None,
        });
        Some((path.clone(), of_query.collect()))
    });
    Arc::new(names.collect())
}

/// The middleware. Runs after routing, so that the route's own path is known.
pub async fn check(State(known): State<Known>, path: MatchedPath, request: Request, next: Next) -> Response {
    let names = known.get(path.as_str()).filter(|_| request.method() == Method::GET);
    match names.and_then(|names| unknown(names, request.uri().query().unwrap_or_default())) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    }
}

fn unknown(names: &[String], query: &str) -> Option<Problem> {
    let given = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    let unknown = given.filter(|name| !name.is_empty()).find(|name| !names.iter().any(|known| known == name))?;
    let remedy = match names {
        [] => "is not known here; this address takes no parameters".to_string(),
        names => format!("is not known here; it takes {}", names.join(", ")),
    };
    Some(Problem::malformed_field(unknown.chars().take(80).collect::<String>(), remedy))
}
