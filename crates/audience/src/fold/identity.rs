//! Folding who is who: visitors that join, contacts that merge, contacts that are erased.

use crate::Image;
use crate::ids::NONE;
use crate::members::Belongings;
use crate::published::{program_in, step_of};
use crate::records::Contacts;
use model::record::ContactRole;
use model::*;

impl Image {
    pub(super) fn join(&mut self, contact: ContactId, numbers: &[i64]) {
        let Some(owner) = self.touched(contact) else { return };
        for number in numbers {
            let number = *number as u32;
            let Some(visitor) = self.visitors.unclaimed.remove(&number) else { continue };
            if let Some(fact) = self.anonymous.remove(visitor, number, &self.details) {
                self.known.add(owner, fact, &self.details);
            }
        }
    }

    pub(super) fn merge(&mut self, winner: ContactId, loser: ContactId) {
        let (Some(winner), Some(loser)) = (self.touched(winner), self.touched(loser)) else { return };
        if winner == loser {
            return;
        }
        let winner_id = self.contacts.id(winner);
        self.known.merge(loser, winner, &self.details);
        for row in self.links.leads_of(loser).to_vec() {
            if let Some(lead) = self.leads.row_mut(row) {
                lead.contact = winner_id;
            }
            self.links.drop_lead(loser, row, &self.leads);
            self.links.add_lead(winner, row, &self.leads);
        }
        let account = self.contacts.account_of(loser).unwrap_or(NONE);
        self.links.account(loser, account, NONE);
        self.crowds.left(account, self.contacts.id(loser));
        self.contacts.remove(loser, Some(winner));
        self.rewrite_roles(loser);
        let of = |contact| self.members.belongings(contact);
        let definitions = &self.definitions;
        let step = |program: &str, status: &str| {
            step_of(program_in(definitions.get(DefinitionKind::Program, program)), status)
        };
        let belongings = Belongings::merged(of(winner), of(loser), step);
        self.members.remove(loser);
        self.members.give(winner, belongings);
    }

    pub(super) fn erase(&mut self, contact: ContactId) {
        let Some(dense) = self.touched(contact) else { return };
        for fact in self.known.remove_all(dense, &self.details) {
            self.details.release(fact.detail);
        }
        for row in self.links.leads_of(dense).to_vec() {
            self.leads.remove(row);
            self.links.drop_lead(dense, row, &self.leads);
        }
        let account = self.contacts.account_of(dense).unwrap_or(NONE);
        self.links.account(dense, account, NONE);
        self.crowds.left(account, self.contacts.id(dense));
        self.contacts.remove(dense, None);
        self.rewrite_roles(dense);
        self.members.remove(dense);
    }

    /// A contact is gone: its roles are the winner's now, or nobody's.
    fn rewrite_roles(&mut self, gone: u32) {
        for row in self.links.opportunities_of(gone).to_vec() {
            self.links.drop_opportunity(gone, row);
            let Some(opportunity) = self.opportunities.row_mut(row) else { continue };
            let contacts = &mut self.contacts;
            let roles = resolve_roles(&opportunity.roles, |id| Some(ContactId(resolved(contacts, id)?)));
            opportunity.roles = roles.clone();
            for role in roles {
                if let Some(contact) = self.contacts.ids.find(role.contact.0) {
                    self.links.add_opportunity(contact, row);
                }
            }
        }
    }
}

/// Who an id means now, `None` once erased.
pub(super) fn resolved(contacts: &mut Contacts, id: ContactId) -> Option<i64> {
    let dense = contacts.resolve_or_intern(id)?;
    Some(contacts.ids.id(dense))
}

/// Roles of an opportunity with merged contacts named by their winner and erased ones left out; who thereby has two
/// keeps the first, and is primary when either was.
pub(crate) fn resolve_roles(
    roles: &[ContactRole],
    mut resolve: impl FnMut(ContactId) -> Option<ContactId>,
) -> Vec<ContactRole> {
    let mut result: Vec<ContactRole> = Vec::with_capacity(roles.len());
    for role in roles {
        let Some(contact) = resolve(role.contact) else { continue };
        match result.iter_mut().find(|other| other.contact == contact) {
            Some(other) => other.primary |= role.primary,
            None => result.push(ContactRole { contact, ..role.clone() }),
        }
    }
    result
}
