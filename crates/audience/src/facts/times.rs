//! Instants in four bytes each where they allow it: as multiples of a microsecond, a millisecond or a second since the
//! first of them. Otherwise as they are.

use crate::raw;
use serde::{Deserialize, Serialize};

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
    /// Of instants among which these are the first and the last.
    pub(super) fn of(instants: Vec<i64>, first: i64, last: i64) -> Times {
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

    pub(super) fn all(&self) -> Vec<i64> {
        match self {
            Times::Narrow { first, unit, offsets } => {
                offsets.iter().map(|offset| first + unit * i64::from(*offset)).collect()
            }
            Times::Wide(instants) => instants.clone(),
        }
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
            let mut instants: Vec<i64> = (0..2_000_000i64).step_by(997).map(|i| -7 + i * unit).collect();
            let (first, last) = (instants[0], instants[instants.len() - 1]);
            instants.reverse();
            let times = Times::of(instants.clone(), first, last);
            assert_eq!(matches!(times, Times::Narrow { .. }), narrow, "unit {unit}");
            assert!(instants.iter().enumerate().all(|(row, at)| times.get(row) == *at));
        }
        let times = Times::of(vec![i64::MIN, 0, i64::MAX], i64::MIN, i64::MAX);
        assert_eq!((times.get(0), times.get(1), times.get(2)), (i64::MIN, 0, i64::MAX));
    }
}
