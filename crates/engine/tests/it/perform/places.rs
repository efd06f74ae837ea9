//! Where in the message a click was: from the signed link to the activity, and the message that it is drawn on.

use super::fixture::*;
use crate::support::{feed, publish};
use model::activity::kind;
use model::input::*;
use model::*;
use serde_json::json;

const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";

/// Two buttons to one page, with another link between them.
fn mjml(word: &str) -> String {
    let button = |n: u8| format!("<mj-button href=\"https://www.example.com/guide?button={n}\">{word}</mj-button>");
    format!(
        "<mjml><mj-body><mj-section><mj-column>{}<mj-text><a href=\"{{{{ view_url }}}}\">view</a> \
         <a href=\"https://www.example.com/prices\">prices</a></mj-text>{}<mj-text>{{{{ company }}}}, \
         {{{{ postal_address }}}} <a href=\"{{{{ unsubscribe_url }}}}\">Unsubscribe</a></mj-text>\
         </mj-column></mj-section></mj-body></mjml>",
        button(1),
        button(2)
    )
}

fn number(activity: &Activity, key: &str) -> Option<i64> {
    match activity.properties.get(key) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_says_which_link_of_which_wording_it_was() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let spanish = json!({"subject": "Una guía", "mjml": mjml("Leer")});
        let email = json!({"label": "Guide", "subject": "A guide", "mjml": mjml("Read"), "languages": {"es": spanish}});
        publish(&world.engine, &[(DefinitionKind::Email, "guide", email)]).await;
        let ana = world.consenting("ana@example.com", "Ana").await;
        let bea = world.consenting("bea@example.com", "Bea").await;
        let fields = [("language".to_string(), Some(Value::text("es")))].into();
        let put = ContactPut { key: Key::id(bea.0), fields, ..ContactPut::default() };
        feed(&world.engine, "spanish", Input::Contact(put)).await;
        world.run("spring").await;
        world.settle().await;
        world.pass(HOUR);
        for message in world.captured().await {
            let html = message.body_html(0).unwrap().to_string();
            let tokens = html.split("https://go.example.com/t/c/").skip(1).map(|rest| rest.split('"').next().unwrap());
            let tokens: Vec<&str> = tokens.collect();
            // The link that nobody sees is the last.
            let [_, _, second, _] = tokens.as_slice() else { panic!("{html}") };
            let to = world.performer.clicked(second, client(PHONE, "88.12.4.9")).await;
            assert_eq!(to.as_deref(), Some("https://www.example.com/guide?button=2"));
            world.pass(MINUTE);
        }
        world.pass(2 * MINUTE);
        world.settle().await;
        for (contact, language) in [(ana, None), (bea, Some("es"))] {
            let timeline = world.timeline(contact).await;
            let clicks: Vec<_> = timeline.iter().filter(|activity| activity.kind == kind::EMAIL_CLICKED).collect();
            let [click] = clicks.as_slice() else { panic!("{timeline:?}") };
            assert_eq!((number(click, "place"), number(click, "version")), (Some(3), Some(2)));
            assert_eq!(click.properties.get("language").and_then(Value::as_text), language);
            assert_eq!(click.properties["link"].as_text(), Some("https://www.example.com/guide"));
        }
        let drawn = world.performer.drawn("guide", Some(2), None, Some("es")).await.unwrap();
        assert_eq!((drawn.version, drawn.language.as_str(), drawn.fixed), (2, "es", true));
        assert!(drawn.html.contains("Leer") && drawn.languages == ["es"]);
        let place = |url: &str| {
            let element = drawn.html.split("<a ").find(|element| element.contains(url)).unwrap();
            element.split_once("data-place=\"").map(|(_, rest)| rest.split('"').next().unwrap())
        };
        assert_eq!((place("button=1"), place("/prices"), place("button=2")), (Some("1"), Some("2"), Some("3")));
        assert_eq!((place("/u/preview"), place("/v/preview")), (None, None), "they are not counted");
        let first = world.performer.drawn("guide", Some(1), None, None).await.unwrap();
        assert!(first.languages.is_empty() && !first.html.contains("button=1"));
        assert_eq!(world.performer.drawn("guide", None, None, None).await.unwrap().version, 2);
        assert!(world.performer.drawn("guide", Some(9), None, None).await.is_err());
        world.engine.stop().await;
    })
    .await;
}
