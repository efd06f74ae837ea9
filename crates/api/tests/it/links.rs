//! Links in mail, tried by strangers: what we did not sign leads nowhere, and only a POST unsubscribes.

use crate::support::*;
use axum::body::Body;
use axum::http::{Method, Request};
use content::token::{Keys, Kind, Token, sign};
use data_encoding::BASE64URL_NOPAD;
use model::hit::Fetch;
use model::{DEFAULT_WORKSPACE, Role, SendId, WorkspaceId};
use serde_json::json;
use std::time::{Duration, Instant};
use store::sends::{Narrow, NewSend};

const TARGET: &str = "https://www.example.com/guide?a=1";

/// The keys of the site, and those of a stranger.
fn keys() -> (Keys, Keys) {
    (Keys::new(1, [7; 32]), Keys::new(1, [8; 32]))
}

fn click(send: i64) -> Token {
    Token::click(DEFAULT_WORKSPACE, SendId(send), 3, TARGET)
}

async fn ask(site: &Site, method: Method, path: &str, agent: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header("user-agent", agent);
    site.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn what_we_did_not_sign_redirects_nowhere() {
    let site = Site::open().await;
    let (ours, strangers) = keys();
    let good = sign(&ours, &click(1));
    let led = ask(&site, Method::GET, &format!("/t/c/{good}"), "").await.expect(302);
    assert_eq!(led.header("location"), TARGET);
    let mut forged = vec![sign(&strangers, &click(1)), good[..good.len() - 1].to_string(), format!("{good}A")];
    forged.push(sign(&ours, &Token { workspace: WorkspaceId(2), ..click(1) }));
    for kind in [Kind::Open, Kind::Unsubscribe, Kind::View] {
        forged.push(sign(&ours, &Token::of(kind, DEFAULT_WORKSPACE, SendId(1))));
    }
    // Signed by us, and still not the web.
    for target in [
        "//evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.example/\r\nSet-Cookie: x=1",
        "ftp://a.example",
        "/",
        "",
        "\\\\evil.example",
        "https:evil",
        " https://a.example",
        "http://",
    ] {
        forged.push(sign(&ours, &Token::click(DEFAULT_WORKSPACE, SendId(1), 0, target)));
    }
    for n in 0..2_000_usize {
        let mut bytes = BASE64URL_NOPAD.decode(sign(&ours, &click(n as i64)).as_bytes()).unwrap();
        let bit = n * 31 % (bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        forged.push(BASE64URL_NOPAD.encode(&bytes));
    }
    for plain in [
        "//evil.example",
        "%2F%2Fevil.example",
        "https:%2F%2Fevil.example",
        "%0d%0aLocation:%20https:%2F%2Fevil.example",
        "javascript:alert(1)",
        "..%2F..%2Fv",
        "%00",
    ] {
        forged.push(plain.to_string());
    }
    for token in forged {
        let answer = ask(&site, Method::GET, &format!("/t/c/{token}"), "").await;
        assert!(!answer.status.is_redirection() && answer.header("location").is_empty(), "{token}: {answer:?}");
        assert!(answer.status.is_client_error(), "{token}: {answer:?}");
    }
    let more = ask(&site, Method::GET, &format!("/t/c/{good}?to=https://evil.example&url=//evil.example"), "").await;
    assert_eq!(more.expect(302).header("location"), TARGET);
}

const SCANNER: &str = "Mozilla/5.0 (compatible; Barracuda Sentinel; +https://barracuda.com)";
const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36";

#[tokio::test]
async fn one_click_takes_a_post_and_nothing_else() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let body = json!({"email": "kari@example.com", "fields": {}, "consent_basis": "form"});
    let contact = site.post(&who, "/contacts", body).await.expect(201).json()["id"].as_str().unwrap().to_string();
    let send = sent_to(&site, &contact).await;
    let state = async || site.get(&who, &format!("/contacts/{contact}")).await.json()["consent"]["state"].clone();
    let (ours, strangers) = keys();
    let token = Token::of(Kind::Unsubscribe, DEFAULT_WORKSPACE, send);
    let path = format!("/u/{}", sign(&ours, &token));
    for agent in ["", BROWSER, SCANNER, "Googlebot/2.1", "curl/8"] {
        for method in [Method::GET, Method::HEAD] {
            ask(&site, method, &path, agent).await.expect(200);
        }
        ask(&site, Method::OPTIONS, &path, agent).await.expect(204);
        for method in [Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = ask(&site, method, &path, agent).await;
            assert!(answer.status.is_client_error(), "{answer:?}");
        }
        assert_eq!(state().await, "given", "looking changed something");
    }
    let others = [Token::of(Kind::View, DEFAULT_WORKSPACE, send), Token::of(Kind::Open, DEFAULT_WORKSPACE, send)];
    let others = others
        .iter()
        .map(|other| sign(&ours, other))
        .chain([sign(&strangers, &token), sign(&ours, &Token { send: SendId(999_999), ..token.clone() })]);
    for other in others {
        ask(&site, Method::POST, &format!("/u/{other}"), BROWSER).await.expect(404);
    }
    assert_eq!(state().await, "given", "a forged link changed something");
    let mut took = Vec::new();
    for n in 0..100 {
        // Mail providers post for their users, by machines, without cookies.
        let request = Request::post(&path).header("user-agent", if n % 2 == 0 { SCANNER } else { BROWSER });
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let since = Instant::now();
        let answer = site.send(request.body(Body::from("List-Unsubscribe=One-Click")).unwrap()).await.expect(200);
        took.push(since.elapsed());
        assert!(answer.header("location").is_empty() && answer.header("set-cookie").is_empty(), "{answer:?}");
        assert_eq!(state().await, "withdrawn");
    }
    took.sort();
    assert!(took[98] <= Duration::from_millis(300), "the 99th of 100 took {:?}", took[98]);
    let hits = store::hits::waiting(site.engine.store(), DEFAULT_WORKSPACE, model::Timestamp::MAX, 10).await.unwrap();
    assert!(hits.iter().all(|kept| kept.hit.fetch != Fetch::Click), "leaving is no click");
}

/// A message to a contact.
async fn sent_to(site: &Site, contact: &str) -> SendId {
    let new = NewSend {
        run: None,
        program: Some("spring".into()),
        occurrence: "a test".into(),
        contact: contact.parse().unwrap(),
        address: "kari@example.com".into(),
        email: "guide".into(),
        email_version: 1,
        operational: false,
        details: "{}".into(),
        due_at: site.engine.now(),
        held: None,
    };
    let store = site.engine.store();
    store::sends::add(store, DEFAULT_WORKSPACE, &[new], site.engine.now()).await.unwrap();
    store::sends::page(store, DEFAULT_WORKSPACE, &Narrow::default(), i64::MAX, 1).await.unwrap()[0].id
}
