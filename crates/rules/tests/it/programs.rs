//! Nurture, triggers and the send gate.

use crate::stages::settings;
use crate::world::*;
use model::address::{AddressState, Suppressed};
use model::definition::{Asset, Depth, NurtureProgram, TriggerProgram};
use model::*;
use rules::send_gate::{HeldCode, SendFacts, may_send};
use rules::testview::{TestView, fact};
use rules::{nurture, trigger};
use serde_json::json;

fn program() -> NurtureProgram {
    serde_json::from_value(json!({
        "audience": {"all": []}, "dormant_days": 90, "mid_at": 20, "late_at": 50, "hysteresis": 5, "every_days": 7, "hour": 9,
        "categories": [
            {"key": "boss", "label": "Boss", "when": {"field": {"of": "contact", "key": "seniority", "op": "is", "values": ["C"]}}},
            {"key": "rest", "label": "Rest", "when": {"field": {"of": "contact", "key": "seniority", "op": "known"}}}
        ]
    }))
    .unwrap()
}

#[test]
fn the_category_is_the_first_match_and_the_dormant_go_before_all() {
    let mut view = world();
    let category = |view: &TestView, now: &str| nurture::place(view, &program(), ana(view), None, at(now)).0;
    // Known since 2026-01-01, and silent.
    assert_eq!(category(&view, "2026-03-31"), "other");
    assert_eq!(category(&view, "2026-04-01T00:00:01Z"), "reactivation");
    set(&mut view, "seniority", Value::text("c"));
    did(&mut view, "email_sent", None, at("2026-04-01"));
    assert_eq!(category(&view, "2026-04-02"), "reactivation", "our own mail wakes nobody");
    did(&mut view, "email_opened", None, at("2026-04-03"));
    assert_eq!(category(&view, "2026-04-02"), "reactivation", "what is to come has not happened");
    assert_eq!(category(&view, "2026-04-03"), "boss");
    assert_eq!(category(&view, "2026-07-01T23:59:59Z"), "boss");
    assert_eq!(category(&view, "2026-07-02"), "reactivation");
    set(&mut view, "seniority", Value::text("d"));
    assert_eq!(category(&view, "2026-04-03"), "rest");
}

#[test]
fn depth_rises_at_its_bound_and_falls_only_well_below() {
    use Depth::*;
    let mut view = world();
    let cases = [
        (None, 19, Early),
        (None, 20, Mid),
        (None, 50, Late),
        (Some(Mid), 16, Mid),
        (Some(Mid), 15, Early),
        (Some(Early), 19, Early),
        (Some(Late), 46, Late),
        (Some(Late), 45, Mid),
        (Some(Late), 16, Mid),
        (Some(Late), 15, Early),
        (Some(Mid), 49, Mid),
    ];
    for (former, behaviour, wanted) in cases {
        view.scores.insert(ANA, Scores { behaviour, ..Scores::default() });
        let (_, depth) = nurture::place(&view, &program(), ana(&view), former, at("2026-03-08"));
        assert_eq!(depth, wanted, "{former:?} at {behaviour}");
    }
}

fn asset(kind: &str, depth: &str, order: i32, categories: &[&str]) -> Asset {
    serde_json::from_value(json!({"label": kind, "type": kind, "depth": depth, "order": order, "categories": categories,
        "url": format!("https://www.acme.test/{kind}/{depth}/{order}/"), "email": format!("mail-{kind}-{depth}-{order}")}))
    .unwrap()
}

#[test]
fn content_is_given_from_the_own_depth_down_and_never_twice() {
    let assets = [
        ("blog1", asset("blog", "early", 1, &[])),
        ("blog2", asset("blog", "early", 2, &["boss"])),
        ("ebook", asset("ebook", "mid", 1, &[])),
        ("report", asset("analyst_report", "late", 2, &[])),
        ("call", asset("accelerator", "late", 1, &[])),
        ("other", asset("blog", "early", 0, &["vertical"])),
    ];
    let next = |view: &TestView, depth| {
        let all = assets.iter().map(|(key, asset)| (*key, asset));
        nurture::next_content(view, all, "boss", depth, ANA, at("2026-03-08")).map(|(key, _)| key)
    };
    let mut view = world();
    assert_eq!(next(&view, Depth::Early), Some("blog1"));
    assert_eq!(next(&view, Depth::Mid), Some("ebook"));
    assert_eq!(next(&view, Depth::Late), Some("call"));
    did(&mut view, "email_sent", Some("mail-accelerator-late-1"), at("2026-03-01"));
    assert_eq!(next(&view, Depth::Late), Some("report"));
    did(&mut view, "page_viewed", Some("/analyst_report/late/2"), at("2026-03-01"));
    assert_eq!(next(&view, Depth::Late), Some("ebook"), "a page that was read counts");
    did(&mut view, "content_consumed", Some("ebook"), at("2026-03-01"));
    assert_eq!(next(&view, Depth::Late), Some("blog1"));
    did(&mut view, "email_clicked", Some("blog1"), at("2026-03-09"));
    assert_eq!(next(&view, Depth::Late), Some("blog1"), "what is to come has not happened");
    did(&mut view, "email_clicked", Some("blog1"), at("2026-03-02"));
    did(&mut view, "page_viewed", Some("https://www.acme.test/blog/early/2?utm_source=x"), at("2026-03-02"));
    assert_eq!(next(&view, Depth::Late), None, "exhausted");
}

#[test]
fn casts_keep_their_hour_on_the_clock() {
    let program = program();
    let next = |after: &str| nurture::next_cast(&program, at(after), "Europe/Oslo").to_string();
    // Tuesdays at 09:00 in Oslo; the clocks change on 2026-03-29.
    assert_eq!(next("2026-03-20T00:00:00Z"), "2026-03-24T08:00:00Z");
    assert_eq!(next("2026-03-24T07:59:59Z"), "2026-03-24T08:00:00Z");
    assert_eq!(next("2026-03-24T08:00:00Z"), "2026-03-31T07:00:00Z");
    let daily = NurtureProgram { every_days: 1, hour: 2, ..program };
    // 02:00 does not exist on that day: the first instant after the gap.
    assert_eq!(
        nurture::next_cast(&daily, at("2026-03-28T12:00:00Z"), "Europe/Oslo").to_string(),
        "2026-03-29T01:00:00Z"
    );
    assert_eq!(
        nurture::next_cast(&daily, at("2026-03-29T01:00:00Z"), "Europe/Oslo").to_string(),
        "2026-03-30T00:00:00Z"
    );
}

#[test]
fn a_trigger_fires_once_or_every_so_many_days() {
    let mut view = world();
    let number = did(&mut view, "form_submitted", Some("contact"), at("2026-03-08"));
    let program = |every: Option<u32>, asset: &str, filter: serde_json::Value| -> TriggerProgram {
        let when = json!({"kind": ["form_submitted"], "asset": [asset]});
        serde_json::from_value(json!({"when": when, "filter": filter, "every_days": every, "steps": []})).unwrap()
    };
    let fires = |view: &TestView, program: &TriggerProgram| {
        trigger::fires(view, "reply", program, &fact(&view.activities[&number]), ana(view), at("2026-03-08"))
    };
    let everyone = json!({"all": []});
    assert!(fires(&view, &program(None, "contact", everyone.clone())));
    assert!(!fires(&view, &program(None, "other", everyone.clone())));
    assert!(!fires(&view, &program(None, "contact", json!({"any": []}))));
    view.acted.insert(("reply".into(), ANA), at("2026-03-06"));
    assert!(!fires(&view, &program(None, "contact", everyone.clone())));
    assert!(!fires(&view, &program(Some(3), "contact", everyone.clone())));
    assert!(fires(&view, &program(Some(2), "contact", everyone)));
}

/// Why a message is held, and until when.
fn held(change: impl FnOnce(&mut SendFacts<'_>, &mut AddressState), now: &str) -> Option<(HeldCode, Option<String>)> {
    let mut address = AddressState::clear("ana@acme.test");
    let mut facts = SendFacts {
        operational: false,
        address: None,
        topic: None,
        relationship: Relationship::Prospect,
        consent: Some(true),
        sent: &[],
        zone: "Europe/Oslo",
    };
    change(&mut facts, &mut address);
    let facts = SendFacts { address: Some(&address), ..facts };
    let answer = may_send(&facts, &settings(json!({})), at(now));
    answer.err().map(|held| (held.code, held.retry_at.map(|at| at.to_string())))
}

fn since() -> Option<Suppressed> {
    Some(Suppressed { at: at("2026-01-01"), reason: "said so".into() })
}

#[test]
fn the_gate_says_why_and_operational_mail_passes_what_it_may() {
    use HeldCode::*;
    const NOON: &str = "2026-03-04T11:00:00Z";
    assert_eq!(held(|_, _| {}, NOON), None);
    assert_eq!(held(|_, address| address.opted_out = since(), NOON), Some((OptedOut, None)));
    assert_eq!(held(|facts, _| facts.consent = None, NOON), Some((NoConsent, None)));
    assert_eq!(held(|facts, _| facts.consent = Some(false), NOON), Some((ConsentWithdrawn, None)));
    assert_eq!(held(|facts, _| facts.relationship = model::Relationship::Competitor, NOON), Some((Relationship, None)));
    assert_eq!(held(|facts, _| facts.relationship = model::Relationship::Customer, NOON), None);
    let operational = |facts: &mut SendFacts<'_>, address: &mut AddressState| {
        facts.operational = true;
        facts.consent = Some(false);
        address.opted_out = since();
    };
    assert_eq!(held(operational, "2026-03-04T23:00:00Z"), None);
    for (topic, operational, code) in [
        (Some("news"), false, Some(TopicOptedOut)),
        (Some("events"), false, None),
        (None, false, None),
        (Some("news"), true, None),
    ] {
        let out_of_news = |facts: &mut SendFacts<'_>, address: &mut AddressState| {
            (facts.topic, facts.operational) = (topic, operational);
            address.topics.extend(since().map(|since| ("news".to_string(), since)));
        };
        assert_eq!(held(out_of_news, NOON), code.map(|code| (code, None)), "{topic:?} {operational}");
    }
    let blocked = |facts: &mut SendFacts<'_>, address: &mut AddressState| {
        facts.operational = true;
        address.blocked = since();
    };
    assert_eq!(held(blocked, NOON), Some((Blocked, None)));
    assert_eq!(held(|_, address| address.invalid = since(), NOON), Some((Invalid, None)));
    let facts = SendFacts {
        operational: true,
        address: None,
        topic: None,
        relationship: model::Relationship::Prospect,
        consent: None,
        sent: &[],
        zone: "",
    };
    assert_eq!(may_send(&facts, &settings(json!({})), at(NOON)).unwrap_err().code, NoAddress);
}

#[test]
fn limits_and_quiet_hours_say_when_to_try_again() {
    use HeldCode::*;
    let sent = |days: &[&str], now: &str| {
        let sent: Vec<Timestamp> = days.iter().map(|day| at(day)).collect();
        let address = AddressState::clear("a@b.c");
        let facts = SendFacts {
            operational: false,
            address: Some(&address),
            topic: None,
            relationship: model::Relationship::Prospect,
            consent: Some(true),
            sent: &sent,
            zone: "",
        };
        let answer = may_send(&facts, &settings(json!({})), at(now));
        answer.err().map(|held| (held.code, held.retry_at.map(|at| at.to_string())))
    };
    let tried = |at: &str| Some(at.to_string());
    // 22:30Z on the 3rd is 23:30 in Oslo, still the 3rd; 23:30Z is the 4th.
    assert_eq!(sent(&["2026-03-03T22:30:00Z"], "2026-03-04T11:00:00Z"), None);
    let held_today = Some((DailyLimit, tried("2026-03-04T23:00:00Z")));
    assert_eq!(sent(&["2026-03-03T23:30:00Z"], "2026-03-04T11:00:00Z"), held_today);
    let week = ["2026-03-01T10:00:00Z", "2026-02-26T10:00:00Z", "2026-02-27T10:00:00Z"];
    // Two a week: the second latest leaves seven days after the 27th.
    assert_eq!(sent(&week, "2026-03-04T11:00:00Z"), Some((WeeklyLimit, tried("2026-03-06T10:00:00Z"))));
    assert_eq!(sent(&week, "2026-03-06T10:00:00Z"), None);
    // Quiet from 21 to 7 in the contact's zone, over midnight.
    let quiet = |zone: &'static str, now: &str| held(|facts, _| facts.zone = zone, now);
    assert_eq!(quiet("Europe/Oslo", "2026-03-04T20:00:00Z"), Some((QuietHours, tried("2026-03-05T06:00:00Z"))));
    assert_eq!(quiet("Europe/Oslo", "2026-03-05T05:59:59Z"), Some((QuietHours, tried("2026-03-05T06:00:00Z"))));
    assert_eq!(quiet("Europe/Oslo", "2026-03-05T06:00:00Z"), None);
    assert_eq!(quiet("America/New_York", "2026-03-05T10:00:00Z"), Some((QuietHours, tried("2026-03-05T12:00:00Z"))));
    assert_eq!(quiet("America/New_York", "2026-03-05T20:00:00Z"), None);
}
