//! The template language that an email may use: a small set of filters and tests, with limits on time and memory.
//!
//! Fuel bounds the number of steps; that no step is large is seen to here (texts that enter a filter are bounded) and
//! in `guard` (nothing that could make a text grow is allowed in).

use crate::skeleton::{CLOSE, OPEN};
use minijinja::value::{Rest, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use std::borrow::Cow;

/// Steps that one part of a message may take. The largest allowed template without loops needs a quarter of it.
const FUEL: u64 = 100_000;
/// Longest text that may enter a filter, in bytes; field values are shorter.
const MAX_FILTERED: usize = 16_000;

/// Filters by name, with what they do, for messages and the guide.
pub(crate) const FILTERS: &[&str] =
    &["default", "upper", "lower", "capitalize", "title", "trim", "truncate", "urlencode", "round", "date"];
/// Tests that may follow `is`.
pub(crate) const TESTS: &[&str] = &["defined", "undefined", "empty"];

/// An environment without templates.
pub(crate) fn environment() -> Environment<'static> {
    let mut env = Environment::empty();
    env.set_fuel(Some(FUEL));
    env.set_recursion_limit(64);
    env.set_undefined_behavior(UndefinedBehavior::Chainable);
    env.set_auto_escape_callback(|name| if name == "html" { AutoEscape::Html } else { AutoEscape::None });
    env.set_formatter(write);
    env.add_filter("default", |value: Value, other: Rest<Value>| match is_empty(&value) {
        true => other.first().cloned().unwrap_or_else(|| Value::from("")),
        false => value,
    });
    env.add_filter("upper", |value: Value| text(&value).map(|t| t.to_uppercase()));
    env.add_filter("lower", |value: Value| text(&value).map(|t| t.to_lowercase()));
    env.add_filter("capitalize", |value: Value| text(&value).map(|t| capitalize(&t)));
    env.add_filter("title", |value: Value| {
        text(&value).map(|t| t.split(' ').map(capitalize).collect::<Vec<_>>().join(" "))
    });
    env.add_filter("trim", |value: Value| text(&value).map(|t| t.trim().to_string()));
    env.add_filter("truncate", |value: Value, most: usize| text(&value).map(|t| truncate(&t, most)));
    env.add_filter("urlencode", |value: Value| text(&value).map(|t| urlencode(&t)));
    env.add_filter("round", |value: Value, digits: Rest<u8>| round(&value, digits.first().copied().unwrap_or(0)));
    env.add_filter("date", |value: Value, form: Rest<String>| date(&value, form.first().map(String::as_str)));
    env.add_test("defined", |value: Value| !value.is_undefined());
    env.add_test("undefined", |value: Value| value.is_undefined());
    env.add_test("empty", |value: Value| is_empty(&value));
    env
}

/// Writes a value: nothing when it is unknown, escaped for HTML and marked as a value in the HTML part.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_string);
    let text = match state.auto_escape() {
        AutoEscape::Html => format!("{OPEN}{}{CLOSE}", escape(&text)),
        _ => text,
    };
    out.write_str(&text).map_err(Error::from)
}

/// Text as HTML, in content and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    if !text.contains(['&', '<', '>', '"', '\'', OPEN, CLOSE]) {
        return text.to_string();
    }
    text.chars().fold(String::with_capacity(text.len() + 16), |mut out, letter| {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            OPEN | CLOSE => {}
            other => out.push(other),
        }
        out
    })
}

/// The text again that became this HTML.
pub(crate) fn unescape(html: &str) -> Cow<'_, str> {
    if !html.contains('&') {
        return Cow::Borrowed(html);
    }
    let text = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    Cow::Owned(text.replace("&amp;", "&"))
}

fn is_empty(value: &Value) -> bool {
    value.is_undefined() || value.is_none() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// What a filter reads: nothing for an unknown value, an error for a text that is too long.
fn text(value: &Value) -> Result<String, Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(String::new());
    }
    if let Some(text) = value.as_str() {
        if text.len() > MAX_FILTERED {
            return Err(refuse(format!("a text of {} bytes is too long for a filter", text.len())));
        }
        return Ok(text.to_string());
    }
    match value.kind() {
        ValueKind::Number | ValueKind::Bool => Ok(value.to_string()),
        _ => Err(refuse("a list has no text form".into())),
    }
}

fn refuse(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn capitalize(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// At most `most` characters, an ellipsis included, cut at a word where there is one.
fn truncate(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let kept = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{}…", kept.trim_end())
}

/// Percent-encodes everything but unreserved characters (RFC 3986).
fn urlencode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

fn round(value: &Value, digits: u8) -> Result<String, Error> {
    let number: f64 = match value.as_str() {
        Some(text) => text.trim().parse().map_err(|_| refuse("round needs a number".into()))?,
        None if is_empty(value) => return Ok(String::new()),
        None => f64::try_from(value.clone()).map_err(|_| refuse("round needs a number".into()))?,
    };
    Ok(format!("{number:.*}", usize::from(digits.min(6))))
}

/// A date or time (`2026-03-01…`) as `01.03.2026` (`dmy`, the default), `03/01/2026` (`mdy`) or `2026-03-01` (`iso`).
fn date(value: &Value, form: Option<&str>) -> Result<String, Error> {
    let text = text(value)?;
    let day = text.get(..10).unwrap_or(&text);
    let mut parts = day.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else { return Ok(text) };
    match form {
        None | Some("dmy") => Ok(format!("{day}.{month}.{year}")),
        Some("mdy") => Ok(format!("{month}/{day}/{year}")),
        Some("iso") => Ok(format!("{year}-{month}-{day}")),
        Some(other) => Err(refuse(format!("date knows the forms dmy, mdy and iso, not \"{other}\""))),
    }
}
