//! The parts of an email that lie in files of their own: its MJML, its text part, and the layout that emails share.

use crate::Files;
use crate::files::pretty;
use model::definition::{DefinitionKind, Email};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What is around the content of each email; [`HERE`] stands where the content goes.
pub(crate) const LAYOUT: &str = "emails/_layout.mjml";
const HERE: &str = "<!-- content -->";

/// Whether a file that is not JSON belongs to a definition.
pub(crate) fn check_part(kind: DefinitionKind, name: &str, files: &Files) -> Result<(), String> {
    let known = "expected a .json file (in emails also .mjml and .txt beside one)";
    if kind != DefinitionKind::Email {
        return Err(known.into());
    }
    if format!("emails/{name}") == LAYOUT {
        let once = files.get(LAYOUT).is_some_and(|text| text.matches(HERE).count() == 1);
        return if once { Ok(()) } else { Err(format!("the layout names {HERE} exactly once")) };
    }
    let key = name.strip_suffix(".mjml").or_else(|| name.strip_suffix(".txt")).ok_or(known)?;
    if files.contains_key(&format!("emails/{key}.json")) {
        return Ok(());
    }
    Err(format!("no emails/{key}.json beside it; add that file with label and subject"))
}

/// Puts the parts of an email into its body. Content that is not a whole document goes into the layout.
pub(crate) fn join(key: &str, body: &mut Json, files: &Files) -> Result<(), String> {
    let Some(object) = body.as_object_mut() else { return Ok(()) };
    for (field, extension) in [("mjml", "mjml"), ("text", "txt")] {
        let Some(part) = files.get(&format!("emails/{key}.{extension}")) else { continue };
        if object.contains_key(field) {
            return Err(format!("has \"{field}\" and lies beside {key}.{extension}; keep one of them"));
        }
        let whole = match files.get(LAYOUT).and_then(|layout| layout.split_once(HERE)) {
            Some((before, after)) if field == "mjml" && !part.contains("<mjml") => format!("{before}{part}{after}"),
            _ => part.clone(),
        };
        object.insert(field.into(), Json::from(whole));
    }
    Ok(())
}

/// What the JSON file of an email says; MJML and text part lie beside it.
#[derive(serde::Serialize)]
struct Head {
    label: String,
    subject: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    preheader: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    from_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    from_address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    reply_to: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    defaults: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operational: Option<String>,
}

/// Takes MJML and text part into files of their own and returns the text of the JSON file.
pub(crate) fn split(key: &str, email: Email, layout: Option<&str>, files: &mut Files) -> String {
    // By name, so that a new field of an email cannot be forgotten here.
    let Email { label, subject, preheader, from_name, from_address, reply_to, mjml, text, defaults, operational } =
        email;
    let content = layout.and_then(|layout| {
        let (before, after) = layout.split_once(HERE)?;
        let content = mjml.strip_prefix(before)?.strip_suffix(after)?;
        (!content.contains("<mjml")).then(|| content.to_string())
    });
    files.insert(format!("emails/{key}.mjml"), content.unwrap_or(mjml));
    if !text.is_empty() {
        files.insert(format!("emails/{key}.txt"), text);
    }
    pretty(&Head { label, subject, preheader, from_name, from_address, reply_to, defaults, operational })
}
