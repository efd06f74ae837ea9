//! Addresses with letters beyond ASCII: a domain goes as mail servers know it, to any of them; a name before the @ goes to
//! servers that offer to take it (SMTPUTF8, RFC 6531), and to others not at all.

use crate::fixture::{Remembers, letter};
use crate::postfix::Postfix;
use mail::{Letter, Mailbox, Outcome, SmtpSettings, Transport, build};
use mail_parser::MessageParser;
use model::SendId;
use sink::{Script, Sink, Transaction};

/// Domains as they are written, and as mail servers know them.
const DOMAINS: [(&str, &str); 12] = [
    ("blåbær.example", "xn--blbr-roah.example"),
    ("bücher.example", "xn--bcher-kva.example"),
    ("BÜCHER.example", "xn--bcher-kva.example"),
    ("españa.example", "xn--espaa-rta.example"),
    ("straße.example", "xn--strae-oqa.example"),
    ("пример.example", "xn--e1afmkfd.example"),
    ("παράδειγμα.example", "xn--hxajbheg2az3al.example"),
    ("例え.example", "xn--r8jz45g.example"),
    ("例子.example", "xn--fsqu00a.example"),
    ("mail.실례.example", "mail.xn--9n2bp8q.example"),
    ("مثال.example", "xn--mgbh0fb.example"),
    ("उदाहरण.example", "xn--p1b6ci4b4b3a.example"),
];

/// What stands before the @.
const NAMES: [&str; 9] = ["kåre", "josé.garcía", "bjørn+nyheter", "jürgen", "иван", "δοκιμή", "用户", "山田", "ñ"];

struct Tried {
    outcome: Outcome,
    asked: u32,
    taken: Vec<Transaction>,
    complaints: Vec<String>,
}

async fn tried(letter: Letter, returning_to: Option<&str>, smtputf8: bool, pipelining: bool) -> Tried {
    let sink = Sink::start(Script { smtputf8, pipelining, ..Script::default() }).await.unwrap();
    let transport = Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port())).unwrap());
    let message = build(letter).unwrap();
    let message = match returning_to {
        Some(address) => message.returning_to(address).unwrap(),
        None => message,
    };
    let ledger = Remembers::saying(Ok(true));
    let outcome = transport.deliver(SendId(1), &message, &ledger).await;
    let seen = sink.ledger();
    Tried { outcome, asked: ledger.asked(), taken: seen.transactions, complaints: seen.complaints }
}

fn assert_arrived(tried: &Tried, address: &str) {
    assert!(matches!(tried.outcome, Outcome::Accepted { .. }), "{address}: {:?}", tried.outcome);
    assert_eq!(tried.complaints, Vec::<String>::new(), "{address}");
    assert_eq!(tried.taken[0].recipients, [address]);
}

/// It is said why, and nothing of it went over the wire.
fn assert_refused(tried: &Tried, address: &str) {
    let says = |reason: &str| reason == "the mail server takes no addresses with such letters (SMTPUTF8)";
    assert!(matches!(&tried.outcome, Outcome::Failed { reason } if says(reason)), "{address}: {:?}", tried.outcome);
    assert!(tried.taken.is_empty() && tried.asked == 0, "{address}: {:?}", tried.taken);
    assert_eq!(tried.complaints, Vec::<String>::new(), "{address}");
}

#[tokio::test]
async fn domains_go_to_every_server_and_names_to_those_that_take_them() {
    for (n, (written, known)) in DOMAINS.into_iter().enumerate() {
        for smtputf8 in [false, true] {
            let tried = tried(letter(&format!("ana@{written}")), None, smtputf8, n % 2 == 0).await;
            assert_arrived(&tried, &format!("ana@{known}"));
        }
    }
    for (n, name) in NAMES.into_iter().enumerate() {
        for (written, known) in [("example.test", "example.test"), DOMAINS[n], DOMAINS[n + 3]] {
            let written = format!("{name}@{written}");
            assert_arrived(&tried(letter(&written), None, true, n % 2 == 0).await, &format!("{name}@{known}"));
            assert_refused(&tried(letter(&written), None, false, n % 2 == 0).await, &written);
        }
    }
}

#[tokio::test]
async fn letters_of_the_sender_and_of_whom_to_answer_count_too() {
    let from = |address: &str| Letter {
        from: Mailbox { name: "Kåre".into(), address: address.into() },
        ..letter("ana@example.test")
    };
    let reply_to = |address: &str| Letter { reply_to: Some(address.into()), ..letter("ana@example.test") };
    // What comes back goes to an address without such letters.
    let back = Some("b+1@bounce.example.com");
    for (bad, back) in [
        (from("kåre@example.com"), None),
        (from("kåre@example.com"), back),
        (reply_to("kåre@example.com"), None),
        (reply_to("kåre@example.com"), back),
    ] {
        assert_refused(&tried(bad.clone(), back, false, false).await, "kåre@example.com");
        assert_arrived(&tried(bad, back, true, false).await, "ana@example.test");
    }
    for good in [from("news@blåbær.example"), reply_to("news@blåbær.example")] {
        assert!(build(good.clone()).unwrap().bytes.is_ascii());
        assert_arrived(&tried(good, None, false, false).await, "ana@example.test");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_postfix_takes_them() {
    let Some(postfix) = Postfix::wanted() else { return };
    let transport = Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", postfix.port)).unwrap());
    let outcome =
        transport.deliver(SendId(1), &build(letter("kåre@example.test")).unwrap(), &Remembers::saying(Ok(true))).await;
    assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}\n{}", postfix.log());
    let received = postfix.mailbox("kare", 1).remove(0);
    let read = MessageParser::default().parse(&received).unwrap();
    assert_eq!(read.to().unwrap().first().unwrap().address(), Some("kåre@example.test"));
    assert_eq!(read.subject(), Some(letter("").subject.as_str()));
}
