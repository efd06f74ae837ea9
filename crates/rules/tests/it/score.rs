//! Scores in the cases that a marketer would try.

use crate::world::*;
use model::definition::ScoringModel;
use model::filter::ScorePart;
use model::*;
use rules::testview::TestView;
use rules::{Contribution, account_score, score, tier};
use serde_json::json;

fn model(behaviour: serde_json::Value) -> ScoringModel {
    let account = |key: &str, test: serde_json::Value, points: i32| json!({"key": key, "label": key, "points": points, "when": {"field": test}});
    serde_json::from_value(json!({
        "label": "Score",
        "behaviour": behaviour,
        "fit": [{"key": "boss", "label": "A boss", "points": 30,
                 "when": {"field": {"of": "contact", "key": "job_title", "op": "contains", "values": ["chief"]}}}],
        "fit_cap": 20,
        "account": [
            account("big", json!({"of": "account", "key": "employees", "op": "at_least", "values": [100]}), 25),
            account("mine", json!({"of": "contact", "key": "job_title", "op": "known"}), 50),
            account("far", json!({"of": "account", "key": "country", "op": "is_not", "values": ["NO"]}), -40),
        ],
        "target_account_at": 25
    }))
    .unwrap()
}

#[test]
fn points_come_with_their_reasons_and_stop_at_the_cap() {
    let mut view = world();
    for day in 1..=5 {
        did(&mut view, "email_opened", None, at(&format!("2026-03-0{day}")));
    }
    let rule =
        json!([{"key": "opens", "label": "Opened", "what": {"kind": ["email_opened"]}, "points": 30, "most": 3}]);
    let scored = score(&view, &model(rule), ana(&view), at("2026-03-08"));
    assert_eq!(scored.scores, Scores { behaviour: 90, fit: 0, account: 0 });
    let opened = Contribution {
        part: ScorePart::Behaviour,
        rule: "opens".into(),
        label: "Opened".into(),
        points: 90,
        times: 3,
        evidence: vec![3, 4, 5],
    };
    assert_eq!(scored.contributions[0], opened);
    let rule = json!([{"key": "opens", "label": "Opened", "what": {"kind": ["email_opened"]}, "points": 30}]);
    let scored = score(&view, &model(rule), ana(&view), at("2026-03-08"));
    assert_eq!((scored.scores.behaviour, scored.contributions[0].points), (100, 150));
}

#[test]
fn a_reps_call_and_our_mail_never_count() {
    let mut view = world();
    for kind in ["sales_call", "email_sent", "outbound_touch", "stage_changed"] {
        did(&mut view, kind, None, at("2026-03-01"));
    }
    did(&mut view, "price_asked", None, at("2026-03-01"));
    let kinds = ["sales_call", "email_sent", "outbound_touch", "stage_changed", "price_asked"];
    let rule = json!([{"key": "all", "label": "All", "what": {"kind": kinds}, "points": 7}]);
    assert_eq!(score(&view, &model(rule), ana(&view), at("2026-03-08")).scores.behaviour, 7);
}

#[test]
fn old_activity_leaves_at_its_hour() {
    let mut view = world();
    did(&mut view, "email_opened", None, at("2026-03-01T10:00:00Z"));
    did(&mut view, "email_opened", None, at("2026-03-20T10:00:00Z"));
    let rule = json!([{"key": "o", "label": "O", "what": {"kind": ["email_opened"]}, "points": 5, "last_days": 7}]);
    let scored = score(&view, &model(rule.clone()), ana(&view), at("2026-03-03"));
    assert_eq!((scored.scores.behaviour, scored.until), (5, Some(at("2026-03-08T10:00:00Z"))));
    let scored = score(&view, &model(rule), ana(&view), at("2026-03-08T10:00:00Z"));
    assert_eq!((scored.scores.behaviour, scored.until), (0, Some(at("2026-03-20T10:00:00Z"))));
}

#[test]
fn points_halve_with_age() {
    let mut view = world();
    did(&mut view, "demo_asked", None, at("2026-03-01"));
    let rule =
        json!([{"key": "d", "label": "D", "what": {"kind": ["demo_asked"]}, "points": 40, "half_life_days": 10}]);
    let model = model(rule);
    let points = |now: &str| score(&view, &model, ana(&view), at(now)).scores.behaviour;
    assert_eq!([points("2026-03-01"), points("2026-03-11"), points("2026-03-21")], [40, 20, 10]);
    // 0.625 rounds to 1 and half a half-life later, at 0.44, to 0.
    assert_eq!([points("2026-04-30"), points("2026-05-05")], [1, 0]);
    assert_eq!(points("2026-03-11T00:59:59Z"), 20, "within an hour it holds still");
}

/// Five points for each e-mail opened.
fn opens() -> ScoringModel {
    model(json!([{"key": "o", "label": "O", "what": {"kind": ["email_opened"]}, "points": 5}]))
}

fn lead(id: i64, started: &str) -> Lead {
    let at = at(started);
    let fresh = world().leads[&LEAD].clone();
    Lead { id: LeadId(id), started_at: at, stage_since: at, created_at: at, updated_at: at, ..fresh }
}

#[test]
fn a_lead_is_judged_by_what_was_done_in_its_own_cycle() {
    let mut view = world();
    let points = |view: &TestView, now: &str| score(view, &opens(), ana(view), at(now)).scores.behaviour;
    did(&mut view, "email_opened", None, at("2025-12-31T23:59:59Z"));
    did(&mut view, "email_opened", None, at("2026-01-01"));
    did(&mut view, "email_opened", None, at("2026-02-01"));
    assert_eq!(points(&view, "2026-03-08"), 10, "the lead began with the year");
    // Bound to the lead, however early; bound to another, however late.
    let early = did(&mut view, "email_opened", None, at("2025-06-01"));
    view.activities.get_mut(&early).unwrap().lead = Some(LEAD);
    let other = did(&mut view, "email_opened", None, at("2026-02-02"));
    view.activities.get_mut(&other).unwrap().lead = Some(LeadId(9));
    assert_eq!(points(&view, "2026-03-08"), 15);
    // When it has ended, what follows counts, for the cycle to come.
    view.leads.get_mut(&LEAD).unwrap().ended_at = Some(at("2026-02-10"));
    assert_eq!(points(&view, "2026-03-08"), 0);
    did(&mut view, "email_opened", None, at("2026-02-10"));
    did(&mut view, "email_opened", None, at("2026-02-20"));
    assert_eq!(points(&view, "2026-03-08"), 5);
    // A second cycle knows nothing of the first.
    view.leads.insert(LeadId(2), lead(2, "2026-02-20"));
    did(&mut view, "email_opened", None, at("2026-02-21"));
    assert_eq!((ana(&view).lead, points(&view, "2026-03-08")), (Some(LeadId(2)), 10));
}

#[test]
fn without_a_lead_everything_counts() {
    let mut view = world();
    view.leads.clear();
    did(&mut view, "email_opened", None, at("2025-01-01"));
    did(&mut view, "email_opened", None, at("2026-02-01"));
    assert_eq!(score(&view, &opens(), ana(&view), at("2026-03-08")).scores.behaviour, 10);
}

#[test]
fn a_negative_sum_is_zero() {
    let mut view = world();
    did(&mut view, "unsubscribed", None, at("2026-03-01"));
    let rule = json!([{"key": "u", "label": "U", "what": {"kind": ["unsubscribed"]}, "points": -50}]);
    let scored = score(&view, &model(rule), ana(&view), at("2026-03-08"));
    assert_eq!((scored.scores.behaviour, scored.contributions[0].points), (0, -50));
}

#[test]
fn an_account_is_scored_alone() {
    let mut view = world();
    set(&mut view, "job_title", Value::text("Chief buyer"));
    let fields = &mut view.accounts.get_mut(&ACME).unwrap().fields;
    fields.insert("employees".into(), Value::Integer(100));
    fields.insert("country".into(), Value::text("no"));
    let model = model(json!([]));
    let (points, contributions) = account_score(&view, &model, ACME, at("2026-03-08"));
    // "mine" asks about a contact and finds none.
    assert_eq!((points, contributions.len()), (25, 1));
    let scores = score(&view, &model, ana(&view), at("2026-03-08")).scores;
    assert_eq!(scores, Scores { behaviour: 0, fit: 20, account: 25 });
    assert_eq!(tier(None, 25, Some(&model)), Tier::Target);
    assert_eq!(tier(None, 24, Some(&model)), Tier::NonIcp);
    assert_eq!(tier(Some(Tier::Named), 0, Some(&model)), Tier::Named);
    assert_eq!(tier(None, 100, None), Tier::NonIcp);
    view.contacts.get_mut(&ANA).unwrap().account = None;
    assert_eq!(score(&view, &model, ana(&view), at("2026-03-08")).scores.account, 0);
}
