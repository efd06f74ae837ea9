//! The twelve KPIs, each held to what was counted by hand.

use crate::golden::{april, april_report, cost, costs, image, kpi, now, world};
use crate::world::{Of, World, eur};
use insight::kpi::{CATALOG, Excluded, GoalState, Kpi, rows};
use model::cost::CostCategory;
use model::record::OpportunityOutcome;
use model::*;
use serde_json::json;

pub fn close(value: Option<f64>, expected: Option<f64>) -> bool {
    match (value, expected) {
        (Some(value), Some(expected)) => (value - expected).abs() < 1e-9,
        (value, expected) => value == expected,
    }
}

pub fn check(kpi: &Kpi, value: f64, share: Option<(f64, f64)>, details: &[(&str, f64)]) {
    assert!(close(kpi.value, Some(value)), "{}: {:?} is not {value}", kpi.key, kpi.value);
    assert_eq!(kpi.numerator.zip(kpi.denominator).is_some(), share.is_some(), "{}", kpi.key);
    assert!(close(kpi.numerator, share.map(|share| share.0)), "{}: {:?}", kpi.key, kpi.numerator);
    assert!(close(kpi.denominator, share.map(|share| share.1)), "{}: {:?}", kpi.key, kpi.denominator);
    let keys: Vec<&str> = kpi.details.iter().map(|detail| detail.key.as_str()).collect();
    assert_eq!(keys, details.iter().map(|(key, _)| *key).collect::<Vec<_>>(), "{}", kpi.key);
    for (detail, (key, expected)) in kpi.details.iter().zip(details) {
        assert!(close(detail.value, Some(*expected)), "{} {key}: {:?} is not {expected}", kpi.key, detail.value);
    }
}

#[test]
fn activity_and_response() {
    let report = april_report(&image(), &costs());
    let kpi = |key| kpi(&report, key);
    check(kpi("emails_sent"), 6.0, None, &[("marketing", 5.0), ("operational", 1.0)]);
    check(kpi("quality_triggers"), 2.0, None, &[("triggered_sends", 1.0), ("triggered_share", 1.0 / 6.0)]);
    // Reached: three of four guides (one bounced) and one hello; the receipt is no marketing.
    let rates = [("click_rate", 0.5), ("clicks_per_recipient", 1.0), ("click_to_open", 2.0 / 3.0)];
    check(kpi("open_rate"), 0.75, Some((3.0, 4.0)), &rates);
    let sources = [("source:direct", 2.0), ("source:newsletter", 2.0), ("source:www.google.com", 1.0)];
    check(kpi("site_traffic"), 5.0, None, &sources);
    check(kpi("conversions"), 2.0, None, &[("conversion_rate", 0.4)]);
    check(kpi("unsubscribe_rate"), 0.25, Some((1.0, 4.0)), &[]);
    assert!(kpi("unsubscribe_rate").alarm.as_deref().unwrap().contains("25.0 %"));
}

#[test]
fn efficiency_and_value() {
    let report = april_report(&image(), &costs());
    let kpi = |key| kpi(&report, key);
    check(kpi("cost_per_customer"), 168.5, Some((337.0, 2.0)), &[("customers", 2.0), ("program_only", 150.0)]);
    check(kpi("aqls"), 2.0, None, &[]);
    check(kpi("leads_handed"), 2.0, None, &[("accepted", 1.0), ("accepted_share", 0.5)]);
    let parts = [("deals", 2.0), ("mean_deal", 600.0), ("marketing_sourced", 1_050.0), ("other", 200.0)];
    check(kpi("revenue"), 1_250.0, None, &parts);
    let parts = [("attributed_revenue", 1_050.0), ("total_cost", 337.0)];
    check(kpi("roi"), 713.0 / 337.0, Some((713.0, 337.0)), &parts);
    check(kpi("close_rate"), 0.5, Some((1.0, 2.0)), &[("other", 1.0)]);
    assert!(report.groups.iter().flat_map(|group| &group.kpis).all(|kpi| kpi.warnings.is_empty()));
}

#[test]
fn who_does_not_count_is_said_for_the_period() {
    let report = april_report(&image(), &costs());
    // Tests: a mail, a page, an AQL, a deal. Employees: a mail, a form. Competitors: a mail, a deal of their account.
    assert_eq!(kpi(&report, "revenue").excluded, Excluded { test: 4, employee: 2, competitor: 2 });
    let march =
        insight::Period::new("2026-03-02".parse().unwrap(), "2026-03-31".parse().unwrap(), "Europe/Madrid").unwrap();
    let report = insight::kpi::report(&image(), &costs(), &march, now());
    assert_eq!(kpi(&report, "revenue").excluded, Excluded::default());
}

#[test]
fn nothing_below_the_line_is_not_zero() {
    let mut world = World::default();
    world.settings("2026-04-01");
    let report = april_report(&world.image(), &[]);
    for key in ["open_rate", "unsubscribe_rate", "cost_per_customer", "roi", "close_rate"] {
        assert_eq!((kpi(&report, key).value, kpi(&report, key).denominator), (None, Some(0.0)), "{key}");
        assert!(kpi(&report, key).series.iter().all(|day| day.value.is_none()));
    }
    for key in ["emails_sent", "quality_triggers", "site_traffic", "conversions", "aqls", "leads_handed", "revenue"] {
        assert_eq!(kpi(&report, key).value, Some(0.0), "{key}");
    }
    assert_eq!(kpi(&report, "revenue").details[1].value, None, "no mean without a deal");
}

#[test]
fn money_without_a_rate_is_not_available_and_says_so() {
    let kroner = Money { minor: 10_000, currency: Currency::parse("NOK").unwrap() };
    let mut costs = costs();
    costs.push(cost(CostCategory::Agency, kroner, "2026-04-30", "2026-04-30"));
    let report = april_report(&image(), &costs);
    for key in ["cost_per_customer", "roi"] {
        assert_eq!(kpi(&report, key).value, None, "{key}");
        assert_eq!(kpi(&report, key).warnings, ["no rate for NOK on 2026-04-30; add it under Settings, Instance"]);
    }
    assert_eq!(kpi(&report, "revenue").value, Some(1_250.0), "revenue needs no cost");

    let mut world = world();
    let of = Of::Contact { contact: 2, source: "cold_call" };
    world.opportunity(8, of, Some(kroner), OpportunityOutcome::Won, "04-20 10:00");
    let report = april_report(&world.image(), &crate::golden::costs());
    assert_eq!(kpi(&report, "revenue").value, None);
    assert_eq!(kpi(&report, "revenue").warnings.len(), 1);
    assert_eq!(kpi(&report, "emails_sent").warnings.len(), 0);
    assert!(close(kpi(&report, "roi").value, Some(713.0 / 337.0)), "the attributed part has all its rates");
}

#[test]
fn series_and_rows_add_up() {
    let image = image();
    let report = april_report(&image, &costs());
    for key in ["emails_sent", "site_traffic", "conversions", "aqls", "leads_handed", "revenue"] {
        let kpi = kpi(&report, key);
        assert_eq!(kpi.series.len(), 30);
        assert!(close(Some(kpi.series.iter().filter_map(|day| day.value).sum()), kpi.value), "{key}");
        let rows = rows(&image, &costs(), key, &april(), now()).unwrap();
        let counted = if key == "revenue" { 3 } else { kpi.value.unwrap() as u64 };
        assert_eq!((rows.total, rows.rows.len() as u64), (counted, counted), "{key}");
        assert!(rows.rows.iter().all(|row| row.len() == rows.columns.len()));
    }
    assert_eq!(kpi(&report, "emails_sent").series[9].value, Some(4.0));
    // A program counts once in a period, on however many days it acts; the rows are the programs.
    let acted = rows(&image, &costs(), "quality_triggers", &april(), now()).unwrap();
    assert_eq!(acted.total as f64, kpi(&report, "quality_triggers").value.unwrap());
    let acted: Vec<_> = acted.rows.iter().map(|row| (row[1].clone(), row[2].clone())).collect();
    assert_eq!(acted, [(json!(1), json!(0)), (json!(1), json!(1))], "the nurture program, then the welcome");
    assert!(kpi(&report, "quality_triggers").formula.contains("each day"));
    let reached = rows(&image, &costs(), "open_rate", &april(), now()).unwrap();
    assert_eq!(Some(reached.total as f64), kpi(&report, "open_rate").denominator);
    let opened = reached.rows.iter().filter(|row| row[4] == json!(true)).count();
    assert_eq!(Some(opened as f64), kpi(&report, "open_rate").numerator);
    let closed = rows(&image, &costs(), "close_rate", &april(), now()).unwrap();
    let outcomes: Vec<_> = closed.rows.iter().map(|row| row[4].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["lost", "won"], "the open one is not there");
    assert_eq!(rows(&image, &costs(), "roi", &april(), now()).unwrap().total, 2);
    for entry in &CATALOG {
        assert!(rows(&image, &costs(), entry.key, &april(), now()).is_some(), "{}", entry.key);
    }
    assert!(rows(&image, &costs(), "unknown", &april(), now()).is_none());
}

#[test]
fn goals_and_baselines_are_for_the_period() {
    let mut world = world();
    let goal = |kpi: &str, target: f64, baseline: f64| json!({"kpi": kpi, "target": target, "baseline": baseline});
    world.define(DefinitionKind::Goal, "g1", goal("conversions", 60.875, 30.4375));
    world.define(DefinitionKind::Goal, "g2", goal("revenue", 1_000.0, 1.0));
    world.define(DefinitionKind::Goal, "g3", goal("unsubscribe_rate", 0.1, 0.5));
    world.define(DefinitionKind::Goal, "g4", goal("close_rate", 0.6, 0.9));
    let image = world.image();
    let report = april_report(&image, &costs());
    let of = |key| (kpi(&report, key).goal, kpi(&report, key).goal_state, kpi(&report, key).baseline);
    // No history: as typed in. 30 days of an average month of 30.4375.
    let (goal, state, baseline) = of("conversions");
    assert!(close(goal, Some(60.0)) && close(baseline, Some(30.0)), "{goal:?} {baseline:?}");
    assert_eq!(state, Some(GoalState::Missed));
    // History: 300 in the 90 days before go-live, over what was typed in.
    let (goal, state, baseline) = of("revenue");
    assert!(close(goal, Some(1_000.0 * 30.0 / 30.4375)) && close(baseline, Some(100.0)), "{goal:?} {baseline:?}");
    assert_eq!(state, Some(GoalState::Reached));
    // Rates do not scale; lower is better for this one.
    assert_eq!(of("unsubscribe_rate"), (Some(0.1), Some(GoalState::Missed), Some(0.5)));
    assert_eq!(of("close_rate"), (Some(0.6), Some(GoalState::Near), Some(1.0)));
    assert_eq!(of("aqls"), (None, None, None));
    assert_eq!(kpi(&report, "revenue").previous, Some(300.0));
    assert_eq!(
        (report.period.previous_from.as_str(), report.period.previous_to.as_str()),
        ("2026-03-02", "2026-03-31")
    );
}

#[test]
fn a_purchase_without_an_opportunity_is_revenue_of_its_source() {
    let mut world = World::default();
    world.settings("2026-04-01");
    world.contact(1, "ana", Relationship::Prospect, None);
    world.bought(1, "04-02 10:00", eur(7), &[]);
    let report = april_report(&world.image(), &[]);
    assert_eq!(kpi(&report, "revenue").value, Some(7.0));
    assert_eq!(kpi(&report, "roi").details[0].value, Some(0.0), "direct is no source of marketing's");
}
