//! `/leads`, `/accounts`, `/opportunities`, and why a contact stands where it stands.

use crate::support::*;
use model::Role;
use model::input::{AccountPut, ActivityPut, ContactPut, Key, LeadPut, OpportunityPut};
use model::record::OpportunityOutcome;
use model::{Currency, Input, Money, Value};
use serde_json::{Value as Json, json};

/// An account, a contact of it and a lead, with as much behaviour as is asked for.
async fn feed(site: &Site, forms: usize) {
    let fields = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, value)| (key.to_string(), Some(Value::text(*value)))).collect()
    };
    let mut account = AccountPut { key: Key::external("a1"), ..AccountPut::default() };
    account.fields = fields(&[("name", "Hansen Industri"), ("industry", "Manufacturing"), ("country", "NO")]);
    account.fields.insert("employees".into(), Some(Value::Integer(1_200)));
    account.fields.insert("annual_revenue".into(), Some(Value::money(25_000_000_000, Currency::EUR)));
    let mut contact =
        ContactPut { key: Key::email("kari@example.com"), account: Some(Key::external("a1")), ..ContactPut::default() };
    contact.fields =
        fields(&[("first_name", "Kari"), ("last_name", "Hansen"), ("job_title", "Director of Engineering")]);
    let lead = LeadPut {
        key: Key::external("l1"),
        contact: Key::email("kari@example.com"),
        source: Some("Web".into()),
        started_at: Some(site.engine.now()),
        ..LeadPut::default()
    };
    let mut inputs = vec![Input::Account(account), Input::Contact(contact), Input::Lead(lead)];
    for n in 0..forms {
        inputs.push(Input::Activity(ActivityPut {
            contact: Key::email("kari@example.com"),
            lead: None,
            kind: "form_submitted".into(),
            asset: Some(format!("form_{n}")),
            at: site.engine.now(),
            value: None,
            properties: Default::default(),
        }));
    }
    inputs.push(Input::Opportunity(OpportunityPut {
        key: Key::external("o1"),
        account: Some(Key::external("a1")),
        lead: Some(Key::external("l1")),
        amount: Some(Money { minor: 5_000_000, currency: Currency::EUR }),
        outcome: Some(OpportunityOutcome::Open),
        opened_at: Some(site.engine.now()),
        closed_at: None,
        roles: vec![(Key::email("kari@example.com"), "decision_maker".into())],
        fields: fields(&[("name", "New line")]),
    }));
    for (n, input) in inputs.into_iter().enumerate() {
        let outcome =
            site.engine.apply_and_wait(vec![site.engine.envelope(format!("f{n}"), "api", input)]).await.unwrap();
        assert_eq!(outcome[0].refused, None, "{n}");
    }
}

#[tokio::test]
async fn pages_of_records_hang_together() {
    let site = Site::open().await;
    feed(&site, 1).await;
    let sales = site.role(Role::Sales).await;
    let accounts = site.get(&sales, "/accounts?q=hansen").await.expect(200).json();
    let account = &accounts["items"][0];
    assert_eq!((&account["contacts"], &account["open_opportunities"]), (&json!(1), &json!(1)));
    let page = site.get(&sales, &format!("/accounts/{}", account["id"].as_str().unwrap())).await.expect(200).json();
    assert_eq!(
        (&page["people"][0]["name"], &page["opportunities"][0]["name"]),
        (&json!("Kari Hansen"), &json!("New line"))
    );
    let path = format!("/accounts/{}", account["id"].as_str().unwrap());
    let named = site.patch(&sales, &path, json!({"named_tier": "named"})).await.expect(200).json();
    assert_eq!(named["tier"], "named");
    let freed = site.patch(&sales, &path, json!({"named_tier": null})).await.expect(200).json();
    assert_eq!(freed["tier_by_hand"], false);

    let deals = site.get(&sales, "/opportunities?outcome=open").await.expect(200).json();
    let deal = site.get(&sales, &format!("/opportunities/{}", deals["items"][0]["id"].as_str().unwrap())).await;
    let deal = deal.expect(200).json();
    assert_eq!(
        (&deal["roles"][0]["contact"]["name"], &deal["amount"]["minor"]),
        (&json!("Kari Hansen"), &json!(5_000_000))
    );
    assert_eq!(site.get(&sales, "/opportunities?outcome=won").await.json()["total"], 0);
    site.get(&sales, "/opportunities?outcome=maybe").await.expect(400);

    let leads = site.get(&sales, "/leads").await.expect(200).json();
    let lead =
        site.get(&sales, &format!("/leads/{}", leads["items"][0]["id"].as_str().unwrap())).await.expect(200).json();
    assert_eq!((&lead["source"], &lead["opportunities"][0]["name"]), (&json!("Web"), &json!("New line")));
    assert!(!lead["stages"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn every_point_gate_and_segment_says_why() {
    let site = Site::open().await;
    feed(&site, 2).await;
    let sales = site.role(Role::Sales).await;
    let found = site.get(&sales, "/contacts?q=kari").await.json();
    let id = found["items"][0]["id"].as_str().unwrap();
    let why = site.get(&sales, &format!("/contacts/{id}/explain")).await.expect(200).json();
    let behaviour: Vec<&Json> =
        why["contributions"].as_array().unwrap().iter().filter(|given| given["part"] == "behaviour").collect();
    assert!(!behaviour.is_empty(), "{why}");
    let evidence = behaviour[0]["evidence"].as_array().unwrap();
    let named = why["evidence"].as_array().unwrap();
    assert!(evidence.iter().all(|number| named.iter().any(|activity| activity["number"] == *number)));
    assert!(why["gates"]["complete"]["line"].is_string());
    for segment in why["segments"].as_array().unwrap() {
        assert_eq!(segment["member"], segment["because"]["holds"], "{segment}");
    }
}

#[tokio::test]
async fn what_colleagues_did_names_who_did_it() {
    let site = Site::open().await;
    feed(&site, 1).await;
    let admin = site.admin().await;
    let mut ola = ContactPut { key: Key::email("ola@example.com"), ..ContactPut::default() };
    ola.account = Some(Key::external("a1"));
    site.engine.apply_and_wait(vec![site.engine.envelope("ola", "api", Input::Contact(ola))]).await.unwrap();
    let form = json!({"did": {"kind": ["form_submitted"]}});
    let busy = json!({"label": "Busy account", "filter": {"at_account": {"who": form.clone()}}});
    site.publish(&admin, "segment", "busy", busy).await.expect(200);
    let scoring = json!({
        "label": "Score", "behaviour": [], "fit": [], "target_account_at": 30,
        "account": [{"key": "busy", "label": "Busy", "when": {"at_account": {"who": form}}, "points": 10}],
    });
    site.publish(&admin, "scoring", "main", scoring).await.expect(200);
    let id = |found: Json| found["items"][0]["id"].as_str().unwrap().to_string();
    let (ola, kari) = (site.get(&admin, "/contacts?q=ola@").await.json(), site.get(&admin, "/contacts?q=kari@").await);
    let (ola, kari) = (id(ola), id(kari.json()));
    for (asked, by) in [(&ola, &json!({"id": kari, "name": "Kari Hansen"})), (&kari, &Json::Null)] {
        let why = site.get(&admin, &format!("/contacts/{asked}/explain")).await.expect(200).json();
        let busy = why["segments"].as_array().unwrap().iter().find(|segment| segment["key"] == "busy").unwrap();
        let number = &busy["because"]["evidence"][0];
        assert_eq!(&why["contributions"][0]["evidence"][0], number, "points for it name the same");
        let form = why["evidence"].as_array().unwrap().iter().find(|activity| activity["number"] == *number).unwrap();
        assert_eq!(&form["by"], by, "{form}");
    }
}

#[tokio::test]
async fn a_contact_stands_once_on_the_lists_of_what_is_missing() {
    let site = Site::open().await;
    feed(&site, 0).await;
    let admin = site.admin().await;
    let list = async || {
        for name in ["enrich", "warm_up", "do_not_chase"] {
            let page = site.get(&admin, &format!("/leads?list={name}")).await.expect(200).json();
            if page["total"] != 0 {
                return page;
            }
        }
        panic!("on none of the lists");
    };
    let before = list().await;
    assert_eq!((&before["total"], &before["items"][0]["more_leads"]), (&json!(1), &json!(0)));
    let newer = LeadPut {
        key: Key::external("l2"),
        contact: Key::email("kari@example.com"),
        source: Some("Fair".into()),
        started_at: Some(site.engine.now().plus(model::HOUR)),
        ..LeadPut::default()
    };
    let outcome = site.engine.apply_and_wait(vec![site.engine.envelope("l2", "api", Input::Lead(newer))]).await;
    assert_eq!(outcome.unwrap()[0].refused, None);
    let after = list().await;
    assert_eq!((&after["total"], &after["items"].as_array().unwrap().len()), (&json!(1), &1), "{after}");
    assert_eq!((&after["items"][0]["source"], &after["items"][0]["more_leads"]), (&json!("Fair"), &json!(1)));
    assert_eq!(site.get(&admin, "/leads").await.json()["total"], 2);
}

#[tokio::test]
async fn a_form_is_not_named_after_a_program_of_the_same_key() {
    let site = Site::open().await;
    feed(&site, 1).await;
    let admin = site.admin().await;
    let program = json!({"label": "Autumn campaign", "channel": "Event", "does": "passive"});
    site.publish(&admin, "program", "form_0", program).await.expect(200);
    let found = site.get(&admin, "/contacts?q=kari").await.json();
    let path = format!("/contacts/{}/timeline", found["items"][0]["id"].as_str().unwrap());
    let timeline = site.get(&admin, &path).await.expect(200).json();
    let mut forms = timeline["items"].as_array().unwrap().iter().filter(|one| one["kind"] == "form_submitted");
    assert_eq!(forms.next().unwrap()["asset_label"], "form_0");
}

#[tokio::test]
async fn an_aql_reaches_the_worklist_and_is_answered_with_a_reason() {
    let site = Site::open().await;
    let (sales, admin) = (site.role(Role::Sales).await, site.admin().await);
    let scoring = json!({"label": "Score", "fit": [], "target_account_at": 30,
        "behaviour": [{"key": "form", "label": "Form", "what": {"kind": ["form_submitted"]}, "points": 30}],
        "account": [{"key": "norway", "label": "In Norway", "points": 40,
            "when": {"field": {"of": "account", "key": "country", "op": "is", "values": ["NO"]}}}]});
    site.publish(&admin, "scoring", "main", scoring).await.expect(200);
    feed(&site, 2).await;
    let aqls = site.get(&admin, "/leads?list=aql").await.expect(200).json();
    assert_eq!(aqls["total"], 1, "the starter's gates pass: {}", site.get(&admin, "/leads").await.text());
    let lead = aqls["items"][0]["id"].as_str().unwrap();
    let reason = aqls["items"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("Behaviour") && reason.chars().count() <= 255, "{reason}");
    assert!(reason.ends_with(&format!(" http://127.0.0.1:8080/leads/{lead}")), "{reason}");
    // The starter names reps that this instance does not have, so nobody was given the lead.
    if aqls["items"][0]["handover"].is_null() {
        let assignment = json!({"label": "All", "rules": [{"label": "All to sales", "to": {"user": "sales@example.com"}, "sla_hours": 8}]});
        site.publish(&admin, "assignment", "main", assignment).await.expect(200);
        site.post(&admin, &format!("/leads/{lead}/hand-over"), json!({})).await.expect(200);
    }
    let worklist = site.get(&sales, "/leads?list=worklist").await.expect(200).json();
    assert_eq!(worklist["total"], 1);
    let row = &worklist["items"][0];
    assert!(row["handover"]["due"].is_string() && !row["last_activities"].as_array().unwrap().is_empty(), "{row}");
    let path = format!("/leads/{lead}/decision");
    let refused = site.post(&sales, &path, json!({"state": "rejected"})).await.expect(422);
    assert_eq!(refused.fields(), ["reason"]);
    let refused = site.post(&sales, &path, json!({"state": "recycled", "reason": "Just so"})).await.expect(422);
    assert_eq!(refused.fields(), ["reason"]);
    assert!(refused.text().contains("Wrong contact, Cannot be reached"), "{}", refused.text());
    let long = json!({"state": "accepted", "note": "x".repeat(501)});
    assert_eq!(site.post(&sales, &path, long).await.expect(422).fields(), ["note"]);
    let analyst = site.role(Role::Analyst).await;
    site.post(&analyst, &path, json!({"state": "accepted"})).await.expect(403);
    let accepted = site.post(&sales, &path, json!({"state": "accepted", "note": "Calling."})).await.expect(200).json();
    assert_eq!(accepted["handover"]["state"], "accepted");
    assert_eq!(accepted["handover"]["note"], "Calling.");
    assert_eq!(site.get(&sales, "/leads?list=worklist").await.json()["total"], 0);
    assert_eq!(site.get(&sales, "/leads?owner=me").await.json()["total"], 1);
}
