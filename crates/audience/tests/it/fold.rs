//! The image is the same however it came about.

use crate::log::{batches, change_batch, fold_all, log_of};
use crate::observe::{everything, same, seen};
use crate::ops::{Op, gentle_ops, ops};
use audience::{FoldError, Image, Overlay};
use model::*;
use proptest::prelude::*;
use rules::arbitrary::START;
use rules::testview::TestView;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Batch by batch with dropped overlays in between == the whole log at once == a snapshot from any point and the
    /// tail after it.
    #[test]
    fn folded_equals_rebuilt_equals_snapshot_and_tail(ops in ops(120), cut in any::<prop::sample::Index>()) {
        let batches = batches(&ops, false);
        let log = log_of(&batches);
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("image");
        let cut = cut.index(log.len());
        let mut folded = Image::new();
        for (place, batch) in log.iter().enumerate() {
            {
                // Decided and then not committed: the image must not know.
                let mut overlay = Overlay::new(&folded, batch.now);
                for step in &batches[(place + 1) % batches.len()].steps {
                    crate::overlay::take_in(&mut overlay, step);
                }
            }
            if place == cut {
                folded.save(&path).expect("saves");
                prop_assert!(folded.lay(0) || folded.sizes().activities + folded.sizes().anonymous == 0);
            }
            folded.fold(batch).expect("follows");
        }
        let expected = everything(&fold_all(&log));
        same(&everything(&folded), &expected)?;
        let mut loaded = Image::load(&path).expect("loads");
        prop_assert_eq!(loaded.seq(), cut as i64);
        // Batches before the snapshot are skipped, those after it follow.
        for batch in &log {
            loaded.fold(batch).expect("follows or is skipped");
        }
        same(&everything(&loaded), &expected)?;
        folded.save(&path).expect("saves over the former");
        same(&everything(&Image::load(&path).expect("loads")), &expected)?;
    }

    /// The image says what the plain maps of the reference say, for a log that makes sense.
    #[test]
    fn the_image_equals_the_plain_reference(ops in ops(100)) {
        // Without a model: the maps work tiers out, the image reads what was settled, and nobody settles here.
        let ops: Vec<Op> = ops.into_iter().filter(|op| !matches!(op, Op::Scoring(_))).collect();
        let log = log_of(&batches(&ops, true));
        let mut plain = TestView::default();
        log.iter().for_each(|batch| plain.fold(batch));
        let merged = ops.iter().any(|op| matches!(op, Op::Merge { .. }));
        same(&seen(&fold_all(&log), false), &seen(&plain, false))?;
        if !merged {
            let lines = |lines: Vec<String>| -> Vec<String> {
                // Scores of an account alone are the image's own.
                lines.into_iter().filter(|line| !line.contains(" account Scores")).collect()
            };
            same(&lines(seen(&fold_all(&log), true)), &lines(seen(&plain, true)))?;
        }
    }

    /// How the log is cut into batches does not matter.
    #[test]
    fn one_batch_equals_many(ops in gentle_ops(80)) {
        let batches = batches(&ops, true);
        let image = fold_all(&log_of(&batches));
        let changes = batches.iter().flat_map(|batch| batch.changes()).collect();
        let activities = batches.iter().flat_map(|batch| batch.activities()).collect();
        let now = batches.last().expect("a batch").now;
        let mut once = Image::new();
        once.fold(&change_batch(1, now, changes, activities)).expect("folds");
        same(&seen(&once, true), &seen(&image, true))?;
    }
}

fn contact(id: i64) -> Change {
    Change::Contact(Contact {
        id: ContactId(id),
        external_id: None,
        account: None,
        relationship: Relationship::Prospect,
        owner: None,
        email: None,
        fields: Default::default(),
        acquisition_program: None,
        created_at: START,
        updated_at: START,
    })
}

#[test]
fn a_gap_is_refused_and_a_repetition_skipped() {
    let mut image = Image::new();
    let batch = |seq| change_batch(seq, START, vec![contact(seq)], vec![]);
    image.fold(&batch(1)).unwrap();
    assert_eq!(image.fold(&batch(3)), Err(FoldError::Gap { expected: 2, got: 3 }));
    image.fold(&batch(1)).unwrap();
    assert_eq!((image.seq(), image.sizes().contacts), (1, 1));
}

#[test]
fn a_refused_batch_changes_nothing() {
    let mut image = Image::new();
    image.fold(&change_batch(1, START, vec![contact(1)], vec![])).unwrap();
    let before = everything(&image);
    let broken = Change::Definition {
        kind: DefinitionKind::Segment,
        key: "broken".into(),
        version: 3,
        body: Some("{\"label\": 1}".into()),
    };
    let error = image.fold(&change_batch(2, START, vec![contact(2), broken.clone()], vec![])).unwrap_err();
    assert!(error.to_string().contains("segment \"broken\" version 3"), "{error}");
    assert!(Overlay::new(&image, START).apply(broken).is_err());
    let mut batch = change_batch(2, START, vec![], vec![activity(7)]);
    batch.ledger = Some((1, 3));
    assert_eq!(image.fold(&batch), Err(FoldError::Ledger { seq: 2, number: 7 }));
    assert_eq!(everything(&image), before);
}

#[test]
fn what_an_erased_contact_said_leaves_memory_and_snapshots() {
    let mut image = Image::new();
    let Change::Contact(plain) = contact(1) else { unreachable!() };
    let secret = Contact { email: Some("secret@example.com".into()), ..plain };
    let mut told = activity(1);
    told.properties.insert("said".into(), Value::text("a secret word"));
    image.fold(&change_batch(1, START, vec![Change::Contact(secret)], vec![told])).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let secrets = |image: &Image| {
        let path = dir.path().join("image");
        image.save(&path).unwrap();
        std::fs::read(path).unwrap().windows(6).filter(|bytes| bytes == b"secret").count()
    };
    assert_eq!(secrets(&image), 2);
    image.fold(&change_batch(2, START, vec![Change::Erased { contact: ContactId(1) }], vec![])).unwrap();
    assert_eq!(secrets(&image), 0);
}

fn activity(number: i64) -> Activity {
    Activity {
        number,
        contact: Some(ContactId(1)),
        visitor: None,
        lead: None,
        kind: "page_viewed".into(),
        asset: None,
        occurred_at: START,
        recorded_at: START,
        value: None,
        properties: Default::default(),
        live: true,
        source: "test".into(),
    }
}
