//! Pure state stays right as events land and as time passes: contacts flip at their second, and only those are touched.

use crate::log::{Batch, batches, change_batch};
use crate::ops::{CONTACTS, Deed, Op, ops};
use crate::overlay::take_in;
use crate::published::definitions;
use audience::{Image, Overlay};
use model::*;
use proptest::prelude::*;
use rules::arbitrary::START;
use std::collections::BTreeSet;

/// What the applier does: everything decided, settled and committed together.
fn apply(image: &mut Image, batch: &Batch, note: bool) {
    let due = image.due(batch.now);
    let mut overlay = Overlay::new(image, batch.now);
    batch.steps.iter().for_each(|step| take_in(&mut overlay, step));
    let mut moves = Default::default();
    if overlay.everybody_unsettled() {
        overlay.settle_everybody().expect("settles");
    }
    let contacts: Vec<ContactId> = overlay.take_unsettled().into_iter().chain(due).collect();
    if !contacts.is_empty() {
        moves = overlay.settle(&contacts).expect("settles");
    }
    let (changes, activities) = overlay.take();
    let seq = image.seq() + 1;
    image.fold(&change_batch(seq, batch.now, changes, activities)).expect("follows");
    for (contact, until) in moves.until.into_iter().filter(|_| note) {
        image.note_until(contact, until);
    }
}

fn stored(image: &Image) -> Vec<(ContactId, Vec<String>, Scores)> {
    let of = |id: ContactId| {
        let segments = image.segments_of(id).into_iter().map(String::from).collect();
        let subject = rules::Subject { contact: Some(id), ..Default::default() };
        (id, segments, rules::View::scores(image, subject))
    };
    image.contact_ids().map(of).collect()
}

fn computed(image: &Image, now: Timestamp) -> Vec<(ContactId, Vec<String>, Scores)> {
    let settled = image.contact_ids().filter_map(|id| image.settle(id, now));
    settled.map(|settled| (settled.contact, settled.segments.into_iter().collect(), settled.scores)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// After every batch the stored state is what the rules say; between batches it stays right until the instant that
    /// was announced, and there settling the announced contacts makes it right again.
    #[test]
    fn pure_state_is_right_at_every_instant(ops in ops(90), note in any::<bool>(), probes in proptest::collection::vec(0.0..1.0f64, 3)) {
        let mut image = Image::new();
        for batch in batches(&ops, false) {
            apply(&mut image, &batch, note);
            prop_assert_eq!(image.verify(), vec![]);
        }
        for _ in 0..12 {
            let (now, next) = (image.now(), image.next_due());
            let end = next.unwrap_or(now.max(START).plus(200 * DAY));
            prop_assert!(end > now, "due at {} before now {}", end.0, now.0);
            let expected = stored(&image);
            let inside = probes.iter().map(|part| now.plus(((end.0 - now.0) as f64 * part) as i64));
            for at in inside.chain([end.plus(-1)]).filter(|at| *at >= now) {
                prop_assert_eq!(&computed(&image, at), &expected, "flipped before it was due");
                prop_assert_eq!(image.due(at), vec![]);
            }
            let Some(next) = next else { break };
            let due: BTreeSet<ContactId> = image.due(next).into_iter().collect();
            prop_assert!(!due.is_empty());
            let flipped = computed(&image, next);
            for (before, after) in expected.iter().zip(&flipped) {
                prop_assert!(before == after || due.contains(&before.0), "{} flipped and is not due", before.0);
            }
            apply(&mut image, &Batch { now: next, steps: vec![] }, note);
            prop_assert_eq!(image.verify(), vec![]);
        }
    }

    /// In bulk at publish == one by one.
    #[test]
    fn settling_everybody_equals_settling_each(ops in ops(90), extra in ops(25)) {
        let mut image = Image::new();
        for batch in batches(&ops, false) {
            apply(&mut image, &batch, false);
        }
        // Within one overlay: records touched, and definitions published on top.
        let steps = batches(&[ops.clone(), extra].concat(), false).pop().expect("a batch").steps;
        let now = image.now();
        let (mut bulk, mut each) = (Overlay::new(&image, now), Overlay::new(&image, now));
        for step in &steps {
            take_in(&mut bulk, step);
            take_in(&mut each, step);
        }
        bulk.settle_everybody().expect("settles");
        each.settle(&(1..=CONTACTS).map(ContactId).collect::<Vec<_>>()).expect("settles");
        for id in (1..=CONTACTS).map(ContactId) {
            for key in rules::arbitrary::SEGMENTS {
                prop_assert_eq!(bulk.in_segment(id, key), each.in_segment(id, key), "{} in {}", id, key);
            }
            let subject = rules::Subject { contact: Some(id), ..Default::default() };
            prop_assert_eq!(rules::View::scores(&bulk, subject), rules::View::scores(&each, subject));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// The same when nothing but definitions is new, so that everybody is settled in bulk.
    #[test]
    fn publishing_settles_in_bulk_as_it_would_one_by_one(
        ops in ops(90),
        definitions in proptest::collection::vec(definitions(), 1..6),
    ) {
        let mut image = Image::new();
        for batch in batches(&ops, false) {
            apply(&mut image, &batch, false);
        }
        let (mut bulk, mut each) = (Overlay::new(&image, image.now()), Overlay::new(&image, image.now()));
        for step in batches(&definitions, false).iter().flat_map(|batch| &batch.steps) {
            take_in(&mut bulk, step);
            take_in(&mut each, step);
        }
        let moves = bulk.settle_everybody().expect("settles");
        let contacts: Vec<ContactId> = image.contact_ids().collect();
        let one_by_one = each.settle(&contacts).expect("settles");
        // Told only for those who are settled again because they entered a segment.
        prop_assert!(moves.until.iter().all(|told| one_by_one.until.contains(told)));
        for id in contacts {
            for key in rules::arbitrary::SEGMENTS {
                prop_assert_eq!(bulk.in_segment(id, key), each.in_segment(id, key), "{} in {}", id, key);
            }
            let subject = rules::Subject { contact: Some(id), ..Default::default() };
            prop_assert_eq!(rules::View::scores(&bulk, subject), rules::View::scores(&each, subject));
        }
    }
}

fn segment(key: &str, filter: serde_json::Value) -> Change {
    let body = serde_json::json!({"label": key, "filter": filter}).to_string();
    Change::Definition { kind: DefinitionKind::Segment, key: key.into(), version: 1, body: Some(body) }
}

fn contact(id: i64) -> Op {
    let (account, relationship) = (None, Relationship::Prospect);
    Op::Contact { id, account, relationship, email: None, fields: Default::default() }
}

fn viewed(contact: i64, at: Timestamp) -> Op {
    let kind = "page_viewed".into();
    Op::Did(Deed { contact, kind, asset: None, at, plan: None, value: None, lead: None })
}

/// An image in which these happened and "lively" is published with a window.
fn lively(ops: &[Op], window: serde_json::Value) -> Image {
    let mut batch = batches(ops, true).pop().unwrap();
    let filter = serde_json::json!({"did": {"kind": ["page_viewed"], "window": window}});
    batch.steps.push(crate::log::Step::Change(segment("lively", filter)));
    let mut image = Image::new();
    apply(&mut image, &batch, true);
    image
}

fn members(image: &Image) -> Vec<ContactId> {
    image.ids(&image.members("lively"))
}

/// Two contacts viewed a page an hour apart; a third never did. "Viewed in the last day" lasts to the microsecond.
#[test]
fn a_membership_ends_at_the_exact_microsecond_and_nobody_else_is_touched() {
    let at = |hours: i64| START.plus(25 * DAY - hours * HOUR);
    let ops = [contact(1), contact(2), contact(3), viewed(1, at(1)), viewed(2, at(2))];
    let mut image = lively(&ops, serde_json::json!({"last_days": 1}));
    assert_eq!(members(&image), [ContactId(1), ContactId(2)]);
    let first = START.plus(26 * DAY - 2 * HOUR);
    assert_eq!(image.next_due(), Some(first));
    assert_eq!(image.due(first.plus(-1)), []);
    assert_eq!(image.due(first), [ContactId(2)]);
    // Not settled (the commit failed): told again.
    assert_eq!(image.due(first), [ContactId(2)]);
    apply(&mut image, &Batch { now: first, steps: vec![] }, true);
    assert_eq!(members(&image), [ContactId(1)]);
    assert_eq!(image.due(first.plus(HOUR - 1)), []);
    let second = first.plus(HOUR);
    apply(&mut image, &Batch { now: second, steps: vec![] }, false);
    assert_eq!(members(&image), []);
    assert_eq!(image.next_due(), None);
}

/// What is dated in the future happens at its time, also where no rule rolls.
#[test]
fn a_future_activity_counts_from_its_own_instant() {
    let at = START.plus(30 * DAY + 5);
    let mut image = lively(&[contact(1), contact(2), viewed(2, at)], serde_json::json!("ever"));
    assert_eq!((members(&image), image.next_due()), (vec![], Some(at)));
    assert_eq!(image.due(at), [ContactId(2)]);
    apply(&mut image, &Batch { now: at, steps: vec![] }, false);
    assert_eq!((members(&image), image.next_due()), (vec![ContactId(2)], None));
}
