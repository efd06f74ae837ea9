//! `/mail/returned`: handed in by who may, read, kept, and nothing that was not signed by us changes anything.

use crate::support::*;
use axum::body::Body;
use axum::http::{Method, Request, header};
use model::Role;

const BOUNCE: &str = "From: MAILER-DAEMON@mx.example.net\r\nSubject: failure notice\r\n\r\n\
    <kari@example.com>:\r\n550 5.1.1 <script>alert(1)</script> User unknown\r\n";

async fn hand_in(site: &Site, who: &As, raw: impl Into<Body>) -> Answer {
    let request = Request::builder().method(Method::POST).uri("/api/v1/mail/returned?to=b%2Bx@bounce.example");
    let request = request.header("sec-fetch-site", "same-origin").header(header::CONTENT_TYPE, "message/rfc822");
    let request = match who {
        As::Cookie(cookie) => request.header(header::COOKIE, cookie),
        As::Key(key) => request.header(header::AUTHORIZATION, format!("Bearer {key}")),
        As::Nobody => request,
    };
    site.send(request.body(raw.into()).unwrap()).await
}

#[tokio::test]
async fn a_bounce_is_read_and_kept_and_one_that_is_not_ours_changes_nothing() {
    let site = Site::open().await;
    let admin = site.admin().await;
    site.contact(&admin, "kari@example.com", serde_json::json!({"first_name": "Kari"})).await;
    for _ in 0..2 {
        let read = hand_in(&site, &admin, BOUNCE).await.expect(200).json();
        assert_eq!((&read["kind"], &read["category"]), (&"bounce".into(), &"hard_user".into()), "{read}");
        assert_eq!((&read["suppressed"], &read["send"]), (&false.into(), &serde_json::Value::Null));
        let recipient = &read["recipients"][0];
        assert_eq!((&recipient["address"], &recipient["permanent"]), (&"kari@example.com".into(), &true.into()));
    }
    assert_eq!(site.get(&admin, "/suppressions").await.json()["total"], 0);
    let kept = site.get(&admin, "/mail/returned").await.expect(200).json();
    assert_eq!((&kept["total"], &kept["items"][0]["recipient"]), (&1.into(), &"kari@example.com".into()), "{kept}");
    let path = format!("/mail/returned/{}", kept["items"][0]["id"].as_str().unwrap());
    let raw = site.get(&admin, &path).await.expect(200);
    assert_eq!((raw.text().as_str(), raw.header("content-type")), (BOUNCE, "text/plain; charset=utf-8"));
    assert_eq!(raw.header("x-content-type-options"), "nosniff");
    site.get(&admin, "/mail/returned/999").await.expect(404);
    site.get(&admin, "/mail/returned/x").await.expect(404);
}

#[tokio::test]
async fn only_who_may_suppress_hands_in_and_size_is_limited() {
    let site = Site::open().await;
    hand_in(&site, &As::Nobody, BOUNCE).await.expect(401);
    hand_in(&site, &site.role(Role::Marketer).await, BOUNCE).await.expect(403);
    site.get(&site.role(Role::Marketer).await, "/mail/returned").await.expect(200);
    site.get(&site.role(Role::Sales).await, "/mail/returned").await.expect(403);
    let admin = site.admin().await;
    assert_eq!(hand_in(&site, &admin, " \r\n").await.expect(422).fields(), ["body"]);
    hand_in(&site, &admin, vec![b'x'; 9 << 20]).await.expect(200);
    hand_in(&site, &admin, vec![b'x'; 11 << 20]).await.expect(413);
}
