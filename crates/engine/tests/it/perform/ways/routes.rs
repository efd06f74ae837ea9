//! The first healthy way of a message's rule has it, and no message goes by two.

use super::*;
use engine::perform::{Facts, SaveError};
use model::*;
use store::ways::{Routing, Rule};

/// An address where nobody listens.
fn nowhere() -> String {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("http://127.0.0.1:{free}")
}

async fn order(world: &World, order: &[&str], rules: Vec<Rule>) {
    let order = order.iter().map(|key| key.to_string()).collect();
    world.performer.save_routing(Routing { order, rules }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_that_cannot_be_reached_loses_its_mail_to_the_next() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let double = Double::start(accepts()).await;
        world.people(12).await;
        world.add(sendgrid("dead", &nowhere())).await;
        world.add(sendgrid("live", &double.url())).await;
        order(&world, &["dead", "live"], Vec::new()).await;
        world.run("spring").await;
        world.settle().await;
        assert_eq!(double.got().len(), 12, "{:?}", world.states().await);
        assert!(world.by_way().await.iter().all(|send| *send == ("sent", Some("live".into()))));
        let mut ids: Vec<String> =
            double.got().iter().map(|got| got.json()["headers"]["Message-ID"].to_string()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 12, "each once");
        assert_eq!((world.way_is("dead").await, world.way_is("live").await), ("resting", "ready"));
        assert!(world.captured().await.is_empty(), "the built-in outbox is for instances without a way");
        let route =
            world.performer.route_of(&Facts { recipient: "ana@example.com", ..Facts::default() }).await.unwrap();
        let steps: Vec<(&str, bool)> = route.steps.iter().map(|step| (step.key.as_str(), step.takes)).collect();
        assert_eq!((route.rule, steps), (None, vec![("dead", false), ("live", true)]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_not_told_to_another_server() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let smtp =
        |url, more: &[(&str, &str)]| way("mx", WayKind::Smtp, &[&[("url", url), ("user", "ana")], more].concat());
    world.add(smtp("smtp://mail.example.com", &[("password", "p")])).await;
    world.add(way("pm", WayKind::Postmark, &[("token", "t"), ("hook_user", "u"), ("hook_password", "p")])).await;
    let postmark = |more: &[(&str, &str)]| way("pm", WayKind::Postmark, &[&[("hook_user", "u")], more].concat());
    let evil = ("endpoint", "https://evil.example");
    for (change, field) in [
        (smtp("smtp://evil.example", &[]), Some("password")),
        (smtp("smtp://mail.example.com:2525", &[]), Some("password")),
        (smtp("smtp://mail.example.com:587?connections=8", &[]), None),
        (smtp("smtp://mail.example.org", &[("password", "q")]), None),
        (postmark(&[evil]), Some("token")),
        (postmark(&[]), None),
        // What reports are checked by goes nowhere, and stays.
        (postmark(&[evil, ("token", "another")]), None),
        (postmark(&[("endpoint", "https://evil.example/")]), None),
        (postmark(&[]), Some("token")),
    ] {
        let told = format!("{change:?}");
        match (world.performer.save_way(change, false).await, field) {
            (Ok(()), None) => {}
            (Err(SaveError::Field(bad)), Some(field)) if bad.field == field && bad.message.contains("again") => {}
            (saved, _) => panic!("{told}: {saved:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_credentials_fail_no_message() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let refusing =
        Double::start(Does::Answers(401, "", r#"{"errors":[{"message":"authorization required"}]}"#.into())).await;
    let live = Double::start(accepts()).await;
    world.people(40).await;
    world.add(sendgrid("a", &refusing.url())).await;
    world.run("spring").await;
    world.settle().await;
    let states = world.states().await;
    // After a few nothing more is tried for a while.
    assert!(states.iter().all(|(_, state, _)| matches!(*state, "deferred" | "queued")), "{states:?}");
    assert!(states.iter().any(|(.., reason)| reason.contains("authorization required")), "{states:?}");
    assert_eq!(world.way_is("a").await, "refused");
    let asked = refusing.got().len();
    assert!(asked <= 16, "{asked}: the others were not even tried");
    // Somebody adds another way: everything goes out by it.
    world.add(sendgrid("b", &live.url())).await;
    assert!(refusing.got()[0].header("authorization").starts_with("Bearer "));
    world.pass(2 * HOUR);
    world.settle().await;
    assert!(world.by_way().await.iter().all(|send| *send == ("sent", Some("b".into()))), "{:?}", world.by_way().await);
    assert_eq!((refusing.got().len(), live.got().len()), (asked, 40));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_may_have_left_takes_no_other_way() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let closing = Double::start(Does::ClosesAfterBody).await;
    let live = Double::start(accepts()).await;
    world.people(6).await;
    world.add(sendgrid("a", &closing.url())).await;
    world.add(sendgrid("b", &live.url())).await;
    world.run("spring").await;
    world.settle().await;
    world.pass(DAY);
    world.settle().await;
    let by_way = world.by_way().await;
    assert!(by_way.iter().all(|send| *send == ("unknown", Some("a".into()))), "{by_way:?}");
    assert_eq!((closing.got().len(), live.got().len()), (6, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_decide_by_recipient_program_sender_and_kind() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let (a, b, c) = (Double::start(accepts()).await, Double::start(accepts()).await, Double::start(accepts()).await);
    for (key, double) in [("a", &a), ("b", &b), ("c", &c)] {
        world.add(sendgrid(key, &double.url())).await;
    }
    let to = |ways: &[&str]| Rule { ways: ways.iter().map(|key| key.to_string()).collect(), ..Rule::default() };
    let rules = vec![
        Rule { recipient_domain: Some("@Gmail.com".into()), operational: Some(false), ..to(&["c", "a"]) },
        Rule { program: Some("receipts".into()), ..to(&["b"]) },
        Rule { sender_domain: Some("elsewhere.example".into()), ..to(&["c"]) },
    ];
    order(&world, &["a", "b", "c"], rules).await;
    world.consenting("ana@gmail.com", "Ana").await;
    world.consenting("bo@example.com", "Bo").await;
    world.run("spring").await;
    world.settle().await;
    assert_eq!((a.got().len(), b.got().len(), c.got().len()), (1, 0, 1), "{:?}", world.states().await);
    world.run("receipts").await;
    world.settle().await;
    assert_eq!((a.got().len(), b.got().len(), c.got().len()), (1, 2, 1), "{:?}", world.states().await);
    let route = |recipient, program, operational| {
        let facts = Facts { sender: "news@example.com", recipient, program, operational };
        let performer = world.performer.clone();
        async move {
            let route = performer.route_of(&facts).await.unwrap();
            let way = route.steps.into_iter().find(|step| step.takes).map(|step| step.key);
            (route.rule, way.unwrap_or_default())
        }
    };
    assert_eq!(route("x@gmail.com", Some("receipts"), true).await, (Some(2), "b".into()));
    assert_eq!(route("x@gmail.com", None, false).await, (Some(1), "c".into()));
    assert_eq!(route("x@example.net", None, false).await, (None, "a".into()));
    // A way that a rule names stays; one that is switched off is passed over, and a rule without a way lets mail wait.
    assert!(matches!(world.performer.delete_way("b").await, Err(SaveError::Taken(_))));
    let off = NewWay { enabled: false, ..sendgrid("b", &b.url()) };
    world.performer.save_way(off, false).await.unwrap();
    world.run("receipts").await;
    world.settle().await;
    assert_eq!((a.got().len(), b.got().len()), (1, 2));
    let waiting: Vec<String> = world.states().await.into_iter().filter(|s| s.1 == "deferred").map(|s| s.2).collect();
    assert_eq!(waiting.len(), 2);
    assert!(waiting[0].contains("no way out is switched on"), "{waiting:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_of_a_day_is_kept_and_the_rest_goes_elsewhere_or_tomorrow() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let double = Double::start(accepts()).await;
    world.people(7).await;
    world.add(NewWay { per_day: Some(3), ..sendgrid("a", &double.url()) }).await;
    world.run("spring").await;
    world.settle().await;
    let count = |state: &'static str| {
        let states = world.states();
        async move { states.await.iter().filter(|send| send.1 == state).count() }
    };
    assert_eq!((count("sent").await, count("deferred").await), (3, 4), "{:?}", world.states().await);
    world.pass(DAY);
    world.settle().await;
    assert_eq!((count("sent").await, count("deferred").await), (6, 1));
    let other = Double::start(accepts()).await;
    world.add(sendgrid("b", &other.url())).await;
    world.pass(DAY);
    world.settle().await;
    assert_eq!((count("sent").await, double.got().len() + other.got().len()), (7, 7));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_gives_to_the_outbox_stays_here_and_nothing_else_does() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let double = Double::start(accepts()).await;
        world.people(6).await;
        world.add(sendgrid("live", &double.url())).await;
        let here = |ways: &[&str]| Rule {
            program: Some("spring".into()),
            ways: ways.iter().map(|way| way.to_string()).collect(),
            ..Rule::default()
        };
        for beside in [["live", "outbox"], ["outbox", "live"]] {
            let routing = Routing { order: Vec::new(), rules: vec![here(&beside)] };
            let refused = world.performer.save_routing(routing).await;
            assert!(matches!(&refused, Err(SaveError::Field(bad)) if bad.field == "rules.0.ways"), "{refused:?}");
        }
        // An order that names it leads to it as little.
        order(&world, &["outbox", "live"], vec![here(&["outbox"])]).await;
        world.run("spring").await;
        world.run("summer").await;
        world.settle().await;
        assert_eq!((world.captured().await.len(), double.got().len()), (6, 6), "{:?}", world.states().await);
        let mut by_way = world.by_way().await;
        by_way.sort();
        let sent = |way: &str| ("sent", Some(way.to_string()));
        assert_eq!(by_way, [vec![sent("live"); 6], vec![sent("outbox"); 6]].concat());
        let (ways, _) = world.performer.ways_out().await.unwrap();
        assert_eq!(ways.iter().map(|way| way.key.as_str()).collect::<Vec<_>>(), ["live", "outbox"]);
        // Where the way fails, its mail waits.
        world.performer.save_way(sendgrid("live", &nowhere()), false).await.unwrap();
        world.pass(2 * DAY);
        world.run("autumn").await;
        world.settle().await;
        let waiting = world.sends().await.iter().filter(|send| send.state.is_open()).count();
        assert_eq!((world.captured().await.len(), waiting), (6, 6), "{:?}", world.states().await);
    })
    .await;
}
