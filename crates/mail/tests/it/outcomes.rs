//! What became of a message is told exactly, at each point at which a conversation can go wrong.

use crate::fixture::{Remembers, message};
use crate::peer::{At, Does, Peer};
use async_trait::async_trait;
use mail::{Captured, Fault, LedgerError, Outbox, Outcome, SmtpSettings, Timeouts, Transport};
use model::SendId;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const SEND: SendId = SendId(1);

fn settings(port: u16, options: &str) -> SmtpSettings {
    let mut settings = SmtpSettings::parse(&format!("smtp://127.0.0.1:{port}{options}")).unwrap();
    let quick = Duration::from_millis(1_500);
    settings.timeouts = Timeouts { connect: quick, command: quick, dot: quick };
    settings
}

async fn deliver(script: Option<(At, Does)>, pipelining: bool) -> (Outcome, Peer, u32) {
    let peer = Peer::start_with(script, u32::MAX, pipelining).await;
    let ledger = Remembers::saying(Ok(true));
    let transport = Transport::smtp(settings(peer.port, ""));
    let outcome = transport.deliver(SEND, &message("ana@example.test"), &ledger).await;
    (outcome, peer, ledger.asked())
}

#[tokio::test]
async fn each_failure_has_its_own_outcome() {
    use Does::{Closes, NothingForEver, Says};
    // Point, deed, what it is, whether the final dot may have been written.
    let table = [
        (At::Greeting, Says("554 no"), "no way", false),
        (At::Greeting, Closes, "no way", false),
        (At::Greeting, NothingForEver, "no way", false),
        (At::Mail, Says("451 later"), "deferred", false),
        (At::Mail, Says("550 5.7.1 never"), "no way", false),
        (At::Mail, Says("530 5.7.0 sign in"), "no way", false),
        (At::Mail, Says("421 closing"), "deferred", false),
        (At::Mail, Closes, "deferred", false),
        (At::Mail, NothingForEver, "deferred", false),
        (At::Rcpt, Says("450 4.2.2 full"), "deferred", false),
        (At::Rcpt, Says("550 5.1.1 no such user"), "failed", false),
        (At::Rcpt, Says("530 5.7.0 sign in"), "no way", false),
        (At::Rcpt, Says("554 5.7.1 Relay access denied"), "no way", false),
        (At::Rcpt, Closes, "deferred", false),
        (At::Data, Says("554 no"), "failed", false),
        (At::Data, NothingForEver, "deferred", false),
        (At::Body, NothingForEver, "in doubt", true),
        (At::Dot, Says("250 2.0.0 taken"), "accepted", true),
        (At::Dot, Says("452 4.3.1 disk"), "deferred", true),
        (At::Dot, Says("554 5.7.1 spam"), "failed", true),
        (At::Dot, Closes, "in doubt", true),
        (At::Dot, Says("2"), "in doubt", true),
        (At::Dot, NothingForEver, "in doubt", true),
    ];
    for (pipelining, (at, does, wanted, asked)) in [false, true].into_iter().flat_map(|on| table.map(|row| (on, row))) {
        let (outcome, peer, asks) = deliver(Some((at, does)), pipelining).await;
        let told = match &outcome {
            Outcome::Accepted { .. } => "accepted",
            Outcome::Deferred { .. } => "deferred",
            Outcome::Failed { .. } => "failed",
            Outcome::InDoubt { .. } => "in doubt",
            Outcome::Withdrawn => "withdrawn",
            Outcome::NoWay { .. } => "no way",
        };
        assert_eq!(told, wanted, "{at:?} {does:?}: {outcome:?}");
        assert_eq!(asks, u32::from(asked), "{at:?} {does:?}: the ledger is asked exactly before the final dot");
        if !asked {
            assert_eq!(peer.look(|seen| seen.messages.len()), 0, "{at:?} {does:?}");
        }
        if let Outcome::Failed { reason } | Outcome::Deferred { reason } = outcome {
            assert!(!reason.is_empty() && !reason.contains(['\r', '\n']), "{reason:?}");
        }
    }
}

#[tokio::test]
async fn a_message_arrives_byte_for_byte_with_its_dots_doubled() {
    for pipelining in [false, true] {
        let (outcome, peer, _) = deliver(None, pipelining).await;
        assert!(matches!(outcome, Outcome::Accepted { ref reply } if reply.contains("2.0.0 taken")), "{outcome:?}");
        let got = peer.look(|seen| String::from_utf8(seen.messages[0].clone()).unwrap());
        let got = got.strip_suffix("\r\n.\r\n").unwrap().replace("\r\n..", "\r\n.");
        let sent = String::from_utf8(message("ana@example.test").bytes).unwrap();
        assert_eq!(got.trim_end(), sent.trim_end());
        let commands = peer.look(|seen| seen.commands.clone());
        assert!(commands.contains(&"MAIL FROM:<news@example.com>".to_string()), "{commands:?}");
        assert!(commands.contains(&"RCPT TO:<ana@example.test>".to_string()), "{commands:?}");
    }
}

#[tokio::test]
async fn the_ledger_has_the_last_word() {
    for answer in [Ok(false), Err(LedgerError("disk full".into()))] {
        let peer = Peer::start(None, 0).await;
        let ledger = Remembers::saying(answer.clone());
        let outcome =
            Transport::smtp(settings(peer.port, "")).deliver(SEND, &message("ana@example.test"), &ledger).await;
        match answer {
            Ok(_) => assert_eq!(outcome, Outcome::Withdrawn),
            Err(_) => assert_eq!(outcome, Outcome::Deferred { reason: "disk full".into() }),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(peer.look(|seen| seen.messages.len()), 0, "nothing was sent");
    }
}

#[tokio::test]
async fn connections_are_reused_and_a_dead_one_costs_nothing() {
    let peer = Peer::start(None, 0).await;
    let transport = Transport::smtp(settings(peer.port, "?connections=1"));
    let ledger = Remembers::saying(Ok(true));
    for _ in 0..5 {
        assert!(matches!(transport.deliver(SEND, &message("a@b.test"), &ledger).await, Outcome::Accepted { .. }));
    }
    assert_eq!(peer.look(|seen| seen.connections), 1);
    // A refusal of one recipient does not cost the connection either.
    for (at, pipelining) in [(At::Rcpt, false), (At::Rcpt, true), (At::Mail, true)] {
        let refusing = Peer::start_with(Some((at, Does::Says("550 no"))), 1, pipelining).await;
        let transport = Transport::smtp(settings(refusing.port, ""));
        let refused = transport.deliver(SEND, &message("a@b.test"), &ledger).await;
        assert!(matches!(refused, Outcome::Failed { .. } | Outcome::NoWay { fault: Fault::Sender, .. }), "{refused:?}");
        assert!(matches!(transport.deliver(SEND, &message("a@b.test"), &ledger).await, Outcome::Accepted { .. }));
        assert_eq!(refusing.look(|seen| (seen.connections, seen.accepted)), (1, 1), "{at:?} {pipelining}");
    }
    // The second MAIL meets a closed connection: a new one is made at once.
    for pipelining in [false, true] {
        let dying = Peer::start_with(Some((At::SecondMail, Does::Closes)), 1, pipelining).await;
        let transport = Transport::smtp(settings(dying.port, ""));
        for _ in 0..2 {
            assert!(matches!(transport.deliver(SEND, &message("a@b.test"), &ledger).await, Outcome::Accepted { .. }));
        }
        assert_eq!(dying.look(|seen| (seen.connections, seen.accepted)), (2, 2));
    }
}

#[tokio::test]
async fn no_protection_no_mail() {
    let peer = Peer::start(None, 0).await;
    let transport = Transport::smtp(settings(peer.port, "?tls=required"));
    let outcome = transport.deliver(SEND, &message("a@b.test"), &Remembers::saying(Ok(true))).await;
    assert!(matches!(&outcome, Outcome::NoWay { reason, .. } if reason.contains("STARTTLS")), "{outcome:?}");
    assert!(peer.look(|seen| seen.commands.iter().all(|command| command.starts_with("EHLO") || command == "QUIT")));
    assert!(transport.check().await.unwrap_err().contains("STARTTLS"));
}

#[tokio::test]
async fn signing_in_works_and_a_wrong_password_is_a_reason_to_wait() {
    let peer = Peer::start(None, 0).await;
    let with = |user: &str| {
        let mut settings = settings(peer.port, "");
        settings.credentials = Some((user.into(), "secret".into()));
        Transport::smtp(settings)
    };
    let ledger = Remembers::saying(Ok(true));
    assert!(matches!(with("ana").deliver(SEND, &message("a@b.test"), &ledger).await, Outcome::Accepted { .. }));
    let outcome = with("bob").deliver(SEND, &message("a@b.test"), &ledger).await;
    assert!(
        matches!(&outcome, Outcome::NoWay { reason, .. } if reason.contains("sign in") && !reason.contains("secret"))
    );
}

#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<Vec<Captured>>>);

#[async_trait]
impl Outbox for Shelf {
    async fn keep(&self, captured: Captured) -> Result<(), String> {
        self.0.lock().unwrap().push(captured);
        Ok(())
    }
}

#[tokio::test]
async fn the_outbox_keeps_what_would_have_gone_out() {
    let shelf = Shelf::default();
    let transport = Transport::capture(shelf.clone());
    let outcome = transport.deliver(SEND, &message("ana@example.test"), &Remembers::saying(Ok(true))).await;
    assert!(transport.captures() && matches!(outcome, Outcome::Accepted { .. }));
    assert_eq!(transport.deliver(SEND, &message("x@y.test"), &Remembers::saying(Ok(false))).await, Outcome::Withdrawn);
    let kept = shelf.0.lock().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].to.as_str(), kept[0].raw.clone()), ("ana@example.test", message("ana@example.test").bytes));
}
