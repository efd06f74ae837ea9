//! Logos beside messages.

use super::*;

const NAME: &str = "default._bimi.example.com";
const RECORD: &str = "v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/logo.pem";

async fn said(zone: &Zone, web: Option<&Web>) -> Vec<Finding> {
    let findings = check(zone, web, &sending()).await.findings;
    findings.into_iter().filter(|one| one.topic == Topic::Bimi).collect()
}

async fn says(zone: &Zone, web: Option<&Web>, verdict: Verdict, words: &str) {
    let all = said(zone, web).await;
    let [one] = &all[..] else { panic!("{words}: {all:#?}") };
    assert!(one.verdict == verdict && one.text.contains(words), "{words}: {one:?}");
    assert_eq!(one.remedy.is_empty(), verdict == Verdict::Good, "{one:?}");
}

#[tokio::test]
async fn the_record_says_where_the_logo_is_and_who_vouches_for_it() {
    let (mut zone, site) = (whole(), site().await);
    for (record, verdict, words) in [
        (RECORD, Verdict::Good, "shown with its logo"),
        ("v=BIMI1; l=; a=", Verdict::Good, "wants no logo"),
        ("v=BIMI1; l=http://example.com/logo.svg; a=https://example.com/logo.pem", Verdict::Wrong, "by HTTPS"),
        ("v=BIMI1; l=https://example.com/logo.svg", Verdict::Advice, "Gmail and Apple show none without"),
        (
            "v=BIMI1; l=https://example.com/logo.svg; a=http://example.com/logo.pem",
            Verdict::Wrong,
            "certificate of the logo",
        ),
        ("v=BIMI1; l=https://127.0.0.1/logo.svg; a=https://example.com/logo.pem", Verdict::Wrong, "private network"),
        (
            "v=BIMI1; l=https://example.com:22/logo.svg; a=https://example.com/logo.pem",
            Verdict::Wrong,
            "no web server's",
        ),
        ("v=BIMI1; l=https://example.com/other.svg; a=https://example.com/logo.pem", Verdict::Wrong, "answers 404"),
    ] {
        zone.texts.insert(NAME.into(), vec![record.into()]);
        says(&zone, Some(&site.web), verdict, words).await;
    }
    zone.texts.insert(NAME.into(), vec![RECORD.into()]);
    says(&zone, None, Verdict::Unknown, "--no-link-check").await;
    zone.texts.remove(NAME);
    says(&zone, Some(&site.web), Verdict::Advice, "shows no logo").await;
    // A name below the organisation's has its logo.
    zone.text("default._bimi.example.com", RECORD);
    let below = Sending { domain: "news.example.com".into(), ..sending() };
    let all = check(&zone, Some(&site.web), &below).await.findings;
    let one = all.iter().find(|one| one.topic == Topic::Bimi).unwrap();
    assert_eq!(one.text, "mail of news.example.com is shown with its logo");
}

#[tokio::test]
async fn dmarc_has_to_hold_for_all_mail() {
    let (mut zone, site) = (whole(), site().await);
    for (policy, verdict, words) in [
        ("p=quarantine; pct=100; sp=reject", Verdict::Good, "shown with its logo"),
        ("p=none", Verdict::Wrong, "only watches"),
        ("p=quarantine; pct=50", Verdict::Wrong, "part of the mail"),
        ("p=quarantine; t=y", Verdict::Wrong, "part of the mail"),
        // What is spared of a rejection is quarantined, which is enough.
        ("p=reject; t=y", Verdict::Good, "shown with its logo"),
        ("p=reject; pct=50", Verdict::Good, "shown with its logo"),
        ("p=reject; sp=none", Verdict::Wrong, "sp=none"),
    ] {
        zone.texts.insert("_dmarc.example.com".into(), vec![format!("v=DMARC1; {policy}")]);
        says(&zone, Some(&site.web), verdict, words).await;
    }
    zone.text("_dmarc.example.com", "v=DMARC1; p=reject");
    says(&zone, Some(&site.web), Verdict::Wrong, "more than one DMARC record at _dmarc.example.com").await;
    zone.texts.remove("_dmarc.example.com");
    says(&zone, Some(&site.web), Verdict::Wrong, "without a DMARC record").await;
}

/// What is said of the logo of `news.example.com`, which has it from `example.com`.
async fn below(zone: &Zone, web: &Web) -> Vec<(Verdict, String)> {
    let below = Sending { domain: "news.example.com".into(), ..sending() };
    let findings = check(zone, Some(web), &below).await.findings;
    findings.into_iter().filter(|one| one.topic == Topic::Bimi).map(|one| (one.verdict, one.text)).collect()
}

#[tokio::test]
async fn the_policies_of_the_domain_and_of_its_organisation_both_count() {
    let (mut zone, site) = (whole(), site().await);
    for (own, above, keeps) in [
        (Some("p=reject"), "p=reject", None),
        (Some("p=quarantine"), "p=reject; pct=50", None),
        (Some("p=reject"), "p=none", Some("while DMARC only watches (_dmarc.example.com)")),
        (Some("p=none"), "p=reject", Some("while DMARC only watches (_dmarc.news.example.com)")),
        (Some("p=reject"), "p=reject; sp=none", Some("(sp=none at _dmarc.example.com)")),
        (Some("p=reject"), "p=quarantine; pct=99", Some("(pct or t=y at _dmarc.example.com)")),
        (Some("p=quarantine; pct=99"), "p=reject", Some("(pct or t=y at _dmarc.news.example.com)")),
        (None, "p=reject", None),
        (None, "p=reject; sp=quarantine", None),
        (None, "p=reject; sp=quarantine; pct=50", Some("(pct or t=y at _dmarc.example.com)")),
        (None, "p=none; sp=reject", Some("while DMARC only watches (_dmarc.example.com)")),
        (None, "p=reject; sp=none", Some("(sp=none at _dmarc.example.com)")),
    ] {
        let record = |policy: &str| vec![format!("v=DMARC1; {policy}")];
        zone.texts.insert("_dmarc.example.com".into(), record(above));
        zone.texts.insert("_dmarc.news.example.com".into(), own.map(record).unwrap_or_default());
        let all = below(&zone, &site.web).await;
        let [(verdict, text)] = &all[..] else { panic!("{own:?}, {above}: {all:#?}") };
        let said = match keeps {
            Some(words) => *verdict == Verdict::Wrong && text.ends_with(words),
            None => *verdict == Verdict::Good,
        };
        assert!(said, "{own:?}, {above}: {all:#?}");
    }
}

#[tokio::test]
async fn of_several_records_none_counts() {
    let (mut zone, site) = (whole(), site().await);
    zone.text(NAME, "v=spf1 -all");
    says(&zone, Some(&site.web), Verdict::Good, "shown with its logo").await;
    zone.text(NAME, RECORD);
    says(&zone, Some(&site.web), Verdict::Wrong, "more than one BIMI record at default._bimi.example.com (2)").await;
    let all = below(&zone, &site.web).await;
    assert!(all.len() == 1 && all[0].1.contains("more than one BIMI record at default._bimi.example.com"), "{all:#?}");
}

#[tokio::test]
async fn a_policy_that_dns_does_not_tell_is_neither_good_nor_wrong() {
    let (mut zone, site) = (whole(), site().await);
    zone.mute = ["_dmarc.example.com".to_string()].into();
    says(&zone, Some(&site.web), Verdict::Unknown, "DNS did not answer for _dmarc.example.com").await;
    // The organisation is not known, and may have a logo.
    let unknown = |name: &str| vec![(Verdict::Unknown, format!("DNS did not answer for {name}"))];
    assert_eq!(below(&zone, &site.web).await, unknown("_dmarc.example.com"));
    // It is known, and has one, or none.
    zone.mute = ["_dmarc.news.example.com".to_string()].into();
    assert_eq!(below(&zone, &site.web).await, unknown("_dmarc.news.example.com"));
    zone.texts.insert(NAME.into(), vec!["v=BIMI1; l=http://example.com/logo.svg; a=https://example.com/a".into()]);
    let all = below(&zone, &site.web).await;
    assert!(all.len() == 2 && all[1].1.contains("the logo at default._bimi.example.com is not"), "{all:#?}");
    zone.texts.remove(NAME);
    let all = below(&zone, &site.web).await;
    assert!(all.len() == 1 && all[0].1.contains("shows no logo"), "{all:#?}");
}

#[tokio::test]
async fn every_flaw_of_the_picture_is_told_with_its_remedy() {
    let (zone, site) = (whole(), site().await);
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'><script/><image href='https://example.com/a.png'/></svg>";
    site.serves("example.com/logo.svg", "image/svg+xml", picture.as_bytes());
    let all = said(&zone, Some(&site.web)).await;
    let words = ["baseProfile=\"tiny-ps\"", "no title", "a script", "picture of pixels", "outside of it", "not square"];
    assert_eq!(all.len(), words.len(), "{all:#?}");
    for (one, words) in all.iter().zip(words) {
        assert!(one.text.contains(words) && !one.remedy.is_empty(), "{words}: {one:?}");
        let verdict = if words == "not square" { Verdict::Advice } else { Verdict::Wrong };
        assert_eq!(one.verdict, verdict, "{one:?}");
    }
}
