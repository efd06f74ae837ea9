//! Lifecycle, assignment and business hours.

use crate::world::*;
use model::definition::{Assignment, Lifecycle, Settings, StageCause};
use model::*;
use rules::testview::TestView;
use rules::{assignment, hours, lifecycle};
use serde_json::json;

pub fn settings(more: serde_json::Value) -> Settings {
    let mut settings = json!({
        "company": "Acme", "sender_name": "Acme", "sender_address": "hi@acme.test", "public_url": "https://go.acme.test",
        "currency": "EUR", "zone": "Europe/Oslo", "fiscal_year_start": 1, "week_start": 1,
        "business_hours": {"from": 9, "to": 17, "days": [1, 2, 3, 4, 5]}, "go_live": "2026-01-01",
        "limits": {"per_day": 1, "per_week": 2, "quiet_from": 21, "quiet_to": 7},
        "marketing_sources": [], "rejection_reasons": [], "channels": []
    });
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(settings).unwrap()
}

fn stages() -> Lifecycle {
    let score = |part: &str, least: i32| json!({"score": {"part": part, "at_least": least}});
    serde_json::from_value(json!({
        "label": "Leads",
        "stages": [
            {"key": "new", "label": "New", "kind": "inventory"},
            {"key": "engaged", "label": "Engaged", "kind": "inventory"},
            {"key": "check", "label": "Check", "kind": "gate"},
            {"key": "hot", "label": "Hot", "kind": "sla", "sla_hours": 8},
            {"key": "cold", "label": "Cold", "kind": "inventory"},
            {"key": "won", "label": "Won", "kind": "terminal"}
        ],
        "transitions": [
            {"from": ["new"], "to": "engaged", "on": "filter", "when": score("behaviour", 10)},
            {"from": ["engaged"], "to": "cold", "on": "filter", "when": score("behaviour", 99)},
            {"to": "engaged", "on": "filter", "when": score("behaviour", 5)},
            {"to": "check", "on": "qualified"},
            {"from": ["check"], "to": "hot", "on": "filter", "when": score("account", 50)},
            {"from": ["check"], "to": "cold", "on": "filter"},
            {"to": "won", "on": "won"}
        ]
    }))
    .unwrap()
}

fn next(view: &TestView, cause: StageCause) -> Option<String> {
    lifecycle::next(view, &stages(), ana(view), cause, at("2026-03-08"))
}

#[test]
fn the_first_match_decides_and_the_end_is_the_end() {
    let mut view = world();
    assert_eq!(next(&view, StageCause::Filter), None);
    view.scores.insert(ANA, Scores { behaviour: 10, ..Scores::default() });
    assert_eq!(next(&view, StageCause::Filter).as_deref(), Some("engaged"));
    view.leads.get_mut(&LEAD).unwrap().stage = "engaged".into();
    assert_eq!(next(&view, StageCause::Filter), None, "what leads to where it stands keeps it there");
    view.leads.get_mut(&LEAD).unwrap().stage = "cold".into();
    assert_eq!(next(&view, StageCause::Filter).as_deref(), Some("engaged"), "from every stage when none is named");
    assert_eq!(next(&view, StageCause::Won).as_deref(), Some("won"));
    view.leads.get_mut(&LEAD).unwrap().stage = "won".into();
    assert_eq!(next(&view, StageCause::Filter), None);
    assert_eq!(next(&view, StageCause::Won), None);
    view.leads.clear();
    assert_eq!(next(&view, StageCause::Won), None);
}

#[test]
fn a_gate_holds_nobody() {
    let mut view = world();
    let path = |view: &TestView| lifecycle::path(view, &stages(), ana(view), StageCause::Qualified, at("2026-03-08"));
    assert_eq!(path(&view), ["check", "cold"]);
    view.scores.insert(ANA, Scores { account: 50, ..Scores::default() });
    assert_eq!(path(&view), ["check", "hot"]);
    assert_eq!(next(&view, StageCause::Qualified).as_deref(), Some("hot"));
}

#[test]
fn an_sla_runs_in_business_hours() {
    let (stages, settings) = (stages(), settings(json!({})));
    let due =
        |key: &str| lifecycle::sla_due(lifecycle::stage(&stages, key).unwrap(), at("2026-03-06T15:00:00Z"), &settings);
    // Friday 16:00 in Oslo: one hour on Friday, seven on Monday.
    assert_eq!(due("hot"), Some(at("2026-03-09T15:00:00Z")));
    assert_eq!(due("cold"), None);
    assert_eq!(lifecycle::start(&stages).unwrap().key, "new");
}

#[test]
fn business_hours_skip_nights_weekends_and_holidays() {
    let usual = settings(json!({"holidays": ["2026-03-09"]}));
    let cases = [
        ("2026-03-04T09:00:00Z", 2, "2026-03-04T11:00:00Z"),
        ("2026-03-04T03:00:00Z", 1, "2026-03-04T09:00:00Z"),
        ("2026-03-04T20:00:00Z", 1, "2026-03-05T09:00:00Z"),
        ("2026-03-04T15:00:00Z", 1, "2026-03-04T16:00:00Z"),
        ("2026-03-04T15:30:00Z", 1, "2026-03-05T08:30:00Z"),
        // Friday to Tuesday: the weekend and Monday's holiday do not count.
        ("2026-03-06T15:00:00Z", 2, "2026-03-10T09:00:00Z"),
        ("2026-03-07T12:00:00Z", 0, "2026-03-07T12:00:00Z"),
        ("2026-03-02T08:00:00Z", 40, "2026-03-06T16:00:00Z"),
    ];
    for (from, needed, due) in cases {
        assert_eq!(hours::due(at(from), needed, &usual), at(due), "{from} + {needed} h");
    }
    assert!(hours::is_open(at("2026-03-04T08:00:00Z"), &usual));
    assert!(!hours::is_open(at("2026-03-04T16:00:00Z"), &usual));
    assert!(!hours::is_open(at("2026-03-09T12:00:00Z"), &usual));
}

#[test]
fn business_hours_hold_through_changes_of_the_clock() {
    let round = settings(json!({"business_hours": {"from": 0, "to": 24, "days": [1, 2, 3, 4, 5, 6, 7]}}));
    // In Oslo 2026-03-29 has 23 hours and 2026-10-25 has 25; hours are real ones.
    assert_eq!(hours::due(at("2026-03-28T12:00:00Z"), 48, &round), at("2026-03-30T12:00:00Z"));
    let usual = settings(json!({}));
    // Friday 15:00 before the change is 14:00Z; Monday 10:00 after it is 08:00Z.
    assert_eq!(hours::due(at("2026-03-27T14:00:00Z"), 3, &usual), at("2026-03-30T08:00:00Z"));
    assert_eq!(hours::due(at("2026-10-23T13:00:00Z"), 3, &usual), at("2026-10-26T09:00:00Z"));
    let never = settings(json!({"business_hours": {"from": 9, "to": 17, "days": []}}));
    assert_eq!(hours::due(at("2026-03-04T09:00:00Z"), 5, &never), at("2026-03-04T14:00:00Z"));
}

#[test]
fn the_first_rule_that_finds_somebody_assigns() {
    let mut view = world();
    set(&mut view, "country", Value::text("NO"));
    let assignment: Assignment = serde_json::from_value(json!({"label": "A", "rules": [
        {"label": "Owner", "to": "account_owner", "sla_hours": 4},
        {"label": "Left", "to": {"user": "left@x.test"}, "sla_hours": 4},
        {"label": "Spain", "to": {"user": "1@x.test"}, "sla_hours": 8,
         "when": {"field": {"of": "contact", "key": "country", "op": "is", "values": ["ES"]}}},
        {"label": "Turns", "to": {"round_robin": ["1@x.test", "left@x.test", "2@x.test"]}, "sla_hours": 16}
    ]}))
    .unwrap();
    let user = |email: &str| email.split('@').next().and_then(|n| n.parse().ok()).map(UserId);
    let ask = |view: &TestView, owner: Option<UserId>, turn: u64| {
        let found = assignment::owner(view, &assignment, ana(view), owner, &user, &|_| turn, at("2026-03-08")).unwrap();
        (found.owner.0, found.rule, found.sla_hours)
    };
    assert_eq!(ask(&view, Some(UserId(7)), 0), (7, "Owner".into(), 4));
    assert_eq!(ask(&view, None, 0), (1, "Turns".into(), 16));
    assert_eq!(ask(&view, None, 1), (2, "Turns".into(), 16), "who left is passed over");
    assert_eq!(ask(&view, None, 2), (2, "Turns".into(), 16));
    assert_eq!(ask(&view, None, 3), (1, "Turns".into(), 16));
    set(&mut view, "country", Value::text("ES"));
    assert_eq!(ask(&view, None, 1), (1, "Spain".into(), 8));
    let nobody: Assignment = serde_json::from_value(json!({"label": "A", "rules": []})).unwrap();
    assert!(assignment::owner(&view, &nobody, ana(&view), None, &user, &|_| 0, at("2026-03-08")).is_none());
}
