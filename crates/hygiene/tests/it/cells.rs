//! Cells of every type, and what is said of those that cannot be read.

use hygiene::{ColumnRule, DateFormat, DecimalMark, parse_cell};
use model::Object;
use model::field::Choice;
use model::field::MAX_TEXT;
use model::{Currency, Field, FieldType};

fn field(field_type: FieldType) -> Field {
    let choices = [("gold", "Gold customer"), ("na", "N/A")];
    let choices = choices.map(|(key, label)| Choice { key: key.into(), label: label.into() }).to_vec();
    Field {
        object: Object::Contact,
        key: "f".into(),
        field_type,
        label: "F".into(),
        description: String::new(),
        owner: String::new(),
        personal: false,
        default: None,
        choices,
        builtin: false,
    }
}

fn comma() -> ColumnRule {
    ColumnRule {
        decimal_mark: Some(DecimalMark::Comma),
        date_format: Some(DateFormat::Dmy('/')),
        zone: Some("Europe/Oslo".into()),
        ..ColumnRule::default()
    }
}

fn read(cell: &str, rule: &ColumnRule, field_type: FieldType) -> Result<Option<String>, String> {
    parse_cell(cell, rule, &field(field_type)).map(|value| value.map(|v| v.to_string())).map_err(|p| p.to_string())
}

fn ok(text: &str) -> Result<Option<String>, String> {
    Ok(Some(text.into()))
}

#[test]
fn every_type_reads_its_cells() {
    use FieldType::*;
    let euros = ColumnRule { currency: Some(Currency::EUR), ..comma() };
    let norway = ColumnRule { country: Some("NO".into()), ..comma() };
    for (cell, rule, field_type, value) in [
        ("  Ola   Nordmann ", comma(), Text, "Ola Nordmann"),
        ("GOLD", comma(), Choice, "gold"),
        ("gold customer", comma(), Choice, "gold"),
        ("n/a", comma(), Choice, "na"),
        ("1.200", comma(), Integer, "1200"),
        ("12,5 kg", comma(), Decimal, "12.5"),
        ("€ 1.234,50", comma(), Money, "1234.50 EUR"),
        ("1.234,505", euros.clone(), Money, "1234.51 EUR"),
        ("-0,005", euros, Money, "-0.01 EUR"),
        ("NOK 5 000", comma(), Money, "5000.00 NOK"),
        ("31/12/2024", comma(), Date, "2024-12-31"),
        ("31/12/2024 12:00", comma(), Instant, "2024-12-31T11:00:00Z"),
        ("Sí", comma(), Boolean, "yes"),
        ("ANA@Example.com", comma(), Email, "ana@example.com"),
        ("22 33 44 55", norway, Phone, "+4722334455"),
        ("Acme.com", comma(), Url, "https://acme.com"),
        ("Noruega", comma(), Country, "NO"),
    ] {
        assert_eq!(read(cell, &rule, field_type), ok(value), "{cell}");
    }
}

#[test]
fn nothing_is_none() {
    for cell in ["", "  ", "n/a", "NULL", "-"] {
        assert_eq!(read(cell, &comma(), FieldType::Integer), Ok(None), "{cell}");
    }
}

#[test]
fn problems_say_what_is_wrong_and_what_to_do() {
    use FieldType::*;
    let none = ColumnRule::default();
    for (cell, rule, field_type, words) in [
        ("12.5", comma(), Decimal, "1234,5"),
        ("1.234", none.clone(), Decimal, "two ways"),
        ("12,5", comma(), Integer, "whole number"),
        ("31/02/2024", comma(), Date, "does not exist"),
        ("5", comma(), Money, "currency"),
        ("kr 5", comma(), Money, "several currencies"),
        ("perhaps", comma(), Boolean, "neither yes nor no"),
        ("silver", comma(), Choice, "Gold customer"),
        ("1,2E+10", comma(), Decimal, "spreadsheet"),
        ("$10M-$50M", comma(), Money, "not a number"),
        ("ask me", none, Phone, "default country"),
        ("Freedonia", comma(), Country, "not a country"),
    ] {
        let error = read(cell, &rule, field_type).unwrap_err();
        assert!(error.contains(words), "{cell}: {error}");
    }
    let kilos = ColumnRule { unit: Some("kg".into()), ..comma() };
    assert!(read("200 g", &kilos, Decimal).unwrap_err().contains("convert it to kg"));
    assert!(read(&"x".repeat(MAX_TEXT + 1), &comma(), Text).is_err());
}

#[test]
fn a_table_of_values_goes_first() {
    let rule = ColumnRule {
        values: [("Sølv".to_string(), "gold".to_string()), ("?".into(), "gold".into())].into(),
        ..comma()
    };
    assert_eq!(read("SOLV", &rule, FieldType::Choice), ok("gold"));
    assert_eq!(read("?", &rule, FieldType::Choice), ok("gold"));
}
