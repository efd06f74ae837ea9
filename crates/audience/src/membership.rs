//! Who belongs to what, as last folded.

use crate::Image;
use model::{ContactId, NurturePlace, Timestamp};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

impl Image {
    /// Members of a published segment, as dense numbers for [`Image::ids`].
    pub fn members(&self, segment: &str) -> RoaringBitmap {
        self.living_in(self.members.segments.get(segment))
    }

    /// Members of a static list, as dense numbers.
    pub fn list_members(&self, list: &str) -> RoaringBitmap {
        self.living_in(self.members.lists.get(list))
    }

    /// Members of a program with their status and since when, by contact.
    pub fn program_members(&self, program: &str) -> Vec<(ContactId, &str, Timestamp)> {
        let members = self.members.programs.get(program).into_iter().flat_map(|members| &members.status);
        let mut members: Vec<_> = members
            .filter(|(dense, _)| self.contacts.living.contains(**dense))
            .map(|(dense, (status, at))| (self.contacts.id(*dense), status.as_str(), *at))
            .collect();
        members.sort_unstable_by_key(|(contact, ..)| *contact);
        members
    }

    /// Places in a nurture program, by contact.
    pub fn nurture_places(&self, program: &str) -> Vec<(ContactId, &NurturePlace)> {
        let places = self.members.nurture.get(program).into_iter().flatten();
        let mut places: Vec<_> = places
            .filter(|(dense, _)| self.contacts.living.contains(**dense))
            .map(|(dense, place)| (self.contacts.id(*dense), place))
            .collect();
        places.sort_unstable_by_key(|(contact, _)| *contact);
        places
    }

    /// The contact's published segments, lists and programs.
    pub fn segments_of(&self, contact: ContactId) -> Vec<&str> {
        keys_with(&self.members.segments, self.contacts.living(contact))
    }

    pub fn lists_of(&self, contact: ContactId) -> Vec<&str> {
        keys_with(&self.members.lists, self.contacts.living(contact))
    }

    pub fn programs_of(&self, contact: ContactId) -> Vec<(&str, &str, Timestamp)> {
        let Some(dense) = self.contacts.living(contact) else { return Vec::new() };
        let status = self.members.programs.iter().map(|(key, members)| (key, members.status.get(&dense)));
        status.filter_map(|(key, status)| status.map(|(s, at)| (key.as_str(), s.as_str(), *at))).collect()
    }

    fn living_in(&self, set: Option<&RoaringBitmap>) -> RoaringBitmap {
        set.map_or_else(RoaringBitmap::new, |set| set & &self.contacts.living)
    }
}

fn keys_with(sets: &BTreeMap<String, RoaringBitmap>, dense: Option<u32>) -> Vec<&str> {
    let Some(dense) = dense else { return Vec::new() };
    sets.iter().filter(|(_, set)| set.contains(dense)).map(|(key, _)| key.as_str()).collect()
}
