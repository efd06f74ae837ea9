//! The OpenAPI document: collected from the handlers, completed with what holds for every route.

use crate::problem::Problem;
use crate::router;
use model::definition as bodies;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

/// What the document holds besides the routes: types of query parameters, and the bodies of
/// definitions, which the routes take as plain JSON.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Siembra", description = "Marketing automation: records, segments, scoring, programs and KPIs."),
    components(schemas(
        Problem,
        crate::views::account::AccountSort,
        crate::views::contact::ContactSort,
        crate::views::import::ReportLanguage,
        crate::views::lead::LeadList,
        model::Field,
        bodies::Segment,
        bodies::List,
        bodies::ScoringModel,
        bodies::Qualification,
        bodies::Lifecycle,
        bodies::Assignment,
        bodies::Asset,
        bodies::Email,
        bodies::Program,
        bodies::Goal,
        bodies::Snippet,
        bodies::Settings,
    ))
)]
struct Base;

/// The whole document.
pub fn document() -> OpenApi {
    let mut document = <Base as utoipa::OpenApi>::openapi();
    document.merge(router::documented().into_openapi());
    for item in document.paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten();
        operations.for_each(can_fail);
    }
    let components = document.components.get_or_insert_default();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("siembra_session")));
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    components.add_security_scheme("session", cookie);
    components.add_security_scheme("key", bearer);
    document
}

/// Every route may answer with a problem.
fn can_fail(operation: &mut Operation) {
    let schema = RefOr::Ref(Ref::from_schema_name("Problem"));
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = ResponseBuilder::new()
        .description("What is wrong, where, and what to do.")
        .content("application/problem+json", content)
        .build();
    operation.responses.responses.insert("default".into(), RefOr::T(response));
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/src/api/openapi.json");

    /// The UI's client is generated from the committed document, so a stale one fails here. Rewrite it with
    /// `UPDATE_OPENAPI=1 cargo test -p api openapi`.
    #[test]
    fn the_committed_document_is_this_one() {
        let now = document().to_pretty_json().unwrap() + "\n";
        if std::env::var_os("UPDATE_OPENAPI").is_some() {
            std::fs::create_dir_all(std::path::Path::new(FILE).parent().unwrap()).unwrap();
            std::fs::write(FILE, &now).unwrap();
        }
        let committed = std::fs::read_to_string(FILE).unwrap_or_default();
        assert!(committed == now, "web/src/api/openapi.json is stale: UPDATE_OPENAPI=1 cargo test -p api openapi");
    }

    #[test]
    fn every_operation_has_its_own_id() {
        let json = serde_json::to_value(document()).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for (path, item) in json["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let id = operation["operationId"].as_str().unwrap();
                assert!(seen.insert(id.to_string()), "{method} {path} repeats {id}");
            }
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let json = serde_json::to_value(document()).unwrap();
        let text = json.to_string();
        let schemas = json["components"]["schemas"].as_object().unwrap();
        for part in text.split("\"#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name} is missing");
        }
    }
}
