//! A contact that must be forgotten: what names it leaves the records that stay, and this batch writes nothing more of it.

use super::Desk;
use crate::outcome::{Outcome, Refused};
use model::*;
use store::identity::IdentityKind;

impl Desk<'_> {
    /// Forgets a contact: values, addresses and activities go; the opt-out of its addresses stays.
    pub(super) fn erase(&mut self, contact: ContactId) -> Result<Outcome, Refused> {
        let known = self.view.resolve(contact);
        let contact = known.ok_or_else(|| Refused::new("contact", "there is no contact with this id"))?;
        self.unname_opportunities(contact);
        self.forget(contact);
        self.change(Change::Erased { contact });
        self.fresh.retain(|activity| activity.contact != Some(contact));
        Ok(Outcome::touched(contact))
    }

    /// Deals stay, and no longer say with whom.
    fn unname_opportunities(&mut self, contact: ContactId) {
        let mut traces = Traces::default();
        if let Some(record) = self.view.contact(contact) {
            traces.add_contact(record.email.as_deref(), &record.fields);
        }
        self.addresses.get(&contact).into_iter().flatten().for_each(|address| traces.add(address));
        for id in self.view.opportunities_of(contact) {
            let Some(mut opportunity) = self.view.opportunity(id) else { continue };
            if traces.out_of_fields(&mut opportunity.fields) {
                opportunity.updated_at = self.now;
                self.change(Change::Opportunity(opportunity));
            }
        }
    }

    /// Takes back what this batch would still write of a contact after its erasure, and the keys that lead to it: who
    /// comes later with one of them is somebody new.
    fn forget(&mut self, contact: ContactId) {
        let view = &self.view;
        let its = |id: ContactId| view.resolve(id) == Some(contact);
        let key_of = |kind: IdentityKind, id: i64| match kind {
            IdentityKind::ContactExternal | IdentityKind::Email | IdentityKind::UserId => its(ContactId(id)),
            IdentityKind::Visitor => view.visitor(VisitorId(id)).and_then(|visitor| visitor.contact).is_some_and(its),
            _ => false,
        };
        let own = |(kind, value, _): &(IdentityKind, &str, i64)| self.learned.get(*kind, value).is_none();
        let names = self.keys.iter().filter(own).chain(self.learned.iter());
        let gone: Vec<(IdentityKind, String)> = names
            .filter(|(kind, _, id)| key_of(*kind, *id))
            .map(|(kind, value, _)| (kind, value.to_string()))
            .collect();
        gone.into_iter().for_each(|(kind, value)| self.learned.put(kind, value, None));
        self.made.identities.retain(|identity| !identity.id.is_some_and(|id| key_of(identity.kind, id)));
        self.made.addresses.retain(|address| !its(address.contact));
        self.made.sends.retain(|send| !its(send.contact));
        self.made.consents.retain(|consent| !its(consent.contact));
    }
}
