//! Timelines on shelves and slabs say what plain lists say, however they are packed in between.

use super::*;
use crate::facts::fact::Row;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
enum Step {
    Insert(u32, Packed),
    Take(u32),
    /// The oldest but so many.
    Remove(u32, usize),
    Lay(usize),
}

/// On three slabs.
const OWNERS: [u32; 7] = [0, 1, 15, 16, 4_095, 4_096, 9_000];

fn step() -> impl Strategy<Value = Step> {
    let owner = prop::sample::select(OWNERS.to_vec());
    let extra = || prop_oneof![3 => Just(NONE), 1 => 0..3u32];
    // Far apart, and of many details: not everything fits on a slab.
    let at =
        prop_oneof![20 => 0..50i64, 1 => Just(1 << 47), 1 => Just(1 << 50), 1 => Just(i64::MIN), 1 => Just(i64::MAX)];
    let detail = prop_oneof![20 => 0..9u32, 1 => Just(1 << 24)];
    let fact = (at, detail, extra(), extra());
    let fact = fact.prop_map(|(at, detail, lead, value)| Packed { at, number: 0, detail, lead, value });
    prop_oneof![
        12 => (owner.clone(), fact).prop_map(|(owner, fact)| Step::Insert(owner, fact)),
        1 => owner.clone().prop_map(Step::Take),
        2 => (owner, 0..4usize).prop_map(|(owner, nth)| Step::Remove(owner, nth)),
        3 => (0..4usize).prop_map(Step::Lay),
    ]
}

fn all(lines: &Lines) -> BTreeMap<u32, Vec<Packed>> {
    let lines = OWNERS.into_iter().map(|owner| (owner, lines.line(owner).iter().collect::<Vec<_>>()));
    lines.filter(|(_, facts)| !facts.is_empty()).collect()
}

proptest! {
    #[test]
    fn timelines_are_plain_lists_however_packed(steps in prop::collection::vec(step(), 0..120)) {
        let (mut lines, mut plain) = (Lines::default(), BTreeMap::<u32, Vec<Packed>>::new());
        for (number, step) in (1..).zip(steps) {
            match step {
                Step::Insert(owner, fact) => {
                    let fact = Packed { number, ..fact };
                    lines.insert(owner, fact);
                    let facts = plain.entry(owner).or_default();
                    facts.push(fact);
                    facts.sort_by_key(|fact| (fact.at, fact.number));
                }
                Step::Take(owner) => prop_assert_eq!(lines.take(owner), plain.remove(&owner).unwrap_or_default()),
                Step::Remove(owner, nth) => {
                    let Some(facts) = plain.get_mut(&owner).filter(|facts| nth < facts.len()) else { continue };
                    let gone = facts.remove(nth);
                    prop_assert_eq!(lines.remove(owner, gone.number), Some(gone));
                }
                Step::Lay(nth) => prop_assert_eq!(lines.lay(nth), nth * SLAB < lines.shelves.len()),
            }
        }
        plain.retain(|_, facts| !facts.is_empty());
        prop_assert_eq!(&all(&lines), &plain);
        let count: usize = plain.values().map(Vec::len).sum();
        let slabs = (0..).find(|nth| !lines.lay(*nth));
        prop_assert_eq!(slabs, Some(lines.shelves.len().div_ceil(SLAB)));
        prop_assert_eq!(&all(&lines), &plain);
        let again: Lines = rmp_serde::from_slice(&rmp_serde::to_vec(&lines).expect("writes")).expect("reads");
        prop_assert_eq!(&all(&again), &plain);
        let shelves: usize = lines.shelves.iter().map(|shelf| shelf.facts().len()).sum();
        prop_assert_eq!(shelves, count);
    }
}

/// Every other shelf has left the slab: the slab is there once, however many are still on it.
#[test]
fn a_slab_is_counted_once() {
    let fact = |number| Packed { at: 0, number, detail: 0, lead: NONE, value: NONE };
    let (mut lines, shelves) = (Lines::default(), SLAB as u32);
    for owner in 0..shelves * SHELF as u32 {
        lines.insert(owner, fact(owner));
    }
    assert!(lines.lay(0));
    let headers = lines.shelves.capacity() * size_of::<Shelf>();
    let slab = SLAB * SHELF * size_of::<Row>();
    assert_eq!(lines.heap_bytes(), headers + slab);
    for shelf in (1..shelves).step_by(2) {
        lines.insert(shelf * SHELF as u32, fact(u32::MAX - shelf));
    }
    // The half that left has room for less than as much again.
    let own = slab;
    assert!((headers + slab..=headers + slab + own).contains(&lines.heap_bytes()), "{}", lines.heap_bytes());
}
