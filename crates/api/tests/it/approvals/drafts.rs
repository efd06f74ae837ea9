//! Drafts of emails and programs that wait for a second person.

use super::{decide, email, program, rules, second};
use crate::support::*;
use model::Role;
use serde_json::{Value as Json, json};

#[tokio::test]
async fn drafts_of_what_sends_wait_as_they_were_asked_for() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    rules(&site, json!({"publishing": ["marketer"]})).await;
    let publish = async |subject: &str| {
        let answer = site.publish(&marketer, "email", "prices", email(subject)).await.expect(202).json();
        answer["id"].as_str().unwrap().to_string()
    };
    let subject = async || {
        let view = site.get(&admin, "/definitions/email/prices").await.json();
        view["published"]["body"]["subject"].as_str().unwrap().to_string()
    };
    let id = publish("New prices").await;
    assert_eq!(subject().await, "Prices");
    site.put(&marketer, "/definitions/email/prices/draft", json!({"body": email("Smuggled")})).await.expect(200);
    decide(&site, &admin, &id, "approve").await.expect(409);
    let id = publish("New prices").await;
    let approved = decide(&site, &admin, &id, "approve").await.expect(200).json();
    assert_eq!((subject().await.as_str(), &approved["run"]), ("New prices", &Json::Null));
    let history = site.get(&admin, "/definitions/email/prices/history").await.json();
    assert_eq!((&history["items"][0]["author"], &history["items"][0]["note"]), (&json!("marketer"), &json!("test")));
    // The way back is a way to publish.
    let back =
        site.post(&marketer, "/definitions/email/prices/rollback", json!({"version": 1})).await.expect(202).json();
    assert_eq!(subject().await, "New prices");
    decide(&site, &marketer, back["id"].as_str().unwrap(), "cancel").await.expect(200);
    decide(&site, &admin, back["id"].as_str().unwrap(), "approve").await.expect(409);
    let id = publish("Refused").await;
    let word = json!({"note": "too loud"});
    let refused = site.post(&admin, &format!("/approvals/{id}/refuse"), word).await.expect(200).json();
    assert_eq!((&refused["state"], &refused["note"]), (&json!("refused"), &json!("too loud")));
    assert_eq!(subject().await, "New prices");
    // What nurture offers is an email too.
    let asset = json!({"label": "Price list", "type": "blog", "depth": "early", "url": "https://example.com/p", "email": "prices"});
    site.publish(&marketer, "asset", "price-list", asset).await.expect(202);
    // Nothing else waits, and nobody else.
    let filter = json!({"field": {"of": "contact", "key": "country", "op": "is", "values": ["SE"]}});
    site.publish(&marketer, "segment", "sweden", json!({"label": "Sweden", "filter": filter})).await.expect(200);
    site.publish(&admin, "email", "prices", email("By the boss")).await.expect(200);
    // Mail that ignores opt-out is approved by who may publish it.
    rules(&site, json!({"publishing": ["admin"], "approvers": ["marketer"]})).await;
    let mut operational = email("Your invoice");
    operational["operational"] = json!("An invoice has to be sent");
    let asked = site.publish(&admin, "email", "invoice", operational).await.expect(202).json();
    decide(&site, &marketer, asked["id"].as_str().unwrap(), "approve").await.expect(403);
    decide(&site, &second(&site, Role::Admin).await, asked["id"].as_str().unwrap(), "approve").await.expect(200);
}

#[tokio::test]
async fn going_back_replaces_nothing_of_a_colleague() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    rules(&site, json!({"publishing": ["marketer"]})).await;
    site.publish(&admin, "email", "prices", email("Second")).await.expect(200);
    let other = second(&site, Role::Marketer).await;
    let theirs = site.publish(&other, "email", "prices", email("Theirs")).await.expect(202).json();
    let back = async || site.post(&marketer, "/definitions/email/prices/rollback", json!({"version": 1})).await;
    assert!(back().await.expect(409).text().contains("A colleague has asked for this already"));
    let draft = site.get(&marketer, "/definitions/email/prices").await.json()["draft"]["body"]["subject"].clone();
    let listed = site.get(&admin, "/approvals").await.expect(200).json();
    assert_eq!((&draft, &listed["items"][0]["state"]), (&json!("Theirs"), &json!("waiting")), "{listed}");
    // Taken back, it still is a draft that somebody wrote.
    decide(&site, &other, theirs["id"].as_str().unwrap(), "cancel").await.expect(200);
    assert!(back().await.expect(409).text().contains("would replace the draft"));
    site.delete(&other, "/definitions/email/prices/draft").await.expect(204);
    back().await.expect(202);
    // Again is asking for the same again.
    back().await.expect(202);
}
