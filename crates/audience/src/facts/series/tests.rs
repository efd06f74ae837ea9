//! A series against a plain list.

use super::*;
use model::{Activity, Timestamp};
use proptest::prelude::*;
use std::sync::Arc;

/// Details 0 to 5: three assets, one of them none, each with two sources.
fn details() -> Details {
    let mut details = Details::default();
    for i in 0..6 {
        let asset = [None, Some("a"), Some("b")][i % 3].map(str::to_string);
        details.hold(&Activity {
            number: 1,
            contact: None,
            visitor: None,
            lead: None,
            kind: "did".into(),
            asset,
            occurred_at: Timestamp(0),
            recorded_at: Timestamp(0),
            value: None,
            properties: Default::default(),
            live: true,
            source: ["x", "y"][i / 3].into(),
        });
    }
    details
}

#[derive(Debug, Clone)]
enum Op {
    Insert(i64),
    Remove(usize),
    Reassign(usize),
}

fn op() -> impl Strategy<Value = Op> {
    // Mostly new and in order, often late, often at one instant.
    let at = prop_oneof![4 => Just(i64::MAX), 2 => 0..200i64, 1 => 100..103i64];
    prop_oneof![
        12 => at.prop_map(Op::Insert),
        2 => any::<usize>().prop_map(Op::Remove),
        1 => any::<usize>().prop_map(Op::Reassign),
    ]
}

/// A series made by these steps, and the entries that it should hold in order.
fn made(ops: &[Op], details: &Details) -> (Series, Vec<Entry>) {
    let (mut series, mut plain) = (Series::default(), Vec::<Entry>::new());
    for (i, op) in ops.iter().enumerate() {
        match op {
            Op::Insert(at) => {
                let at = if *at == i64::MAX { i as i64 } else { *at };
                let value = if i % 7 == 0 { i as u32 } else { NONE };
                let entry = Entry { at, owner: i as u32, detail: i as u32 * 5 % 6, value };
                series.insert(entry, details);
                plain.insert(plain.partition_point(|other| other.at <= at), entry);
            }
            Op::Remove(place) if !plain.is_empty() => {
                series.remove(plain.remove(place % plain.len()), details);
            }
            Op::Reassign(place) if !plain.is_empty() => {
                let place = place % plain.len();
                series.reassign(plain[place], i as u32);
                plain[place].owner = i as u32;
            }
            _ => {}
        }
    }
    (series, plain)
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn holds_what_a_plain_list_holds(
        ops in proptest::collection::vec(op(), 0..400),
        from in -5..420i64,
        length in 0..420i64,
        assets in proptest::option::of(proptest::sample::subsequence(vec![0u32, 1, 2, 9], 0..=4)),
        table in proptest::option::of(proptest::collection::vec(any::<bool>(), 6)),
    ) {
        let details = details();
        let (series, plain) = made(&ops, &details);
        prop_assert_eq!(series.len(), plain.len());
        let to = from + length;
        let within: Vec<Entry> = plain.iter().filter(|entry| (from..to).contains(&entry.at)).copied().collect();
        let mut each = Vec::new();
        series.each(from, to, |entry| each.push(entry));
        prop_assert!(each.is_sorted_by_key(|entry| entry.at));
        let key = |entry: &Entry| (entry.at, entry.owner, entry.detail, entry.value);
        prop_assert_eq!(sorted(each.iter().map(key).collect()), sorted(within.iter().map(key).collect()));
        prop_assert_eq!(series.count(from, to), within.len());
        let first = series.first(from, to);
        prop_assert!(within.first().is_none_or(|entry| first.is_some_and(|first| first <= entry.at)));
        prop_assert!(first.is_none_or(|first| (from..to).contains(&first)));
        let asset = |detail: u32| details.get(detail).asset;
        let allows = |detail: u32| assets.as_ref().is_none_or(|assets| assets.contains(&asset(detail)));
        let table = table.map(Arc::new);
        let chosen = Chosen { assets: assets.clone(), details: table.clone() };
        let meant = |entry: &&Entry| allows(entry.detail) && table.as_ref().is_none_or(|t| t[entry.detail as usize]);
        let expected: Vec<_> = within.iter().filter(meant).map(|e| (e.at, e.owner)).collect();
        let mut moments = Vec::new();
        let odd = |owner: u32| owner % 2 == 1;
        series.moments(&chosen, &details, from, to, odd, |at, owner| moments.push((at, owner)));
        prop_assert!(!chosen.is_in_order() || moments.is_sorted_by_key(|(at, _)| *at));
    prop_assert_eq!(sorted(moments), sorted(expected.iter().copied().filter(|row| odd(row.1)).collect()));
        let mut owners = Vec::new();
        series.owners(&chosen, &details, from, to, |owner| owners.push(owner));
        owners.retain(|owner| *owner != NONE);
        prop_assert_eq!(sorted(owners), sorted(expected.iter().map(|row| row.1).collect::<Vec<_>>()));
        prop_assert!(series.at_most(&chosen, from, to) >= expected.len());
        let bytes = rmp_serde::to_vec(&series).expect("a snapshot");
        let again: Series = rmp_serde::from_slice(&bytes).expect("reads");
        let rows = |series: &Series| {
            let mut rows = Vec::new();
            series.each(i64::MIN, i64::MAX, |entry| rows.push(entry));
            rows
        };
        prop_assert_eq!(rows(&again), rows(&series));
    }
}
