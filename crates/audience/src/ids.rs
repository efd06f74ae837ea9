//! Dense numbers (`u32`) for records: the row of every column. A number is never given twice.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// "No record" in a column of references.
pub(crate) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<i64>", into = "Vec<i64>")]
pub(crate) struct Ids {
    ids: Vec<i64>,
    dense: HashMap<i64, u32>,
}

impl Ids {
    pub(crate) fn find(&self, id: i64) -> Option<u32> {
        self.dense.get(&id).copied()
    }

    /// The number of an id, given now when it is new.
    pub(crate) fn intern(&mut self, id: i64) -> u32 {
        let next = self.ids.len() as u32;
        let dense = *self.dense.entry(id).or_insert(next);
        if dense == next {
            self.ids.push(id);
        }
        dense
    }

    pub(crate) fn id(&self, dense: u32) -> i64 {
        self.ids[dense as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.ids.capacity() * 8 + self.dense.capacity() * 17
    }
}

impl From<Vec<i64>> for Ids {
    fn from(ids: Vec<i64>) -> Self {
        let dense = ids.iter().enumerate().map(|(row, id)| (*id, row as u32)).collect();
        Ids { ids, dense }
    }
}

impl From<Ids> for Vec<i64> {
    fn from(ids: Ids) -> Self {
        ids.ids
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
