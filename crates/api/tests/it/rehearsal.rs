//! `/definitions/{kind}/{key}/rehearsal`: drafts run over history, and nothing changes.

use crate::support::*;
use model::{DAY, Role};
use serde_json::{Value as Json, json};

fn of_country(country: &str) -> Json {
    json!({"label": "Country", "filter": {"field": {"of": "contact", "key": "country", "op": "is", "values": [country]}}})
}

#[tokio::test]
async fn a_draft_is_rehearsed_over_what_stood_and_changes_nothing() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let path = "/definitions/segment/country";
    let ana = site.contact(&who, "ana@example.com", json!({"country": "NO", "first_name": "Ana"})).await;
    site.contact(&who, "bo@example.com", json!({"country": "SE"})).await;
    site.publish(&who, "segment", "country", of_country("SE")).await.expect(200);
    site.later(10 * DAY);
    let who = site.role(Role::Marketer).await;
    site.patch(&who, &format!("/contacts/{ana}"), json!({"fields": {"country": "SE"}})).await.expect(200);
    site.later(10 * DAY);
    let who = site.role(Role::Marketer).await;

    let held =
        site.post(&who, &format!("{path}/rehearsal"), json!({"body": of_country("NO")})).await.expect(200).json();
    assert_eq!(held["now"], json!({"draft": 0, "published": 2, "of": 2}));
    let days = held["days"].as_array().unwrap();
    let back = |days_ago: usize| (days[90 - days_ago]["draft"].clone(), days[90 - days_ago]["published"].clone());
    assert_eq!(
        (back(0), back(9), back(11), back(20)),
        ((json!(0), json!(2)), (json!(0), json!(2)), (json!(1), json!(1)), (json!(1), json!(1)))
    );
    assert_eq!(back(21), (json!(0), json!(0)), "nobody was known yet");
    assert_eq!((&held["enters"]["count"], &held["leaves"]["count"]), (&json!(0), &json!(2)));
    assert_eq!(held["leaves"]["contacts"][0]["name"], "Ana");

    // Nothing was kept or published, and without a body what is in force is rehearsed.
    let view = site.get(&who, path).await.expect(200).json();
    assert_eq!((&view["draft"], &view["members"]), (&Json::Null, &json!(2)));
    let same = site.post(&who, &format!("{path}/rehearsal"), json!({})).await.expect(200).json();
    assert_eq!(
        (&same["now"]["draft"], &same["enters"]["count"], &same["leaves"]["count"]),
        (&json!(2), &json!(0), &json!(0))
    );
}

#[tokio::test]
async fn scoring_and_gates_are_rehearsed_against_won_deals() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    for kind in ["scoring", "qualification"] {
        let held = site.post(&who, &format!("/definitions/{kind}/main/rehearsal"), json!({})).await.expect(200).json();
        assert_eq!(
            (&held["prediction"]["draft"]["auc"], &held["missed"]["won"]),
            (&Json::Null, &json!(0)),
            "n/a without a win"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_rehearsed_is_refused_with_its_place() {
    let site = Site::open().await;
    let (who, admin) = (site.role(Role::Marketer).await, site.admin().await);
    let field = json!({"object": "lead", "key": "budget", "type": "integer", "label": "Budget"});
    site.publish(&admin, "field", "lead.budget", field).await.expect(200);
    let asks = json!({"label": "X", "filter": {"any": [{"field": {"of": "lead", "key": "budget", "op": "known"}}]}});
    let refused = site.post(&who, "/definitions/segment/x/rehearsal", json!({"body": asks})).await.expect(422);
    assert_eq!(refused.fields(), ["body.filter.any[0].field"]);
    assert!(refused.text().contains("leave this condition out"), "{}", refused.text());

    let wrong = json!({"label": "X", "filter": {"in_segment": "nowhere"}});
    let refused = site.post(&who, "/definitions/segment/x/rehearsal", json!({"body": wrong})).await.expect(422);
    assert_eq!(refused.fields(), ["body.filter.in_segment"]);
    site.post(&who, "/definitions/segment/x/rehearsal", json!({})).await.expect(404);
    site.post(&who, "/definitions/email/x/rehearsal", json!({})).await.expect(422);
    let sales = site.role(Role::Sales).await;
    site.post(&sales, "/definitions/segment/x/rehearsal", json!({"body": of_country("NO")})).await.expect(403);
}
