//! Who belongs to whom: account → contacts, contact → leads with the primary one, contact → opportunities.
//!
//! Everything here follows from the records and is rebuilt from them when a snapshot is loaded.

use super::{Contacts, Rows};
use crate::ids::NONE;
use hashbrown::HashMap;
use model::{Lead, Opportunity};

#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    /// Rising. Most accounts have a few, for which a bitmap is many times as large.
    contacts: HashMap<u32, Vec<u32>>,
    leads: HashMap<u32, Vec<u32>>,
    opportunities: HashMap<u32, Vec<u32>>,
    /// The primary lead by contact.
    primary: HashMap<u32, u32>,
}

impl Links {
    /// From the records alone.
    pub(crate) fn build(contacts: &Contacts, leads: &Rows<Lead>, opportunities: &Rows<Opportunity>) -> Links {
        let mut links = Links::default();
        for contact in &contacts.living {
            links.account(contact, NONE, contacts.account_of(contact).unwrap_or(NONE));
        }
        for (row, lead) in leads.iter() {
            if let Some(contact) = contacts.ids.find(lead.contact.0) {
                links.add_lead(contact, row, leads);
            }
        }
        for (row, opportunity) in opportunities.iter() {
            for role in &opportunity.roles {
                if let Some(contact) = contacts.ids.find(role.contact.0) {
                    links.add_opportunity(contact, row);
                }
            }
        }
        links
    }

    /// A contact moves from one account to another (`NONE` is no account).
    pub(crate) fn account(&mut self, contact: u32, from: u32, to: u32) {
        if from == to {
            return;
        }
        if let Some(contacts) = self.contacts.get_mut(&from)
            && let Ok(place) = contacts.binary_search(&contact)
        {
            contacts.remove(place);
        }
        if to == NONE {
            return;
        }
        let contacts = self.contacts.entry(to).or_default();
        if let Err(place) = contacts.binary_search(&contact) {
            contacts.insert(place, contact);
        }
    }

    /// Rising.
    pub(crate) fn contacts_of(&self, account: u32) -> &[u32] {
        self.contacts.get(&account).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn leads_of(&self, contact: u32) -> &[u32] {
        self.leads.get(&contact).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn opportunities_of(&self, contact: u32) -> &[u32] {
        self.opportunities.get(&contact).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn primary_lead(&self, contact: u32) -> Option<u32> {
        self.primary.get(&contact).copied()
    }

    /// Every contact with a lead, and its primary one.
    pub(crate) fn primary_leads(&self) -> impl Iterator<Item = (u32, u32)> {
        self.primary.iter().map(|(contact, lead)| (*contact, *lead))
    }

    /// A lead was written: it belongs to this contact, and the primary one may be another now.
    pub(crate) fn add_lead(&mut self, contact: u32, lead: u32, leads: &Rows<Lead>) {
        let mine = self.leads.entry(contact).or_default();
        if !mine.contains(&lead) {
            mine.push(lead);
        }
        self.choose(contact, leads);
    }

    pub(crate) fn drop_lead(&mut self, contact: u32, lead: u32, leads: &Rows<Lead>) {
        if let Some(mine) = self.leads.get_mut(&contact) {
            mine.retain(|other| *other != lead);
        }
        self.choose(contact, leads);
    }

    fn choose(&mut self, contact: u32, leads: &Rows<Lead>) {
        let mine = self.leads.get(&contact).map_or(&[][..], Vec::as_slice);
        let primary = mine.iter().filter_map(|row| Some((*row, leads.row(*row)?)));
        match primary.max_by_key(|(_, lead)| primary_order(lead)) {
            Some((row, _)) => self.primary.insert(contact, row),
            None => self.primary.remove(&contact),
        };
    }

    pub(crate) fn add_opportunity(&mut self, contact: u32, opportunity: u32) {
        let mine = self.opportunities.entry(contact).or_default();
        if let Err(place) = mine.binary_search(&opportunity) {
            mine.insert(place, opportunity);
        }
    }

    pub(crate) fn drop_opportunity(&mut self, contact: u32, opportunity: u32) {
        if let Some(mine) = self.opportunities.get_mut(&contact) {
            mine.retain(|other| *other != opportunity);
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let lists = self.contacts.values().chain(self.leads.values()).chain(self.opportunities.values());
        lists.map(|list| 36 + list.capacity() * 4).sum::<usize>() + self.primary.capacity() * 9
    }
}

/// The greatest is the primary lead: the open one last started, else the last one; the later id breaks a tie.
pub(crate) fn primary_order(lead: &Lead) -> (bool, i64, i64) {
    (lead.ended_at.is_none(), lead.started_at.0, lead.id.0)
}
