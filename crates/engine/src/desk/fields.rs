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

/// What differs between two states of a contact besides its fields. Keys with a colon are parts of the
/// record and not fields, whatever fields are called.
pub(super) fn between_contacts(before: &Contact, after: &Contact) -> Vec<FieldChange> {
    let account = |contact: &Contact| contact.account.map(|account| Value::Text(account.to_string()));
    let relationship = |contact: &Contact| Some(Value::text(contact.relationship.as_str()));
    let email = |contact: &Contact| contact.email.clone().map(Value::Text);
    differing([
        ("email", email(before), email(after)),
        ("contact:account", account(before), account(after)),
        ("contact:relationship", relationship(before), relationship(after)),
    ])
}

/// What differs between two states of an account.
pub(super) fn between_accounts(before: &Account, after: &Account) -> Vec<FieldChange> {
    let relationship = |account: &Account| Some(Value::text(account.relationship.as_str()));
    let tier = |account: &Account| account.named_tier.map(|tier| Value::text(tier.as_str()));
    let mut changed = differing([
        ("account:relationship", relationship(before), relationship(after)),
        ("account:tier", tier(before), tier(after)),
    ]);
    let keys: std::collections::BTreeSet<&String> = before.fields.keys().chain(after.fields.keys()).collect();
    for key in keys {
        let (from, to) = (before.fields.get(key).cloned(), after.fields.get(key).cloned());
        if from != to {
            changed.push(FieldChange { key: format!("account.{key}"), from, to });
        }
    }
    changed
}

fn differing<const N: usize>(parts: [(&str, Option<Value>, Option<Value>); N]) -> Vec<FieldChange> {
    let differs = parts.into_iter().filter(|(_, from, to)| from != to);
    differs.map(|(key, from, to)| FieldChange { key: key.into(), from, to }).collect()
}

/// The properties of a `field_changed` activity.
pub(super) fn properties(change: &FieldChange, of: Object) -> Vec<(&'static str, Value)> {
    let mut properties = vec![("object", Value::text(of.as_str()))];
    properties.extend(change.from.clone().map(|value| ("from", value)));
    properties.extend(change.to.clone().map(|value| ("to", value)));
    properties
}
