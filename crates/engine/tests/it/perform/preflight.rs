//! What is found in a message before it goes to many: in every one that is looked at, not in the first alone.

use super::fixture::*;
use crate::support::{contact_of, feed, put};
use content::preflight::Area;
use engine::perform::{Audience, Examined, Found, Options, Performer, StoreOutbox};
use mail::Transport;
use mail::probe::{Probe, Reach};
use model::definition::{Body, Email};
use model::*;
use serde_json::json;
use store::files::{File, keep};

const FOOTER: &str =
    "<mj-text>{{ company }}, {{ postal_address }} <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></mj-text>";
const WORDS: &str =
    "Almonds, olives and vines were early this year, and what that means for your harvest is told here.";

/// Two in Spain before three in Norway, and a performer that would ask addresses; those of this machine it knows without.
async fn five(url: &str) -> (World, Performer, Vec<ContactId>) {
    let world = world(url).await;
    let mut ids = Vec::new();
    for (n, country) in ["ES", "ES", "NO", "NO", "NO"].into_iter().enumerate() {
        let name = format!("Somebody{n}");
        let contact = put(&format!("n{n}@example.com"), &[("first_name", &name), ("country", country)]);
        ids.push(contact_of(&feed(&world.engine, &format!("put{n}"), contact).await));
    }
    let probe = Some(Probe::new(Reach::Public).unwrap());
    let public_url = Some("http://go.example.com".to_string());
    let options = Options { probe, public_url, ..from_anywhere(Transport::capture(StoreOutbox(world.engine.clone()))) };
    let performer = Performer::new(world.engine.clone(), options);
    (world, performer, ids)
}

fn email(subject: &str, content: &str) -> Email {
    let mjml = format!("<mjml><mj-body><mj-section><mj-column>{content}</mj-column></mj-section></mj-body></mjml>");
    let body = json!({
        "label": "Harvest", "subject": subject, "mjml": mjml,
        "preheader": "How the harvest went, and what it means",
    });
    match Body::parse(DefinitionKind::Email, &body).unwrap() {
        Body::Email(email) => email,
        _ => unreachable!(),
    }
}

/// As the message to everybody.
async fn look(performer: &Performer, email: &Email) -> Examined {
    let audience = Audience { program: "spring".into(), filter: Filter::All(Vec::new()) };
    performer.preflight(email, Some(audience)).await
}

fn of<'a>(examined: &'a Examined, code: &str) -> Vec<&'a Found> {
    examined.found.iter().filter(|found| found.finding.code == code).collect()
}

fn of_template(examined: &Examined) -> Vec<&str> {
    let found = examined.found.iter().filter(|found| found.finding.area == Area::Template);
    found.map(|found| found.finding.code.as_str()).collect()
}

/// Of a code: where, for how many of how many, and for whom.
fn told(examined: &Examined, code: &str) -> Vec<(String, u64, u64, Vec<ContactId>)> {
    let found = of(examined, code).into_iter();
    found
        .map(|found| {
            let place = found.finding.place.clone().unwrap_or_default();
            (place, found.contacts, found.examined, found.examples.clone())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_some_recipients_get_is_judged_for_them() {
    testkit::on_both(|url| async move {
        let (_world, performer, ids) = five(&url).await;
        let norwegians = "<mj-text color=\"#bbbbbb\">Hei {{ contact.first_name | default(\"you\") }} <a href=\"http://127.0.0.1/gone\">read</a> \
            <a href=\"http://crm.example.com/{{ contact.first_name }}\">yours</a> <a href=\"{{ contact.job_title }}\">more</a></mj-text>\
            <mj-image src=\"http://127.0.0.1/gone.png\" alt=\"An olive\" css-class=\"wide\" />";
        let content = format!("<mj-text>{WORDS}</mj-text>{{% if contact.country == \"NO\" %}}{norwegians}{{% endif %}}{FOOTER}");
        let both = email("{% if contact.country == \"ES\" %}The harvest{% endif %}", &content);
        let examined = look(&performer, &both).await;
        let three = |place: &str| vec![(place.to_string(), 3, 5, ids[2..].to_vec())];
        for (code, place) in [
            ("subject.empty", ""),
            ("contrast.faint", ""),
            ("links.empty", ""),
            ("links.dead", "http://127.0.0.1/gone"),
            ("pictures.gone", "http://127.0.0.1/gone.png"),
            ("links.insecure", "http://crm.example.com/Somebody2"),
        ] {
            assert_eq!(told(&examined, code), three(place), "{code}: {examined:?}");
        }
        assert_eq!(of(&examined, "links.insecure").len(), 1, "the links of the instance are its own: {examined:?}");
        assert_eq!(examined.subject, "The harvest", "as the first reads it");
        assert!(!examined.html.contains("gone.png") && examined.others.len() == 1, "one other looks unlike the first");
        assert!(examined.others[0].contains("gone.png"));

        let all = email("", &format!("{norwegians}{FOOTER}"));
        let examined = look(&performer, &all).await;
        let as_such = |place: &str| vec![(place.to_string(), 0, 0, Vec::new())];
        assert_eq!(told(&examined, "subject.empty"), as_such(""), "{examined:?}");
        assert_eq!(told(&examined, "links.dead"), as_such("http://127.0.0.1/gone"));
        assert_eq!(examined.others, [""; 0]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_language_is_judged_for_its_readers() {
    let (world, performer, ids) = five("sqlite::memory:").await;
    for (n, language) in [(1, "es"), (2, "es"), (3, "es")] {
        let contact = put(&format!("n{n}@example.com"), &[("language", language)]);
        feed(&world.engine, &format!("language{n}"), contact).await;
    }
    let text = |words: &str| email("The harvest", &format!("<mj-text>{WORDS} {words}</mj-text>{FOOTER}"));
    let mut emails = text("");
    let in_language = |subject: &str| {
        let words = text(
            "{% if contact.country == \"NO\" %}<a href=\"http://127.0.0.1/{{ contact.language }}\">x</a>{% endif %}",
        );
        serde_json::from_value(json!({"subject": subject, "preheader": words.preheader, "mjml": words.mjml})).unwrap()
    };
    emails.languages.insert("es".into(), in_language("{% if contact.country == \"ES\" %}La cosecha{% endif %}"));
    emails.languages.insert("de".into(), in_language("{% if contact.country == \"FR\" %}Die Ernte{% endif %}"));
    let examined = look(&performer, &emails).await;
    let es = ("languages.es".to_string(), 2, 3, ids[2..4].to_vec());
    let de = ("languages.de".to_string(), 0, 0, Vec::new());
    assert_eq!(
        told(&examined, "subject.empty"),
        [de, es],
        "of the three who read Spanish, and of what nobody reads yet"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn marketing_mail_has_its_way_out_and_its_address_for_everybody() {
    let (_world, performer, ids) = five("sqlite::memory:").await;
    let looked = async |footer: &str, text: &str| {
        let mut email = email("The harvest", &format!("<mj-text>{WORDS}</mj-text><mj-text>{footer}</mj-text>"));
        email.text = text.into();
        let examined = look(&performer, &email).await;
        [told(&examined, "template.unsubscribe"), told(&examined, "template.postal_address")]
    };
    let some = |place: &str| vec![(place.to_string(), 3, 5, ids[2..].to_vec())];
    let all = |place: &str| vec![(place.to_string(), 0, 0, Vec::new())];
    let (link, postal) = ("<a href=\"{{ unsubscribe_url }}\">out</a>", "{{ postal_address }}");
    let spain = |what: &str| format!("{{% if contact.country == \"ES\" %}}{what}{{% endif %}}");
    assert_eq!(looked(&format!("{postal} {link}"), "").await, [vec![], vec![]]);
    assert_eq!(looked(&format!("{{{{ postal_address | upper }}}} {link}"), "").await, [vec![], vec![]]);
    assert_eq!(looked(&format!("{postal} {}", spain(link)), "").await, [some("mjml"), vec![]]);
    assert_eq!(looked(&format!("{link} {}", spain(postal)), "").await, [vec![], some("mjml")]);
    let asked = "{% if unsubscribe_url %}You may leave.{% endif %}";
    assert_eq!(looked(&format!("{postal} {asked}"), "").await, [all("mjml"), vec![]], "a condition is no link");
    assert_eq!(
        looked(&format!("{postal} {{{{ unsubscribe_url }}}}"), "").await,
        [all("mjml"), vec![]],
        "words are none"
    );
    let hidden = format!("{link} <span style=\"display:none\">{postal}</span>");
    assert_eq!(looked(&hidden, "").await, [vec![], all("mjml")], "nobody reads it");
    assert_eq!(looked(&format!("{link} {{{{ postal_address | truncate(9) }}}}"), "").await, [vec![], all("mjml")]);
    let text = format!("Hello. {{{{ postal_address }}}} {}", spain("Out: {{ unsubscribe_url }}"));
    assert_eq!(looked(&format!("{postal} {link}"), &text).await, [some("text"), vec![]]);
    let text = format!("Hello. {{{{ unsubscribe_url }}}} {}", spain(postal));
    assert_eq!(looked(&format!("{postal} {link}"), &text).await, [vec![], some("text")]);

    let mut receipt = email("The harvest", &format!("<mj-text>{WORDS}</mj-text>"));
    receipt.operational = Some("a receipt".into());
    assert_eq!(of_template(&look(&performer, &receipt).await), [""; 0], "what is no marketing owes neither");
    let never = look(&performer, &email("The harvest", &format!("<mj-text>{WORDS} {postal}</mj-text>"))).await;
    assert_eq!(of_template(&never), ["template.wrong"], "what the template never says is told once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pictures_of_one_message_are_weighed_together() {
    testkit::on_both(|url| async move {
        let (world, performer, _) = five(&url).await;
        for (hash, size) in [("aa", 700 * 1024), ("bb", 600 * 1024), ("cc", 500 * 1024)] {
            let file = File {
                hash: hash.into(),
                kind: "png".into(),
                name: "olive.png".into(),
                width: 10,
                height: 10,
                size,
                user: None,
                created_at: world.engine.now(),
            };
            keep(world.store(), DEFAULT_WORKSPACE, &file, b"olive").await.unwrap();
        }
        let image = |hash: &str| format!("<mj-image alt=\"An olive\" src=\"http://go.example.com/f/{hash}.png\" />");
        let heavy = async |there: &str, here: &str| {
            let content = format!(
                "<mj-text>{}</mj-text>{{% if contact.country == \"ES\" %}}{there}{{% else %}}{here}{{% endif %}}{FOOTER}",
                WORDS.repeat(4)
            );
            let examined = look(&performer, &email("The harvest", &content)).await;
            of(&examined, "pictures.heavy").into_iter().map(|found| found.finding.message.clone()).collect::<Vec<_>>()
        };
        assert_eq!(heavy(&image("aa"), &image("bb")).await, [""; 0], "nobody gets both");
        let both = format!("{}{}", image("bb"), image("cc"));
        assert_eq!(heavy(&image("aa"), &both).await, ["the pictures weigh 1100 KiB together"]);
    })
    .await;
}
