//! The overlay says before the commit what the image says after it.

use crate::log::{Step, batches, log_of};
use crate::observe::{everything, same, seen};
use crate::ops::{ACCOUNTS, CONTACTS, LEADS, OPPORTUNITIES, Op, VISITORS, ops};
use audience::{Image, Overlay};
use model::*;
use proptest::prelude::*;
use rules::arbitrary::SEGMENTS;

pub fn take_in(overlay: &mut Overlay<'_>, step: &Step) {
    match step {
        Step::Change(change) => overlay.apply(change.clone()).expect("the change is sound"),
        Step::Activity(activity) => overlay.add(activity.clone()),
    }
}

/// Whole records and memberships, as overlay and image both tell them.
macro_rules! records {
    ($state:expr) => {{
        let state = $state;
        let mut lines = Vec::new();
        for id in (1..=CONTACTS).map(ContactId) {
            lines.push(format!("{:?} {:?}", state.resolve(id), state.contact(id)));
            if state.contact(id).is_some() {
                lines.push(format!("{:?} {:?}", state.leads_of(id), state.opportunities_of(id)));
            }
        }
        for id in (1..=ACCOUNTS).map(AccountId) {
            lines.push(format!("{:?} {:?}", state.account(id), state.contacts_of(id)));
        }
        lines.extend((1..=LEADS).map(|id| format!("{:?}", state.lead(LeadId(id)))));
        lines.extend((1..=OPPORTUNITIES).map(|id| format!("{:?}", state.opportunity(OpportunityId(id)))));
        lines.extend((1..=VISITORS).map(|id| format!("{:?}", state.visitor(VisitorId(id)))));
        for kind in DefinitionKind::ALL {
            lines.extend(state.definitions(kind).map(|(key, published)| format!("{key} {published:?}")));
        }
        lines
    }};
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_overlay_equals_the_image_after_the_fold(ops in ops(120)) {
        let batches = batches(&ops, false);
        let mut image = Image::new();
        for (batch, change_batch) in batches.iter().zip(log_of(&batches)) {
            let before = everything(&image);
            let mut overlay = Overlay::new(&image, batch.now);
            batch.steps.iter().for_each(|step| take_in(&mut overlay, step));
            let (view, records) = (seen(&overlay, true), records!(&overlay));
            let unsettled = overlay.take_unsettled();
            let (changes, activities) = overlay.take();
            prop_assert_eq!((&changes, &activities), (&batch.changes(), &batch.activities()));
            same(&everything(&image), &before)?;
            let verdicts = |image: &Image, id: ContactId| {
                let settled = image.settle(id, batch.now);
                settled.map(|settled| (settled.segments, settled.scores))
            };
            let unmoved: Vec<_> = (1..=CONTACTS).map(|id| verdicts(&image, ContactId(id))).collect();
            let epoch = image.epoch();
            image.fold(&change_batch).expect("follows");
            same(&view, &seen(&image, true))?;
            same(&records, &records!(&image))?;
            // Whose pure state moved was told.
            for (id, before) in (1..=CONTACTS).map(ContactId).zip(unmoved) {
                if image.contact(id).is_some() && image.resolve(id) == Some(id) && epoch == image.epoch() {
                    prop_assert!(verdicts(&image, id) == before || unsettled.contains(&id), "{} moved untold", id);
                }
            }
        }
    }

    /// While a batch is on its way into the store, the next is decided over an overlay that shows it already.
    #[test]
    fn an_overlay_after_a_batch_equals_one_over_its_fold(ops in ops(120)) {
        let batches = batches(&ops, false);
        let log = log_of(&batches);
        let mut image = Image::new();
        for (first, batch) in log.iter().zip(batches.iter().skip(1)) {
            let alone = |change: &Change| matches!(change, Change::Definition { .. } | Change::Erased { .. });
            if !first.changes.iter().any(alone) {
                let mut after = Overlay::after(&image, first, batch.now).expect("nothing in it can be refused");
                let folded = { let mut folded = image.clone(); folded.fold(first).expect("follows"); folded };
                let mut over = Overlay::new(&folded, batch.now);
                same(&seen(&after, true), &seen(&over, true))?;
                for overlay in [&mut after, &mut over] {
                    batch.steps.iter().for_each(|step| take_in(overlay, step));
                }
                same(&seen(&after, true), &seen(&over, true))?;
                same(&records!(&after), &records!(&over))?;
                let unsettled = after.take_unsettled();
                prop_assert!(over.take_unsettled().iter().all(|contact| unsettled.contains(contact)));
                let contacts: Vec<ContactId> = (1..=CONTACTS).map(ContactId).collect();
                let [after, over] = [&mut after, &mut over].map(|o| o.settle(&contacts).expect("settles"));
                prop_assert_eq!((after.segments, after.scores), (over.segments, over.scores));
                let until = |until: Vec<_>| until.into_iter().collect::<std::collections::BTreeMap<_, _>>();
                prop_assert_eq!(until(after.until), until(over.until));
            }
            image.fold(first).expect("follows");
        }
    }

    /// Settling on the overlay is what the image would say after the fold.
    #[test]
    fn settling_before_the_commit_equals_settling_after_it(ops in ops(80)) {
        let batches = batches(&ops, false);
        let mut image = Image::new();
        for (batch, seq) in batches.iter().zip(1..) {
            let mut overlay = Overlay::new(&image, batch.now);
            batch.steps.iter().for_each(|step| take_in(&mut overlay, step));
            let contacts: Vec<ContactId> = (1..=CONTACTS).map(ContactId).collect();
            let moves = overlay.settle(&contacts).expect("settles");
            let members: Vec<Vec<bool>> =
                contacts.iter().map(|id| SEGMENTS.iter().map(|key| overlay.in_segment(*id, key)).collect()).collect();
            let (changes, activities) = overlay.take();
            image.fold(&crate::log::change_batch(seq, batch.now, changes, activities)).expect("follows");
            prop_assert_eq!(image.verify(), vec![]);
            for (id, members) in contacts.iter().zip(members) {
                let stored: Vec<bool> = SEGMENTS.iter().map(|key| image.segments_of(*id).contains(key)).collect();
                prop_assert_eq!(stored, members);
            }
            for (contact, until) in moves.until {
                prop_assert_eq!(image.settle(contact, batch.now).expect("is there").until, until);
            }
        }
    }
}

/// A list that the loser left within the batch stays left.
#[test]
fn what_was_left_before_a_merge_is_not_brought_along() {
    let leave = |member| Op::List { contact: 2, list: "fair".into(), member };
    let merge = Op::Merge { winner: 1, loser: 2 };
    let record = |id| {
        let (account, relationship) = (None, Relationship::Prospect);
        Op::Contact { id, account, relationship, email: None, fields: Default::default() }
    };
    let batches = batches(&[record(1), record(2), leave(true), Op::Commit { later: 0 }, leave(false), merge], true);
    let log = log_of(&batches);
    let mut image = Image::new();
    image.fold(&log[0]).unwrap();
    assert_eq!(image.lists_of(ContactId(2)), ["fair"]);
    let mut overlay = Overlay::new(&image, batches[1].now);
    batches[1].steps.iter().for_each(|step| take_in(&mut overlay, step));
    assert!(!rules::View::in_list(&overlay, ContactId(1), "fair"));
    image.fold(&log[1]).unwrap();
    assert!(image.lists_of(ContactId(1)).is_empty());
}
