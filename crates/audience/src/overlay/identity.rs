//! Who is who, with the batch on top: visitors that join, contacts that merge, contacts that are erased.

use super::touched::{Added, Place, Record, Touched};
use super::{Overlay, Standing};
use crate::members::Belongings;
use crate::published::{program_in, step_of};
use model::*;

impl Overlay<'_> {
    pub(super) fn join(&mut self, contact: ContactId, numbers: &[i64]) {
        let Some(contact) = self.owner(contact) else { return };
        for number in numbers {
            let place = match self.anonymous.get(number) {
                Some(place) => Some((self.activity(*place).occurred_at.0, Place::New(*place))),
                None => self.image.unclaimed(*number).map(|fact| (fact.at, Place::Stored(fact))),
            };
            let Some((at, place)) = place.filter(|_| self.joined.insert(*number)) else { continue };
            if let Some(touched) = self.touch(contact) {
                touched.line.add(Added { key: (at, *number), place });
            }
        }
        self.touch(contact);
    }

    pub(super) fn merge(&mut self, winner: ContactId, loser: ContactId) {
        let (Some(winner), Some(loser)) = (self.owner(winner), self.owner(loser)) else { return };
        if winner == loser {
            return;
        }
        let belongings = Belongings::merged(self.belongings(winner), self.belongings(loser), |program, status| {
            step_of(program_in(self.published(DefinitionKind::Program, program)), status)
        });
        for lead in self.leads_of(loser) {
            if let Some(lead) = self.lead(lead) {
                self.put_lead(&Lead { contact: winner, ..lead });
            }
        }
        let account = self.account_of(loser);
        self.move_account(loser, account, None);
        let opportunities = self.opportunities_of(loser);
        let gone = self.contacts.remove(&loser).unwrap_or_default();
        let row = self.row(loser);
        self.contacts.insert(loser, Touched { record: Record::Merged(winner), ..Touched::default() });
        self.rewrite_roles(opportunities);
        let Some(touched) = self.touch(winner) else { return };
        touched.line.rows.extend(gone.line.rows.into_iter().chain(row));
        for added in gone.line.added {
            touched.line.add(added);
        }
        touched.lists.extend(belongings.lists.into_iter().map(|list| (list, true)));
        touched.programs.extend(belongings.programs.into_iter().map(|(key, status, at)| (key, (status, at))));
        touched.consent = belongings.consent.or(touched.consent);
        touched.acted.extend(belongings.acted);
        touched.nurture.extend(belongings.nurture);
    }

    pub(super) fn erase(&mut self, contact: ContactId) {
        let Some(contact) = self.owner(contact) else { return };
        let account = self.account_of(contact);
        self.move_account(contact, account, None);
        for lead in self.leads_of(contact) {
            self.leads.insert(lead, None);
        }
        let opportunities = self.opportunities_of(contact);
        self.contacts.insert(contact, Touched { record: Record::Erased, ..Touched::default() });
        self.unsettled.remove(&contact);
        self.rewrite_roles(opportunities);
    }

    /// Writes opportunities anew after a contact with a role in them is gone.
    fn rewrite_roles(&mut self, opportunities: Vec<OpportunityId>) {
        for id in opportunities {
            if let Some(opportunity) = self.opportunity(id) {
                self.put_opportunity(&opportunity);
            }
        }
    }

    /// What a contact belongs to now, for a merge.
    fn belongings(&self, contact: ContactId) -> Belongings {
        let mut all = self.row(contact).map(|row| self.image.members.belongings(row)).unwrap_or_default();
        let Some(touched) = self.contacts.get(&contact) else { return all };
        all.lists.retain(|list| touched.lists.get(list) != Some(&false));
        all.lists.extend(touched.lists.iter().filter(|(_, member)| **member).map(|(list, _)| list.clone()));
        all.programs.retain(|(program, ..)| !touched.programs.contains_key(program));
        all.programs.extend(touched.programs.iter().map(|(key, (status, at))| (key.clone(), status.clone(), *at)));
        all.consent = touched.consent.or(all.consent);
        all.acted.retain(|(program, _)| !touched.acted.contains_key(program));
        all.acted.extend(touched.acted.iter().map(|(key, at)| (key.clone(), *at)));
        all.nurture.retain(|(program, _)| !touched.nurture.contains_key(program));
        all.nurture.extend(touched.nurture.iter().map(|(key, place)| (key.clone(), place.clone())));
        all
    }

    /// Whether a merge or an erasure stands between the image and a contact's own row.
    pub(super) fn in_image(&self, contact: ContactId) -> Option<u32> {
        match self.contacts.get(&contact).map(|touched| &touched.record) {
            Some(Record::Merged(_) | Record::Erased) => None,
            _ => match self.image.standing(contact) {
                Standing::Living(row) => Some(row),
                _ => self.row(contact),
            },
        }
    }
}
