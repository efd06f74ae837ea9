//! `/definitions`: drafts, publishing, history, differences, and the export.

use crate::support::*;
use model::Role;
use serde_json::{Value as Json, json};

fn segment(country: &str) -> Json {
    json!({"label": "Northerners", "filter": {"field": {"of": "contact", "key": "country", "op": "is", "values": [country]}}})
}

#[tokio::test]
async fn a_draft_is_published_replaced_rolled_back_and_archived() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let who = site.role(Role::Marketer).await;
        let path = "/definitions/segment/north";
        site.contact(&who, "kari@example.com", json!({"country": "NO"})).await;
        let draft = site.put(&who, &format!("{path}/draft"), json!({"body": segment("NO")})).await.expect(200).json();
        assert_eq!((&draft["published"], &draft["draft"]["version"]), (&Json::Null, &json!(1)));
        assert_eq!(draft["problems"], json!([]));

        let published = site.post(&who, &format!("{path}/publish"), json!({"note": "first"})).await.expect(200).json();
        assert_eq!(published["published"]["author"], "marketer");
        assert_eq!(published["members"], 1);
        assert_eq!(site.get(&who, "/segments/north/members").await.expect(200).json()["total"], 1);
        site.post(&who, &format!("{path}/publish"), json!({})).await.expect(409);

        site.publish(&who, "segment", "north", segment("SE")).await.expect(200);
        assert_eq!(site.get(&who, "/segments/north/members").await.json()["total"], 0);
        let history = site.get(&who, &format!("{path}/history")).await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 2);
        let diff = site.get(&who, &format!("{path}/diff?from=1&to=2")).await.expect(200).json();
        let changed: Vec<(&str, &str)> = diff["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| (line["change"].as_str().unwrap(), line["text"].as_str().unwrap().trim()))
            .filter(|(change, _)| *change != "same")
            .collect();
        assert!(changed.contains(&("removed", "\"NO\"")) && changed.contains(&("added", "\"SE\"")), "{changed:?}");
        assert!(changed.len() <= 4, "{changed:?}");

        let back = site.post(&who, &format!("{path}/rollback"), json!({"version": 1})).await.expect(200).json();
        assert_eq!(back["published"]["version"], 3);
        assert_eq!(site.get(&who, "/segments/north/members").await.json()["total"], 1);
        site.post(&who, &format!("{path}/archive"), json!({"note": "not needed"})).await.expect(200);
        site.get(&who, "/segments/north/members").await.expect(404);
        let admin = site.admin().await;
        let trail = site.get(&admin, "/audit?action=definition.published").await.json();
        assert_eq!((trail["total"].as_u64(), &trail["items"][0]["object"]), (Some(3), &json!("segment/north")));
    })
    .await;
}

#[tokio::test]
async fn settings_keep_what_programs_in_force_name() {
    let site = Site::open().await;
    let who = site.admin().await;
    let mut body = site.get(&who, "/definitions/settings/main").await.expect(200).json()["published"]["body"].clone();
    body["topics"].as_array_mut().unwrap().retain(|topic| topic["key"] != "guides");
    body["channels"].as_array_mut().unwrap().retain(|channel| channel != "Webinar");
    let refused = site.publish(&who, "settings", "main", body.clone()).await.expect(422);
    assert_eq!(refused.fields(), ["body.topics", "body.channels"]);
    let said = refused.json()["errors"].to_string();
    for part in ["\\\"guides\\\" is in use by program \\\"nurture-prospects\\\"; change that first", "spring-webinar"] {
        assert!(said.contains(part), "{said}");
    }
    // Once nobody names them any more they may go.
    for key in ["webinar-follow-up", "spring-webinar", "nurture-prospects"] {
        site.post(&who, &format!("/definitions/program/{key}/archive"), json!({})).await.expect(200);
    }
    site.publish(&who, "settings", "main", body).await.expect(200);
}

#[tokio::test]
async fn a_version_that_is_not_there_is_named_beside_those_that_are() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let path = "/definitions/segment/north";
    for country in ["NO", "SE"] {
        site.publish(&who, "segment", "north", segment(country)).await.expect(200);
    }
    let refused = site.post(&who, &format!("{path}/rollback"), json!({"version": 9})).await.expect(404).json();
    assert_eq!(refused["detail"], "There is no version 9 of segment \"north\"; choose one of 1, 2.");
    // A difference knows the draft as well.
    site.put(&who, &format!("{path}/draft"), json!({"body": segment("DK")})).await.expect(200);
    let refused = site.get(&who, &format!("{path}/diff?from=1&to=4")).await.expect(404).json();
    assert_eq!(refused["detail"], "There is no version 4 of segment \"north\"; choose one of 1, 2, 3.");
    let diff = site.get(&who, &format!("{path}/diff?from=1&to=3")).await.expect(200).json();
    assert!(diff["lines"].to_string().contains("DK"));
    site.post(&who, &format!("{path}/rollback"), json!({"version": 3})).await.expect(404);
    let refused = site.post(&who, "/definitions/segment/nowhere/rollback", json!({"version": 1})).await.expect(404);
    assert_eq!(refused.json()["detail"], "There is no segment \"nowhere\".");
}

#[tokio::test]
async fn what_was_never_published_can_be_removed_and_leaves_a_trace() {
    let site = Site::open().await;
    let (who, admin) = (site.role(Role::Marketer).await, site.admin().await);
    let audited = async || site.get(&admin, "/audit?action=draft.dropped").await.json()["total"].as_u64();
    for (n, archive) in [(1, true), (2, false)] {
        let path = format!("/definitions/segment/try_{n}");
        site.put(&who, &format!("{path}/draft"), json!({"body": segment("NO")})).await.expect(200);
        match archive {
            true => {
                let shown = site.post(&who, &format!("{path}/archive"), json!({"note": "a try"})).await.expect(200);
                assert_eq!(shown.json()["published"], Json::Null);
            }
            false => drop(site.delete(&who, &format!("{path}/draft")).await.expect(204)),
        }
        site.get(&who, &path).await.expect(404);
        assert_eq!(audited().await, Some(n));
    }
    site.post(&who, "/definitions/segment/try_1/archive", json!({})).await.expect(404);
    let sales = site.role(Role::Sales).await;
    site.put(&who, "/definitions/segment/try_3/draft", json!({"body": segment("NO")})).await.expect(200);
    site.post(&sales, "/definitions/segment/try_3/archive", json!({})).await.expect(403);
    site.delete(&sales, "/definitions/segment/try_3/draft").await.expect(403);
}

#[tokio::test]
async fn what_is_wrong_stays_a_draft() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let wrong = json!({"label": "Wrong", "filter": {"all": [
        {"in_segment": "nowhere"}, {"field": {"of": "contact", "key": "country", "op": "at_least", "values": ["NO"]}}]}});
    let body = json!({"body": wrong});
    let draft = site.put(&who, "/definitions/segment/wrong/draft", body).await.expect(200).json();
    let problems = draft["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 2, "{problems:?}");
    let refused = site.post(&who, "/definitions/segment/wrong/publish", json!({})).await.expect(422);
    assert!(refused.fields().iter().all(|field| field.starts_with("body.filter.all[")), "{:?}", refused.fields());
    // A key that serde does not know is named too.
    let misspelt = json!({"label": "x", "fitler": {}});
    site.put(&who, "/definitions/segment/wrong/draft", json!({"body": misspelt})).await.expect(200);
    let refused = site.post(&who, "/definitions/segment/wrong/publish", json!({})).await.expect(422);
    assert!(refused.text().contains("fitler"));
    site.put(&who, "/definitions/segment/No Key!/draft".replace(' ', "%20").as_str(), json!({"body": {}}))
        .await
        .expect(422);
    site.put(&who, "/definitions/scoring/second/draft", json!({"body": {}})).await.expect(422);
    site.get(&who, "/definitions/recipe").await.expect(404);
    site.delete(&who, "/definitions/segment/wrong/draft").await.expect(204);
    site.get(&who, "/definitions/segment/wrong").await.expect(404);
}

#[tokio::test]
async fn an_email_that_cannot_work_is_not_published() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let email = |mjml: &str| json!({"label": "Broken", "subject": "Hello {{ contact.first_name", "mjml": mjml});
    let mjml = "<mjml><mj-body><mj-section><mj-column><mj-text>{% for x in range(99999999) %}x{% endfor %}</mj-text></mj-column></mj-section></mj-body></mjml>";
    let rendered = site.post(&who, "/emails/render", json!({"body": email(mjml)})).await.expect(200).json();
    assert_eq!(rendered["html"], "");
    assert!(!rendered["problems"].as_array().unwrap().is_empty());
    site.put(&who, "/definitions/email/broken/draft", json!({"body": email(mjml)})).await.expect(200);
    site.post(&who, "/definitions/email/broken/publish", json!({})).await.expect(422);
}

#[tokio::test]
async fn settings_and_what_others_need_are_protected() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    let settings = site.get(&admin, "/definitions/settings/main").await.expect(200).json()["published"]["body"].clone();
    site.publish(&marketer, "settings", "main", settings.clone()).await.expect(403);
    site.post(&admin, "/definitions/settings/main/publish", json!({})).await.expect(200);
    site.post(&admin, "/definitions/settings/main/archive", json!({})).await.expect(409);
    site.publish(&marketer, "segment", "base", segment("NO")).await.expect(200);
    let of_it = json!({"label": "Of it", "filter": {"in_segment": "base"}});
    site.publish(&marketer, "segment", "of_it", of_it).await.expect(200);
    let kept = site.post(&marketer, "/definitions/segment/base/archive", json!({})).await.expect(409);
    assert!(kept.text().contains("of_it"), "{}", kept.text());
    let field = json!({"object": "contact", "key": "country", "type": "integer", "label": "Country"});
    let retyped = site.publish(&admin, "field", "contact.country", field).await.expect(422);
    assert_eq!(retyped.fields(), ["body.type"]);
    let own = |kind: &str| json!({"object": "contact", "key": "shoe_size", "type": kind, "label": "Shoe size"});
    site.publish(&admin, "field", "contact.shoe_size", own("integer")).await.expect(200);
    let retyped = site.publish(&admin, "field", "contact.shoe_size", own("text")).await.expect(422);
    assert_eq!(retyped.fields(), ["body.type"]);
}

#[tokio::test]
async fn the_export_holds_the_whole_instance_and_leaves_a_trace() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let export = site.get(&who, "/export").await.expect(200);
    assert_eq!(export.header("content-type"), "application/x-tar");
    let text = export.text();
    for file in ["instance/settings/main.json", "instance/scoring/main.json", "instance/lifecycle/main.json"] {
        assert!(text.contains(file), "{file}");
    }
    let admin = site.admin().await;
    assert_eq!(site.get(&admin, "/audit?action=instance.exported").await.json()["total"], 1);
    for kind in ["segment", "email", "program", "asset", "field", "goal"] {
        let listed = site.get(&who, &format!("/definitions/{kind}")).await.expect(200).json();
        assert!(!listed["items"].as_array().unwrap().is_empty(), "{kind}");
    }
}
