//! The image of one workspace: its parts and what can be read of them directly.

use crate::crowd::Crowds;
use crate::due::Due;
use crate::facts::{Activities, Details, Line, Packed};
use crate::ids::Ids;
use crate::live::Plans;
use crate::members::Members;
use crate::published::{Definitions, Published};
use crate::records::{Contacts, Links, Rows, Standing};
use model::definition::{ScoringModel, Segment};
use model::*;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// All that rules can read about one workspace, in memory: a pure fold of its change log.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Image {
    pub(crate) seq: i64,
    pub(crate) now: Timestamp,
    pub(crate) contacts: Contacts,
    pub(crate) accounts: Rows<Account>,
    pub(crate) leads: Rows<Lead>,
    pub(crate) opportunities: Rows<Opportunity>,
    pub(crate) visitors: Visitors,
    pub(crate) details: Details,
    /// What contacts did and what was done to them.
    pub(crate) known: Activities,
    /// What visitors did who have not identified themselves.
    pub(crate) anonymous: Activities,
    pub(crate) values: Vec<Money>,
    pub(crate) members: Members,
    pub(crate) definitions: Definitions,
    #[serde(skip)]
    pub(crate) links: Links,
    #[serde(skip)]
    pub(crate) due: Due,
    #[serde(skip)]
    pub(crate) crowds: Crowds,
    #[serde(skip)]
    pub(crate) plans: Plans,
}

/// Anonymous browsers, and whose the activities are that nobody has claimed yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Visitors {
    pub(crate) ids: Ids,
    pub(crate) records: HashMap<u32, Visitor>,
    /// Dense visitor of each ledger number that has not been joined.
    pub(crate) unclaimed: HashMap<u32, u32>,
}

impl Image {
    pub fn new() -> Image {
        Image::default()
    }

    /// The last change batch folded in; 0 before the first.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// The `now` that the last batch was decided with.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The contact that an id means now: itself, or the one it was merged into. `None` when unknown or erased.
    pub fn resolve(&self, id: ContactId) -> Option<ContactId> {
        Some(self.contacts.id(self.contacts.living(id)?))
    }

    pub fn contact(&self, id: ContactId) -> Option<Contact> {
        let dense = self.contacts.living(id)?;
        let account = self.contacts.account_of(dense).map(|account| AccountId(self.accounts.ids.id(account)));
        self.contacts.full(dense, account)
    }

    pub fn account(&self, id: AccountId) -> Option<Account> {
        self.accounts.full(id.0)
    }

    pub fn lead(&self, id: LeadId) -> Option<Lead> {
        self.leads.full(id.0)
    }

    pub fn opportunity(&self, id: OpportunityId) -> Option<Opportunity> {
        self.opportunities.full(id.0)
    }

    /// A browser; the contact it belongs to is named by who that is now.
    pub fn visitor(&self, id: VisitorId) -> Option<Visitor> {
        let visitor = self.visitors.records.get(&self.visitors.ids.find(id.0)?)?;
        let contact = visitor.contact.and_then(|contact| match self.standing(contact) {
            Standing::Merged(winner) => Some(self.contacts.id(winner)),
            Standing::Erased => None,
            Standing::Living(_) | Standing::Unknown => Some(contact),
        });
        Some(Visitor { contact, ..visitor.clone() })
    }

    /// A visitor's activity that nobody has claimed, by its ledger number.
    pub(crate) fn unclaimed(&self, number: i64) -> Option<Packed> {
        let number = u32::try_from(number).ok()?;
        self.anonymous.timeline(*self.visitors.unclaimed.get(&number)?).find(number)
    }

    /// Ledger numbers of a visitor's activities that no contact has claimed, in order of time.
    pub fn visitor_numbers(&self, visitor: VisitorId) -> Vec<i64> {
        let line = self.visitors.ids.find(visitor.0).map(|dense| self.anonymous.timeline(dense));
        line.iter().flat_map(Line::iter).map(|fact| i64::from(fact.number)).collect()
    }

    /// Living contacts, in the order in which they came.
    pub fn contact_ids(&self) -> impl Iterator<Item = ContactId> {
        self.contacts.living.iter().map(|dense| self.contacts.id(dense))
    }

    pub fn account_ids(&self) -> impl Iterator<Item = AccountId> {
        self.accounts.iter().map(|(_, account)| account.id)
    }

    pub fn lead_ids(&self) -> impl Iterator<Item = LeadId> {
        self.leads.iter().map(|(_, lead)| lead.id)
    }

    pub fn opportunity_ids(&self) -> impl Iterator<Item = OpportunityId> {
        self.opportunities.iter().map(|(_, opportunity)| opportunity.id)
    }

    /// Contacts of an account, by id.
    pub fn contacts_of(&self, account: AccountId) -> Vec<ContactId> {
        let row = self.accounts.ids.find(account.0);
        let contacts = row.map_or(&[][..], |row| self.links.contacts_of(row)).iter();
        sorted(contacts.map(|dense| self.contacts.id(*dense)))
    }

    /// Leads of a contact, by id.
    pub fn leads_of(&self, contact: ContactId) -> Vec<LeadId> {
        let rows = self.contacts.living(contact).map_or(&[][..], |dense| self.links.leads_of(dense));
        sorted(rows.iter().map(|row| LeadId(self.leads.ids.id(*row))))
    }

    /// Opportunities in which a contact has a role, by id.
    pub fn opportunities_of(&self, contact: ContactId) -> Vec<OpportunityId> {
        let rows = self.contacts.living(contact).map_or(&[][..], |dense| self.links.opportunities_of(dense));
        sorted(rows.iter().map(|row| OpportunityId(self.opportunities.ids.id(*row))))
    }

    /// Ledger numbers of a contact's timeline, latest first.
    pub fn timeline_numbers(&self, contact: ContactId) -> Vec<i64> {
        let line = self.contacts.living(contact).map(|dense| self.known.timeline(dense));
        line.iter().flat_map(|line| line.iter().rev()).map(|fact| i64::from(fact.number)).collect()
    }

    /// A definition in force.
    pub fn definition(&self, kind: DefinitionKind, key: &str) -> Option<&Published> {
        self.definitions.get(kind, key)
    }

    /// The definitions of a kind in force, by key.
    pub fn definitions(&self, kind: DefinitionKind) -> impl Iterator<Item = (&str, &Published)> {
        self.definitions.of_kind(kind)
    }

    /// Rises whenever a definition comes into force or goes out of it.
    pub fn epoch(&self) -> u64 {
        self.definitions.epoch()
    }

    pub fn segments(&self) -> impl Iterator<Item = (&str, &Segment)> {
        self.definitions.segments()
    }

    pub fn scoring(&self) -> Option<&ScoringModel> {
        self.definitions.scoring()
    }

    /// Contact ids of dense numbers, in the same order.
    pub fn ids(&self, dense: &RoaringBitmap) -> Vec<ContactId> {
        dense.iter().map(|dense| self.contacts.id(dense)).collect()
    }

    /// The dense number of a living contact; stable for the life of this image and its snapshots.
    pub fn dense(&self, contact: ContactId) -> Option<u32> {
        self.contacts.living(contact)
    }

    pub(crate) fn standing(&self, id: ContactId) -> Standing {
        self.contacts.standing(id)
    }
}

pub(crate) fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items
}
