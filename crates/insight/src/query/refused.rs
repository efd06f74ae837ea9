//! What DataFusion says of a query that it refuses, in our words: where, what, and what to do. What is not known here
//! keeps the engine's own words behind a sentence of ours.

use super::TABLES;
use datafusion::arrow::error::ArrowError;
use datafusion::common::SchemaError;
use datafusion::common::utils::datafusion_strsim::levenshtein;
use datafusion::error::DataFusionError;

/// Longest text of the engine that is passed on, in characters.
const MOST: usize = 300;

/// An error in one sentence, with its place in the query where it has one.
pub(super) fn in_words(sql: &str, error: &DataFusionError) -> String {
    use DataFusionError::{ArrowError as Arrow, NotImplemented, Plan, SQL, SchemaError as Schema};
    let found = match error {
        Schema(error, _) => schema(sql, error),
        SQL(error, _) => Some(syntax(&error.to_string())),
        Arrow(error, _) => computing(error),
        Plan(said) | NotImplemented(said) => planning(sql, said),
        _ => None,
    };
    found.unwrap_or_else(|| {
        let said = error.strip_backtrace();
        let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST).collect();
        format!("cannot be run as it stands; the engine says: {said}")
    })
}

fn schema(sql: &str, error: &SchemaError) -> Option<String> {
    match error {
        SchemaError::FieldNotFound { field, valid_fields } => {
            let names = valid_fields.iter().map(|field| field.name());
            let near = match near(field.name(), names) {
                near if near.is_empty() => "the list of tables names the columns".to_string(),
                near => format!("did you mean {near}?"),
            };
            let text = format!("there is no column \"{}\"; {near}", field.flat_name());
            Some(placed(sql, field.name(), text))
        }
        SchemaError::AmbiguousReference { field } => {
            let name = field.name();
            let text = format!("the column \"{name}\" is in more than one table; write which, like contacts.{name}");
            Some(placed(sql, name, text))
        }
        SchemaError::DuplicateQualifiedField { name, .. } | SchemaError::DuplicateUnqualifiedField { name } => {
            let text = format!("two columns are called \"{name}\"; name one of them with AS");
            Some(placed(sql, name, text))
        }
    }
}

/// `sql parser error: Expected: an expression, found: FROM at Line: 1, Column: 8`
fn syntax(said: &str) -> String {
    let said = said.strip_prefix("sql parser error: ").unwrap_or(said);
    let (what, place) = said.rsplit_once(" at Line: ").unwrap_or((said, ""));
    let text = match what.strip_prefix("Expected: ").and_then(|what| what.rsplit_once(", found: ")) {
        Some((expected, "EOF")) => format!("ends too early; {expected} is missing"),
        Some((expected, found)) => format!("\"{found}\" cannot stand here; {expected} is expected"),
        None => format!("is not SQL as it is understood here: {what}"),
    };
    match place.split_once(", Column: ") {
        Some((line, column)) => format!("line {line}, column {column}: {text}"),
        None => text,
    }
}

/// What planning refuses is told apart by its words, which the tests hold us to.
fn planning(sql: &str, said: &str) -> Option<String> {
    let quoted = |mark: char| said.split(mark).nth(1).unwrap_or_default();
    let has = |text: &str| said.contains(text);
    if has("DDL not supported") || has("DML not supported") || has("Statement not supported") {
        return Some("only reading is allowed here; write one SELECT".into());
    }
    if has("only supports a single SQL statement") {
        return Some("holds more than one statement; send one SELECT at a time".into());
    }
    if has("No SQL statements were provided") {
        return Some("is empty; write one SELECT".into());
    }
    if has("must appear in the GROUP BY clause") {
        let column = quoted('"');
        let text = format!("the column \"{column}\" has to stand in GROUP BY, or within an aggregate such as count()");
        return Some(placed(sql, column.rsplit('.').next().unwrap_or(column), text));
    }
    if has("unction '") && (has("Invalid function") || has("not found")) {
        let (name, near) = (quoted('\''), said.split("Did you mean '").nth(1).and_then(|rest| rest.split('\'').next()));
        let near = near.map_or("see the list of DataFusion's functions".into(), |near| format!("did you mean {near}?"));
        return Some(placed(sql, name, format!("there is no function \"{name}\"; {near}")));
    }
    if said.starts_with("table '") && said.ends_with("not found") {
        let name = quoted('\'').rsplit('.').next().unwrap_or_default();
        let names = || TABLES.iter().map(|table| table.name);
        let near = match near(name, names()) {
            near if near.is_empty() => format!("the tables are {}", names().collect::<Vec<_>>().join(", ")),
            near => format!("did you mean {near}?"),
        };
        return Some(placed(sql, name, format!("there is no table \"{name}\"; {near}")));
    }
    let called = |start: &str| said.split(start).nth(1)?.split(['\'', '(']).next();
    let function = || ["Function '", "call to '", "argument types '"].iter().find_map(|start| called(start));
    let calls = ["failed to match", "Failed to coerce arguments", "No function matches"].iter().any(|kind| has(kind));
    if let Some(name) = calls.then(function).flatten() {
        let text = format!("the function {name} does not take values of this type; convert them with CAST(… AS …)");
        return Some(placed(sql, name, text));
    }
    let kinds = ["Cannot infer common", "Cannot coerce", "Failed to coerce"];
    kinds.iter().any(|kind| has(kind)).then(|| {
        let said = said.lines().next().unwrap_or_default();
        format!("values of different types meet; convert one of them with CAST(… AS …): {said}")
    })
}

/// What goes wrong with single values.
fn computing(error: &ArrowError) -> Option<String> {
    match error {
        ArrowError::DivideByZero => Some("divides by zero; put NULLIF(…, 0) around the divisor".into()),
        ArrowError::ArithmeticOverflow(_) => Some("a number gets too large; convert it with CAST(… AS DOUBLE)".into()),
        ArrowError::CastError(said) | ArrowError::ParseError(said) => {
            Some(format!("a value does not fit its new type; use TRY_CAST, which gives null instead: {said}"))
        }
        _ => None,
    }
}

/// With the place of the first such word of the query.
fn placed(sql: &str, word: &str, text: String) -> String {
    let lower = (sql.to_ascii_lowercase(), word.to_ascii_lowercase());
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |at: &usize| {
        !lower.0[..*at].ends_with(is_part) && !lower.0[at + word.len()..].starts_with(is_part) && !word.is_empty()
    };
    let Some(at) = lower.0.match_indices(lower.1.as_str()).map(|(at, _)| at).find(whole) else { return text };
    let before = &sql[..at];
    let (line, start) = (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |end| end + 1));
    format!("line {line}, column {}: {text}", before[start..].chars().count() + 1)
}

/// The names that are spelled most like one, at most three; empty when none is like it.
fn near<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    let name = name.to_lowercase();
    let is_part = |other: &str| name.len() > 3 && other.contains(&name) || other.len() > 3 && name.contains(other);
    let far = |other: &str| if is_part(other) { 1 } else { levenshtein(&name, other) };
    let mut all: Vec<(usize, &str)> = names.map(|other| (far(other), other)).collect();
    all.retain(|(far, other)| *far * 2 <= name.chars().count().max(other.chars().count()));
    all.sort_unstable();
    all.dedup();
    let best = all.first().map_or(0, |(far, _)| *far);
    all.into_iter().take_while(|(far, _)| *far == best).take(3).map(|(_, name)| name).collect::<Vec<_>>().join(", ")
}
