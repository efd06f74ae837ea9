//! What rules read of a contact at an instant.

use super::Past;
use super::told::{around, before_change, opportunities_at};
use crate::calendar::Local;
use crate::{Fact, LeadState, Subject, View, score, tier};
use model::activity::kind;
use model::record::OpportunityOutcome;
use model::*;

impl Past<'_> {
    /// The account at that time. What it was like is known only when the contact has not moved since.
    fn account(&self) -> Option<AccountId> {
        match before_change(&self.history.told, self.at, "contact:account") {
            None => self.history.records.account.map(|account| account.id),
            Some(from) => from.and_then(Value::as_text).and_then(|text| text.parse().ok()),
        }
    }

    /// Something of the account is read: it has to be the same account, and every later change of it told here.
    fn touch_account(&self) {
        let (today, then) = (self.history.records.account, self.account());
        // What was told in between may be of another account, also when the contact has come back.
        if before_change(&self.history.told, self.at, "contact:account").is_some() && then.is_some() {
            return self.doubt();
        }
        let Some(account) = today.filter(|account| then == Some(account.id)) else {
            if then.is_some() {
                self.doubt();
            }
            return;
        };
        let untouched = account.updated_at <= self.at || account.updated_at <= account.created_at;
        let told = || {
            let of_account = |asset: &str| asset.starts_with("account.") || asset.starts_with("account:");
            let mut told = self.history.told.iter().rev().take_while(|one| one.at >= account.updated_at);
            told.any(|one| one.at == account.updated_at && one.asset.as_deref().is_some_and(of_account))
        };
        if !untouched && !told() {
            self.doubt();
        }
    }

    /// Two contacts were made one since: which of them had what is not kept.
    fn touch_contact(&self) {
        let (_, merged) = around(&self.history.told, self.at, |one| one.kind == kind::MERGED);
        if merged.is_some() {
            self.doubt();
        }
    }

    fn rolled_back(&self, asset: &str, today: impl FnOnce() -> Option<Value>) -> Option<Value> {
        match before_change(&self.history.told, self.at, asset) {
            Some(from) => from.cloned(),
            None => today(),
        }
    }

    fn relationship_of(&self, asset: &str, today: Relationship) -> Relationship {
        let text = self.rolled_back(asset, || Some(Value::text(today.as_str())));
        text.as_ref().and_then(Value::as_text).and_then(Relationship::parse).unwrap_or_default()
    }

    fn primary(&self, subject: Subject) -> Option<&Lead> {
        match subject.lead {
            Some(lead) => self.leads().iter().find(|own| own.id == lead),
            None => self.leads().iter().max_by_key(|lead| (lead.ended_at.is_none(), lead.started_at, lead.id)),
        }
    }

    /// The scores at that time and until when they stand by themselves.
    fn scored(&self, subject: Subject) -> (Scores, Option<Timestamp>) {
        let Some(model) = self.history.model else { return Default::default() };
        if let Some(scored) = self.scores.get() {
            return *scored;
        }
        // A score never depends on scores: validation refuses it.
        if self.scoring.replace(true) {
            return Default::default();
        }
        let scored = score(self, model, subject, self.at);
        self.scoring.set(false);
        *self.scores.get_or_init(|| (scored.scores, scored.until))
    }

    fn own(&self, contact: ContactId) -> bool {
        contact == self.history.contact
    }
}

impl View for Past<'_> {
    fn local(&self) -> Local<'_> {
        self.history.view.local()
    }

    /// Colleagues keep their own histories: conditions about them are refused.
    fn contacts_of(&self, _account: AccountId) -> Vec<ContactId> {
        Vec::new()
    }

    /// Entries into segments keep no history: conditions about them are refused.
    fn entered(&self, _contact: ContactId, _segment: &str) -> Option<Timestamp> {
        None
    }

    fn subject(&self, contact: ContactId) -> Option<Subject> {
        if !self.own(contact) || self.history.begins() > self.at {
            return None;
        }
        self.touch_contact();
        let alone = Subject { contact: Some(contact), account: self.account(), lead: None };
        Some(Subject { lead: self.primary(alone).map(|lead| lead.id), ..alone })
    }

    fn field(&self, subject: Subject, of: Object, key: &str) -> Option<Value> {
        let today = || self.history.view.field(subject, of, key);
        match of {
            Object::Contact => self.rolled_back(key, today),
            Object::Account => {
                subject.account?;
                self.touch_account();
                self.rolled_back(&format!("account.{key}"), today)
            }
            // Written once.
            Object::Lead if key == "source" => {
                self.primary(subject).map(|lead| Value::text(&lead.source)).filter(|text| *text != Value::text(""))
            }
            Object::Lead | Object::Opportunity => {
                self.doubt();
                None
            }
        }
    }

    fn field_type(&self, of: Object, key: &str) -> Option<FieldType> {
        self.history.view.field_type(of, key)
    }

    fn relationship(&self, subject: Subject) -> Relationship {
        let own = match subject.contact {
            Some(_) => self.relationship_of("contact:relationship", self.history.records.relationship),
            None => Relationship::Prospect,
        };
        if own != Relationship::Prospect || subject.account.is_none() {
            return own;
        }
        self.touch_account();
        let today = self.history.records.account.map_or(Relationship::Prospect, |account| account.relationship);
        self.relationship_of("account:relationship", today)
    }

    fn tier(&self, subject: Subject) -> Option<Tier> {
        subject.account?;
        self.touch_account();
        let today = self.history.records.account.and_then(|account| account.named_tier);
        let named = self.rolled_back("account:tier", || today.map(|tier| Value::text(tier.as_str())));
        let named = named.as_ref().and_then(Value::as_text).and_then(Tier::parse);
        Some(tier(named, self.scores(subject).account, self.history.model))
    }

    fn timeline(&self, contact: ContactId, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        if self.own(contact) {
            self.history.view.timeline(contact, &mut |fact| fact.at <= self.at && visit(fact));
        }
    }

    fn timeline_from(&self, contact: ContactId, from: Timestamp, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        if self.own(contact) {
            self.history.view.timeline_from(contact, from, &mut |fact| fact.at <= self.at && visit(fact));
        }
    }

    fn known_since(&self, contact: ContactId) -> Option<Timestamp> {
        (self.own(contact) && self.history.begins() <= self.at).then(|| self.history.begins())
    }

    fn lead(&self, subject: Subject) -> Option<LeadState<'_>> {
        self.primary(subject).map(|lead| LeadState {
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
        if self.own(contact) { opportunities_at(&self.history.told, self.at) } else { Vec::new() }
    }

    fn segment(&self, key: &str) -> Option<&Filter> {
        self.history.view.segment(key)
    }

    fn in_list(&self, contact: ContactId, list: &str) -> bool {
        let meant = |kind: &str| kind == kind::LIST_JOINED || kind == kind::LIST_LEFT;
        let told = &self.history.told;
        match around(told, self.at, |one| meant(one.kind) && one.asset.as_deref() == Some(list)) {
            (Some(last), _) => last.kind == kind::LIST_JOINED,
            (None, Some(next)) => next.kind == kind::LIST_LEFT,
            (None, None) => self.own(contact) && self.history.view.in_list(contact, list),
        }
    }

    fn program_status(&self, contact: ContactId, program: &str) -> Option<&str> {
        let meant = |kind: &str| kind == kind::PROGRAM_JOINED || kind == kind::PROGRAM_STATUS;
        let told = &self.history.told;
        match around(told, self.at, |one| meant(one.kind) && one.asset.as_deref() == Some(program)) {
            (Some(last), _) => last.to.as_ref().and_then(Value::as_text),
            (None, Some(next)) => next.from.as_ref().and_then(Value::as_text),
            (None, None) => self.history.view.program_status(contact, program),
        }
    }

    fn scores(&self, subject: Subject) -> Scores {
        self.scored(subject).0
    }

    fn scores_until(&self, subject: Subject) -> Option<Timestamp> {
        self.scored(subject).1
    }

    fn consent(&self, contact: ContactId) -> Option<bool> {
        let meant = |kind: &str| kind == kind::CONSENT_GIVEN || kind == kind::CONSENT_WITHDRAWN;
        match around(&self.history.told, self.at, |one| meant(one.kind)) {
            (Some(last), _) => Some(last.kind == kind::CONSENT_GIVEN),
            (None, Some(_)) => None,
            (None, None) => self.history.view.consent(contact).filter(|_| self.own(contact)),
        }
    }

    fn acted(&self, _contact: ContactId, program: &str) -> Option<Timestamp> {
        let acted = |one: &super::Told| one.kind == kind::PROGRAM_ACTED && one.asset.as_deref() == Some(program);
        around(&self.history.told, self.at, acted).0.map(|last| last.at)
    }

    /// Places in nurture keep no history, and no condition asks about them.
    fn nurture_place(&self, _contact: ContactId, _program: &str) -> Option<&NurturePlace> {
        None
    }
}
