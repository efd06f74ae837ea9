//! What recipients choose to receive: topics left and taken again, by the unsubscribe link and on the preference page.

use super::fixture::*;
use crate::support::{feed, publish};
use model::activity::kind;
use model::address::{AddressState, COMPLAINT, SuppressionKind};
use model::input::Key;
use model::*;
use serde_json::json;
use std::collections::BTreeSet;

const ANA: &str = "ana@example.com";

/// Two topics; spring and summer are about the first, autumn about none.
async fn with_topics(world: &World) {
    let mut instance = instance();
    instance[0].2["topics"] = json!([
        {"key": "news", "label": "News", "description": "Once a month."},
        {"key": "fairs", "label": "Fairs"}
    ]);
    instance[0].2["limits"] = json!({"per_day": 99, "per_week": 99, "consent_required": true});
    instance[2].2["mjml"] = json!(MJML.replace("{{ view_url }}", "{{ preferences_url }}"));
    for program in [4, 5, 7] {
        instance[program].2["topic"] = json!("news");
    }
    publish(&world.engine, &instance).await;
}

async fn state(world: &World) -> AddressState {
    let states = store::addresses::states(world.store(), DEFAULT_WORKSPACE, &[ANA.to_string()]).await.unwrap();
    states.get(ANA).cloned().unwrap_or_else(|| AddressState::clear(ANA))
}

fn keys(of: &[&str]) -> BTreeSet<String> {
    of.iter().map(|key| key.to_string()).collect()
}

async fn choose(world: &World, link: &str, wanted: &[&str]) -> Vec<bool> {
    let shown = world.performer.choose(link, keys(wanted)).await.unwrap().unwrap();
    assert_eq!(world.performer.preferences(link).await.unwrap(), Some(shown.clone()), "what is said holds");
    shown.choices.iter().map(|choice| choice.receives).collect()
}

/// (program, state, reason) of every send, oldest first.
async fn ends(world: &World) -> Vec<(String, &'static str, String)> {
    let sends = world.sends().await.into_iter();
    sends.map(|send| (send.program.unwrap(), send.state.as_str(), send.reason.unwrap_or_default())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_leaves_the_topic_and_what_waits_of_it_is_held() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        with_topics(&world).await;
        let ana = world.consenting(ANA, "Ana").await;
        world.run("spring").await;
        world.settle().await;
        let link = token(&world.captured().await[0], "u");
        for program in ["summer", "autumn", "receipts"] {
            world.run(program).await;
        }
        assert!(world.performer.run_once().await.unwrap() > 0, "frozen");
        // What waits keeps its topic when its program is put away.
        let (kind, now) = (DefinitionKind::Program, world.engine.now());
        let away = store::definitions::archive(world.store(), DEFAULT_WORKSPACE, kind, "summer", "", None, now).await;
        world.engine.wait_for(away.unwrap().1).await.unwrap();

        let left = world.performer.unsubscribe(&link, false).await.unwrap().unwrap();
        assert!(
            !left.done && left.topic.as_ref().is_some_and(|topic| topic.done && topic.topic.label == "News"),
            "{left:?}"
        );
        assert_eq!(world.performer.unsubscribe(&link, false).await.unwrap(), Some(left), "twice is as good as once");
        world.settle().await;
        let told: Vec<Activity> = world.timeline(ana).await;
        let told: Vec<&Activity> = told.iter().filter(|one| one.kind == kind::UNSUBSCRIBED).collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].properties.get("topic"), Some(&Value::text("news")));
        assert_eq!(world.count(ana, kind::CONSENT_WITHDRAWN).await, 0);
        let ends = ends(&world).await;
        let of =
            |program: &str| ends.iter().find(|(of, ..)| of == program).map(|(_, state, why)| (*state, why.as_str()));
        let why = "the address opted out of \"News\": unsubscribed by a link in \"guide\"";
        assert_eq!(of("summer"), Some(("held", why)));
        assert_eq!((of("autumn").unwrap().0, of("receipts").unwrap().0), ("sent", "sent"), "{ends:?}");

        // Erased and back again, the address has not forgotten; a stranger to the link has no say.
        feed(&world.engine, "erase", Input::Erase { contact: ana }).await;
        assert_eq!(world.performer.preferences(&link).await.unwrap(), None, "a link of another kind");
        let again = Input::Consent { contact: Key::email(ANA), given: true, basis: "import".into() };
        feed(&world.engine, "back", crate::support::put(ANA, &[])).await;
        feed(&world.engine, "yes", again).await;
        world.run("spring").await;
        world.settle().await;
        let last = self::ends(&world).await.pop().unwrap();
        assert!(last.1 == "held" && last.2.contains("News"), "{last:?}");
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_preference_page_leaves_takes_again_and_records_consent() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        with_topics(&world).await;
        let ana = world.consenting(ANA, "Ana").await;
        world.run("spring").await;
        world.settle().await;
        let link = token(&world.captured().await[0], "p");
        let shown = world.performer.preferences(&link).await.unwrap().unwrap();
        assert_eq!(
            (shown.address.as_str(), shown.company.as_str(), shown.closed),
            ("a…@example.com", "Siembra", false)
        );
        assert!(shown.choices.iter().all(|choice| choice.receives) && shown.choices.len() == 2, "{shown:?}");

        let before = store::intake::last(world.store(), DEFAULT_WORKSPACE).await.unwrap();
        assert_eq!(choose(&world, &link, &["fairs", "news", "nonsense"]).await, [true, true]);
        assert_eq!(store::intake::last(world.store(), DEFAULT_WORKSPACE).await.unwrap(), before, "nothing changed");

        assert_eq!(choose(&world, &link, &["fairs"]).await, [false, true]);
        assert_eq!(state(&world).await.topics.keys().collect::<Vec<_>>(), ["news"]);
        assert_eq!(world.count(ana, kind::UNSUBSCRIBED).await, 1);
        assert_eq!(choose(&world, &link, &["news"]).await, [true, false]);
        assert_eq!(choose(&world, &link, &["fairs"]).await, [false, true], "whoever changes their mind means the last");

        // No topic is not yet nothing: what is about none still comes, until nothing is chosen.
        let topic = |topic: &str| Input::Topic {
            address: ANA.into(),
            topic: topic.into(),
            receives: false,
            reason: "left".into(),
        };
        feed(&world.engine, "last", topic("fairs")).await;
        let shown = world.performer.preferences(&link).await.unwrap().unwrap();
        assert!(!shown.nothing && shown.choices.iter().all(|choice| !choice.receives), "{shown:?}");

        // No tick at all is leaving everything, and one more is coming back, by consent.
        assert_eq!(choose(&world, &link, &[]).await, [false, false]);
        assert!(state(&world).await.opted_out.is_some());
        assert_eq!(choose(&world, &link, &[]).await, [false, false]);
        assert_eq!(world.count(ana, kind::CONSENT_WITHDRAWN).await, 1);
        let left = world.count(ana, kind::UNSUBSCRIBED).await;
        assert_eq!(choose(&world, &link, &["news"]).await, [true, false]);
        let now = state(&world).await;
        assert!(
            now.opted_out.is_none() && now.topics.contains_key("fairs") && !now.topics.contains_key("news"),
            "{now:?}"
        );
        assert_eq!(world.count(ana, kind::UNSUBSCRIBED).await, left, "who comes back leaves nothing");
        let consents = store::consents::of_contact(world.store(), DEFAULT_WORKSPACE, ana).await.unwrap();
        assert_eq!((consents[0].given, consents[0].basis.as_str()), (true, "preference page"));
        let lifted = world.timeline(ana).await.into_iter().filter(|one| one.kind == kind::ADDRESS_LIFTED).count();
        assert!(lifted >= 2, "{lifted}");
        world.run("summer").await;
        world.settle().await;
        assert_eq!(ends(&world).await.pop().unwrap().1, "sent");
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_and_a_block_are_not_lifted_by_the_page() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    with_topics(&world).await;
    world.consenting(ANA, "Ana").await;
    world.run("spring").await;
    world.settle().await;
    let link = token(&world.captured().await[0], "p");
    for forged in ["", "x", &link[1..], &token(&world.captured().await[0], "u")] {
        assert_eq!(world.performer.choose(forged, keys(&[])).await.unwrap(), None);
    }
    let against = |kind, reason: String| Input::Suppress { address: ANA.into(), kind, reason };
    feed(&world.engine, "left", against(SuppressionKind::OptOut, "unsubscribed by a link".into())).await;
    for (id, input) in [
        ("c", against(SuppressionKind::OptOut, format!("{COMPLAINT}guide"))),
        ("b", against(SuppressionKind::Blocked, "a rival".into())),
    ] {
        feed(&world.engine, id, input).await;
        let before = state(&world).await;
        let shown = world.performer.choose(&link, keys(&["news", "fairs"])).await.unwrap().unwrap();
        assert!(shown.closed);
        assert_eq!(state(&world).await, before);
        let lift = Input::Unsuppress { address: ANA.into(), kind: SuppressionKind::OptOut, reason: "next".into() };
        feed(&world.engine, &format!("next:{id}"), lift).await;
    }
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_topics_the_page_is_about_all_marketing_mail() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    with_topics(&world).await;
    world.consenting(ANA, "Ana").await;
    world.run("autumn").await;
    world.settle().await;
    let link = token(&world.captured().await[0], "p");
    let mut settings = instance().remove(0);
    settings.2["topics"] = json!([]);
    for program in [4, 5, 7] {
        publish(&world.engine, &[instance().remove(program)]).await;
    }
    publish(&world.engine, &[settings]).await;
    assert_eq!(choose(&world, &link, &[]).await, [false]);
    assert!(state(&world).await.opted_out.is_some());
    assert_eq!(choose(&world, &link, &[""]).await, [true]);
    assert_eq!(state(&world).await, AddressState::clear(ANA));
    world.engine.stop().await;
}

/// A mail server that lets something happen between the gate and the final dot.
#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_the_topic_while_the_connection_is_made_gets_nothing() {
    let sink = super::sink::Sink::start(None, std::time::Duration::ZERO, false).await.slow_to_greet();
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    with_topics(&world).await;
    world.consenting(ANA, "Ana").await;
    world.run("spring").await;
    let smtp = mail::SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap();
    let performer = with_transport(&world.engine, mail::Transport::smtp(smtp));
    let sending = tokio::spawn(async move { while performer.run_once().await.unwrap() > 0 {} });
    while !sink.greeting() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let out = Input::Topic { address: ANA.into(), topic: "news".into(), receives: false, reason: "asked to".into() };
    feed(&world.engine, "leave", out).await;
    sink.greet();
    sending.await.unwrap();
    applied(&world.engine).await;
    assert_eq!(sink.copies().len(), 0);
    let (_, state, reason) = world.states().await.remove(0);
    assert!(state == "held" && reason.contains("opted out of \"News\""), "{state}: {reason}");
    world.engine.stop().await;
}
