//! `/session`: signing in and out.

use crate::support::*;
use axum::http::Method;
use model::{DAY, HOUR, Role};
use serde_json::json;

#[tokio::test]
async fn the_first_administrator_signs_in_by_the_address_that_a_new_instance_prints() {
    let site = Site::open().await;
    add_user(&site.engine, "admin@localhost", Role::Admin).await;
    site.sign_in(" Admin@localhost", PASSWORD).await.expect(200);
    site.sign_in("localhost", PASSWORD).await.expect(401);
}

#[tokio::test]
async fn a_session_opens_closes_and_runs_out() {
    let site = Site::open().await;
    let answer = site.sign_in("Admin@Example.com", PASSWORD).await.expect(200);
    let cookie = answer.header("set-cookie").to_string();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(answer.json()["user"]["role"], "admin");
    assert!(answer.json()["rights"].as_array().unwrap().contains(&json!("edit_users")));
    assert_eq!(answer.json()["settings"]["currency"].as_str().unwrap().len(), 3);
    let who = As::Cookie(cookie.split(';').next().unwrap().into());
    site.get(&who, "/session").await.expect(200);
    site.later(11 * HOUR);
    site.get(&who, "/session").await.expect(200);
    site.later(11 * HOUR);
    site.get(&who, "/session").await.expect(200);
    site.later(13 * HOUR);
    site.get(&who, "/session").await.expect(401);

    let who = site.admin().await;
    for _ in 0..14 {
        site.later(11 * HOUR);
        site.get(&who, "/session").await.expect(200);
    }
    site.later(11 * HOUR + DAY / 2);
    site.get(&who, "/session").await.expect(401);

    let who = site.admin().await;
    site.delete(&who, "/session").await.expect(204);
    site.get(&who, "/session").await.expect(401);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let site = Site::open().await;
    let wrong = site.sign_in("admin@example.com", "not the password at all").await.expect(401);
    let unknown = site.sign_in("nobody@example.com", "not the password at all").await.expect(401);
    assert_eq!(wrong.json(), unknown.json());
    assert_eq!(wrong.header("content-type"), "application/problem+json");
    assert!(wrong.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn guessing_is_stopped() {
    let site = Site::open().await;
    for _ in 0..10 {
        site.sign_in("sales@example.com", "a wrong password").await.expect(401);
    }
    let stopped = site.sign_in("sales@example.com", PASSWORD).await.expect(429);
    assert!(stopped.header("retry-after").parse::<u64>().unwrap() > 0);
    site.sign_in("admin@example.com", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn signing_in_gives_a_new_token_and_ends_the_old_session() {
    let site = Site::open().await;
    let old = site.admin().await;
    let As::Cookie(cookie) = &old else { unreachable!() };
    let body = json!({"email": "admin@example.com", "password": PASSWORD});
    let answer = site.ask(&As::Cookie(cookie.clone()), Method::POST, "/api/v1/session", Some(body)).await.expect(200);
    assert!(!answer.header("set-cookie").starts_with(cookie));
    site.get(&old, "/session").await.expect(401);
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let site = Site::open().await;
    let (one, other) = (site.role(Role::Analyst).await, site.role(Role::Analyst).await);
    let change = |current: &str, new: &str| json!({"current": current, "new": new});
    let refused = site.put(&one, "/session/password", change("wrong", "reap in september")).await.expect(422);
    assert_eq!(refused.fields(), ["current"]);
    let weak = site.put(&one, "/session/password", change(PASSWORD, "short")).await.expect(422);
    assert_eq!(weak.fields(), ["new"]);
    site.put(&one, "/session/password", change(PASSWORD, "reap in september")).await.expect(204);
    site.get(&one, "/session").await.expect(401);
    site.get(&other, "/session").await.expect(401);
    site.sign_in("analyst@example.com", "reap in september").await.expect(200);
}

#[tokio::test]
async fn signing_in_leaves_a_trace() {
    let site = Site::open().await;
    site.sign_in("sales@example.com", "a wrong password").await.expect(401);
    let admin = site.admin().await;
    let trail = site.get(&admin, "/audit").await.expect(200).json();
    let actions: Vec<&str> = trail["items"].as_array().unwrap().iter().map(|e| e["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["session.created", "session.refused"]);
    let refused = site.get(&admin, "/audit?action=session.refused").await.expect(200).json();
    assert_eq!(refused["total"], 1);
    assert!(!refused.to_string().contains("@"), "the trail names users by id");
}
