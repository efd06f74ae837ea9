//! The image with what a batch has decided and not yet committed.
//!
//! State is kept for what the batch touched alone, so hundreds of inputs cost hundreds of small entries. Dropping the
//! overlay leaves the image as it was; [`Overlay::take`] hands out what was decided, in order.

mod apply;
mod counts;
mod crowds;
mod deeds;
mod identity;
mod read;
mod ready;
mod settle;
mod touched;
mod view;

pub(crate) use crowds::Answers;
pub(crate) use deeds::Sorted;

use crate::published::Published;
use crate::records::Standing;
use crate::{FoldError, Image};
use hashbrown::HashMap;
use model::*;
use ready::Order;
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use touched::Touched;

/// A view over the image, changes and activities that are not yet committed.
#[derive(Debug)]
pub struct Overlay<'a> {
    image: &'a Image,
    now: Timestamp,
    /// Decided before, on its way into the store and not in the image yet: shown as if it were.
    before: Option<&'a ChangeBatch>,
    changes: Vec<Change>,
    activities: Vec<Activity>,
    contacts: HashMap<ContactId, Touched>,
    accounts: HashMap<AccountId, Account>,
    /// Contacts that came to an account, or left it.
    account_contacts: HashMap<AccountId, HashMap<ContactId, bool>>,
    /// `None`: gone with its contact.
    leads: HashMap<LeadId, Option<Lead>>,
    opportunities: HashMap<OpportunityId, Opportunity>,
    visitors: HashMap<VisitorId, Visitor>,
    /// Places among the activities of visitors' activities, by ledger number.
    anonymous: HashMap<i64, usize>,
    joined: BTreeSet<i64>,
    definitions: HashMap<(DefinitionKind, String), Option<Published>>,
    /// Segments that were archived: what the image knows of their members is past, even when they are published again.
    emptied: BTreeSet<String>,
    /// Contacts whose pure state may be another now.
    unsettled: BTreeSet<ContactId>,
    everybody_unsettled: bool,
    crowds: crowds::Crowds,
    /// Until the batch changes a definition.
    ready: OnceLock<ready::Ready<'a>>,
    /// What contacts did, sorted by what the rules ask for.
    pub(crate) sorted: deeds::Kept,
}

impl<'a> Overlay<'a> {
    pub fn new(image: &'a Image, now: Timestamp) -> Overlay<'a> {
        Overlay {
            image,
            now,
            before: None,
            changes: Vec::new(),
            activities: Vec::new(),
            contacts: HashMap::new(),
            accounts: HashMap::new(),
            account_contacts: HashMap::new(),
            leads: HashMap::new(),
            opportunities: HashMap::new(),
            visitors: HashMap::new(),
            anonymous: HashMap::new(),
            joined: BTreeSet::new(),
            definitions: HashMap::new(),
            emptied: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            everybody_unsettled: false,
            crowds: crowds::Crowds::default(),
            ready: OnceLock::new(),
            sorted: deeds::Kept::default(),
        }
    }

    /// An overlay for what is decided while the batch before it is being committed: it sees what the image shows once
    /// that batch is folded. The batch before publishes no definition and erases nobody.
    pub fn after(image: &'a Image, before: &'a ChangeBatch, now: Timestamp) -> Result<Overlay<'a>, FoldError> {
        let mut overlay = Overlay { before: Some(before), ..Overlay::new(image, before.now) };
        for (place, activity) in before.activities.iter().enumerate() {
            overlay.show_activity(activity, place);
        }
        for change in &before.changes {
            overlay.show(change)?;
        }
        overlay.unsettled.clear();
        overlay.now = now;
        if let Order::Plan(plan) = &overlay.ready().order {
            overlay.all_heard(plan);
        }
        Ok(overlay)
    }

    pub fn image(&self) -> &'a Image {
        self.image
    }

    /// The instant that the batch is decided with.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The changes that the image does not have yet, in order: those of the batch before, then this overlay's own.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.before.into_iter().flat_map(|before| &before.changes).chain(&self.changes)
    }

    /// The activities that the image does not have yet, in order: those of the batch before, then this overlay's own.
    pub fn activities(&self) -> impl Iterator<Item = &Activity> {
        self.before_activities().iter().chain(&self.activities)
    }

    fn before_activities(&self) -> &'a [Activity] {
        self.before.map_or(&[], |before| &before.activities)
    }

    /// The activity at a place among [`Overlay::activities`].
    fn activity(&self, place: usize) -> &Activity {
        let before = self.before_activities();
        before.get(place).unwrap_or_else(|| &self.activities[place - before.len()])
    }

    /// Everything decided, for the commit: changes and activities, each in the order in which they were given.
    pub fn take(self) -> (Vec<Change>, Vec<Activity>) {
        (self.changes, self.activities)
    }

    /// Contacts whose segments and scores may differ from what is settled, since the last call; settle each of them.
    /// Merged and erased ones are left out. Definitions that concern everybody are told by
    /// [`Overlay::everybody_unsettled`] instead.
    pub fn take_unsettled(&mut self) -> Vec<ContactId> {
        let unsettled = std::mem::take(&mut self.unsettled);
        let mut resolved: BTreeSet<ContactId> = unsettled.into_iter().filter_map(|id| self.resolve(id)).collect();
        let gone = !self.account_contacts.is_empty();
        // Whom definitions concern is settled with everybody.
        if (gone || !resolved.is_empty()) && !self.everybody_unsettled {
            self.add_rippled(&mut resolved);
        }
        resolved.into_iter().collect()
    }

    /// Whether a definition came or went on which the pure state of every contact may rest.
    pub fn everybody_unsettled(&self) -> bool {
        self.everybody_unsettled
    }

    /// The contact that an id means now, if there is a living one behind it.
    pub fn resolve(&self, id: ContactId) -> Option<ContactId> {
        let id = self.owner(id)?;
        match self.contacts.get(&id).map(|touched| &touched.record) {
            Some(touched::Record::Put(_)) => Some(id),
            _ => matches!(self.image.standing(id), Standing::Living(_)).then_some(id),
        }
    }

    /// The contact that an id means now, whether or not there is a record yet; `None` once erased.
    fn owner(&self, mut id: ContactId) -> Option<ContactId> {
        loop {
            match self.contacts.get(&id).map(|touched| &touched.record) {
                Some(touched::Record::Merged(winner)) => id = *winner,
                Some(touched::Record::Erased) => return None,
                Some(touched::Record::Put(_)) => return Some(id),
                _ => match self.image.standing(id) {
                    Standing::Merged(winner) => id = self.image.contacts.id(winner),
                    Standing::Erased => return None,
                    Standing::Living(_) | Standing::Unknown => return Some(id),
                },
            }
        }
    }

    /// The row in the image behind a contact, merged ones not followed.
    fn row(&self, contact: ContactId) -> Option<u32> {
        self.image.contacts.ids.find(contact.0)
    }

    /// Segments that the batch archived.
    pub(crate) fn emptied(&self) -> &BTreeSet<String> {
        &self.emptied
    }

    /// Members of a segment in the image, unless the batch emptied it.
    fn stored_members(&self, segment: &str) -> Option<&'a RoaringBitmap> {
        self.image.members.segments.get(segment).filter(|_| !self.emptied.contains(segment))
    }

    fn published(&self, kind: DefinitionKind, key: &str) -> Option<&Published> {
        // Looked up rarely but for segments; a batch that publishes nothing pays nothing.
        if self.definitions.is_empty() {
            return self.image.definition(kind, key);
        }
        match self.definitions.get(&(kind, key.to_string())) {
            Some(own) => own.as_ref(),
            None => self.image.definition(kind, key),
        }
    }
}
