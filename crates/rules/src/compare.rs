//! What an operator says of a value: the table in `docs/filters.md`, as code.

use crate::Verdict;
use model::filter::Op;
use model::{DAY, FieldType, Timestamp, Value};
use serde_json::Value as Json;
use std::borrow::Cow;

/// Compares a field's value (`None` is unknown) at `now`.
pub fn field(op: Op, value: Option<&Value>, wanted: &[Json], now: Timestamp) -> Verdict {
    let (Op::InLastDays | Op::InNextDays) = op else {
        return Verdict::lasting(holds(op, value, wanted));
    };
    let at = match value {
        Some(Value::Instant(at)) => at.0,
        Some(Value::Date(day)) => i64::from(*day).saturating_mul(DAY),
        _ => return Verdict::lasting(false),
    };
    let Some(days) = wanted.first().and_then(Json::as_u64) else { return Verdict::lasting(false) };
    let length = i64::try_from(days).unwrap_or(i64::MAX).saturating_mul(DAY);
    // True on [begin, end).
    let (begin, end) = match op {
        Op::InLastDays => (at, at.saturating_add(length)),
        _ => (at.saturating_sub(length), at),
    };
    match now.0 {
        now if now < begin => Verdict::until_micros(false, (begin < end).then_some(begin)),
        now if now < end => Verdict::until_micros(true, Some(end)),
        _ => Verdict::lasting(false),
    }
}

/// Compares a value without regard to time. The two operators that look from now (`in_last_days`, `in_next_days`) are
/// false here; properties of activities cannot use them.
pub fn holds(op: Op, value: Option<&Value>, wanted: &[Json]) -> bool {
    let empty = matches!(value, Some(Value::Text(text)) if text.is_empty());
    match op {
        Op::Known => value.is_some() && !empty,
        Op::Unknown => value.is_none(),
        Op::Empty => empty,
        Op::IsNot => !holds(Op::Is, value, wanted),
        Op::NotContains => !holds(Op::Contains, value, wanted),
        _ => value.is_some_and(|value| positive(op, value, wanted)),
    }
}

fn positive(op: Op, value: &Value, wanted: &[Json]) -> bool {
    if let Value::Text(text) = value {
        return textual(op, text, wanted);
    }
    let Some(own) = ordinal(value) else { return false };
    let bound = |place: usize| wanted.get(place).and_then(|json| wanted_ordinal(value, json));
    let ordered = !matches!(value, Value::Boolean(_));
    let timely = matches!(value, Value::Date(_) | Value::Instant(_));
    match op {
        Op::Is => wanted.iter().any(|json| wanted_ordinal(value, json) == Some(own)),
        Op::AtLeast => ordered && bound(0).is_some_and(|bound| own >= bound),
        Op::AtMost => ordered && bound(0).is_some_and(|bound| own <= bound),
        Op::MoreThan => ordered && bound(0).is_some_and(|bound| own > bound),
        Op::LessThan => ordered && bound(0).is_some_and(|bound| own < bound),
        Op::Between => ordered && bound(0).zip(bound(1)).is_some_and(|(low, high)| low <= own && own <= high),
        Op::Before => timely && bound(0).is_some_and(|bound| own < bound),
        Op::After => timely && bound(0).is_some_and(|bound| own > bound),
        _ => false,
    }
}

fn textual(op: Op, text: &str, wanted: &[Json]) -> bool {
    let mut texts = wanted.iter().filter_map(Json::as_str);
    match op {
        Op::Is => texts.any(|other| same_text(text, other)),
        Op::Contains => texts.any(|part| fold(text).contains(&*fold(part))),
        Op::StartsWith => texts.any(|part| fold(text).starts_with(&*fold(part))),
        Op::EndsWith => texts.any(|part| fold(text).ends_with(&*fold(part))),
        _ => false,
    }
}

/// The number that equality and order go by. Whole numbers and decimals share a scale, so that they compare.
fn ordinal(value: &Value) -> Option<i128> {
    match value {
        Value::Integer(number) => Some(i128::from(*number) * i128::from(model::Decimal::SCALE)),
        other => other.as_number().map(i128::from),
    }
}

/// A wanted value as a number of the same sort as `like`; `None` when it is of another sort (another currency, a text).
pub(crate) fn wanted_ordinal(like: &Value, json: &Json) -> Option<i128> {
    let field_type = match like {
        Value::Text(_) => return None,
        Value::Integer(_) | Value::Decimal(_) => FieldType::Decimal,
        Value::Money(_) => FieldType::Money,
        Value::Date(_) => FieldType::Date,
        Value::Instant(_) => FieldType::Instant,
        Value::Boolean(_) => FieldType::Boolean,
    };
    if let (FieldType::Decimal, Some(whole)) = (field_type, json.as_i64()) {
        return ordinal(&Value::Integer(whole));
    }
    let wanted = field_type.parse_json(json).ok()?;
    match (like, &wanted) {
        (Value::Money(own), Value::Money(other)) if own.currency != other.currency => None,
        _ => ordinal(&wanted),
    }
}

/// The form in which texts compare: letter by letter in lower case, independent of language and of neighbours.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().flat_map(char::to_lowercase).collect())
}

/// Whether two texts are equal without regard to case.
pub fn same_text(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}
