//! What an event says, in the forms that records and the ledger keep.

use model::activity::{MAX_PROPERTIES, MAX_PROPERTY_TEXT};
use model::{FieldType, Money, Value};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The scalar properties, bounded.
pub(super) fn properties_of(properties: &BTreeMap<String, Json>) -> BTreeMap<String, Value> {
    let bounded = |value: Value| match value {
        Value::Text(text) => Value::Text(text.chars().filter(|c| *c != '\0').take(MAX_PROPERTY_TEXT).collect()),
        other => other,
    };
    let scalar = |(key, json): (&String, &Json)| Some((key.clone(), bounded(Value::of_scalar(json)?)));
    properties.iter().filter(|(key, _)| key.len() <= 64).filter_map(scalar).take(MAX_PROPERTIES).collect()
}

/// A trait in the normal form of its field; `None` when it does not fit. What is wrong with the address is said later.
pub(super) fn trait_value(field_type: FieldType, json: &Json, address: bool) -> Option<Value> {
    match field_type.parse_json(json).ok()? {
        Value::Text(text) if !address => hygiene::typed::normal(field_type, &text, None).ok().map(Value::text),
        value => Some(value),
    }
}

/// `revenue` or `value` with `currency`; without a currency it is no money.
pub(super) fn value_of(properties: &BTreeMap<String, Json>) -> Option<Money> {
    let currency = hygiene::currency::parse(properties.get("currency")?.as_str()?).ok()?;
    let amount = ["revenue", "value", "total"].iter().find_map(|key| properties.get(*key)?.as_f64())?;
    let minor = amount * 10f64.powi(i32::try_from(currency.decimals()).ok()?);
    (minor.abs() < 9e15).then(|| Money { minor: minor.round() as i64, currency })
}
