//! Leads as worklists and pages show them.

use super::{Describe, ImageNames};
use crate::views::explain::GatesView;
use crate::views::lead::{HandoverView, LeadRow, StageTime};
use model::definition::{Body, MAIN, Qualification};
use model::record::{Handover, HandoverState};
use model::{DefinitionKind, Lead};
use rules::{Names, Subject, View};
use std::fmt::Display;

impl Describe<'_> {
    pub fn qualification(&self) -> Option<&Qualification> {
        match &self.image.definition(DefinitionKind::Qualification, MAIN)?.body {
            Body::Qualification(qualification) => Some(qualification),
            _ => None,
        }
    }

    /// How a subject stands before the gates now.
    pub fn gates(&self, subject: Subject) -> Option<GatesView> {
        let scores = self.image.scores(subject);
        let gates = rules::gates::gates(self.image, self.qualification()?, subject, scores, self.now);
        let page = subject.contact.map(|contact| self.page("contacts", contact)).unwrap_or_default();
        let reason = rules::gates::summary(&gates.lines(), &page);
        Some(GatesView { passed: gates.passed(), list: gates.list(), reason, gates })
    }

    /// Where a record is shown.
    fn page(&self, noun: &str, id: impl Display) -> String {
        let settings = self.image.definition(DefinitionKind::Settings, MAIN).map(|published| &published.body);
        match settings {
            Some(Body::Settings(settings)) => format!("{}/{noun}/{id}", settings.public_url.trim_end_matches('/')),
            _ => String::new(),
        }
    }

    pub fn lead_subject(&self, lead: &Lead) -> Subject {
        let subject = self.image.subject(lead.contact).unwrap_or_default();
        Subject { lead: Some(lead.id), ..subject }
    }

    /// A lead in a list; `None` when its contact is gone. Its last activities are the caller's to add.
    pub fn lead_row(&self, lead: &Lead) -> Option<LeadRow> {
        let contact = self.contact(lead.contact)?;
        let account = lead.account.map(|account| self.account_name(account));
        let gates = if lead.aql.is_none() { self.gates(self.lead_subject(lead)) } else { None };
        let lines = lead.aql.as_ref().map(|aql| aql.reasons.clone());
        let lines = lines.or_else(|| gates.as_ref().map(|view| view.gates.lines()));
        let reason = lines.map(|lines| rules::gates::summary(&lines, &self.page("leads", lead.id)));
        Some(LeadRow {
            id: lead.id.to_string(),
            account: account.or_else(|| contact.account.clone()),
            tier: contact.tier,
            contact,
            source: lead.source.clone(),
            stage: self.stage(&lead.stage),
            stage_since: lead.stage_since,
            started_at: lead.started_at,
            ended_at: lead.ended_at,
            outcome: lead.outcome,
            aql: lead.aql.clone(),
            handover: lead.handover.as_ref().map(|handover| self.handover(handover)),
            gates,
            reason,
            last_activities: Vec::new(),
            more_leads: 0,
        })
    }

    fn handover(&self, handover: &Handover) -> HandoverView {
        HandoverView {
            owner: self.user(handover.owner),
            rule: handover.rule.clone(),
            at: handover.at,
            due: handover.due,
            overdue: handover.state == HandoverState::Waiting && handover.due < self.now,
            state: handover.state,
            reason: handover.reason.clone(),
            note: handover.note.clone(),
            decided_at: handover.decided_at,
        }
    }

    /// When each stage was first entered, in order; those of one instant as the lifecycle has them.
    pub fn stage_times(&self, lead: &Lead) -> Vec<StageTime> {
        let names = ImageNames(self.image);
        let times = lead.stage_times.iter();
        let mut times: Vec<StageTime> =
            times.map(|(key, at)| StageTime { key: key.clone(), label: names.stage(key), at: *at }).collect();
        let place =
            |key: &str| self.lifecycle().map(|lifecycle| lifecycle.stages.iter().position(|own| own.key == key));
        times.sort_by_key(|stage| (stage.at, place(&stage.key)));
        times
    }
}
