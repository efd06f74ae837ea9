//! Reading JSON that people and programs write. What does not fit is named with its place and a remedy, in a few
//! patterns, so that whoever shows them can know them in every language.

use serde::de::DeserializeOwned;
use std::fmt;

/// Where JSON does not have the shape that is needed, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// `filter.all[0].field.key`; empty for the whole.
    pub path: String,
    pub message: String,
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{} ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl From<Misread> for String {
    fn from(misread: Misread) -> String {
        misread.to_string()
    }
}

/// Reads JSON as a type.
pub fn read<T: DeserializeOwned>(json: &serde_json::Value) -> Result<T, Misread> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        // Past a `?` the path is not known; the whole is ".".
        let path = error.path().to_string();
        let known = path.split('?').next().unwrap_or_default().trim_end_matches('.');
        explained(known, &error.into_inner().to_string())
    })
}

/// The words of serde as the place and the remedy.
fn explained(path: &str, said: &str) -> Misread {
    let inside = |field: &str| if path.is_empty() { field.to_string() } else { format!("{path}.{field}") };
    let quoted = || said.split('`').nth(1).unwrap_or_default();
    let of_type = |rest: &str, what: fn(&str) -> &str| {
        let (found, needed) = rest.split_once(", expected ").unwrap_or((rest, ""));
        format!("is {} where {} is needed; change it", what(found), needed_type(needed))
    };
    let after = |start: &str| said.strip_prefix(start);
    let (path, message) = match () {
        () if said.starts_with("missing field ") => (inside(quoted()), "is missing; add it".into()),
        () if said.starts_with("duplicate field ") => (inside(quoted()), "stands twice; keep one".into()),
        () if said.starts_with("unknown field ") => {
            let here = path == quoted() || path.ends_with(&format!(".{}", quoted()));
            let place = if here { path.to_string() } else { inside(quoted()) };
            match choices(said) {
                known if known.is_empty() => (place, "is not known here; remove it".into()),
                known => (place, format!("is not known here; remove it, or use {known}")),
            }
        }
        () if said.starts_with("unknown variant ") => {
            (path.to_string(), format!("\"{}\" is not known; choose from {}", quoted(), choices(said)))
        }
        () if said.starts_with("data did not match any variant") => {
            (path.to_string(), "has none of the forms that fit here; see the API's document".into())
        }
        () => match (after("invalid type: "), after("invalid value: ")) {
            (Some(rest), _) => (path.to_string(), of_type(rest, found_type)),
            (_, Some(rest)) => (path.to_string(), of_type(rest, found_value)),
            _ => (path.to_string(), said.to_string()),
        },
    };
    Misread { path, message }
}

/// What was expected in its place: `a, b, c`.
fn choices(said: &str) -> String {
    let expected = said.split_once(", expected ").map_or("", |(_, rest)| rest);
    expected.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ")
}

/// A type in words; the value itself may be nobody's business.
fn found_type(found: &str) -> &str {
    match found.split_once([' ', '`']).map_or(found, |(first, _)| first) {
        "string" => "a text",
        "integer" => "a whole number",
        "floating" => "a number with decimals",
        "boolean" => "true or false",
        "sequence" => "a list",
        "map" => "an object",
        "null" | "unit" => "null",
        _ => found,
    }
}

/// A number by itself, whatever else by its type.
fn found_value(found: &str) -> &str {
    match found.starts_with("integer") || found.starts_with("floating") {
        true => found.split('`').nth(1).unwrap_or(found),
        false => found_type(found),
    }
}

fn needed_type(needed: &str) -> &str {
    match needed {
        "a string" | "string" => "a text",
        "a boolean" => "true or false",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0 on",
        "f32" | "f64" => "a number with decimals",
        "a sequence" => "a list",
        "string or map" => "a text or an object",
        "map with a single key" => "an object with one key",
        _ if needed.starts_with("struct ") || needed == "a map" || needed.ends_with("tagged enum") => "an object",
        _ if needed.starts_with("tuple") || needed.contains("array") => "a list",
        _ => needed,
    }
}

#[cfg(test)]
mod tests {
    use crate::definition::{Body, DefinitionKind};
    use serde_json::json;

    #[test]
    fn what_does_not_fit_is_named_with_its_place_and_the_remedy() {
        let says = |kind, json| Body::parse(kind, &json).unwrap_err().to_string();
        let field = json!({"key": "a", "type": "text", "label": "A"});
        assert_eq!(says(DefinitionKind::Field, field), "object is missing; add it");
        let list = |json| says(DefinitionKind::List, json);
        assert_eq!(list(json!({"label": 5})), "label is a whole number where a text is needed; change it");
        assert_eq!(list(json!("x")), "is a text where an object is needed; change it");
        let misspelt = list(json!({"lable": "x"}));
        assert_eq!(misspelt, "lable is not known here; remove it, or use label, description");
        let stage = |sla: serde_json::Value| json!({"label": "L", "transitions": [], "stages": [{"key": "a", "label": "A", "kind": "sla", "sla_hours": sla}]});
        let stages = |json| says(DefinitionKind::Lifecycle, json);
        let needed = "a whole number from 0 on is needed; change it";
        assert_eq!(stages(stage(json!("8"))), format!("stages[0].sla_hours is a text where {needed}"));
        assert_eq!(stages(stage(json!(-8))), format!("stages[0].sla_hours is -8 where {needed}"));
        assert_eq!(stages(stage(json!(true))), format!("stages[0].sla_hours is true or false where {needed}"));
        let mut kind = stage(json!(8));
        kind["stages"][0]["kind"] = json!("pool");
        assert_eq!(stages(kind), "stages[0].kind \"pool\" is not known; choose from inventory, gate, sla, terminal");
        let segment = |filter| says(DefinitionKind::Segment, json!({"label": "S", "filter": filter}));
        assert_eq!(segment(json!({"all": 1})), "filter.all is a whole number where a list is needed; change it");
        let of = segment(json!({"all": [{"field": {"of": "contact", "key": "x"}}]}));
        assert_eq!(of, "filter.all[0].field.op is missing; add it");
    }
}
