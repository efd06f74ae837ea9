//! The rows that have one text: listed while they are few, a bit for each row where they are many, so that choices are met
//! 64 rows at a step.

use crate::kernel::Bits;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// From one row in so many on, a bit for each takes no more than twice the room of a list. Less than half of that are few
/// again.
const MANY: u64 = 32;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Choice {
    count: u32,
    rows: Rows,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Rows {
    Few(RoaringBitmap),
    Many(Bits),
}

impl Default for Rows {
    fn default() -> Self {
        Rows::Few(RoaringBitmap::new())
    }
}

impl Choice {
    pub(crate) fn insert(&mut self, row: u32) {
        let new = match &mut self.rows {
            Rows::Few(rows) => rows.insert(row),
            Rows::Many(bits) => bits.put(row),
        };
        if new {
            self.count += 1;
            self.settle();
        }
    }

    pub(crate) fn remove(&mut self, row: u32) {
        let there = match &mut self.rows {
            Rows::Few(rows) => rows.remove(row),
            Rows::Many(bits) => bits.remove(row),
        };
        if there {
            self.count -= 1;
            self.settle();
        }
    }

    /// Turns few into many and back.
    fn settle(&mut self) {
        let count = u64::from(self.count);
        match &mut self.rows {
            Rows::Few(rows) => {
                let span = rows.max().map_or(0, |last| u64::from(last) + 1);
                if span > 0 && count * MANY >= span {
                    let mut bits = Bits::new(span as usize);
                    rows.iter().for_each(|row| bits.insert(row));
                    self.rows = Rows::Many(bits);
                }
            }
            Rows::Many(bits) if count * MANY * 2 < bits.span() as u64 => {
                self.rows = Rows::Few(std::mem::take(bits).into_bitmap());
            }
            Rows::Many(_) => {}
        }
    }

    fn few(&self) -> Option<&RoaringBitmap> {
        match &self.rows {
            Rows::Few(rows) => Some(rows),
            Rows::Many(_) => None,
        }
    }

    /// Rows that have one of these.
    pub(crate) fn any(choices: &[&Choice]) -> RoaringBitmap {
        match choices.iter().map(|choice| choice.few()).collect::<Option<Vec<_>>>() {
            Some(few) => few.into_iter().fold(RoaringBitmap::new(), |all, rows| all | rows),
            None => Bits::one_of_each(&[bits(choices)]).into_bitmap(),
        }
    }

    /// Rows that have one of each list and pass a test.
    pub(crate) fn one_of_each(mut lists: Vec<Vec<&Choice>>, passes: impl Fn(u32) -> bool) -> RoaringBitmap {
        lists.sort_by_key(|list| list.iter().map(|choice| u64::from(choice.count)).sum::<u64>());
        let Some((first, others)) = lists.split_first() else { return RoaringBitmap::new() };
        if first.iter().any(|choice| choice.few().is_none()) {
            let lists: Vec<_> = lists.iter().map(|list| bits(list)).collect();
            return Bits::one_of_each_that(&lists, passes);
        }
        let all = others.iter().fold(Choice::any(first), |all, list| {
            list.iter().fold(RoaringBitmap::new(), |some, choice| some | choice.among(&all))
        });
        RoaringBitmap::from_sorted_iter(all.iter().filter(|row| passes(*row))).unwrap_or_default()
    }

    /// Those of some rows that have it.
    fn among(&self, some: &RoaringBitmap) -> RoaringBitmap {
        match &self.rows {
            Rows::Few(rows) => rows & some,
            Rows::Many(bits) => {
                RoaringBitmap::from_sorted_iter(some.iter().filter(|row| bits.has(*row))).unwrap_or_default()
            }
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        match &self.rows {
            Rows::Few(rows) => rows.serialized_size(),
            Rows::Many(bits) => bits.span() / 8,
        }
    }
}

/// Each as bits, so that they can be met with bits.
fn bits<'c>(choices: &[&'c Choice]) -> Vec<Cow<'c, Bits>> {
    let of = |choice: &&'c Choice| match &choice.rows {
        Rows::Many(bits) => Cow::Borrowed(bits),
        Rows::Few(rows) => {
            let mut bits = Bits::default();
            for row in rows {
                bits.put(row);
            }
            Cow::Owned(bits)
        }
    };
    choices.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Rows that come and go, near one another or far apart.
    fn steps() -> impl Strategy<Value = Vec<(u32, bool)>> {
        let row = prop_oneof![0..60u32, 0..3_000u32, 0..200_000u32];
        vec((row, prop::bool::weighted(0.7)), 0..300)
    }

    fn after(steps: &[(u32, bool)]) -> (Choice, BTreeSet<u32>) {
        let (mut choice, mut rows) = (Choice::default(), BTreeSet::new());
        for (row, comes) in steps {
            match comes {
                true => (choice.insert(*row), rows.insert(*row)).1,
                false => (choice.remove(*row), rows.remove(row)).1,
            };
        }
        (choice, rows)
    }

    proptest! {
        #[test]
        fn choices_are_met_as_sets_are(all in vec(vec(steps(), 1..4), 1..4)) {
            let all: Vec<Vec<_>> = all.iter().map(|list| list.iter().map(|steps| after(steps)).collect()).collect();
            let united = all.iter().map(|list| list.iter().flat_map(|(_, rows)| rows).copied().collect::<BTreeSet<u32>>());
            let united: Vec<_> = united.collect();
            let lists: Vec<Vec<&Choice>> = all.iter().map(|list| list.iter().map(|(choice, _)| choice).collect()).collect();
            for (list, united) in lists.iter().zip(&united) {
                prop_assert!(Choice::any(list).iter().eq(united.iter().copied()));
            }
            for (choice, rows) in all.iter().flatten() {
                prop_assert_eq!(choice.count as usize, rows.len());
            }
            let wanted = united.into_iter().reduce(|one, other| &one & &other).unwrap_or_default();
            let odd = |row: u32| row % 2 == 1;
            prop_assert!(Choice::one_of_each(lists.clone(), odd).iter().eq(wanted.iter().copied().filter(|row| odd(*row))));
            prop_assert!(Choice::one_of_each(lists, |_| true).iter().eq(wanted));
        }
    }

    #[test]
    fn many_become_few_and_few_become_many() {
        let (dense, _) = after(&(0..1_000).map(|n| (n * 3, true)).collect::<Vec<_>>());
        assert!(matches!(dense.rows, Rows::Many(_)));
        let thinned: Vec<_> =
            (0..1_000).map(|n| (n * 3, true)).chain((1..1_000).map(|n| (n * 3, n % 100 == 0))).collect();
        assert!(matches!(after(&thinned).0.rows, Rows::Few(_)));
        assert!(matches!(after(&[(100_000, true)]).0.rows, Rows::Few(_)));
    }
}
