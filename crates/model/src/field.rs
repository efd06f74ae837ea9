//! Fields: what a record may say of itself. Built-in and custom fields are the same kind of definition.

mod builtin;

pub use builtin::builtin_fields;

use crate::{Currency, Decimal, Money, Timestamp, Value, value};
use serde::{Deserialize, Serialize};

/// Longest text that a field may hold, in characters.
pub const MAX_TEXT: usize = 4_000;

/// The record that a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    Contact,
    Account,
    Lead,
    Opportunity,
}

impl Object {
    pub const ALL: [Object; 4] = [Object::Contact, Object::Account, Object::Lead, Object::Opportunity];

    pub fn as_str(self) -> &'static str {
        match self {
            Object::Contact => "contact",
            Object::Account => "account",
            Object::Lead => "lead",
            Object::Opportunity => "opportunity",
        }
    }

    pub fn parse(text: &str) -> Option<Object> {
        Object::ALL.into_iter().find(|object| object.as_str() == text)
    }
}

/// The type of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    Text,
    Choice,
    Integer,
    Decimal,
    Money,
    Date,
    Instant,
    Boolean,
    Email,
    Phone,
    Url,
    Country,
}

impl FieldType {
    /// Whether values are kept as text.
    pub fn is_textual(self) -> bool {
        use FieldType::*;
        matches!(self, Text | Choice | Email | Phone | Url | Country)
    }

    /// Whether values have an order that `at_least` and `before` can use.
    pub fn is_ordered(self) -> bool {
        use FieldType::*;
        matches!(self, Integer | Decimal | Money | Date | Instant)
    }

    /// Reads the plain JSON form (see [`Value::to_json`]) as a value of this type. Shape only: whether an e-mail
    /// address or a country exists is for `hygiene` to say.
    pub fn parse_json(self, json: &serde_json::Value) -> Result<Value, String> {
        use serde_json::Value as Json;
        let text = || json.as_str().ok_or_else(|| format!("expected text, got {json}"));
        match self {
            t if t.is_textual() => {
                let text = text()?;
                if text.chars().count() > MAX_TEXT {
                    return Err(format!("longer than {MAX_TEXT} characters"));
                }
                if text.contains('\0') {
                    return Err("contains a NUL character".into());
                }
                Ok(Value::text(text))
            }
            FieldType::Integer => {
                json.as_i64().map(Value::Integer).ok_or_else(|| format!("expected a whole number, got {json}"))
            }
            FieldType::Decimal => {
                let text = match json {
                    Json::String(text) => text.clone(),
                    Json::Number(number) => number.to_string(),
                    _ => return Err(format!("expected a number, got {json}")),
                };
                Decimal::parse(&text)
                    .map(Value::Decimal)
                    .ok_or_else(|| format!("\"{text}\" is not a number with at most six decimals"))
            }
            FieldType::Money => {
                let minor = json.get("minor").and_then(Json::as_i64);
                let currency = json.get("currency").and_then(Json::as_str).and_then(Currency::parse);
                match (minor, currency) {
                    (Some(minor), Some(currency)) => Ok(Value::Money(Money { minor, currency })),
                    _ => Err("expected {\"minor\": 12345, \"currency\": \"EUR\"}".into()),
                }
            }
            FieldType::Date => {
                let date = text()?.parse().map_err(|_| "expected a date like 2026-03-01".to_string())?;
                Ok(Value::Date(value::day_of_date(date)))
            }
            FieldType::Instant => Timestamp::parse(text()?)
                .map(Value::Instant)
                .ok_or_else(|| "expected a time like 2026-03-01T09:30:00Z".into()),
            _ => json.as_bool().map(Value::Boolean).ok_or_else(|| format!("expected true or false, got {json}")),
        }
    }
}

/// The definition of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Field {
    pub object: Object,
    /// Lower-case letters, digits and underscores; unique within the object.
    pub key: String,
    #[serde(rename = "type")]
    pub field_type: FieldType,
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who answers for the meaning and quality of the field.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Personal data in the sense of the GDPR: masked in exports without the right, erased with the contact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// What a missing value becomes on import, in the plain JSON form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub default: Option<serde_json::Value>,
    /// The allowed values of a choice, in their order (a score may rank by it).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Part of the product: may be relabelled, not removed or retyped.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub builtin: bool,
}

/// One allowed value of a choice field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Choice {
    pub key: String,
    pub label: String,
}

/// Whether a text may be the key of a field, segment, program or any other definition.
pub fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

/// A field of contacts that has a key, a type, and nothing else yet.
pub fn typed(key: &str, field_type: FieldType) -> Field {
    Field {
        object: Object::Contact,
        key: key.into(),
        field_type,
        label: key.into(),
        description: String::new(),
        owner: String::new(),
        personal: false,
        default: None,
        choices: Vec::new(),
        builtin: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn plain_json_comes_back_for_every_type() {
        let cases = [
            (FieldType::Text, json!("Ålesund")),
            (FieldType::Integer, json!(-7)),
            (FieldType::Decimal, json!("12.5")),
            (FieldType::Money, json!({"minor": 5, "currency": "NOK"})),
            (FieldType::Date, json!("2024-02-29")),
            (FieldType::Instant, json!("2024-02-29T10:00:00Z")),
            (FieldType::Boolean, json!(true)),
        ];
        for (field_type, json) in cases {
            assert_eq!(field_type.parse_json(&json).unwrap().to_json(), json);
        }
    }

    #[test]
    fn wrong_shapes_say_what_is_expected() {
        assert!(FieldType::Date.parse_json(&json!("29/02/2024")).unwrap_err().contains("2026-03-01"));
        assert!(FieldType::Integer.parse_json(&json!(1.5)).unwrap_err().contains("whole number"));
        assert!(FieldType::Text.parse_json(&json!("a\0b")).unwrap_err().contains("NUL"));
    }

    #[test]
    fn builtin_keys_are_keys_and_unique() {
        let fields = builtin_fields();
        let mut seen = std::collections::BTreeSet::new();
        for field in &fields {
            assert!(is_key(&field.key));
            assert!(seen.insert((field.object, field.key.clone())));
        }
    }
}
