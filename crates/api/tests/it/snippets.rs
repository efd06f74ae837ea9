//! Snippets and languages of emails at the doors: publishing what emails in force depend on, and rendering.

use crate::support::*;
use model::Role;
use serde_json::{Value as Json, json};

const FOOTER: &str = "<mj-section><mj-column><mj-text>{{ company }}, {{ postal_address }}\n\
    <a href=\"{{ unsubscribe_url }}\">Leave</a></mj-text></mj-column></mj-section>";

fn snippet(mjml: &str) -> Json {
    json!({"label": "Footer", "mjml": mjml})
}

fn email(inner: &str) -> Json {
    json!({"label": "News", "subject": "News", "mjml": format!("<mjml><mj-body>\n{inner}\n</mj-body></mjml>")})
}

const INCLUDE: &str = "<mj-include path=\"snippet:footer\" />";

#[tokio::test]
async fn a_snippet_that_emails_show_cannot_break_them_and_cannot_go() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let early =
        site.put(&who, "/definitions/email/news/draft", json!({"body": email(INCLUDE)})).await.expect(200).json();
    assert!(early["problems"][0]["message"].as_str().unwrap().starts_with("there is no snippet"), "{early}");
    site.post(&who, "/definitions/email/news/publish", json!({})).await.expect(422);
    let kept = site.publish(&who, "snippet", "footer", snippet(FOOTER)).await.expect(200).json();
    assert_eq!((&kept["label"], &kept["problems"]), (&json!("Footer"), &json!([])));
    site.post(&who, "/definitions/email/news/publish", json!({})).await.expect(200);

    // Without the way out it would be no marketing mail any more.
    let mute = FOOTER.replace("{{ unsubscribe_url }}", "https://example.com");
    let refused = site.publish(&who, "snippet", "footer", snippet(&mute)).await.expect(422);
    assert_eq!(refused.fields(), ["body.emails.news.mjml"]);
    assert!(refused.text().contains("marketing mail without an unsubscribe link"), "{}", refused.text());
    let rows = "<mj-text>Not a section any more {{ unsubscribe_url }}</mj-text>";
    assert_eq!(
        site.publish(&who, "snippet", "footer", snippet(rows)).await.expect(422).fields(),
        ["body.emails.news.mjml:2"]
    );
    let own = site.publish(&who, "snippet", "footer", snippet("<mj-section>\n{{ compny }}</mj-section>")).await;
    assert_eq!(own.expect(422).fields(), ["body.mjml:2"]);

    let gone = site.post(&who, "/definitions/snippet/footer/archive", json!({})).await.expect(409).json();
    assert!(gone["detail"].as_str().unwrap().contains("email \"news\""), "{gone}");
    site.publish(&who, "email", "news", email(FOOTER)).await.expect(200);
    site.post(&who, "/definitions/snippet/footer/archive", json!({})).await.expect(200);
}

#[tokio::test]
async fn a_segment_that_emails_or_snippets_ask_for_cannot_go() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let asks = FOOTER.replace("Leave", "{% if \"dormant\" in contact.segments %}Bye{% else %}Leave{% endif %}");
    site.publish(&who, "snippet", "footer", snippet(&asks)).await.expect(200);
    site.publish(&who, "email", "news", email(INCLUDE)).await.expect(200);
    let gone = site.post(&who, "/definitions/segment/dormant/archive", json!({})).await.expect(409).json();
    assert!(gone["detail"].as_str().unwrap().contains("snippet \"footer\""), "{gone}");
    let wrong = asks.replace("dormant", "dormnt");
    let refused = site.publish(&who, "snippet", "footer", snippet(&wrong)).await.expect(422);
    assert!(refused.text().contains("Did you mean dormant?"), "{}", refused.text());
}

#[tokio::test]
async fn who_reads_emails_sees_them_as_a_contact_does_where_contacts_are_read_too() {
    let site = Site::open().await;
    let marketer = site.role(Role::Marketer).await;
    let ana = site.contact(&marketer, "ana@example.com", json!({"first_name": "Ana"})).await;
    let body = email(&FOOTER.replace("Leave", "Leave, {{ contact.first_name | default(\"you\") }}"));
    let render = async |who: &As, contact: &Json| {
        site.post(who, "/emails/render", json!({"body": body, "contact": contact})).await
    };
    for role in [Role::Sales, Role::Analyst] {
        let who = site.role(role).await;
        assert!(render(&who, &json!(ana)).await.expect(200).text().contains("Leave, Ana"));
    }
    let admin = site.admin().await;
    let key = async |scope: &str| {
        let made = site.post(&admin, "/keys", json!({"kind": "api", "label": scope, "scopes": [scope]})).await;
        As::Key(made.expect(201).json()["secret"].as_str().unwrap().into())
    };
    let reader = key("read_definitions").await;
    assert!(render(&reader, &Json::Null).await.expect(200).text().contains("Leave, you"));
    assert!(render(&reader, &json!(ana)).await.expect(403).text().contains("read_records"));
    render(&key("read_records").await, &json!(ana)).await.expect(403);
}

#[tokio::test]
async fn an_email_is_rendered_in_the_language_that_is_asked_for_or_the_contacts() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let ana = site.contact(&who, "ana@example.com", json!({"language": "es"})).await;
    let mut body = email(FOOTER);
    let spanish = body["mjml"].as_str().unwrap().replace("Leave", "Darse de baja");
    body["languages"] = json!({"es": {"subject": "Noticias", "preheader": "Lo nuevo", "mjml": spanish}});
    let render = async |more: Json| {
        let mut asked = json!({"body": body});
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        site.post(&who, "/emails/render", asked).await
    };
    for (asked, language, subject) in [
        (json!({}), Json::Null, "News"),
        (json!({"language": "es"}), json!("es"), "Noticias"),
        (json!({"contact": ana}), json!("es"), "Noticias"),
    ] {
        let shown = render(asked).await.expect(200).json();
        assert_eq!((&shown["language"], &shown["subject"]), (&language, &json!(subject)));
    }
    assert_eq!(render(json!({"language": "fr"})).await.expect(422).fields(), ["language"]);
    let mut bad = body.clone();
    bad["languages"] = json!({"ES": {"subject": "", "mjml": spanish}});
    let refused = site.publish(&who, "email", "news", bad).await.expect(422).fields();
    assert!(refused.contains(&"body.languages.ES".to_string()), "{refused:?}");
    assert!(refused.contains(&"body.languages.ES.subject".to_string()), "{refused:?}");
    site.publish(&who, "email", "news", body.clone()).await.expect(200);
    let checked = site.post(&who, "/emails/news/preflight", json!({})).await.expect(200).json();
    let places: Vec<&str> =
        checked["findings"].as_array().unwrap().iter().filter_map(|one| one["place"].as_str()).collect();
    assert!(places.iter().any(|place| place.starts_with("languages.es")), "{checked}");
}

#[tokio::test]
async fn the_brand_is_told_to_everybody_and_checked() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let marketer = site.role(model::Role::Marketer).await;
    let page = site.get(&marketer, "/session").await.json()["settings"]["brand"]["page"].clone();
    assert_eq!(page, "#eef3f0", "that of the starter instance");
    let mut settings = site.get(&admin, "/definitions/settings/main").await.json()["published"]["body"].clone();
    settings["brand"] =
        json!({"page": "papaya", "font": "x; }", "size": 3, "logo": "logo.png", "radius": 99, "logo_width": 4});
    site.put(&admin, "/definitions/settings/main/draft", json!({"body": settings})).await.expect(200);
    let mut fields = site.post(&admin, "/definitions/settings/main/publish", json!({})).await.expect(422).fields();
    fields.sort();
    let wrong = ["font", "logo", "logo_width", "page", "radius", "size"].map(|field| format!("body.brand.{field}"));
    assert_eq!(fields, wrong);
    settings["brand"] = json!({"page": "#0a0b0c"});
    site.publish(&admin, "settings", "main", settings).await.expect(200);
    let session = site.get(&marketer, "/session").await.json();
    assert_eq!(session["settings"]["brand"]["page"], "#0a0b0c");
    let email = json!({"label": "B", "subject": "S", "mjml": "<mjml><mj-head><mj-include path=\"brand:company\" /></mj-head>\
        <mj-body><mj-section><mj-column><mj-text><a href=\"{{ unsubscribe_url }}\">out</a> {{ postal_address }}</mj-text>\
        </mj-column></mj-section></mj-body></mjml>"});
    site.publish(&marketer, "email", "branded", email.clone()).await.expect(200);
    let shown = site.post(&marketer, "/emails/render", json!({"body": email})).await.expect(200).text();
    assert!(shown.contains("#0a0b0c"), "{shown}");
}
