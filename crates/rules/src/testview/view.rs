//! What rules read of the maps.

use super::TestView;
use crate::calendar::Local;
use crate::{Fact, LeadState, Subject, View, account_score};
use model::definition::MAIN;
use model::record::OpportunityOutcome;
use model::*;

impl View for TestView {
    fn local(&self) -> Local<'_> {
        Local::of(match self.definitions.get(&(DefinitionKind::Settings, MAIN.to_string())) {
            Some(Body::Settings(settings)) => Some(settings),
            _ => None,
        })
    }

    fn contacts_of(&self, account: AccountId) -> Vec<ContactId> {
        let own = self.contacts.values().filter(|contact| contact.account == Some(account));
        own.map(|contact| contact.id).collect()
    }

    fn entered(&self, contact: ContactId, segment: &str) -> Option<Timestamp> {
        let contact = self.contact(Some(contact))?.id;
        self.entered.get(&(segment.to_string(), contact)).copied()
    }

    fn subject(&self, contact: ContactId) -> Option<Subject> {
        let contact = self.contact(Some(contact))?;
        let alone = Subject { contact: Some(contact.id), account: contact.account, lead: None };
        Some(Subject { lead: self.primary_lead(alone).map(|lead| lead.id), ..alone })
    }

    fn field(&self, subject: Subject, of: Object, key: &str) -> Option<Value> {
        match of {
            Object::Contact => match (self.contact(subject.contact)?, key) {
                (contact, "email") => contact.email.as_ref().map(Value::text),
                (contact, key) => contact.fields.get(key).cloned(),
            },
            Object::Account => self.accounts.get(&subject.account?)?.fields.get(key).cloned(),
            Object::Lead => match (self.primary_lead(subject)?, key) {
                (lead, "source") => Some(&lead.source).filter(|source| !source.is_empty()).map(Value::text),
                (lead, key) => lead.fields.get(key).cloned(),
            },
            Object::Opportunity => None,
        }
    }

    fn field_type(&self, of: Object, key: &str) -> Option<FieldType> {
        let builtin = field::builtin_fields().into_iter().find(|field| field.object == of && field.key == key);
        match self.definitions.get(&(DefinitionKind::Field, format!("{}.{key}", of.as_str()))) {
            Some(Body::Field(field)) => Some(field.field_type),
            _ => builtin.map(|field| field.field_type),
        }
    }

    fn relationship(&self, subject: Subject) -> Relationship {
        let own = self.contact(subject.contact).map_or(Relationship::Prospect, |contact| contact.relationship);
        match (own, subject.account.and_then(|account| self.accounts.get(&account))) {
            (Relationship::Prospect, Some(account)) => account.relationship,
            _ => own,
        }
    }

    fn tier(&self, subject: Subject) -> Option<Tier> {
        let account = self.accounts.get(&subject.account?)?;
        let model = self.model();
        let score = model.map_or(0, |model| account_score(self, model, account.id, self.now).0);
        Some(crate::tier(account.named_tier, score, model))
    }

    fn timeline(&self, contact: ContactId, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        let Some(contact) = self.contact(Some(contact)).map(|contact| contact.id) else { return };
        let own = |activity: &&Activity| activity.contact.is_some_and(|own| self.resolve(own) == contact);
        let mut timeline: Vec<&Activity> = self.activities.values().filter(own).collect();
        timeline.sort_by_key(|activity| (activity.occurred_at, activity.number));
        for activity in timeline {
            if !visit(fact(activity)) {
                return;
            }
        }
    }

    fn known_since(&self, contact: ContactId) -> Option<Timestamp> {
        self.contact(Some(contact)).map(|contact| contact.created_at)
    }

    fn lead(&self, subject: Subject) -> Option<LeadState<'_>> {
        self.primary_lead(subject).map(|lead| LeadState {
            id: lead.id,
            stage: &lead.stage,
            started_at: lead.started_at,
            stage_times: &lead.stage_times,
            ended_at: lead.ended_at,
            outcome: lead.outcome,
            qualified: lead.aql.is_some(),
            handover: lead.handover.as_ref(),
        })
    }

    fn opportunities(&self, contact: ContactId) -> Vec<OpportunityOutcome> {
        let Some(contact) = self.contact(Some(contact)).map(|contact| contact.id) else { return Vec::new() };
        let has_part = |deal: &&Opportunity| deal.roles.iter().any(|role| self.resolve(role.contact) == contact);
        self.opportunities.values().filter(has_part).map(|deal| deal.outcome).collect()
    }

    fn segment(&self, key: &str) -> Option<&Filter> {
        match self.definitions.get(&(DefinitionKind::Segment, key.to_string())) {
            Some(Body::Segment(segment)) => Some(&segment.filter),
            _ => None,
        }
    }

    fn in_list(&self, contact: ContactId, list: &str) -> bool {
        let Some(contact) = self.contact(Some(contact)).map(|contact| contact.id) else { return false };
        self.lists.iter().any(|(own, id)| own == list && self.resolve(*id) == contact)
    }

    fn program_status(&self, contact: ContactId, program: &str) -> Option<&str> {
        self.kept_by_key(&self.members, contact, program).map(String::as_str)
    }

    fn scores(&self, subject: Subject) -> Scores {
        let Some(contact) = self.contact(subject.contact) else { return Scores::default() };
        self.scores.get(&contact.id).copied().unwrap_or_default()
    }

    fn consent(&self, contact: ContactId) -> Option<bool> {
        self.contact(Some(contact))?;
        self.kept(self.consents.iter().map(|(id, given)| (*id, given)), contact).copied()
    }

    fn acted(&self, contact: ContactId, program: &str) -> Option<Timestamp> {
        self.kept_by_key(&self.acted, contact, program).copied()
    }

    fn nurture_place(&self, contact: ContactId, program: &str) -> Option<&NurturePlace> {
        self.kept_by_key(&self.places, contact, program)
    }
}

/// An activity as rules see it.
pub fn fact(activity: &Activity) -> Fact<'_> {
    Fact {
        number: activity.number,
        kind: &activity.kind,
        asset: activity.asset.as_deref(),
        at: activity.occurred_at,
        value: activity.value,
        properties: &activity.properties,
        lead: activity.lead,
    }
}
