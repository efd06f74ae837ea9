//! Counts and pages equal what a plain loop over the ledger says.

use crate::log::{Step, batches, fold_all, log_of};
use crate::ops::ops;
use audience::{Asked, Image, Order, SortBy};
use model::activity::kind;
use model::*;
use proptest::prelude::*;
use rules::View;
use rules::arbitrary::START;
use std::collections::{BTreeMap, BTreeSet};

const ZONE: &str = "Europe/Oslo";

/// The ledger as it stands: each activity with the living contact that it belongs to now, or with its visitor.
fn ledger(image: &Image, steps: &[Step]) -> Vec<(Activity, Option<ContactId>)> {
    let mut owner: BTreeMap<i64, Option<ContactId>> = BTreeMap::new();
    let mut all = BTreeMap::new();
    for step in steps {
        match step {
            Step::Activity(activity) => {
                owner.insert(activity.number, activity.contact);
                all.insert(activity.number, activity.clone());
            }
            Step::Change(Change::Joined { contact, numbers }) => {
                for number in numbers {
                    let owner = owner.entry(*number).or_default();
                    *owner = owner.or(Some(*contact));
                }
            }
            Step::Change(_) => {}
        }
    }
    let resolved = all.into_iter().filter_map(|(number, activity)| match owner[&number] {
        Some(contact) => Some((activity, Some(image.resolve(contact)?))),
        None => Some((activity, None)),
    });
    resolved.collect()
}

/// A log that makes sense in which every contact has a record.
fn world(mut ops: Vec<crate::ops::Op>) -> (Image, Vec<Step>) {
    for id in 1..=crate::ops::CONTACTS {
        let (account, relationship) = (None, Relationship::Prospect);
        ops.insert(0, crate::ops::Op::Contact { id, account, relationship, email: None, fields: Default::default() });
    }
    let batches = batches(&ops, true);
    let steps = batches.iter().flat_map(|batch| batch.steps.clone()).collect();
    (fold_all(&log_of(&batches)), steps)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn days_and_reach(ops in ops(120), visitors in any::<bool>(), asset in proptest::option::of(Just("guide"))) {
        let (image, steps) = world(ops);
        let (from, to) = (START.plus(8 * DAY), START.plus(45 * DAY));
        let asked = Asked { kind: kind::PAGE_VIEWED, asset, source: Some("test"), property: None, visitors };
        let (mut days, mut excluded) = (BTreeMap::new(), BTreeMap::new());
        let mut reach: BTreeMap<String, (u64, BTreeSet<ContactId>)> = BTreeMap::new();
        for (activity, contact) in ledger(&image, &steps) {
            let meant = activity.kind == asked.kind && asset.is_none_or(|asset| activity.asset.as_deref() == Some(asset));
            if !meant || !(from..to).contains(&activity.occurred_at) || (contact.is_none() && !visitors) {
                continue;
            }
            let subject = contact.and_then(|contact| image.subject(contact)).unwrap_or_default();
            let relationship = image.relationship(subject);
            if !relationship.counts() {
                *excluded.entry(relationship).or_insert(0u64) += 1;
                continue;
            }
            *days.entry(value::day_of_date(activity.occurred_at.date_in(ZONE))).or_insert(0u64) += 1;
            if let (Some(contact), Some(asset)) = (contact, activity.asset) {
                let (activities, contacts) = reach.entry(asset).or_default();
                *activities += 1;
                contacts.insert(contact);
            }
        }
        let daily = image.by_day(asked, from, to, ZONE);
        prop_assert_eq!(daily.total(), days.values().sum::<u64>());
        prop_assert_eq!((daily.days, daily.excluded), (days, excluded));
        let counted = image.reach_by_asset(asked, from, to).into_iter();
        let counted: BTreeMap<_, _> = counted.map(|(asset, reach)| (asset, (reach.activities, reach.contacts))).collect();
        let expected: BTreeMap<_, _> = reach.into_iter().map(|(asset, (n, who))| (asset, (n, who.len() as u64))).collect();
        prop_assert_eq!(counted, expected);
    }

    #[test]
    fn columns_hold_what_a_scan_meets(ops in ops(120), from in 0..50i64, long in 0..50i64) {
        let (image, _) = world(ops);
        let (from, to) = (START.plus(from * DAY), START.plus((from + long) * DAY));
        for kind in image.kinds() {
            let mut met = Vec::new();
            image.scan(kind, from, to, &mut |one| {
                met.push((one.at, one.contact, one.visitor, format!("{:?}", (one.asset, one.properties, one.value))));
            });
            let (details, mut read) = (image.details(), Vec::new());
            for block in image.blocks(kind, from, to) {
                let columns = block.columns(from, to);
                let (owners, at, detail, value) = (columns.owner(), columns.at(), columns.detail(), columns.value());
                prop_assert_eq!([owners.len(), at.len(), detail.len(), value.len()], [columns.rows(); 4]);
                for row in 0..columns.rows() {
                    let owner = owners[row];
                    let contact = block.of_contacts.then(|| image.contact_of(owner));
                    let visitor = (!block.of_contacts).then(|| image.visitor_of(owner));
                    let (asset, properties) = details[detail[row] as usize].expect("a row's detail is in use");
                    let rest = format!("{:?}", (asset, properties, image.money(value[row])));
                    read.push((Timestamp(at[row]), contact, visitor, rest));
                }
            }
            met.sort();
            read.sort();
            prop_assert_eq!(read, met, "{}", kind);
        }
    }

    /// Where not several are the same but for their leads.
    #[test]
    fn a_row_finds_the_lead_that_its_activity_is_about(ops in ops(120)) {
        let (image, _) = world(ops);
        let mut met: BTreeMap<_, BTreeSet<Option<LeadId>>> = BTreeMap::new();
        for contact in image.contact_ids() {
            image.timeline(contact, &mut |fact| {
                let what = format!("{} {:?} {:?}", fact.kind, fact.asset, fact.properties);
                met.entry((contact, fact.at, what)).or_default().insert(fact.lead);
                true
            });
        }
        let (leads, details) = (image.activity_leads(), image.details());
        let (from, to) = (Timestamp(i64::MIN), Timestamp(i64::MAX));
        for block in image.kinds().into_iter().flat_map(|kind| image.blocks(kind, from, to)) {
            let columns = block.columns(from, to);
            let rows = columns.owner().into_owned().into_iter().zip(columns.at()).zip(columns.detail());
            for ((owner, at), detail) in rows.filter(|_| block.of_contacts) {
                let (asset, properties) = details[detail as usize].expect("a row's detail is in use");
                let what = format!("{} {asset:?} {properties:?}", block.kind);
                let Some(met) = met.get(&(image.contact_of(owner), Timestamp(at), what)) else { continue };
                let read = leads.lead(owner, at, detail).map(|lead| image.lead_of(lead));
                prop_assert!(met.len() > 1 || met.contains(&read), "{:?} is not {:?}", read, met);
            }
        }
    }

    #[test]
    fn pages_follow_each_other_in_order(ops in ops(100), limit in 1..5usize, descending in any::<bool>()) {
        let (image, steps) = world(ops);
        let ledger = ledger(&image, &steps);
        let everyone = image.select(&Filter::everyone(), image.now());
        let key = |by: SortBy, id: ContactId| match by {
            SortBy::Id => 0,
            SortBy::Created => image.contact(id).expect("is there").created_at.0,
            SortBy::Score => i64::from(image.scores(image.subject(id).expect("is there")).total()),
            SortBy::LastActivity => {
                let own = ledger.iter().filter(|(activity, contact)| {
                    *contact == Some(id)
                        && kind::nature(&activity.kind) == Nature::Contact
                        && activity.occurred_at <= image.now()
                });
                own.map(|(activity, _)| activity.occurred_at.0).max().unwrap_or(i64::MIN)
            }
        };
        for by in [SortBy::Id, SortBy::Created, SortBy::Score, SortBy::LastActivity] {
            let mut expected: Vec<ContactId> = image.ids(&everyone);
            expected.sort_by_key(|id| (key(by, *id), *id));
            if descending {
                expected.reverse();
            }
            let order = Order { by, descending };
            let pages = (0..).map(|page| image.sorted(&everyone, order, page * limit, limit));
            let paged: Vec<ContactId> = pages.take_while(|page| !page.is_empty()).flatten().collect();
            prop_assert_eq!(paged, expected);
        }
    }
}

#[test]
fn an_estimate_grows_with_what_is_held() {
    let (small, _) = world(vec![]);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let ops = proptest::strategy::ValueTree::current(&ops(400).new_tree(&mut runner).unwrap());
    let (large, _) = world(ops);
    assert!(large.heap_bytes() > small.heap_bytes());
}
