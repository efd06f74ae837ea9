//! The rows behind a KPI: what exactly was counted.

use super::answers::Answers;
use super::facts::{Closed, Facts, Happened};
use super::figures::reached;
use super::types::{KpiColumn, KpiRows};
use crate::Period;
use crate::period::Range;
use audience::Image;
use model::cost::Cost;
use model::{Body, ContactId, DefinitionKind, Timestamp, Value};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Most rows shown.
const MOST: usize = 500;

/// The latest rows of a KPI in a period; `None` when there is no such KPI.
pub fn rows(image: &Image, costs: &[Cost], key: &str, period: &Period, now: Timestamp) -> Option<KpiRows> {
    let facts = Facts::read(image, costs, period.range(), now);
    let range = period.range();
    Some(match key {
        "emails_sent" => happened(image, key, facts.sent.within(range).iter()),
        "quality_triggers" => programs(image, key, &facts, range),
        "open_rate" | "unsubscribe_rate" => recipients(image, key, &facts, range),
        "site_traffic" => happened(image, key, facts.visits.within(range).iter()),
        "conversions" => happened(image, key, facts.conversions.within(range).iter()),
        "aqls" => steps(image, key, facts.qualified.within(range).iter()),
        "leads_handed" => steps(image, key, facts.assigned.within(range).iter()),
        "cost_per_customer" => closed(image, key, facts.closed.within(range).iter().filter(|closed| closed.won)),
        "revenue" | "roi" => {
            let won = facts.closed.within(range).iter().filter(|closed| closed.won);
            closed(
                image,
                key,
                won.chain(facts.purchases.within(range)).filter(|closed| key == "revenue" || closed.marketing),
            )
        }
        "close_rate" => closed(image, key, facts.closed.within(range).iter().filter(|closed| closed.marketing)),
        _ => return None,
    })
}

fn columns(of: &[(&str, &str, &str)]) -> Vec<KpiColumn> {
    let column = |(key, label, column_type): &(&str, &str, &str)| KpiColumn {
        key: (*key).into(),
        label: (*label).into(),
        column_type: (*column_type).into(),
    };
    of.iter().map(column).collect()
}

fn page(key: &str, columns: Vec<KpiColumn>, mut rows: Vec<Vec<Json>>) -> KpiRows {
    let total = rows.len();
    rows.reverse();
    rows.truncate(MOST);
    KpiRows { key: key.to_string(), columns, truncated: total > MOST, total: total as u64, rows }
}

fn contact(image: &Image, contact: Option<ContactId>) -> Json {
    match contact.and_then(|contact| image.contact(contact)) {
        Some(contact) => json!({"id": contact.id.to_string(), "name": contact.name()}),
        None => Json::Null,
    }
}

/// What is not so is left empty.
fn flag(holds: bool) -> Json {
    json!(holds.then_some(true))
}

fn happened<'f>(image: &Image, key: &str, of: impl Iterator<Item = &'f Happened>) -> KpiRows {
    let columns = columns(&[
        ("at", "When", "time"),
        ("contact", "Contact", "contact"),
        ("kind", "What", "kind"),
        ("asset", "Concerning", "text"),
        ("by", "Program or source", "text"),
    ]);
    let mut rows: Vec<(Timestamp, Vec<Json>)> = of
        .map(|row| {
            (row.at, vec![json!(row.at), contact(image, row.contact), json!(row.kind), json!(row.asset), json!(row.by)])
        })
        .collect();
    rows.sort_by_key(|(at, _)| *at);
    page(key, columns, rows.into_iter().map(|(_, row)| row).collect())
}

/// Steps of leads, each with the sales cycle in which it was taken: the latest that had begun.
fn steps<'f>(image: &Image, key: &str, of: impl Iterator<Item = &'f Happened>) -> KpiRows {
    let columns = columns(&[
        ("at", "When", "time"),
        ("contact", "Contact", "contact"),
        ("lead", "Lead from", "lead"),
        ("kind", "What", "kind"),
        ("account", "Account", "account"),
    ]);
    let row = |step: &Happened| {
        let leads = step.contact.map(|contact| image.leads_of(contact)).unwrap_or_default().into_iter();
        let begun = leads.filter_map(|lead| image.lead(lead)).filter(|lead| lead.started_at <= step.at);
        let lead = begun.max_by_key(|lead| (lead.started_at, lead.id));
        let account = lead.as_ref().and_then(|lead| lead.account).and_then(|account| image.account(account));
        vec![
            json!(step.at),
            contact(image, step.contact),
            lead.map_or(Json::Null, |lead| json!({"id": lead.id.to_string(), "name": lead.source})),
            json!(step.kind),
            account.map_or(Json::Null, |account| json!({"id": account.id.to_string(), "name": account.name()})),
        ]
    };
    let mut steps: Vec<&Happened> = of.collect();
    steps.sort_by_key(|step| step.at);
    page(key, columns, steps.into_iter().map(row).collect())
}

/// One row for each program that acted: as many as the figure says.
fn programs(image: &Image, key: &str, facts: &Facts, range: Range) -> KpiRows {
    let columns = columns(&[
        ("program", "Program", "text"),
        ("acted", "Times it acted", "count"),
        ("sends", "Mails sent", "count"),
        ("at", "Last", "time"),
    ]);
    let mut programs: BTreeMap<&str, (usize, usize, Timestamp)> = BTreeMap::new();
    let (acted, sent) = (facts.acted.within(range), facts.sent.within(range));
    for (happened, sends) in acted.iter().map(|acted| (acted, 0)).chain(sent.iter().map(|sent| (sent, 1))) {
        if facts.triggered.contains(&happened.by) {
            let of = programs.entry(&happened.by).or_insert((0, 0, happened.at));
            *of = (of.0 + 1 - sends, of.1 + sends, of.2.max(happened.at));
        }
    }
    let label = |program: &str| match image.definition(DefinitionKind::Program, program).map(|found| &found.body) {
        Some(Body::Program(found)) => found.label.clone(),
        _ => program.to_string(),
    };
    let mut rows: Vec<_> = programs.into_iter().collect();
    rows.sort_by_key(|(_, (_, _, last))| *last);
    let row = |(program, (acted, sends, last)): (&str, (usize, usize, Timestamp))| {
        vec![json!(label(program)), json!(acted), json!(sends), json!(last)]
    };
    page(key, columns, rows.into_iter().map(row).collect())
}

/// One row for each recipient that was reached, by its last send.
fn recipients(image: &Image, key: &str, facts: &Facts, range: Range) -> KpiRows {
    let columns = columns(&[
        ("at", "Sent", "time"),
        ("contact", "Contact", "contact"),
        ("email", "Email", "text"),
        ("program", "Program", "text"),
        ("opened", "Opened", "flag"),
        ("clicked", "Clicked", "flag"),
        ("unsubscribed", "Unsubscribed", "flag"),
    ]);
    let reached = reached(facts, range);
    let row = |sent: &Happened| {
        let recipient = (sent.contact?, sent.asset.clone());
        let sends = reached.sends(&recipient).filter(|sends| sends.last() == Some(&sent.at) && !sent.operational)?;
        let answered = |answers: &Answers| flag(answers.to(&recipient, sends) > 0);
        Some(vec![
            json!(sent.at),
            contact(image, sent.contact),
            json!(sent.asset),
            json!(sent.by),
            answered(&facts.opened),
            answered(&facts.clicked),
            answered(&facts.unsubscribed),
        ])
    };
    page(key, columns, facts.sent.within(range).iter().filter_map(row).collect())
}

fn closed<'f>(image: &Image, key: &str, of: impl Iterator<Item = &'f Closed>) -> KpiRows {
    let columns = columns(&[
        ("at", "Closed", "time"),
        ("opportunity", "Opportunity", "opportunity"),
        ("account", "Account", "account"),
        ("contact", "Contact", "contact"),
        ("outcome", "Outcome", "outcome"),
        ("value", "Value", "money"),
        ("source", "Lead source", "text"),
        ("marketing", "Marketing-sourced", "flag"),
    ]);
    let row = |closed: &Closed| {
        let named = image.opportunity(closed.id).map(|opportunity| {
            let name = opportunity.fields.get("name").and_then(Value::as_text).map(str::to_string);
            json!({"id": closed.id.to_string(), "name": name.unwrap_or_else(|| closed.id.to_string())})
        });
        let account = closed.account.and_then(|account| image.account(account));
        vec![
            json!(closed.at),
            named.unwrap_or(Json::Null),
            account.map_or(Json::Null, |account| json!({"id": account.id.to_string(), "name": account.name()})),
            contact(image, closed.contact),
            json!(if closed.won { "won" } else { "lost" }),
            json!(closed.value),
            json!(closed.source),
            flag(closed.marketing),
        ]
    };
    page(key, columns, of.map(row).collect())
}
