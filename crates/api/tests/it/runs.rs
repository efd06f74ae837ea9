//! Runs that are put to another time, asked for twice, or stand in the way of the next by what came back.

use crate::approvals::{program, rules};
use crate::support::*;
use axum::body::Body;
use axum::http::Request;
use model::{DAY, DEFAULT_WORKSPACE, HOUR, Role, Timestamp};
use serde_json::json;
use store::halts::Halt;
use store::runs::Brake;
use store::sends::NewSend;

async fn perform(site: &Site) {
    while site.performer.run_once().await.unwrap() > 0 {}
    site.engine.tick().await.unwrap();
}

fn in_hours(site: &Site, hours: i64) -> Timestamp {
    site.engine.now().plus(hours * HOUR)
}

#[tokio::test]
async fn a_run_that_has_not_begun_is_put_to_another_time() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    program(&site, &who).await;
    let run = site.post(&who, "/programs/spring/run", json!({"at": in_hours(&site, 2)})).await.expect(201).json();
    let path = format!("/runs/{}/reschedule", run["id"].as_str().unwrap());
    let later = in_hours(&site, 30);
    let moved = site.post(&who, &path, json!({"at": later})).await.expect(200).json();
    assert_eq!((&moved["state"], &moved["at"]), (&json!("scheduled"), &json!(later)), "{moved}");
    let far = site.post(&who, &path, json!({"at": in_hours(&site, 24 * 400)})).await.expect(422);
    assert_eq!(far.fields(), ["at"]);
    let other = site.post(&who, "/programs/spring/run", json!({"at": in_hours(&site, 50)})).await.expect(201).json();
    let beside = format!("/runs/{}/reschedule", other["id"].as_str().unwrap());
    assert!(site.post(&who, &beside, json!({"at": later})).await.expect(409).text().contains("not over yet"));
    // The time that it had comes and goes.
    site.later(3 * HOUR);
    perform(&site).await;
    assert_eq!(site.get(&who, "/sends").await.json()["total"], 0);
    let sales = site.role(Role::Sales).await;
    site.post(&sales, &path, json!({"at": later})).await.expect(403);
    // A time that has passed means at once.
    site.post(&who, &path, json!({"at": site.engine.now().plus(-DAY)})).await.expect(200);
    perform(&site).await;
    assert_eq!(site.get(&who, "/sends?state=sent").await.json()["total"], 5);
    assert!(site.post(&who, &path, json!({"at": later})).await.expect(409).text().contains("has not begun"));
    site.post(&who, "/runs/77/reschedule", json!({"at": later})).await.expect(404);
    let admin = site.admin().await;
    assert!(site.get(&admin, "/audit").await.text().contains("run.rescheduled"));
    // Mail that overtakes all other is for who may send such, at whatever time.
    let store = site.engine.store();
    let new = store::runs::NewRun {
        program: "receipts".into(),
        email: "prices".into(),
        operational: true,
        scheduled_at: in_hours(&site, 99),
        user: None,
    };
    let receipts = store::runs::create(store, DEFAULT_WORKSPACE, &new, None, site.engine.now()).await.unwrap().unwrap();
    let path = format!("/runs/{}/reschedule", receipts.id);
    site.post(&who, &path, json!({"at": later})).await.expect(403);
    site.post(&admin, &path, json!({"at": later})).await.expect(200);
    // What a second person approved is the run at its time.
    rules(&site, json!({"runs": ["marketer"]})).await;
    let refused = site.post(&who, &beside, json!({"at": in_hours(&site, 70)})).await.expect(403);
    assert!(refused.text().contains("ask for approval"), "{}", refused.text());
    site.post(&admin, &beside, json!({"at": in_hours(&site, 70)})).await.expect(200);
}

pub async fn named(site: &Site, who: &As, program: &str, name: &str) -> Answer {
    said(site, who, program, name, "{}").await
}

pub async fn said(site: &Site, who: &As, program: &str, name: &str, body: &'static str) -> Answer {
    let As::Cookie(cookie) = who else { panic!("signed in") };
    let request = Request::post(format!("/api/v1/programs/{program}/run")).header("sec-fetch-site", "same-origin");
    let request = request.header("cookie", cookie).header("content-type", "application/json");
    site.send(request.header("Idempotency-Key", name).body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_request_that_comes_twice_starts_one_run() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    program(&site, &who).await;
    let first = named(&site, &who, "spring", "monday's").await.expect(201).json();
    let again = named(&site, &who, "spring", "monday's").await.expect(200).json();
    assert_eq!(first["id"], again["id"]);
    let otherwise = said(&site, &who, "spring", "monday's", r#"{"despite": ["links.dead"]}"#).await.expect(422);
    assert_eq!(otherwise.fields(), ["Idempotency-Key"]);
    // Another one is another run, and there is one at a time.
    named(&site, &who, "spring", "tuesday's").await.expect(409);
    perform(&site).await;
    let over = named(&site, &who, "spring", "monday's").await.expect(200).json();
    assert_eq!((&over["id"], &over["state"]), (&first["id"], &json!("finished")));
    assert_eq!(named(&site, &who, "summer", "monday's").await.expect(422).fields(), ["Idempotency-Key"]);
    for name in ["", &"x".repeat(201), "with\tå"] {
        assert_eq!(named(&site, &who, "spring", name).await.expect(422).fields(), ["Idempotency-Key"], "{name}");
    }
    let next = named(&site, &who, "spring", "tuesday's").await.expect(201).json();
    assert_ne!(next["id"], first["id"]);
}

#[tokio::test]
async fn what_came_back_of_the_last_run_stands_in_the_way_of_the_next() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    program(&site, &who).await;
    let run = site.post(&who, "/programs/spring/run", json!({})).await.expect(201).json();
    perform(&site).await;
    let id: i64 = run["id"].as_str().unwrap().parse().unwrap();
    let why = (Brake::HardBounces, "30 of 500 messages came back for good, which is 5 % or more");
    assert!(store::runs::brake(site.engine.store(), DEFAULT_WORKSPACE, id, why, &[], site.engine.now()).await.unwrap());
    let refused = site.post(&who, "/programs/spring/run", json!({})).await.expect(422);
    assert_eq!(refused.fields(), ["preflight.audience.came_back"]);
    assert!(refused.text().contains("30 of 500"), "{}", refused.text());
    // Somebody who has looked may, and after a week nobody asks.
    let despite = json!({"despite": ["audience.came_back"], "at": in_hours(&site, 300)});
    site.post(&who, "/programs/spring/run", despite).await.expect(201);
    site.later(8 * DAY);
    let who = site.role(Role::Marketer).await;
    site.post(&who, "/programs/spring/run", json!({})).await.expect(201);
}

#[tokio::test]
async fn a_program_that_was_stopped_is_shown_and_let_go_on() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    program(&site, &who).await;
    let listed = site.get(&who, "/contacts?limit=1").await.json();
    let contact = listed["items"][0]["id"].as_str().unwrap().trim_start_matches(|c: char| !c.is_ascii_digit());
    let contact: i64 = contact.parse().unwrap_or_else(|_| panic!("{listed}"));
    let (store, now) = (site.engine.store(), site.engine.now());
    let halt = Halt { brake: Brake::Complaints, reason: "2 of 1000 recipients complained".into(), at: now };
    assert!(store::halts::stop(store, DEFAULT_WORKSPACE, "spring", &halt, &[]).await.unwrap());
    let send = NewSend {
        run: None,
        program: Some("spring".into()),
        occurrence: "step:1".into(),
        contact: model::ContactId(contact),
        address: "n0@example.com".into(),
        email: "prices".into(),
        email_version: 1,
        operational: false,
        details: "{}".into(),
        due_at: now,
        held: None,
    };
    store::sends::add(store, DEFAULT_WORKSPACE, &[send], now).await.unwrap();
    perform(&site).await;
    let stopped = site.get(&who, "/programs/spring").await.json()["halt"].clone();
    assert_eq!((&stopped["brake"], &stopped["waiting"]), (&json!("complaints"), &json!(1)), "{stopped}");
    let listed = site.get(&who, "/programs").await.json();
    assert!(listed["items"].as_array().unwrap().iter().any(|row| row["halt"]["waiting"] == 1), "{listed}");
    let sales = site.role(Role::Sales).await;
    site.post(&sales, "/programs/spring/release", json!({"waited": "send"})).await.expect(403);
    site.post(&who, "/programs/spring/release", json!({"waited": "perhaps"})).await.expect(422);
    site.post(&who, "/programs/spring/release", json!({"waited": "send"})).await.expect(204);
    site.post(&who, "/programs/spring/release", json!({"waited": "send"})).await.expect(409);
    perform(&site).await;
    assert_eq!(site.get(&who, "/sends?state=sent").await.json()["total"], 1);
    assert!(site.get(&who, "/programs/spring").await.json()["halt"].is_null());
    let admin = site.admin().await;
    assert!(site.get(&admin, "/audit").await.text().contains("program.released"));
}
