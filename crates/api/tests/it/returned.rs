//! `/mail/returned`: handed in by who may, read, kept, and nothing that was not signed by us changes anything.

use crate::mail;
use crate::support::*;
use axum::body::Body;
use axum::http::{Method, Request, header};
use content::{token::Keys, verp};
use model::{DEFAULT_WORKSPACE, Role, SendId};
use serde_json::json;
use store::sends::Narrow;

const BOUNCE: &str = "From: MAILER-DAEMON@mx.example.net\r\nSubject: failure notice\r\n\r\n\
    <kari@example.com>:\r\n550 5.1.1 <script>alert(1)</script> User unknown\r\n";

async fn hand_in(site: &Site, who: &As, raw: impl Into<Body>) -> Answer {
    hand_in_for(site, who, "b+x@bounce.example", raw).await
}

async fn hand_in_for(site: &Site, who: &As, to: &str, raw: impl Into<Body>) -> Answer {
    let path = format!("/api/v1/mail/returned?to={}", to.replace('+', "%2B"));
    let request = Request::builder().method(Method::POST).uri(path);
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
    let ways = site.get(&admin, "/ways-back").await.expect(200).json();
    assert_eq!((&ways["bounce_domain"], &ways["items"][1]), (&json!(null), &json!(null)), "{ways}");
    assert_eq!((&ways["items"][0]["kind"], ways["items"][0]["heard_at"].is_string()), (&"handed_in".into(), true));
    site.get(&admin, "/mail/returned/999").await.expect(404);
    site.get(&admin, "/mail/returned/x").await.expect(404);
}

#[tokio::test]
async fn only_who_may_suppress_hands_in_and_size_is_limited() {
    let site = Site::open().await;
    hand_in(&site, &As::Nobody, BOUNCE).await.expect(401);
    hand_in(&site, &site.role(Role::Marketer).await, BOUNCE).await.expect(403);
    for path in ["/mail/returned", "/ways-back"] {
        site.get(&site.role(Role::Marketer).await, path).await.expect(200);
        site.get(&site.role(Role::Sales).await, path).await.expect(403);
    }
    let admin = site.admin().await;
    assert_eq!(hand_in(&site, &admin, " \r\n").await.expect(422).fields(), ["body"]);
    hand_in(&site, &admin, vec![b'x'; 9 << 20]).await.expect(200);
    hand_in(&site, &admin, vec![b'x'; 11 << 20]).await.expect(413);
}

/// Messages that went to these, each with the address that it comes back to.
async fn sent<const N: usize>(site: &Site, admin: &As, to: [&str; N]) -> [(SendId, String); N] {
    mail::program(site, admin).await;
    for address in to {
        let put = json!({"email": address, "fields": {"country": "NO"}, "consent_basis": "form"});
        site.post(admin, "/contacts", put).await.expect(201);
    }
    site.post(admin, "/programs/spring/run", json!({})).await.expect(201);
    mail::perform(site).await;
    let sends = store::sends::page(site.engine.store(), DEFAULT_WORKSPACE, &Narrow::default(), i64::MAX, 50).await;
    let sends = sends.unwrap();
    to.map(|address| {
        let send = sends.iter().find(|send| send.address == address).unwrap().id;
        let returning = verp::Returning { workspace: DEFAULT_WORKSPACE, send };
        (send, verp::address(&Keys::new(1, [7; 32]), returning, site.engine.now(), "bounce.example"))
    })
}

#[tokio::test]
async fn wrong_bounces_are_undone_together_and_complaints_stay() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let bounce = |of: &str| {
        format!(
            "From: MAILER-DAEMON@mx.example.net\r\nSubject: failure notice\r\n\r\n<{of}>:\r\n550 5.1.1 User unknown\r\n"
        )
    };
    let complaint = "From: fbl@example.net\r\nContent-Type: multipart/report; report-type=feedback-report; \
                     boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n\
                     Original-Rcpt-To: cy@example.com\r\n--b--\r\n";
    // Mail to Bo is forwarded, and it is the other address that does not exist.
    let told = [bounce("ana@example.com"), bounce("elsewhere@example.org"), complaint.to_string()];
    let sent = sent(&site, &admin, ["ana@example.com", "bo@example.com", "cy@example.com"]).await;
    for ((send, back), raw) in sent.into_iter().zip(told) {
        let read = hand_in_for(&site, &admin, &back, raw).await.expect(200).json();
        assert_eq!((&read["send"], &read["suppressed"]), (&send.to_string().into(), &true.into()), "{read}");
    }
    let listed = || async {
        let kept = site.get(&admin, "/mail/returned").await.expect(200).json();
        let of = |one: &serde_json::Value| (one["recipient"].as_str().unwrap().to_string(), one["holds"] == true);
        let mut all: Vec<_> = kept["items"].as_array().unwrap().iter().map(of).collect();
        all.sort();
        (all, kept)
    };
    let stands = |holds: [bool; 3]| {
        let names = ["ana@example.com", "bo@example.com", "cy@example.com"];
        names.map(str::to_string).into_iter().zip(holds).collect::<Vec<_>>()
    };
    let (all, kept) = listed().await;
    assert_eq!(all, stands([true, true, true]));
    let bo = kept["items"].as_array().unwrap().iter().find(|one| one["recipient"] == "bo@example.com").unwrap();
    assert!(bo["diagnostic"].as_str().unwrap().starts_with("forwarded to elsewhere@example.org"), "{bo}");
    let ids: Vec<&str> = kept["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    let undo = json!({"ids": ids, "reason": "their server was wrong"});
    site.post(&site.role(Role::Marketer).await, "/mail/returned/undo", undo.clone()).await.expect(403);
    let no_reason = json!({"ids": ids, "reason": " "});
    assert_eq!(site.post(&admin, "/mail/returned/undo", no_reason).await.expect(422).fields(), ["reason"]);
    let undone = site.post(&admin, "/mail/returned/undo", undo.clone()).await.expect(200).json();
    assert_eq!(undone, json!({"lifted": ["ana@example.com", "bo@example.com"], "left": 1}));
    assert_eq!(listed().await.0, stands([false, false, true]));
    let again = site.post(&admin, "/mail/returned/undo", undo).await.expect(200).json();
    assert_eq!(again, json!({"lifted": [], "left": 3}));
    let against = site.get(&admin, "/suppressions").await.json();
    assert_eq!(
        (&against["total"], &against["items"][0]["address"]),
        (&1.into(), &"cy@example.com".into()),
        "{against}"
    );
}
