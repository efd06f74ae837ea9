//! Taking in what a batch decides: the same meaning as folding it, on the touched part alone.

use super::Overlay;
use super::touched::{Added, Place, Record, Touched};
use crate::FoldError;
use crate::fold::resolve_roles;
use crate::live::LATCHING;
use crate::published::Published;
use model::*;
use rules::View;
use std::sync::OnceLock;

impl Overlay<'_> {
    /// Takes in a change. Refused, with nothing altered, is a definition that cannot be read.
    pub fn apply(&mut self, change: Change) -> Result<(), FoldError> {
        self.show(&change)?;
        self.changes.push(change);
        Ok(())
    }

    /// Takes in a change for reading alone.
    pub(super) fn show(&mut self, change: &Change) -> Result<(), FoldError> {
        match change {
            Change::Contact(contact) => self.put_contact(contact),
            Change::Account(account) => self.put_account(account),
            Change::Lead(lead) => self.put_lead(lead),
            Change::Opportunity(opportunity) => self.put_opportunity(opportunity),
            Change::Visitor(visitor) => {
                self.visitors.insert(visitor.id, visitor.clone());
            }
            Change::Joined { contact, numbers } => self.join(*contact, numbers),
            Change::Merged { winner, loser } => self.merge(*winner, *loser),
            Change::Erased { contact } => self.erase(*contact),
            Change::Definition { kind, key, version, body } => self.define(*kind, key, *version, body.as_deref())?,
            Change::Segment { segment, entered, left } => {
                let counted_since = self.ready().ripples.watched.contains(segment);
                for (contacts, member) in [(left, false), (entered, true)] {
                    for contact in contacts {
                        if let Some(id) = self.owner(*contact) {
                            let touched = self.contacts.entry(id).or_default();
                            touched.segments.insert(segment.clone(), member);
                            touched.entered.insert(segment.clone(), self.now.max(self.image.now()));
                            if counted_since {
                                self.crowds.mark(None, id);
                            }
                        }
                    }
                }
            }
            Change::Scores(all) => {
                for (contact, scores) in all {
                    if let Some(id) = self.owner(*contact) {
                        self.contacts.entry(id).or_default().scores = Some(*scores);
                    }
                }
            }
            other => self.apply_state(other),
        }
        Ok(())
    }

    fn apply_state(&mut self, change: &Change) {
        match change {
            Change::List { list, contact, member } => {
                let Some(touched) = self.touch(*contact) else { return };
                touched.lists.insert(list.clone(), *member);
            }
            Change::Member { program, contact, status, at } => {
                let Some(touched) = self.touch(*contact) else { return };
                touched.programs.insert(program.clone(), (status.clone(), *at));
            }
            Change::Consent { contact, given } => {
                let Some(touched) = self.touch(*contact) else { return };
                touched.consent = Some(*given);
            }
            Change::Acted { program, contact, at } => {
                let Some(touched) = self.touch(*contact) else { return };
                touched.acted.insert(program.clone(), *at);
            }
            Change::Nurture { program, contact, place } => {
                let Some(touched) = self.touch(*contact) else { return };
                touched.nurture.insert(program.clone(), place.clone());
            }
            _ => {}
        }
    }

    /// Takes in an activity. Its ledger number must already be given.
    pub fn add(&mut self, activity: Activity) {
        self.show_activity(&activity, self.before_activities().len() + self.activities.len());
        self.activities.push(activity);
    }

    /// Takes in an activity for reading alone.
    pub(super) fn show_activity(&mut self, activity: &Activity, place: usize) {
        match activity.contact {
            Some(contact) => {
                let key = (activity.occurred_at.0, activity.number);
                if let Some(touched) = self.touch(contact) {
                    touched.line.add(Added { key, place: Place::New(place) });
                }
            }
            None if activity.visitor.is_some() => {
                self.anonymous.insert(activity.number, place);
            }
            None => {}
        }
    }

    /// The entry of the contact that an id means now; its pure state is to be settled again.
    pub(super) fn touch(&mut self, id: ContactId) -> Option<&mut Touched> {
        let id = self.owner(id)?;
        self.unsettled.insert(id);
        self.crowds.mark(None, id);
        Some(self.contacts.entry(id).or_default())
    }

    fn put_contact(&mut self, contact: &Contact) {
        // A late write to what was merged away or erased is nobody's.
        if self.owner(contact.id) != Some(contact.id) {
            return;
        }
        let before = self.account_of(contact.id);
        self.move_account(contact.id, before, contact.account);
        if let Some(touched) = self.touch(contact.id) {
            touched.record = Record::Put(Box::new(contact.clone()));
        }
    }

    pub(super) fn move_account(&mut self, contact: ContactId, from: Option<AccountId>, to: Option<AccountId>) {
        if from == to {
            return;
        }
        for (account, member) in [(from, false), (to, true)] {
            if let Some(account) = account {
                self.account_contacts.entry(account).or_default().insert(contact, member);
                self.crowds.mark(Some(account), contact);
            }
        }
    }

    fn put_account(&mut self, account: &Account) {
        self.accounts.insert(account.id, account.clone());
        self.crowds.forget(account.id);
        self.unsettled.extend(self.contacts_of(account.id));
    }

    pub(super) fn put_lead(&mut self, lead: &Lead) {
        let Some(contact) = self.owner(lead.contact) else { return };
        if let Some(before) = self.lead(lead.id).map(|before| before.contact).filter(|before| *before != contact) {
            let rest = self.leads_of(before).into_iter().filter(|other| *other != lead.id).collect();
            if let Some(touched) = self.touch(before) {
                touched.leads = Some(rest);
            }
        }
        let mut mine = self.leads_of(contact);
        if !mine.contains(&lead.id) {
            mine.push(lead.id);
        }
        if let Some(touched) = self.touch(contact) {
            touched.leads = Some(mine);
        }
        self.leads.insert(lead.id, Some(Lead { contact, ..lead.clone() }));
    }

    pub(super) fn put_opportunity(&mut self, opportunity: &Opportunity) {
        let roles = resolve_roles(&opportunity.roles, |id| self.owner(id));
        let before = self.opportunity(opportunity.id).map(|before| before.roles).unwrap_or_default();
        for role in before {
            self.link_opportunity(role.contact, opportunity.id, false);
        }
        for role in &roles {
            self.link_opportunity(role.contact, opportunity.id, true);
        }
        self.opportunities.insert(opportunity.id, Opportunity { roles, ..opportunity.clone() });
    }

    fn link_opportunity(&mut self, contact: ContactId, opportunity: OpportunityId, member: bool) {
        let mut mine = self.opportunities_of(contact);
        mine.retain(|other| *other != opportunity);
        if member {
            mine.push(opportunity);
        }
        if let Some(touched) = self.touch(contact) {
            touched.opportunities = Some(mine);
        }
    }

    fn define(&mut self, kind: DefinitionKind, key: &str, version: i32, body: Option<&str>) -> Result<(), FoldError> {
        use DefinitionKind::{Scoring, Segment};
        let parsed = body.map(|body| Published::parse(kind, key, version, body)).transpose();
        let parsed = parsed.map_err(|reason| FoldError::Definition { seq: self.image.seq() + 1, reason })?;
        if kind == Segment && parsed.is_none() {
            for touched in self.contacts.values_mut() {
                touched.segments.remove(key);
            }
            self.emptied.insert(key.to_string());
        }
        self.ready = OnceLock::new();
        let local = |overlay: &Overlay<'_>| {
            let local = overlay.local();
            (local.zone.to_string(), local.week_start)
        };
        let before = local(self);
        self.definitions.insert((kind, key.to_string()), parsed);
        if matches!(kind, Segment | Scoring) || before != local(self) {
            self.everybody_unsettled = true;
            self.crowds.begin_anew();
        } else if LATCHING.contains(&kind) {
            // Other conditions are counted.
            self.crowds.begin_anew();
        }
        Ok(())
    }
}
