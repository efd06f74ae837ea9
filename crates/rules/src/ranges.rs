//! A comparison as ranges of numbers: what `compare` says of every value of one sort, worked out once, so that millions
//! of values need a comparison of integers each. Held equal to `compare::field` by a property test.

use crate::calendar::{self, Local};
use crate::compare::{calendar_unit, days_around, wanted_ordinal};
use jiff::civil::Date;
use model::filter::Op;
use model::{DAY, Decimal, Timestamp, Value, value};
use serde_json::Value as Json;

/// The numbers (as `Value::as_number` gives them) of one sort of value for which a comparison holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranges {
    /// Both ends included, in order, apart from each other.
    inside: Vec<(i64, i64)>,
    negated: bool,
}

impl Ranges {
    /// Of known values that are of the sort of `like` (and, for money, of its currency); `None` for texts.
    pub fn of(op: Op, like: &Value, wanted: &[Json], now: Timestamp, local: Local<'_>) -> Option<Ranges> {
        if matches!(like, Value::Text(_)) {
            return None;
        }
        let positive = match op {
            Op::IsNot => Op::Is,
            Op::NotContains => Op::Contains,
            other => other,
        };
        let wide = match on_days(positive, wanted, now, local) {
            Some(dates) => dates.into_iter().filter_map(|range| of_days(range, like, local)).collect(),
            None => wide(positive, like, wanted, now),
        };
        let mut inside: Vec<(i64, i64)> = wide.into_iter().filter_map(|range| narrow(range, scale(like, op))).collect();
        inside.sort_unstable();
        Some(Ranges { inside: joined(inside), negated: positive != op })
    }

    pub fn hold(&self, number: i64) -> bool {
        let within = match self.inside.as_slice() {
            [] => false,
            [(low, high)] => (*low..=*high).contains(&number),
            many => {
                let place = many.partition_point(|(_, high)| *high < number);
                many.get(place).is_some_and(|(low, _)| *low <= number)
            }
        };
        within != self.negated
    }

    /// The one range that says it all, if there is one.
    pub fn single(&self) -> Option<(i64, i64)> {
        match self.inside.as_slice() {
            [range] if !self.negated => Some(*range),
            _ => None,
        }
    }
}

/// Where the comparison asks for days of the calendar: which, both ends included.
fn on_days(op: Op, wanted: &[Json], now: Timestamp, local: Local<'_>) -> Option<Vec<(Date, Date)>> {
    let today = local.date(now);
    let unit = |by: i64| {
        let (first, next) = local.dates(calendar_unit(wanted)?, today, by);
        Some((first, calendar::shifted(next, -1)))
    };
    Some(match op {
        Op::InThis => unit(0).into_iter().collect(),
        Op::InPrevious => unit(-1).into_iter().collect(),
        Op::InNext => unit(1).into_iter().collect(),
        Op::AnniversaryInNextDays => {
            days_around(wanted).map_or(Vec::new(), |days| calendar::returning(today, calendar::shifted(today, days)))
        }
        Op::AnniversaryInLastDays => {
            days_around(wanted).map_or(Vec::new(), |days| calendar::returning(calendar::shifted(today, -days), today))
        }
        _ => return None,
    })
}

fn of_days((first, last): (Date, Date), like: &Value, local: Local<'_>) -> Option<(i128, i128)> {
    match like {
        Value::Date(_) => Some((value::day_of_date(first).into(), value::day_of_date(last).into())),
        Value::Instant(_) => {
            let (first, next) = local.whole_days(first, last);
            Some((first.into(), i128::from(next) - 1))
        }
        _ => None,
    }
}

/// In the units of ordinals, or of microseconds where the comparison looks from now.
fn wide(op: Op, like: &Value, wanted: &[Json], now: Timestamp) -> Vec<(i128, i128)> {
    let bound = |place: usize| wanted.get(place).and_then(|json| wanted_ordinal(like, json));
    let ordered = !matches!(like, Value::Boolean(_));
    let timely = matches!(like, Value::Date(_) | Value::Instant(_));
    let length = wanted.first().and_then(Json::as_u64).map(|days| i128::from(days) * i128::from(DAY));
    let now = i128::from(now.0);
    let range = match op {
        Op::Known => Some((i128::MIN, i128::MAX)),
        Op::Is => return wanted.iter().filter_map(|json| wanted_ordinal(like, json)).map(|own| (own, own)).collect(),
        Op::AtLeast if ordered => bound(0).map(|bound| (bound, i128::MAX)),
        Op::AtMost if ordered => bound(0).map(|bound| (i128::MIN, bound)),
        Op::MoreThan if ordered => bound(0).map(|bound| (bound + 1, i128::MAX)),
        Op::LessThan if ordered => bound(0).map(|bound| (i128::MIN, bound - 1)),
        Op::Between if ordered => bound(0).zip(bound(1)),
        Op::Before if timely => bound(0).map(|bound| (i128::MIN, bound - 1)),
        Op::After if timely => bound(0).map(|bound| (bound + 1, i128::MAX)),
        Op::InLastDays if timely => length.map(|length| (now - length + 1, now)),
        Op::InNextDays if timely => length.map(|length| (now + 1, now + length)),
        _ => None,
    };
    range.into_iter().collect()
}

/// How many units of a range make one of a value.
fn scale(like: &Value, op: Op) -> i128 {
    match (like, op) {
        (Value::Date(_), Op::InLastDays | Op::InNextDays) => i128::from(DAY),
        // As `compare` does, so that whole numbers and decimals compare.
        (Value::Integer(_), _) => i128::from(Decimal::SCALE),
        _ => 1,
    }
}

/// The values within a range of units.
fn narrow((low, high): (i128, i128), scale: i128) -> Option<(i64, i64)> {
    let first = low.div_euclid(scale) + i128::from(low.rem_euclid(scale) != 0);
    let (first, last) = (first.max(i128::from(i64::MIN)), high.div_euclid(scale).min(i128::from(i64::MAX)));
    Some((i64::try_from(first).ok()?, i64::try_from(last).ok()?)).filter(|(first, last)| first <= last)
}

/// Ranges in order, those that touch made one.
fn joined(ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = Vec::with_capacity(ranges.len());
    for (low, high) in ranges {
        match all.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => all.push((low, high)),
        }
    }
    all
}
