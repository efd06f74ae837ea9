//! Every route with every role, with no session, with keys: as the table of doors says.

use crate::support::*;
use api::{DOORS, Need, Right};
use axum::http::Method;
use model::Role;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// An address that a path pattern could stand for.
fn address(path: &str) -> String {
    path.replace("{kind}", "segment")
        .replace("{id}", "con_00000001")
        .replace("{key}", "nothing")
        .replace("{token}", "x")
}

async fn try_door(site: &Site, who: &As, method: &str, path: &str) -> u16 {
    let method: Method = method.parse().unwrap();
    let body = (method != Method::GET).then(|| json!({}));
    site.ask(who, method, &address(path), body).await.status.as_u16()
}

#[test]
fn the_table_and_the_router_name_the_same_doors() {
    let document: Json = serde_json::to_value(api::openapi::document()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            routes.insert((method.to_uppercase(), path.clone()));
        }
    }
    let table: BTreeSet<(String, String)> = DOORS.iter().map(|(m, p, _)| (m.to_string(), p.to_string())).collect();
    let missing: Vec<_> = routes.difference(&table).collect();
    assert!(missing.is_empty(), "routes without a declared right: {missing:?}");
    let idle: Vec<_> = table.difference(&routes).collect();
    assert!(idle.is_empty(), "rights for routes that do not exist: {idle:?}");
}

#[tokio::test]
async fn every_door_opens_to_its_roles_alone() {
    let site = Site::open().await;
    let mut roles = Vec::new();
    for role in Role::ALL {
        roles.push((role, site.role(role).await));
    }
    for (method, path, need) in DOORS {
        // Signing out would end the session that the others are tried with.
        if (*method, *path) == ("DELETE", "/api/v1/session") {
            continue;
        }
        let stranger = try_door(&site, &As::Nobody, method, path).await;
        assert_eq!(stranger == 401, !matches!(need, Need::Nothing), "{method} {path} without a session: {stranger}");
        assert!(stranger < 500 || *path == "/readyz", "{method} {path} without a session: {stranger}");
        for (role, who) in &roles {
            let status = try_door(&site, who, method, path).await;
            let may = match need {
                Need::Nothing | Need::Session => true,
                Need::WriteKey => {
                    assert_eq!(status, 401, "{method} {path} takes a session for a write key");
                    continue;
                }
                Need::May(right) => allowed(*role, *right),
            };
            assert_eq!(status == 403, !may, "{method} {path} as {role:?}: {status}");
            assert!(status != 401 && status < 500, "{method} {path} as {role:?}: {status}");
        }
    }
}

/// Written out here once more: what roles may do is not to change unnoticed.
fn allowed(role: Role, right: Right) -> bool {
    use Right::*;
    match role {
        Role::Admin => true,
        Role::Marketer => {
            let admins = matches!(right, EraseRecords | EditSettings | SendOperational | Approve | EditSuppressions);
            !admins && !matches!(right, EditUsers | EditKeys | ReadAudit)
        }
        Role::Sales => {
            matches!(right, ReadRecords | EditRecords | DecideLeads | ReadDefinitions | ReadReports | ReadUsers)
        }
        Role::Analyst => matches!(right, ReadRecords | ReadDefinitions | ReadReports | Query | ReadCosts | ReadUsers),
    }
}

#[tokio::test]
async fn an_api_key_opens_what_its_scopes_name_until_it_is_revoked() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let made = site.post(&admin, "/keys", json!({"kind": "api", "label": "BI", "scopes": ["read_records"]})).await;
    let made = made.expect(201).json();
    let key = As::Key(made["secret"].as_str().unwrap().into());
    assert!(made["secret"].as_str().unwrap().starts_with("sk_"));
    site.get(&key, "/contacts").await.expect(200);
    site.get(&key, "/kpis").await.expect(403);
    site.post(&key, "/contacts", json!({"email": "a@example.com"})).await.expect(403);
    site.get(&key, "/session").await.expect(403);
    let listed = site.get(&admin, "/keys").await.expect(200);
    assert!(!listed.text().contains(made["secret"].as_str().unwrap()), "a secret is shown once");
    assert!(listed.json()["items"][0]["last_used"].is_string());
    let id = made["key"]["id"].as_str().unwrap();
    site.delete(&admin, &format!("/keys/{id}")).await.expect(204);
    site.get(&key, "/contacts").await.expect(401);
    site.get(&As::Key("sk_wrong".into()), "/contacts").await.expect(401);
}

#[tokio::test]
async fn nobody_gives_rights_that_they_lack() {
    let site = Site::open().await;
    let marketer = site.role(Role::Marketer).await;
    site.post(&marketer, "/keys", json!({"kind": "api", "label": "x", "scopes": ["edit_users"]})).await.expect(403);
    let admin = site.admin().await;
    let narrow = site.post(&admin, "/keys", json!({"kind": "api", "label": "x", "scopes": ["edit_keys"]})).await;
    let narrow = As::Key(narrow.expect(201).json()["secret"].as_str().unwrap().into());
    let wide = site.post(&narrow, "/keys", json!({"kind": "api", "label": "y", "scopes": ["edit_users"]})).await;
    assert_eq!(wide.expect(422).fields(), ["scopes"]);
    // A write key opens the intake and nothing else.
    let write = site.post(&admin, "/keys", json!({"kind": "write", "label": "web"})).await.expect(201).json();
    site.get(&As::Key(write["secret"].as_str().unwrap().into()), "/contacts").await.expect(401);
}

#[tokio::test]
async fn another_sites_page_cannot_act_with_the_cookie() {
    let site = Site::open().await;
    let As::Cookie(cookie) = site.admin().await else { unreachable!() };
    let request = |name: &str, value: &str, kind: &str| {
        axum::http::Request::post("/api/v1/contacts")
            .header("cookie", &cookie)
            .header("host", "go.example.com")
            .header(name, value)
            .header("content-type", kind)
            .body(axum::body::Body::from(r#"{"email": "a@example.com"}"#))
            .unwrap()
    };
    let json = "application/json";
    site.send(request("origin", "http://evil.example", json)).await.expect(403);
    site.send(request("sec-fetch-site", "cross-site", json)).await.expect(403);
    site.send(request("x-nothing", "said", json)).await.expect(403);
    site.send(request("origin", "http://go.example.com", "text/plain")).await.expect(400);
    site.send(request("origin", "http://go.example.com", json)).await.expect(201);
}
