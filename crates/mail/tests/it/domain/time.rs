//! How long a check takes where DNS is slow, or does not answer for a part.

use super::*;
use std::time::{Duration, Instant};

#[tokio::test]
async fn slow_answers_are_waited_for_side_by_side() {
    let mut zone = Zone { delay: Duration::from_millis(300), ..whole() };
    let terms: Vec<String> = (20..30).map(|n| format!("a:out-{n}.example.com")).collect();
    for n in 20..30 {
        let (host, address) = (format!("out-{n}.example.com"), format!("192.0.2.{n}"));
        zone.address(&host, &address);
        zone.name(&address, &host);
    }
    let sending = Sending { spf: Some(terms.join(" ")), ..sending() };
    let begun = Instant::now();
    let findings = check(&zone, None, &sending).await.findings;
    let named = findings.iter().filter(|one| one.topic == Topic::Hosts && one.verdict == Verdict::Good).count();
    assert_eq!(named, 10, "{findings:#?}");
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
}

/// Whoever never answers for one thing takes nothing from the others, and the check ends long before the API's minute.
#[tokio::test]
async fn what_is_never_answered_is_not_known_and_the_rest_is_said() {
    let mut zone = whole();
    zone.name("192.0.2.7", "mx.example.com");
    zone.hung = ["_mta-sts.example.com", "default._bimi.example.com", "192.0.2.7"].map(String::from).into();
    let sending = Sending { spf: Some("ip4:192.0.2.7".into()), ..sending() };
    let begun = Instant::now();
    let checked = tokio::time::timeout(Duration::from_secs(30), check(&zone, None, &sending)).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(20), "side by side: {:?}", begun.elapsed());
    assert_eq!(checked.verified, Some(true));
    let late: Vec<Topic> = (checked.findings.iter())
        .filter(|one| one.verdict == Verdict::Unknown && one.text.contains("took longer than 15 seconds"))
        .map(|one| one.topic)
        .collect();
    assert_eq!(late, [Topic::Hosts, Topic::MtaSts, Topic::Bimi]);
    let others = checked.findings.iter().filter(|one| !late.contains(&one.topic));
    assert!(others.clone().count() > 6 && others.clone().all(|one| one.verdict == Verdict::Good), "{others:#?}");
}

#[tokio::test]
async fn a_policy_that_is_never_told_keeps_the_others_waiting_for_a_while_only() {
    let hung = ["_dmarc.example.com", "s1._domainkey.example.com"].map(String::from).into();
    let begun = Instant::now();
    let zone = Zone { hung, ..whole() };
    let checked = tokio::time::timeout(Duration::from_secs(40), check(&zone, None, &sending())).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert_eq!(checked.verified, None);
    assert!(checked.findings.iter().all(|one| one.verdict != Verdict::Wrong), "{:#?}", checked.findings);
    for topic in [Topic::Dkim, Topic::Dmarc, Topic::Alignment, Topic::Bimi] {
        let one = checked.findings.iter().find(|one| one.topic == topic).unwrap();
        assert_eq!(one.verdict, Verdict::Unknown, "{one:?}");
    }
    let told = [Topic::Spf, Topic::Bounces, Topic::Links];
    let good = checked.findings.iter().filter(|one| told.contains(&one.topic) && one.verdict == Verdict::Good);
    assert_eq!(good.count(), 3, "{:#?}", checked.findings);
}
