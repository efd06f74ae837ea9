//! The history of a world: complete, in order, the same each time, and labelled where it is made up.

use crate::{MADE, SEED, envelopes, now, owners, sample, script};
use demo::Time;
use model::activity::kind;
use model::input::{Input, MAX_BATCH};
use model::{DAY, Timestamp, Value};
use std::collections::{BTreeMap, HashSet};

#[test]
fn nothing_is_dropped_in_silence() {
    let world = sample();
    let script = script(world, now(), false);
    assert_eq!(script.counts.len(), 9);
    let mut made = BTreeMap::<&str, usize>::new();
    for envelope in envelopes(&script) {
        let what = match &envelope.input {
            Input::Account(put) if put.relationship.is_some() => "customers",
            Input::Account(_) => "accounts",
            Input::Contact(_) => "contacts",
            Input::Lead(put) if put.outcome.is_none() => "leads",
            Input::Opportunity(put) if put.opened_at.is_some() => "opportunities",
            Input::Activity(put) if put.kind.starts_with("sales_") => "sales_activities",
            Input::Activity(put) if put.kind == kind::SESSION => "sessions",
            Input::Activity(_) => "touches",
            _ => continue,
        };
        *made.entry(what).or_default() += 1;
    }
    for counts in &script.counts {
        assert_eq!(counts.read, counts.loaded + counts.skipped.values().sum::<usize>(), "{}", counts.table);
        assert_eq!(
            made.get(counts.table.as_str()).copied().unwrap_or(counts.loaded),
            counts.loaded,
            "{}",
            counts.table
        );
    }
    assert_eq!(made["touches"], 40_061);
    assert!(script.generated.is_empty());
}

#[test]
fn inputs_come_in_order_with_names_of_their_own_and_are_history() {
    let world = sample();
    let script = script(world, now(), true);
    let mut seen = HashSet::new();
    let mut last = Timestamp::MIN;
    for batch in script.batches() {
        assert!(!batch.envelopes.is_empty() && batch.envelopes.len() <= MAX_BATCH);
        for envelope in &batch.envelopes {
            assert!(envelope.received_at >= last && envelope.received_at <= batch.at);
            last = envelope.received_at;
            let source = if matches!(envelope.input, Input::Suppress { .. }) { "mail" } else { "demo" };
            assert!(envelope.historical && envelope.source == source && envelope.message_id.len() <= 100);
            assert!(seen.insert(envelope.message_id.clone()), "{}", envelope.message_id);
        }
    }
    assert_eq!(seen.len(), script.len());
}

#[test]
fn records_come_before_what_names_them() {
    let mut known = HashSet::new();
    for envelope in MADE.iter() {
        let need = |known: &HashSet<String>, key: &model::input::Key| {
            let id = key.external_id.clone().unwrap_or_default();
            assert!(known.contains(&id), "{id} is named by {} and not there yet", envelope.message_id);
        };
        match &envelope.input {
            Input::Account(put) => drop(known.insert(put.key.external_id.clone().unwrap())),
            Input::Contact(put) => {
                need(&known, put.account.as_ref().unwrap());
                known.insert(put.key.external_id.clone().unwrap());
            }
            Input::Lead(put) => {
                need(&known, &put.contact);
                known.insert(put.key.external_id.clone().unwrap());
            }
            Input::Opportunity(put) => {
                put.lead.iter().for_each(|lead| need(&known, lead));
                put.opened_at.is_none().then(|| need(&known, &put.key));
                known.insert(put.key.external_id.clone().unwrap());
            }
            Input::Activity(put) => {
                need(&known, &put.contact);
                put.lead.iter().for_each(|lead| need(&known, lead));
            }
            Input::Member { contact, .. } | Input::Consent { contact, .. } => need(&known, contact),
            _ => {}
        }
    }
}

#[test]
fn the_same_seed_says_the_same_and_another_does_not() {
    let world = sample();
    assert_eq!(*MADE, envelopes(&script(world, now(), true)));
    let options = demo::Options { seed: demo::Seed(2), time: now(), generate: true };
    let other = demo::Script::new(world, options, owners(world)).unwrap();
    assert_ne!(*MADE, envelopes(&other));
}

#[test]
fn dates_move_by_whole_weeks_to_the_last_seven_days() {
    let world = sample();
    for text in [
        "2026-11-22T04:36:00Z",
        "2026-11-22T18:29:00Z",
        "2026-11-22T18:31:00Z",
        "2026-11-25T12:00:00Z",
        "2020-02-29T00:00:00Z",
    ] {
        let today = Timestamp::parse(text).unwrap();
        let script = script(world, Time::MovedTo(today), false);
        let last = envelopes(&script).last().unwrap().received_at;
        assert!(last <= today && last > today.plus(-7 * DAY), "{last} is not in the week before {today}");
        let first = Timestamp::parse("2024-01-01").unwrap();
        assert_eq!((script.plan.first.0 - first.0) % (7 * DAY), 0);
    }
}

#[test]
fn as_of_a_day_nothing_later_is_there() {
    let world = sample();
    let day = Timestamp::parse("2024-02-10").unwrap();
    let script = script(world, Time::AsOf(day), true);
    let all = envelopes(&script);
    assert!(all.iter().all(|envelope| envelope.received_at < day.plus(DAY)));
    assert_eq!(script.plan.first, Timestamp::parse("2024-01-01").unwrap());
    let touches = script.counts.iter().find(|counts| counts.table == "touches").unwrap();
    let later = touches.skipped["had not happened by the day asked for"];
    assert_eq!(touches.read, touches.loaded + later);
    let known = world.touches.iter().filter(|row| row.at.at <= day).count();
    assert_eq!(touches.loaded, known);
    for envelope in &all {
        if let Input::Opportunity(put) = &envelope.input {
            assert!(put.closed_at.is_none_or(|at| at < day.plus(DAY)));
        }
    }
}

#[test]
fn what_is_made_up_says_so() {
    let world = sample();
    let script = script(world, now(), true);
    for envelope in MADE.iter() {
        let Input::Activity(put) = &envelope.input else { continue };
        let from_a_table =
            ["demo:touch:", "demo:session:", "demo:sales:"].iter().any(|p| envelope.message_id.starts_with(p));
        let label = put.properties.get(demo::GENERATED);
        if from_a_table {
            assert_ne!(label, Some(&Value::Boolean(true)), "{}", envelope.message_id);
        } else {
            assert_eq!(label, Some(&Value::Boolean(true)), "{}", envelope.message_id);
        }
    }
    for what in ["email_sent", "email_opened", "email_clicked", "unsubscribed", "page", "form", "member", "acted"] {
        assert!(script.generated.get(what).copied().unwrap_or_default() > 20, "{what}: {:?}", script.generated);
    }
}

#[test]
fn the_last_thirty_days_have_something_of_everything() {
    let world = sample();
    let script = script(world, now(), true);
    let from = Timestamp::parse("2026-10-23").unwrap();
    let mut kinds = BTreeMap::<String, usize>::new();
    for envelope in MADE.iter().filter(|envelope| envelope.received_at >= from) {
        match &envelope.input {
            Input::Activity(put) => *kinds.entry(put.kind.clone()).or_default() += 1,
            Input::Opportunity(put) => *kinds.entry(format!("{:?}", put.outcome)).or_default() += 1,
            Input::Event(_) => *kinds.entry("visit".into()).or_default() += 1,
            _ => {}
        }
    }
    for kind in [
        "email_sent",
        "email_opened",
        "email_clicked",
        "unsubscribed",
        "program_acted",
        "form_submitted",
        "session",
        "visit",
        "Some(Won)",
        "Some(Lost)",
    ] {
        assert!(kinds.get(kind).is_some_and(|count| *count > 0), "{kind}: {kinds:?}");
    }
    let costs = demo::costs(world, &script.plan);
    let today = (from.utc_day() + 30) as i32;
    assert!(costs.iter().any(|cost| cost.from_day <= today && cost.to_day >= today));
    for category in model::cost::CostCategory::ALL {
        assert!(costs.iter().any(|cost| cost.category == category));
    }
}

#[test]
fn the_definitions_of_the_demo_can_be_published() {
    let world = sample();
    let script = script(world, now(), true);
    let users = demo::users(world, SEED);
    let emails: HashSet<&str> = users.iter().map(|user| user.email.as_str()).collect();
    assert_eq!((users.len(), emails.len()), (13, 13));
    let documents = demo::definitions(world, &script.plan, &users);
    let bodies = documents.iter().map(|d| ((d.kind, d.key.clone()), model::Body::parse(d.kind, &d.body).unwrap()));
    let together = Together { bodies: bodies.collect(), emails };
    for ((_, key), body) in &together.bodies {
        assert_eq!(rules::validate(key, body, &together), [], "{key}");
    }
}

struct Together<'e> {
    bodies: BTreeMap<(model::DefinitionKind, String), model::Body>,
    emails: HashSet<&'e str>,
}

impl rules::Refs for Together<'_> {
    fn definition(&self, kind: model::DefinitionKind, key: &str) -> Option<&model::Body> {
        self.bodies.get(&(kind, key.to_string()))
    }

    fn is_user(&self, email: &str) -> bool {
        self.emails.contains(email)
    }
}
