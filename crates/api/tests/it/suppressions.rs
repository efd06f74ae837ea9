//! `/suppressions`: seen, added, lifted; and what of it stays to be read.

use crate::support::*;
use model::Role;
use serde_json::json;

#[tokio::test]
async fn an_address_is_blocked_and_lifted_with_a_reason_each() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let contact = site.contact(&admin, "kari@example.com", json!({"first_name": "Kari"})).await;
    let block = |address: &str, reason: &str| json!({"address": address, "kind": "blocked", "reason": reason});
    let unreadable =
        site.post(&admin, "/suppressions", block("kari at example", "asked on the phone")).await.expect(422);
    assert_eq!(unreadable.fields(), ["address"]);
    let silent = site.post(&admin, "/suppressions", block("kari@example.com", "  ")).await.expect(422);
    assert_eq!(silent.fields(), ["reason"]);
    let made = site.post(&admin, "/suppressions", block("Kari@Example.com", "asked on the phone")).await.expect(200);
    assert_eq!(made.json()["blocked"]["reason"], "asked on the phone");
    assert_eq!(made.json()["contacts"][0]["id"], contact);
    site.post(&admin, "/suppressions", block("gone@example.org", "a trap")).await.expect(200);

    let page = site.get(&admin, "/suppressions?q=KARI&kind=blocked").await.expect(200).json();
    assert_eq!((&page["total"], &page["items"][0]["address"]), (&json!(1), &json!("kari@example.com")));
    assert_eq!(site.get(&admin, "/suppressions?kind=opt_out").await.json()["total"], 0);
    let first = site.get(&admin, "/suppressions?limit=1").await.json();
    assert_eq!((&first["total"], &first["next"]), (&json!(2), &json!("1")));

    let nothing = json!({"address": "kari@example.com", "kind": "opt_out", "reason": "wants mail again"});
    assert_eq!(site.post(&admin, "/suppressions/lift", nothing).await.expect(422).fields(), ["kind"]);
    let lifted = site.post(&admin, "/suppressions/lift", block("kari@example.com", "a mistake")).await.expect(200);
    assert!(lifted.json()["blocked"].is_null());
    let timeline = site.get(&admin, &format!("/contacts/{contact}/timeline")).await.json();
    let told: Vec<&str> = timeline["items"].as_array().unwrap().iter().filter_map(|a| a["kind"].as_str()).collect();
    assert!(told.starts_with(&["address_lifted", "address_suppressed"]), "{told:?}");
    assert_eq!(timeline["items"][0]["properties"]["reason"], "a mistake");
    let audit = site.get(&admin, "/audit?action=suppression.lifted").await.json();
    assert_eq!(audit["items"][0]["detail"], "blocked: a mistake");
}

#[tokio::test]
async fn marketing_sees_and_only_admins_change() {
    let site = Site::open().await;
    let marketer = site.role(Role::Marketer).await;
    site.get(&marketer, "/suppressions").await.expect(200);
    let body = json!({"address": "kari@example.com", "kind": "opt_out", "reason": "asked to"});
    site.post(&marketer, "/suppressions", body.clone()).await.expect(403);
    site.post(&marketer, "/suppressions/lift", body).await.expect(403);
    site.get(&site.role(Role::Sales).await, "/suppressions").await.expect(403);
}

#[tokio::test]
async fn a_complaint_is_not_lifted_by_staff() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let reason = format!("{}guide", model::address::COMPLAINT);
    let body = json!({"address": "kari@example.com", "kind": "opt_out", "reason": reason});
    site.post(&admin, "/suppressions", body).await.expect(200);
    let lift = json!({"address": "kari@example.com", "kind": "opt_out", "reason": "a mistake"});
    let refused = site.post(&admin, "/suppressions/lift", lift).await.expect(422);
    assert_eq!(refused.fields(), ["kind"]);
    assert!(refused.text().contains("complaint"), "{}", refused.text());
}
