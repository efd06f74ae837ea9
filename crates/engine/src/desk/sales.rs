//! Hand-over to sales and sales' answer.

use super::Desk;
use crate::outcome::{Outcome, Refused};
use model::activity::kind;
use model::definition::StageCause;
use model::record::{Handover, HandoverState, LeadOutcome};
use model::*;
use rules::Subject;

impl Desk<'_> {
    pub(super) fn hand_over_lead(&mut self, lead: LeadId) -> Result<Outcome, Refused> {
        let record = self.view.lead(lead).ok_or_else(|| Refused::new("lead", "there is no lead with this id"))?;
        if record.aql.is_none() || record.ended_at.is_some() {
            return Err(Refused::new("lead", "only an open lead that passed the gates can be handed over"));
        }
        if record.handover.is_some() {
            return Err(Refused::new("lead", "this lead is with sales already"));
        }
        if !self.hand_over(lead) {
            return Err(Refused::new(
                "lead",
                "no assignment rule matches; add a rule for everybody else under Scoring & qualification",
            ));
        }
        Ok(Outcome::touched(lead))
    }

    /// Assigns an AQL by the first matching rule; false when none matches.
    pub(super) fn hand_over(&mut self, id: LeadId) -> bool {
        let Some(lead) = self.view.lead(id) else { return false };
        let subject = Subject { contact: Some(lead.contact), account: lead.account, lead: Some(id) };
        let (Some(assignment), Some(settings)) = (self.assignment(), self.settings()) else { return false };
        let account_owner =
            lead.account.and_then(|account| self.view.account(account)).and_then(|account| account.owner);
        let people = &self.people;
        let found = rules::assignment::owner(
            &self.view,
            assignment,
            subject,
            account_owner,
            &|email| people.by_email(email),
            &|rule| self.turn(rule),
            self.now,
        );
        let Some(found) = found else { return false };
        let handover = Handover {
            owner: found.owner,
            rule: found.rule.clone(),
            at: self.now,
            due: rules::hours::due(self.now, found.sla_hours, settings),
            state: HandoverState::Waiting,
            reason: None,
            decided_at: None,
            note: None,
        };
        let contact = lead.contact;
        let text =
            format!("New qualified lead. {}", lead.aql.as_ref().map(|aql| aql.reasons.join(" ")).unwrap_or_default());
        self.change(Change::Lead(Lead { handover: Some(handover), updated_at: self.now, ..lead }));
        let properties = [("owner", Value::Text(found.owner.to_string())), ("rule", Value::Text(found.rule))];
        self.record_for_lead(id, contact, kind::LEAD_ASSIGNED, self.now, &properties);
        self.lifecycle(id, StageCause::Assigned);
        if self.live() {
            self.alert(found.owner, contact, &text);
        }
        true
    }

    /// How many leads a round-robin rule has given out, this batch included.
    fn turn(&self, rule: &str) -> u64 {
        let image = self.view.image();
        let by_rule = |lead: &Lead| lead.handover.as_ref().is_some_and(|handover| handover.rule == rule);
        let kept = image.lead_ids().filter(|id| self.view.lead(*id).as_ref().is_some_and(by_rule)).count();
        let known: std::collections::HashSet<LeadId> = image.lead_ids().collect();
        let new: std::collections::HashSet<LeadId> = self
            .view
            .changes()
            .filter_map(|change| match change {
                Change::Lead(lead) if by_rule(lead) && !known.contains(&lead.id) => Some(lead.id),
                _ => None,
            })
            .collect();
        (kept + new.len()) as u64
    }

    pub(super) fn sales_decision(
        &mut self,
        id: LeadId,
        state: HandoverState,
        reason: Option<&str>,
        note: Option<&str>,
    ) -> Result<Outcome, Refused> {
        let lead = self.view.lead(id).ok_or_else(|| Refused::new("lead", "there is no lead with this id"))?;
        let Some(handover) = lead.handover.clone() else {
            return Err(Refused::new("lead", "this lead was not handed to sales; hand it over first"));
        };
        if handover.state != HandoverState::Waiting {
            return Err(Refused::new("lead", "sales has answered already; reload to see by whom and how"));
        }
        let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_string);
        let (reason, note) = (given(reason), given(note));
        let (kind, cause, outcome) = match state {
            HandoverState::Waiting => return Err(Refused::new("state", "choose accepted, rejected or recycled")),
            HandoverState::Accepted => (kind::LEAD_ACCEPTED, Some(StageCause::Accepted), None),
            HandoverState::Rejected => (kind::LEAD_REJECTED, None, Some(LeadOutcome::Disqualified)),
            HandoverState::Recycled => (kind::LEAD_RECYCLED, None, Some(LeadOutcome::Recycled)),
        };
        self.check_reason(outcome.is_some(), reason.as_deref())?;
        let (contact, now) = (lead.contact, self.now);
        let minutes = (now.0 - handover.at.0) / MINUTE;
        let properties = [("reason", &reason), ("note", &note)];
        let mut properties: Vec<(&str, Value)> =
            properties.into_iter().filter_map(|(key, text)| Some((key, Value::text(text.as_deref()?)))).collect();
        properties.insert(0, ("minutes", Value::Integer(minutes)));
        let handover = Handover { state, reason, decided_at: Some(now), note, ..handover };
        self.change(Change::Lead(Lead { handover: Some(handover), updated_at: now, ..lead }));
        self.record_for_lead(id, contact, kind, now, &properties);
        if let Some(cause) = cause {
            self.lifecycle(id, cause);
        }
        if let Some(outcome) = outcome {
            self.close_lead(id, outcome, now);
        }
        Ok(Outcome::touched(id))
    }
    /// Reasons are counted, so they are those that the settings offer, and only a no has one.
    fn check_reason(&self, is_no: bool, reason: Option<&str>) -> Result<(), Refused> {
        let offered = self.settings().map(|settings| settings.rejection_reasons.as_slice()).unwrap_or_default();
        match reason {
            None if is_no => Err(Refused::new("reason", "say why: marketing learns from it")),
            Some(_) if !is_no => {
                Err(Refused::new("reason", "only a rejected or recycled lead has one; write a note instead"))
            }
            Some(reason) if !offered.iter().any(|one| one == reason) => {
                let message = format!("\"{reason}\" is not one of the reasons; choose from {}", offered.join(", "));
                Err(Refused::new("reason", message))
            }
            _ => Ok(()),
        }
    }
}
