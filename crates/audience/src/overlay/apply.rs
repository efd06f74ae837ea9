//! Taking in what a batch decides: the same meaning as folding it, on the touched part alone.

use super::touched::{Added, Place, Record, Touched};
use super::{Overlay, Standing};
use crate::FoldError;
use crate::fold::resolve_roles;
use crate::members::Belongings;
use crate::published::{Published, program_in, step_of};
use model::*;

impl Overlay<'_> {
    /// Takes in a change. Refused, with nothing altered, is a definition that cannot be read.
    pub fn apply(&mut self, change: Change) -> Result<(), FoldError> {
        match &change {
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
                for (contacts, member) in [(left, false), (entered, true)] {
                    for contact in contacts {
                        if let Some(id) = self.owner(*contact) {
                            self.contacts.entry(id).or_default().segments.insert(segment.clone(), member);
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
        self.changes.push(change);
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
        let place = self.activities.len();
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
        self.activities.push(activity);
    }

    /// The entry of the contact that an id means now; its pure state is to be settled again.
    fn touch(&mut self, id: ContactId) -> Option<&mut Touched> {
        let id = self.owner(id)?;
        self.unsettled.insert(id);
        Some(self.contacts.entry(id).or_default())
    }

    fn put_contact(&mut self, contact: &Contact) {
        // A late write to what was merged away or erased is nobody's.
        if self.owner(contact.id) != Some(contact.id) {
            return;
        }
        let before = self.contact(contact.id).and_then(|contact| contact.account);
        self.move_account(contact.id, before, contact.account);
        if let Some(touched) = self.touch(contact.id) {
            touched.record = Record::Put(Box::new(contact.clone()));
        }
    }

    fn move_account(&mut self, contact: ContactId, from: Option<AccountId>, to: Option<AccountId>) {
        if from == to {
            return;
        }
        for (account, member) in [(from, false), (to, true)] {
            if let Some(account) = account {
                self.account_contacts.entry(account).or_default().insert(contact, member);
            }
        }
    }

    fn put_account(&mut self, account: &Account) {
        self.accounts.insert(account.id, account.clone());
        self.unsettled.extend(self.contacts_of(account.id));
    }

    fn put_lead(&mut self, lead: &Lead) {
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

    fn put_opportunity(&mut self, opportunity: &Opportunity) {
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

    fn join(&mut self, contact: ContactId, numbers: &[i64]) {
        let Some(contact) = self.owner(contact) else { return };
        for number in numbers {
            let place = match self.anonymous.get(number) {
                Some(place) => Some((self.activities[*place].occurred_at.0, Place::New(*place))),
                None => self.image.unclaimed(*number).map(|fact| (fact.at, Place::Stored(fact))),
            };
            let Some((at, place)) = place.filter(|_| self.joined.insert(*number)) else { continue };
            if let Some(touched) = self.touch(contact) {
                touched.line.add(Added { key: (at, *number), place });
            }
        }
        self.touch(contact);
    }

    fn merge(&mut self, winner: ContactId, loser: ContactId) {
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
        let account = self.contact(loser).and_then(|contact| contact.account);
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

    fn erase(&mut self, contact: ContactId) {
        let Some(contact) = self.owner(contact) else { return };
        let account = self.contact(contact).and_then(|contact| contact.account);
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

    fn define(&mut self, kind: DefinitionKind, key: &str, version: i32, body: Option<&str>) -> Result<(), FoldError> {
        use DefinitionKind::{Field, Scoring, Segment, Settings};
        let parsed = body.map(|body| Published::parse(kind, key, version, body)).transpose();
        let parsed = parsed.map_err(|reason| FoldError::Definition { seq: self.image.seq() + 1, reason })?;
        if kind == Segment && parsed.is_none() {
            for touched in self.contacts.values_mut() {
                touched.segments.remove(key);
            }
            self.emptied.insert(key.to_string());
        }
        self.definitions.insert((kind, key.to_string()), parsed);
        self.everybody_unsettled |= matches!(kind, Segment | Scoring | Field | Settings);
        Ok(())
    }
}

impl Overlay<'_> {
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
