//! The starter instance as the company of the demo has it: its name, currency and go-live day, its reps, its goals.

use crate::generate::GENERATED;
use crate::script::Plan;
use crate::users::{DOMAIN, DemoUser, territory};
use crate::world::World;
use instance::Document;
use model::definition::{Assignment, AssignmentRule, Body, DefinitionKind, Goal, MAIN, Program, Rate, Settings};
use model::filter::{FieldTest, Op};
use model::user::Role;
use model::value::date_of_day;
use model::{Currency, DAY, Field, FieldType, Filter, Object};
use serde::Serialize;
use serde_json::Value as Json;

/// All definitions of the demo, in an order in which they can be published.
pub fn definitions(world: &World, plan: &Plan, users: &[DemoUser]) -> Vec<Document> {
    let mut documents = instance::starter();
    for document in &mut documents {
        let changed = match Body::parse(document.kind, &document.body) {
            Ok(Body::Settings(body)) => json(&settings(body, plan)),
            Ok(Body::Assignment(body)) => json(&assignment(body, users)),
            Ok(Body::Program(body)) => json(&Program { owner: format!("marketer@{DOMAIN}"), ..body }),
            Ok(Body::Goal(body)) => json(&goal(body, world, plan)),
            _ => continue,
        };
        document.body = changed;
    }
    if !plan.as_of {
        let place = documents.iter().position(|document| document.kind == DefinitionKind::Field).unwrap_or_default();
        documents.splice(place..place, [Object::Lead, Object::Opportunity].map(generated));
    }
    debug_assert!(documents.iter().any(|document| document.kind == DefinitionKind::Settings && document.key == MAIN));
    documents
}

/// The field that says of a record that the demo made it up.
fn generated(object: Object) -> Document {
    let field = Field {
        object,
        key: GENERATED.into(),
        field_type: FieldType::Boolean,
        label: "Generated for the demo".into(),
        description: "Made up: not in the tables of the demo's world, and not in its proof.".into(),
        owner: "Marketing operations".into(),
        personal: false,
        default: None,
        choices: Vec::new(),
        builtin: false,
    };
    Document { kind: DefinitionKind::Field, key: format!("{}.{GENERATED}", object.as_str()), body: json(&field) }
}

fn json<T: Serialize>(body: &T) -> Json {
    serde_json::to_value(body).unwrap_or_default()
}

fn settings(body: Settings, plan: &Plan) -> Settings {
    let live = i32::try_from(plan.go_live().utc_day()).unwrap_or_default();
    let begin = i32::try_from(plan.first.0 / DAY).unwrap_or_default();
    let rate = |currency: Currency, rate: &str| Rate {
        currency,
        date: date_of_day(begin - 400).to_string(),
        rate: rate.into(),
    };
    Settings {
        company: "Procuralia".into(),
        postal_address: "14 Harbour Yard, London E1W 0QQ, United Kingdom".into(),
        sender_name: "Procuralia".into(),
        sender_address: format!("hello@{DOMAIN}"),
        currency: Currency::USD,
        zone: "Europe/London".into(),
        go_live: date_of_day(live).to_string(),
        marketing_sources: vec!["inbound_marketing".into(), "partner_referral".into()],
        tracking: model::definition::Tracking::default(),
        rates: vec![rate(Currency::EUR, "1.08"), rate(Currency(*b"GBP"), "1.27")],
        ..body
    }
}

/// The starter's rules with the reps of the world in the place of the placeholders.
fn assignment(body: Assignment, users: &[DemoUser]) -> Assignment {
    let reps: Vec<&DemoUser> = users.iter().filter(|user| user.role == Role::Sales).collect();
    let of = |country: Option<&str>| -> Vec<String> {
        let sells = |place: usize| country.is_none_or(|country| territory(place) == country);
        reps.iter().enumerate().filter(|(place, _)| sells(*place)).map(|(_, rep)| rep.email.clone()).collect()
    };
    let in_turn = |label: &str, country: Option<&str>, when: Filter| {
        let emails = of(country);
        let to = model::definition::AssignTo::RoundRobin(emails.clone());
        (!emails.is_empty()).then(|| AssignmentRule { label: label.into(), when, to, sla_hours: 8 })
    };
    let lies_in = |countries: &[&str]| {
        let values = countries.iter().map(|country| Json::from(*country)).collect();
        Filter::Field(FieldTest { of: Object::Account, key: "country".into(), op: Op::Is, values })
    };
    let mut rules: Vec<AssignmentRule> = body.rules.into_iter().take(1).collect();
    rules.extend(in_turn("Territory: the Americas", Some("US"), lies_in(&["US", "CA", "MX"])));
    rules.extend(in_turn("Territory: the British Isles", Some("GB"), lies_in(&["GB", "IE"])));
    rules.extend(in_turn("Everybody else, in turn", None, Filter::everyone()));
    Assignment { rules, ..body }
}

/// Goals in proportion to the world. The months before go-live are in the history and need no typed baseline, except
/// for triggers, of which there were none.
fn goal(body: Goal, world: &World, plan: &Plan) -> Goal {
    let months = ((plan.last.0 - plan.first.0) / DAY + 1) as f64 / 30.4;
    let won: Vec<i64> = world
        .opportunities
        .iter()
        .filter(|row| row.closed.is_some_and(|(won, _)| won))
        .filter_map(|row| row.amount)
        .collect();
    let (revenue, deals) = (won.iter().sum::<i64>() as f64, won.len().max(1) as f64);
    let lost = world.opportunities.iter().filter(|row| row.closed.is_some_and(|(won, _)| !won)).count() as f64;
    let leads = world.leads.len() as f64;
    let target = match body.kpi.as_str() {
        "emails_sent" => 2_500.0,
        "quality_triggers" => 2.0,
        "site_traffic" => 1_500.0,
        "conversions" => leads * 0.012,
        "aqls" => leads * 0.012,
        "leads_handed" => leads * 0.01,
        "revenue" => rounded(revenue / months),
        "cost_per_customer" => rounded(revenue / deals * 0.14),
        // A tenth more than the world as a whole.
        "close_rate" => (((deals / (deals + lost)) * 20.0).round() / 20.0 + 0.1).min(0.95),
        _ => return Goal { baseline: None, ..body },
    };
    let baseline = (body.kpi == "quality_triggers").then_some(1.0);
    Goal { target: Some(target.max(0.01)), baseline, ..body }
}

/// To two significant digits, as goals are.
fn rounded(amount: f64) -> f64 {
    let unit = 10f64.powf((amount.max(1.0)).log10().floor() - 1.0);
    (amount / unit).round() * unit
}
