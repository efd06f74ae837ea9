//! The MJML of a snippet, which lies in a file of its own.

use crate::Files;
use crate::files::pretty;
use model::definition::Snippet;
use serde_json::Value as Json;

fn part(key: &str) -> String {
    format!("snippets/{key}.mjml")
}

/// Whether a file that is not JSON belongs to a snippet.
pub(crate) fn check_part(name: &str, files: &Files) -> Result<(), String> {
    let key = name.strip_suffix(".mjml").ok_or("expected a .json file, or a .mjml file beside one")?;
    match files.contains_key(&format!("snippets/{key}.json")) {
        true => Ok(()),
        false => Err(format!("no snippets/{key}.json beside it; add that file with a label")),
    }
}

/// Puts the MJML into the body.
pub(crate) fn join(key: &str, body: &mut Json, files: &Files) -> Result<(), String> {
    let (Some(object), Some(mjml)) = (body.as_object_mut(), files.get(&part(key))) else { return Ok(()) };
    match object.insert("mjml".into(), Json::from(mjml.clone())) {
        Some(_) => Err(format!("has \"mjml\" and lies beside {key}.mjml; keep one of them")),
        None => Ok(()),
    }
}

/// What the JSON file says.
#[derive(serde::Serialize)]
struct Head {
    label: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
}

/// Takes the MJML into a file of its own and returns the text of the JSON file.
pub(crate) fn split(key: &str, snippet: Snippet, files: &mut Files) -> String {
    let Snippet { label, description, mjml } = snippet;
    files.insert(part(key), mjml);
    pretty(&Head { label, description })
}
