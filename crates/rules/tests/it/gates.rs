//! The three gates: what passes, what is said of what does not, and which list follows.

use crate::world::*;
use model::definition::Qualification;
use model::record::Aql;
use model::*;
use rules::gates::summary;
use rules::testview::TestView;
use rules::{Contribution, Gates, View, WorkList, gates};
use serde_json::json;

fn qualification() -> Qualification {
    serde_json::from_value(json!({
        "label": "AQL",
        "target_title": {"field": {"of": "contact", "key": "job_title", "op": "contains", "values": ["procurement"]}},
        "behaviour_at_least": 40,
        "account_at_least": 50
    }))
    .unwrap()
}

/// A contact that passes gate 1.
fn complete() -> TestView {
    let mut view = world();
    for (key, value) in [("first_name", "Ana"), ("last_name", "Ruiz"), ("job_title", "Head of Procurement")] {
        set(&mut view, key, Value::text(value));
    }
    set(&mut view, "phone", Value::text("+34612345678"));
    view.accounts.get_mut(&ACME).unwrap().fields.insert("name".into(), Value::text("Acme"));
    view
}

fn ask(view: &TestView, behaviour: i32, account: i32) -> Gates {
    gates(view, &qualification(), ana(view), Scores { behaviour, fit: 0, account }, at("2026-03-08"))
}

#[test]
fn all_three_make_an_aql_with_a_line_each() {
    let gates = ask(&complete(), 40, 50);
    assert!(gates.passed());
    assert_eq!(gates.list(), None);
    assert_eq!(
        gates.lines(),
        [
            "Contact: Head of Procurement at Acme, reached by phone.",
            "Behaviour: score 40, 40 needed.",
            "Account: score 50, 50 needed."
        ]
    );
    let given = |label: &str, points, times| Contribution {
        part: model::filter::ScorePart::Behaviour,
        rule: label.into(),
        label: label.into(),
        points,
        times,
        evidence: vec![],
    };
    let gates = gates.because(&[given("Page", 5, 5), given("Demo", 30, 1), given("Left", -5, 1), given("Open", 6, 3)]);
    assert_eq!(gates.lines()[1], "Behaviour: score 40, 40 needed: Demo (+30), Open ×3 (+6), Page ×5 (+5).");
    assert!(
        summary(&gates.lines(), "").starts_with("Contact: Head of Procurement at Acme, reached by phone. · Behaviour")
    );
}

#[test]
fn each_missing_piece_is_named() {
    let clear = |view: &mut TestView, key: &str| drop(view.contacts.get_mut(&ANA).unwrap().fields.remove(key));
    let mut view = complete();
    clear(&mut view, "last_name");
    assert_eq!(ask(&view, 90, 90).complete.reasons, ["the last name is missing"]);
    set(&mut view, "last_name", Value::text("asdf"));
    assert_eq!(ask(&view, 90, 90).complete.reasons, ["the last name “asdf” is a placeholder"]);
    let mut view = complete();
    set(&mut view, "job_title", Value::text("Student"));
    assert_eq!(ask(&view, 90, 90).complete.reasons, ["the job title “Student” is not a target"]);
    clear(&mut view, "job_title");
    assert_eq!(ask(&view, 90, 90).complete.reasons, ["the job title is missing"]);
    let mut view = complete();
    set(&mut view, "phone", Value::text("00000"));
    assert_eq!(ask(&view, 90, 90).complete.reasons, ["neither a phone number nor an e-mail address is known"]);
    view.contacts.get_mut(&ANA).unwrap().email = Some("ana@acme.com".into());
    assert!(ask(&view, 90, 90).passed(), "phone or e-mail is enough");
    view.accounts.get_mut(&ACME).unwrap().fields.insert("name".into(), Value::text("n/a"));
    assert_eq!(ask(&view, 90, 90).complete.reasons, ["the company is missing"]);
    set(&mut view, "company", Value::text("Acme"));
    assert!(ask(&view, 90, 90).passed(), "the company may stand on the contact");
}

#[test]
fn the_list_says_what_to_do() {
    let mut incomplete = complete();
    set(&mut incomplete, "first_name", Value::text("x"));
    let cases = [
        (complete(), 90, 90, None),
        (incomplete.clone(), 90, 90, Some(WorkList::Enrich)),
        (complete(), 39, 90, Some(WorkList::WarmUp)),
        (complete(), 90, 49, Some(WorkList::DoNotChase)),
        (incomplete.clone(), 0, 0, Some(WorkList::DoNotChase)),
        (incomplete, 0, 90, None),
    ];
    for (view, behaviour, account, list) in cases {
        assert_eq!(ask(&view, behaviour, account).list(), list, "{behaviour} {account}");
    }
}

#[test]
fn only_prospects_qualify_and_only_once() {
    for relationship in Relationship::ALL {
        let mut view = complete();
        view.contacts.get_mut(&ANA).unwrap().relationship = relationship;
        assert_eq!(ask(&view, 90, 90).passed(), relationship == Relationship::Prospect, "{relationship:?}");
        view.contacts.get_mut(&ANA).unwrap().relationship = Relationship::Prospect;
        view.accounts.get_mut(&ACME).unwrap().relationship = relationship;
        let gates = ask(&view, 90, 49);
        assert_eq!(gates.list().is_some(), relationship == Relationship::Prospect, "{relationship:?}");
    }
    let mut view = complete();
    view.leads.get_mut(&LEAD).unwrap().aql = Some(Aql {
        at: at("2026-02-01"),
        behaviour: 0,
        account: 0,
        scoring_version: 1,
        qualification_version: 1,
        reasons: vec![],
    });
    assert_eq!(ask(&view, 90, 90).excluded.as_deref(), Some("the lead has qualified before"));
    view.leads.get_mut(&LEAD).unwrap().ended_at = Some(at("2026-03-01"));
    assert_eq!(ask(&view, 90, 90).excluded.as_deref(), Some("the lead has ended"));
}

#[test]
fn a_summary_fits_the_crm() {
    let mut view = complete();
    set(&mut view, "job_title", Value::text("procurement ".repeat(40)));
    let (lines, link) = (ask(&view, 90, 90).lines(), "https://crm.example.com/leads/lea_00000001");
    let text = summary(&lines, link);
    assert!((200..=255).contains(&text.chars().count()), "{text}");
    assert!(text.ends_with(&format!("… {link}")), "{text}");
    assert_eq!(summary(&["Short".into(), "Øst".into()], link), format!("Short · Øst {link}"));
    let endless = summary(&lines, &"x".repeat(300));
    assert!(endless.ends_with('…') && endless.chars().count() == 255, "{endless}");
    view.contacts.get_mut(&ANA).unwrap().account = None;
    let gates = ask(&view, 90, 0);
    assert_eq!(gates.account.reasons[0], "the contact belongs to no account");
}

#[test]
fn what_is_known_and_not_asked_for_is_the_reason_and_nothing_is_to_be_completed() {
    let mut view = complete();
    set(&mut view, "job_title", Value::text("CFO"));
    set(&mut view, "seniority", Value::text("individual_contributor"));
    let mut rules: Qualification =
        serde_json::from_str(include_str!("../../../../instance/qualification/main.json")).unwrap();
    rules.behaviour_at_least = 40;
    rules.account_at_least = 50;
    let ask = |view: &TestView| {
        let scores = Scores { behaviour: 90, fit: 0, account: 90 };
        gates(view, &rules, view.subject(ANA).unwrap(), scores, at("2026-03-08"))
    };
    let gates = ask(&view);
    assert_eq!(gates.complete.reasons, ["the seniority “individual_contributor” is not a target"]);
    assert_eq!(gates.list(), Some(WorkList::DoNotChase));
    let scores = Scores { behaviour: 0, fit: 0, account: 90 };
    let idle = rules::gates::gates(&view, &rules, view.subject(ANA).unwrap(), scores, at("2026-03-08"));
    assert_eq!(idle.list(), Some(WorkList::DoNotChase), "whatever it did");
    drop(view.contacts.get_mut(&ANA).unwrap().fields.remove("seniority"));
    set(&mut view, "job_title", Value::text("Florist"));
    assert_eq!(ask(&view).complete.reasons, ["the job title “Florist” is not a target"]);
    assert_eq!(ask(&view).list(), Some(WorkList::Enrich), "the seniority may still be found");
}
