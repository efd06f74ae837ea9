//! The starter instance holds what a company needs on its first day.

use instance::starter;
use model::DefinitionKind;
use model::definition::{AssetType, Body, Depth, Email, MAIN, ProgramKind};
use std::collections::BTreeSet;

fn bodies(kind: DefinitionKind) -> Vec<(String, Body)> {
    let of_kind = starter().into_iter().filter(|document| document.kind == kind);
    of_kind.map(|document| (document.key, Body::parse(kind, &document.body).unwrap())).collect()
}

#[test]
fn every_kind_is_there() {
    for kind in DefinitionKind::ALL {
        let keys: Vec<String> = bodies(kind).into_iter().map(|(key, _)| key).collect();
        if kind.is_single() {
            assert_eq!(keys, [MAIN]);
        } else {
            assert!(!keys.is_empty(), "{kind:?}");
        }
    }
    assert!(bodies(DefinitionKind::Segment).len() >= 12);
    assert_eq!(bodies(DefinitionKind::Goal).len(), 12);
}

#[test]
fn assets_cover_every_type_and_depth_and_their_emails_exist() {
    let emails: BTreeSet<String> = bodies(DefinitionKind::Email).into_iter().map(|(key, _)| key).collect();
    let mut types = BTreeSet::new();
    let mut depths = BTreeSet::new();
    let assets = bodies(DefinitionKind::Asset);
    for (key, body) in &assets {
        let Body::Asset(asset) = body else { panic!("{key}") };
        assert!(emails.contains(&asset.email), "{key} names {}", asset.email);
        types.insert(asset.asset_type);
        depths.insert(asset.depth);
        let late = matches!(asset.asset_type, AssetType::AnalystReport | AssetType::Accelerator);
        assert_eq!(late, asset.depth == Depth::Late, "{key}");
    }
    assert_eq!((assets.len(), types.len(), depths.len()), (24, 7, 3));
}

#[test]
fn every_email_compiles() {
    let snippets = bodies(DefinitionKind::Snippet).into_iter().filter_map(|(key, body)| match body {
        Body::Snippet(snippet) => Some((key, snippet.mjml)),
        _ => None,
    });
    let shared = content::Shared { snippets: snippets.collect(), ..content::Shared::default() };
    assert!(!shared.snippets.is_empty());
    for (key, body) in bodies(DefinitionKind::Email) {
        let Body::Email(email) = body else { panic!("{key}") };
        let Email { mjml, .. } = &email;
        assert!(mjml.contains("unsubscribe_url"), "{key} has no way out");
        assert!(mjml.contains("postal_address"), "{key} does not say who sends it");
        if let Err(problems) = content::compile(&email, &shared) {
            panic!("{key}: {problems:?}");
        }
    }
}

#[test]
fn programs_of_every_kind() {
    let programs = bodies(DefinitionKind::Program);
    let count = |wanted: fn(&ProgramKind) -> bool| {
        programs.iter().filter(|(_, body)| matches!(body, Body::Program(program) if wanted(&program.does))).count()
    };
    assert_eq!(count(|does| matches!(does, ProgramKind::Nurture(_))), 1);
    assert!(count(|does| matches!(does, ProgramKind::Trigger(_))) >= 4);
    assert!(count(|does| matches!(does, ProgramKind::Batch { .. })) >= 1);
    assert!(count(|does| matches!(does, ProgramKind::Passive)) >= 4);
}

/// The whole starter instance, published together.
struct Together(std::collections::BTreeMap<(DefinitionKind, String), Body>);

impl rules::validate::Refs for Together {
    fn definition(&self, kind: DefinitionKind, key: &str) -> Option<&Body> {
        self.0.get(&(kind, key.to_string()))
    }

    fn is_user(&self, email: &str) -> bool {
        email == "admin@company.example"
    }
}

#[test]
fn every_definition_makes_sense() {
    let documents = instance::starter_for("admin@company.example");
    let read = |document: &instance::Document| {
        ((document.kind, document.key.clone()), Body::parse(document.kind, &document.body).unwrap())
    };
    let together = Together(documents.iter().map(read).collect());
    let mut wrong = Vec::new();
    for ((kind, key), body) in &together.0 {
        for problem in rules::validate::validate(key, body, &together) {
            wrong.push(format!("{kind:?} {key}: {} {}", problem.path, problem.message));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
