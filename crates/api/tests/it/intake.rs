//! `/v1/…`: events by the Segment spec.

use crate::support::*;
use axum::body::Body;
use axum::http::Request;
use data_encoding::BASE64;
use serde_json::{Value as Json, json};

async fn write_key(site: &Site) -> String {
    let admin = site.admin().await;
    let made = site.post(&admin, "/keys", json!({"kind": "write", "label": "web site"})).await.expect(201);
    made.json()["secret"].as_str().unwrap().to_string()
}

async fn basic(site: &Site, key: &str, path: &str, body: &Json) -> Answer {
    let user = BASE64.encode(format!("{key}:").as_bytes());
    let request = Request::post(path).header("authorization", format!("Basic {user}"));
    let request = request.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap();
    site.send(request).await
}

/// Everything that was taken has been applied.
async fn settled(site: &Site) {
    site.engine.tick().await.unwrap();
}

#[tokio::test]
async fn the_key_may_come_in_three_ways_and_not_at_all_is_refused() {
    let site = Site::open().await;
    let key = write_key(&site).await;
    let event = json!({"userId": "u1", "event": "Form Submitted"});
    basic(&site, &key, "/v1/track", &event).await.expect(202);
    site.post(&As::Key(key.clone()), "/v1/track", event.clone()).await.expect(202);
    let mut with_key = event.clone();
    with_key["writeKey"] = json!(key);
    site.post(&As::Nobody, "/v1/track", with_key).await.expect(202);
    site.post(&As::Nobody, "/v1/track", event.clone()).await.expect(401);
    basic(&site, "wk_wrong", "/v1/track", &event).await.expect(401);
    let admin = site.admin().await;
    site.post(&admin, "/v1/track", event).await.expect(401);
}

#[tokio::test]
async fn events_become_contacts_with_a_timeline() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let key = write_key(&site).await;
        let batch = json!({"sentAt": START, "context": {"campaign": {"source": "newsletter"}}, "batch": [
            {"type": "page", "anonymousId": "b1", "messageId": "m1", "properties": {"path": "/prices"}},
            {"type": "identify", "anonymousId": "b1", "userId": "u1", "messageId": "m2",
             "traits": {"email": "Marta.Soler@Example.com", "firstName": "Marta", "lastName": "Soler"}},
            {"type": "track", "anonymousId": "b1", "event": "Form Submitted", "messageId": "m3",
             "properties": {"form": "demo"}},
        ]});
        basic(&site, &key, "/v1/batch", &batch).await.expect(202);
        // The same messages again change nothing.
        basic(&site, &key, "/v1/batch", &batch).await.expect(202);
        settled(&site).await;
        let admin = site.admin().await;
        let found = site.get(&admin, "/contacts?q=marta").await.expect(200).json();
        assert_eq!(found["total"], 1);
        assert_eq!(found["items"][0]["email"], "marta.soler@example.com");
        let id = found["items"][0]["id"].as_str().unwrap();
        let timeline = site.get(&admin, &format!("/contacts/{id}/timeline")).await.expect(200).json();
        let kinds: Vec<&str> =
            timeline["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds.iter().filter(|kind| **kind == "page_viewed").count(), 1, "{kinds:?}");
        assert_eq!(kinds.iter().filter(|kind| **kind == "form_submitted").count(), 1, "{kinds:?}");
        let page = timeline["items"].as_array().unwrap().iter().find(|item| item["kind"] == "page_viewed").unwrap();
        assert_eq!(page["properties"]["utm_source"], "newsletter");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_of_the_batch_is_kept() {
    let site = Site::open().await;
    let key = write_key(&site).await;
    let neither = basic(&site, &key, "/v1/track", &json!({"event": "x"})).await.expect(400);
    assert_eq!(neither.fields(), ["userId"]);
    let batch = json!({"batch": [
        {"type": "identify", "userId": "u1", "traits": {"email": "kept@example.com"}},
        {"type": "track", "event": "x"},
    ]});
    assert_eq!(basic(&site, &key, "/v1/batch", &batch).await.expect(400).fields(), ["batch[1].userId"]);
    settled(&site).await;
    let admin = site.admin().await;
    assert_eq!(site.get(&admin, "/contacts").await.expect(200).json()["total"], 0);
}

#[tokio::test]
async fn limits_hold() {
    let site = Site::open().await;
    let key = write_key(&site).await;
    let large = json!({"userId": "u", "event": "x", "properties": {"x": "y".repeat(33_000)}});
    basic(&site, &key, "/v1/track", &large).await.expect(413);
    let small = json!({"type": "track", "userId": "u", "event": "x"});
    let many = json!({"batch": vec![small.clone(); 1_001]});
    assert_eq!(basic(&site, &key, "/v1/batch", &many).await.expect(400).fields(), ["batch"]);
    let full = json!({"batch": vec![small; 1_000]});
    basic(&site, &key, "/v1/batch", &full).await.expect(202);
    let heavy = json!({"batch": vec![json!({"type": "track", "userId": "u", "event": "x", "properties": {"x": "y".repeat(900)}}); 600]});
    basic(&site, &key, "/v1/batch", &heavy).await.expect(413);
    let request = Request::post("/v1/track").header("authorization", format!("Bearer {key}"));
    site.send(request.body(Body::from("{\"userId\": ")).unwrap()).await.expect(400);
}

#[tokio::test]
async fn pages_of_other_sites_may_send_events_and_nothing_else() {
    let site = Site::open().await;
    let ask = |path: &'static str| {
        let request = Request::options(path).header("origin", "https://shop.example");
        request.header("access-control-request-method", "POST").body(Body::empty()).unwrap()
    };
    let answer = site.send(ask("/v1/track")).await.expect(204);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-allow-headers").contains("authorization"));
    let closed = site.send(ask("/api/v1/contacts")).await;
    assert_eq!((closed.status.is_success(), closed.header("access-control-allow-origin")), (false, ""));
    // Browsers that may not set headers send the key in the body, as text.
    let key = write_key(&site).await;
    let body = json!({"writeKey": key, "anonymousId": "b1", "event": "Viewed"}).to_string();
    let request = Request::post("/v1/track").header("content-type", "text/plain").body(Body::from(body)).unwrap();
    site.send(request).await.expect(202);
}
