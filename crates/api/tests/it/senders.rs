//! `/sender-domains`: added, looked at, allowed; and reports about them.

use crate::support::*;
use model::Role;
use serde_json::json;

#[tokio::test]
async fn a_domain_is_added_with_keys_and_the_records_to_set() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let body = json!({"domain": " Example.COM. ", "spf": "Include:spf.relay.test"});
    let made = site.post(&admin, "/sender-domains", body).await.expect(201).json();
    assert_eq!(
        (&made["domain"], &made["state"], &made["spf"]),
        (&json!("example.com"), &json!("pending"), &json!("include:spf.relay.test"))
    );
    let record =
        |topic: &str| made["records"].as_array().unwrap().iter().find(|one| one["topic"] == topic).unwrap().clone();
    let key = record("dkim");
    assert!(key["name"].as_str().unwrap().ends_with("._domainkey.example.com"), "{key}");
    assert!(key["value"].as_str().unwrap().starts_with("v=DKIM1; k="), "{key}");
    assert_eq!(record("spf")["value"], "v=spf1 include:spf.relay.test ~all");
    assert!(record("dmarc")["value"].as_str().unwrap().contains("p=none"));
    assert!(!made.to_string().contains("private"), "nothing of the private half");
    site.post(&admin, "/sender-domains", json!({"domain": "example.com"})).await.expect(409);
    let list = site.get(&admin, "/sender-domains").await.expect(200).json();
    assert_eq!(list["items"][0]["domain"], "example.com");
    // Without a DNS server nothing is known, and it is said what to do.
    let unknown = site.post(&admin, "/sender-domains/example.com/check", json!({})).await.expect(503).json();
    assert!(unknown["detail"].as_str().unwrap().contains("--dns"), "{unknown}");
    site.delete(&admin, "/sender-domains/example.com").await.expect(204);
    site.get(&admin, "/sender-domains/example.com").await.expect(404);
}

#[tokio::test]
async fn what_is_no_domain_and_no_mechanism_is_named() {
    let site = Site::open().await;
    let admin = site.admin().await;
    for domain in ["", "localhost", "a b.test", "news@example.com", "192.0.2.1", "-a.test", "a..test", "a.test/x"] {
        let refused = site.post(&admin, "/sender-domains", json!({"domain": domain})).await.expect(422);
        assert_eq!(refused.fields(), ["domain"], "{domain}");
    }
    for spf in ["spf.relay.test", "include:", "v=spf1 mx ~all", "ip4:1.2.3.4; drop", "a:\"x\""] {
        let body = json!({"domain": "example.com", "spf": spf});
        let refused = site.post(&admin, "/sender-domains", body).await.expect(422);
        assert_eq!(refused.fields(), ["spf"], "{spf}");
    }
}

#[tokio::test]
async fn only_admins_let_mail_leave_and_it_is_written_down() {
    let site = Site::open().await;
    let (admin, marketer) = (site.admin().await, site.role(Role::Marketer).await);
    site.post(&marketer, "/sender-domains", json!({"domain": "example.com"})).await.expect(403);
    site.post(&admin, "/sender-domains", json!({"domain": "example.com"})).await.expect(201);
    site.get(&marketer, "/sender-domains/example.com").await.expect(200);
    site.patch(&marketer, "/sender-domains/example.com", json!({"allowed": true})).await.expect(403);
    site.get(&site.role(Role::Sales).await, "/sender-domains").await.expect(403);
    let allowed = site.patch(&admin, "/sender-domains/example.com", json!({"allowed": true})).await.expect(200).json();
    assert!(
        allowed["allowed"] == true && allowed["allowed_at"].is_string() && allowed["allowed_by"].is_string(),
        "{allowed}"
    );
    let audit = site.get(&admin, "/audit?action=sender_domain.allowed").await.json();
    assert_eq!(audit["items"][0]["object"], "example.com");
    let back = site
        .patch(&admin, "/sender-domains/example.com", json!({"allowed": false, "spf": ""}))
        .await
        .expect(200)
        .json();
    assert!(back["allowed"] == false && back["allowed_at"].is_null() && back["spf"].is_null(), "{back}");
    let rules = back["rules"].as_array().unwrap();
    for key in
        ["dkim", "spf", "dmarc", "alignment", "names", "tls", "one_click", "leaving", "complaints", "format", "volume"]
    {
        assert!(rules.iter().any(|rule| rule["key"] == key), "{key}");
    }
}
