//! `/users`, `/keys`, `/costs`.

use crate::support::*;
use model::Role;
use serde_json::json;

#[tokio::test]
async fn users_come_change_and_go() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let admin = site.admin().await;
        let new =
            json!({"email": "Nora@Example.com", "name": "Nora", "role": "sales", "password": "reap in september"});
        let nora = site.post(&admin, "/users", new.clone()).await.expect(201).json();
        assert_eq!(nora["email"], "nora@example.com");
        site.post(&admin, "/users", new).await.expect(409);
        let weak = json!({"email": "x", "name": " ", "role": "sales", "password": "short"});
        assert_eq!(site.post(&admin, "/users", weak).await.expect(422).fields(), ["email", "name", "password"]);
        let path = format!("/users/{}", nora["id"].as_str().unwrap());
        let cookie = site.sign_in("nora@example.com", "reap in september").await.expect(200);
        let who = As::Cookie(cookie.header("set-cookie").split(';').next().unwrap().into());
        site.patch(&admin, &path, json!({"team": "North"})).await.expect(200);
        site.get(&who, "/session").await.expect(200);
        // A new role ends the sessions of the old one.
        site.patch(&admin, &path, json!({"role": "analyst"})).await.expect(200);
        site.get(&who, "/session").await.expect(401);
        site.patch(&admin, &path, json!({"active": false})).await.expect(200);
        site.sign_in("nora@example.com", "reap in september").await.expect(401);
        let users = site.get(&admin, "/users").await.expect(200);
        assert!(!users.text().contains("argon2"), "hashes stay inside");
        let me = site.get(&admin, "/session").await.json()["user"]["id"].as_str().unwrap().to_string();
        site.patch(&admin, &format!("/users/{me}"), json!({"role": "sales"})).await.expect(409);
        site.patch(&admin, "/users/usr_00000099", json!({"name": "x"})).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn costs_are_kept_and_checked() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let who = site.role(Role::Marketer).await;
        let cost = json!({"category": "software", "label": "Licence", "amount": {"minor": 120000, "currency": "EUR"},
            "from": "2026-01-01", "to": "2026-12-31"});
        let made = site.post(&who, "/costs", cost.clone()).await.expect(201).json();
        let path = format!("/costs/{}", made["id"].as_str().unwrap());
        let changed = site.patch(&who, &path, json!({"to": "2026-06-30"})).await.expect(200).json();
        assert_eq!((&changed["to"], &changed["label"]), (&json!("2026-06-30"), &json!("Licence")));
        assert_eq!(site.patch(&who, &path, json!({"to": "2025-01-01"})).await.expect(422).fields(), ["to"]);
        let mut wrong = cost;
        wrong["from"] = json!("01/02/2026");
        wrong["program"] = json!("nothing");
        assert_eq!(site.post(&who, "/costs", wrong).await.expect(422).fields(), ["from", "program"]);
        assert_eq!(site.get(&who, "/costs").await.expect(200).json()["items"].as_array().unwrap().len(), 1);
        site.delete(&who, &path).await.expect(204);
        site.delete(&who, &path).await.expect(404);
    })
    .await;
}
