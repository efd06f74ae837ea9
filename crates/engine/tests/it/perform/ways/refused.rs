//! A mail server that refuses us, at whatever command it says so, costs no message: they wait, or take another way.

use super::*;
use model::*;
use sink::{At, Script, Sink, Times};

async fn server(at: At, says: &'static str) -> Sink {
    Sink::start(Script::default().everywhere(at, sink::Does::Says(says), Times::Always)).await.unwrap()
}

fn smtp(key: &str, sink: &Sink) -> NewWay {
    way(key, WayKind::Smtp, &[("url", &format!("smtp://127.0.0.1:{}?connections=2", sink.port()))])
}

#[tokio::test(flavor = "multi_thread")]
async fn no_message_fails_where_the_server_refuses_who_sends() {
    for (at, says) in [
        (At::Mail, "530 5.7.0 Authentication required"),
        (At::Mail, "553 5.7.1 not one of our senders"),
        (At::Mail, "550 no such user"),
        (At::Rcpt, "554 5.7.1 <pia@domain1.example>: Relay access denied"),
        (At::Rcpt, "553 5.7.1 Sender address rejected: not owned by user"),
        (At::Rcpt, "530 5.7.0 Must issue a STARTTLS command first"),
    ] {
        let database = testkit::Database::sqlite();
        let world = world(database.url()).await;
        let refusing = server(at, says).await;
        world.people(30).await;
        world.add(smtp("a", &refusing)).await;
        world.run("spring").await;
        world.settle().await;
        let states = world.states().await;
        let wait = |state: &str| matches!(state, "deferred" | "queued");
        assert!(states.len() == 30 && states.iter().all(|(_, state, _)| wait(state)), "{says}: {states:?}");
        let words = &says[10..];
        assert!(states.iter().any(|(.., reason)| reason.contains(words)), "{says}: {states:?}");
        assert_eq!(world.way_is("a").await, "refused", "{says}");
        let asked = refusing.ledger().transactions.len();
        assert!(asked <= 12, "{says}: asked {asked} times, the others were not even tried");
        // Somebody adds a server that takes them: everything goes out by it.
        let live = Sink::start(Script::default()).await.unwrap();
        world.add(smtp("b", &live)).await;
        world.pass(2 * HOUR);
        world.settle().await;
        let by_way = world.by_way().await;
        assert!(by_way.iter().all(|send| *send == ("sent", Some("b".into()))), "{says}: {by_way:?}");
        assert_eq!(live.ledger().transactions.iter().filter(|one| one.accepted()).count(), 30);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_recipient_whose_server_speaks_so_stops_nobody_else() {
    for says in ["554 5.7.1 Relay access denied", "530 5.7.0 Authentication required"] {
        let database = testkit::Database::sqlite();
        let world = world(database.url()).await;
        let odd = sink::Does::Says(says);
        let sink =
            Sink::start(Script::default().domain("domain3.example", At::Rcpt, odd, Times::Always)).await.unwrap();
        world.people(12).await;
        world.add(smtp("a", &sink)).await;
        world.run("spring").await;
        world.settle().await;
        let states = world.states().await;
        assert_eq!(states.iter().filter(|(_, state, _)| *state == "sent").count(), 11, "{says}: {states:?}");
        assert_eq!(world.way_is("a").await, "ready", "{says}");
    }
}
