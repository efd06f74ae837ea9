//! Since when contacts have been in a segment. Many enter together, so each instant is kept once.

use model::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entries {
    /// By dense contact, the place of its instant.
    places: HashMap<u32, u32>,
    times: Vec<Timestamp>,
}

impl Entries {
    /// Who is in already stays since then.
    pub(crate) fn enter(&mut self, contact: u32, at: Timestamp) {
        if self.places.contains_key(&contact) {
            return;
        }
        if self.times.last() != Some(&at) {
            // Instants of those who left pile up.
            if self.times.len() > 1_000 + 2 * self.places.len() {
                self.compact();
            }
            self.times.push(at);
        }
        self.places.insert(contact, self.times.len() as u32 - 1);
    }

    pub(crate) fn leave(&mut self, contact: u32) {
        self.places.remove(&contact);
    }

    pub(crate) fn at(&self, contact: u32) -> Option<Timestamp> {
        self.places.get(&contact).map(|place| self.times[*place as usize])
    }

    /// In no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, Timestamp)> {
        self.places.iter().map(|(contact, place)| (*contact, self.times[*place as usize]))
    }

    fn compact(&mut self) {
        let mut used: Vec<u32> = self.places.values().copied().collect();
        used.sort_unstable();
        used.dedup();
        self.times = used.iter().map(|place| self.times[*place as usize]).collect();
        for place in self.places.values_mut() {
            *place = used.partition_point(|other| other < place) as u32;
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.places.capacity() * 9 + self.times.capacity() * 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_stays_keeps_the_instant_while_many_come_and_go() {
        let mut entries = Entries::default();
        entries.enter(7, Timestamp(1));
        for turn in 2..9_000 {
            entries.enter(1, Timestamp(turn));
            entries.enter(7, Timestamp(turn));
            assert_eq!((entries.at(1), entries.at(7)), (Some(Timestamp(turn)), Some(Timestamp(1))));
            entries.leave(1);
        }
        assert_eq!(entries.at(1), None);
        assert!(entries.times.len() < 1_100, "{} instants are kept", entries.times.len());
    }
}
