//! What a verifier finds broken in the test suite of RFC 7208 is called wrong here, and nothing else of it is: the suite is
//! in the source distribution of pyspf, fetched by `tools/spf` (`SIEMBRA_REQUIRE_SPF=1` makes its absence a failure).

use super::zone::Zone;
use mail::domain::{Sending, Topic, Verdict, check};
use serde_json::Value as Json;
use std::path::PathBuf;

/// Where we say otherwise, and mean it. A record that would go too far or into a hole is called wrong, although the one
/// message of the test is decided before it comes to that; and what shows only when the hosts of a record are looked up
/// is not seen.
const OTHERWISE: &[&str] = &["redirect-after-mechanisms1", "include-at-limit", "mx-limit", "void-over-limit"];

fn suite() -> Option<Json> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))?;
    match std::fs::read(cache.join("siembra/spf/pyspf-2.0.14.json")) {
        Ok(text) => Some(serde_json::from_slice(&text).unwrap()),
        Err(why) => {
            let required = std::env::var_os("SIEMBRA_REQUIRE_SPF").is_some_and(|value| value != "0");
            assert!(!required, "the suite is required here (SIEMBRA_REQUIRE_SPF); fetch it with tools/spf: {why}");
            eprintln!("NOT TESTED with the suite of RFC 7208: fetch it with tools/spf");
            None
        }
    }
}

fn strings(value: &Json) -> Vec<String> {
    let one = |value: &Json| value.as_str().map(str::to_string);
    value.as_array().map_or_else(|| one(value).into_iter().collect(), |all| all.iter().filter_map(one).collect())
}

/// A scenario's records. What it says of records of type SPF holds for TXT where it says nothing of these.
fn zone(data: &Json) -> Zone {
    let mut zone = Zone::default();
    for (name, records) in data.as_object().into_iter().flatten() {
        let records: Vec<&Json> = records.as_array().into_iter().flatten().collect();
        let kind = if records.iter().any(|record| record.get("TXT").is_some()) { "TXT" } else { "SPF" };
        for text in records.iter().filter_map(|record| record.get(kind)).filter(|text| *text != "NONE") {
            zone.text(&name.to_ascii_lowercase(), &strings(text).concat());
        }
        let other = records.iter().find_map(|record| record.get("CNAME")).and_then(Json::as_str);
        for record in other.and_then(|other| data[other].as_array()).into_iter().flatten() {
            let texts = ["SPF", "TXT"].map(|kind| strings(&record[kind]));
            texts.concat().iter().for_each(|text| zone.text(&name.to_ascii_lowercase(), text));
        }
    }
    zone
}

/// Whether our words say that verifiers will not heed the record.
async fn is_broken(zone: &Zone, domain: &str) -> bool {
    let sending = Sending { domain: domain.into(), ..Sending::default() };
    let findings = check(zone, None, &sending).await.findings;
    let mut wrong = findings.iter().filter(|one| one.topic == Topic::Spf && one.verdict == Verdict::Wrong);
    let says = ["cannot be read", "which has none", "lookups; the most", "SPF records, and"];
    wrong.any(|one| says.iter().any(|says| one.text.contains(says)))
}

#[tokio::test]
async fn what_the_suite_calls_broken_is_wrong_and_nothing_else() {
    let Some(suite) = suite() else { return };
    let (mut agreed, mut differ) = (0, Vec::new());
    for scenario in suite.as_array().unwrap() {
        let zone = zone(&scenario["zonedata"]);
        for (name, test) in scenario["tests"].as_object().unwrap() {
            let results = strings(&test["result"]);
            // No record, or a DNS that does not answer, is another matter.
            let decided = ["pass", "fail", "softfail", "neutral", "permerror"];
            if !results.iter().all(|result| decided.contains(&result.as_str())) {
                continue;
            }
            let from =
                test["mailfrom"].as_str().filter(|from| !from.is_empty()).unwrap_or(test["helo"].as_str().unwrap());
            let domain = from.rsplit('@').next().unwrap().to_ascii_lowercase();
            let broken = results.iter().any(|result| result == "permerror");
            match is_broken(&zone, &domain).await == broken || results.len() > 1 {
                true => agreed += 1,
                false => differ.push(format!("{name} ({})", results.join(" or "))),
            }
        }
    }
    println!("{agreed} agree, {} do not: {differ:#?}", differ.len());
    differ.retain(|one| !OTHERWISE.contains(&one.split(' ').next().unwrap_or_default()));
    assert!(differ.is_empty() && agreed > 150, "{agreed}, {differ:#?}");
}
