//! Definitions as a set of named texts and back. The file system is not here (see `folder`).

use crate::{email, order, snippet};
use model::definition::{Body, DefinitionKind, MAIN};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Texts by their path below the instance folder, with `/` between folder and file.
pub type Files = BTreeMap<String, String>;

/// A definition as text holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub kind: DefinitionKind,
    /// Fields: `object.key`; the one definition of a single kind: `main`.
    pub key: String,
    /// JSON of the kind's body.
    pub body: Json,
}

/// What is wrong with a file, and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct Problem {
    pub file: String,
    pub message: String,
}

impl Problem {
    pub(crate) fn new(file: &str, message: impl Into<String>) -> Problem {
        Problem { file: file.to_string(), message: message.into() }
    }
}

/// The folder of a kind.
pub(crate) fn folder_of(kind: DefinitionKind) -> &'static str {
    use DefinitionKind::*;
    match kind {
        Field => "fields",
        Segment => "segments",
        List => "lists",
        Scoring => "scoring",
        Qualification => "qualification",
        Lifecycle => "lifecycle",
        Assignment => "assignment",
        Asset => "assets",
        Email => "emails",
        Program => "programs",
        Goal => "goals",
        Settings => "settings",
        Snippet => "snippets",
    }
}

fn kind_of(folder: &str) -> Option<DefinitionKind> {
    DefinitionKind::ALL.into_iter().find(|kind| folder_of(*kind) == folder)
}

/// Whether a path is where a definition (or a part of one) lies: what else is in the folder is somebody's own.
pub(crate) fn is_definition(path: &str) -> bool {
    let known = |(folder, file): (&str, &str)| {
        kind_of(folder).is_some() && [".json", ".mjml", ".txt"].iter().any(|end| file.ends_with(end))
    };
    path.split_once('/').is_some_and(known)
}

/// Reads every definition, in an order in which they can be published: what a definition names comes before it.
/// All problems are reported, not only the first.
pub fn parse(files: &Files) -> Result<Vec<Document>, Vec<Problem>> {
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| !is_prose(path)) {
        match parse_file(path, text, files) {
            Ok(Some(document)) => documents.push(document),
            Ok(None) => {}
            Err(message) => problems.push(Problem::new(path, message)),
        }
    }
    if problems.is_empty() { Ok(order::sorted(documents)) } else { Err(problems) }
}

/// Notes for people are not definitions.
fn is_prose(path: &str) -> bool {
    path.ends_with(".md")
}

fn parse_file(path: &str, text: &str, files: &Files) -> Result<Option<Document>, String> {
    let (folder, name) = path
        .split_once('/')
        .filter(|(_, name)| !name.contains('/'))
        .ok_or("a definition lies in the folder of its kind, like segments/hot_leads.json")?;
    let kind = kind_of(folder).ok_or_else(|| {
        let known: Vec<&str> = DefinitionKind::ALL.into_iter().map(folder_of).collect();
        format!("\"{folder}\" is not a kind of definition; the folders are {}", known.join(", "))
    })?;
    let Some(key) = name.strip_suffix(".json") else {
        return match kind {
            DefinitionKind::Snippet => snippet::check_part(name, files),
            _ => email::check_part(kind, name, files),
        }
        .map(|()| None);
    };
    check_key(kind, key)?;
    let mut body: Json = serde_json::from_str(text).map_err(|e| format!("not JSON: {e}"))?;
    match kind {
        DefinitionKind::Email => email::join(key, &mut body, files)?,
        DefinitionKind::Snippet => snippet::join(key, &mut body, files)?,
        _ => {}
    }
    let parsed = Body::parse(kind, &body)?;
    if let Body::Field(field) = &parsed {
        let own = format!("{}.{}", field.object.as_str(), field.key);
        if own != key {
            return Err(format!("the file is named {key}, the field in it {own}; give both the same name"));
        }
    }
    Ok(Some(Document { kind, key: key.to_string(), body }))
}

fn check_key(kind: DefinitionKind, key: &str) -> Result<(), String> {
    if kind.is_single() && key != MAIN {
        return Err(format!("there is one {} only; name its file {MAIN}.json", kind.as_str()));
    }
    let plain = match kind {
        DefinitionKind::Field => key.split_once('.').map_or("", |(_, field)| field),
        _ => key,
    };
    if model::field::is_key(plain) {
        return Ok(());
    }
    Err("the name of the file is the key: lower-case letters, digits, - and _, at most 64 (fields: object.key)".into())
}

/// The texts of definitions, always written the same way. `layout`, when given, is taken out of the emails that begin
/// and end with it.
pub fn render(documents: &[Document], layout: Option<&str>) -> Files {
    let mut files = Files::new();
    for document in documents {
        let text = match Body::parse(document.kind, &document.body) {
            Ok(Body::Email(email)) => email::split(&document.key, email, layout, &mut files),
            Ok(Body::Snippet(snippet)) => snippet::split(&document.key, snippet, &mut files),
            Ok(body) => canonical(&body),
            // Written by another version of the product: as it is.
            Err(_) => pretty(&document.body),
        };
        files.insert(format!("{}/{}.json", folder_of(document.kind), document.key), text);
    }
    if let Some(layout) = layout {
        files.insert(email::LAYOUT.to_string(), layout.to_string());
    }
    files
}

fn canonical(body: &Body) -> String {
    match body {
        Body::Field(body) => pretty(body),
        Body::Segment(body) => pretty(body),
        Body::List(body) => pretty(body),
        Body::Scoring(body) => pretty(body),
        Body::Qualification(body) => pretty(body),
        Body::Lifecycle(body) => pretty(body),
        Body::Assignment(body) => pretty(body),
        Body::Asset(body) => pretty(body),
        Body::Email(body) => pretty(body),
        Body::Program(body) => pretty(body),
        Body::Goal(body) => pretty(body),
        Body::Settings(body) => pretty(body),
        Body::Snippet(body) => pretty(body),
    }
}

/// Indented JSON with a newline at its end.
pub(crate) fn pretty<T: serde::Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
