//! Domains of senders, against zones in memory.

mod bimi;
mod dmarc;
mod mta_sts;
mod names;
mod site;
mod spf;
mod suite;
mod time;
mod zone;

use mail::dkim::{Kind, record};
use mail::domain::{Finding, Published, Sending, Topic, Verdict, Web, check, records};
use site::Site;
use zone::Zone;

fn sending() -> Sending {
    let key = |selector: &str, kind, public: &str| Published { selector: selector.into(), kind, public: public.into() };
    Sending {
        domain: "example.com".into(),
        keys: vec![key("s1", Kind::Rsa, &"MIIB".repeat(98)), key("s2", Kind::Ed25519, "11qYAYKxCrfVS7TyWQHOg7h=")],
        spf: Some("include:spf.relay.test".into()),
        bounce_domain: Some("bounce.example.com".into()),
        links: Some(("go.example.com".into(), true)),
        servers: Vec::new(),
    }
}

/// Everything as it should be.
fn whole() -> Zone {
    let (sending, mut zone) = (sending(), Zone::default());
    for key in &sending.keys {
        zone.text(&format!("{}._domainkey.example.com", key.selector), &record(key.kind, &key.public));
    }
    zone.text("bounce.example.com", "v=spf1 include:spf.relay.test ~all");
    zone.text("spf.relay.test", "v=spf1 ip4:192.0.2.0/24 -all");
    zone.text("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:dmarc@bounce.example.com");
    zone.text("_mta-sts.example.com", "v=STSv1; id=1");
    zone.text("default._bimi.example.com", "v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/logo.pem");
    zone.exchanger("bounce.example.com", "mx.example.com");
    zone.exchanger("example.com", "mx.example.com");
    for host in ["mx.example.com", "go.example.com"] {
        zone.address(host, "192.0.2.7");
    }
    for host in ["mta-sts.example.com", "example.com"] {
        zone.address(host, "127.0.0.1");
    }
    zone
}

/// The files that those records speak of.
async fn site() -> Site {
    let site = Site::start().await;
    let policy = b"version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 1209600\r\n";
    site.serves("mta-sts.example.com/.well-known/mta-sts.txt", "text/plain", policy);
    let logo = b"<svg xmlns='http://www.w3.org/2000/svg' version='1.2' baseProfile='tiny-ps' viewBox='0 0 1 1'><title>Example</title></svg>";
    site.serves("example.com/logo.svg", "image/svg+xml", logo);
    site
}

/// What is said of a topic.
async fn found(zone: &Zone, sending: &Sending, topic: Topic) -> Vec<(Verdict, String)> {
    let findings = check(zone, None, sending).await.findings;
    findings.into_iter().filter(|one| one.topic == topic).map(|one| (one.verdict, one.text)).collect()
}

async fn worst(zone: &Zone, sending: &Sending, topic: Topic) -> Finding {
    let findings = check(zone, None, sending).await.findings;
    let of = |finding: &Finding| match finding.verdict {
        Verdict::Wrong => 0,
        Verdict::Unknown => 1,
        Verdict::Advice => 2,
        Verdict::Good => 3,
    };
    findings.into_iter().filter(|one| one.topic == topic).min_by_key(of).unwrap()
}

#[tokio::test]
async fn a_domain_that_is_set_up_has_nothing_to_mend() {
    let (sending, site) = (sending(), site().await);
    let checked = check(&whole(), Some(&site.web), &sending).await;
    assert_eq!(checked.verified, Some(true));
    for finding in &checked.findings {
        assert_eq!((finding.verdict, finding.remedy.as_str()), (Verdict::Good, ""), "{finding:?}");
    }
    let topics: Vec<Topic> = checked.findings.iter().map(|finding| finding.topic).collect();
    for topic in [Topic::Dkim, Topic::Spf, Topic::Dmarc, Topic::Alignment, Topic::Bounces, Topic::Links, Topic::MtaSts]
    {
        assert!(topics.contains(&topic), "{topic:?}");
    }
}

#[tokio::test]
async fn the_records_that_are_shown_make_a_domain_verified() {
    let sending = sending();
    let mut zone = Zone::default();
    for record in records(&sending) {
        match record.kind {
            "TXT" => zone.text(&record.name, &record.value),
            "MX" => zone.exchanger(&record.name, record.value.trim_start_matches("10 ").trim_end_matches('.')),
            _ => {}
        }
    }
    zone.text("spf.relay.test", "v=spf1 ip4:192.0.2.0/24 -all");
    zone.address("go.example.com", "192.0.2.7");
    let checked = check(&zone, None, &sending).await;
    assert_eq!(checked.verified, Some(true));
    let wrong: Vec<&Finding> = checked.findings.iter().filter(|one| one.verdict == Verdict::Wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let long = records(&sending).into_iter().find(|record| record.value.len() > 255).unwrap();
    let pieces: Vec<&str> = long.zone.trim_matches('"').split("\" \"").collect();
    assert!(pieces.iter().all(|piece| piece.len() <= 255) && pieces.concat() == long.value, "{}", long.zone);
}

#[tokio::test]
async fn keys_that_are_missing_wrong_cut_off_or_revoked_are_told_apart() {
    let name = "s1._domainkey.example.com";
    let cases = [
        (vec![], "not published"),
        (vec!["v=DKIM1; k=rsa; p=MIIBother".to_string()], "another key"),
        (vec![format!("v=DKIM1; k=rsa; p={}", "MIIB".repeat(60))], "cut off after 240"),
        (vec!["v=DKIM1; k=rsa; p=".to_string()], "revoked"),
        (vec!["one".to_string(), "two".to_string()], "2 TXT records"),
    ];
    for (texts, says) in cases {
        let mut zone = whole();
        zone.texts.remove(name);
        texts.iter().for_each(|text| zone.text(name, text));
        let checked = check(&zone, None, &sending()).await;
        assert_eq!(checked.verified, Some(false), "{says}");
        let finding = worst(&zone, &sending(), Topic::Dkim).await;
        assert!(finding.verdict == Verdict::Wrong && finding.text.contains(says), "{finding:?}");
        assert!(!finding.remedy.is_empty());
    }
    // Strings that were joined with spaces between them, and the other key, do no harm.
    let mut zone = whole();
    zone.texts.remove(name);
    zone.text(name, &format!("v=DKIM1; k=rsa; p={} {}", "MIIB".repeat(40), "MIIB".repeat(58)));
    zone.texts.remove("s2._domainkey.example.com");
    assert_eq!(check(&zone, None, &sending()).await.verified, Some(true));
    assert_eq!(worst(&zone, &sending(), Topic::Dkim).await.verdict, Verdict::Advice);
}

#[tokio::test]
async fn a_dns_that_does_not_answer_proves_nothing() {
    let zone = Zone { silent: true, ..whole() };
    let checked = check(&zone, None, &sending()).await;
    assert_eq!(checked.verified, None);
    assert!(checked.findings.iter().all(|one| one.verdict == Verdict::Unknown), "{:#?}", checked.findings);
}

#[tokio::test]
async fn hosts_bounces_and_links_say_what_is_wrong() {
    let cases: [(Topic, fn(&mut Zone, &mut Sending), Verdict, &str); 7] = [
        (Topic::Bounces, |zone, _| zone.exchangers.clear(), Verdict::Wrong, "takes no mail"),
        (Topic::Bounces, |zone, _| drop(zone.addresses.remove("mx.example.com")), Verdict::Wrong, "has no address"),
        (Topic::Links, |zone, _| drop(zone.addresses.remove("go.example.com")), Verdict::Wrong, "has no address"),
        (Topic::Links, |_, sending| sending.links.as_mut().unwrap().1 = false, Verdict::Wrong, "without HTTPS"),
        (
            Topic::Links,
            |zone, sending| {
                sending.links = Some(("app.other.test".into(), true));
                zone.address("app.other.test", "192.0.2.8");
            },
            Verdict::Advice,
            "not below example.com",
        ),
        (
            Topic::Hosts,
            |_, sending| sending.spf = Some("ip4:192.0.2.9".into()),
            Verdict::Wrong,
            "no name that leads back",
        ),
        (
            Topic::Hosts,
            |zone, sending| {
                sending.spf = Some("ip4:192.0.2.7".into());
                zone.name("192.0.2.7", "mx.example.com");
            },
            Verdict::Good,
            "mx.example.com",
        ),
    ];
    for (topic, spoil, verdict, says) in cases {
        let (mut zone, mut sending) = (whole(), sending());
        spoil(&mut zone, &mut sending);
        let finding = worst(&zone, &sending, topic).await;
        assert!(finding.verdict == verdict && finding.text.contains(says), "{topic:?}: {finding:?}");
        assert_eq!(finding.remedy.is_empty(), verdict == Verdict::Good, "{finding:?}");
    }
}
