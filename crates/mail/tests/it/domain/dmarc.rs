//! DMARC: which record holds, what it asks for, and what belongs to the sender.

use super::{found, sending, whole, worst};
use crate::domain::zone::Zone;
use mail::domain::{Sending, Topic, Verdict};

fn with(records: &[(&str, &str)]) -> Zone {
    let mut zone = whole();
    zone.texts.remove("_dmarc.example.com");
    records.iter().for_each(|(name, text)| zone.text(&format!("_dmarc.{name}"), text));
    zone
}

#[tokio::test]
async fn policies_say_what_they_ask_for() {
    let own = |text: &'static str| vec![("example.com", text)];
    let cases = [
        (vec![], Verdict::Wrong, "has no DMARC record"),
        (own("v=DMARC1; p=none; rua=mailto:a@example.com"), Verdict::Advice, "only watches"),
        (own("v=DMARC1; p=block"), Verdict::Wrong, "\"block\""),
        (own("v=DMARC1; p=quarantine"), Verdict::Advice, "no DMARC reports"),
        (own("v=DMARC1; p=quarantine; pct=50; rua=mailto:a@example.com"), Verdict::Advice, "pct"),
        (own("v=DMARC1; p=reject; rua=mailto:a@other.test"), Verdict::Advice, "other.test has not agreed"),
        (own("v=DMARC1; p=reject; rua=mailto:a@agreed.test!10m"), Verdict::Good, "a@agreed.test"),
        (
            vec![("example.com", "v=DMARC1; p=none"), ("example.com", "v=DMARC1; p=reject")],
            Verdict::Wrong,
            "more than one",
        ),
        (own("p=reject; v=DMARC1"), Verdict::Wrong, "has no DMARC record"),
    ];
    for (records, verdict, says) in cases {
        let mut zone = with(&records);
        zone.text("example.com._report._dmarc.agreed.test", "v=DMARC1");
        let all = found(&zone, &sending(), Topic::Dmarc).await;
        assert!(all.iter().any(|(own, text)| *own == verdict && text.contains(says)), "{records:?}: {all:?}");
    }
}

#[tokio::test]
async fn a_domain_below_inherits_and_a_registry_does_not_count() {
    let below = Sending { domain: "news.shop.example.com".into(), ..sending() };
    let zone = with(&[("example.com", "v=DMARC1; p=reject; sp=none; rua=mailto:a@example.com")]);
    let finding = worst(&zone, &below, Topic::Dmarc).await;
    assert!(finding.text.contains("p=none at _dmarc.example.com"), "sp holds below: {finding:?}");
    // A registry's record says that every name below it is an organisation of its own.
    let registry =
        Sending { domain: "news.firm.gov.test".into(), bounce_domain: Some("b.other.gov.test".into()), ..sending() };
    let zone = with(&[("gov.test", "v=DMARC1; p=reject; psd=y; rua=mailto:a@firm.gov.test")]);
    let finding = worst(&zone, &registry, Topic::Alignment).await;
    assert_eq!(finding.verdict, Verdict::Advice, "{finding:?}");
    let same = Sending { bounce_domain: Some("b.firm.gov.test".into()), ..registry };
    assert_eq!(worst(&zone, &same, Topic::Alignment).await.verdict, Verdict::Good);
}

#[tokio::test]
async fn what_passes_is_told_apart_from_what_belongs() {
    let elsewhere = Sending { bounce_domain: Some("bounces.relay.test".into()), ..sending() };
    let mut zone = whole();
    zone.text("bounces.relay.test", "v=spf1 include:spf.relay.test ~all");
    assert_eq!(worst(&zone, &elsewhere, Topic::Spf).await.verdict, Verdict::Good, "SPF passes");
    let finding = worst(&zone, &elsewhere, Topic::Alignment).await;
    assert!(finding.verdict == Verdict::Advice && finding.text.contains("DKIM alone"), "{finding:?}");
    let strict = with(&[("example.com", "v=DMARC1; p=reject; aspf=s; rua=mailto:a@example.com")]);
    assert_eq!(worst(&strict, &sending(), Topic::Alignment).await.verdict, Verdict::Advice);
    let own = Sending { bounce_domain: None, ..sending() };
    assert_eq!(worst(&strict, &own, Topic::Alignment).await.verdict, Verdict::Good);
}
