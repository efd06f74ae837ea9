//! Domains that mail is sent from: nothing leaves from one that is not ours, and what leaves is signed.

mod waiting;

use super::fixture::*;
use super::sink::Sink;
use async_trait::async_trait;
use engine::perform::{DmarcError, Options, Performer};
use mail::domain::{Answer, Dns, Unanswered, Verdict};
use mail::receiver::Desk;
use mail::{SmtpSettings, Transport};
use model::*;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::sender_domains::{Change, State};

/// TXT records; `None` does not answer.
#[derive(Debug, Clone, Default)]
struct Zone(Arc<Mutex<Option<BTreeMap<String, String>>>>);

#[async_trait]
impl Dns for Zone {
    async fn texts(&self, name: &str) -> Answer<String> {
        let zone = self.0.lock().unwrap();
        let zone = zone.as_ref().ok_or(Unanswered { name: name.into() })?;
        Ok(zone.get(name).cloned().into_iter().collect())
    }
    async fn exchangers(&self, _: &str) -> Answer<String> {
        Ok(Vec::new())
    }
    async fn addresses(&self, _: &str) -> Answer<IpAddr> {
        Ok(Vec::new())
    }
    async fn names(&self, _: IpAddr) -> Answer<String> {
        Ok(Vec::new())
    }
}

fn sending(world: &World, transport: Transport, zone: &Zone) -> Performer {
    let options = Options { dns: Some(Arc::new(zone.clone())), ..Options::new(transport, keys()) };
    Performer::new(world.engine.clone(), options)
}

/// Puts every record into DNS that the domain should have, and looks.
async fn publish_records(performer: &Performer, zone: &Zone) -> Option<bool> {
    let view = performer.sender_domains().await.unwrap().remove(0);
    let records = view.records.iter().filter(|record| record.kind == "TXT");
    *zone.0.lock().unwrap() = Some(records.map(|record| (record.name.clone(), record.value.clone())).collect());
    performer.check_sender_domain(&view.domain).await.unwrap().verified
}

#[tokio::test]
async fn mail_waits_until_its_domain_is_verified_or_allowed() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    let sink = Sink::start(None, Duration::ZERO, false).await;
    let smtp = || Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap());
    let zone = Zone::default();
    let performer = sending(&world, smtp(), &zone);
    let wait = || async {
        while performer.run_once().await.unwrap() > 0 {}
        let (_, state, reason) = world.states().await.remove(0);
        (state, reason)
    };
    performer.start_run("spring", None, None, None).await.unwrap();
    let (state, reason) = wait().await;
    assert!(state == "deferred" && reason.contains("example.com is not set up"), "{state}: {reason}");

    performer.add_sender_domain("example.com", None).await.unwrap();
    let view = performer.sender_domains().await.unwrap().remove(0);
    assert_eq!(performer.check_sender_domain(&view.domain).await.unwrap().verified, None, "DNS does not answer");
    world.pass(11 * MINUTE);
    let (state, reason) = wait().await;
    assert!(state == "deferred" && reason.contains("is not verified"), "{state}: {reason}");
    assert!(sink.copies().is_empty());

    assert_eq!(publish_records(&performer, &zone).await, Some(true));
    world.pass(11 * MINUTE);
    assert_eq!(wait().await.0, "sent");
    assert_eq!(sink.copies().len(), 1);

    // Its key is taken out of DNS: nothing leaves, unless somebody says so.
    zone.0.lock().unwrap().as_mut().unwrap().clear();
    let view = performer.sender_domains().await.unwrap().remove(0);
    performer.check_sender_domain(&view.domain).await.unwrap();
    let view = performer.sender_domains().await.unwrap().remove(0);
    assert_eq!(view.domain.state, State::Failed);
    assert!(view.findings.iter().any(|finding| finding.verdict == Verdict::Wrong && !finding.remedy.is_empty()));
    world.pass(DAY);
    performer.start_run("summer", None, None, None).await.unwrap();
    while performer.run_once().await.unwrap() > 0 {}
    assert_eq!(sink.copies().len(), 1);
    let allowed = Change { allowed: Some(Some((world.engine.now(), None))), ..Change::default() };
    performer.change_sender_domain("example.com", allowed).await.unwrap();
    world.pass(11 * MINUTE);
    while performer.run_once().await.unwrap() > 0 {}
    assert_eq!(sink.copies().len(), 2);
    world.engine.stop().await;
}

#[tokio::test]
async fn what_leaves_from_a_verified_domain_is_signed_also_below_it_and_by_another_process() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    let zone = Zone::default();
    let capture = || Transport::capture(engine::perform::StoreOutbox(world.engine.clone()));
    let first = sending(&world, capture(), &zone);
    first.add_sender_domain("example.com", None).await.unwrap();
    assert!(first.add_sender_domain("example.com", None).await.is_err(), "once");
    publish_records(&first, &zone).await;
    let performer = sending(&world, capture(), &zone);
    performer.start_run("spring", None, None, None).await.unwrap();
    settle(&world.engine, &performer).await;
    let text = String::from_utf8(world.captured().await.remove(0).raw_message().to_vec()).unwrap();
    assert!(text.starts_with("DKIM-Signature: v=1; a="), "{text}");
    for part in ["a=rsa-sha256", "a=ed25519-sha256", "d=example.com", "List-Unsubscribe-Post"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Another instance has another key: the secrets of this one stay shut, and mail leaves unsigned.
    let other = content::token::Keys::new(1, [8; 32]);
    let stranger = Performer::new(world.engine.clone(), Options { any_sender: true, ..Options::new(capture(), other) });
    stranger.start_run("summer", None, None, None).await.unwrap();
    settle(&world.engine, &stranger).await;
    let unsigned = |message: &mail_parser::Message<'_>| !message.raw_message().starts_with(b"DKIM-Signature");
    assert_eq!(world.captured().await.iter().filter(|message| unsigned(message)).count(), 1);
    world.engine.stop().await;
}

#[tokio::test]
async fn mail_of_a_domain_whose_keys_do_not_open_waits_unless_somebody_allows_it() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting("ana@example.com", "Ana").await;
    let sink = Sink::start(None, Duration::ZERO, false).await;
    let smtp = || Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap());
    let zone = Zone::default();
    let first = sending(&world, smtp(), &zone);
    first.add_sender_domain("example.com", None).await.unwrap();
    assert_eq!(publish_records(&first, &zone).await, Some(true));
    let other = content::token::Keys::new(1, [8; 32]);
    let stranger = Performer::new(world.engine.clone(), Options::new(smtp(), other));
    stranger.start_run("spring", None, None, None).await.unwrap();
    while stranger.run_once().await.unwrap() > 0 {}
    let (_, state, reason) = world.states().await.remove(0);
    assert!(state == "deferred" && reason.contains("do not open") && reason.contains("link.key"), "{state}: {reason}");
    assert!(sink.copies().is_empty());
    let allowed = Change { allowed: Some(Some((world.engine.now(), None))), ..Change::default() };
    stranger.change_sender_domain("example.com", allowed).await.unwrap();
    world.pass(11 * MINUTE);
    while stranger.run_once().await.unwrap() > 0 {}
    assert_eq!((world.states().await.remove(0).1, sink.copies().len()), ("sent", 1));
    world.engine.stop().await;
}

const REPORT: &str = r#"<?xml version="1.0"?><feedback><report_metadata><org_name>google.com</org_name>
<email>x@google.com</email><report_id>42</report_id><date_range><begin>1790000000</begin><end>1790086399</end></date_range>
</report_metadata><policy_published><domain>example.com</domain><adkim>r</adkim><aspf>r</aspf><p>none</p></policy_published>
<record><row><source_ip>192.0.2.1</source_ip><count>7</count><policy_evaluated><disposition>none</disposition>
<dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers>
<auth_results><dkim><domain>example.com</domain><result>pass</result></dkim></auth_results></record></feedback>"#;

#[tokio::test]
async fn reports_count_once_for_domains_that_are_ours() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let performer =
        sending(&world, Transport::capture(engine::perform::StoreOutbox(world.engine.clone())), &Zone::default());
    let stranger = performer.dmarc_report(REPORT.as_bytes()).await;
    assert!(matches!(stranger, Err(DmarcError::Stranger(_))), "{stranger:?}");
    performer.add_sender_domain("example.com", None).await.unwrap();
    for new in [true, false] {
        let counted = performer.dmarc_report(REPORT.as_bytes()).await.unwrap();
        assert_eq!((counted.domain.as_str(), counted.mails, counted.new), ("example.com", 7, new));
    }
    // As a message to the bounce domain.
    let message = format!(
        "From: noreply@google.com\r\nTo: dmarc@bounce.example.com\r\nSubject: Report Domain: example.com\r\n\
         MIME-Version: 1.0\r\nContent-Type: application/xml; name=\"r.xml\"\r\n\r\n{}",
        REPORT.replace(">42<", ">43<")
    );
    let capture = Transport::capture(engine::perform::StoreOutbox(world.engine.clone()));
    let bounce_domain = Some("bounce.example.com".to_string());
    let door = Performer::new(world.engine.clone(), Options { bounce_domain, ..Options::new(capture, keys()) });
    for (address, known) in [
        ("dmarc@bounce.example.com", true),
        ("Postmaster@Bounce.example.com", true),
        ("postmaster", true),
        ("ana@bounce.example.com", false),
        ("dmarc@example.com", false),
    ] {
        assert_eq!(door.knows(address), known, "{address}");
    }
    door.take("dmarc@bounce.example.com", message.into_bytes()).await.unwrap();
    let sums = store::dmarc_reports::sums(world.store(), DEFAULT_WORKSPACE, "example.com", Timestamp(0)).await.unwrap();
    assert_eq!(
        sums.iter().map(|sum| (sum.mails, sum.reports, sum.dkim, sum.spf)).collect::<Vec<_>>(),
        [(14, 2, true, false)]
    );
    assert!(performer.dmarc_report(b"nonsense").await.is_err());
    world.engine.stop().await;
}
