//! The map in ARCHITECTURE.md names every crate, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

pub fn check(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap_or_default();
    // Rows of the map read: | 0 | `model` | the question | …
    let on_map: BTreeSet<String> = text
        .lines()
        .filter(|line| line.starts_with('|'))
        .filter_map(|line| line.split('|').nth(2))
        .filter_map(|cell| cell.trim().strip_prefix('`')?.strip_suffix('`').map(str::to_string))
        .collect();
    let mut complaints = Vec::new();
    let mut in_tree = BTreeSet::new();
    for entry in fs::read_dir(root.join("crates")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().join("Cargo.toml").exists() {
            in_tree.insert(name);
        }
    }
    for missing in in_tree.difference(&on_map) {
        complaints.push(format!("crate {missing} is not on the map in ARCHITECTURE.md; add a row with its question"));
    }
    for ghost in on_map.difference(&in_tree) {
        complaints
            .push(format!("the map in ARCHITECTURE.md names {ghost}, which is not under crates/; remove the row"));
    }
    complaints
}
