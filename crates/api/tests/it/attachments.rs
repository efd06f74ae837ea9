//! Files that go with emails: taken by what they are, kept out of browsers, sent whole.

use crate::support::*;
use axum::body::Body;
use axum::http::Request;
use model::Role;
use serde_json::{Value as Json, json};

const MJML: &str = "<mjml><mj-body><mj-section><mj-column><mj-text>Hello <a href=\"{{ unsubscribe_url }}\">out</a> \
    {{ postal_address }}</mj-text></mj-column></mj-section></mj-body></mjml>";

async fn upload(site: &Site, who: &As, part: &str, name: &str, content: &[u8]) -> Answer {
    let head = format!("--x\r\ncontent-disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), content, b"\r\n--x--\r\n"].concat();
    let As::Cookie(cookie) = who else { panic!("signed in") };
    let request = Request::post("/api/v1/files").header("sec-fetch-site", "same-origin").header("cookie", cookie);
    let request = request.header("content-type", "multipart/form-data; boundary=x");
    site.send(request.body(Body::from(body)).unwrap()).await
}

fn hash(kept: &Json) -> String {
    kept["path"].as_str().unwrap()[3..67].to_string()
}

fn email(files: Json) -> Json {
    json!({"label": "Offer", "subject": "Our offer", "mjml": MJML, "attachments": files})
}

#[tokio::test]
async fn a_file_goes_out_as_it_came_in() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let pdf = [b"%PDF-1.7\n".as_slice(), &[0, 255, 13, 10, 46, 13, 10]].concat();
    let kept = upload(&site, &who, "attachment", "Offer.exe", &pdf).await.expect(201).json();
    assert_eq!((&kept["kind"], &kept["width"]), (&json!("pdf"), &json!(0)));
    // Pictures are chosen among pictures, and a document is none.
    assert!(site.get(&who, "/files").await.expect(200).json()["items"].as_array().unwrap().is_empty());
    upload(&site, &who, "file", "offer.pdf", &pdf).await.expect(422);
    for (name, content) in [("x.txt", &b"<script>alert(1)</script>"[..]), ("x.exe", b"MZ\x90"), ("x.js", b"alert(1)")] {
        let refused = upload(&site, &who, "attachment", name, content).await.expect(422);
        assert!(refused.text().contains("without macros") && refused.fields() == ["file"], "{}", refused.text());
    }
    let shown = site.send(Request::get(kept["path"].as_str().unwrap()).body(Body::empty()).unwrap()).await.expect(200);
    assert_eq!(
        (shown.header("content-disposition"), shown.header("x-content-type-options")),
        ("attachment", "nosniff")
    );
    assert_eq!((shown.bytes.as_slice(), shown.header("content-type")), (pdf.as_slice(), "application/pdf"));

    let named = json!([{"file": hash(&kept), "name": "Offer 2026.exe"}]);
    site.publish(&who, "email", "offer", email(named)).await.expect(200);
    let test = json!({"to": ["ana@example.com"], "draft": false});
    site.post(&who, "/emails/offer/test", test).await;
    let outbox = site.get(&who, "/outbox").await.expect(200).json();
    let id = outbox["items"][0]["id"].as_str().unwrap();
    let message = site.get(&who, &format!("/outbox/{id}")).await.expect(200).json();
    assert_eq!(message["attachments"], json!([{"name": "Offer 2026.exe.pdf", "size": pdf.len()}]), "{message}");
    let file = site.get(&who, &format!("/outbox/{id}/attachments/0")).await.expect(200);
    assert_eq!((file.bytes.as_slice(), file.header("content-disposition")), (pdf.as_slice(), "attachment"));
    site.get(&who, &format!("/outbox/{id}/attachments/1")).await.expect(404);
}

#[tokio::test]
async fn the_same_bytes_under_another_ending_are_the_file_that_is_there() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    for name in ["prices.csv", "prices.txt"] {
        let kept = upload(&site, &who, "attachment", name, b"a,b\n1,2\n").await.expect(201).json();
        assert_eq!((&kept["kind"], &kept["name"]), (&json!("csv"), &json!("prices.csv")), "{kept}");
        site.send(Request::get(kept["path"].as_str().unwrap()).body(Body::empty()).unwrap()).await.expect(200);
    }
}

#[tokio::test]
async fn what_is_missing_or_too_much_is_not_published() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let gone = email(json!([{"file": "0".repeat(64), "name": "gone.pdf"}]));
    let refused = site.publish(&who, "email", "offer", gone).await.expect(422);
    assert_eq!(refused.fields(), ["body.attachments[0].file"]);
    let found = site.post(&who, "/emails/offer/preflight", json!({"draft": true})).await.expect(200).json();
    let codes = found["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap());
    assert!(codes.clone().any(|code| code == "template.attachment"), "{found}");
    let mut files = Vec::new();
    for n in 0..2 {
        let large = [b"%PDF-1.7\n".as_slice(), &vec![n; 4 << 20]].concat();
        let kept = upload(&site, &who, "attachment", "large.pdf", &large).await.expect(201).json();
        files.push(json!({"file": hash(&kept), "name": format!("{n}.pdf")}));
    }
    let refused = site.publish(&who, "email", "offer", email(json!(files))).await.expect(422);
    assert_eq!(refused.fields(), ["body.attachments"]);
    let one = email(json!([files[0]]));
    site.publish(&who, "email", "offer", one).await.expect(200);
    let found = site.post(&who, "/emails/offer/preflight", json!({"draft": false})).await.expect(200).json();
    assert!(found["findings"].as_array().unwrap().iter().any(|one| one["code"] == "size.attachments"), "{found}");
    let many: Vec<Json> = (0..6).map(|_| files[0].clone()).collect();
    assert!(site.publish(&who, "email", "offer", email(json!(many))).await.expect(422).text().contains("at most five"));
}
