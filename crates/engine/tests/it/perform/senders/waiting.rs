//! What waits for its sender says so, somebody is told once, and what rules keep here waits for nobody.

use super::*;
use engine::perform::{OUTBOX, TestError};
use model::definition::Email;
use store::sends::Waits;
use store::ways::{Routing, Rule};

fn to_outbox(rule: Rule) -> Rule {
    Rule { ways: vec![OUTBOX.into()], ..rule }
}

/// What a trigger of the program makes: no run, one occasion each.
async fn triggered(world: &World, contact: ContactId, numbers: std::ops::Range<i64>) {
    let send = |n: i64| world.single("autumn", format!("o{n}"), contact, "ana@example.net".into());
    world.add_sends(numbers.map(send)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_from_a_domain_that_is_not_set_up_says_what_it_waits_for_and_somebody_is_told_once() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        world.boss().await;
        let ana = world.consenting("ana@example.net", "Ana").await;
        let sink = Sink::start(None, Duration::ZERO, false).await;
        let smtp = || Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap());
        let performer = sending(&world, smtp(), &Zone::default());
        let told = async || {
            settle(&world.engine, &performer).await;
            assert!(sink.copies().keys().all(|id| id.contains(".alert@")), "nothing else leaves: {:?}", sink.copies());
            sink.copies().len()
        };
        let run = performer.start_run("spring", None, None, None).await.unwrap().id;
        assert_eq!(told().await, 1);
        let waiting = store::sends::waiting(world.store(), DEFAULT_WORKSPACE, run).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].waits, waiting[0].count), (1, Waits::Sender, 1));
        assert!(waiting[0].reason.as_ref().unwrap().contains("example.com is not set up"), "{waiting:?}");
        // Asked for again, also by another process, nobody is told again; another run is another.
        world.pass(11 * MINUTE);
        assert_eq!(told().await, 1);
        let other = sending(&world, smtp(), &Zone::default());
        world.pass(11 * MINUTE);
        settle(&world.engine, &other).await;
        assert_eq!(told().await, 1);
        performer.start_run("summer", None, None, None).await.unwrap();
        assert_eq!(told().await, 2);
        // A program without runs likewise, however much it makes.
        triggered(&world, ana, 1..3).await;
        assert_eq!(told().await, 3);
        triggered(&world, ana, 3..5).await;
        assert_eq!(told().await, 3);
        // After three days it is given up.
        world.pass(3 * DAY);
        assert_eq!(told().await, 3);
        let states = world.states().await;
        assert!(
            states.iter().all(|(_, state, reason)| *state == "held" && reason.contains("not set up")),
            "{states:?}"
        );
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_keeps_here_needs_no_verified_sender() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        world.consenting("ana@example.net", "Ana").await;
        let sink = Sink::start(None, Duration::ZERO, false).await;
        let smtp = Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap());
        let performer = sending(&world, smtp, &Zone::default());
        let rules = vec![
            to_outbox(Rule { program: Some("spring".into()), ..Rule::default() }),
            to_outbox(Rule { recipient_domain: Some("trial.example".into()), ..Rule::default() }),
        ];
        performer.save_routing(Routing { order: Vec::new(), rules }).await.unwrap();
        for program in ["spring", "summer"] {
            performer.start_run(program, None, None, None).await.unwrap();
        }
        settle(&world.engine, &performer).await;
        let states: Vec<&str> = world.states().await.into_iter().map(|(_, state, _)| state).collect();
        assert_eq!((states, world.captured().await.len()), (vec!["sent", "deferred"], 1), "{:?}", world.states().await);
        // Tests likewise.
        let email: Email = serde_json::from_value(email(false)).unwrap();
        performer.send_test(&email, (None, None), "bo@trial.example").await.unwrap();
        let refused = performer.send_test(&email, (None, None), "bo@example.net").await;
        assert!(matches!(&refused, Err(TestError::Email(why)) if why.contains("not set up")), "{refused:?}");
        assert_eq!((world.captured().await.len(), sink.copies().len()), (2, 0));
        // And what is told beforehand goes by the same rules.
        let told = async |program, counts: &[(&str, u64)]| {
            let domains = counts.iter().map(|(domain, count)| (domain.to_string(), *count)).collect();
            performer.waits_for_sender(&email, program, &domains).await.unwrap().map(|(_, count)| count)
        };
        let both = [("trial.example", 3), ("example.net", 5), ("example.org", 7)];
        assert_eq!(told(Some("summer"), &both).await, Some(12));
        assert_eq!(told(Some("summer"), &both[..1]).await, None);
        assert_eq!(told(Some("spring"), &both).await, None);
        assert_eq!(told(None, &[]).await, Some(0));
        let own = Email { from_address: "news@elsewhere.example".into(), ..email.clone() };
        let domains = BTreeMap::from([("example.net".to_string(), 1)]);
        let why = performer.waits_for_sender(&own, None, &domains).await.unwrap().unwrap().0;
        assert!(why.contains("elsewhere.example is not set up"), "{why}");
        world.engine.stop().await;
    })
    .await;
}
