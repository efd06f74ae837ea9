//! Figures over activities: distinct ones, sums, the least and the most, the first and the last.

use crate::Fact;
use crate::calendar::Local;
use model::filter::{Amount, Figure, Measure};
use model::{Currency, Decimal, FieldType, Timestamp, Value, value};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Works out one figure of activities that it is given in any order.
#[derive(Debug)]
pub struct Tally<'a> {
    figure: &'a Figure,
    local: Local<'a>,
    /// Amounts in other currencies do not count.
    currency: Option<Currency>,
    distinct: BTreeSet<String>,
    days: BTreeSet<i32>,
    number: Option<i64>,
}

impl<'a> Tally<'a> {
    pub fn new(measure: &'a Measure, local: Local<'a>) -> Tally<'a> {
        Tally {
            figure: &measure.of,
            local,
            currency: currency(&measure.values),
            distinct: BTreeSet::new(),
            days: BTreeSet::new(),
            number: None,
        }
    }

    pub fn add(&mut self, fact: &Fact<'_>) {
        match self.figure {
            Figure::DistinctAssets => self.distinct.extend(fact.asset.map(String::from)),
            Figure::DistinctDays => drop(self.days.insert(value::day_of_date(self.local.date(fact.at)))),
            Figure::Distinct(key) => self.distinct.extend(fact.properties.get(key).and_then(distinct_name)),
            Figure::Sum(amount) => self.join(amount, fact, i64::saturating_add),
            Figure::Min(amount) => self.join(amount, fact, i64::min),
            Figure::Max(amount) => self.join(amount, fact, i64::max),
            Figure::First => self.number = Some(self.number.map_or(fact.at.0, |at| at.min(fact.at.0))),
            Figure::Last => self.number = Some(self.number.map_or(fact.at.0, |at| at.max(fact.at.0))),
        }
    }

    fn join(&mut self, amount: &Amount, fact: &Fact<'_>, with: fn(i64, i64) -> i64) {
        let own = match amount {
            Amount::Value => fact.value.filter(|money| Some(money.currency) == self.currency).map(|money| money.minor),
            Amount::Property(key) => fact.properties.get(key).and_then(number_of),
        };
        if let Some(own) = own {
            self.number = Some(self.number.map_or(own, |number| with(number, own)));
        }
    }

    /// `None` is unknown.
    pub fn value(&self) -> Option<Value> {
        let distinct = |count: usize| Some(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)));
        match self.figure {
            Figure::DistinctAssets | Figure::Distinct(_) => distinct(self.distinct.len()),
            Figure::DistinctDays => distinct(self.days.len()),
            figure => self.number.and_then(|number| value_of(figure, number, self.currency)),
        }
    }
}

/// The value that a number stands for in a figure.
pub fn value_of(figure: &Figure, number: i64, currency: Option<Currency>) -> Option<Value> {
    Some(match figure.field_type() {
        FieldType::Money => Value::money(number, currency?),
        FieldType::Decimal => Value::Decimal(Decimal(number)),
        FieldType::Instant => Value::Instant(Timestamp(number)),
        _ => Value::Integer(number),
    })
}

/// The currency that a comparison names.
pub fn currency(values: &[Json]) -> Option<Currency> {
    match FieldType::Money.parse_json(values.first()?) {
        Ok(Value::Money(money)) => Some(money.currency),
        _ => None,
    }
}

/// A property as a number of units of a decimal; `None` when it is no number.
pub fn number_of(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(number.saturating_mul(Decimal::SCALE)),
        Value::Decimal(decimal) => Some(decimal.0),
        _ => None,
    }
}

/// What tells a value from others; texts without regard to case, numbers by what they are worth. An empty text is none.
pub fn distinct_name(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(format!("t{}", crate::compare::fold(text))).filter(|_| !text.is_empty()),
        number if number_of(number).is_some() => number_of(number).map(|number| format!("n{number}")),
        other => Some(format!("{other:?}")),
    }
}
