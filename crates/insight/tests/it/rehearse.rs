//! Rehearsals of a small world: figures counted by hand, and a leak planted where a careless reader would fall for it.

use crate::world::{Of, World, at, eur};
use audience::Image;
use insight::query::Source;
use insight::rehearse::{Rehearsal, RehearsalError, Wanted, rehearse};
use model::activity::kind;
use model::record::OpportunityOutcome;
use model::{Body, DefinitionKind, Relationship, Timestamp, Value};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::time::Duration;

const CONTACTS: i64 = 10;
/// Contacts 1 to this bought, on 21 July.
const WINNERS: i64 = 5;

struct Still(Image);

impl std::fmt::Debug for Still {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Still")
    }
}

impl Source for Still {
    fn read(&self, with: &mut dyn FnMut(&Image)) {
        with(&self.0);
    }
}

/// Ten open leads since April; five of them looked at the prices at some time and bought on 21 July.
fn world(looked: &str) -> Still {
    let mut world = World::default();
    world.settings("2026-01-01");
    world.define(DefinitionKind::Scoring, "main", scoring(0));
    let gates = json!({"label": "AQL", "target_title": {"all": []}, "behaviour_at_least": 10, "account_at_least": 0, "relationships": ["prospect"]});
    world.define(DefinitionKind::Qualification, "main", gates);
    world.define(DefinitionKind::Segment, "everybody", json!({"label": "Everybody", "filter": {"all": []}}));
    for id in 1..=CONTACTS {
        world.contact(id, &format!("name{id}"), Relationship::Prospect, None);
        world.lead(id, id, "web", &[("new", "04-10 00:00")]);
        if id <= WINNERS {
            world.did(id, kind::PAGE_VIEWED, looked, "/pricing", &[]);
            let of = Of::Contact { contact: id, source: "web" };
            world.opportunity(id, of, Some(eur(1_000)), OpportunityOutcome::Won, "07-21 10:00");
        }
    }
    let mut image = world.image();
    let members = (1..=CONTACTS).map(model::ContactId).collect();
    let entered = model::Change::Segment { segment: "everybody".into(), entered: members, left: vec![] };
    let batch = model::ChangeBatch { seq: 2, now: now(), changes: vec![entered], ledger: None, activities: vec![] };
    image.fold(&batch).unwrap();
    Still(image)
}

fn scoring(points: i32) -> Json {
    let looked = json!({"key": "prices", "label": "Prices", "what": {"kind": ["page_viewed"], "asset": ["/pricing"]}, "points": points});
    json!({"label": "Score", "behaviour": [looked], "fit": [], "account": [], "target_account_at": 1})
}

fn now() -> Timestamp {
    at("10-01 12:00")
}

fn hold(source: &Still, kind: DefinitionKind, key: &str, draft: &Json) -> Result<Rehearsal, RehearsalError> {
    let draft = Body::parse(kind, draft).unwrap();
    let users = HashMap::new();
    let limit = Duration::from_secs(60);
    rehearse(source, &Wanted { kind, key, draft: &draft, now: now(), zone: "Europe/Madrid", users: &users, limit })
}

#[test]
fn what_came_after_the_date_is_never_seen() {
    // Whoever looked on the eve of buying did so after every date: with a leak the area would be 1.
    let source = world("07-20 10:00");
    let held = hold(&source, DefinitionKind::Scoring, "main", &scoring(20)).unwrap();
    let draft = held.prediction.unwrap().draft;
    assert_eq!((draft.leads, draft.won), (30, 15));
    assert_eq!(draft.auc, Some(0.5));
    assert!(draft.dates.iter().all(|date| date.auc == Some(0.5) && date.leads == 10));
    assert!(draft.deciles.iter().all(|tenth| (tenth.lift.unwrap() - 1.0).abs() < 1e-9));
}

#[test]
fn what_came_before_the_date_counts_from_then_on() {
    let source = world("07-01 10:00");
    let held = hold(&source, DefinitionKind::Scoring, "main", &scoring(20)).unwrap();
    let prediction = held.prediction.unwrap();
    let areas: Vec<_> = prediction.draft.dates.iter().map(|date| (date.day.as_str(), date.auc)).collect();
    assert_eq!(areas, [("2026-05-04", Some(0.5)), ("2026-06-03", Some(0.5)), ("2026-07-03", Some(1.0))]);
    assert_eq!(prediction.published.unwrap().auc, Some(0.5), "no points, no telling apart");
    let best = &prediction.draft.deciles[0];
    assert_eq!((best.score_from, best.score_to), (20, 20));
    assert!((best.lift.unwrap() - 2.0).abs() < 1e-9);
}

#[test]
fn a_segment_is_followed_by_day_with_who_enters_and_what_it_shares() {
    let source = world("07-20 10:00");
    let filter = json!({"did": {"kind": ["page_viewed"]}});
    let held =
        hold(&source, DefinitionKind::Segment, "lookers", &json!({"label": "Lookers", "filter": filter})).unwrap();
    assert_eq!((held.now.draft, held.now.published, held.now.of), (5, None, 10));
    assert_eq!(held.days.len(), 91);
    let on = |day: &str| held.days.iter().find(|one| one.day == day).unwrap().draft;
    assert_eq!((on("2026-07-19"), on("2026-07-20"), on("2026-10-01")), (0, 5, 5));
    assert_eq!(held.enters.count, 5);
    assert_eq!(held.enters.contacts[0].name, "name1");
    assert_eq!((held.overlap[0].segment.as_str(), held.overlap[0].both), ("everybody", 5));
    assert!(held.prediction.is_none() && held.missed.is_none());

    // Time alone takes them out again, two weeks after they looked.
    let lately = json!({"did": {"kind": ["page_viewed"], "window": {"last_days": 14}}});
    let held =
        hold(&source, DefinitionKind::Segment, "everybody", &json!({"label": "Lately", "filter": lately})).unwrap();
    let on = |day: &str| held.days.iter().find(|one| one.day == day).map(|one| (one.draft, one.published)).unwrap();
    assert_eq!((on("2026-08-02"), on("2026-08-03")), ((5, Some(10)), (0, Some(10))));
    assert_eq!((held.enters.count, held.leaves.count), (0, 10));
}

#[test]
fn missed_deals_name_the_gate_that_stayed_closed() {
    let source = world("07-01 10:00");
    let held = hold(&source, DefinitionKind::Scoring, "main", &scoring(20)).unwrap();
    let missed = held.missed.unwrap();
    assert_eq!((missed.won, missed.draft, missed.left_out), (5, 5, 0));
    let gates: Vec<&str> = missed.deals[0].gates.iter().map(|gate| gate.gate.as_str()).collect();
    assert_eq!(gates, ["complete"], "behaviour was enough, but who it is was not known");
    assert_eq!(missed.deals[0].amount, Some(eur(1_000)));
    assert!(missed.deals[0].gates[0].reasons.iter().any(|reason| reason.contains("last name")));
}

#[test]
fn what_keeps_no_history_is_refused() {
    let source = world("07-01 10:00");
    let filter = json!({"any": [{"field": {"of": "lead", "key": "budget", "op": "known"}}]});
    let refused = hold(&source, DefinitionKind::Segment, "x", &json!({"label": "X", "filter": filter})).unwrap_err();
    let RehearsalError::NoHistory(problems) = refused else { panic!("{refused:?}") };
    assert_eq!(problems[0].path, "filter.any[0].field");
}

#[test]
fn a_rehearsal_that_takes_too_long_is_stopped() {
    let source = world("07-01 10:00");
    let draft = Body::parse(DefinitionKind::Scoring, &scoring(20)).unwrap();
    let (users, kind) = (HashMap::new(), DefinitionKind::Scoring);
    let limit = Duration::ZERO;
    let wanted = Wanted { kind, key: "main", draft: &draft, now: now(), zone: "UTC", users: &users, limit };
    assert_eq!(rehearse(&source, &wanted).unwrap_err(), RehearsalError::TooLong(0));
}

#[test]
fn fields_are_read_as_they_stood() {
    let mut world = World::default();
    world.contact(1, "Ana", Relationship::Prospect, None);
    world.did(
        1,
        kind::FIELD_CHANGED,
        "08-15 10:00",
        "first_name",
        &[("from", Value::text("Eva")), ("to", Value::text("Ana"))],
    );
    let source = Still(world.image());
    let filter = json!({"field": {"of": "contact", "key": "first_name", "op": "is", "values": ["Eva"]}});
    let held = hold(&source, DefinitionKind::Segment, "x", &json!({"label": "X", "filter": filter})).unwrap();
    let on = |day: &str| held.days.iter().find(|one| one.day == day).unwrap().draft;
    assert_eq!((on("2026-08-14"), on("2026-08-15"), held.now.draft), (1, 0, 0));
}
