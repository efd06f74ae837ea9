//! Evaluation in the cases that a generator rarely meets.

use crate::world::*;
use model::*;
use rules::{Verdict, evaluate};
use serde_json::json;

fn segment(view: &mut rules::testview::TestView, key: &str, filter: serde_json::Value) {
    let body = json!({"label": key, "filter": filter}).to_string();
    view.apply(&Change::Definition { kind: DefinitionKind::Segment, key: key.into(), version: 1, body: Some(body) });
}

#[test]
fn a_count_ends_when_its_oldest_leaves_the_window() {
    let mut view = world();
    for day in ["2026-03-01", "2026-03-03", "2026-03-05"] {
        did(&mut view, "email_opened", None, at(day));
    }
    let twice =
        filter(json!({"did": {"kind": ["email_opened"], "count": {"at_least": 2}, "window": {"last_days": 7}}}));
    let verdict = evaluate(&view, &twice, ana(&view), at("2026-03-06"));
    // The first leaves on the 8th, which still leaves two; the second on the 10th.
    assert_eq!(verdict, Verdict { holds: true, until: Some(at("2026-03-10")) });
    did(&mut view, "email_opened", None, at("2026-03-09"));
    let verdict = evaluate(&view, &twice, ana(&view), at("2026-03-06"));
    assert_eq!(verdict.until, Some(at("2026-03-12")), "the one to come keeps it true for longer");
}

#[test]
fn a_sequence_lasts_through_the_next_one() {
    let mut view = world();
    for (kind, day) in [("a", "01"), ("b", "02"), ("a", "04"), ("b", "05"), ("a", "10"), ("b", "11")] {
        did(&mut view, kind, None, at(&format!("2026-03-{day}")));
    }
    let wanted =
        json!({"first": {"kind": ["a"]}, "then": {"kind": ["b"]}, "within_days": 2, "window": {"last_days": 5}});
    let wanted = filter(json!({ "sequence": wanted }));
    let ask = |now: &str| evaluate(&view, &wanted, ana(&view), at(now));
    // The first pair ends on the 6th; the second has begun on the 5th and ends on the 9th.
    assert_eq!(ask("2026-03-03"), Verdict { holds: true, until: Some(at("2026-03-09")) });
    assert_eq!(ask("2026-03-09"), Verdict { holds: false, until: Some(at("2026-03-11")) });
    assert_eq!(ask("2026-03-01"), Verdict { holds: false, until: Some(at("2026-03-02")) });
    assert_eq!(ask("2026-04-01"), Verdict::lasting(false));
}

#[test]
fn what_happens_together_does_not_follow() {
    let mut view = world();
    did(&mut view, "a", None, at("2026-03-01"));
    did(&mut view, "b", None, at("2026-03-01"));
    let wanted = filter(json!({"sequence": {"first": {"kind": ["a"]}, "then": {"kind": ["b"]}, "within_days": 2}}));
    assert!(!evaluate(&view, &wanted, ana(&view), at("2026-03-08")).holds);
    did(&mut view, "a", None, at("2026-02-27"));
    assert!(evaluate(&view, &wanted, ana(&view), at("2026-03-08")).holds, "exactly two days later is within two days");
}

#[test]
fn a_circle_of_segments_is_false_and_ends() {
    let mut view = world();
    segment(&mut view, "a", json!({"any": [{"in_segment": "b"}, {"in_segment": "a"}]}));
    segment(&mut view, "b", json!({"in_segment": "a"}));
    assert_eq!(evaluate(&view, &Filter::InSegment("a".into()), ana(&view), at("2026-03-08")), Verdict::lasting(false));
    assert!(!evaluate(&view, &Filter::InSegment("missing".into()), ana(&view), at("2026-03-08")).holds);
}

#[test]
fn segments_that_share_parts_cost_no_more_than_their_number() {
    let mut view = world();
    segment(&mut view, "s0", json!({"all": []}));
    for level in 1..=14 {
        let parts: Vec<_> = (0..20).map(|_| json!({"not": {"in_segment": format!("s{}", level - 1)}})).collect();
        segment(&mut view, &format!("s{level}"), json!({ "any": parts }));
    }
    assert!(evaluate(&view, &Filter::InSegment("s14".into()), ana(&view), at("2026-03-08")).holds);
}

#[test]
fn since_the_lead_began_needs_a_lead() {
    let mut view = world();
    did(&mut view, "page_viewed", None, at("2026-01-01"));
    did(&mut view, "page_viewed", None, at("2025-12-31T23:59:59Z"));
    let once = filter(
        json!({"did": {"kind": ["page_viewed"], "count": {"at_least": 1, "at_most": 1}, "window": "since_lead_start"}}),
    );
    assert!(evaluate(&view, &once, ana(&view), at("2026-03-08")).holds);
    view.leads.clear();
    assert!(!evaluate(&view, &once, ana(&view), at("2026-03-08")).holds);
}

#[test]
fn windows_of_any_length_do_not_overflow() {
    let mut view = world();
    did(&mut view, "page_viewed", None, at("2026-03-01"));
    for window in [json!({"last_days": u32::MAX}), json!({"last_hours": u32::MAX}), json!("ever")] {
        let wanted = filter(json!({"did": {"kind": ["page_viewed"], "window": window}}));
        assert_eq!(evaluate(&view, &wanted, ana(&view), at("2026-03-08")), Verdict::lasting(true));
    }
    set(&mut view, "seen", Value::Instant(at("2026-03-01")));
    let wanted = filter(json!({"field": {"of": "contact", "key": "seen", "op": "in_last_days", "values": [u64::MAX]}}));
    assert_eq!(evaluate(&view, &wanted, ana(&view), at("2026-03-08")), Verdict::lasting(true));
}
