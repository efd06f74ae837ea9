//! Values of fields as a request gives them: known fields only, each in the plain JSON form of its type.

use crate::App;
use crate::describe::UserNames;
use crate::problem::Faults;
use model::input::FieldPuts;
use model::{Object, UserId, Value};
use rules::View;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Reads values by field key; `null` clears. What is wrong is named as `fields.<key>`.
pub fn read(app: &App, faults: &mut Faults, of: Object, given: &BTreeMap<String, Json>) -> FieldPuts {
    let image = app.engine().image();
    let mut puts = FieldPuts::new();
    for (key, json) in given {
        let place = format!("fields.{key}");
        let Some(field_type) = image.field_type(of, key) else {
            faults.add(place, format!("is not a field of {}s; Settings › Fields lists and adds them", of.as_str()));
            continue;
        };
        if json.is_null() {
            puts.insert(key.clone(), None);
        } else if let Some(value) = faults.take(&place, field_type.parse_json(json)) {
            let value = match value {
                Value::Text(text) => {
                    faults.take(&place, hygiene::typed::normal(field_type, &text, None)).map(Value::text)
                }
                other => Some(other),
            };
            if value.is_some() {
                puts.insert(key.clone(), value);
            }
        }
    }
    puts
}

/// Reads the id of a user who is to own something.
pub fn owner(faults: &mut Faults, users: &UserNames, given: Option<&str>) -> Option<UserId> {
    let id = faults.take("owner", given?.parse::<UserId>())?;
    if !users.contains_key(&id) {
        faults.add("owner", "is not a user of this instance");
        return None;
    }
    Some(id)
}
