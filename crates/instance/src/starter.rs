//! The starter instance: what a new installation begins with, carried in the binary.

use crate::{Document, Files, parse};

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
