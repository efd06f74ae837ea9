//! The value of a field or of an activity's property.

use crate::{Currency, Money, Timestamp};
use serde::{Deserialize, Serialize};

/// A number with six decimals, kept as millionths so that both databases agree to the digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decimal(pub i64);

impl Decimal {
    pub const SCALE: i64 = 1_000_000;

    /// Reads `-12.5`; at most six decimals, no exponent, no thousands separator.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || part.len() > 6 || !all_digits(whole) || !all_digits(part) {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let part: i64 = format!("{part:0<6}").parse().ok()?;
        whole.checked_mul(Self::SCALE)?.checked_add(part)?.checked_mul(sign).map(Decimal)
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / Self::SCALE as u64, self.0.unsigned_abs() % Self::SCALE as u64);
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let part = format!("{part:06}");
        write!(f, "{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

/// A typed value. Choices, e-mail addresses, phones, URLs and countries are `Text` in their normal form; which of them
/// it is, the field's definition says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    #[serde(rename = "t")]
    Text(String),
    #[serde(rename = "i")]
    Integer(i64),
    #[serde(rename = "n")]
    Decimal(Decimal),
    #[serde(rename = "m")]
    Money(Money),
    /// Days since 1970-01-01.
    #[serde(rename = "d")]
    Date(i32),
    #[serde(rename = "a")]
    Instant(Timestamp),
    #[serde(rename = "b")]
    Boolean(bool),
}

impl Value {
    /// The plain JSON that the API and the exports show: text, number, `true`, a date, a time, or amount and currency.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::{Value as Json, json};
        match self {
            Value::Text(text) => Json::from(text.as_str()),
            Value::Integer(number) => Json::from(*number),
            Value::Decimal(number) => Json::from(number.to_string()),
            Value::Money(money) => json!({"minor": money.minor, "currency": money.currency.as_str()}),
            Value::Date(day) => Json::from(date_of_day(*day).to_string()),
            Value::Instant(at) => Json::from(at.to_string()),
            Value::Boolean(yes) => Json::from(*yes),
        }
    }

    /// An untyped JSON scalar, as properties of activities arrive: text, whole number, decimal or boolean.
    pub fn of_scalar(json: &serde_json::Value) -> Option<Value> {
        use serde_json::Value as Json;
        match json {
            Json::String(text) => Some(Value::Text(text.clone())),
            Json::Bool(yes) => Some(Value::Boolean(*yes)),
            Json::Number(number) => match number.as_i64() {
                Some(whole) => Some(Value::Integer(whole)),
                None => number
                    .as_f64()
                    .filter(|f| f.abs() < 9e12)
                    .map(|f| Value::Decimal(Decimal((f * 1e6).round() as i64))),
            },
            _ => None,
        }
    }

    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number that orders values of one type: minor units for money, microseconds for instants, days for dates,
    /// millionths for decimals; `None` for text.
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Value::Text(_) => None,
            Value::Integer(number) => Some(*number),
            Value::Decimal(number) => Some(number.0),
            Value::Money(money) => Some(money.minor),
            Value::Date(day) => Some(i64::from(*day)),
            Value::Instant(at) => Some(at.0),
            Value::Boolean(yes) => Some(i64::from(*yes)),
        }
    }

    pub fn money(minor: i64, currency: Currency) -> Value {
        Value::Money(Money { minor, currency })
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Text(text) => f.write_str(text),
            Value::Integer(number) => number.fmt(f),
            Value::Decimal(number) => number.fmt(f),
            Value::Money(money) => money.fmt(f),
            Value::Date(day) => date_of_day(*day).fmt(f),
            Value::Instant(at) => at.fmt(f),
            Value::Boolean(yes) => f.write_str(if *yes { "yes" } else { "no" }),
        }
    }
}

/// The calendar date of a day number (days since 1970-01-01), clamped to what calendars can say.
pub fn date_of_day(day: i32) -> jiff::civil::Date {
    let span = jiff::Span::new().days(i64::from(day).clamp(-719_000, 2_932_000));
    jiff::civil::date(1970, 1, 1).checked_add(span).unwrap_or(jiff::civil::date(1970, 1, 1))
}

/// The day number (days since 1970-01-01) of a calendar date.
pub fn day_of_date(date: jiff::civil::Date) -> i32 {
    let span = jiff::civil::date(1970, 1, 1).until(date).map(|span| span.get_days());
    span.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_come_back_to_the_digit() {
        for text in ["0", "12.5", "-0.000001", "9223372036854.775807"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
        for text in ["", ".5", "1e3", "1,5", "1.0000001", "99999999999999999999"] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn days_and_dates_agree() {
        for text in ["1970-01-01", "2024-02-29", "1969-12-31", "2100-03-01"] {
            let date: jiff::civil::Date = text.parse().unwrap();
            assert_eq!(date_of_day(day_of_date(date)), date);
        }
    }
}
