//! Policies of MTA-STS, fetched from a web server that is one.

use super::site::{Site, signed};
use super::*;
use mail::domain::Web;

const NAME: &str = "_mta-sts.example.com";
const FILE: &str = "mta-sts.example.com/.well-known/mta-sts.txt";

async fn said(zone: &Zone, web: Option<&Web>) -> Vec<Finding> {
    let findings = check(zone, web, &sending()).await.findings;
    findings.into_iter().filter(|one| one.topic == Topic::MtaSts).collect()
}

/// One finding, with these words.
async fn says(zone: &Zone, web: Option<&Web>, verdict: Verdict, words: &str) -> Finding {
    let all = said(zone, web).await;
    let [one] = &all[..] else { panic!("{words}: {all:#?}") };
    assert!(one.verdict == verdict && one.text.contains(words), "{words}: {one:?}");
    assert_eq!(one.remedy.is_empty(), verdict == Verdict::Good, "{one:?}");
    one.clone()
}

#[tokio::test]
async fn a_policy_is_held_against_the_servers_that_dns_names() {
    let (zone, site) = (whole(), site().await);
    let policy = |mode: &str, mx: &str, age: u32| {
        site.serves(
            FILE,
            "text/plain; charset=utf-8",
            format!("version: STSv1\r\nmode: {mode}\r\n{mx}max_age: {age}\r\n").as_bytes(),
        );
    };
    policy("enforce", "mx: *.example.com\r\nmx: old.example.net\r\n", 604_800);
    says(&zone, Some(&site.web), Verdict::Good, "protected (MTA-STS), to mx.example.com").await;
    policy("enforce", "mx: example.com\r\n", 604_800);
    let one =
        says(&zone, Some(&site.web), Verdict::Wrong, "does not name its server mx.example.com: who heeds it").await;
    assert!(
        one.remedy.contains("mx: mx.example.com") && one.remedy.contains("change id at _mta-sts.example.com"),
        "{one:?}"
    );
    policy("none", "", 0);
    says(&zone, Some(&site.web), Verdict::Advice, "mode: none").await;
    policy("testing", "mx: mx.example.com\r\n", 60);
    says(&zone, Some(&site.web), Verdict::Advice, "mode: testing").await;
    policy("testing", "mx: mx2.example.com\r\n", 60);
    assert_eq!(said(&zone, Some(&site.web)).await.len(), 2);
    policy("enforce", "mx: mx.example.com\r\n", 86_400);
    says(&zone, Some(&site.web), Verdict::Advice, "holds for 86400 seconds").await;
    policy("enforce", "mx: mx.example.com\r\n", 31_557_601);
    says(&zone, Some(&site.web), Verdict::Advice, "holds for 31557601 seconds").await;
}

#[tokio::test]
async fn a_file_that_nobody_can_use_says_why() {
    let (zone, site) = (whole(), site().await);
    let plain = |body: &[u8]| site.serves(FILE, "text/plain", body);
    plain(b"<html>not here</html>");
    says(&zone, Some(&site.web), Verdict::Wrong, "cannot be read: line 1").await;
    plain(b"version: STSv1\nmode: enforce\nmax_age: 86400");
    says(&zone, Some(&site.web), Verdict::Wrong, "no server is named").await;
    site.serves(FILE, "text/html", b"version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800");
    says(&zone, Some(&site.web), Verdict::Wrong, "served as \"text/html\"").await;
    plain(&b"x-more: 1234567\n".repeat(5_000));
    says(&zone, Some(&site.web), Verdict::Wrong, "more than 64 KB").await;
    site.answers(FILE, "200 OK\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked", &b"400\r\n".repeat(1)[..]);
    says(&zone, Some(&site.web), Verdict::Unknown, "cannot be read").await;
    site.answers(FILE, "301 Moved Permanently\r\nlocation: https://example.com/policy.txt\r\ncontent-length: 0", b"");
    site.serves("example.com/policy.txt", "text/plain", b"version: STSv1\nmode: none\nmax_age: 1");
    says(&zone, Some(&site.web), Verdict::Wrong, "another address").await;
    site.answers(FILE, "503 Service Unavailable\r\ncontent-length: 0", b"");
    says(&zone, Some(&site.web), Verdict::Wrong, "answers 503").await;
}

#[tokio::test]
async fn certificates_are_checked() {
    let (zone, trusted) = (whole(), signed(&["www.example.com"], 2));
    let other = Site::of(trusted).await;
    says(&zone, Some(&other.web), Verdict::Wrong, "certificate is for another name").await;
    let stranger = Web::of_test(other.port, signed(&["mta-sts.example.com"], 2).authority).unwrap();
    says(&zone, Some(&stranger), Verdict::Wrong, "nobody whom everybody trusts").await;
    let old = Site::of(signed(&["mta-sts.example.com"], 0)).await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    says(&zone, Some(&old.web), Verdict::Wrong, "certificate has expired").await;
}

#[tokio::test]
async fn what_cannot_be_reached_is_not_known_and_private_places_are_not_asked() {
    let (mut zone, site) = (whole(), site().await);
    says(&zone, None, Verdict::Unknown, "--no-link-check").await;
    says(&zone, Some(&Web::public().unwrap()), Verdict::Unknown, "into a private network").await;
    let shut = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let authority = signed(&["mta-sts.example.com"], 2).authority;
    let nobody = Web::of_test(shut, authority).unwrap();
    says(&zone, Some(&nobody), Verdict::Unknown, "no connection").await;
    zone.addresses.remove("mta-sts.example.com");
    says(&zone, Some(&site.web), Verdict::Wrong, "mta-sts.example.com has no address").await;
}

#[tokio::test]
async fn the_announcement_and_the_file_need_each_other() {
    let (mut zone, site) = (whole(), site().await);
    for (texts, verdict, words) in [
        (vec!["v=STSv1; id=1", "v=STSv1; id=2"], Verdict::Wrong, "more than one"),
        (vec!["v=STSv1; id=2026-01-01;"], Verdict::Wrong, "no id"),
        (vec!["v=STSv1;"], Verdict::Wrong, "no id"),
        (vec!["v=stsv1; id=1"], Verdict::Wrong, "does not begin"),
        (vec!["unrelated", "v=STSv1 ;id=20260101T000000;"], Verdict::Good, "protected"),
        // A wildcard's record, and others of other kinds.
        (vec!["v=spf1 -all", "unrelated"], Verdict::Advice, "it is not announced"),
        (vec!["v=spf1 -all", "V=STSv1; id=1"], Verdict::Wrong, "does not begin"),
        (vec![], Verdict::Advice, "it is not announced"),
    ] {
        zone.texts.insert(NAME.into(), texts.iter().map(ToString::to_string).collect());
        says(&zone, Some(&site.web), verdict, words).await;
    }
    site.answers(FILE, "404 Not Found\r\ncontent-length: 0", b"");
    says(&zone, Some(&site.web), Verdict::Advice, "is not asked to come protected").await;
    says(&zone, None, Verdict::Advice, "is not asked to come protected").await;
    zone.exchangers.remove("example.com");
    says(&zone, Some(&site.web), Verdict::Good, "no MX record").await;
}

#[tokio::test]
async fn at_the_bounce_domain_it_is_not_advised_but_warned_of() {
    let (mut zone, site) = (whole(), site().await);
    zone.text("_mta-sts.bounce.example.com", "v=STSv1; id=1");
    zone.address("mta-sts.bounce.example.com", "127.0.0.1");
    let place = "mta-sts.bounce.example.com/.well-known/mta-sts.txt";
    assert_eq!(said(&zone, Some(&site.web)).await.len(), 1, "nobody heeds what is not there");
    site.serves(place, "text/plain", b"version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 604800");
    assert_eq!(said(&zone, Some(&site.web)).await.len(), 1);
    site.serves(place, "text/plain", b"version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800");
    let all = said(&zone, Some(&site.web)).await;
    assert!(
        all.len() == 2 && all[1].verdict == Verdict::Advice && all[1].text.contains("bounces stay away"),
        "{all:#?}"
    );
    // Who has read it keeps to it, whether the record is there or not.
    for words in [
        "serve mode: none and max_age: 86400 at https://mta-sts.bounce.example.com/",
        "change id at _mta-sts.bounce.example.com",
        "away only 604800 seconds later",
    ] {
        assert!(all[1].remedy.contains(words), "{words}: {all:#?}");
    }
    // The sender's own domain may be the one that comes back to us.
    let own = Sending { domain: "bounce.example.com".into(), ..sending() };
    let all = check(&whole(), Some(&site.web), &own).await.findings;
    assert!(!all.iter().any(|one| one.topic == Topic::MtaSts), "{all:#?}");
}
