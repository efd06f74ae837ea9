//! The starter instance: what a new installation begins with, carried in the binary.

use crate::{Document, Files, parse};
use model::DefinitionKind;
use serde_json::Value as Json;

#[derive(rust_embed::Embed)]
#[folder = "../../instance/"]
struct Carried;

/// The texts of the starter instance.
pub fn starter_files() -> Files {
    let text = |path: &str| Carried::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned());
    let definitions = Carried::iter().filter(|path| !path.ends_with(".md"));
    definitions.filter_map(|path| Some((path.to_string(), text(&path)?))).collect()
}

/// The definitions of the starter instance, in an order in which they can be published.
pub fn starter() -> Vec<Document> {
    parse(&starter_files()).expect("the starter instance is read by a test before every release")
}

/// The starter instance of an installation with one user: the reps at `example.com` whom it names are that user until
/// others are named.
pub fn starter_for(user: &str) -> Vec<Document> {
    let mut documents = starter();
    let named =
        |document: &&mut Document| matches!(document.kind, DefinitionKind::Assignment | DefinitionKind::Program);
    documents.iter_mut().filter(named).for_each(|document| name_user(&mut document.body, user));
    documents
}

fn name_user(json: &mut Json, user: &str) {
    match json {
        Json::String(text) if text.ends_with("@example.com") => *text = user.to_string(),
        Json::Array(items) => {
            items.iter_mut().for_each(|item| name_user(item, user));
            items.dedup();
        }
        Json::Object(map) => map.values_mut().for_each(|value| name_user(value, user)),
        _ => {}
    }
}
