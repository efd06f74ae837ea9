//! Folding records: columns, links and types of fields.

use super::identity::{resolve_roles, resolved};
use crate::Image;
use crate::ids::NONE;
use crate::records::Standing;
use model::*;

impl Image {
    pub(super) fn put_contact(&mut self, contact: &Contact) {
        // A late write to what was merged away or erased is nobody's.
        if matches!(self.standing(contact.id), Standing::Merged(_) | Standing::Erased) {
            return;
        }
        let dense = self.contacts.ids.intern(contact.id.0);
        let before = self.contacts.account_of(dense).unwrap_or(NONE);
        let account = contact.account.map_or(NONE, |account| self.accounts.ids.intern(account.0));
        self.contacts.write(dense, contact, account);
        self.links.account(dense, before, account);
        self.crowds.left(before, contact.id);
        self.due.touch(dense);
        self.crowds.touch(dense);
    }

    pub(super) fn put_account(&mut self, account: &Account) {
        let row = self.accounts.put(account.clone());
        self.crowds.forget(row);
        self.due.touch_all(self.links.contacts_of(row).iter().copied().collect());
    }

    pub(super) fn put_lead(&mut self, lead: &Lead) {
        let Some(contact) = self.touched(lead.contact) else { return };
        let before = self.leads.find(lead.id.0);
        let before = before.and_then(|(row, before)| Some((row, self.contacts.ids.find(before.contact.0)?)));
        if let Some((row, before)) = before.filter(|(_, before)| *before != contact) {
            self.links.drop_lead(before, row, &self.leads);
            self.due.touch(before);
            self.crowds.touch(before);
        }
        let row = self.leads.put(Lead { contact: self.contacts.id(contact), ..lead.clone() });
        self.links.add_lead(contact, row, &self.leads);
    }

    pub(super) fn put_opportunity(&mut self, opportunity: &Opportunity) {
        if let Some((row, before)) = self.opportunities.find(opportunity.id.0) {
            for role in &before.roles {
                if let Some(contact) = self.contacts.ids.find(role.contact.0) {
                    self.links.drop_opportunity(contact, row);
                    self.due.touch(contact);
                    self.crowds.touch(contact);
                }
            }
        }
        let contacts = &mut self.contacts;
        let roles = resolve_roles(&opportunity.roles, |id| Some(ContactId(resolved(contacts, id)?)));
        let row = self.opportunities.put(Opportunity { roles: roles.clone(), ..opportunity.clone() });
        for role in roles {
            if let Some(contact) = self.touched(role.contact) {
                self.links.add_opportunity(contact, row);
            }
        }
    }

    pub(super) fn retype(&mut self, object: Object, field: &str, field_type: FieldType) {
        match object {
            Object::Contact => self.contacts.retype(field, field_type),
            Object::Account => self.accounts.retype(field, field_type),
            Object::Lead => self.leads.retype(field, field_type),
            Object::Opportunity => self.opportunities.retype(field, field_type),
        }
    }
}
