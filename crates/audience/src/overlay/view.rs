//! What rules read of the image with a batch on top.

use super::Overlay;
use super::touched::Record;
use crate::facts::Line;
use crate::published::{settings_in, split_field, type_in_force};
use crate::records::primary_order;
use crate::view::{combine, lead_state, source_of};
use model::filter::AtAccount;
use model::record::OpportunityOutcome;
use model::*;
use rules::calendar::Local;
use rules::{Fact, LeadState, Subject, Verdict, View};

impl View for Overlay<'_> {
    fn local(&self) -> Local<'_> {
        Local::of(settings_in(self.published(DefinitionKind::Settings, definition::MAIN)))
    }

    fn contacts_of(&self, account: AccountId) -> Vec<ContactId> {
        Overlay::contacts_of(self, account)
    }

    fn at_account(&self, account: AccountId, test: &AtAccount, now: Timestamp) -> Option<Verdict> {
        (now == self.now).then(|| self.counted(account, test)).flatten()
    }

    fn entered(&self, contact: ContactId, segment: &str) -> Option<Timestamp> {
        let id = self.resolve(contact)?;
        let touched = self.touched(id);
        match touched.and_then(|touched| touched.segments.get(segment)) {
            Some(member) => touched.and_then(|touched| touched.entered.get(segment)).filter(|_| *member).copied(),
            None if self.emptied.contains(segment) => None,
            None => self.image.members.entered.get(segment)?.at(self.in_image(id)?),
        }
    }

    fn subject(&self, contact: ContactId) -> Option<Subject> {
        let id = self.resolve(contact)?;
        let lead = self.primary_lead(id).map(|lead| lead.id);
        Some(Subject { contact: Some(id), account: self.account_of(id), lead })
    }

    fn field(&self, subject: Subject, of: Object, key: &str) -> Option<Value> {
        match of {
            Object::Contact => {
                let id = self.resolve(subject.contact?)?;
                match self.record(id) {
                    Some(contact) if key == "email" => contact.email.as_deref().map(Value::text),
                    Some(contact) => contact.fields.get(key).cloned(),
                    None => self.image.field(Subject { contact: Some(id), ..subject }, of, key),
                }
            }
            Object::Account => match self.accounts.get(&subject.account?) {
                Some(account) => account.fields.get(key).cloned(),
                None => self.image.field(subject, of, key),
            },
            Object::Lead => {
                let lead = self.lead_row(subject)?;
                match self.leads.get(&lead.id) {
                    Some(_) if key == "source" => source_of(lead),
                    Some(_) => lead.fields.get(key).cloned(),
                    None => self.image.lead_field(self.image.leads.ids.find(lead.id.0)?, key),
                }
            }
            Object::Opportunity => None,
        }
    }

    fn field_type(&self, of: Object, key: &str) -> Option<FieldType> {
        let own = self
            .definitions
            .iter()
            .find(|((kind, name), _)| *kind == DefinitionKind::Field && split_field(name) == Some((of, key)));
        match own {
            Some((_, published)) => type_in_force(of, key, published.as_ref()),
            None => self.image.field_type(of, key),
        }
    }

    fn relationship(&self, subject: Subject) -> Relationship {
        let own = subject.contact.and_then(|contact| self.resolve(contact)).map(|id| match self.record(id) {
            Some(contact) => contact.relationship,
            None => self.image.relationship(Subject { contact: Some(id), ..Subject::default() }),
        });
        let account = subject.account.and_then(|account| self.account_row(account));
        combine(own, account.map(|account| account.relationship))
    }

    fn tier(&self, subject: Subject) -> Option<Tier> {
        let account = self.account_row(subject.account?)?;
        Some(rules::tier(account.named_tier, self.scores(subject).account, self.scoring()))
    }

    fn timeline(&self, contact: ContactId, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        self.timeline_from(contact, Timestamp(i64::MIN), visit);
    }

    fn timeline_from(&self, contact: ContactId, from: Timestamp, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        let Some(id) = self.resolve(contact) else { return };
        let Some(touched) = self.touched(id) else { return self.image.timeline_from(id, from, visit) };
        let rows = self.in_image(id).into_iter().chain(touched.line.rows.iter().copied());
        let lines: Vec<Line<'_>> = rows.map(|row| self.image.known.timeline(row).from(from.0)).collect();
        let added = &touched.line.added;
        let added = &added[added.partition_point(|added| added.key.0 < from.0)..];
        self.visit_merged(lines, added, visit);
    }

    fn known_since(&self, contact: ContactId) -> Option<Timestamp> {
        let id = self.resolve(contact)?;
        match self.record(id) {
            Some(contact) => Some(contact.created_at),
            None => self.image.known_since(id),
        }
    }

    fn lead(&self, subject: Subject) -> Option<LeadState<'_>> {
        self.lead_row(subject).map(lead_state)
    }

    fn opportunities(&self, contact: ContactId) -> Vec<OpportunityOutcome> {
        let Some(id) = self.resolve(contact) else { return Vec::new() };
        let outcome = |id: &OpportunityId| match self.opportunities.get(id) {
            Some(opportunity) => Some(opportunity.outcome),
            None => self.image.opportunities.find(id.0).map(|(_, opportunity)| opportunity.outcome),
        };
        self.opportunities_of(id).iter().filter_map(outcome).collect()
    }

    fn segment(&self, key: &str) -> Option<&Filter> {
        match &self.published(DefinitionKind::Segment, key)?.body {
            Body::Segment(segment) => Some(&segment.filter),
            _ => None,
        }
    }

    fn in_list(&self, contact: ContactId, list: &str) -> bool {
        let Some(id) = self.resolve(contact) else { return false };
        match self.touched(id).and_then(|touched| touched.lists.get(list)) {
            Some(member) => *member,
            None => {
                let set = self.image.members.lists.get(list);
                self.in_image(id).is_some_and(|row| set.is_some_and(|set| set.contains(row)))
            }
        }
    }

    fn program_status(&self, contact: ContactId, program: &str) -> Option<&str> {
        let id = self.resolve(contact)?;
        match self.touched(id).and_then(|touched| touched.programs.get(program)) {
            Some((status, _)) => Some(status),
            None => {
                let members = self.image.members.programs.get(program)?;
                members.status.get(&self.in_image(id)?).map(|(status, _)| status.as_str())
            }
        }
    }

    fn scores(&self, subject: Subject) -> Scores {
        match (subject.contact, subject.account) {
            (Some(contact), _) => self.resolve(contact).map(|id| self.own_scores(id)).unwrap_or_default(),
            (None, Some(account)) => {
                let scores = self.contacts_of(account).into_iter().map(|contact| self.own_scores(contact).account);
                Scores { account: scores.max().unwrap_or_default(), ..Scores::default() }
            }
            (None, None) => Scores::default(),
        }
    }

    fn consent(&self, contact: ContactId) -> Option<bool> {
        let id = self.resolve(contact)?;
        let own = self.touched(id).and_then(|touched| touched.consent);
        own.or_else(|| self.image.members.consent(self.in_image(id)?))
    }

    fn acted(&self, contact: ContactId, program: &str) -> Option<Timestamp> {
        let id = self.resolve(contact)?;
        let own = self.touched(id).and_then(|touched| touched.acted.get(program)).copied();
        own.or_else(|| self.image.members.acted.get(program)?.get(&self.in_image(id)?).copied())
    }

    fn nurture_place(&self, contact: ContactId, program: &str) -> Option<&NurturePlace> {
        let id = self.resolve(contact)?;
        let own = self.touched(id).and_then(|touched| touched.nurture.get(program));
        own.or_else(|| self.image.members.nurture.get(program)?.get(&self.in_image(id)?))
    }
}

impl Overlay<'_> {
    fn record(&self, id: ContactId) -> Option<&Contact> {
        match &self.touched(id)?.record {
            Record::Put(contact) => Some(contact),
            _ => None,
        }
    }

    pub(super) fn own_scores(&self, id: ContactId) -> Scores {
        let own = self.touched(id).and_then(|touched| touched.scores);
        own.or_else(|| Some(self.image.members.scores(self.in_image(id)?))).unwrap_or_default()
    }

    fn account_row(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(&id).or_else(|| self.image.accounts.find(id.0).map(|(_, account)| account))
    }

    /// A lead without a copy of it; its fields are left out when it is the image's.
    pub fn bare_lead(&self, id: LeadId) -> Option<&Lead> {
        match self.leads.get(&id) {
            Some(own) => own.as_ref(),
            None => self.image.leads.find(id.0).map(|(_, lead)| lead),
        }
    }

    fn lead_row(&self, subject: Subject) -> Option<&Lead> {
        match subject.lead {
            Some(lead) => self.bare_lead(lead),
            None => self.primary_lead(self.resolve(subject.contact?)?),
        }
    }

    fn primary_lead(&self, contact: ContactId) -> Option<&Lead> {
        let leads = self.leads_of(contact).into_iter().filter_map(|id| self.bare_lead(id));
        leads.max_by_key(|lead| primary_order(lead))
    }
}
