//! Pure state: which published segments a contact belongs to and its scores, as rules say now, and what must change.

use crate::{Image, Overlay};
use model::*;
use std::collections::{BTreeMap, BTreeSet};

/// The pure state of one contact at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub contact: ContactId,
    /// Keys of the published segments that it belongs to.
    pub segments: BTreeSet<String>,
    pub scores: Scores,
    /// The earliest instant at which time alone may change any of it; `None` is never. Never late.
    pub until: Option<Timestamp>,
}

/// What settling changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    pub segments: BTreeMap<String, SegmentMoves>,
    /// Before and after.
    pub scores: Vec<(ContactId, Scores, Scores)>,
    /// When each of the contacts is to be settled again by time alone; for [`Image::note_until`] after the fold.
    pub until: Vec<(ContactId, Option<Timestamp>)>,
}

/// Who entered and who left a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SegmentMoves {
    pub entered: Vec<ContactId>,
    pub left: Vec<ContactId>,
}

impl Moves {
    /// The changes that say so.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        if !self.scores.is_empty() {
            changes.push(Change::Scores(self.scores.iter().map(|(contact, _, after)| (*contact, *after)).collect()));
        }
        changes.extend(self.segments.iter().map(|(segment, moves)| Change::Segment {
            segment: segment.clone(),
            entered: moves.entered.clone(),
            left: moves.left.clone(),
        }));
        changes
    }

    /// Contacts that entered or left one of some segments.
    pub(crate) fn of(&self, segments: &BTreeSet<String>) -> impl Iterator<Item = ContactId> {
        let meant = self.segments.iter().filter(|(key, _)| segments.contains(*key));
        meant.flat_map(|(_, moves)| moves.entered.iter().chain(&moves.left).copied())
    }

    /// Takes in what moved afterwards.
    pub(crate) fn join(&mut self, later: Moves) {
        for (key, moves) in later.segments {
            let own = self.segments.entry(key).or_default();
            for contact in moves.entered {
                back_or_on(&mut own.left, &mut own.entered, contact);
            }
            for contact in moves.left {
                back_or_on(&mut own.entered, &mut own.left, contact);
            }
        }
        for (contact, before, after) in later.scores {
            match self.scores.iter_mut().find(|(own, ..)| *own == contact) {
                Some(own) => own.2 = after,
                None => self.scores.push((contact, before, after)),
            }
        }
        let again: BTreeSet<ContactId> = later.until.iter().map(|(contact, _)| *contact).collect();
        self.until.retain(|(contact, _)| !again.contains(contact));
        self.until.extend(later.until);
    }

    pub(crate) fn note(&mut self, segment: &str, contact: ContactId, was: bool, is: bool) {
        if was == is {
            return;
        }
        let moves = self.segments.entry(segment.to_string()).or_default();
        if is { moves.entered.push(contact) } else { moves.left.push(contact) }
    }
}

/// Who went there and comes back has not moved.
fn back_or_on(there: &mut Vec<ContactId>, here: &mut Vec<ContactId>, contact: ContactId) {
    match there.iter().position(|own| *own == contact) {
        Some(place) => drop(there.remove(place)),
        None => here.push(contact),
    }
}

impl Image {
    /// The pure state of a contact by the rules in force, whatever is stored; `None` when there is no such contact.
    pub fn settle(&self, contact: ContactId, now: Timestamp) -> Option<Settled> {
        Overlay::new(self, now).worked_out(contact)
    }

    /// Which living contacts enter and leave a segment if it has this filter now.
    pub fn settle_segment(&self, segment: &str, filter: &Filter, now: Timestamp) -> SegmentMoves {
        let is = self.select(filter, now);
        let was = self.members(segment);
        SegmentMoves { entered: self.ids(&(&is - &was)), left: self.ids(&(&was - &is)) }
    }
}
