//! Whole records and memberships as they stand with the batch.

use super::Overlay;
use super::touched::{Record, Touched};
use crate::Published;
use crate::image::sorted;
use crate::published::scoring_in;
use model::definition::{MAIN, ScoringModel, Segment};
use model::*;
use std::collections::BTreeMap;

impl Overlay<'_> {
    pub fn contact(&self, id: ContactId) -> Option<Contact> {
        let id = self.resolve(id)?;
        match self.touched(id).map(|touched| &touched.record) {
            Some(Record::Put(contact)) => Some((**contact).clone()),
            _ => self.image.contact(id),
        }
    }

    pub fn account(&self, id: AccountId) -> Option<Account> {
        self.accounts.get(&id).cloned().or_else(|| self.image.account(id))
    }

    pub fn lead(&self, id: LeadId) -> Option<Lead> {
        match self.leads.get(&id) {
            Some(own) => own.clone(),
            None => self.image.lead(id),
        }
    }

    pub fn opportunity(&self, id: OpportunityId) -> Option<Opportunity> {
        self.opportunities.get(&id).cloned().or_else(|| self.image.opportunity(id))
    }

    /// A browser; the contact it belongs to is named by who that is now.
    pub fn visitor(&self, id: VisitorId) -> Option<Visitor> {
        let visitor = self.visitors.get(&id).cloned().or_else(|| self.image.visitor(id))?;
        Some(Visitor { contact: visitor.contact.and_then(|contact| self.owner(contact)), ..visitor })
    }

    /// Leads of a contact, by id.
    pub fn leads_of(&self, contact: ContactId) -> Vec<LeadId> {
        let Some(id) = self.owner(contact) else { return Vec::new() };
        match self.touched(id).and_then(|touched| touched.leads.as_ref()) {
            Some(leads) => sorted(leads.iter().copied()),
            None => {
                let rows = self.row(id).map_or(&[][..], |row| self.image.links.leads_of(row));
                sorted(rows.iter().map(|row| LeadId(self.image.leads.ids.id(*row))))
            }
        }
    }

    /// Opportunities in which a contact has a role, by id.
    pub fn opportunities_of(&self, contact: ContactId) -> Vec<OpportunityId> {
        let Some(id) = self.owner(contact) else { return Vec::new() };
        match self.touched(id).and_then(|touched| touched.opportunities.as_ref()) {
            Some(opportunities) => sorted(opportunities.iter().copied()),
            None => {
                let rows = self.row(id).map_or(&[][..], |row| self.image.links.opportunities_of(row));
                sorted(rows.iter().map(|row| OpportunityId(self.image.opportunities.ids.id(*row))))
            }
        }
    }

    /// Contacts of an account, by id.
    pub fn contacts_of(&self, account: AccountId) -> Vec<ContactId> {
        let moves = self.account_contacts.get(&account);
        let stays = |contact: &ContactId| moves.is_none_or(|moves| !moves.contains_key(contact));
        let came = moves.into_iter().flatten().filter(|(_, member)| **member).map(|(contact, _)| *contact);
        sorted(self.image.contacts_of(account).into_iter().filter(stays).chain(came))
    }

    /// A definition in force.
    pub fn definition(&self, kind: DefinitionKind, key: &str) -> Option<&Published> {
        self.published(kind, key)
    }

    /// The definitions of a kind in force, by key.
    pub fn definitions(&self, kind: DefinitionKind) -> impl Iterator<Item = (&str, &Published)> {
        // Asked for each contact that is settled; a batch that publishes nothing pays nothing.
        let changed = !self.definitions.is_empty();
        let kept = (!changed).then(|| self.image.definitions(kind)).into_iter().flatten();
        let mut all: BTreeMap<&str, &Published> =
            changed.then(|| self.image.definitions(kind)).into_iter().flatten().collect();
        for ((own, key), published) in &self.definitions {
            match published {
                _ if *own != kind => {}
                Some(published) => {
                    all.insert(key, published);
                }
                None => {
                    all.remove(key.as_str());
                }
            }
        }
        kept.chain(all)
    }

    pub fn segments(&self) -> impl Iterator<Item = (&str, &Segment)> {
        self.definitions(DefinitionKind::Segment).filter_map(|(key, published)| match &published.body {
            Body::Segment(segment) => Some((key, segment)),
            _ => None,
        })
    }

    pub fn scoring(&self) -> Option<&ScoringModel> {
        scoring_in(self.published(DefinitionKind::Scoring, MAIN))
    }

    /// Membership of a published segment as last settled.
    pub fn in_segment(&self, contact: ContactId, segment: &str) -> bool {
        let Some(id) = self.resolve(contact) else { return false };
        if let Some(member) = self.touched(id).and_then(|touched| touched.segments.get(segment)) {
            return *member;
        }
        let set = self.stored_members(segment);
        self.in_image(id).is_some_and(|row| set.is_some_and(|set| set.contains(row)))
    }

    /// The account of a living contact that is not merged away.
    pub(super) fn account_of(&self, id: ContactId) -> Option<AccountId> {
        match self.touched(id).map(|touched| &touched.record) {
            Some(Record::Put(contact)) => contact.account,
            _ => {
                let account = self.image.contacts.account_of(self.in_image(id)?)?;
                Some(AccountId(self.image.accounts.ids.id(account)))
            }
        }
    }

    pub(super) fn touched(&self, id: ContactId) -> Option<&Touched> {
        self.contacts.get(&id)
    }
}
