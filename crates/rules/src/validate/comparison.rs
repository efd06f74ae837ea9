//! One comparison: the operator fits the type, and the values fit the operator.

use super::Check;
use model::filter::{Calendar, FieldTest, Measure, Op, PropertyTest};
use model::{Field, FieldType, Object, Value, field};
use serde_json::Value as Json;

impl Check<'_> {
    pub(super) fn property_test(&mut self, path: &str, test: &PropertyTest) {
        self.text(format!("{path}.key"), &test.key);
        if test.op.looks_from_now() {
            let message = "a property can't be compared with now; use the window of the condition";
            return self.problem(format!("{path}.op"), message);
        }
        self.value_count(path, test.op, test.values.len());
        let scalar = |json: &Json| Value::of_scalar(json).is_some();
        self.ensure(test.values.iter().all(scalar), format!("{path}.values"), "must be texts, numbers, true or false");
    }

    fn value_count(&mut self, path: &str, op: Op, count: usize) {
        let (fine, wanted) = match op {
            Op::Known | Op::Unknown | Op::Empty => (count == 0, "no value; remove them"),
            Op::Between => (count == 2, "two values, the lower first"),
            Op::Is | Op::IsNot | Op::Contains | Op::NotContains | Op::StartsWith | Op::EndsWith => {
                (count >= 1, "at least one value")
            }
            _ => (count == 1, "exactly one value"),
        };
        self.ensure(fine, format!("{path}.values"), format!("\"{}\" takes {wanted}", op_name(op)));
    }

    pub(super) fn field_test(&mut self, path: &str, test: &FieldTest) {
        if test.of == Object::Opportunity {
            let message = "a contact can have many opportunities; use the condition \"opportunity\" instead";
            return self.problem(format!("{path}.of"), message);
        }
        let Some(field) = self.field_of(test.of, &test.key).map(std::borrow::Cow::into_owned) else {
            let of = test.of.as_str();
            let message = format!("there is no {of} field \"{}\"; create it under Settings, or name another", test.key);
            return self.problem(format!("{path}.key"), message);
        };
        self.compared(path, test.op, &test.values, &field);
    }

    /// A figure compares like a field of its type.
    pub(super) fn figure_test(&mut self, path: &str, measure: &Measure) {
        let field = field::typed("the figure", measure.of.field_type());
        if measure.of.field_type() == FieldType::Money && measure.op.is_unary() {
            let message = "an amount is worked out in one currency; compare it with an amount";
            return self.problem(format!("{path}.op"), message);
        }
        self.compared(path, measure.op, &measure.values, &field);
        if measure.of.field_type() == FieldType::Money {
            let mut currencies = measure.values.iter().filter_map(currency_of);
            let first = currencies.next();
            let message = "all amounts must be of one currency";
            self.ensure(currencies.all(|other| Some(other) == first), format!("{path}.values"), message);
        }
    }

    fn compared(&mut self, path: &str, op: Op, values: &[Json], field: &Field) {
        if !op_fits(op, field.field_type) {
            let fitting: Vec<String> =
                OPS.into_iter().filter(|op| op_fits(*op, field.field_type)).map(op_name).collect();
            let message = format!(
                "\"{}\" does not fit {}, which is of type {}; use {}",
                op_name(op),
                field.key,
                type_name(field.field_type),
                fitting.join(", ")
            );
            return self.problem(format!("{path}.op"), message);
        }
        self.value_count(path, op, values.len());
        self.field_values(&format!("{path}.values"), op, values, field);
    }

    fn field_values(&mut self, path: &str, op: Op, values: &[Json], field: &Field) {
        let whole = |json: &Json| json.as_u64().and_then(|days| u32::try_from(days).ok());
        match op {
            Op::InLastDays | Op::InNextDays => {
                for json in values {
                    match whole(json) {
                        Some(days) => self.days(path, days),
                        None => self.problem(path, "must be a whole number of days"),
                    }
                }
            }
            Op::InThis | Op::InPrevious | Op::InNext => {
                let unit = |json: &Json| json.as_str().and_then(Calendar::parse).is_some();
                self.ensure(values.iter().all(unit), path, "must be day, week, month, quarter or year");
            }
            Op::AnniversaryInNextDays | Op::AnniversaryInLastDays => {
                let fits = |json: &Json| whole(json).is_some_and(|days| days <= 366);
                self.ensure(values.iter().all(fits), path, "must be a whole number of days from 0 to 366");
            }
            Op::Contains | Op::NotContains | Op::StartsWith | Op::EndsWith => {
                let text = |json: &Json| json.as_str().is_some_and(|text| !text.is_empty());
                self.ensure(values.iter().all(text), path, "must be texts that are not empty");
            }
            _ => {
                values.iter().enumerate().for_each(|(n, json)| self.value(format!("{path}[{n}]"), field, json));
                if let (Op::Between, [low, high]) = (op, values)
                    && let (Ok(low), Ok(high)) = (field.field_type.parse_json(low), field.field_type.parse_json(high))
                {
                    let message = "nothing lies between them; put the lower value first";
                    self.ensure(low.as_number() <= high.as_number(), path, message);
                    if let (Value::Money(low), Value::Money(high)) = (low, high) {
                        let message = "both amounts must be of one currency";
                        self.ensure(low.currency == high.currency, path, message);
                    }
                }
            }
        }
    }
}

/// The currency of an amount.
fn currency_of(json: &Json) -> Option<model::Currency> {
    crate::figure::currency(std::slice::from_ref(json))
}

const OPS: [Op; 23] = [
    Op::Is,
    Op::IsNot,
    Op::Contains,
    Op::NotContains,
    Op::StartsWith,
    Op::EndsWith,
    Op::Known,
    Op::Unknown,
    Op::Empty,
    Op::AtLeast,
    Op::AtMost,
    Op::MoreThan,
    Op::LessThan,
    Op::Between,
    Op::Before,
    Op::After,
    Op::InLastDays,
    Op::InNextDays,
    Op::InThis,
    Op::InPrevious,
    Op::InNext,
    Op::AnniversaryInNextDays,
    Op::AnniversaryInLastDays,
];

/// Whether an operator means something for values of a type.
pub fn op_fits(op: Op, field_type: FieldType) -> bool {
    match op {
        Op::Is | Op::IsNot | Op::Known | Op::Unknown => true,
        Op::Contains | Op::NotContains | Op::StartsWith | Op::EndsWith | Op::Empty => field_type.is_textual(),
        Op::AtLeast | Op::AtMost | Op::MoreThan | Op::LessThan | Op::Between => field_type.is_ordered(),
        Op::Before | Op::After => matches!(field_type, FieldType::Date | FieldType::Instant),
        op => op.looks_from_now() && matches!(field_type, FieldType::Date | FieldType::Instant),
    }
}

fn op_name(op: Op) -> String {
    serde_json::to_value(op).ok().and_then(|json| json.as_str().map(String::from)).unwrap_or_default()
}

fn type_name(field_type: FieldType) -> String {
    serde_json::to_value(field_type).ok().and_then(|json| json.as_str().map(String::from)).unwrap_or_default()
}
