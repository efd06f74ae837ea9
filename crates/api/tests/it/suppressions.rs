//! `/suppressions`: seen, added, lifted; and what of it stays to be read.

use crate::support::*;
use model::address::SuppressionKind;
use model::{Input, Role};
use serde_json::{Value, json};

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

const WRONG: &str = "the receiving server says that there is no such mailbox";

/// Addresses that a receiving server has called unknown.
async fn refused(site: &Site, addresses: impl Iterator<Item = String>) {
    let suppress = |address| Input::Suppress { address, kind: SuppressionKind::Invalid, reason: WRONG.to_string() };
    let envelope = |(n, address): (usize, String)| {
        site.engine.envelope(format!("invalid:{address}:{n}"), "mail", suppress(address))
    };
    let envelopes: Vec<_> = addresses.enumerate().map(envelope).collect();
    for piece in envelopes.chunks(model::input::MAX_BATCH) {
        site.engine.apply_and_wait(piece.to_vec()).await.unwrap();
    }
}

#[tokio::test]
async fn what_a_server_was_wrong_about_is_lifted_by_filter_after_a_dry_run() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let contact = site.contact(&admin, "ana@down.example", json!({"first_name": "Ana"})).await;
    refused(&site, ["ana@down.example", "bo@down.example", "cy@up.example"].map(String::from).into_iter()).await;
    let left = json!({"address": "di@down.example", "kind": "opt_out", "reason": "asked to"});
    site.post(&admin, "/suppressions", left).await.expect(200);
    let lift =
        |filter: Value, count: Option<u64>, reason: &str| json!({"filter": filter, "count": count, "reason": reason});
    let down = json!({"kind": "invalid", "domain": "@Down.Example"});
    let ask = async |body: Value| site.post(&admin, "/suppressions/lift-matching", body).await;

    for (filter, field) in [
        (json!({"kind": "opt_out", "domain": "down.example"}), "filter.kind"),
        (json!({"kind": "blocked", "domain": "down.example"}), "filter.kind"),
        (json!({"kind": "invalid"}), "filter.domain"),
        (json!({"kind": "invalid", "domain": "not a domain"}), "filter.domain"),
        (json!({"kind": "invalid", "from": "2026-03-02", "to": "2026-03-01"}), "filter.to"),
    ] {
        assert_eq!(ask(lift(filter, Some(9), "they were down")).await.expect(422).fields(), [field]);
    }
    let marketer = site.role(Role::Marketer).await;
    site.post(&marketer, "/suppressions/lift-matching", lift(down.clone(), None, "")).await.expect(403);

    let dry = ask(lift(down.clone(), None, "")).await.expect(200).json();
    assert_eq!((&dry["matching"], &dry["lifted"], &dry["left"]), (&json!(2), &json!(0), &json!(2)), "{dry}");
    assert_eq!(dry["sample"][0]["address"], "ana@down.example");
    assert_eq!(dry["reasons"], json!([{"reason": WRONG, "count": 2}]));
    let listed = "/suppressions?kind=invalid&domain=down.example&reason=no%20such%20mailbox";
    assert_eq!(site.get(&admin, listed).await.json()["total"], 2, "a dry run lifts nothing, and the list agrees");
    assert_eq!(site.get(&admin, "/suppressions?from=2026-03-01").await.expect(422).fields(), ["from"]);

    assert_eq!(ask(lift(down.clone(), Some(2), " ")).await.expect(422).fields(), ["reason"]);
    let grown = ask(lift(down.clone(), Some(1), "they were down")).await.expect(409);
    assert!(grown.text().contains("2 addresses match by now, not 1"), "{}", grown.text());
    assert_eq!(site.get(&admin, listed).await.json()["total"], 2);
    let long_ago = json!({"kind": "invalid", "domain": "down.example", "to": "2020-01-01"});
    assert_eq!(ask(lift(long_ago, Some(2), "they were down")).await.expect(200).json()["lifted"], 0);

    let done = ask(lift(down.clone(), Some(2), "they were down")).await.expect(200).json();
    assert_eq!((&done["matching"], &done["lifted"], &done["left"]), (&json!(2), &json!(2), &json!(0)), "{done}");
    let again = ask(lift(down, Some(2), "they were down")).await.expect(200).json();
    assert_eq!((&again["matching"], &again["lifted"]), (&json!(0), &json!(0)));
    let mut against: Vec<Value> = site.get(&admin, "/suppressions").await.json()["items"].as_array().unwrap().clone();
    against.sort_by_key(|one| one["address"].to_string());
    let against: Vec<&Value> = against.iter().map(|one| &one["address"]).collect();
    assert_eq!(against, ["cy@up.example", "di@down.example"]);
    let newest = site.get(&admin, &format!("/contacts/{contact}/timeline")).await.json()["items"][0].clone();
    assert_eq!(
        (&newest["kind"], &newest["properties"]["reason"]),
        (&json!("address_lifted"), &json!("they were down"))
    );
    let audit = site.get(&admin, "/audit?action=suppression.lifted").await.json();
    assert_eq!(audit["items"].as_array().unwrap().len(), 1, "one entry, without addresses: {audit}");
    assert_eq!(audit["items"][0]["detail"], "invalid: 2 × @Down.Example: they were down");
}

#[tokio::test]
async fn more_than_a_piece_is_lifted_whole_and_what_comes_meanwhile_is_left_alone() {
    let site = Site::open().await;
    let admin = site.admin().await;
    refused(&site, (0..1_234).map(|n| format!("c{n}@down.example"))).await;
    let filter = json!({"kind": "invalid", "domain": "down.example"});
    let ask = async |body: Value| site.post(&admin, "/suppressions/lift-matching", body).await.expect(200).json();
    let dry = ask(json!({"filter": filter})).await;
    assert_eq!((&dry["matching"], dry["sample"].as_array().unwrap().len()), (&json!(1_234), 10));
    site.later(model::MINUTE);
    refused(&site, ["late@down.example".to_string()].into_iter()).await;
    let filter = json!({"kind": "invalid", "domain": "down.example", "to": dry["to"]});
    let done = ask(json!({"filter": filter, "count": 1_234, "reason": "they were down"})).await;
    assert_eq!((&done["lifted"], &done["left"]), (&json!(1_234), &json!(0)), "{done}");
    let rest = site.get(&admin, "/suppressions?kind=invalid").await.json();
    assert_eq!((&rest["total"], &rest["items"][0]["address"]), (&json!(1), &json!("late@down.example")));
}
