//! SPF records.

use super::{found, sending, whole};
use mail::domain::{Topic, Verdict};

#[tokio::test]
async fn every_way_to_get_it_wrong_is_named() {
    let chain: Vec<String> = (0..11).map(|n| format!("include:n{n}.test")).collect();
    let long = format!("v=spf1 {} include:spf.relay.test ~all", chain.join(" "));
    let cases = [
        (vec![], Verdict::Wrong, "has no SPF record"),
        (vec!["v=spf1 ~all", "v=spf1 include:spf.relay.test ~all"], Verdict::Wrong, "2 SPF records"),
        (vec!["v=spf1 mx ~all"], Verdict::Wrong, "does not allow your mail server"),
        (vec!["v=spf1 -include:spf.relay.test ~all"], Verdict::Wrong, "does not allow your mail server"),
        (
            vec!["v=spf1 ip4:192.0.2.0/33 include:spf.relay.test ~all"],
            Verdict::Wrong,
            "bounce.example.com cannot be read",
        ),
        (vec!["v=spf1 inclued:spf.relay.test include:spf.relay.test ~all"], Verdict::Wrong, "cannot be read"),
        (vec!["v=spf1 include:two.test include:spf.relay.test ~all"], Verdict::Wrong, "two.test cannot be read"),
        (vec!["v=spf1 include:spf.relay.test +all"], Verdict::Wrong, "allows everybody"),
        (vec!["v=spf1 include:spf.relay.test"], Verdict::Advice, "does not say what others are"),
        (vec!["v=spf1 include:gone.test include:spf.relay.test ~all"], Verdict::Wrong, "includes gone.test"),
        (vec![long.as_str()], Verdict::Wrong, "lookups; the most is 10"),
        (vec!["v=SPF1 Include:SPF.relay.test ?all"], Verdict::Good, "1 of 10 lookups"),
        (vec!["v=spf1 redirect=all.test"], Verdict::Good, "2 of 10 lookups"),
        (vec!["v=spf10 unrelated", "v=spf1 a mx include:spf.relay.test -all"], Verdict::Good, "3 of 10"),
    ];
    for (texts, verdict, says) in cases {
        let mut zone = whole();
        zone.texts.remove("bounce.example.com");
        texts.iter().for_each(|text| zone.text("bounce.example.com", text));
        (0..2).for_each(|_| zone.text("two.test", "v=spf1 -all"));
        zone.text("all.test", "v=spf1 include:spf.relay.test -all");
        (0..11).for_each(|n| zone.text(&format!("n{n}.test"), "v=spf1 -all"));
        let all = found(&zone, &sending(), Topic::Spf).await;
        assert!(all.iter().any(|(own, text)| *own == verdict && text.contains(says)), "{texts:?}: {all:?}");
    }
}

#[tokio::test]
async fn records_that_include_each_other_end() {
    let mut zone = whole();
    zone.texts.remove("bounce.example.com");
    zone.text("bounce.example.com", "v=spf1 include:bounce.example.com include:bounce.example.com ~all");
    let all = found(&zone, &sending(), Topic::Spf).await;
    assert!(all.iter().any(|(_, text)| text.contains("lookups; the most is 10")), "{all:?}");
}

#[tokio::test]
async fn addresses_are_allowed_by_their_range() {
    let cases = [
        ("ip4:192.0.2.9", true),
        ("ip4:192.0.2.0/25", true),
        ("ip4:192.0.0.0/16", false),
        ("ip4:198.51.100.1", false),
        ("ip6:2001:db8::7", true),
        ("ip6:2001:db9::7", false),
        ("ip4:192.0.2.9 ip6:2001:db8::7", true),
        ("ip4:192.0.2.9 ip6:2001:db9::7", false),
        ("ip4:nonsense", false),
    ];
    for (ours, allowed) in cases {
        let (mut zone, mut sending) = (whole(), sending());
        zone.texts.remove("bounce.example.com");
        zone.text("bounce.example.com", "v=spf1 include:spf.relay.test ip6:2001:db8::/32 ip4:0.0.0.0/33 ~all");
        sending.spf = Some(ours.into());
        let all = found(&zone, &sending, Topic::Spf).await;
        assert_eq!(all.iter().any(|(verdict, _)| *verdict == Verdict::Good), allowed, "{ours}: {all:?}");
    }
}
