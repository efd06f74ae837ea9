//! In which order definitions can be published: what one names comes before it.

use crate::Document;
use model::definition::{DefinitionKind, MAIN};
use serde_json::Value as Json;
use std::collections::BTreeMap;

type Name = (DefinitionKind, String);

/// By kind, then by key, except that what a definition names goes first. A circle is left as it stands: saying no to
/// it is `rules::validate`.
pub(crate) fn sorted(documents: Vec<Document>) -> Vec<Document> {
    let rank = |kind| DefinitionKind::ALL.iter().position(|k| *k == kind);
    let mut waiting: BTreeMap<Name, Document> =
        documents.into_iter().map(|document| ((document.kind, document.key.clone()), document)).collect();
    let mut names: Vec<Name> = waiting.keys().cloned().collect();
    names.sort_by_key(|(kind, key)| (rank(*kind), key.clone()));
    let mut sorted = Vec::with_capacity(waiting.len());
    for name in names {
        place(&name, &mut waiting, &mut sorted);
    }
    sorted
}

fn place(name: &Name, waiting: &mut BTreeMap<Name, Document>, sorted: &mut Vec<Document>) {
    // Taken out before its references are followed, so that a circle ends.
    let Some(document) = waiting.remove(name) else { return };
    let mut named = Vec::new();
    references(&document.body, &mut named);
    for name in named {
        place(&name, waiting, sorted);
    }
    sorted.push(document);
}

/// Everything that a body names. Fields need no mention: their kind goes before all that can name them.
fn references(json: &Json, named: &mut Vec<Name>) {
    use DefinitionKind::{Asset, Email, Lifecycle, List, Program, Segment};
    match json {
        Json::Array(items) => items.iter().for_each(|item| references(item, named)),
        Json::Object(map) => {
            for (key, value) in map {
                let kind = match key.as_str() {
                    "in_segment" | "segment" => Some(Segment),
                    "in_list" | "add_to_list" => Some(List),
                    "email" => Some(Email),
                    "asset" => Some(Asset),
                    "stage" => Some(Lifecycle),
                    "program" => Some(Program),
                    _ => None,
                };
                match (kind, value) {
                    (Some(Lifecycle), Json::Array(_)) => named.push((Lifecycle, MAIN.into())),
                    (Some(kind), Json::String(name)) => named.push((kind, name.clone())),
                    (Some(Program), Json::Object(test)) => {
                        named.extend(test.get("key").and_then(Json::as_str).map(|name| (Program, name.to_string())));
                    }
                    _ => references(value, named),
                }
            }
        }
        _ => {}
    }
}
