//! An overlay as the reference reads it: what is counted of colleagues is not told, so that each of them is asked.

use audience::Overlay;
use model::record::OpportunityOutcome;
use model::*;
use rules::calendar::Local;
use rules::{Fact, LeadState, Subject, View};

pub struct Uncounted<'v, 'a>(pub &'v Overlay<'a>);

impl View for Uncounted<'_, '_> {
    fn local(&self) -> Local<'_> {
        self.0.local()
    }

    fn contacts_of(&self, account: AccountId) -> Vec<ContactId> {
        self.0.contacts_of(account)
    }

    fn entered(&self, contact: ContactId, segment: &str) -> Option<Timestamp> {
        self.0.entered(contact, segment)
    }

    fn subject(&self, contact: ContactId) -> Option<Subject> {
        self.0.subject(contact)
    }

    fn field(&self, subject: Subject, of: Object, key: &str) -> Option<Value> {
        self.0.field(subject, of, key)
    }

    fn field_type(&self, of: Object, key: &str) -> Option<FieldType> {
        self.0.field_type(of, key)
    }

    fn relationship(&self, subject: Subject) -> Relationship {
        self.0.relationship(subject)
    }

    fn tier(&self, subject: Subject) -> Option<Tier> {
        self.0.tier(subject)
    }

    fn timeline(&self, contact: ContactId, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        self.0.timeline(contact, visit);
    }

    fn known_since(&self, contact: ContactId) -> Option<Timestamp> {
        self.0.known_since(contact)
    }

    fn lead(&self, subject: Subject) -> Option<LeadState<'_>> {
        View::lead(self.0, subject)
    }

    fn opportunities(&self, contact: ContactId) -> Vec<OpportunityOutcome> {
        self.0.opportunities(contact)
    }

    fn segment(&self, key: &str) -> Option<&Filter> {
        self.0.segment(key)
    }

    fn in_list(&self, contact: ContactId, list: &str) -> bool {
        self.0.in_list(contact, list)
    }

    fn program_status(&self, contact: ContactId, program: &str) -> Option<&str> {
        self.0.program_status(contact, program)
    }

    fn scores(&self, subject: Subject) -> Scores {
        self.0.scores(subject)
    }

    fn consent(&self, contact: ContactId) -> Option<bool> {
        self.0.consent(contact)
    }

    fn acted(&self, contact: ContactId, program: &str) -> Option<Timestamp> {
        self.0.acted(contact, program)
    }

    fn nurture_place(&self, contact: ContactId, program: &str) -> Option<&NurturePlace> {
        self.0.nurture_place(contact, program)
    }
}
