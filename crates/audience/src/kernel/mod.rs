//! Filters for everybody at once: each distinct leaf becomes a bitmap over the dense contacts, the rest is algebra.
//!
//! The meaning is `rules::evaluate`'s for each living contact; property tests hold every kernel here equal to it.

mod did;
mod field;
mod sequence;
mod standing;

use crate::{Image, Overlay};
use model::definition::ScoringModel;
use model::{Filter, Scores, Timestamp};
use roaring::RoaringBitmap;
use rules::evaluate::MAX_SEGMENT_DEPTH;
use std::collections::HashMap;

/// Finds the filter of a published segment.
type Segments<'a> = Box<dyn Fn(&str) -> Option<&'a Filter> + 'a>;

/// An evaluation of filters over a whole image at one instant. Leaves and segments that several filters share are
/// worked out once.
pub(crate) struct Bulk<'a> {
    image: &'a Image,
    now: Timestamp,
    segments: Segments<'a>,
    scoring: Option<&'a ScoringModel>,
    /// Scores that stand in place of the stored ones.
    scored: Option<&'a HashMap<u32, Scores>>,
    leaves: HashMap<String, RoaringBitmap>,
    known: HashMap<String, RoaringBitmap>,
    /// Segments that are being worked out, outermost first.
    path: Vec<String>,
    cuts: usize,
}

impl Image {
    /// The living contacts for which a filter holds, as dense numbers for [`Image::ids`].
    pub fn select(&self, filter: &Filter, now: Timestamp) -> RoaringBitmap {
        Bulk::new(self, now).select(filter)
    }

    /// Several filters at once; what they share is worked out once.
    pub fn select_each<'f>(&self, filters: impl IntoIterator<Item = &'f Filter>, now: Timestamp) -> Vec<RoaringBitmap> {
        let mut bulk = Bulk::new(self, now);
        filters.into_iter().map(|filter| bulk.select(filter)).collect()
    }

    /// How many living contacts a filter holds for.
    pub fn count(&self, filter: &Filter, now: Timestamp) -> u64 {
        self.select(filter, now).len()
    }
}

impl<'a> Bulk<'a> {
    fn new(image: &'a Image, now: Timestamp) -> Bulk<'a> {
        let segments: Segments<'a> = Box::new(move |key| rules::View::segment(image, key));
        Bulk {
            image,
            now,
            segments,
            scoring: image.scoring(),
            scored: None,
            leaves: HashMap::new(),
            known: HashMap::new(),
            path: Vec::new(),
            cuts: 0,
        }
    }

    /// Over the overlay's image, with the definitions of the overlay and these scores in place of the stored ones. What
    /// the overlay did to records is not seen.
    pub(crate) fn over(overlay: &'a Overlay<'a>, scored: &'a HashMap<u32, Scores>) -> Bulk<'a> {
        Bulk {
            segments: Box::new(move |key| rules::View::segment(overlay, key)),
            scoring: overlay.scoring(),
            scored: Some(scored),
            ..Bulk::new(overlay.image(), overlay.now())
        }
    }

    pub(crate) fn select(&mut self, filter: &Filter) -> RoaringBitmap {
        match filter {
            Filter::All(parts) => {
                let mut all = self.image.contacts.living.clone();
                for part in parts {
                    if all.is_empty() {
                        break;
                    }
                    all &= self.select(part);
                }
                all
            }
            Filter::Any(parts) => parts.iter().fold(RoaringBitmap::new(), |any, part| any | self.select(part)),
            Filter::Not(part) => &self.image.contacts.living - self.select(part),
            Filter::InSegment(key) => self.segment(key),
            leaf => self.shared_leaf(leaf),
        }
    }

    /// A circle and what lies too deep are nobody, as the reference says.
    fn segment(&mut self, key: &str) -> RoaringBitmap {
        if let Some(members) = self.known.get(key) {
            return members.clone();
        }
        if self.path.len() >= MAX_SEGMENT_DEPTH || self.path.iter().any(|outer| outer == key) {
            self.cuts += 1;
            return RoaringBitmap::new();
        }
        let Some(filter) = (self.segments)(key) else { return RoaringBitmap::new() };
        let cuts = self.cuts;
        self.path.push(key.to_string());
        let members = self.select(filter);
        self.path.pop();
        if cuts == self.cuts {
            self.known.insert(key.to_string(), members.clone());
        }
        members
    }

    fn shared_leaf(&mut self, leaf: &Filter) -> RoaringBitmap {
        let name = serde_json::to_string(leaf).unwrap_or_default();
        if let Some(contacts) = self.leaves.get(&name) {
            return contacts.clone();
        }
        let contacts = self.leaf(leaf) & &self.image.contacts.living;
        if !name.is_empty() {
            self.leaves.insert(name, contacts.clone());
        }
        contacts
    }

    fn leaf(&self, leaf: &Filter) -> RoaringBitmap {
        match leaf {
            Filter::Field(test) => self.field(test),
            Filter::Did(did) => self.did(did),
            Filter::Sequence(sequence) => self.sequence(sequence),
            other => self.standing(other),
        }
    }

    /// The living contacts that pass a test of their dense number.
    fn living_where(&self, mut test: impl FnMut(u32) -> bool) -> RoaringBitmap {
        let contacts = self.image.contacts.living.iter().filter(|contact| test(*contact));
        RoaringBitmap::from_sorted_iter(contacts).unwrap_or_default()
    }
}
