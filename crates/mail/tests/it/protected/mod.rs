//! How protected mail leaves: each way there is, to servers with and without TLS, with every certificate that may be shown.
//! There is no way that takes protection where it is offered and goes without where it is not.

mod certificates;
mod door;

use crate::fixture::{Remembers, message};
use certificates::Certificates;
use door::{Door, Speaks};
use mail::{Fault, Outcome, SmtpSettings, Transport};
use model::SendId;
use sink::{Script, Sink};

const GO_ON: &str = "220 2.0.0 go on\r\n";

struct Tried {
    outcome: Outcome,
    checked: Result<(), String>,
    taken: usize,
    asked: u32,
}

async fn tried(url: &str, sink: &Sink) -> Tried {
    let transport = Transport::smtp(SmtpSettings::parse(url).unwrap());
    let checked = transport.check().await;
    let ledger = Remembers::saying(Ok(true));
    let outcome = transport.deliver(SendId(1), &message("ana@example.test"), &ledger).await;
    let taken = sink.ledger().transactions.iter().filter(|one| one.accepted()).count();
    Tried { outcome, checked, taken, asked: ledger.asked() }
}

/// Nothing was sent, nobody was asked for the last word, and the reason says what is wrong.
fn assert_refused(tried: &Tried, sink: &Sink, says: &str, case: &str) {
    let Tried { outcome, checked, asked, .. } = tried;
    let refused = |reason: &str| reason.contains(says);
    let no_way = matches!(outcome, Outcome::NoWay { reason, fault: Fault::Unreachable } if refused(reason));
    assert!(no_way, "{case}: {outcome:?}");
    assert!(checked.as_ref().is_err_and(|why| refused(why)), "{case}: {checked:?}");
    assert!(sink.ledger().transactions.is_empty() && *asked == 0, "{case}");
    assert_eq!(sink.ledger().complaints, Vec::<String>::new(), "{case}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_certificate_that_proves_the_name_is_sent_to() {
    let certificates = Certificates::make();
    let ours = certificates.file("ours");
    let ours = format!("ca={}", ours.display());
    let itself = format!("ca={}", certificates.file("self-signed").display());
    // The certificate, which authority is trusted besides the usual ones, and what is wrong with it; nothing where it is good.
    let table = [
        ("good", ours.as_str(), ""),
        ("self-signed", &itself, ""),
        ("good", "connections=1", "UnknownIssuer"),
        ("self-signed", &ours, "UnknownIssuer"),
        ("of-another", &ours, "UnknownIssuer"),
        ("wrong-name", &ours, "not valid for name"),
        ("without-names", &ours, "not valid for name"),
        ("expired", &ours, "Expired"),
    ];
    for (certificate, trusted, wrong) in table {
        for speaks in [Speaks::AtOnce, Speaks::StartTls(GO_ON)] {
            let sink = Sink::start(Script::default()).await.unwrap();
            let door = Door::open(sink.port(), speaks, certificates.identity(certificate)).await;
            let port = door.port;
            let url = match speaks {
                Speaks::AtOnce => format!("smtps://localhost:{port}?{trusted}"),
                Speaks::StartTls(_) => format!("smtp://localhost:{port}?tls=required&{trusted}"),
            };
            let (tried, case) = (tried(&url, &sink).await, format!("{certificate}, {trusted}, {speaks:?}"));
            println!("{case}: {:?}", tried.outcome);
            match wrong {
                "" => {
                    assert!(matches!(tried.outcome, Outcome::Accepted { .. }), "{case}: {:?}", tried.outcome);
                    assert_eq!((tried.checked, tried.taken), (Ok(()), 1), "{case}");
                }
                says => assert_refused(&tried, &sink, says, &case),
            }
            let heard = door.heard();
            assert!(heard.iter().all(|verb| ["EHLO", "STARTTLS"].contains(&verb.as_str())), "{case}: {heard:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_protection_is_asked_for_and_not_offered_nothing_is_sent_and_no_password_said() {
    let sink = Sink::start(Script::default()).await.unwrap();
    let port = sink.port();
    for (url, says) in [
        (format!("smtp://ana:secret@localhost:{port}?tls=required"), "STARTTLS is not supported"),
        (format!("smtps://ana:secret@localhost:{port}"), "corrupt message"),
    ] {
        let tried = tried(&url, &sink).await;
        println!("{:?}", tried.outcome);
        assert!(
            matches!(&tried.outcome, Outcome::NoWay { reason, fault: Fault::Unreachable } if reason.contains(says)),
            "{:?}",
            tried.outcome
        );
        assert!(sink.ledger().transactions.is_empty() && tried.asked == 0);
        assert!(!sink.ledger().complaints.iter().any(|said| said.contains("AUTH")), "{:?}", sink.ledger().complaints);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_protection_it_goes_as_it_is_told_whatever_is_offered() {
    let certificates = Certificates::make();
    let sink = Sink::start(Script::default()).await.unwrap();
    let door = Door::open(sink.port(), Speaks::StartTls(GO_ON), certificates.identity("expired")).await;
    for (n, port) in [sink.port(), door.port].into_iter().enumerate() {
        let tried = tried(&format!("smtp://localhost:{port}?tls=none"), &sink).await;
        assert!(matches!(tried.outcome, Outcome::Accepted { .. }), "{:?}", tried.outcome);
        assert_eq!(tried.taken, n + 1);
    }
    assert!(door.heard().iter().all(|verb| verb != "STARTTLS"));
    for word in ["opportunistic", "may", "preferred", "no", ""] {
        assert!(SmtpSettings::parse(&format!("smtp://localhost?tls={word}")).is_err(), "{word}");
    }
}

/// Somebody on the way adds to the last answer in clear: once protected, it would be heard as the server's.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_in_clear_is_not_heard_once_it_is_protected() {
    let certificates = Certificates::make();
    let ca = certificates.file("ours");
    for words in [
        "220 2.0.0 go on\r\n250 8BITMIME\r\n",
        "220 2.0.0 go on\r\n250-door.test\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n",
        "220 2.0.0 go on\r\n250 ok\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 ok\r\n250 taken\r\n",
    ] {
        let sink = Sink::start(Script::default()).await.unwrap();
        let door = Door::open(sink.port(), Speaks::StartTls(words), certificates.identity("good")).await;
        let url = format!("smtp://localhost:{}?tls=required&ca={}", door.port, ca.display());
        let tried = tried(&url, &sink).await;
        println!("{words:?}: {:?}", tried.outcome);
        assert_refused(&tried, &sink, "no protected connection", words);
    }
}
