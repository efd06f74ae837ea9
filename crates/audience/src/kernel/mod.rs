//! Filters for everybody at once: each distinct leaf becomes a bitmap over the dense contacts, the rest is algebra.
//!
//! The meaning is `rules::evaluate`'s for each living contact; property tests hold every kernel here equal to it.

mod at_account;
mod bits;
mod choices;
mod did;
mod few;
mod field;
mod meant;
mod measure;
mod sequence;
mod since;
mod standing;
mod tallies;
mod together;

pub(crate) use bits::Bits;

use crate::{Image, Overlay};
use hashbrown::HashMap;
use model::definition::ScoringModel;
use model::{Filter, Scores, Timestamp};
use roaring::RoaringBitmap;
use rules::View;
use rules::calendar::Local;
use rules::evaluate::MAX_SEGMENT_DEPTH;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Finds the filter of a published segment.
type Segments<'a> = Arc<dyn Fn(&str) -> Option<&'a Filter> + Send + Sync + 'a>;

/// An evaluation of filters over a whole image at one instant. Leaves and segments that several filters share are
/// worked out once.
#[derive(Clone)]
pub(crate) struct Bulk<'a> {
    image: &'a Image,
    now: Timestamp,
    local: Local<'a>,
    segments: Segments<'a>,
    scoring: Option<&'a ScoringModel>,
    /// Scores that stand in place of the stored ones.
    scored: Option<&'a HashMap<u32, Scores>>,
    /// Segments of whose members the image knows what is past.
    emptied: Arc<BTreeSet<String>>,
    leaves: Arc<HashMap<String, RoaringBitmap>>,
    known: HashMap<String, RoaringBitmap>,
    /// Segments that are being worked out, outermost first.
    path: Vec<String>,
    cuts: usize,
}

impl Image {
    /// The living contacts for which a filter holds, as dense numbers for [`Image::ids`].
    pub fn select(&self, filter: &Filter, now: Timestamp) -> RoaringBitmap {
        Bulk::new(self, now).select(filter).into_owned()
    }

    /// How many living contacts a filter holds for.
    pub fn count(&self, filter: &Filter, now: Timestamp) -> u64 {
        Bulk::new(self, now).select(filter).len()
    }
}

impl<'a> Bulk<'a> {
    fn new(image: &'a Image, now: Timestamp) -> Bulk<'a> {
        Bulk {
            image,
            now,
            local: image.local(),
            segments: Arc::new(move |key| View::segment(image, key)),
            scoring: image.scoring(),
            scored: None,
            emptied: Arc::default(),
            leaves: Arc::default(),
            known: HashMap::new(),
            path: Vec::new(),
            cuts: 0,
        }
    }

    /// Over the overlay's image, with the definitions of the overlay and these scores in place of the stored ones. What
    /// the overlay did to records is not seen.
    pub(crate) fn over(overlay: &'a Overlay<'_>, scored: &'a HashMap<u32, Scores>) -> Bulk<'a> {
        Bulk {
            local: overlay.local(),
            segments: Arc::new(move |key| View::segment(overlay, key)),
            scoring: overlay.scoring(),
            scored: Some(scored),
            emptied: Arc::new(overlay.emptied().clone()),
            ..Bulk::new(overlay.image(), overlay.now())
        }
    }

    pub(crate) fn select(&mut self, filter: &Filter) -> Cow<'_, RoaringBitmap> {
        match filter {
            Filter::All(parts) => Cow::Owned(self.all(parts)),
            Filter::Any(parts) => {
                Cow::Owned(parts.iter().fold(RoaringBitmap::new(), |any, part| any | &*self.select(part)))
            }
            Filter::Not(part) => {
                let living = &self.image.contacts.living;
                Cow::Owned(living - &*self.select(part))
            }
            Filter::InSegment(key) => self.segment(key),
            Filter::AtAccount(test) => Cow::Owned(self.at_account(test)),
            leaf => self.leaf(leaf),
        }
    }

    fn all(&mut self, parts: &[Filter]) -> RoaringBitmap {
        // What is cheap first: it may leave nobody, or so few that the rest is asked of them alone.
        let mut parts: Vec<&Filter> = parts.iter().collect();
        parts.sort_by_key(|part| self.cost(part));
        let (mut all, others) = match self.of_choices(&parts) {
            Some((all, rest)) => (all, rest),
            None => {
                let Some((first, rest)) = parts.split_first() else { return self.image.contacts.living.clone() };
                (self.select(first).into_owned(), rest.to_vec())
            }
        };
        for part in others {
            if all.is_empty() {
                break;
            }
            // All of them are living.
            if let Filter::Not(part) = part {
                all -= &*self.select(part);
                continue;
            }
            match self.leaves.is_empty().then(|| self.of_few(part, &all)).flatten() {
                Some(few) => all = few,
                None => all &= &*self.select(part),
            }
        }
        all
    }

    /// A circle and what lies too deep are nobody, as the reference says.
    fn segment(&mut self, key: &str) -> Cow<'_, RoaringBitmap> {
        if self.known.contains_key(key) {
            return Cow::Borrowed(&self.known[key]);
        }
        if self.path.len() >= MAX_SEGMENT_DEPTH || self.path.iter().any(|outer| outer == key) {
            self.cuts += 1;
            return Cow::Owned(RoaringBitmap::new());
        }
        let Some(filter) = (self.segments)(key) else { return Cow::Owned(RoaringBitmap::new()) };
        let cuts = self.cuts;
        self.path.push(key.to_string());
        let members = self.select(filter).into_owned();
        self.path.pop();
        if cuts == self.cuts {
            return Cow::Borrowed(self.known.entry(key.to_string()).or_insert(members));
        }
        Cow::Owned(members)
    }

    /// What a part costs beside others, roughly.
    fn cost(&self, part: &Filter) -> u32 {
        match part {
            Filter::Field(test) if self.numbers(test).is_none() => 0,
            Filter::Field(_) => 2,
            Filter::All(_) | Filter::Any(_) | Filter::Not(_) | Filter::InSegment(_) => 3,
            Filter::Did(_) | Filter::Sequence(_) | Filter::NotSince(_) => 4,
            Filter::Measure(_) | Filter::AtAccount(_) => 5,
            _ => 1,
        }
    }

    fn leaf(&self, leaf: &Filter) -> Cow<'_, RoaringBitmap> {
        match self.leaves.get(&name(leaf)) {
            Some(contacts) => Cow::Borrowed(contacts),
            None => Cow::Owned(self.worked_out(leaf)),
        }
    }

    fn worked_out(&self, leaf: &Filter) -> RoaringBitmap {
        let mut contacts = match leaf {
            Filter::Field(test) => self.field(test),
            Filter::Did(did) => self.did(did),
            Filter::Sequence(sequence) => self.sequence(sequence),
            Filter::NotSince(wanted) => self.not_since(wanted),
            Filter::Measure(measure) => self.measure(measure),
            other => self.standing(other),
        };
        contacts &= &self.image.contacts.living;
        contacts
    }

    /// The living contacts that pass a test of their dense number.
    fn living_where(&self, mut test: impl FnMut(u32) -> bool) -> RoaringBitmap {
        let contacts = self.image.contacts.living.iter().filter(|contact| test(*contact));
        RoaringBitmap::from_sorted_iter(contacts).unwrap_or_default()
    }
}

/// What tells a leaf from others.
fn name(leaf: &Filter) -> String {
    serde_json::to_string(leaf).unwrap_or_default()
}
