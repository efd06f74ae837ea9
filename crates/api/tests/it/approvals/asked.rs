//! What a run is asked for with: everything that decides whom it means and what it says, and its time.

use super::{MJML, ask, decide, email, perform, program, rules, runs};
use crate::runs::{named, said};
use crate::support::*;
use model::{HOUR, Role};
use serde_json::{Value as Json, json};

fn from(country: &str) -> Json {
    json!({"field": {"of": "contact", "key": "country", "op": "is", "values": [country]}})
}

async fn segment(site: &Site, who: &As, key: &str, filter: Json) {
    site.publish(who, "segment", key, json!({"label": key, "filter": filter})).await.expect(200);
}

#[tokio::test]
async fn what_the_audience_and_the_text_are_built_on_is_asked_for_too() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    rules(&site, json!({"runs": ["marketer"]})).await;
    for key in ["near", "since", "spoken"] {
        segment(&site, &marketer, key, from("NO")).await;
    }
    let lately = json!({"did": {"kind": ["form_submitted"], "window": {"since_segment": "since"}}});
    let cold = json!({"score": {"part": "total", "at_most": 100}});
    segment(&site, &marketer, "norway", json!({"all": [{"in_segment": "near"}, cold, {"any": [lately, from("NO")]}]}))
        .await;
    let said = "<mj-text>{% if \"spoken\" in contact.segments %}For you{% else %}For all{% endif %}</mj-text>";
    site.publish(&marketer, "snippet", "word", json!({"label": "Word", "mjml": said})).await.expect(200);
    let mut shows = email("Prices");
    let include = "<mj-column><mj-include path=\"snippet:word\" />";
    shows["mjml"] = json!(MJML.replace("<mj-column>", include));
    site.publish(&marketer, "email", "prices", shows).await.expect(200);

    let scoring = site.get(&admin, "/definitions/scoring/main").await.expect(200).json()["published"]["body"].clone();
    let definition = |filter: Json| json!({"label": "Other", "filter": filter});
    for (kind, key, body) in [
        ("segment", "near", definition(json!({"any": [from("NO"), from("ES")]}))),
        ("segment", "since", definition(json!({"any": [from("NO"), from("ES")]}))),
        ("segment", "spoken", definition(json!({"any": [from("NO"), from("ES")]}))),
        ("scoring", "main", scoring),
    ] {
        let id = ask(&site, &marketer).await;
        site.publish(&admin, kind, key, body).await.expect(200);
        let refused = decide(&site, &admin, &id, "approve").await.expect(409).text();
        assert!(refused.contains(&format!("{kind}/{key} has changed")), "{refused}");
    }
    // The same between the approval and its time.
    let at = site.engine.now().plus(HOUR);
    let request = site.post(&marketer, "/programs/spring/run", json!({"at": at})).await.expect(202).json();
    decide(&site, &admin, request["id"].as_str().unwrap(), "approve").await.expect(200);
    segment(&site, &marketer, "near", from("NO")).await;
    site.later(2 * HOUR);
    perform(&site).await;
    let made = runs(&site, &marketer).await;
    assert_eq!(made[0]["state"], "cancelled", "{made:?}");
    assert!(made[0]["reason"].as_str().unwrap().starts_with("segment/near has changed"), "{made:?}");
}

#[tokio::test]
async fn what_is_approved_after_its_time_is_not_sent_at_once() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    rules(&site, json!({"runs": ["marketer"]})).await;
    let at = site.engine.now().plus(HOUR);
    let request = site.post(&marketer, "/programs/spring/run", json!({"at": at})).await.expect(202).json();
    site.later(2 * HOUR);
    let refused = decide(&site, &admin, request["id"].as_str().unwrap(), "approve").await.expect(409).text();
    assert!(refused.contains("The time that it was asked for has passed."), "{refused}");
    assert!(runs(&site, &marketer).await.is_empty());
    // What was asked for with a time that had passed then was asked for at once.
    let request = site.post(&marketer, "/programs/spring/run", json!({"at": at})).await.expect(202).json();
    assert_eq!((&request["state"], &request["asked"]["at"]), (&json!("waiting"), &Json::Null), "{request}");
    decide(&site, &admin, request["id"].as_str().unwrap(), "approve").await.expect(200);
}

#[tokio::test]
async fn of_the_settings_what_emails_wear_is_asked_for() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    let mut worn = email("Prices");
    worn["mjml"] = json!(MJML.replace("<mjml>", "<mjml><mj-head><mj-include path=\"brand:company\" /></mj-head>"));
    site.publish(&marketer, "email", "prices", worn).await.expect(200);
    rules(&site, json!({"runs": ["marketer"]})).await;
    let settings = async |part: &str, says: Json| {
        let admin = site.admin().await;
        let view = site.get(&admin, "/definitions/settings/main").await.expect(200).json();
        let mut body = view["published"]["body"].clone();
        body[part] = says;
        site.publish(&admin, "settings", "main", body).await.expect(200);
    };
    let topics = |says: &str| json!([{"key": "news", "label": "News", "description": says}]);

    // While it waits.
    let id = ask(&site, &marketer).await;
    settings("topics", topics("Now and then")).await;
    assert_eq!(site.get(&admin, "/approvals").await.expect(200).json()["items"][0]["state"], "waiting");
    settings("brand", json!({"page": "#123456"})).await;
    let refused = decide(&site, &admin, &id, "approve").await.expect(409).text();
    assert!(refused.contains("settings/main has changed"), "{refused}");

    // Between the approval and its time.
    for (part, says, state) in
        [("topics", topics("Every day"), "finished"), ("brand", json!({"page": "#654321"}), "cancelled")]
    {
        let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
        let at = site.engine.now().plus(HOUR);
        let request = site.post(&marketer, "/programs/spring/run", json!({"at": at})).await.expect(202).json();
        decide(&site, &admin, request["id"].as_str().unwrap(), "approve").await.expect(200);
        settings(part, says).await;
        site.later(2 * HOUR);
        perform(&site).await;
        let made = runs(&site, &marketer).await;
        assert_eq!(made[0]["state"], state, "{part}: {made:?}");
    }
}

#[tokio::test]
async fn a_request_that_is_repeated_before_and_after_approval_makes_one_run() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    rules(&site, json!({"runs": ["marketer"]})).await;
    let first = named(&site, &marketer, "spring", "monday's").await.expect(202).json();
    let again = named(&site, &marketer, "spring", "monday's").await.expect(202).json();
    assert_eq!(first["id"], again["id"]);
    let otherwise = said(&site, &marketer, "spring", "monday's", r#"{"despite": ["links.dead"]}"#).await.expect(422);
    assert_eq!(otherwise.fields(), ["Idempotency-Key"]);
    decide(&site, &admin, first["id"].as_str().unwrap(), "refuse").await.expect(200);
    let anew = named(&site, &marketer, "spring", "monday's").await.expect(202).json();
    assert_ne!(first["id"], anew["id"]);
    decide(&site, &admin, anew["id"].as_str().unwrap(), "approve").await.expect(200);
    let started = named(&site, &marketer, "spring", "monday's").await.expect(200).json();
    perform(&site).await;
    let over = named(&site, &marketer, "spring", "monday's").await.expect(200).json();
    assert_eq!((&over["id"], &over["state"]), (&started["id"], &json!("finished")));
    assert_eq!(runs(&site, &marketer).await.len(), 1);
}
