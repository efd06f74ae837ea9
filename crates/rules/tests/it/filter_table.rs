//! `docs/filters.md` is what the product does: every row of its tables is tried.

use crate::world::at;
use model::filter::Op;
use model::{Timestamp, Value};
use rules::calendar::Local;
use rules::compare;
use serde_json::Value as Json;
use std::collections::BTreeSet;

const DOCS: &str = include_str!("../../../../docs/filters.md");
const NOW: &str = "2026-03-08";
const UTC: Local<'static> = Local::UTC;

const EVERY: &str = "is is_not contains not_contains starts_with ends_with known unknown empty at_least at_most \
                     more_than less_than between before after in_last_days in_next_days in_this in_previous in_next \
                     anniversary_in_next_days anniversary_in_last_days";

/// The rows of a table, cell by cell, its heading first.
fn table(name: &str) -> Vec<Vec<String>> {
    let (_, rest) = DOCS.split_once(&format!("<!-- table: {name} -->\n")).expect("the table is there");
    let rows = rest.lines().take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect();
    rows.filter(|line| !line.starts_with("|--")).map(cells).collect()
}

/// The texts between backticks.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(String::from).collect()
}

/// Tries each row; returns the operators seen.
fn try_table(name: &str, value_of: fn(&str) -> Option<Value>, wanted_of: fn(&str) -> Json) -> BTreeSet<String> {
    let rows = table(name);
    let columns: Vec<Option<Value>> = rows[0][2..].iter().map(|heading| value_of(heading)).collect();
    assert!(rows.len() > 9, "the table {name} was not found whole");
    for row in &rows[1..] {
        let op: Op = serde_json::from_value(Json::from(row[0].as_str())).unwrap();
        let wanted: Vec<Json> = quoted(&row[1]).iter().map(|text| wanted_of(text)).collect();
        for (value, cell) in columns.iter().zip(&row[2..]) {
            let holds = compare::field(op, value.as_ref(), &wanted, at(NOW), UTC).holds;
            assert_eq!(if holds { "yes" } else { "no" }, cell, "{name}: {} {} of {value:?}", row[0], row[1]);
        }
    }
    rows[1..].iter().map(|row| row[0].clone()).collect()
}

#[test]
fn every_row_of_the_tables_is_so() {
    let text = |heading: &str| match heading {
        "unknown" => None,
        "empty" => Some(Value::text("")),
        quoted => Some(Value::text(quoted.trim_matches('`'))),
    };
    let mut seen = try_table("text", text, |text| Json::from(text));
    let integer = |heading: &str| heading.trim_matches('`').parse().ok().map(Value::Integer);
    let number = |text: &str| serde_json::from_str(text).unwrap();
    seen.extend(try_table("number", integer, number));
    let decimal = |heading: &str| model::Decimal::parse(heading.trim_matches('`')).map(Value::Decimal);
    try_table("number", decimal, number);
    let instant = |heading: &str| Timestamp::parse(heading.trim_matches('`')).map(Value::Instant);
    seen.extend(try_table("time", instant, |text| text.parse::<i64>().map_or_else(|_| Json::from(text), Json::from)));
    assert_eq!(seen, EVERY.split_whitespace().map(String::from).collect());
}

#[test]
fn money_yes_or_no_and_malformed_values_are_so() {
    let of = |heading: &str| money_of(heading.trim_matches('`'));
    try_table("money", of, |text| money_of(text).expect("an amount").to_json());
    let boolean = |heading: &str| heading.trim_matches('`').parse().ok().map(Value::Boolean);
    try_table("boolean", boolean, |text| Json::from(text == "true"));
    let sort = |heading: &str| match heading {
        "text `5`" => Some(Value::text("5")),
        "number `5`" => Some(Value::Integer(5)),
        "time `2026-03-05`" => Timestamp::parse("2026-03-05").map(Value::Instant),
        "yes or no `true`" => Some(Value::Boolean(true)),
        _ => None,
    };
    try_table("malformed", sort, |text| Json::from(text));
}

fn money_of(text: &str) -> Option<Value> {
    let (minor, code) = text.split_once(' ')?;
    Some(Value::money(minor.parse().ok()?, model::Currency::parse(code)?))
}

/// Every type with every operator: accepted where the table says so.
#[test]
fn the_table_of_types_and_operators_is_so() {
    let mut types = 0;
    for row in &table("fits")[1..] {
        for name in row[0].split(", ") {
            let field_type: model::FieldType = serde_json::from_value(Json::from(name)).unwrap();
            let listed: BTreeSet<&str> = row[1].split(", ").collect();
            for op in EVERY.split_whitespace() {
                let fits = rules::validate::op_fits(serde_json::from_value(Json::from(op)).unwrap(), field_type);
                assert_eq!(fits, listed.contains(op), "{op} for a field of type {name}");
            }
            types += 1;
        }
    }
    assert_eq!(types, 12, "a type is missing in the table");
}

#[test]
fn money_of_another_currency_is_neither_more_nor_less() {
    let euros = Value::money(500, model::Currency::EUR);
    let dollars = [serde_json::json!({"minor": 100, "currency": "USD"})];
    for op in [Op::Is, Op::AtLeast, Op::AtMost, Op::MoreThan, Op::LessThan] {
        assert!(!compare::holds(op, Some(&euros), &dollars), "{op:?}");
    }
    assert!(compare::holds(Op::IsNot, Some(&euros), &dollars));
    let cents = [serde_json::json!({"minor": 100, "currency": "EUR"})];
    assert!(compare::holds(Op::AtLeast, Some(&euros), &cents));
}

#[test]
fn a_date_counts_as_its_midnight() {
    let date = Some(Value::Date(at("2026-03-07").utc_day() as i32));
    let last_day = |now: &str| compare::field(Op::InLastDays, date.as_ref(), &[Json::from(1)], at(now), UTC).holds;
    assert!(!last_day("2026-03-06T23:59:59Z"));
    assert!(last_day("2026-03-07"));
    assert!(last_day("2026-03-07T23:59:59Z"));
    assert!(!last_day("2026-03-08"));
}

#[test]
fn yes_or_no_and_case_beyond_ascii() {
    let yes = Some(Value::Boolean(true));
    assert!(compare::holds(Op::Is, yes.as_ref(), &[Json::from(true)]));
    assert!(!compare::holds(Op::AtLeast, yes.as_ref(), &[Json::from(true)]));
    let city = Some(Value::text("ÅLESUND"));
    assert!(compare::holds(Op::Is, city.as_ref(), &[Json::from("Ålesund")]));
    assert!(compare::holds(Op::StartsWith, city.as_ref(), &[Json::from("ål")]));
    assert!(!compare::holds(Op::Is, city.as_ref(), &[Json::from("Alesund")]));
}
