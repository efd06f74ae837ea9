//! April 2026 of a small company, of which every figure can be counted by hand.

use crate::world::{Of, World, at, day, eur};
use audience::Image;
use insight::Period;
use insight::kpi::{Kpi, KpiReport, report};
use model::activity::kind;
use model::cost::{Cost, CostCategory};
use model::record::OpportunityOutcome::{Lost, Open, Won};
use model::*;
use serde_json::json;

pub fn april() -> Period {
    Period::new("2026-04-01".parse().unwrap(), "2026-04-30".parse().unwrap(), "Europe/Madrid").unwrap()
}

pub fn now() -> Timestamp {
    at("05-10 12:00")
}

pub fn image() -> Image {
    world().image()
}

/// The world before it is folded, for tests that add to it.
pub fn world() -> World {
    let mut world = World::default();
    world.settings("2026-04-01");
    programs(&mut world);
    people(&mut world);
    mail(&mut world);
    website(&mut world);
    sales(&mut world);
    world
}

fn programs(world: &mut World) {
    let program =
        |owner: &str, does: serde_json::Value| json!({"label": "P", "channel": "Email", "owner": owner, "does": does});
    let batch = json!({"batch": {"segment": "all", "email": "guide"}});
    world.define(DefinitionKind::Program, "spring", program("ANA@siembra.example", batch));
    let trigger = json!({"trigger": {"when": {"kind": ["form_submitted"]}, "steps": [{"send": {"email": "hello"}}]}});
    world.define(DefinitionKind::Program, "welcome", program("bo@siembra.example", trigger));
    let nurture = json!({"nurture": {"audience": {"all": []}, "dormant_days": 90, "categories": [], "mid_at": 30,
        "late_at": 60, "hysteresis": 5, "every_days": 7, "hour": 9}});
    world.define(DefinitionKind::Program, "drip", program("", nurture));
    world.define(DefinitionKind::Segment, "all", json!({"label": "All", "filter": {"all": []}}));
}

/// 1–4 count; 5 is a test, 6 an employee, 7 a competitor.
fn people(world: &mut World) {
    world.account(1, "Acme", Relationship::Prospect);
    world.account(2, "Rival", Relationship::Competitor);
    for (id, name) in [(1, "ana"), (2, "bo"), (3, "cy"), (4, "di")] {
        world.contact(id, name, Relationship::Prospect, (id == 1).then_some(1));
    }
    world.contact(5, "test", Relationship::Test, None);
    world.contact(6, "employee", Relationship::Employee, None);
    world.contact(7, "rival", Relationship::Competitor, None);
    world.change(Change::Segment { segment: "all".into(), entered: (1..=7).map(ContactId).collect(), left: vec![] });
}

fn mail(world: &mut World) {
    for contact in 1..=7 {
        world.sent(contact, "04-10 10:00", "guide", "spring", false);
    }
    world.sent(1, "04-11 10:00", "hello", "welcome", false);
    world.sent(2, "04-12 10:00", "receipt", "receipts", true);
    world.answered(4, kind::EMAIL_BOUNCED, "04-10 10:01", "guide");
    for (contact, when, email) in [
        (1, "04-10 11:00", "guide"),
        (1, "04-20 11:00", "guide"),
        (1, "04-11 11:00", "hello"),
        (2, "05-02 11:00", "guide"), // later, and still of April's mail
        (2, "04-12 11:00", "receipt"),
        (5, "04-10 11:00", "guide"),
    ] {
        world.answered(contact, kind::EMAIL_OPENED, when, email);
    }
    for (contact, when, email) in [
        (1, "04-10 11:01", "guide"),
        (1, "04-12 11:01", "guide"),
        (3, "05-03 11:01", "guide"),
        (2, "04-12 11:01", "receipt"),
    ] {
        world.answered(contact, kind::EMAIL_CLICKED, when, email);
    }
    world.answered(3, kind::UNSUBSCRIBED, "04-30 12:00", "guide");
    world.answered(2, kind::UNSUBSCRIBED, "04-30 12:00", "receipt");
    world.did(1, kind::PROGRAM_ACTED, "04-11 10:00", "welcome", &[]);
    world.did(2, kind::PROGRAM_ACTED, "04-13 10:00", "drip", &[]);
}

fn website(world: &mut World) {
    let visitor = |id: i64| Visitor {
        id: VisitorId(id),
        anonymous_id: format!("b{id}"),
        contact: None,
        created_at: at("04-01 00:00"),
    };
    world.change(Change::Visitor(visitor(1)));
    let google = [("referrer", Value::text("https://www.google.com/search"))];
    world.visited(1, "04-05 10:00", &google);
    world.visited(1, "04-05 10:05", &[]);
    world.visited(1, "04-05 22:00", &[]);
    world.visited(1, "04-06 10:00", &[]);
    let newsletter = [("utm_source", Value::text("Newsletter"))];
    world.did(1, kind::PAGE_VIEWED, "04-05 23:30", "/pricing", &newsletter);
    world.did(1, kind::PAGE_VIEWED, "04-06 00:30", "/pricing", &newsletter);
    world.did(2, kind::SESSION, "04-07 10:00", "", &[]);
    world.did(5, kind::PAGE_VIEWED, "04-07 10:00", "/pricing", &[]);
    world.did(1, kind::FORM_SUBMITTED, "04-08 10:00", "demo", &[]);
    world.did(2, kind::CONVERSION, "04-09 10:00", "trial", &[]);
    world.did(6, kind::FORM_SUBMITTED, "04-09 10:00", "demo", &[]);
}

fn sales(world: &mut World) {
    world.lead(1, 1, "inbound", &[("new", "04-01 10:00"), ("aql", "04-08 10:00")]);
    world.lead(2, 2, "inbound", &[("new", "04-01 10:00"), ("aql", "04-03 10:00"), ("won", "04-17 10:00")]);
    world.lead(3, 5, "inbound", &[("new", "04-01 10:00"), ("aql", "04-03 10:00")]);
    world.lead(4, 3, "event", &[("new", "04-02 10:00")]);
    for (contact, when) in [(1, "04-08 10:01"), (2, "04-09 10:01"), (5, "04-09 10:01")] {
        world.did(contact, kind::LEAD_QUALIFIED, when, "", &[]);
    }
    world.did(1, kind::LEAD_ASSIGNED, "04-08 10:02", "", &[]);
    world.did(2, kind::LEAD_ASSIGNED, "04-09 10:02", "", &[]);
    world.did(1, kind::LEAD_ACCEPTED, "04-09 11:00", "", &[]);
    let dollars = Money { minor: 40_000, currency: Currency::USD };
    world.opportunity(1, Of::Lead { account: 1, lead: 1 }, Some(eur(1_000)), Won, "04-15 10:00");
    world.opportunity(2, Of::Contact { contact: 2, source: "cold_call" }, Some(dollars), Won, "04-16 10:00");
    world.opportunity(3, Of::Lead { account: 1, lead: 2 }, Some(eur(80)), Lost, "04-17 10:00");
    world.opportunity(4, Of::Lead { account: 1, lead: 1 }, Some(eur(9_999)), Open, "");
    world.opportunity(5, Of::Contact { contact: 5, source: "inbound" }, Some(eur(5_000)), Won, "04-17 10:00");
    world.opportunity(6, Of::Account(2), Some(eur(700)), Won, "04-17 10:00");
    world.opportunity(7, Of::Lead { account: 1, lead: 1 }, Some(eur(300)), Won, "03-10 10:00");
    world.bought(3, "04-18 10:00", eur(50), &[("source", Value::text("Inbound"))]);
    world.bought(1, "04-15 10:00", eur(1_000), &[("opportunity", Value::text("opp_00000001"))]);
}

/// April's share: 300 + 10 of 310 + 27 of 54 (60 dollars at 0.9, half of their days).
pub fn costs() -> Vec<Cost> {
    let dollars = Money { minor: 6_000, currency: Currency::USD };
    vec![
        cost(CostCategory::Program, eur(300), "2026-04-01", "2026-04-30"),
        cost(CostCategory::Staff, eur(310), "2026-04-30", "2026-05-30"),
        cost(CostCategory::Software, dollars, "2026-03-02", "2026-04-30"),
    ]
}

pub fn cost(category: CostCategory, amount: Money, from: &str, to: &str) -> Cost {
    Cost { id: CostId(1), category, label: "Cost".into(), amount, from_day: day(from), to_day: day(to), program: None }
}

pub fn april_report(image: &Image, costs: &[Cost]) -> KpiReport {
    report(image, costs, &april(), now())
}

pub fn kpi<'r>(report: &'r KpiReport, key: &str) -> &'r Kpi {
    report.groups.iter().flat_map(|group| &group.kpis).find(|kpi| kpi.key == key).unwrap()
}
