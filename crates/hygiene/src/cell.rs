//! From a cell to a typed value, by the rule of its column.

use crate::{DateFormat, DecimalMark, Problem, currency, date, number, placeholder, shown, text, typed, words};
use model::field::MAX_TEXT;
use model::value::day_of_date;
use model::{Currency, Decimal, Field, FieldType, Money, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the cells of a column are read. What is absent is not needed for the column's type, or still open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnRule {
    /// `dd/mm/yyyy` and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<DateFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<DecimalMark>,
    /// Currency of amounts that do not name their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The only unit that numbers may carry; any one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What one of the column's numbers stands for: 1000 for a column in thousands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<i64>,
    /// IANA zone of times without their own offset; UTC when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Alpha-2 code of the country of phone numbers without their own code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What to read instead of a value, by the value as written (case and accents do not matter).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

impl ColumnRule {
    /// The cell, or what the rule's table of values puts in its place.
    pub fn replaced<'a>(&'a self, cell: &'a str) -> &'a str {
        if self.values.is_empty() {
            return cell;
        }
        let folded = text::fold(cell.trim());
        let same = |(written, _): &(&String, &String)| text::fold(written.trim()) == folded;
        self.values.iter().find(same).map_or(cell, |(_, instead)| instead)
    }
}

/// Reads a cell as a value of a field. `Ok(None)` when the cell is empty or says "n/a".
pub fn parse_cell(cell: &str, rule: &ColumnRule, field: &Field) -> Result<Option<Value>, Problem> {
    parse_cell_in(cell, rule, field, rule.country.as_deref())
}

/// The same, for a row whose own country (alpha-2) is known: phone numbers are read by it.
pub fn parse_cell_in(
    cell: &str,
    rule: &ColumnRule,
    field: &Field,
    country: Option<&str>,
) -> Result<Option<Value>, Problem> {
    let cell = text::tidy(rule.replaced(cell));
    if cell.is_empty() || (placeholder::means_nothing(&cell) && !is_choice(&cell, field)) {
        return Ok(None);
    }
    let cell = cell.as_str();
    let text_of = |text: String| Ok(Some(Value::Text(text)));
    match field.field_type {
        FieldType::Text => text_of(bounded(cell)?),
        FieldType::Choice => text_of(choice(cell, field)?),
        FieldType::Integer => integer(cell, rule).map(|n| Some(Value::Integer(n))),
        FieldType::Decimal => decimal(cell, rule).map(|n| Some(Value::Decimal(Decimal(n)))),
        FieldType::Money => money(cell, rule).map(|m| Some(Value::Money(m))),
        FieldType::Date => moment(cell, rule).map(|m| Some(Value::Date(day_of_date(m.date)))),
        FieldType::Instant => instant(cell, rule).map(|at| Some(Value::Instant(at))),
        FieldType::Boolean => words::boolean(cell).map(|yes| Some(Value::Boolean(yes))).ok_or_else(|| {
            Problem::new(
                format!("{} is neither yes nor no", shown(cell)),
                "write yes or no, or add it to the column's values",
            )
        }),
        FieldType::Email | FieldType::Phone | FieldType::Url | FieldType::Country => {
            text_of(typed::normal(field.field_type, cell, country)?)
        }
    }
}

fn is_choice(cell: &str, field: &Field) -> bool {
    field.field_type == FieldType::Choice && choice(cell, field).is_ok()
}

fn bounded(cell: &str) -> Result<String, Problem> {
    if cell.chars().count() > MAX_TEXT {
        let reason = format!("the text has more than {MAX_TEXT} characters");
        return Err(Problem::new(reason, "shorten it or leave the column out"));
    }
    Ok(cell.to_string())
}

fn choice(cell: &str, field: &Field) -> Result<String, Problem> {
    let folded = text::words(cell);
    let same =
        |choice: &&model::field::Choice| text::words(&choice.key) == folded || text::words(&choice.label) == folded;
    if let Some(choice) = field.choices.iter().find(same) {
        return Ok(choice.key.clone());
    }
    let some: Vec<&str> = field.choices.iter().take(8).map(|choice| choice.label.as_str()).collect();
    Err(Problem::new(
        format!("{} is not a choice of \"{}\"", shown(cell), field.label),
        format!("use one of {}, or add it to the column's values or to the field's choices", some.join(", ")),
    ))
}

/// The number of a cell in millionths, and the currency beside it.
fn number(cell: &str, rule: &ColumnRule) -> Result<(i64, Option<currency::Clue>), Problem> {
    if number::is_shortened(cell) {
        let reason = format!("{} has been shortened by a spreadsheet and its last digits are lost", shown(cell));
        return Err(Problem::new(reason, "format the column as a number in the spreadsheet and export again"));
    }
    let bad = || {
        Problem::new(
            format!("{} is not a number", shown(cell)),
            match rule.decimal_mark {
                Some(DecimalMark::Comma) => "write it like 1234,5, or choose another decimal mark for the column",
                _ => "write it like 1234.5, or choose another decimal mark for the column",
            },
        )
    };
    let mut written = number::take_apart(cell).ok_or_else(bad)?;
    written.multiplier = written.multiplier.saturating_mul(rule.scale.unwrap_or(1));
    if let (Some(expected), Some(unit)) = (&rule.unit, &written.unit)
        && !unit.eq_ignore_ascii_case(expected)
    {
        let reason = format!("{} is in {unit}, the column in {expected}", shown(cell));
        return Err(Problem::new(reason, format!("convert it to {expected}")));
    }
    let Some(mark) = rule.decimal_mark else {
        // Without a decision only a number that both marks read alike is a number.
        let (point, comma) = (written.read(DecimalMark::Point), written.read(DecimalMark::Comma));
        return match (point, comma) {
            (Some(one), Some(other)) if one == other => Ok((one, written.currency)),
            (None, None) => Err(bad()),
            _ => Err(Problem::new(
                format!("{} can be read in two ways", shown(cell)),
                "choose the column's decimal mark: comma or point",
            )),
        };
    };
    Ok((written.read(mark).ok_or_else(bad)?, written.currency))
}

fn decimal(cell: &str, rule: &ColumnRule) -> Result<i64, Problem> {
    number(cell, rule).map(|(number, _)| number)
}

fn integer(cell: &str, rule: &ColumnRule) -> Result<i64, Problem> {
    let millionths = decimal(cell, rule)?;
    if millionths % Decimal::SCALE != 0 {
        return Err(Problem::new(format!("{} is not a whole number", shown(cell)), "round it, or use a decimal field"));
    }
    Ok(millionths / Decimal::SCALE)
}

/// An amount with the currency beside it, else the column's. Digits beyond the currency's minor unit are rounded.
pub fn money(cell: &str, rule: &ColumnRule) -> Result<Money, Problem> {
    let (millionths, clue) = number(cell, rule)?;
    let currency = match (clue, rule.currency) {
        (Some(currency::Clue::One(currency)), _) => currency,
        (Some(clue), Some(currency)) if clue.allows(currency) => currency,
        (None, Some(currency)) => currency,
        (clue, _) => {
            let reason = match clue {
                Some(_) => format!("the sign in {} belongs to several currencies", shown(cell)),
                None => format!("{} does not say its currency", shown(cell)),
            };
            return Err(Problem::new(reason, "choose the column's currency, or map a column of currencies"));
        }
    };
    let per_minor = 10i64.pow(6 - currency.decimals());
    let half = if millionths < 0 { -per_minor / 2 } else { per_minor / 2 };
    Ok(Money { minor: (millionths + half) / per_minor, currency })
}

fn moment(cell: &str, rule: &ColumnRule) -> Result<date::Moment, Problem> {
    let format = rule.date_format.unwrap_or(DateFormat::Plain);
    date::read(cell, format).ok_or_else(|| {
        Problem::new(
            format!("{} is not a date written {format}, or does not exist", shown(cell)),
            "correct it in the file, or choose another date format for the column",
        )
    })
}

/// A date or time as an instant: a bare date is its first instant in the rule's zone.
pub fn instant(cell: &str, rule: &ColumnRule) -> Result<model::Timestamp, Problem> {
    moment(cell, rule).map(|moment| moment.at(rule.zone.as_deref().unwrap_or("UTC")))
}
