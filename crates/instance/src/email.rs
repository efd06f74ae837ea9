//! The parts of an email that lie in files of their own: its MJML and its text part, in each of its languages, and the
//! layout that emails share.

use crate::Files;
use crate::files::pretty;
use model::definition::{Attachment, DefinitionKind, Email, Translation};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

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
    let key = key.split_once('.').map_or(key, |(key, _language)| key);
    if files.contains_key(&format!("emails/{key}.json")) {
        return Ok(());
    }
    Err(format!("no emails/{key}.json beside it; add that file with label and subject"))
}

/// Puts the parts of an email into its body, and those of its languages (`welcome.es.mjml`) into theirs.
pub(crate) fn join(key: &str, body: &mut Json, files: &Files) -> Result<(), String> {
    let Some(object) = body.as_object_mut() else { return Ok(()) };
    join_text(key, object, files)?;
    let prefix = format!("emails/{key}.");
    let tag = |path: &String| Some(path.strip_prefix(&prefix)?.rsplit_once('.')?.0.to_string());
    let tags: BTreeSet<String> = files.keys().filter_map(tag).collect();
    for tag in tags {
        let text = object.get_mut("languages").and_then(|all| all.get_mut(&tag)).and_then(Json::as_object_mut);
        let message = || format!("there are files of the language \"{tag}\"; name it with its subject under languages");
        join_text(&format!("{key}.{tag}"), text.ok_or_else(message)?, files)?;
    }
    Ok(())
}

/// The MJML and the text part that lie beside. Content that is not a whole document goes into the layout.
fn join_text(name: &str, object: &mut Map<String, Json>, files: &Files) -> Result<(), String> {
    for (field, extension) in [("mjml", "mjml"), ("text", "txt")] {
        let Some(part) = files.get(&format!("emails/{name}.{extension}")) else { continue };
        if object.contains_key(field) {
            return Err(format!("has \"{field}\" and lies beside {name}.{extension}; keep one of them"));
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
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    languages: BTreeMap<String, Said>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment>,
}

/// What it says of a language.
#[derive(serde::Serialize)]
struct Said {
    subject: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    preheader: String,
}

/// Takes MJML and text parts into files of their own and returns the text of the JSON file.
pub(crate) fn split(key: &str, email: Email, layout: Option<&str>, files: &mut Files) -> String {
    // By name, so that a new field of an email cannot be forgotten here.
    let Email {
        label,
        subject,
        preheader,
        from_name,
        from_address,
        reply_to,
        mjml,
        text,
        defaults,
        operational,
        languages,
        attachments,
    } = email;
    split_text(key, (mjml, text), layout, files);
    let said = |(tag, Translation { subject, preheader, mjml, text })| {
        split_text(&format!("{key}.{tag}"), (mjml, text), layout, files);
        (tag, Said { subject, preheader })
    };
    let languages = languages.into_iter().map(said).collect();
    pretty(&Head {
        label,
        subject,
        preheader,
        from_name,
        from_address,
        reply_to,
        defaults,
        operational,
        languages,
        attachments,
    })
}

fn split_text(name: &str, (mjml, text): (String, String), layout: Option<&str>, files: &mut Files) {
    let content = layout.and_then(|layout| {
        let (before, after) = layout.split_once(HERE)?;
        let content = mjml.strip_prefix(before)?.strip_suffix(after)?;
        (!content.contains("<mjml")).then(|| content.to_string())
    });
    files.insert(format!("emails/{name}.mjml"), content.unwrap_or(mjml));
    if !text.is_empty() {
        files.insert(format!("emails/{name}.txt"), text);
    }
}
