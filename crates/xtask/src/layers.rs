//! Imports go down only, and some libraries have one home.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Level of each crate; a crate may import lower levels only. `None`: development only, imported by tests alone.
const LEVELS: &[(&str, Option<u32>)] = &[
    ("model", Some(0)),
    ("fault", Some(0)),
    ("sink", Some(0)),
    ("rules", Some(1)),
    ("hygiene", Some(1)),
    ("content", Some(1)),
    ("store", Some(2)),
    ("audience", Some(2)),
    ("mail", Some(2)),
    ("instance", Some(2)),
    ("insight", Some(3)),
    ("import", Some(3)),
    ("engine", Some(4)),
    ("demo", Some(4)),
    ("api", Some(5)),
    ("bench", Some(5)),
    ("siembra", Some(6)),
    ("testkit", None),
    ("xtask", None),
];

/// Libraries that only one crate may name, besides development crates.
const HOMES: &[(&str, &str)] =
    &[("sqlx", "store"), ("axum", "api"), ("utoipa-axum", "api"), ("datafusion", "insight"), ("lettre", "mail")];

pub fn check(root: &Path) -> Vec<String> {
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
        .args(["metadata", "--format-version=1", "--no-deps", "--locked"])
        .current_dir(root)
        .output();
    let metadata: Value = match output {
        Ok(output) if output.status.success() => serde_json::from_slice(&output.stdout).unwrap_or_default(),
        Ok(output) => {
            return vec![format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr).trim())];
        }
        Err(error) => return vec![format!("cargo metadata did not start: {error}")],
    };
    let empty = Vec::new();
    metadata["packages"].as_array().unwrap_or(&empty).iter().flat_map(check_package).collect()
}

fn check_package(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let Some((_, level)) = LEVELS.iter().find(|(known, _)| *known == name) else {
        return vec![format!("crate {name} has no level; give it one in crates/xtask/src/layers.rs and on the map")];
    };
    let mut complaints = Vec::new();
    let empty = Vec::new();
    for dependency in package["dependencies"].as_array().unwrap_or(&empty) {
        let used = dependency["name"].as_str().unwrap_or_default();
        let for_tests = dependency["kind"].as_str() == Some("dev");
        if let Some((_, home)) = HOMES.iter().find(|(library, home)| *library == used && *home != name)
            && level.is_some()
            && !for_tests
        {
            complaints.push(format!("crate {name} names {used}; only {home} may: move the code there"));
        }
        let Some((_, below)) = LEVELS.iter().find(|(known, _)| *known == used) else { continue };
        let allowed = match (level, below) {
            (None, _) => true,
            (Some(_), None) => for_tests,
            (Some(level), Some(below)) => below < level,
        };
        if !allowed {
            complaints.push(format!("crate {name} imports {used}, which is not on a lower level"));
        }
    }
    complaints
}
