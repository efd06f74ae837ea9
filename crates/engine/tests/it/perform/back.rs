//! Back: opens, clicks and unsubscribing, by links that nobody can forge.

use super::fixture::*;
use crate::support::{contact_of, feed, put};
use content::verp;
use engine::perform::Client;
use model::activity::kind;
use model::address::SuppressionKind;
use model::input::*;
use model::*;

#[tokio::test(flavor = "multi_thread")]
async fn opens_and_clicks_come_to_the_timeline() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let ana = world.consenting("ana@example.com", "Ana").await;
        world.run("spring").await;
        world.settle().await;
        let message = &world.captured().await[0];
        let (pixel, click) = (token(message, "t/o"), token(message, "t/c"));

        world.pass(HOUR);
        let reader =
            || client("Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15", "88.12.4.9");
        assert!(world.performer.opened(&pixel, reader()).await && world.performer.opened(&pixel, reader()).await);
        let target = world.performer.clicked(&click, reader()).await;
        assert_eq!(target.as_deref(), Some("https://www.example.com/guide?for=Ana"));
        world.settle().await;
        assert_eq!(world.count(ana, kind::EMAIL_OPENED).await, 0, "until it is known who it was");
        world.pass(2 * MINUTE);
        world.settle().await;
        assert_eq!(world.count(ana, kind::EMAIL_OPENED).await, 1, "a second fetch at once is the same opening");
        assert_eq!(world.count(ana, kind::EMAIL_CLICKED).await, 1);
        let timeline = world.timeline(ana).await;
        let click = timeline.iter().find(|activity| activity.kind == kind::EMAIL_CLICKED).unwrap();
        assert_eq!(click.properties.get("link"), Some(&Value::text("https://www.example.com/guide")));
        assert_eq!(click.properties.get("program"), Some(&Value::text("spring")));
        assert_eq!(click.properties.get("by"), Some(&Value::text("human")));
        assert_eq!(click.properties.get("device"), Some(&Value::text("phone")));
        assert_eq!(click.asset.as_deref(), Some("guide"));

        let page = world.performer.view(&token(message, "v")).await.unwrap().unwrap();
        assert!(page.contains("Hello Ana") && !page.contains("/t/c/") && !page.contains("/t/o/"));
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_forged_does_anything() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    world.run("spring").await;
    world.settle().await;
    let message = &world.captured().await[0];
    let (pixel, click, leave) = (token(message, "t/o"), token(message, "t/c"), token(message, "u"));
    for forged in ["", "x", &click[1..], &format!("{click}A"), &pixel, &leave] {
        assert_eq!(world.performer.clicked(forged, Client::default()).await, None, "{forged}");
    }
    for forged in ["", &click, &pixel, &leave[..leave.len() - 1]] {
        assert_eq!(world.performer.unsubscribe(forged, true).await.unwrap(), None);
        assert_eq!(world.performer.leaving(forged).await.unwrap(), None);
    }
    assert!(!world.performer.opened(&click, Client::default()).await);
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unsubscribing_is_one_post_and_outlives_the_contact() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let ana = world.consenting("ana@example.com", "Ana").await;
        world.run("spring").await;
        world.settle().await;
        let leave = token(&world.captured().await[0], "u");

        let page = world.performer.leaving(&leave).await.unwrap().unwrap();
        assert_eq!((page.address.as_str(), page.company.as_str(), page.done), ("a…@example.com", "Siembra", false));
        applied(&world.engine).await;
        assert_eq!(world.count(ana, kind::UNSUBSCRIBED).await, 0, "looking changes nothing");

        assert!(world.performer.unsubscribe(&leave, false).await.unwrap().unwrap().done);
        assert!(world.performer.unsubscribe(&leave, false).await.unwrap().unwrap().done, "twice is as good as once");
        assert!(world.performer.leaving(&leave).await.unwrap().unwrap().done);
        assert_eq!(world.count(ana, kind::UNSUBSCRIBED).await, 1);
        assert_eq!(world.count(ana, kind::CONSENT_WITHDRAWN).await, 1);
        world.run("spring").await;
        world.settle().await;
        let held = world.states().await.pop().unwrap();
        assert_eq!((held.0, held.1), (ana, "held"));
        assert!(held.2.contains("opted out"), "{}", held.2);

        // Erased and imported again, with consent declared by the import: the address has not forgotten.
        feed(&world.engine, "erase", Input::Erase { contact: ana }).await;
        let again = world.consenting("ana@example.com", "Ana").await;
        let again = if again == ana {
            contact_of(&feed(&world.engine, "again", put("ana@example.com", &[])).await)
        } else {
            again
        };
        assert_ne!(again, ana);
        feed(&world.engine, "yes", Input::Consent { contact: Key::id(again.0), given: true, basis: "import".into() })
            .await;
        world.run("spring").await;
        world.settle().await;
        let held = world.states().await.into_iter().find(|(contact, ..)| *contact == again).unwrap();
        assert!(held.1 == "held" && held.2.contains("opted out"), "{held:?}");
        // Operational mail still reaches it.
        world.run("receipts").await;
        world.settle().await;
        assert!(world.states().await.iter().any(|(contact, state, _)| *contact == again && *state == "sent"));
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_read_again_throws_nobody_out_who_came_back() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let ana = world.consenting("ana@example.com", "Ana").await;
        world.run("spring").await;
        world.settle().await;
        let send = world.sends().await.pop().unwrap();
        let returning = verp::Returning { workspace: DEFAULT_WORKSPACE, send: send.id };
        let back = verp::address(&keys(), returning, world.engine.now(), "bounce.example.com");
        let letter = |day: u8| {
            format!("From: ana@example.com\r\nTo: {back}\r\nDate: {day} Mar 2026 09:00 +0100\r\nSubject: unsubscribe\r\n\r\n")
        };
        let read = async |raw: String| {
            let handled = world.performer.returned(raw.as_bytes(), Some(&back), world.engine.now()).await.unwrap();
            assert_eq!((handled.returned.kind, handled.send), (mail::returned::Kind::Unsubscribe, Some(send.id)));
            let state = store::addresses::states(world.store(), DEFAULT_WORKSPACE, &["ana@example.com".into()]).await;
            let out = state.unwrap().remove("ana@example.com").is_some_and(|state| state.opted_out.is_some());
            (out, world.count(ana, kind::UNSUBSCRIBED).await, world.count(ana, kind::CONSENT_WITHDRAWN).await)
        };
        assert_eq!(read(letter(3)).await, (true, 1, 1));
        assert_eq!(read(letter(3)).await, (true, 1, 1));
        assert_eq!(read(letter(4)).await, (true, 1, 1), "out already");
        let (address, reason) = ("ana@example.com".to_string(), "asked to".to_string());
        let lift = Input::Unsuppress { address, kind: SuppressionKind::OptOut, reason };
        feed(&world.engine, "back", lift).await;
        let yes = Input::Consent { contact: Key::id(ana.0), given: true, basis: "form".into() };
        feed(&world.engine, "yes", yes).await;
        for day in [3, 4] {
            assert_eq!(read(letter(day)).await, (false, 1, 1), "the mailbox has other numbers: the letter of {day}");
        }
        assert_eq!(read(letter(5)).await, (true, 2, 2), "a new one says it anew");
        world.engine.stop().await;
    })
    .await;
}
