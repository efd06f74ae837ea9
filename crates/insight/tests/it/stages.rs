//! The funnel, and who uses the software.

use crate::golden::{april, image, world};
use insight::usage::{Owner, UsageRow};
use insight::{funnel, usage};
use model::DefinitionKind;
use serde_json::json;

#[test]
fn the_funnel_counts_leads_of_those_who_count() {
    let mut world = world();
    let stage = |key: &str, path: bool| json!({"key": key, "label": key, "kind": "inventory", "path": path});
    let stages = [stage("new", true), stage("aql", true), stage("recycled", false), stage("won", true)];
    world.define(DefinitionKind::Lifecycle, "main", json!({"label": "L", "stages": stages, "transitions": []}));
    let funnel = funnel::report(&world.image(), &april());
    let rows: Vec<_> = funnel
        .stages
        .iter()
        .map(|stage| (stage.key.as_str(), stage.entered, stage.current, stage.conversion, stage.median_days))
        .collect();
    let expected = [
        ("new", 3, 1, None, None),
        ("aql", 2, 1, Some(2.0 / 3.0), Some(4.5)),
        ("recycled", 0, 0, None, None),
        ("won", 1, 1, Some(0.5), Some(14.0)),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn usage_is_by_the_owner_of_the_program() {
    let owner = |email: &str, name: &str| Owner { email: email.into(), name: name.into(), team: "Growth".into() };
    let owners = [owner("ana@siembra.example", "Ana"), owner("bo@siembra.example", "Bo")];
    let usage = usage::report(&image(), &owners, &april());
    let rows = |rows: &[UsageRow]| -> Vec<(String, u64, u64, Option<f64>)> {
        rows.iter().map(|r| (r.name.clone(), r.emails_sent, r.quality_triggers, r.triggered_share)).collect()
    };
    // The receipt's program and the drip belong to nobody.
    let nobody = (String::new(), 1, 1, Some(0.0));
    let users = [nobody.clone(), ("Ana".into(), 4, 0, Some(0.0)), ("Bo".into(), 1, 1, Some(1.0))];
    assert_eq!(rows(&usage.users), users);
    assert_eq!(rows(&usage.teams), [nobody, ("Growth".into(), 5, 1, Some(0.2))]);
}
