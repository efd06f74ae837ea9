//! What rules read of the image.

use crate::Image;
use crate::facts::Packed;
use crate::ids::NONE;
use crate::published::settings_in;
use model::record::OpportunityOutcome;
use model::*;
use rules::calendar::Local;
use rules::{Fact, LeadState, Subject, View};

impl View for Image {
    fn local(&self) -> Local<'_> {
        Local::of(settings_in(self.definition(DefinitionKind::Settings, definition::MAIN)))
    }

    fn contacts_of(&self, account: AccountId) -> Vec<ContactId> {
        Image::contacts_of(self, account)
    }

    fn entered(&self, contact: ContactId, segment: &str) -> Option<Timestamp> {
        self.members.entered.get(segment)?.at(self.contacts.living(contact)?)
    }

    fn subject(&self, contact: ContactId) -> Option<Subject> {
        let dense = self.contacts.living(contact)?;
        Some(self.subject_of(dense))
    }

    fn field(&self, subject: Subject, of: Object, key: &str) -> Option<Value> {
        match of {
            Object::Contact => self.contacts.field(self.contacts.living(subject.contact?)?, key),
            Object::Account => self.accounts.field(self.accounts.ids.find(subject.account?.0)?, key),
            Object::Lead => self.lead_field(self.lead_row(subject)?, key),
            Object::Opportunity => None,
        }
    }

    fn field_type(&self, of: Object, key: &str) -> Option<FieldType> {
        self.definitions.field_type(of, key)
    }

    fn relationship(&self, subject: Subject) -> Relationship {
        let own = subject.contact.and_then(|contact| self.contacts.living(contact));
        let own = own.map(|dense| self.contacts.relationship[dense as usize]);
        let account = subject.account.and_then(|account| self.accounts.find(account.0));
        combine(own, account.map(|(_, account)| account.relationship))
    }

    fn tier(&self, subject: Subject) -> Option<Tier> {
        let (_, account) = self.accounts.find(subject.account?.0)?;
        Some(rules::tier(account.named_tier, self.scores(subject).account, self.scoring()))
    }

    fn timeline(&self, contact: ContactId, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        let Some(dense) = self.contacts.living(contact) else { return };
        let _ = self.known.timeline(dense).iter().all(|fact| visit(self.fact(&fact)));
    }

    fn timeline_from(&self, contact: ContactId, from: Timestamp, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        let Some(dense) = self.contacts.living(contact) else { return };
        let _ = self.known.timeline(dense).from(from.0).iter().all(|fact| visit(self.fact(&fact)));
    }

    fn known_since(&self, contact: ContactId) -> Option<Timestamp> {
        Some(Timestamp(self.contacts.created[self.contacts.living(contact)? as usize]))
    }

    fn lead(&self, subject: Subject) -> Option<LeadState<'_>> {
        self.leads.row(self.lead_row(subject)?).map(lead_state)
    }

    fn opportunities(&self, contact: ContactId) -> Vec<OpportunityOutcome> {
        let rows = self.opportunities_of(contact).into_iter().filter_map(|id| self.opportunities.find(id.0));
        rows.map(|(_, opportunity)| opportunity.outcome).collect()
    }

    fn segment(&self, key: &str) -> Option<&Filter> {
        match &self.definitions.get(DefinitionKind::Segment, key)?.body {
            Body::Segment(segment) => Some(&segment.filter),
            _ => None,
        }
    }

    fn in_list(&self, contact: ContactId, list: &str) -> bool {
        let set = self.members.lists.get(list);
        self.contacts.living(contact).is_some_and(|dense| set.is_some_and(|set| set.contains(dense)))
    }

    fn program_status(&self, contact: ContactId, program: &str) -> Option<&str> {
        let dense = self.contacts.living(contact)?;
        self.members.programs.get(program)?.status.get(&dense).map(|(status, _)| status.as_str())
    }

    fn scores(&self, subject: Subject) -> Scores {
        match (subject.contact, subject.account) {
            (Some(contact), _) => {
                self.contacts.living(contact).map_or(Scores::default(), |dense| self.members.scores(dense))
            }
            (None, Some(account)) => self.account_scores(account),
            (None, None) => Scores::default(),
        }
    }

    fn consent(&self, contact: ContactId) -> Option<bool> {
        self.members.consent(self.contacts.living(contact)?)
    }

    fn acted(&self, contact: ContactId, program: &str) -> Option<Timestamp> {
        self.members.acted.get(program)?.get(&self.contacts.living(contact)?).copied()
    }

    fn nurture_place(&self, contact: ContactId, program: &str) -> Option<&NurturePlace> {
        self.members.nurture.get(program)?.get(&self.contacts.living(contact)?)
    }
}

impl Image {
    /// Where days and weeks begin; what changes when the settings do.
    pub(crate) fn local_days(&self) -> (String, u32) {
        let local = self.local();
        (local.zone.to_string(), local.week_start)
    }

    pub(crate) fn subject_of(&self, dense: u32) -> Subject {
        Subject {
            contact: Some(self.contacts.id(dense)),
            account: self.contacts.account_of(dense).map(|account| AccountId(self.accounts.ids.id(account))),
            lead: self.links.primary_lead(dense).map(|lead| LeadId(self.leads.ids.id(lead))),
        }
    }

    /// The lead that a subject names, else the contact's primary one.
    fn lead_row(&self, subject: Subject) -> Option<u32> {
        match subject.lead {
            Some(lead) => self.leads.ids.find(lead.0),
            None => self.links.primary_lead(self.contacts.living(subject.contact?)?),
        }
    }

    /// A field of a lead; its source is part of the record.
    pub(crate) fn lead_field(&self, row: u32, key: &str) -> Option<Value> {
        if key == "source" {
            return self.leads.row(row).and_then(source_of);
        }
        self.leads.field(row, key)
    }

    /// The account part as settled for any of its contacts: it is the same for each.
    pub(crate) fn account_scores(&self, account: AccountId) -> Scores {
        let contacts = self.accounts.ids.find(account.0).map_or(&[][..], |row| self.links.contacts_of(row));
        let scores = contacts.iter().map(|contact| self.members.scores(*contact).account);
        Scores { account: scores.max().unwrap_or_default(), ..Scores::default() }
    }

    pub(crate) fn fact(&self, packed: &Packed) -> Fact<'_> {
        Fact {
            number: i64::from(packed.number),
            at: Timestamp(packed.at),
            value: (packed.value != NONE).then(|| self.values[packed.value as usize]),
            lead: (packed.lead != NONE).then(|| LeadId(self.leads.ids.id(packed.lead))),
            ..self.fact_of_detail(packed.detail)
        }
    }

    /// What all activities of a detail have in common.
    pub(crate) fn fact_of_detail(&self, detail: u32) -> Fact<'_> {
        let detail = self.details.get(detail);
        Fact {
            number: 0,
            kind: self.details.kind(detail.kind),
            asset: self.details.asset(detail.asset),
            at: Timestamp::MIN,
            value: None,
            properties: &detail.properties,
            lead: None,
        }
    }
}

pub(crate) fn lead_state(lead: &Lead) -> LeadState<'_> {
    LeadState {
        id: lead.id,
        stage: &lead.stage,
        started_at: lead.started_at,
        stage_times: &lead.stage_times,
        ended_at: lead.ended_at,
        outcome: lead.outcome,
        qualified: lead.aql.is_some(),
        handover: lead.handover.as_ref(),
    }
}

/// Part of the record, read as a field; unknown when empty.
pub(crate) fn source_of(lead: &Lead) -> Option<Value> {
    Some(lead.source.as_str()).filter(|source| !source.is_empty()).map(Value::text)
}

/// The contact's own relationship when it says anything, else its account's.
pub(crate) fn combine(own: Option<Relationship>, account: Option<Relationship>) -> Relationship {
    own.filter(|own| *own != Relationship::Prospect).or(account).unwrap_or_default()
}
