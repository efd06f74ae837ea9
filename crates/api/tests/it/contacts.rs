//! `/contacts`: list, profile, changes; `/segments` and `/lists`.

use crate::support::*;
use model::Role;
use serde_json::json;

#[tokio::test]
async fn a_contact_is_added_changed_merged_and_erased() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let fields = json!({"first_name": "Marta", "last_name": "Soler", "job_title": "Head of procurement"});
    let body = json!({"email": " Marta@Example.COM ", "fields": fields, "consent_basis": "fair in Oslo"});
    let made = site.post(&admin, "/contacts", body).await.expect(201).json();
    assert_eq!((&made["email"], &made["name"]), (&json!("marta@example.com"), &json!("Marta Soler")));
    assert_eq!(made["consent"]["state"], "given");
    assert_eq!(made["consent"]["history"][0]["basis"], "fair in Oslo");
    assert_eq!(made["addresses"][0]["use"], "primary");
    let id = made["id"].as_str().unwrap();

    site.post(&admin, "/contacts", json!({"email": "marta@example.com"})).await.expect(409);
    let change = json!({"fields": {"job_title": null, "city": "Bergen"}, "addresses": ["m.soler@example.org"]});
    let changed = site.patch(&admin, &format!("/contacts/{id}"), change).await.expect(200).json();
    assert_eq!(changed["fields"]["city"], "Bergen");
    assert!(changed["job_title"].is_null());
    assert_eq!(changed["addresses"].as_array().unwrap().len(), 2);

    let other = site.contact(&admin, "soler@example.net", json!({"phone": "+34600000000"})).await;
    let merged = site.post(&admin, &format!("/contacts/{id}/merge"), json!({"contact": other})).await.expect(200);
    assert_eq!(merged.json()["addresses"].as_array().unwrap().len(), 3);
    assert_eq!(site.get(&admin, &format!("/contacts/{other}")).await.expect(200).json()["id"], id);
    assert_eq!(site.get(&admin, "/contacts").await.json()["total"], 1);

    let withdrawn = json!({"given": false, "basis": "said so on the phone"});
    let answer = site.post(&admin, &format!("/contacts/{id}/consent"), withdrawn).await.expect(200).json();
    assert_eq!(answer["consent"]["state"], "withdrawn");
    assert_eq!(answer["consent"]["history"][0]["user"], "admin");

    site.delete(&admin, &format!("/contacts/{id}")).await.expect(204);
    site.get(&admin, &format!("/contacts/{id}")).await.expect(404);
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let wrong = json!({"email": "no address", "fields": {"shoe_size": 43, "country": 7}, "owner": "usr_00000099"});
    let answer = site.post(&admin, "/contacts", wrong).await.expect(422);
    let mut fields = answer.fields();
    fields.sort();
    assert_eq!(fields, ["email", "fields.country", "fields.shoe_size", "owner"]);
    assert!(answer.text().contains("Settings"), "the remedy is named: {}", answer.text());
    let misspelt = site.post(&admin, "/contacts", json!({"mail": "a@example.com"})).await.expect(422);
    assert_eq!(misspelt.fields(), ["mail"]);
    site.get(&admin, "/contacts/con_00000009").await.expect(404);
    site.get(&admin, "/contacts/robert").await.expect(404);
    site.get(&admin, "/contacts?sort=email").await.expect(400);
    site.get(&admin, "/contacts?q=%00").await.expect(400);
}

#[tokio::test]
async fn lists_are_filtered_sorted_searched_and_paged() {
    let site = Site::open().await;
    let admin = site.admin().await;
    for (n, name) in ["Ada", "Berit", "Carmen", "Dag", "Eva"].iter().enumerate() {
        let country = if n % 2 == 0 { "NO" } else { "ES" };
        let fields = json!({"first_name": name, "last_name": "Berg", "country": country});
        site.contact(&admin, &format!("{}@example.com", name.to_lowercase()), fields).await;
        site.later(model::SECOND);
    }
    let names = |json: serde_json::Value| -> Vec<String> {
        json["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().into()).collect()
    };
    let page = site.get(&admin, "/contacts?sort=name&limit=2").await.expect(200).json();
    assert_eq!((page["total"].as_u64(), names(page.clone())), (Some(5), vec!["Ada Berg".into(), "Berit Berg".into()]));
    let next = page["next"].as_str().unwrap();
    let page = site.get(&admin, &format!("/contacts?sort=name&limit=2&after={next}")).await.expect(200).json();
    assert_eq!(names(page), ["Carmen Berg", "Dag Berg"]);
    let newest = site.get(&admin, "/contacts?limit=1").await.expect(200).json();
    assert_eq!(names(newest), ["Eva Berg"]);
    let filter = "%7B%22field%22%3A%7B%22of%22%3A%22contact%22%2C%22key%22%3A%22country%22%2C%22op%22%3A%22is%22%2C%22values%22%3A%5B%22ES%22%5D%7D%7D";
    let spanish = site.get(&admin, &format!("/contacts?sort=name&filter={filter}")).await.expect(200).json();
    assert_eq!(names(spanish), ["Berit Berg", "Dag Berg"]);
    assert_eq!(names(site.get(&admin, "/contacts?q=carm").await.json()), ["Carmen Berg"]);
    assert_eq!(site.get(&admin, "/contacts?filter=%7B").await.expect(400).fields(), ["filter"]);
    assert_eq!(site.get(&admin, "/contacts?segment=nothing").await.expect(422).fields(), ["segment"]);
}

#[tokio::test]
async fn a_filter_is_counted_with_its_sentence_and_wrong_ones_are_named() {
    let site = Site::open().await;
    let admin = site.admin().await;
    for n in 0..3 {
        site.contact(&admin, &format!("n{n}@example.com"), json!({"country": "NO"})).await;
    }
    let filter = json!({"all": [{"field": {"of": "contact", "key": "country", "op": "is", "values": ["NO"]}}]});
    let sales = site.role(Role::Sales).await;
    let counted = site.post(&sales, "/segments/count", json!({"filter": filter})).await.expect(200).json();
    assert_eq!((counted["count"].as_u64(), counted["of"].as_u64()), (Some(3), Some(3)));
    assert!(counted["sentence"].as_str().unwrap().contains("ountry"), "{counted}");
    assert_eq!(counted["sample"].as_array().unwrap().len(), 3);
    let missing = json!({"all": [{"field": {"of": "contact", "key": "shoe_size", "op": "known"}}]});
    let answer = site.post(&sales, "/segments/count", json!({"filter": missing})).await.expect(422);
    assert!(answer.fields()[0].starts_with("filter.all[0]"), "{:?}", answer.fields());
    let mut deep = json!({"all": []});
    for _ in 0..20 {
        deep = json!({"not": deep});
    }
    site.post(&sales, "/segments/count", json!({"filter": deep})).await.expect(422);
}

#[tokio::test]
async fn lists_gain_and_lose_members() {
    let site = Site::open().await;
    let admin = site.admin().await;
    site.publish(&admin, "list", "fair", json!({"label": "Fair"})).await.expect(200);
    let (one, two) = (
        site.contact(&admin, "a@example.com", json!({})).await,
        site.contact(&admin, "b@example.com", json!({})).await,
    );
    let added = site.post(&admin, "/lists/fair/members", json!({"contacts": [one, two]})).await.expect(200);
    assert_eq!(added.json()["changed"], 2);
    assert_eq!(site.get(&admin, "/contacts?list=fair").await.json()["total"], 2);
    let path = "/api/v1/lists/fair/members";
    let gone = site.ask(&admin, axum::http::Method::DELETE, path, Some(json!({"contacts": [one]}))).await.expect(200);
    assert_eq!(gone.json()["changed"], 1);
    let wrong = site.post(&admin, "/lists/fair/members", json!({"contacts": [two, "con_99999999"]})).await.expect(422);
    assert_eq!(wrong.fields(), ["contacts[1]"]);
    site.post(&admin, "/lists/nothing/members", json!({"contacts": [two]})).await.expect(404);
}

#[tokio::test]
async fn the_list_is_carried_away_as_a_table_without_formulas_and_masked_where_it_must_be() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let fields = json!({"first_name": "Øyvind", "last_name": "=HYPERLINK(\"x\")", "city": "Bergen, Norway", "phone": "+4755000000"});
    site.contact(&admin, "oyvind@example.net", fields).await;
    site.contact(&admin, "ana@example.net", json!({"first_name": "Ana", "company": "Acme"})).await;
    let filter = r#"{"field":{"of":"contact","key":"city","op":"contains","values":["bergen"]}}"#;
    let query: String = filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let table = site.get(&admin, &format!("/contacts.csv?filter={query}")).await.expect(200).text();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 2, "{table}");
    assert!(lines[0].starts_with("\u{feff}id,external_id,account,"), "{table}");
    assert!(lines[0].contains(",email,first_name,last_name,"), "{table}");
    assert!(lines[1].contains(",oyvind@example.net,Øyvind,\"'=HYPERLINK(\"\"x\"\")\","), "{table}");
    assert!(lines[1].contains("\"Bergen, Norway\"") && lines[1].contains(",+4755000000,"), "{table}");

    let analyst = site.role(Role::Analyst).await;
    let table = site.get(&analyst, "/contacts.csv?sort=name").await.expect(200).text();
    assert!(!table.contains("example.net") && !table.contains("Øyvind") && table.contains("•••"), "{table}");
    assert!(table.contains("Acme"), "what is not personal stays: {table}");
    site.get(&admin, "/contacts.csv?segment=nope").await.expect(422);
    let trail = site.get(&admin, "/audit").await.expect(200).text();
    assert!(trail.contains("contacts.exported") && trail.contains("2 rows, personal data masked"), "{trail}");
}
