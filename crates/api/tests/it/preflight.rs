//! Looking before sending, trying variants, and pictures.

mod sender;

use crate::support::*;
use axum::body::Body;
use axum::http::Request;
use model::{HOUR, Role};
use serde_json::{Value as Json, json};

const MJML: &str = "<mjml><mj-body><mj-section><mj-column><mj-text color=\"#bbbbbb\">Hei {{ contact.first_name }}, \
    <a href=\"https://example.com/prices\">prices</a></mj-text><mj-text><a href=\"{{ unsubscribe_url }}\">out</a> \
    {{ postal_address }}</mj-text></mj-column></mj-section></mj-body></mjml>";

async fn programs(site: &Site, who: &As, test: Json) {
    // Programs of the starter instance would write to them first.
    for row in site.get(who, "/programs").await.json()["items"].as_array().unwrap() {
        let path = format!("/definitions/program/{}/archive", row["key"].as_str().unwrap());
        site.post(who, &path, json!({})).await.expect(200);
    }
    for n in 0..60 {
        let fields =
            if n == 7 { json!({"country": "NO"}) } else { json!({"country": "NO", "first_name": format!("N{n}")}) };
        let contact = json!({"email": format!("n{n}@example.com"), "fields": fields, "consent_basis": "form"});
        site.post(who, "/contacts", contact).await.expect(201);
    }
    let filter = json!({"field": {"of": "contact", "key": "country", "op": "is", "values": ["NO"]}});
    site.publish(who, "segment", "norway", json!({"label": "Norway", "filter": filter})).await.expect(200);
    site.publish(who, "email", "prices", json!({"label": "P", "subject": "Prices", "mjml": MJML})).await.expect(200);
    let mut does = json!({"batch": {"segment": "norway", "email": "prices"}});
    if !test.is_null() {
        does["batch"]["test"] = test;
    }
    let body = json!({"label": "Spring", "channel": "Email", "does": does});
    site.publish(who, "program", "spring", body).await.expect(200);
}

fn codes(preflight: &Json) -> Vec<&str> {
    preflight["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_run_waits_until_its_errors_are_mended_or_passed_over() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    programs(&site, &who, Json::Null).await;
    let found = site.post(&who, "/programs/spring/preflight", json!({})).await.expect(200).json();
    assert_eq!((&found["ready"], &found["audience"]["count"]), (&json!(false), &json!(60)));
    let unknown = &found["findings"][0];
    assert_eq!((&unknown["code"], &unknown["contacts"]), (&json!("variables.unknown"), &json!(1)), "{unknown}");
    assert_eq!(unknown["examples"][0]["email"], "n7@example.com");
    assert!(codes(&found).contains(&"contrast.faint") && codes(&found).contains(&"subject.no_preheader"), "{found}");
    assert!(found["messages"][0]["html"].as_str().unwrap().contains("prices"));
    let refused = site.post(&who, "/programs/spring/run", json!({})).await.expect(422);
    assert_eq!(refused.fields(), ["preflight.variables.unknown"]);
    site.post(&who, "/programs/spring/run", json!({"despite": ["variables.unknown"]})).await.expect(201);
    let admin = site.admin().await;
    let audit = site.get(&admin, "/audit").await.expect(200).text();
    assert!(audit.contains("despite variables.unknown"), "{audit}");

    let alone = site.post(&who, "/emails/prices/preflight", json!({"draft": true})).await.expect(200).json();
    assert!(alone["audience"].is_null() && codes(&alone).contains(&"template.doubtful"), "{alone}");
    site.post(&who, "/programs/nothing/preflight", json!({})).await.expect(404);
}

#[tokio::test]
async fn what_says_nothing_to_anybody_stops_a_run() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    programs(&site, &who, Json::Null).await;
    let offers = MJML
        .replace("Hei {{ contact.first_name }}", "{% if contact.first_name %}Hei {{ contact.first_name }}{% endif %}")
        .replace("https://example.com/prices", "{{ asset.url }}");
    let email = json!({"label": "P", "subject": "Prices", "mjml": offers});
    site.publish(&who, "email", "prices", email).await.expect(200);
    let found = site.post(&who, "/programs/spring/preflight", json!({})).await.expect(200).json();
    let of = |code: &str| found["findings"].as_array().unwrap().iter().filter(|one| one["code"] == code).count();
    assert_eq!((of("variables.unknown"), of("links.empty")), (1, 1), "{found}");
    assert!(found["findings"].to_string().contains("a batch offers no content"), "{found}");
    let alone = site.post(&who, "/emails/prices/preflight", json!({})).await.expect(200).json();
    assert!(!codes(&alone).contains(&"links.empty"), "a program may offer it: {alone}");

    let gap = MJML.replace("https://example.com/prices", "").replace("Hei", "<img src='' alt=''>");
    let draft = json!({"body": {"label": "P", "subject": "Prices", "mjml": gap}});
    site.put(&who, "/definitions/email/prices/draft", draft).await.expect(200);
    let found = site.post(&who, "/emails/prices/preflight", json!({"draft": true})).await.expect(200).json();
    let wrong = found["findings"].as_array().unwrap().iter().filter(|one| one["severity"] == "error");
    let wrong: Vec<&str> = wrong.map(|one| one["message"].as_str().unwrap()).collect();
    assert_eq!(wrong, ["this image has no address", "this link leads nowhere"], "once each: {found}");
}

#[tokio::test]
async fn variants_are_looked_at_sent_read_and_chosen() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let variants = json!([
        {"key": "a", "label": "A"},
        {"key": "b", "label": "B", "subject": "THE BEST PRICES OF ALL"},
    ]);
    let test =
        json!({"variants": variants, "by": "clicks", "after_hours": 4, "share": 50, "sample": 5, "unclear": "wait"});
    programs(&site, &who, test).await;
    let found = site.post(&who, "/programs/spring/preflight", json!({})).await.expect(200).json();
    let capitals = found["findings"].as_array().unwrap().iter().find(|one| one["code"] == "subject.capitals").unwrap();
    assert_eq!(capitals["variants"], json!(["b"]));
    assert!(codes(&found).contains(&"test.weak"), "{found}");
    let run =
        site.post(&who, "/programs/spring/run", json!({"despite": ["variables.unknown"]})).await.expect(201).json();
    let id = run["id"].as_str().unwrap();
    let perform = async || while site.performer.run_once().await.unwrap() > 0 {};
    perform().await;
    site.engine.tick().await.unwrap();
    let early = site.get(&who, &format!("/runs/{id}/test")).await.expect(200).json();
    assert_eq!((&early["state"], &early["verdict"]), (&json!("waiting"), &json!("too_early")), "{early}");
    assert!(early["variants"][0]["chance"].is_null());
    site.later(5 * HOUR);
    perform().await;
    let read = site.get(&who, &format!("/runs/{id}/test")).await.expect(200).json();
    assert_eq!((&read["state"], &read["verdict"]), (&json!("undecided"), &json!("unclear")), "{read}");
    let sales = site.role(Role::Sales).await;
    site.post(&sales, &format!("/runs/{id}/winner"), json!({"variant": "b"})).await.expect(403);
    site.post(&who, &format!("/runs/{id}/winner"), json!({"variant": "c"})).await.expect(409);
    let chosen = site.post(&who, &format!("/runs/{id}/winner"), json!({"variant": "b"})).await.expect(200).json();
    assert_eq!((&chosen["state"], &chosen["winner"]), (&json!("chosen"), &json!("b")));
    perform().await;
    let page = site.get(&who, "/programs/spring").await.expect(200).json();
    assert_eq!((&page["runs"][0]["state"], &page["runs"][0]["tests"]), (&json!("finished"), &json!(true)));
    let sent = site.get(&who, "/sends?state=sent").await.expect(200).json();
    assert_eq!(sent["total"], 60);

    let size = site.get(&who, "/test-size?rate=0.1&lift=0.2&variants=2&each=3841").await.expect(200).json();
    assert_eq!(size["needed"], 3_841);
    site.get(&who, "/test-size?rate=0&lift=0.2&variants=2").await.expect(422);
}

/// A PNG of these sizes without content behind its head.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    head
}

async fn upload(site: &Site, who: &As, name: &str, content: &[u8]) -> Answer {
    let mut body =
        format!("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend(content);
    body.extend(b"\r\n--x--\r\n");
    let As::Cookie(cookie) = who else { panic!("signed in") };
    let request = Request::post("/api/v1/files").header("sec-fetch-site", "same-origin").header("cookie", cookie);
    let request = request.header("content-type", "multipart/form-data; boundary=x");
    site.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn pictures_are_taken_by_what_they_are_and_served_for_ever() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let kept = upload(&site, &who, "logo.txt", &png(600, 200)).await.expect(201).json();
    assert_eq!((&kept["width"], &kept["height"], &kept["name"]), (&json!(600), &json!(200), &json!("logo.txt")));
    assert!(kept["url"].as_str().unwrap().starts_with("http://go.example.com/f/"));
    let again = upload(&site, &who, "other.png", &png(600, 200)).await.expect(201).json();
    assert_eq!(again["path"], kept["path"]);
    assert_eq!(site.get(&who, "/files").await.expect(200).json()["items"].as_array().unwrap().len(), 1);
    let shown = site.send(Request::get(kept["path"].as_str().unwrap()).body(Body::empty()).unwrap()).await.expect(200);
    assert_eq!(shown.bytes, png(600, 200));
    assert_eq!((shown.header("content-type"), shown.header("x-content-type-options")), ("image/png", "nosniff"));
    assert!(shown.header("cache-control").contains("immutable"));

    let svg =
        upload(&site, &who, "x.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>").await.expect(422);
    assert!(svg.text().contains("is no PNG, JPEG, GIF or WebP"));
    assert!(upload(&site, &who, "x.png", &png(5_001, 10)).await.expect(422).text().contains("5001 × 10"));
    assert!(upload(&site, &who, "x.png", &png(0, 0)).await.status.is_client_error());
    assert!(upload(&site, &who, "x.png", b"").await.expect(422).text().contains("no PNG"));
    for size in [5 * 1024 * 1024 + 1, 25 * 1024 * 1024] {
        let mut large = png(600, 200);
        large.resize(size, 0);
        let refused = upload(&site, &who, "large.png", &large).await.expect(413);
        assert!(refused.text().contains("larger than 5 MB") && refused.fields() == ["file"], "{}", refused.text());
    }
    let sales = site.role(Role::Sales).await;
    upload(&site, &sales, "x.png", &png(1, 1)).await.expect(403);
    let icon = site.send(Request::get("/f/icon-linkedin-1.png").body(Body::empty()).unwrap()).await.expect(200);
    assert_eq!((icon.header("content-type"), &icon.bytes[1..4]), ("image/png", &b"PNG"[..]));
    assert!(icon.header("cache-control").contains("immutable"));
    for path in ["/f/nothing.png", "/f/..%2Fsecret", &format!("/f/{}.png", "0".repeat(64))] {
        site.send(Request::get(path).body(Body::empty()).unwrap()).await.expect(404);
    }
}
