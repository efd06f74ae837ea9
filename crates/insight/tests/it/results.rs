//! What came of a program's mail: people first, software beside them, every number with its contacts.

use crate::world::{Of, World, at};
use audience::Image;
use insight::results::{About, Followed, Narrow, Outcome, contacts, report};
use model::activity::kind;
use model::record::OpportunityOutcome;
use model::*;
use serde_json::json;

fn about(run: Option<&str>) -> About {
    About { program: "spring".into(), run: run.map(String::from) }
}

fn mail(world: &mut World, contact: i64, kind: &str, time: &str, more: &[(&str, &str)]) {
    let mut properties = vec![("program", Value::text("spring")), ("email", Value::text("news"))];
    properties.extend(more.iter().map(|(key, text)| (*key, Value::text(*text))));
    world.did(contact, kind, time, "news", &properties);
}

/// Ana clicked and bought; Bo's mail program and Bo's scanner fetched; Cy's mail came back; Di is a tester.
fn image() -> Image {
    let mut world = World::default();
    world.settings("2026-04-01");
    for (id, name) in [(1, "ana"), (2, "bo"), (3, "cy")] {
        world.contact(id, name, Relationship::Prospect, None);
    }
    world.contact(4, "di", Relationship::Test, None);
    world.define(DefinitionKind::Segment, "all", json!({"label": "All", "filter": {"all": []}}));
    let link = "https://www.example.com/guide";
    for contact in 1..=4 {
        mail(&mut world, contact, kind::EMAIL_SENT, "04-10 10:00", &[("run", "7"), ("variant", "a")]);
    }
    mail(&mut world, 1, kind::EMAIL_OPENED, "04-10 11:00", &[("run", "7"), ("device", "phone")]);
    mail(&mut world, 1, kind::EMAIL_CLICKED, "04-10 11:01", &[("run", "7"), ("device", "phone"), ("link", link)]);
    mail(&mut world, 1, kind::EMAIL_CLICKED, "04-10 12:01", &[("run", "7"), ("device", "computer"), ("link", link)]);
    mail(&mut world, 2, kind::EMAIL_FETCHED, "04-10 10:30", &[("run", "7"), ("what", "open"), ("by", "proxy")]);
    mail(&mut world, 2, kind::EMAIL_FETCHED, "04-10 10:00", &[("run", "7"), ("what", "click"), ("by", "scanner")]);
    mail(&mut world, 3, kind::EMAIL_BOUNCED, "04-10 10:01", &[("run", "7"), ("category", "hard_user")]);
    mail(&mut world, 4, kind::EMAIL_CLICKED, "04-10 10:40", &[("run", "7"), ("link", link)]);
    mail(&mut world, 2, kind::EMAIL_SENT, "04-20 10:00", &[("run", "8")]);
    world.did(1, kind::FORM_SUBMITTED, "04-11 09:00", "demo", &[]);
    // A deal won within the thirty days, and one before the click.
    let of = || Of::Contact { contact: 1, source: "inbound" };
    let euros = |minor| Some(Money { minor, currency: Currency::EUR });
    world.opportunity(1, of(), euros(50_000), OpportunityOutcome::Won, "04-25 10:00");
    world.opportunity(2, of(), euros(70_000), OpportunityOutcome::Won, "04-09 10:00");
    world.image()
}

fn counts(image: &Image, run: Option<&str>) -> Vec<(Outcome, u64, u64)> {
    let results = report(image, &about(run), at("05-10 12:00"));
    results.outcomes.iter().map(|one| (one.outcome, one.contacts, one.times)).filter(|(.., n)| *n > 0).collect()
}

#[test]
fn people_count_and_software_stands_beside_them() {
    use Outcome::*;
    let image = image();
    assert_eq!(
        counts(&image, None),
        [
            (Sent, 3, 4),
            (Delivered, 2, 3),
            (Bounced, 1, 1),
            (Opened, 1, 1),
            (OpenedAll, 2, 2),
            (Clicked, 1, 2),
            (ClickedAll, 2, 3),
            (Converted, 1, 1)
        ]
    );
    assert_eq!(counts(&image, Some("8")), [(Sent, 1, 1), (Delivered, 1, 1)]);
    let results = report(&image, &about(None), at("05-10 12:00"));
    assert_eq!((results.revenue, results.currency.as_str()), (500.0, "EUR"));
    assert_eq!((results.causes[0].cause.as_str(), results.causes[0].contacts), ("hard_user", 1));
    assert_eq!((results.domains[0].revenue, results.variants[0].revenue), (500.0, 500.0));
    assert_eq!((results.domains.len(), results.domains[0].key.as_str()), (1, "example.com"));
    let devices: Vec<_> = results.devices.iter().map(|slice| (slice.key.as_str(), slice.clicked)).collect();
    assert_eq!(devices, [("computer", 1), ("phone", 1)]);
    assert_eq!((results.variants[0].key.as_str(), results.variants[0].sent), ("a", 3));
    let link = &results.links[0];
    assert_eq!((link.link.as_str(), link.contacts, link.clicks), ("https://www.example.com/guide", 1, 2));
}

#[test]
fn every_number_opens_into_its_contacts() {
    let image = image();
    let open = |narrow: Narrow| contacts(&image, &about(None), &narrow, at("05-10 12:00"));
    let results = report(&image, &about(None), at("05-10 12:00"));
    for one in &results.outcomes {
        let found = open(Narrow { outcome: Some(one.outcome), ..Narrow::default() });
        assert_eq!(found.len() as u64, one.contacts, "{:?}", one.outcome);
    }
    let link = Some("https://www.example.com/guide".to_string());
    let followed = Followed { link, ..Followed::default() };
    assert_eq!(open(Narrow { followed, ..Narrow::default() }), [ContactId(1)]);
    assert_eq!(open(Narrow { device: Some("phone".into()), ..Narrow::default() }), [ContactId(1)]);
    assert_eq!(open(Narrow { cause: Some("hard_user".into()), ..Narrow::default() }), [ContactId(3)]);
    let narrow = Narrow { domain: Some("example.com".into()), outcome: Some(Outcome::Delivered), ..Narrow::default() };
    assert_eq!(open(narrow), [ContactId(1), ContactId(2)]);
    assert!(open(Narrow { domain: Some("other.com".into()), ..Narrow::default() }).is_empty());
}

#[test]
fn two_links_to_one_page_have_their_own_numbers() {
    let mut world = World::default();
    world.settings("2026-04-01");
    for (id, name) in [(1, "ana"), (2, "bo"), (3, "cy"), (4, "di")] {
        world.contact(id, name, Relationship::Prospect, None);
    }
    let guide = "https://www.example.com/guide";
    let clicks = [
        (1, "04-10 11:00", 3, "", 1),
        (1, "04-10 11:05", 3, "", 4),
        (2, "04-10 11:00", 3, "", 4),
        (2, "04-10 11:10", 3, "", 4),
        (3, "04-10 11:00", 3, "es", 4),
        (3, "04-11 11:00", 4, "es", 4),
        // From before it was kept.
        (4, "04-02 11:00", 0, "", 0),
    ];
    for (contact, time, version, language, place) in clicks {
        let mut properties = vec![("program", Value::text("spring")), ("email", Value::text("news"))];
        properties.push(("link", Value::text(guide)));
        properties.extend((version > 0).then(|| ("version", Value::Integer(version))));
        properties.extend((place > 0).then(|| ("place", Value::Integer(place))));
        properties.extend((!language.is_empty()).then(|| ("language", Value::text(language))));
        world.did(contact, kind::EMAIL_CLICKED, time, "news", &properties);
    }
    let image = world.image();
    let results = report(&image, &about(None), at("05-10 12:00"));
    let [link] = results.links.as_slice() else { panic!("{:?}", results.links) };
    assert_eq!((link.contacts, link.clicks), (4, 7), "who followed it in two places is one");
    let wordings: Vec<_> = link
        .wordings
        .iter()
        .map(|one| {
            let places: Vec<_> = one.places.iter().map(|at| (at.place, at.contacts, at.clicks)).collect();
            (one.version, one.language.as_str(), one.contacts, places)
        })
        .collect();
    let wanted = [
        (0, "", 1, vec![(0, 1, 1)]),
        (3, "", 2, vec![(1, 1, 1), (4, 2, 3)]),
        (3, "es", 1, vec![(4, 1, 1)]),
        (4, "es", 1, vec![(4, 1, 1)]),
    ];
    assert_eq!(wordings, wanted);
    for wording in &link.wordings {
        for place in &wording.places {
            let followed = Followed {
                link: Some(guide.into()),
                email: Some("news".into()),
                version: Some(wording.version),
                language: Some(wording.language.clone()),
                place: Some(place.place),
            };
            let found = contacts(&image, &about(None), &Narrow { followed, ..Narrow::default() }, at("05-10 12:00"));
            assert_eq!(found.len() as u64, place.contacts, "{wording:?}");
        }
    }
    let other = Followed { email: Some("other".into()), ..Followed::default() };
    let narrow = Narrow { followed: other, ..Narrow::default() };
    assert!(contacts(&image, &about(None), &narrow, at("05-10 12:00")).is_empty());
}

#[test]
fn what_a_server_refused_at_once_came_back_too() {
    let mut world = World::default();
    world.settings("2026-04-01");
    for (id, name) in [(1, "ana"), (2, "bo"), (3, "cy"), (4, "di")] {
        world.contact(id, name, Relationship::Prospect, None);
    }
    let variants = json!([{"key": "a", "label": "Short"}, {"key": "b", "label": "Long", "subject": "Another"}]);
    let test = json!({"variants": variants, "by": "clicks", "after_hours": 4});
    let batch = json!({"batch": {"segment": "all", "email": "news", "test": test}});
    let program = json!({"label": "Spring", "channel": "Email", "does": batch, "statuses": [], "active": true});
    world.define(DefinitionKind::Program, "spring", program);
    let run = [("run", "7"), ("variant", "a")];
    for (contact, kind, more) in [
        (1, kind::EMAIL_SENT, None),
        (2, kind::EMAIL_FAILED, Some(("category", "hard_user"))),
        (3, kind::EMAIL_FAILED, Some(("category", "block"))),
        (4, kind::EMAIL_FAILED, None),
        (1, kind::UNSUBSCRIBED, None),
    ] {
        let more: Vec<_> = run.into_iter().chain(more).collect();
        mail(&mut world, contact, kind, "04-10 10:00", &more);
    }
    let image = world.image();
    use Outcome::*;
    let wanted = [(Sent, 1, 1), (Delivered, 1, 1), (Failed, 1, 1), (Bounced, 2, 2), (Unsubscribed, 1, 1)];
    assert_eq!(counts(&image, Some("7")), wanted);
    let results = report(&image, &about(None), at("05-10 12:00"));
    let causes: Vec<_> = results.causes.iter().map(|cause| (cause.cause.as_str(), cause.contacts)).collect();
    assert_eq!(causes, [("block", 1), ("hard_user", 1)]);
    let [domain] = results.domains.as_slice() else { panic!("{:?}", results.domains) };
    assert_eq!((domain.sent, domain.bounced, domain.unsubscribed, results.domains_in_all), (1, 2, 1, 1));
    let [variant] = results.variants.as_slice() else { panic!("{:?}", results.variants) };
    assert_eq!((variant.label.as_str(), variant.bounced), ("Short", 2));
    let blocked = Narrow { cause: Some("block".into()), ..Narrow::default() };
    assert_eq!(contacts(&image, &about(None), &blocked, at("05-10 12:00")), [ContactId(3)]);
}
