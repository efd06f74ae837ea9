//! A server that promises protection and does not keep its promise gets no mail.

use crate::fixture::{Remembers, message};
use mail::{Outcome, SmtpSettings, Transport};
use model::SendId;
use sink::{At, Does, Script, Sink, Times};

#[tokio::test]
async fn without_the_protection_that_was_promised_nothing_is_sent() {
    for does in [
        Does::Says("454 4.7.0 not now"),
        Does::Says("220 go on\r\nthis is no TLS"),
        Does::SaysAndCloses("220 go on"),
        Does::Closes,
    ] {
        let sink = Sink::start(Script::default().everywhere(At::StartTls, does.clone(), Times::Always)).await.unwrap();
        let url = format!("smtp://127.0.0.1:{}?tls=required&command-timeout=2", sink.port());
        let transport = Transport::smtp(SmtpSettings::parse(&url).unwrap());
        let ledger = Remembers::saying(Ok(true));
        let outcome = transport.deliver(SendId(1), &message("ana@example.test"), &ledger).await;
        assert!(matches!(outcome, Outcome::NoWay { .. }), "{does:?}: {outcome:?}");
        assert!(sink.ledger().transactions.is_empty() && ledger.asked() == 0, "{does:?}");
    }
}
