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
        ("p=reject; t=y", Verdict::Wrong, "part of the mail"),
        ("p=reject; sp=none", Verdict::Wrong, "sp=none"),
    ] {
        zone.texts.insert("_dmarc.example.com".into(), vec![format!("v=DMARC1; {policy}")]);
        says(&zone, Some(&site.web), verdict, words).await;
    }
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
