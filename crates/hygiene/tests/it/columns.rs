//! What is proposed for a column, from its values.

use hygiene::votes::Finding;
use hygiene::{ColumnProfile, ColumnSummary};
use model::{Currency, FieldType};

fn summary(cells: &[&str]) -> ColumnSummary {
    let mut profile = ColumnProfile::default();
    cells.iter().for_each(|cell| profile.add(cell));
    profile.summary()
}

#[test]
fn kinds() {
    for (cells, kind) in [
        (&["ana@example.com", "n/a", "ola@example.no"][..], FieldType::Email),
        (&["+47 22 33 44 55", "+34 612 345 678"], FieldType::Phone),
        (&["https://acme.com", "www.acme.no"], FieldType::Url),
        (&["ja", "nei", "ja"], FieldType::Boolean),
        (&["03/04/2024", "25/12/2024"], FieldType::Date),
        (&["2024-04-03 10:00"], FieldType::Instant),
        (&["1.234,50", "7"], FieldType::Decimal),
        (&["€ 12,00", "€ 7"], FieldType::Money),
        (&["12", "1500"], FieldType::Integer),
        (&["0", "1", "1"], FieldType::Integer),
        (&["ja", "1", "0", "2"], FieldType::Text),
        (&["00123", "04567"], FieldType::Text),
        (&["Norge", "España", "US"], FieldType::Country),
        (&["$10M-$50M", "$1M-$10M"], FieldType::Text),
        (&["20240403", "20240404"], FieldType::Integer),
        (&["", "-"], FieldType::Text),
    ] {
        assert_eq!(summary(cells).kind, kind, "{cells:?}");
    }
    let colours: Vec<&str> = std::iter::repeat_n(["red", "blue", "green"], 20).flatten().collect();
    assert_eq!(summary(&colours).kind, FieldType::Choice);
}

#[test]
fn currencies_and_units() {
    assert_eq!(summary(&["€ 5", "5 EUR"]).currency, Finding::One(Currency::EUR));
    assert!(matches!(summary(&["$5", "$7"]).currency, Finding::Ask(of) if of[0] == Currency::USD));
    assert_eq!(summary(&["5", "7"]).currency, Finding::None);
    assert_eq!(summary(&["12,5 kg", "3 kg", "200 g"]).units, ["kg", "g"]);
    let text = summary(&["x", "n/a", ""]);
    assert_eq!((text.filled, text.blank), (1, 2));
}
