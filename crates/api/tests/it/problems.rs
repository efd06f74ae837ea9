//! The kinds of problems that the guide lists are those that there are.

use axum::http::StatusCode;
use std::collections::BTreeSet;

/// Status and name of every kind that the code makes.
fn made() -> BTreeSet<(String, String)> {
    let code = include_str!("../../src/problem.rs").split("#[cfg(test)]").next().unwrap();
    let calls = code.split("Problem::new(").skip(1);
    let kinds = calls.map(|call| {
        let name = call.split('"').nth(1).unwrap().to_string();
        let status = call.split(',').next().unwrap().trim().strip_prefix("StatusCode::");
        let number = |name: &str| (400..600).find(|n| spelled(*n).is_some_and(|spelled| spelled == name)).unwrap();
        (status.map_or("any".into(), |name| number(name).to_string()), name)
    });
    kinds.collect()
}

fn spelled(status: u16) -> Option<String> {
    let reason = StatusCode::from_u16(status).ok()?.canonical_reason()?;
    Some(reason.to_uppercase().replace(' ', "_"))
}

#[test]
fn the_guide_lists_every_kind_of_problem_with_its_status() {
    let guide = include_str!("../../../../docs/developer.md");
    let table = guide.split("| status | `type` ends with |").nth(1).expect("the table is there");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let told: BTreeSet<(String, String)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            (cells[1].to_string(), cells[2].to_string())
        })
        .collect();
    let made = made();
    assert!(made.len() >= 12, "{made:?}");
    assert_eq!(told, made);
}
