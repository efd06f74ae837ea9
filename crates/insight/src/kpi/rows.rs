//! The rows behind a KPI: what exactly was counted.

use super::facts::{Closed, Facts, Happened};
use super::types::{KpiColumn, KpiRows};
use crate::Period;
use audience::Image;
use model::cost::Cost;
use model::{ContactId, Timestamp, Value};
use serde_json::{Value as Json, json};

/// Most rows shown.
const MOST: usize = 500;

/// The latest rows of a KPI in a period; `None` when there is no such KPI.
pub fn rows(image: &Image, costs: &[Cost], key: &str, period: &Period, now: Timestamp) -> Option<KpiRows> {
    let facts = Facts::read(image, costs, period.range(), now);
    let range = period.range();
    Some(match key {
        "emails_sent" => happened(image, key, facts.sent.within(range).iter()),
        "quality_triggers" => {
            let triggered = |sent: &&Happened| facts.triggered.contains(&sent.by);
            happened(image, key, facts.sent.within(range).iter().chain(facts.acted.within(range)).filter(triggered))
        }
        "open_rate" | "unsubscribe_rate" => recipients(image, key, &facts, facts.sent.within(range)),
        "site_traffic" => happened(image, key, facts.visits.within(range).iter()),
        "conversions" => happened(image, key, facts.conversions.within(range).iter()),
        "aqls" => happened(image, key, facts.qualified.within(range).iter()),
        "leads_handed" => happened(image, key, facts.assigned.within(range).iter()),
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

fn happened<'f>(image: &Image, key: &str, of: impl Iterator<Item = &'f Happened>) -> KpiRows {
    let columns = columns(&[
        ("at", "When", "time"),
        ("contact", "Contact", "contact"),
        ("kind", "What", "text"),
        ("asset", "Concerning", "text"),
        ("by", "Program or source", "text"),
    ]);
    let mut rows: Vec<(Timestamp, Vec<Json>)> = of
        .map(|row| {
            let what = model::activity::kind::label(row.kind);
            (row.at, vec![json!(row.at), contact(image, row.contact), json!(what), json!(row.asset), json!(row.by)])
        })
        .collect();
    rows.sort_by_key(|(at, _)| *at);
    page(key, columns, rows.into_iter().map(|(_, row)| row).collect())
}

fn recipients(image: &Image, key: &str, facts: &Facts, sent: &[Happened]) -> KpiRows {
    let columns = columns(&[
        ("at", "Sent", "time"),
        ("contact", "Contact", "contact"),
        ("email", "Email", "text"),
        ("program", "Program", "text"),
        ("opened", "Opened", "text"),
        ("clicked", "Clicked", "text"),
        ("unsubscribed", "Unsubscribed", "text"),
    ]);
    let yes = |yes: bool| json!(if yes { "yes" } else { "" });
    let rows = sent.iter().filter(|sent| !sent.operational).filter_map(|sent| {
        let pair = (sent.contact?, sent.asset.clone());
        Some(vec![
            json!(sent.at),
            contact(image, sent.contact),
            json!(sent.asset),
            json!(sent.by),
            yes(facts.opened.contains(&pair)),
            yes(facts.clicked.contains(&pair)),
            yes(facts.unsubscribed.contains(&pair)),
        ])
    });
    page(key, columns, rows.collect())
}

fn closed<'f>(image: &Image, key: &str, of: impl Iterator<Item = &'f Closed>) -> KpiRows {
    let columns = columns(&[
        ("at", "Closed", "time"),
        ("opportunity", "Opportunity", "opportunity"),
        ("account", "Account", "account"),
        ("contact", "Contact", "contact"),
        ("outcome", "Outcome", "text"),
        ("value", "Value", "money"),
        ("source", "Lead source", "text"),
        ("marketing", "Marketing-sourced", "text"),
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
            json!(if closed.marketing { "yes" } else { "" }),
        ]
    };
    page(key, columns, of.map(row).collect())
}
