//! What was known of one lead at one instant: its contact, its account, and what the contact had done.
//!
//! Absent by construction, so that no rule can read it: anything later than the instant, anything that we or a rep did,
//! stages, opportunities and outcomes, and everything generated but names and addresses.

use model::record::{Fields, OpportunityOutcome};
use model::*;
use rules::calendar::Local;
use rules::view::{Fact, LeadState};
use rules::{Subject, View};
use std::collections::BTreeMap;

pub(super) const CONTACT: ContactId = ContactId(1);
pub(super) const ACCOUNT: AccountId = AccountId(1);
static NONE: BTreeMap<String, Timestamp> = BTreeMap::new();
/// Something that the contact did.
#[derive(Debug, Clone)]
pub(super) struct Own {
    pub lead: LeadId,
    pub kind: &'static str,
    pub at: Timestamp,
    pub properties: BTreeMap<String, Value>,
}

pub(super) struct Then<'a> {
    pub contact: &'a Fields,
    pub email: Option<&'a str>,
    pub account: &'a Fields,
    pub lead: LeadId,
    pub started: Timestamp,
    /// All that the contact did, in every cycle, in order of time and none later than the instant. Which of it counts
    /// for the lead is for the rules to say.
    pub did: &'a [Own],
}

impl Then<'_> {
    pub(super) fn subject(&self) -> Subject {
        Subject { contact: Some(CONTACT), account: Some(ACCOUNT), lead: Some(self.lead) }
    }
}

impl View for Then<'_> {
    fn local(&self) -> Local<'_> {
        Local::UTC
    }

    fn contacts_of(&self, account: AccountId) -> Vec<ContactId> {
        if account == ACCOUNT { vec![CONTACT] } else { Vec::new() }
    }

    fn entered(&self, _contact: ContactId, _segment: &str) -> Option<Timestamp> {
        None
    }

    fn subject(&self, contact: ContactId) -> Option<Subject> {
        (contact == CONTACT).then(|| self.subject())
    }

    fn field(&self, subject: Subject, of: Object, key: &str) -> Option<Value> {
        match of {
            Object::Contact if subject.contact.is_some() && key == "email" => self.email.map(Value::text),
            Object::Contact if subject.contact.is_some() => self.contact.get(key).cloned(),
            Object::Account if subject.account.is_some() => self.account.get(key).cloned(),
            _ => None,
        }
    }

    fn field_type(&self, of: Object, key: &str) -> Option<FieldType> {
        field::builtin_fields()
            .into_iter()
            .find(|field| field.object == of && field.key == key)
            .map(|field| field.field_type)
    }

    fn relationship(&self, _subject: Subject) -> Relationship {
        Relationship::Prospect
    }

    fn tier(&self, _subject: Subject) -> Option<Tier> {
        None
    }

    fn timeline(&self, contact: ContactId, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        if contact != CONTACT {
            return;
        }
        for (place, own) in self.did.iter().enumerate() {
            let fact = Fact {
                number: place as i64 + 1,
                kind: own.kind,
                asset: None,
                at: own.at,
                value: None,
                properties: &own.properties,
                lead: Some(own.lead),
            };
            if !visit(fact) {
                return;
            }
        }
    }

    fn lead(&self, _subject: Subject) -> Option<LeadState<'_>> {
        Some(LeadState {
            id: self.lead,
            stage: "",
            started_at: self.started,
            stage_times: &NONE,
            ended_at: None,
            outcome: None,
            qualified: false,
            handover: None,
        })
    }

    fn opportunities(&self, _contact: ContactId) -> Vec<OpportunityOutcome> {
        Vec::new()
    }

    fn segment(&self, _key: &str) -> Option<&Filter> {
        None
    }

    fn in_list(&self, _contact: ContactId, _list: &str) -> bool {
        false
    }

    fn program_status(&self, _contact: ContactId, _program: &str) -> Option<&str> {
        None
    }

    fn scores(&self, _subject: Subject) -> Scores {
        Scores::default()
    }

    fn consent(&self, _contact: ContactId) -> Option<bool> {
        None
    }

    fn acted(&self, _contact: ContactId, _program: &str) -> Option<Timestamp> {
        None
    }

    fn nurture_place(&self, _contact: ContactId, _program: &str) -> Option<&NurturePlace> {
        None
    }
}
