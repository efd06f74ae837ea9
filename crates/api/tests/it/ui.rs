//! The UI's files, health, and what every answer carries.

use crate::support::*;
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

#[tokio::test]
async fn health_is_open_to_all() {
    let site = Site::open().await;
    site.get(&As::Nobody, "/livez").await.expect(200);
    let ready = site.get(&As::Nobody, "/readyz").await.expect(200).json();
    assert_eq!(ready, json!({ "shortage": null }));
    let document = site.get(&As::Nobody, "/api/v1/openapi.json").await.expect(200).json();
    assert_eq!(document["openapi"], "3.1.0");
}

#[tokio::test]
async fn addresses_of_the_ui_get_its_page_and_those_of_the_api_do_not() {
    let site = Site::open().await;
    let site = &site;
    let page = |path: &'static str| async move {
        let request = Request::get(path).body(Body::empty()).unwrap();
        site.send(request).await
    };
    for path in ["/", "/contacts/con_00000001", "/settings/users"] {
        let answer = page(path).await;
        // Without a built UI the page says so.
        assert!(matches!(answer.status.as_u16(), 200 | 503), "{path}: {}", answer.status);
        if answer.status == 200 {
            assert!(answer.header("content-type").starts_with("text/html"));
            assert_eq!(answer.header("cache-control"), "no-cache");
            let tag = answer.header("etag").to_string();
            let request = Request::get(path).header("if-none-match", tag).body(Body::empty()).unwrap();
            site.send(request).await.expect(304);
        }
    }
    page("/assets/none.js").await.expect(404);
    let unknown = page("/api/v1/nothing").await.expect(404);
    assert_eq!(unknown.header("content-type"), "application/problem+json");
    page("/v1/nothing").await.expect(404);
}

#[tokio::test]
async fn every_answer_has_an_id_and_strict_headers() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let (one, other) = (site.get(&admin, "/contacts").await, site.get(&As::Nobody, "/contacts").await);
    for answer in [&one, &other] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("object-src 'none'") && policy.contains("base-uri 'none'"), "{policy}");
        assert_eq!(answer.header("x-request-id").len(), 16);
    }
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[tokio::test]
async fn what_the_framework_refuses_is_told_in_our_form() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let wrong_method = site.ask(&admin, Method::PUT, "/api/v1/contacts", Some(json!({}))).await;
    // No door is declared for it, so it is closed.
    assert!(matches!(wrong_method.status.as_u16(), 403 | 405), "{}", wrong_method.status);
    assert_eq!(wrong_method.header("content-type"), "application/problem+json");
    let large = json!({"email": "a@example.com", "fields": {"city": "x".repeat(3_000_000)}});
    let large = site.post(&admin, "/contacts", large).await.expect(413);
    assert_eq!(large.header("content-type"), "application/problem+json");
    let As::Cookie(cookie) = &admin else { unreachable!() };
    let text = Request::post("/api/v1/contacts")
        .header("cookie", cookie)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .body(Body::from("{\"email\": \"a@"))
        .unwrap();
    site.send(text).await.expect(400);
}
