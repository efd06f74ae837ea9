//! Outward: a batch from segment to mailbox.

use super::fixture::*;
use crate::support::{feed, publish, put};
use engine::perform::Client;
use model::activity::kind;
use model::*;
use serde_json::json;
use store::runs::RunState;

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_reaches_everybody_once_or_says_why_not() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let ana = world.consenting("ana@example.com", "Ana").await;
        let bo = world.consenting("bo@example.com", "").await;
        let stranger = crate::support::contact_of(&feed(&world.engine, "s", put("s@example.com", &[])).await);
        let run = world.run("spring").await;
        world.settle().await;

        let states = world.states().await;
        assert_eq!(states.len(), 3, "a row for each member: {states:?}");
        assert!(states.contains(&(ana, "sent", String::new())) && states.contains(&(bo, "sent", String::new())));
        assert!(states.contains(&(stranger, "held", "the contact has not given consent".into())), "{states:?}");
        let captured = world.captured().await;
        let mut subjects: Vec<&str> = captured.iter().filter_map(|message| message.subject()).collect();
        subjects.sort_unstable();
        assert_eq!(subjects, ["A guide for Ana", "A guide for you"]);
        for contact in [ana, bo] {
            let timeline = world.timeline(contact).await;
            let sent: Vec<&Activity> = timeline.iter().filter(|a| a.kind == kind::EMAIL_SENT).collect();
            assert_eq!(sent.len(), 1);
            assert_eq!(sent[0].asset.as_deref(), Some("guide"));
            assert_eq!(sent[0].properties.get("program"), Some(&Value::text("spring")));
        }
        assert_eq!(world.count(stranger, kind::EMAIL_HELD).await, 1);
        let run = store::runs::get(world.store(), DEFAULT_WORKSPACE, run).await.unwrap();
        assert_eq!((run.state, run.audience_count), (RunState::Finished, 3));

        // Settling once more sends nothing more.
        world.settle().await;
        assert_eq!(world.captured().await.len(), 2);
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_has_what_mailbox_providers_ask_for() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    world.run("spring").await;
    world.run("receipts").await;
    world.settle().await;
    let captured = world.captured().await;
    let of = |subject: &str, marketing: bool| {
        captured
            .iter()
            .find(|m| m.subject() == Some(subject) && m.header_raw("List-Unsubscribe").is_some() == marketing)
    };
    let message = of("A guide for Ana", true).unwrap();
    let unsubscribe = message.header_raw("List-Unsubscribe").unwrap().trim();
    assert!(unsubscribe.starts_with("<https://go.example.com/u/") && unsubscribe.ends_with('>'), "{unsubscribe}");
    assert_eq!(message.header_raw("List-Unsubscribe-Post").unwrap().trim(), "List-Unsubscribe=One-Click");
    assert!(message.message_id().unwrap().ends_with("@example.com"));
    assert_eq!(message.from().unwrap().first().unwrap().address(), Some("news@example.com"));
    assert_eq!(message.to().unwrap().first().unwrap().address(), Some("ana@example.com"));
    let html = message.body_html(0).unwrap();
    assert!(
        html.contains("https://go.example.com/t/c/") && !html.contains("www.example.com/guide"),
        "links are tracked"
    );
    assert!(html.contains("https://go.example.com/t/o/"), "the pixel is there");
    let text = message.body_text(0).unwrap();
    let clicks = |part: &str| {
        let starts = part.match_indices("https://go.example.com/t/c/").map(|(at, road)| at + road.len());
        let end = |rest: &str| rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        starts.map(|at| part[at..][..end(&part[at..]).unwrap_or(part.len() - at)].to_string()).collect::<Vec<_>>()
    };
    assert!(!text.contains("www.example.com/guide"), "links of the text are tracked too: {text}");
    assert!(text.contains(unsubscribe.trim_matches(['<', '>'])), "the way out is as it is: {text}");
    let mut seen = clicks(&html);
    assert!(seen.len() == 2 && html.contains("display:none"), "the last one is seen by machines alone");
    seen.pop();
    assert_eq!(clicks(&text), seen, "the same address is the same link in both parts");
    let token = clicks(&text)[0].clone();
    assert_eq!(
        world.performer.clicked(&token, Client::default()).await.as_deref(),
        Some("https://www.example.com/guide?for=Ana")
    );
    assert!(of("A guide for Ana", false).is_some(), "operational mail has no unsubscribe header");
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_keeps_the_audience_and_the_version_it_froze() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    world.run("spring").await;
    assert!(world.performer.run_once().await.unwrap() > 0, "frozen");
    world.consenting("late@example.com", "Late").await;
    let changed = json!({"label": "Guide", "subject": "Another subject", "mjml": MJML});
    publish(&world.engine, &[(DefinitionKind::Email, "guide", changed)]).await;
    world.settle().await;
    let captured = world.captured().await;
    assert_eq!(captured.len(), 1);
    assert_eq!(captured[0].subject(), Some("A guide for Ana"));
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_waits_for_its_time_can_be_paused_and_cancelled() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    let (store, at) = (world.store(), world.engine.now().plus(HOUR));
    let run = world.performer.start_run("spring", Some(at), None, None).await.unwrap().id;
    world.settle().await;
    assert_eq!(world.sends().await.len(), 0);
    world.clock.set(at);
    // Freeze and make the rows, then pause before anything leaves.
    assert!(world.performer.run_once().await.unwrap() > 0);
    store::runs::pause(store, DEFAULT_WORKSPACE, run, "looking again").await.unwrap();
    world.settle().await;
    assert_eq!(world.captured().await.len(), 0);
    world.performer.resume_run(run, false).await.unwrap();
    world.settle().await;
    assert_eq!(world.captured().await.len(), 1);
    let other = world.performer.start_run("spring", Some(at.plus(HOUR)), None, None).await.unwrap().id;
    store::runs::cancel(store, DEFAULT_WORKSPACE, other, at).await.unwrap();
    world.clock.set(at.plus(HOUR));
    world.settle().await;
    assert_eq!(world.captured().await.len(), 1);
    assert!(world.performer.start_run("nothing", None, None, None).await.is_err());
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_reaches_the_user_with_a_link_to_the_contact() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let ana = world.consenting("ana@example.com", "Ana").await;
    let new = store::users::NewUser {
        email: "sam@example.com".into(),
        name: "Sam".into(),
        team: String::new(),
        role: Role::Sales,
        password: None,
    };
    let user = store::users::create(world.store(), DEFAULT_WORKSPACE, new, world.engine.now()).await.unwrap();
    let alert = engine::work::Alert { to: user.id, contact: ana, text: "asked for a price".into() };
    let work = store::work::NewWork {
        kind: engine::work::ALERT.into(),
        dedupe: None,
        payload: serde_json::to_string(&alert).unwrap(),
        run_at: world.engine.now(),
    };
    store::work::add(world.store(), DEFAULT_WORKSPACE, &[work], world.engine.now()).await.unwrap();
    world.settle().await;
    let captured = world.captured().await;
    assert_eq!(captured.len(), 1);
    assert_eq!(captured[0].subject(), Some("Ana: asked for a price"));
    assert_eq!(captured[0].to().unwrap().first().unwrap().address(), Some("sam@example.com"));
    assert!(captured[0].body_text(0).unwrap().contains(&format!("https://go.example.com/contacts/{ana}")));
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_can_be_looked_at_and_tried() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let ana = world.consenting("ana@example.com", "Ana").await;
    let draft: model::definition::Email = serde_json::from_value(email(false)).unwrap();
    let preview = world.performer.preview(&draft, Some(ana), None);
    assert_eq!(preview.subject, "A guide for Ana");
    assert!(preview.html.contains("Hello Ana") && preview.text.contains("Hello Ana"));
    assert!(
        preview.problems.iter().all(|problem| problem.severity == content::Severity::Warning),
        "{:?}",
        preview.problems
    );
    let broken =
        model::definition::Email { mjml: "<mjml><mj-body>{{ contact. </mj-body></mjml>".into(), ..draft.clone() };
    assert_eq!(world.performer.preview(&broken, None, None).problems[0].line, Some(1));
    world.performer.send_test(&draft, (Some(ana), None), "me@example.com").await.unwrap();
    assert!(world.performer.send_test(&draft, (None, None), "not an address").await.is_err());
    let captured = world.captured().await;
    assert_eq!(captured[0].subject(), Some("[Test] A guide for Ana"));
    assert_eq!(world.sends().await.len(), 0);
    assert_eq!(world.count(ana, kind::EMAIL_SENT).await, 0);
    world.engine.stop().await;
}
