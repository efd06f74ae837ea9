//! What contacts belong to and how they stand: segments, lists, programs, consent, scores, when programs acted, and
//! places in nurture programs. Keyed by dense contact.

use crate::entries::Entries;
use crate::ids::put;
use model::{NurturePlace, Scores, Timestamp};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Members {
    pub(crate) segments: BTreeMap<String, RoaringBitmap>,
    /// Of the same segments.
    pub(crate) entered: BTreeMap<String, Entries>,
    pub(crate) lists: BTreeMap<String, RoaringBitmap>,
    pub(crate) programs: BTreeMap<String, ProgramMembers>,
    pub(crate) given: RoaringBitmap,
    pub(crate) withdrawn: RoaringBitmap,
    /// By dense contact.
    scores: Vec<Scores>,
    pub(crate) acted: BTreeMap<String, HashMap<u32, Timestamp>>,
    pub(crate) nurture: BTreeMap<String, HashMap<u32, NurturePlace>>,
}

/// Members of a program.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ProgramMembers {
    pub(crate) status: HashMap<u32, (String, Timestamp)>,
    pub(crate) by_status: BTreeMap<String, RoaringBitmap>,
}

impl ProgramMembers {
    pub(crate) fn put(&mut self, contact: u32, status: String, at: Timestamp) {
        self.remove(contact);
        self.by_status.entry(status.clone()).or_default().insert(contact);
        self.status.insert(contact, (status, at));
    }

    pub(crate) fn remove(&mut self, contact: u32) -> Option<(String, Timestamp)> {
        let (status, at) = self.status.remove(&contact)?;
        if let Some(set) = self.by_status.get_mut(&status) {
            set.remove(contact);
        }
        Some((status, at))
    }
}

/// Everything that one contact belongs to, to be handed to another or dropped.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Belongings {
    pub(crate) lists: Vec<String>,
    pub(crate) programs: Vec<(String, String, Timestamp)>,
    pub(crate) consent: Option<bool>,
    pub(crate) acted: Vec<(String, Timestamp)>,
    pub(crate) nurture: Vec<(String, NurturePlace)>,
}

impl Members {
    pub(crate) fn consent(&self, contact: u32) -> Option<bool> {
        match () {
            () if self.withdrawn.contains(contact) => Some(false),
            () if self.given.contains(contact) => Some(true),
            () => None,
        }
    }

    pub(crate) fn set_consent(&mut self, contact: u32, consent: Option<bool>) {
        self.given.remove(contact);
        self.withdrawn.remove(contact);
        match consent {
            Some(true) => self.given.insert(contact),
            Some(false) => self.withdrawn.insert(contact),
            None => false,
        };
    }

    pub(crate) fn scores(&self, contact: u32) -> Scores {
        self.scores.get(contact as usize).copied().unwrap_or_default()
    }

    pub(crate) fn set_scores(&mut self, contact: u32, scores: Scores) {
        if scores != self.scores(contact) {
            put(&mut self.scores, contact, Scores::default(), scores);
        }
    }

    /// What a contact belongs to, pure state left out.
    pub(crate) fn belongings(&self, contact: u32) -> Belongings {
        let of = |map: &HashMap<u32, Timestamp>| map.get(&contact).copied();
        Belongings {
            lists: self.lists.iter().filter(|(_, set)| set.contains(contact)).map(|(key, _)| key.clone()).collect(),
            programs: self
                .programs
                .iter()
                .filter_map(|(key, members)| {
                    let (status, at) = members.status.get(&contact)?;
                    Some((key.clone(), status.clone(), *at))
                })
                .collect(),
            consent: self.consent(contact),
            acted: self.acted.iter().filter_map(|(key, map)| Some((key.clone(), of(map)?))).collect(),
            nurture: self
                .nurture
                .iter()
                .filter_map(|(key, map)| Some((key.clone(), map.get(&contact)?.clone())))
                .collect(),
        }
    }

    /// Takes a contact out of everything, pure state included.
    pub(crate) fn remove(&mut self, contact: u32) {
        for set in self.segments.values_mut().chain(self.lists.values_mut()) {
            set.remove(contact);
        }
        self.entered.values_mut().for_each(|entries| entries.leave(contact));
        for members in self.programs.values_mut() {
            members.remove(contact);
        }
        self.set_consent(contact, None);
        self.set_scores(contact, Scores::default());
        for map in self.acted.values_mut() {
            map.remove(&contact);
        }
        for map in self.nurture.values_mut() {
            map.remove(&contact);
        }
    }

    pub(crate) fn give(&mut self, contact: u32, belongings: Belongings) {
        for list in belongings.lists {
            self.lists.entry(list).or_default().insert(contact);
        }
        for (program, status, at) in belongings.programs {
            self.programs.entry(program).or_default().put(contact, status, at);
        }
        self.set_consent(contact, belongings.consent);
        for (program, at) in belongings.acted {
            self.acted.entry(program).or_default().insert(contact, at);
        }
        for (program, place) in belongings.nurture {
            self.nurture.entry(program).or_default().insert(contact, place);
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let sets = self.segments.values().chain(self.lists.values()).map(|set| 60 + set.serialized_size());
        let programs = self.programs.values().map(|members| members.status.len() * 64);
        let maps = self.acted.values().map(|map| map.len() * 17);
        let places = self.nurture.values().map(|map| map.len() * 80);
        let entered = self.entered.values().map(Entries::heap_bytes);
        let all: usize = sets.chain(programs).chain(maps).chain(places).chain(entered).sum();
        all + self.scores.capacity() * size_of::<Scores>()
            + self.given.serialized_size()
            + self.withdrawn.serialized_size()
    }
}

impl Belongings {
    /// What the winner of a merge has: every list; the further status of each program (by `step`, then the later
    /// one); an objection outlives a consent; the later deed; its own place in a nurture program, else the loser's.
    pub(crate) fn merged(winner: Belongings, loser: Belongings, step: impl Fn(&str, &str) -> u32) -> Belongings {
        let mut lists: Vec<String> = winner.lists.into_iter().chain(loser.lists).collect();
        lists.sort();
        lists.dedup();
        let mut programs: BTreeMap<String, (String, Timestamp)> = BTreeMap::new();
        for (program, status, at) in winner.programs.into_iter().chain(loser.programs) {
            let rank = |status: &str, at: Timestamp| (step(&program, status), at);
            let stays = programs.get(&program).is_some_and(|(held, held_at)| rank(held, *held_at) >= rank(&status, at));
            if !stays {
                programs.insert(program, (status, at));
            }
        }
        let mut acted: BTreeMap<String, Timestamp> = BTreeMap::new();
        for (program, at) in winner.acted.into_iter().chain(loser.acted) {
            let latest = acted.entry(program).or_insert(at);
            *latest = at.max(*latest);
        }
        let mut nurture: BTreeMap<String, NurturePlace> = loser.nurture.into_iter().collect();
        nurture.extend(winner.nurture);
        Belongings {
            lists,
            programs: programs.into_iter().map(|(program, (status, at))| (program, status, at)).collect(),
            consent: match (winner.consent, loser.consent) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (one, other) => one.or(other),
            },
            acted: acted.into_iter().collect(),
            nurture: nurture.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(consent: Option<bool>, status: &str, at: i64) -> Belongings {
        Belongings {
            lists: vec![status.to_string()],
            programs: vec![("p".into(), status.into(), Timestamp(at))],
            consent,
            acted: vec![("p".into(), Timestamp(at))],
            nurture: Vec::new(),
        }
    }

    fn step(_: &str, status: &str) -> u32 {
        u32::from(status == "clicked")
    }

    #[test]
    fn an_objection_outlives_a_consent_and_a_consent_outlives_silence() {
        for (winner, loser, expected) in [
            (Some(true), Some(false), Some(false)),
            (Some(false), Some(true), Some(false)),
            (None, Some(true), Some(true)),
            (Some(true), None, Some(true)),
            (None, None, None),
        ] {
            let merged = Belongings::merged(with(winner, "sent", 1), with(loser, "sent", 1), step);
            assert_eq!(merged.consent, expected, "{winner:?} and {loser:?}");
        }
    }

    #[test]
    fn the_further_status_stays_whoever_brings_it_and_the_later_among_equals() {
        let status = |winner, loser| Belongings::merged(winner, loser, step).programs[0].clone();
        let clicked = ("p".to_string(), "clicked".to_string(), Timestamp(1));
        assert_eq!(status(with(None, "sent", 9), with(None, "clicked", 1)), clicked);
        assert_eq!(status(with(None, "clicked", 1), with(None, "sent", 9)), clicked);
        assert_eq!(status(with(None, "sent", 3), with(None, "member", 8)).1, "member");
        assert_eq!(status(with(None, "sent", 8), with(None, "member", 8)).1, "sent");
    }

    #[test]
    fn lists_add_up_and_the_later_deed_stays() {
        let merged = Belongings::merged(with(None, "a", 9), with(None, "b", 4), step);
        assert_eq!((merged.lists, merged.acted), (vec!["a".into(), "b".into()], vec![("p".into(), Timestamp(9))]));
    }
}
