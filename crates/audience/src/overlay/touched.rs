//! What an overlay keeps of one contact that its batch touched.

use crate::facts::Packed;
use model::*;
use std::collections::BTreeMap;

/// How the record stands.
#[derive(Debug, Clone, Default)]
pub(super) enum Record {
    /// As in the image.
    #[default]
    Kept,
    Put(Box<Contact>),
    Merged(ContactId),
    Erased,
}

/// `None` and absent entries: as in the image.
#[derive(Debug, Clone, Default)]
pub(super) struct Touched {
    pub(super) record: Record,
    pub(super) leads: Option<Vec<LeadId>>,
    pub(super) opportunities: Option<Vec<OpportunityId>>,
    pub(super) line: Line,
    pub(super) lists: BTreeMap<String, bool>,
    pub(super) programs: BTreeMap<String, (String, Timestamp)>,
    pub(super) consent: Option<bool>,
    pub(super) scores: Option<Scores>,
    pub(super) acted: BTreeMap<String, Timestamp>,
    pub(super) nurture: BTreeMap<String, NurturePlace>,
    pub(super) segments: BTreeMap<String, bool>,
    /// When it entered those of the segments that it is in.
    pub(super) entered: BTreeMap<String, Timestamp>,
}

/// What a timeline has beyond the contact's own in the image.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Rows of the image whose timelines were merged in.
    pub(super) rows: Vec<u32>,
    /// In order of (at, number).
    pub(super) added: Vec<Added>,
}

/// One more activity on a timeline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Added {
    pub(super) key: (i64, i64),
    pub(super) place: Place,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// Among the activities of the overlay.
    New(usize),
    /// A visitor's, in the image.
    Stored(Packed),
}

impl Line {
    pub(super) fn add(&mut self, added: Added) {
        let place = self.added.partition_point(|other| other.key < added.key);
        self.added.insert(place, added);
    }
}
