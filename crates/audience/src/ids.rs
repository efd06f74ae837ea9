//! Dense numbers (`u32`) for records: the row of every column. A number is never given twice.

use crate::raw;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;

/// "No record" in a column of references.
pub(crate) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    ids: Vec<i64>,
    /// By id. Ids are given one after the other, so that nearly all of them find their place here.
    direct: Vec<u32>,
    /// Those that are far ahead of the rest.
    far: HashMap<i64, u32>,
}

impl Ids {
    pub(crate) fn find(&self, id: i64) -> Option<u32> {
        match usize::try_from(id).ok().and_then(|id| self.direct.get(id)) {
            Some(dense) => Some(*dense).filter(|dense| *dense != NONE),
            None => self.far.get(&id).copied(),
        }
    }

    /// The number of an id, given now when it is new.
    pub(crate) fn intern(&mut self, id: i64) -> u32 {
        if let Some(dense) = self.find(id) {
            return dense;
        }
        let dense = self.ids.len() as u32;
        self.ids.push(id);
        self.enter(id, dense);
        dense
    }

    fn enter(&mut self, id: i64, dense: u32) {
        // Room for the ids that a log with gaps will still give.
        let reach = 2 * self.ids.len() + 1_024;
        match usize::try_from(id).ok().filter(|place| *place < reach.max(self.direct.len())) {
            Some(place) => {
                if place >= self.direct.len() {
                    let before = self.direct.len() as i64;
                    self.direct.resize(place + 1, NONE);
                    self.far.retain(|id, dense| {
                        let near = (before..=place as i64).contains(id);
                        if near {
                            self.direct[*id as usize] = *dense;
                        }
                        !near
                    });
                }
                self.direct[place] = dense;
            }
            None => {
                self.far.insert(id, dense);
            }
        }
    }

    pub(crate) fn id(&self, dense: u32) -> i64 {
        self.ids[dense as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.ids.capacity() * 8 + self.direct.capacity() * 4 + self.far.capacity() * 17
    }
}

impl Serialize for Ids {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw::serialize(&self.ids, serializer)
    }
}

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ids, D::Error> {
        let all: Vec<i64> = raw::deserialize(deserializer)?;
        let mut ids = Ids { direct: Vec::with_capacity(all.len() + 1), ids: all, ..Ids::default() };
        for dense in 0..ids.len() as u32 {
            ids.enter(ids.id(dense), dense);
        }
        Ok(ids)
    }
}

/// Writes a cell of a column that grows on demand, filling the gap with `blank`.
pub(crate) fn put<T: Clone>(column: &mut Vec<T>, row: u32, blank: T, value: T) {
    let row = row as usize;
    if column.len() <= row {
        column.resize(row + 1, blank);
    }
    column[row] = value;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_keeps_its_number_wherever_it_lies() {
        let mut ids = Ids::default();
        // In order, with a gap, far ahead, before zero, and then up to those that were far ahead.
        let given: Vec<i64> = (1..900).chain([5_000, -3, i64::MAX, 1_900]).chain((900..6_000).step_by(2)).collect();
        let mut seen: Vec<i64> = Vec::new();
        for id in given {
            assert_eq!(ids.find(id).is_some(), seen.contains(&id));
            let dense = ids.intern(id);
            if dense as usize == seen.len() {
                seen.push(id);
            }
            assert_eq!(ids.intern(id), dense);
        }
        let same = |ids: &Ids| {
            seen.iter().enumerate().all(|(n, id)| ids.find(*id) == Some(n as u32) && ids.id(n as u32) == *id)
        };
        assert!(same(&ids));
        assert_eq!((ids.find(0), ids.find(5_999), ids.find(i64::MIN)), (None, None, None));
        let again: Ids = rmp_serde::from_slice(&rmp_serde::to_vec(&ids).expect("writes")).expect("reads");
        assert!(same(&again) && again.len() == seen.len());
    }
}
