//! Mail made of what is shared or chosen: snippets, languages, conditions on segments.

use super::fixture::*;
use crate::support::{did, feed, publish};
use model::activity::kind;
use model::input::*;
use model::*;
use serde_json::{Value as Json, json};

const AROUND: &str = "<mj-section><mj-column><mj-text>{{ company }}, {{ postal_address }} \
    <a href=\"{{ unsubscribe_url }}\">Leave</a> <a href=\"{{ view_url }}\">view</a></mj-text></mj-column></mj-section>";

fn mjml(inner: &str) -> String {
    format!("<mjml><mj-body>{inner}{AROUND}</mj-body></mjml>")
}

fn snippet(says: &str) -> Json {
    json!({"label": "News", "mjml": format!("<mj-section><mj-column><mj-text>{says}</mj-text></mj-column></mj-section>")})
}

async fn set_language(world: &World, email: &str, language: &str) {
    let fields = [("language".to_string(), Some(Value::text(language)))].into();
    let put = Input::Contact(ContactPut { key: Key::email(email), fields, ..ContactPut::default() });
    feed(&world.engine, &format!("language:{email}:{language}"), put).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_says_what_was_shared_when_it_began() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        world.consenting("ana@example.com", "Ana").await;
        let branded = mjml("<mj-include path=\"snippet:news\" />")
            .replace("<mjml>", "<mjml><mj-head><mj-include path=\"brand:company\" /></mj-head>");
        let email = json!({"label": "Guide", "subject": "News", "mjml": branded});
        publish(&world.engine, &[(DefinitionKind::Snippet, "news", snippet("old words"))]).await;
        publish(&world.engine, &[(DefinitionKind::Email, "guide", email)]).await;
        world.run("spring").await;
        assert!(world.performer.run_once().await.unwrap() > 0, "frozen with what is said now");
        let mut settings = instance()[0].2.clone();
        settings["brand"] = json!({"page": "#123456"});
        publish(&world.engine, &[(DefinitionKind::Settings, "main", settings)]).await;
        publish(&world.engine, &[(DefinitionKind::Snippet, "news", snippet("new words"))]).await;
        world.settle().await;
        world.run("summer").await;
        world.settle().await;
        let said = |html: &str| (html.contains("new words"), html.contains("#123456"));
        let captured = world.captured().await;
        let all: Vec<_> = captured.iter().map(|message| said(&message.body_html(0).unwrap())).collect();
        assert_eq!(all, [(false, false), (true, true)]);
        // A page that is looked at later shows what was sent.
        let page = world.performer.view(&token(&captured[0], "v")).await.unwrap().unwrap();
        assert_eq!(said(&page), (false, false), "{page}");
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_goes_out_keeps_what_its_snippet_said_last() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    let with = json!({"label": "Guide", "subject": "News", "mjml": mjml("<mj-include path=\"snippet:news\" />")});
    publish(&world.engine, &[(DefinitionKind::Snippet, "news", snippet("last words"))]).await;
    publish(&world.engine, &[(DefinitionKind::Email, "guide", with)]).await;
    world.run("spring").await;
    assert!(world.performer.run_once().await.unwrap() > 0, "frozen with this version of the email");
    publish(&world.engine, &[(DefinitionKind::Email, "guide", email(false))]).await;
    let (store, now) = (world.store(), world.engine.now());
    let kind = DefinitionKind::Snippet;
    let gone = store::definitions::archive(store, DEFAULT_WORKSPACE, kind, "news", "", None, now).await.unwrap();
    world.engine.wait_for(gone.1).await.unwrap();
    world.settle().await;
    let html = world.captured().await[0].body_html(0).unwrap().into_owned();
    assert!(html.contains("last words"), "{html}");
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_goes_out_takes_the_last_text_that_fits_it() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    let with = json!({"label": "Guide", "subject": "News", "mjml": mjml("<mj-include path=\"snippet:news\" />")});
    publish(&world.engine, &[(DefinitionKind::Snippet, "news", snippet("first words"))]).await;
    publish(&world.engine, &[(DefinitionKind::Email, "guide", with)]).await;
    let answers = json!({"label": "At once", "channel": "Email", "does": {"trigger": {
        "when": {"kind": [kind::FORM_SUBMITTED]}, "filter": {"all": []}, "steps": [{"send": {"email": "guide"}}]}}});
    publish(&world.engine, &[(DefinitionKind::Program, "at-once", answers)]).await;
    feed(&world.engine, "form", did("ana@example.com", kind::FORM_SUBMITTED, world.engine.now())).await;
    publish(&world.engine, &[(DefinitionKind::Email, "guide", email(false))]).await;
    // No email in force shows it any more, so it may hold something else.
    publish(&world.engine, &[(DefinitionKind::Snippet, "news", snippet("last that fit"))]).await;
    let moved = json!({"label": "News", "mjml": "<mj-text>what stands in columns</mj-text>"});
    publish(&world.engine, &[(DefinitionKind::Snippet, "news", moved)]).await;
    world.settle().await;
    let html = world.captured().await[0].body_html(0).unwrap().into_owned();
    assert!(html.contains("last that fit"), "{html}");
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_their_language_and_what_is_for_their_segment() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    world.consenting("bo@example.com", "Bo").await;
    set_language(&world, "ana@example.com", "es-MX").await;
    set_language(&world, "bo@example.com", "nn").await;
    let filter = json!({"field": {"of": "contact", "key": "first_name", "op": "is", "values": ["Ana"]}});
    let inner = "<mj-section><mj-column><mj-text>WORD {% if \"anas\" in contact.segments %}for Ana{% else %}for others\
        {% endif %}</mj-text></mj-column></mj-section>";
    let email = json!({
        "label": "Guide", "subject": "Hello {{ contact.first_name }}", "mjml": mjml(&inner.replace("WORD", "Words")),
        "languages": {
            "es": {"subject": "Hola {{ contact.first_name }}", "mjml": mjml(&inner.replace("WORD", "Palabras"))},
            "nb": {"subject": "Hei {{ contact.first_name }}", "mjml": mjml(&inner.replace("WORD", "Ord"))}
        }
    });
    publish(&world.engine, &[(DefinitionKind::Segment, "anas", json!({"label": "Anas", "filter": filter}))]).await;
    publish(&world.engine, &[(DefinitionKind::Email, "guide", email)]).await;
    world.run("spring").await;
    world.settle().await;
    let mut got: Vec<(String, bool)> = Vec::new();
    for message in world.captured().await {
        let html = message.body_html(0).unwrap().into_owned();
        let page = world.performer.view(&token(&message, "v")).await.unwrap().unwrap();
        let (ana, bo) = ("Palabras for Ana", "Ord for others");
        assert!([&html, &page].iter().all(|html| html.contains(ana)) || html.contains(bo), "{html}");
        got.push((message.subject().unwrap().to_string(), page.contains("Palabras")));
    }
    got.sort();
    assert_eq!(got, [("Hei Bo".to_string(), false), ("Hola Ana".to_string(), true)]);
    world.engine.stop().await;
}
