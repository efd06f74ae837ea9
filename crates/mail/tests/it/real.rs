//! Through a real Postfix, and read back from the mailbox.

use crate::dkim::opendkim::opendkim;
use crate::dkim::signer;
use crate::dkim::verifiers::{dkimpy, mail_auth};
use crate::fixture::{Remembers, letter, message};
use crate::postfix::Postfix;
use mail::returned::{Action, Kind, Returned};
use mail::{Category, Fault, Letter, Outcome, SmtpSettings, Transport, build};
use mail_parser::MessageParser;
use model::SendId;

#[tokio::test(flavor = "multi_thread")]
async fn a_real_postfix_takes_it_and_the_mailbox_has_it() {
    let Some(postfix) = Postfix::wanted() else { return };
    let ledger = Remembers::saying(Ok(true));
    let certificate = postfix.certificate();
    let certificate = certificate.display();
    let ways = [
        format!("smtp://127.0.0.1:{}", postfix.port),
        format!("smtp://localhost:{}?tls=required&ca={certificate}", postfix.port),
        format!("smtps://localhost:{}?ca={certificate}", postfix.tls_port),
    ];
    for (n, url) in ways.iter().enumerate() {
        let transport = Transport::smtp(SmtpSettings::parse(url).unwrap());
        transport.check().await.unwrap_or_else(|why| panic!("{url}: {why}\n{}", postfix.log()));
        let written =
            Letter { message_id: format!("<snd_0000000{n}.00c0ffee@example.com>"), ..letter("ana@example.test") };
        let outcome = transport.deliver(SendId(1), &build(written).unwrap(), &ledger).await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{url}: {outcome:?}\n{}", postfix.log());
    }
    let received = postfix.mailbox("ana", ways.len());
    assert_eq!(received.len(), ways.len(), "each exactly once");
    let mut ids = Vec::new();
    for bytes in &received {
        let read = MessageParser::default().parse(bytes).unwrap();
        let written = letter("ana@example.test");
        assert_eq!(read.subject(), Some(written.subject.as_str()));
        assert_eq!(read.from().unwrap().first().unwrap().name(), Some(written.from.name.as_str()));
        assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), written.text);
        assert_eq!(read.body_html(0).unwrap().replace("\r\n", "\n").trim_end(), written.html.unwrap());
        for (name, value) in &written.headers {
            assert_eq!(read.header_raw(*name).map(str::trim), Some(value.as_str()), "{name}");
        }
        assert_eq!(read.return_address(), Some("news@example.com"));
        ids.push(read.message_id().unwrap().to_string());
    }
    ids.sort();
    assert_eq!(ids, (0..3).map(|n| format!("snd_0000000{n}.00c0ffee@example.com")).collect::<Vec<_>>());
    let tls = postfix.log().matches("TLS connection established").count();
    assert!(tls == 0 || tls >= 2, "{}", postfix.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_real_postfix_refuses_is_a_failure_with_its_words() {
    let Some(postfix) = Postfix::wanted() else { return };
    let transport = Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", postfix.port)).unwrap());
    let ledger = Remembers::saying(Ok(true));
    let outcome = transport.deliver(SendId(1), &message("nobody@example.test"), &ledger).await;
    assert!(matches!(&outcome, Outcome::Failed { reason } if reason.contains("5.1.1")), "{outcome:?}");
    // A relay that is closed to us says nothing of the recipient.
    let outcome = transport.deliver(SendId(1), &message("ana@elsewhere.test"), &ledger).await;
    let closed = |reason: &str| reason.contains("Relay access denied");
    assert!(matches!(&outcome, Outcome::NoWay { reason, fault: Fault::Sender } if closed(reason)), "{outcome:?}");
    assert_eq!(ledger.asked(), 0);
    // A stranger's certificate is not trusted.
    let stranger = SmtpSettings::parse(&format!("smtps://localhost:{}", postfix.tls_port)).unwrap();
    let outcome = Transport::smtp(stranger).deliver(SendId(1), &message("ana@example.test"), &ledger).await;
    assert!(matches!(outcome, Outcome::NoWay { .. }), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_real_postfix_sends_back_is_read_and_belongs_to_its_message() {
    let Some(postfix) = Postfix::wanted() else { return };
    let transport = Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", postfix.port)).unwrap());
    let ledger = Remembers::saying(Ok(true));
    let mut wanted = vec![
        ("gone@gone.test", Category::HardUser),
        ("full@full.test", Category::SoftMailbox),
        ("list@block.test", Category::Block),
    ];
    for (n, (to, _)) in wanted.iter().enumerate() {
        let written = Letter { message_id: format!("<snd_0000000{n}.00c0ffee@example.com>"), ..letter(to) };
        let message = build(written).unwrap().returning_to("bob@example.test").unwrap();
        let outcome = transport.deliver(SendId(1), &message, &ledger).await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{to}: {outcome:?}\n{}", postfix.log());
    }
    let mut told = Vec::new();
    for bytes in postfix.mailbox("bob", wanted.len()) {
        let returned = Returned::read(&bytes);
        let [one] = returned.recipients.as_slice() else { panic!("{returned:#?}") };
        assert_eq!((returned.kind, one.action), (Kind::Bounce, Action::Failed), "{returned:#?}");
        let n = wanted.iter().position(|(to, _)| *to == one.address).unwrap();
        assert_eq!(returned.original.message_ids, [format!("<snd_0000000{n}.00c0ffee@example.com>")]);
        assert!(returned.original.returned_to.contains(&"bob@example.test".to_string()));
        told.push((wanted[n].0, one.category));
    }
    told.sort_by_key(|(to, _)| *to);
    wanted.sort_by_key(|(to, _)| *to);
    assert_eq!(told, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_real_postfix_has_carried_still_verifies() {
    let Some(postfix) = Postfix::wanted() else { return };
    let transport = Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", postfix.port)).unwrap());
    let (signer, zone) = signer(&mail::dkim::Kind::ALL);
    let signed = signer.sign(message("ana@example.test")).unwrap();
    let outcome = transport.deliver(SendId(1), &signed, &Remembers::saying(Ok(true))).await;
    assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}\n{}", postfix.log());
    let received = String::from_utf8(postfix.mailbox("ana", 1).remove(0)).unwrap();
    let received = received.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes();
    assert!(received.starts_with(b"Return-Path:"), "headers of the way stand before ours");
    assert_eq!(mail_auth(&received, &zone).await, [true, true]);
    let received = [received];
    for found in [dkimpy(&received, &zone), opendkim(&received, &zone)].into_iter().flatten() {
        assert_eq!(found, [[true, true]]);
    }
}
