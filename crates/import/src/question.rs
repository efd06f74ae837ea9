//! What a file leaves open and only a person can say. A question stays until its column's mapping answers it; an import
//! with open questions does not start.

use crate::proposal::Column;
use crate::target::{Slot, Target};
use crate::{ColumnMapping, Mapping};
use hygiene::votes::{Finding, example};
use hygiene::{DateFormat, DecimalMark};
use model::{Currency, Field, FieldType};
use serde::{Deserialize, Serialize};

/// The part of a column's mapping that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum About {
    DateFormat,
    DecimalMark,
    Currency,
    Unit,
}

/// An open question about a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Question {
    pub column: String,
    pub about: About,
    /// In English.
    pub text: String,
    pub choices: Vec<Choice>,
}

/// A possible answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Choice {
    /// What to put into the mapping.
    pub value: String,
    /// What a value of the column would then be: "03/04/2024 → 2024-04-03"; the same in every language.
    pub example: String,
}

/// Fills what the file settles into a mapping and returns what it leaves open.
pub fn settle(mapping: &mut Mapping, columns: &[Column], fields: &[Field], home: Option<Currency>) -> Vec<Question> {
    let currency_column = mapping.fills(Slot::Currency);
    let object = mapping.object;
    let mut open = Vec::new();
    for found in columns {
        let Some(column) = mapping.columns.iter_mut().find(|column| column.column == found.name) else { continue };
        let target = column.to.clone().unwrap_or(Target::Ignore);
        let questions = match target.field_type(object, fields, column.property) {
            Some(FieldType::Date | FieldType::Instant) => vec![date_format(column, found)],
            Some(FieldType::Integer) => vec![decimal_mark(column, found, true), unit(column, found)],
            Some(FieldType::Decimal) => vec![decimal_mark(column, found, false), unit(column, found)],
            Some(FieldType::Money) => {
                let own = if currency_column { None } else { currency(column, found, home) };
                vec![decimal_mark(column, found, false), own]
            }
            _ => Vec::new(),
        };
        open.extend(questions.into_iter().flatten());
    }
    open
}

fn ask(found: &Column, about: About, text: String, choices: Vec<Choice>) -> Option<Question> {
    Some(Question { column: found.name.clone(), about, text, choices })
}

fn date_format(column: &mut ColumnMapping, found: &Column) -> Option<Question> {
    if column.rule.date_format.is_some() {
        return None;
    }
    let numbers = [DateFormat::Serial, DateFormat::Compact, DateFormat::Unix, DateFormat::UnixMillis];
    let options = match &found.summary.date_format {
        // Bare numbers as dates: a spreadsheet's, or a computer's.
        Finding::None if found.summary.kind == FieldType::Integer => numbers.to_vec(),
        Finding::None => {
            column.rule.date_format = Some(DateFormat::Plain);
            return None;
        }
        Finding::One(format) => {
            column.rule.date_format = Some(*format);
            return None;
        }
        Finding::Ask(options) => options.clone(),
    };
    let choices = options.iter().map(|format| Choice {
        value: format.to_string(),
        example: found
            .summary
            .samples
            .iter()
            .find_map(|sample| Some(format!("{sample} → {}", example(sample, *format)?)))
            .unwrap_or_default(),
    });
    let text = format!("How are the dates of \"{}\" written?", found.name);
    ask(found, About::DateFormat, text, choices.collect())
}

fn decimal_mark(column: &mut ColumnMapping, found: &Column, whole: bool) -> Option<Question> {
    if column.rule.decimal_mark.is_some() {
        return None;
    }
    let options = match if whole { &found.summary.whole_mark } else { &found.summary.decimal_mark } {
        Finding::None => vec![DecimalMark::Point],
        Finding::One(mark) => vec![*mark],
        Finding::Ask(options) => options.clone(),
    };
    if let [mark] = options[..] {
        column.rule.decimal_mark = Some(mark);
        return None;
    }
    let read = |sample: &str, mark| {
        let number = hygiene::number::take_apart(sample)?.read(mark)?;
        Some(format!("{sample} → {}", model::Decimal(number)))
    };
    let choices = options.iter().map(|mark| Choice {
        value: mark.as_str().into(),
        example: found.summary.samples.iter().find_map(|sample| read(sample, *mark)).unwrap_or_default(),
    });
    let text = format!("Which sign separates the decimals in \"{}\"?", found.name);
    ask(found, About::DecimalMark, text, choices.collect())
}

/// `home` is the instance's own currency: offered first, never taken unasked.
fn currency(column: &mut ColumnMapping, found: &Column, home: Option<Currency>) -> Option<Question> {
    if column.rule.currency.is_some() {
        return None;
    }
    let settled = found.heading_currency.one().or_else(|| found.summary.currency.one());
    if settled.is_some() {
        column.rule.currency = settled;
        column.rule.scale = column.rule.scale.or_else(|| hygiene::currency::scale_in_header(&found.name));
        return None;
    }
    let mut options: Vec<Currency> = match (&found.heading_currency, &found.summary.currency) {
        (Finding::Ask(options), _) | (_, Finding::Ask(options)) => options.clone(),
        _ => {
            ["EUR", "USD", "NOK", "GBP", "SEK", "DKK", "MXN"].iter().filter_map(|code| Currency::parse(code)).collect()
        }
    };
    if let Some(home) = home {
        match options.iter().position(|option| *option == home) {
            Some(at) => options[..=at].rotate_right(1),
            None if matches!(found.summary.currency, Finding::None) => options.insert(0, home),
            None => {}
        }
    }
    let sample = found.summary.samples.first().cloned().unwrap_or_default();
    let choices =
        options.iter().map(|code| Choice { value: code.to_string(), example: format!("{sample} → {code}") });
    let text = format!("In which currency is \"{}\"?", found.name);
    ask(found, About::Currency, text, choices.collect())
}

fn unit(column: &mut ColumnMapping, found: &Column) -> Option<Question> {
    match found.summary.units.as_slice() {
        _ if column.rule.unit.is_some() => None,
        [] => None,
        [one] => {
            column.rule.unit = Some(one.clone());
            None
        }
        several => {
            let text = format!("\"{}\" mixes units; which one is right? Rows with another are rejected", found.name);
            let choices = several.iter().map(|unit| Choice { value: unit.clone(), example: String::new() });
            ask(found, About::Unit, text, choices.collect())
        }
    }
}
