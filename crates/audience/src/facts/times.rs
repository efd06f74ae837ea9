//! Instants that never fall, in four bytes each where they allow it: as multiples of a second, a millisecond or a
//! microsecond since the first of them. Otherwise as they are.

use crate::raw;
use serde::{Deserialize, Serialize};
use std::ops::Range;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Times {
    Narrow {
        first: i64,
        unit: i64,
        #[serde(with = "raw")]
        offsets: Vec<u32>,
    },
    Wide(#[serde(with = "raw")] Vec<i64>),
}

impl Times {
    pub(super) fn of(instants: Vec<i64>) -> Times {
        let (Some(first), Some(last)) = (instants.first().copied(), instants.last().copied()) else {
            return Times::Wide(instants);
        };
        let fits = |unit: i64| {
            last.checked_sub(first).is_some_and(|span| span / unit <= i64::from(u32::MAX))
                && instants.iter().all(|at| (at - first) % unit == 0)
        };
        match [1, 1_000, 1_000_000].into_iter().find(|unit| fits(*unit)) {
            Some(unit) => {
                let offsets = instants.iter().map(|at| ((at - first) / unit) as u32).collect();
                Times::Narrow { first, unit, offsets }
            }
            None => Times::Wide(instants),
        }
    }

    pub(super) fn get(&self, row: usize) -> i64 {
        match self {
            Times::Narrow { first, unit, offsets } => first + unit * i64::from(offsets[row]),
            Times::Wide(instants) => instants[row],
        }
    }

    pub(super) fn last(&self) -> i64 {
        self.get(self.len() - 1)
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Times::Narrow { offsets, .. } => offsets.len(),
            Times::Wide(instants) => instants.len(),
        }
    }

    /// The first row at an instant or later.
    pub(super) fn place(&self, at: i64) -> usize {
        match self {
            Times::Narrow { first, unit, offsets } => {
                offsets.partition_point(|offset| first + unit * i64::from(*offset) < at)
            }
            Times::Wide(instants) => instants.partition_point(|other| *other < at),
        }
    }

    /// The rows within `[from, to)`.
    pub(super) fn rows(&self, from: i64, to: i64) -> Range<usize> {
        let start = self.place(from);
        start..self.place(to).max(start)
    }

    pub(super) fn heap_bytes(&self) -> usize {
        match self {
            Times::Narrow { offsets, .. } => offsets.capacity() * 4,
            Times::Wide(instants) => instants.capacity() * 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instant_comes_back_whatever_its_precision() {
        let second = 1_000_000;
        for (unit, narrow) in [(1, true), (1_000, true), (second, true), (3_600 * second + 1, false)] {
            let instants: Vec<i64> = (0..2_000_000i64).step_by(997).map(|i| -7 + i * unit).collect();
            let times = Times::of(instants.clone());
            assert_eq!(matches!(times, Times::Narrow { .. }), narrow, "unit {unit}");
            assert!((0..times.len()).all(|row| times.get(row) == instants[row]));
            for at in [instants[0] - 1, instants[0], instants[5], instants[5] + 1, times.last(), times.last() + 1] {
                assert_eq!(times.place(at), instants.partition_point(|other| *other < at));
            }
        }
        let extremes = vec![i64::MIN, 0, i64::MAX];
        let times = Times::of(extremes.clone());
        assert_eq!((times.get(0), times.get(2), times.rows(0, 1)), (i64::MIN, i64::MAX, 1..2));
    }
}
