//! What a recipient does with the links of a message about a topic: leaves it, and chooses what to receive.

use crate::mail::{link, perform, program};
use crate::support::*;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value as Json, json};

const MJML: &str = "<mjml><mj-body><mj-section><mj-column><mj-text>Hei {{ contact.first_name }}, \
    <a href=\"{{ preferences_url }}\">choose</a> <a href=\"{{ unsubscribe_url }}\">out</a> {{ postal_address }}\
    </mj-text></mj-column></mj-section></mj-body></mjml>";

/// A message about the topic "events" of the starter instance, at kari@example.com: its two links.
async fn message(site: &Site) -> (As, String, String) {
    let who = site.admin().await;
    program(site, &who).await;
    let email = json!({"label": "Spring", "subject": "Fairs", "mjml": MJML, "defaults": {"contact.first_name": "you"}});
    site.publish(&who, "email", "spring_prices", email).await.expect(200);
    let does = json!({"batch": {"segment": "norway", "email": "spring_prices"}});
    let body = json!({"label": "Spring prices", "channel": "Email", "topic": "events", "does": does});
    site.publish(&who, "program", "spring", body).await.expect(200);
    site.post(&who, "/programs/spring/run", json!({})).await.expect(201);
    perform(site).await;
    let outbox = site.get(&who, "/outbox").await.json();
    let id = outbox["items"][0]["id"].as_str().unwrap();
    let html = site.get(&who, &format!("/outbox/{id}/html")).await.text();
    let (choose, leave) = (link(&html, "/p/").to_string(), link(&html, "/u/").to_string());
    (who, choose, leave)
}

async fn ask(site: &Site, method: &str, path: &str, lang: &str, form: &'static str) -> Answer {
    let request = Request::builder().method(method).uri(path).header("accept-language", lang);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    site.send(request.body(Body::from(form)).unwrap()).await
}

/// The topics that the address has opted out of, and whether it gets nothing at all.
async fn standing(site: &Site, who: &As) -> (Vec<String>, bool) {
    let rows = site.get(who, "/suppressions?q=kari@").await.expect(200).json();
    let row = &rows["items"][0];
    let topics = row["topics"].as_array().cloned().unwrap_or_default();
    let keys = topics.iter().filter_map(|topic| topic["key"].as_str()).map(str::to_string).collect();
    (keys, row["opted_out"].is_object())
}

#[tokio::test]
async fn the_page_shows_what_is_received_and_only_its_own_form_changes_it() {
    let site = Site::open().await;
    let (who, choose, _) = message(&site).await;
    for (lang, said) in [("en", "Which emails"), ("es", "¿Qué correos"), ("nb", "Hvilke e-poster")] {
        let page = ask(&site, "GET", &choose, lang, "").await.expect(200);
        let text = page.text();
        assert!(text.contains(said) && text.contains("k…@example.com") && !text.contains("kari"), "{text}");
        assert_eq!(text.matches(" checked").count(), 3, "{text}");
        assert!(!text.contains("<script"));
        assert!(page.header("content-security-policy").contains("form-action 'self'"));
        assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    }
    for (method, form) in [("HEAD", ""), ("POST", ""), ("POST", "List-Unsubscribe=One-Click"), ("POST", "topic=guides")]
    {
        ask(&site, method, &choose, "en", form).await.expect(200);
    }
    assert_eq!(ask(&site, "OPTIONS", &choose, "en", "").await.status, 204);
    let as_it_stands = "form=preferences&topic=newsletter&topic=events&topic=guides";
    ask(&site, "POST", &choose, "en", as_it_stands).await.expect(200);
    assert_eq!(standing(&site, &who).await, (vec![], false));

    let saved = ask(&site, "POST", &choose, "en", "form=preferences&topic=guides").await.expect(200).text();
    assert!(saved.contains("Saved.") && saved.matches(" checked").count() == 1, "{saved}");
    assert_eq!(standing(&site, &who).await, (vec!["events".into(), "newsletter".into()], false));
    let nothing = ask(&site, "POST", &choose, "en", "form=preferences").await.expect(200).text();
    assert!(nothing.contains("no more marketing emails"), "{nothing}");
    assert!(standing(&site, &who).await.1);
    assert!(ask(&site, "GET", &choose, "en", "").await.text().contains("you agree to receive it"));
    ask(&site, "POST", &choose, "en", "form=preferences&topic=events").await.expect(200);
    assert_eq!(standing(&site, &who).await, (vec!["guides".into(), "newsletter".into()], false));
    for path in ["/p/forged", "/p/", "/p/preview"] {
        ask(&site, "GET", path, "en", "").await.expect(404);
    }
    ask(&site, "POST", "/p/forged", "en", "form=preferences").await.expect(404);
}

#[tokio::test]
async fn one_click_leaves_the_topic_and_the_page_offers_everything() {
    let site = Site::open().await;
    let (who, _, leave) = message(&site).await;
    let page = ask(&site, "GET", &leave, "en", "").await.expect(200).text();
    assert!(page.contains("from “Events and webinars” only") && page.contains("from all marketing emails"), "{page}");
    assert_eq!(standing(&site, &who).await, (vec![], false));
    ask(&site, "POST", &leave, "en", "List-Unsubscribe=One-Click").await.expect(200);
    assert_eq!(standing(&site, &who).await, (vec!["events".into()], false));
    let page = ask(&site, "GET", &leave, "en", "").await.expect(200).text();
    assert!(
        page.contains("unsubscribed from “Events and webinars”") && page.contains("value=\"everything\""),
        "{page}"
    );
    let audience = site.get(&who, "/programs/spring/audience").await.expect(200).json();
    let reasons: Vec<&Json> = audience["held"].as_array().unwrap().iter().map(|held| &held["reason"]).collect();
    assert!(reasons.contains(&&json!("topic_opted_out")), "{audience}");
    ask(&site, "POST", &leave, "en", "leave=everything").await.expect(200);
    assert_eq!(standing(&site, &who).await, (vec!["events".into()], true));
}

#[tokio::test]
async fn a_link_that_changes_its_mind_all_the_time_has_to_wait() {
    let site = Site::open().await;
    let (_, choose, _) = message(&site).await;
    let mut last = 200;
    for n in 0..21 {
        let form = if n % 2 == 0 { "form=preferences&topic=guides" } else { "form=preferences&topic=events" };
        let answer = ask(&site, "POST", &choose, "en", form).await;
        last = answer.status.as_u16();
        assert!(last == 200 || n == 20, "{n}: {last}");
    }
    assert_eq!(last, 429);
    ask(&site, "GET", &choose, "en", "").await.expect(200);
}

#[tokio::test]
async fn without_the_database_people_are_told_and_programs_come_again() {
    let site = Site::open().await;
    let (_, choose, leave) = message(&site).await;
    site.engine.store().close().await;
    let ask = async |method: &str, path: &str, accept: &str, lang: &str| {
        let request = Request::builder().method(method).uri(path).header("accept-language", lang);
        let request = request.header("content-type", "application/x-www-form-urlencoded").header("accept", accept);
        site.send(request.body(Body::from("form=preferences&topic=guides")).unwrap()).await
    };
    for (method, path) in [("GET", &choose), ("POST", &choose), ("GET", &leave), ("POST", &leave)] {
        for (lang, said) in [("en", "on our side"), ("es", "es nuestro"), ("nb", "hos oss")] {
            let page = ask(method, path, "text/html,*/*;q=0.8", lang).await.expect(503);
            assert!(page.header("content-type").starts_with("text/html") && page.text().contains(said), "{page:?}");
            assert_eq!((page.header("retry-after"), page.header("cache-control")), ("120", "no-store"));
        }
        let problem = ask(method, path, "*/*", "en").await;
        assert!(problem.status.is_server_error(), "{problem:?}");
        assert_eq!(problem.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn admins_see_and_lift_an_opt_out_of_a_topic_with_a_reason() {
    let site = Site::open().await;
    let (who, _, leave) = message(&site).await;
    ask(&site, "POST", &leave, "en", "").await.expect(200);
    let found = site.get(&who, "/suppressions?topic=events").await.expect(200).json();
    assert_eq!((&found["total"], &found["items"][0]["topics"][0]["label"]), (&json!(1), &json!("Events and webinars")));
    assert_eq!(site.get(&who, "/suppressions?topic=guides").await.json()["total"], 0);
    assert_eq!(site.get(&who, "/suppressions?kind=opt_out").await.json()["total"], 0);
    site.get(&who, "/suppressions?kind=blocked&topic=events").await.expect(422);
    for topic in ["", "Events", "event%25", "%25", "a%22b"] {
        let refused = site.get(&who, &format!("/suppressions?topic={topic}")).await.expect(422);
        assert_eq!(refused.fields(), ["topic"], "{topic}");
    }
    let contact = site.get(&who, "/contacts?q=kari").await.json()["items"][0]["id"].as_str().unwrap().to_string();
    let profile = site.get(&who, &format!("/contacts/{contact}")).await.json();
    assert_eq!(profile["addresses"][0]["topics"][0]["key"], "events");
    assert_eq!(profile["consent"]["state"], "given");

    let change = |kind: &str, topic: &str| json!({"address": "kari@example.com", "kind": kind, "topic": topic, "reason": "asked by phone"});
    assert_eq!(
        site.post(&who, "/suppressions/lift", change("opt_out", "guides")).await.expect(422).fields(),
        ["topic"]
    );
    assert_eq!(site.post(&who, "/suppressions/lift", change("blocked", "events")).await.expect(422).fields(), ["kind"]);
    assert_eq!(site.post(&who, "/suppressions", change("opt_out", "nothing")).await.expect(422).fields(), ["topic"]);
    let lifted = site.post(&who, "/suppressions/lift", change("opt_out", "events")).await.expect(200).json();
    assert_eq!(lifted["topics"], json!([]));
    let audit = site.get(&who, "/audit?action=suppression.lifted").await.json();
    assert_eq!(audit["items"][0]["detail"], "topic events: asked by phone");
    let timeline = site.get(&who, &format!("/contacts/{contact}/timeline")).await.json();
    let newest = &timeline["items"][0];
    assert_eq!((&newest["kind"], &newest["properties"]["topic"]), (&json!("address_lifted"), &json!("events")));
    let added = site.post(&who, "/suppressions", change("opt_out", "guides")).await.expect(200).json();
    assert_eq!(added["topics"][0]["key"], "guides");
}

#[tokio::test]
async fn the_pages_name_topics_in_the_readers_language_where_they_can() {
    let site = Site::open().await;
    let (who, choose, leave) = message(&site).await;
    let mut settings = site.get(&who, "/definitions/settings/main").await.json()["published"]["body"].clone();
    let topics = settings["topics"].as_array_mut().unwrap();
    let events = topics.iter_mut().find(|topic| topic["key"] == "events").unwrap();
    events["languages"] =
        json!({"es": {"label": "Ferias & encuentros", "description": "Dos al año."}, "nb": {"label": "Messer"}});
    let mut wrong = settings.clone();
    wrong["topics"][0]["languages"] = json!({"ES!": {"label": ""}});
    site.put(&who, "/definitions/settings/main/draft", json!({"body": wrong})).await.expect(200);
    let fields = site.post(&who, "/definitions/settings/main/publish", json!({})).await.expect(422).fields();
    assert_eq!(fields, ["body.topics[0].languages.ES!", "body.topics[0].languages.ES!.label"]);
    site.publish(&who, "settings", "main", settings).await.expect(200);
    for (lang, said) in [("es", "Ferias &amp; encuentros"), ("no", "Messer"), ("nn", "Messer")] {
        for link in [&choose, &leave] {
            let text = ask(&site, "GET", link, lang, "").await.expect(200).text();
            assert!(text.contains(said), "{lang}: {text}");
        }
    }
    let english = ask(&site, "GET", &choose, "en", "").await.expect(200).text();
    assert!(!english.contains("Ferias") && !english.contains("Messer"), "{english}");
}
