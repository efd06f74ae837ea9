//! Writing fields: each value is checked against its definition, and each change of a known value becomes an activity,
//! so that history can be asked later.

use super::Desk;
use crate::outcome::Refused;
use model::field::MAX_TEXT;
use model::input::FieldPuts;
use model::record::Fields;
use model::*;

/// One value that differs from what stood before.
pub(super) struct FieldChange {
    pub key: String,
    pub from: Option<Value>,
    pub to: Option<Value>,
}

/// Whether a value has the shape that a field's type asks for.
fn fits(value: &Value, field_type: FieldType) -> bool {
    match value {
        Value::Text(text) => field_type.is_textual() && !text.contains('\0') && text.chars().count() <= MAX_TEXT,
        Value::Integer(_) => field_type == FieldType::Integer,
        Value::Decimal(_) => field_type == FieldType::Decimal,
        Value::Money(_) => field_type == FieldType::Money,
        Value::Date(_) => field_type == FieldType::Date,
        Value::Instant(_) => field_type == FieldType::Instant,
        Value::Boolean(_) => field_type == FieldType::Boolean,
    }
}

impl Desk<'_> {
    /// Refuses unknown fields, wrong types and choices that do not exist.
    pub(super) fn check_fields(&self, of: Object, puts: &FieldPuts) -> Result<(), Refused> {
        for (key, value) in puts {
            let place = || format!("{}.{key}", of.as_str());
            let Some(field) = self.field(of, key) else {
                return Err(Refused::new(
                    place(),
                    "there is no such field; add it under Settings, Fields, or map another",
                ));
            };
            let Some(value) = value else { continue };
            if !fits(value, field.field_type) {
                let wanted = serde_json::to_value(field.field_type).unwrap_or_default();
                return Err(Refused::new(place(), format!("\"{value}\" is not a value of type {wanted}")));
            }
            let known = |text: &str| field.choices.is_empty() || field.choices.iter().any(|choice| choice.key == text);
            if let (FieldType::Choice, Value::Text(text)) = (field.field_type, value)
                && !known(text)
            {
                let allowed: Vec<&str> = field.choices.iter().map(|choice| choice.key.as_str()).take(20).collect();
                return Err(Refused::new(
                    place(),
                    format!("\"{text}\" is not a choice; use one of {}", allowed.join(", ")),
                ));
            }
        }
        Ok(())
    }
}

/// Writes the values into `fields` and says what differs.
pub(super) fn write(fields: &mut Fields, puts: &FieldPuts) -> Vec<FieldChange> {
    let mut changed = Vec::new();
    for (key, to) in puts {
        let from = fields.get(key).cloned();
        if from == *to {
            continue;
        }
        match to {
            Some(value) => fields.insert(key.clone(), value.clone()),
            None => fields.remove(key),
        };
        changed.push(FieldChange { key: key.clone(), from, to: to.clone() });
    }
    changed
}

/// The properties of a `field_changed` activity.
pub(super) fn properties(change: &FieldChange, of: Object) -> Vec<(&'static str, Value)> {
    let mut properties = vec![("object", Value::text(of.as_str()))];
    properties.extend(change.from.clone().map(|value| ("from", value)));
    properties.extend(change.to.clone().map(|value| ("to", value)));
    properties
}
