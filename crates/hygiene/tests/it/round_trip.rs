//! Values written in any style and detected from the column come back, or the detection asks; it never misreads.

use hygiene::votes::Finding;
use hygiene::{ColumnProfile, ColumnRule, DateFormat, DecimalMark, parse_cell};
use model::{Field, FieldType, Object, Value};
use proptest::prelude::*;

fn field(field_type: FieldType) -> Field {
    let mut field = model::field::builtin_fields().remove(0);
    (field.object, field.field_type) = (Object::Contact, field_type);
    field
}

/// The rules that a person could choose after reading the detection: one when settled, else every option.
fn answers<T: Clone>(finding: Finding<T>) -> Vec<T> {
    match finding {
        Finding::None => Vec::new(),
        Finding::One(one) => vec![one],
        Finding::Ask(options) => options,
    }
}

fn summary(cells: &[String]) -> hygiene::ColumnSummary {
    let mut profile = ColumnProfile::default();
    cells.iter().for_each(|cell| profile.add(cell));
    profile.summary()
}

fn grouped(whole: u64, separator: &str) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

proptest! {
    #[test]
    fn dates(days in prop::collection::vec(-20_000i32..40_000, 1..12), style in 0usize..6) {
        let cells: Vec<String> = days.iter().map(|day| {
            let date = model::value::date_of_day(*day);
            let (y, m, d) = (date.year(), date.month(), date.day());
            match style {
                0 => format!("{y:04}-{m:02}-{d:02}"),
                1 => format!("{d:02}/{m:02}/{y:04}"),
                2 => format!("{m:02}/{d:02}/{y:04}"),
                3 => format!("{d}.{m}.{y:04}"),
                4 => format!("{m}-{d}-{y:04}"),
                _ => format!("{y:04}{m:02}{d:02}"),
            }
        }).collect();
        let finding = summary(&cells).date_format;
        let settled = matches!(finding, Finding::One(_));
        let right = answers(finding).into_iter().any(|format: DateFormat| {
            let rule = ColumnRule { date_format: Some(format), ..ColumnRule::default() };
            cells.iter().zip(&days).all(|(cell, day)| parse_cell(cell, &rule, &field(FieldType::Date)) == Ok(Some(Value::Date(*day))))
        });
        prop_assert!(right, "{cells:?}");
        let open = days.iter().all(|day| model::value::date_of_day(*day).day() <= 12);
        if open && matches!(style, 1 | 2 | 4) {
            prop_assert!(!settled, "guessed {cells:?}");
        }
    }

    #[test]
    fn numbers(values in prop::collection::vec((any::<bool>(), 0u64..5_000_000, 0u64..100), 1..12), comma: bool, grouping in 0usize..3, decimals: bool) {
        let (mark, other) = if comma { (",", ".") } else { (".", ",") };
        let separator = ["", other, "\u{a0}"][grouping];
        let cells: Vec<String> = values.iter().map(|(negative, whole, part)| {
            let sign = if *negative { "-" } else { "" };
            let part = if decimals { format!("{mark}{part:02}") } else { String::new() };
            format!("{sign}{}{part}", grouped(*whole, separator))
        }).collect();
        let wanted = |(negative, whole, part): &(bool, u64, u64)| {
            let millionths = (*whole as i64) * 1_000_000 + if decimals { *part as i64 * 10_000 } else { 0 };
            Value::Decimal(model::Decimal(if *negative { -millionths } else { millionths }))
        };
        let right = answers(summary(&cells).decimal_mark).into_iter().any(|mark: DecimalMark| {
            let rule = ColumnRule { decimal_mark: Some(mark), ..ColumnRule::default() };
            cells.iter().zip(&values).all(|(cell, value)| parse_cell(cell, &rule, &field(FieldType::Decimal)) == Ok(Some(wanted(value))))
        });
        prop_assert!(right, "{cells:?}");
    }

    #[test]
    fn nothing_that_anybody_types_panics(cell in "\\PC{0,40}", comma: bool) {
        let rule = ColumnRule {
            decimal_mark: Some(if comma { DecimalMark::Comma } else { DecimalMark::Point }),
            date_format: Some(DateFormat::Dmy('/')),
            ..ColumnRule::default()
        };
        for field_type in [FieldType::Text, FieldType::Integer, FieldType::Decimal, FieldType::Money, FieldType::Date, FieldType::Instant,
            FieldType::Boolean, FieldType::Email, FieldType::Phone, FieldType::Url, FieldType::Country, FieldType::Choice] {
            let _ = parse_cell(&cell, &rule, &field(field_type));
        }
        let _ = summary(&[cell]);
    }

    #[test]
    fn numbers_dates_and_signs_never_panic(cell in "[-+0-9., /:€$kKmM'()TZ]{0,24}") {
        let _ = summary(std::slice::from_ref(&cell));
        for format in ["dd/mm/yyyy", "mm-dd-yyyy", "yyyymmdd", "excel serial", "unix seconds", "yy-mm-dd"] {
            if let Some(moment) = hygiene::date::read(&cell, DateFormat::parse(format).unwrap()) {
                let _ = moment.at("America/New_York");
            }
        }
    }
}
