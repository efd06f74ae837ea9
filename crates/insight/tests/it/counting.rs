//! What counts once: a recipient, a visit; and what is said because it can't be counted.

use crate::figures::{check, close};
use crate::golden::{april, april_report, costs, kpi, now, world};
use crate::world::{Of, World};
use insight::kpi::rows;
use model::activity::kind;
use model::record::OpportunityOutcome;
use model::*;

#[test]
fn a_won_deal_without_amount_is_said_and_the_rest_counts() {
    let mut world = world();
    let of = || Of::Contact { contact: 2, source: "inbound" };
    world.opportunity(8, of(), None, OpportunityOutcome::Won, "04-20 10:00");
    let report = april_report(&world.clone().image(), &costs());
    let revenue = kpi(&report, "revenue");
    let parts = [("deals", 3.0), ("mean_deal", 600.0), ("marketing_sourced", 1_050.0), ("other", 200.0)];
    check(revenue, 1_250.0, None, &parts);
    assert_eq!(revenue.warnings, ["1 won deal has no amount and is not in this figure; add its amount"]);
    assert!(close(kpi(&report, "roi").value, Some(713.0 / 337.0)));
    assert_eq!(kpi(&report, "roi").warnings.len(), 1);
    assert!(kpi(&report, "close_rate").warnings.is_empty());
    world.opportunity(9, Of::Contact { contact: 2, source: "cold_call" }, None, OpportunityOutcome::Won, "04-21 10:00");
    let report = april_report(&world.clone().image(), &costs());
    assert!(kpi(&report, "revenue").warnings[0].starts_with("2 won deals have no amount"));
    assert_eq!(kpi(&report, "roi").warnings.len(), 1, "the other is not marketing's");
    // In a period without any of them nothing is said.
    let march =
        insight::Period::new("2026-03-02".parse().unwrap(), "2026-03-31".parse().unwrap(), "Europe/Madrid").unwrap();
    assert!(kpi(&insight::kpi::report(&world.clone().image(), &[], &march, now()), "revenue").warnings.is_empty());
}

#[test]
fn an_email_sent_again_is_one_recipient_with_answers_of_its_own() {
    let mut world = World::default();
    world.settings("2026-04-01");
    for contact in [1, 2] {
        world.contact(contact, "ana", Relationship::Prospect, None);
    }
    // Before the period: sent, opened and clicked.
    world.sent(1, "03-20 10:00", "guide", "spring", false);
    world.answered(1, kind::EMAIL_OPENED, "03-20 11:00", "guide");
    world.answered(1, kind::EMAIL_CLICKED, "03-20 11:01", "guide");
    // In the period twice to one contact, who opens each, and once to another.
    for when in ["04-10 10:00", "04-20 10:00"] {
        world.sent(1, when, "guide", "spring", false);
    }
    world.sent(2, "04-10 10:00", "guide", "spring", false);
    let report = april_report(&world.clone().image(), &[]);
    assert_eq!(kpi(&report, "open_rate").numerator, Some(0.0), "March's opening is March's");
    for when in ["04-10 11:00", "04-10 12:00", "04-20 11:00"] {
        world.answered(1, kind::EMAIL_OPENED, when, "guide");
    }
    let image = world.clone().image();
    let report = april_report(&image, &[]);
    let open_rate = kpi(&report, "open_rate");
    assert_eq!((open_rate.numerator, open_rate.denominator), (Some(1.0), Some(2.0)));
    assert_eq!(open_rate.details[0].value, Some(0.0), "nor is March's click April's");
    assert!(open_rate.series.iter().all(|day| day.value.is_none_or(|rate| rate <= 1.0)));
    assert_eq!((open_rate.series[9].value, open_rate.series[19].value), (Some(0.5), Some(1.0)));
    assert_eq!(rows(&image, &[], "open_rate", &april(), now()).unwrap().total, 2);
    // A send that bounced does not undo the one that arrived.
    world.answered(1, kind::EMAIL_BOUNCED, "04-20 10:01", "guide");
    assert_eq!(kpi(&april_report(&world.clone().image(), &[]), "open_rate").denominator, Some(2.0));
}

#[test]
fn the_pages_of_a_session_are_one_visit_with_it() {
    let mut world = World::default();
    world.settings("2026-04-01");
    world.contact(1, "ana", Relationship::Prospect, None);
    let visits = |world: &World| kpi(&april_report(&world.clone().image(), &[]), "site_traffic").value;
    world.did(1, kind::SESSION, "04-05 10:00", "", &[]);
    world.did(1, kind::PAGE_VIEWED, "04-05 10:01", "/", &[]);
    world.did(1, kind::PAGE_VIEWED, "04-05 10:02", "/pricing", &[]);
    assert_eq!(visits(&world), Some(1.0));
    world.did(1, kind::SESSION, "04-05 18:00", "", &[]);
    assert_eq!(visits(&world), Some(2.0), "two sessions are two visits");
    world.did(1, kind::PAGE_VIEWED, "04-06 10:00", "/", &[]);
    world.visited(7, "04-05 10:00", &[]);
    assert_eq!(visits(&world), Some(4.0), "another day, another browser");
}
