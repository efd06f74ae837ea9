//! What an operator says of a value: the table in `docs/filters.md`, as code.

use crate::Verdict;
use crate::calendar::{self, Local};
use jiff::civil::Date;
use model::filter::{Calendar, Op};
use model::{DAY, FieldType, Timestamp, Value, value};
use serde_json::Value as Json;
use std::borrow::Cow;

/// Compares a field's value (`None` is unknown) at `now`. The days of the calendar are those of the instance.
pub fn field(op: Op, value: Option<&Value>, wanted: &[Json], now: Timestamp, local: Local<'_>) -> Verdict {
    if !op.looks_from_now() {
        return Verdict::lasting(holds(op, value, wanted));
    }
    let Some(stretch) = value.and_then(|value| stretch(op, value, wanted, now, local)) else {
        return Verdict::lasting(false);
    };
    let (begin, end) = stretch;
    match now.0 {
        now if now < begin => Verdict::until_micros(false, (begin < end).then_some(begin)),
        now if now < end => Verdict::until_micros(true, Some(end)),
        _ => Verdict::lasting(false),
    }
}

/// The stretch of time, its end excluded, in which a comparison that looks from now holds: the one that `now` lies in,
/// else the next, else one that is over.
fn stretch(op: Op, value: &Value, wanted: &[Json], now: Timestamp, local: Local<'_>) -> Option<(i64, i64)> {
    let (at, date) = match value {
        Value::Instant(at) => (at.0, local.date(*at)),
        Value::Date(day) => (i64::from(*day).saturating_mul(DAY), value::date_of_day(*day)),
        _ => return None,
    };
    let length = || days(wanted).map(|days| days.saturating_mul(DAY));
    let of_unit = |by: i64| {
        let (first, next) = local.dates(calendar_unit(wanted)?, date, by);
        Some((local.start(first), local.start(next)))
    };
    match op {
        Op::InLastDays => Some((at, at.saturating_add(length()?))),
        Op::InNextDays => Some((at.saturating_sub(length()?), at)),
        Op::InThis => of_unit(0),
        Op::InPrevious => of_unit(1),
        Op::InNext => of_unit(-1),
        Op::AnniversaryInNextDays => {
            let next = calendar::next_anniversary(date, local.date(now))?;
            Some(local.whole_days(calendar::shifted(next, -days_around(wanted)?), next))
        }
        Op::AnniversaryInLastDays => {
            let (today, most) = (local.date(now), days_around(wanted)?);
            let end = |last: Date| calendar::shifted(last, most);
            let last = calendar::last_anniversary(date, today).filter(|last| today <= end(*last));
            let begin = last.or_else(|| calendar::next_anniversary(date, today))?;
            Some(local.whole_days(begin, end(begin)))
        }
        _ => None,
    }
}

/// The number of days that a comparison names.
pub(crate) fn days(wanted: &[Json]) -> Option<i64> {
    wanted.first().and_then(Json::as_u64).map(|days| i64::try_from(days).unwrap_or(i64::MAX))
}

/// How far from its return a day may be: more than a year is no more than a year.
pub(crate) fn days_around(wanted: &[Json]) -> Option<i64> {
    days(wanted).map(|days| days.min(366))
}

/// The unit of the calendar that a comparison names.
pub(crate) fn calendar_unit(wanted: &[Json]) -> Option<Calendar> {
    wanted.first().and_then(Json::as_str).and_then(Calendar::parse)
}

/// Compares a value without regard to time. The operators that look from now (`in_last_days`, `in_this`, …) are false
/// here; properties of activities cannot use them.
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
        Op::Contains | Op::StartsWith | Op::EndsWith => texts.any(|part| has_part(op, text, part)),
        _ => false,
    }
}

/// Bytes of a part that is looked for place by place; longer ones would take too long in a text that repeats itself.
const SHORT: usize = 64;

/// Whether a text has a part where the operator says. Most of both is plain, and then nothing is written in lower case.
fn has_part(op: Op, text: &str, part: &str) -> bool {
    if !(text.is_ascii() && part.is_ascii() && part.len() <= SHORT) {
        let (text, part) = (fold(text), fold(part));
        return match op {
            Op::StartsWith => text.starts_with(&*part),
            Op::EndsWith => text.ends_with(&*part),
            _ => text.contains(&*part),
        };
    }
    let same = |other: &[u8]| other.eq_ignore_ascii_case(part.as_bytes());
    let (text, length) = (text.as_bytes(), part.len());
    match op {
        Op::StartsWith => text.get(..length).is_some_and(same),
        Op::EndsWith => text.len().checked_sub(length).is_some_and(|begin| same(&text[begin..])),
        _ => part.is_empty() || text.windows(length).any(same),
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The quick way says what lower case says.
        #[test]
        fn a_part_is_found_as_in_lower_case(text in "[aAbB ]{0,80}", part in "[aAbBé]{0,4}|[aAbB ]{60,70}") {
            let (low, of) = (text.to_lowercase(), part.to_lowercase());
            prop_assert_eq!(has_part(Op::Contains, &text, &part), low.contains(&of));
            prop_assert_eq!(has_part(Op::StartsWith, &text, &part), low.starts_with(&of));
            prop_assert_eq!(has_part(Op::EndsWith, &text, &part), low.ends_with(&of));
        }
    }
}
