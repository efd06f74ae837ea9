//! Leads: one sales cycle of a contact each. They come in by import or CRM, or begin by themselves when a prospect
//! acts. Source is write-once; stages move by `move_stage` alone.

use super::{Desk, fields};
use crate::outcome::{Outcome, Refused};
use model::definition::StageCause;
use model::input::{Key, LeadPut};
use model::record::{Fields, LeadOutcome};
use model::*;
use rules::{Subject, View};
use std::collections::BTreeMap;
use store::identity::IdentityKind;

/// A contact whose last cycle ended this long ago begins a new one by acting again. What led up to it within this time
/// is part of the new one.
const NEW_CYCLE_AFTER: i64 = 30 * DAY;
/// The stage of a lead before any lifecycle is published.
const FIRST_STAGE: &str = "new";

impl Desk<'_> {
    pub(super) fn put_lead(&mut self, put: &LeadPut) -> Result<Outcome, Refused> {
        self.check_fields(Object::Lead, &put.fields)?;
        let found = self.find_lead(&put.key);
        if let Some(stage) = &put.stage {
            self.need_stage(stage)?;
        }
        let created = found.is_none();
        let id = match found {
            Some(id) => id,
            None => {
                let contact = self.need_contact(&put.contact, "lead.contact")?;
                let source = put.source.clone().unwrap_or_else(|| self.origin.source.clone());
                self.start_lead(contact, source, put.started_at.unwrap_or(self.now), &put.key)
            }
        };
        let Some(before) = self.view.lead(id) else {
            return Err(Refused::new("lead", "there is no lead with this id"));
        };
        let mut lead = before.clone();
        fields::write(&mut lead.fields, &put.fields);
        if lead.source.is_empty() {
            lead.source = put.source.clone().unwrap_or_default();
        }
        if lead != before {
            lead.updated_at = self.now;
            self.change(Change::Lead(lead.clone()));
        }
        if let Some(stage) = &put.stage {
            self.move_stage(id, stage, "set by hand or by its source");
        }
        if let Some(outcome) = put.outcome
            && lead.ended_at.is_none()
        {
            self.close_lead(id, outcome, put.ended_at.unwrap_or(self.now));
        }
        Ok(if created { Outcome::made(id) } else { Outcome::touched(id) })
    }

    pub(super) fn start_lead(
        &mut self,
        contact: ContactId,
        source: String,
        started_at: Timestamp,
        key: &Key,
    ) -> LeadId {
        let id = LeadId(self.ids.lead);
        self.ids.lead += 1;
        let stage =
            self.lifecycle_definition().and_then(|lifecycle| lifecycle.stages.first().map(|stage| stage.key.clone()));
        let stage = stage.unwrap_or_else(|| FIRST_STAGE.into());
        let started_at = started_at.min(self.now);
        if let Some(external) = &key.external_id {
            self.learn(IdentityKind::LeadExternal, external, id.0);
        }
        self.change(Change::Lead(Lead {
            id,
            external_id: key.external_id.clone(),
            contact,
            account: self.view.contact(contact).and_then(|contact| contact.account),
            source: source.clone(),
            started_at,
            ended_at: None,
            outcome: None,
            stage: stage.clone(),
            stage_since: started_at,
            stage_times: BTreeMap::from([(stage, started_at)]),
            aql: None,
            handover: None,
            fields: Fields::new(),
            created_at: self.now,
            updated_at: self.now,
        }));
        self.record_for_lead(id, contact, activity::kind::LEAD_CREATED, started_at, &[("source", Value::Text(source))]);
        id
    }

    /// A prospect without an open cycle begins one by acting. History begins none: it says itself what leads there were.
    pub(super) fn begin_cycle(&mut self, contact: ContactId, source: &str, at: Timestamp) {
        let Some(subject) = self.view.subject(contact) else { return };
        if self.view.relationship(subject) != Relationship::Prospect {
            return;
        }
        let last = View::lead(&self.view, subject);
        if last.is_some_and(|lead| lead.ended_at.is_none_or(|ended| ended.plus(NEW_CYCLE_AFTER) > at)) {
            return;
        }
        let ended = last.and_then(|lead| lead.ended_at);
        let started = self.first_deed(contact, at, ended);
        self.start_lead(contact, source.to_string(), started, &Key::default());
    }

    /// When a cycle that an act at `at` begins did begin: with what the contact did of late, most of all in a browser
    /// that had not said who it was.
    fn first_deed(&self, contact: ContactId, at: Timestamp, last_ended: Option<Timestamp>) -> Timestamp {
        let from = last_ended.map_or(at.plus(-NEW_CYCLE_AFTER), |ended| at.plus(-NEW_CYCLE_AFTER).max(ended.plus(1)));
        let mut first = at;
        self.view.timeline_from(contact, from, &mut |fact| {
            let own = begins_cycle(fact.kind) && fact.lead.is_none();
            if own {
                first = first.min(fact.at);
            }
            !own && fact.at < at
        });
        first
    }

    pub(super) fn move_stage(&mut self, id: LeadId, stage: &str, why: &str) {
        let Some(mut lead) = self.view.lead(id) else { return };
        if lead.stage == stage {
            return;
        }
        let from = std::mem::replace(&mut lead.stage, stage.to_string());
        lead.stage_since = self.now;
        lead.stage_times.entry(stage.to_string()).or_insert(self.now);
        lead.updated_at = self.now;
        let contact = lead.contact;
        self.change(Change::Lead(lead));
        let properties = [("from", Value::Text(from)), ("to", Value::text(stage)), ("reason", Value::text(why))];
        self.record_for_lead(id, contact, activity::kind::STAGE_CHANGED, self.now, &properties);
    }

    pub(super) fn close_lead(&mut self, id: LeadId, outcome: LeadOutcome, at: Timestamp) {
        let Some(mut lead) = self.view.lead(id) else { return };
        lead.outcome = Some(outcome);
        lead.ended_at = Some(at.min(self.now));
        lead.updated_at = self.now;
        let contact = lead.contact;
        self.change(Change::Lead(lead));
        let properties = [("outcome", Value::text(outcome.as_str()))];
        self.record_for_lead(id, contact, activity::kind::LEAD_CLOSED, at.min(self.now), &properties);
        match outcome {
            LeadOutcome::Won => self.lifecycle(id, StageCause::Won),
            LeadOutcome::Lost => self.lifecycle(id, StageCause::Lost),
            LeadOutcome::Recycled => self.lifecycle(id, StageCause::Recycled),
            LeadOutcome::Disqualified => self.lifecycle(id, StageCause::Rejected),
        }
    }

    /// Moves a lead where the lifecycle says for this cause.
    pub(super) fn lifecycle(&mut self, id: LeadId, cause: StageCause) {
        let Some(lead) = self.view.bare_lead(id) else { return };
        let subject = Subject { contact: Some(lead.contact), account: lead.account, lead: Some(id) };
        let Some(lifecycle) = self.lifecycle_definition() else { return };
        // Gates on the way hold nobody, and still are stages that were passed.
        for stage in rules::lifecycle::path(&self.view, lifecycle, subject, cause, self.now) {
            self.move_stage(id, &stage, cause_label(cause));
        }
    }

    pub(super) fn record_for_lead(
        &mut self,
        lead: LeadId,
        contact: ContactId,
        kind: &str,
        at: Timestamp,
        properties: &[(&str, Value)],
    ) {
        self.add(Activity {
            number: 0,
            contact: Some(contact),
            visitor: None,
            lead: Some(lead),
            kind: kind.into(),
            asset: None,
            occurred_at: at,
            recorded_at: self.now,
            value: None,
            properties: properties.iter().map(|(key, value)| ((*key).to_string(), value.clone())).collect(),
            live: self.live(),
            source: self.origin.source.clone(),
        });
    }

    fn need_stage(&self, stage: &str) -> Result<(), Refused> {
        let known =
            self.lifecycle_definition().is_none_or(|lifecycle| lifecycle.stages.iter().any(|known| known.key == stage));
        if known {
            return Ok(());
        }
        Err(Refused::new("lead.stage", format!("the lifecycle has no stage \"{stage}\"; use one of its keys")))
    }
}

/// Whether an activity of this kind is a sign of interest.
pub(super) fn begins_cycle(kind: &str) -> bool {
    activity::kind::nature(kind) == Nature::Contact && kind != activity::kind::UNSUBSCRIBED
}

fn cause_label(cause: StageCause) -> &'static str {
    match cause {
        StageCause::Filter => "its condition became true",
        StageCause::Qualified => "passed the three gates",
        StageCause::Assigned => "handed to sales",
        StageCause::Accepted => "accepted by sales",
        StageCause::Rejected => "rejected by sales",
        StageCause::Recycled => "recycled by sales",
        StageCause::OpportunityOpened => "an opportunity was opened",
        StageCause::Won => "won",
        StageCause::Lost => "lost",
    }
}
