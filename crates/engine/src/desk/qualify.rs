//! Qualification: an open lead whose contact passes the three gates becomes an AQL, once, with the evidence.

use super::Desk;
use model::activity::kind;
use model::definition::StageCause;
use model::record::Aql;
use model::*;
use rules::{Subject, View};

impl Desk<'_> {
    /// Qualifies the contact's open lead if it passes now and never did before.
    pub(super) fn qualify(&mut self, subject: Subject) {
        let (Some(contact), Some(lead)) = (subject.contact, subject.lead) else { return };
        let Some((version, qualification)) = self.qualification() else { return };
        if !self.view.bare_lead(lead).is_some_and(|lead| lead.aql.is_none() && lead.ended_at.is_none()) {
            return;
        }
        let scores = self.view.scores(subject);
        // Asked first because it is cheap: most contacts have not done enough.
        if scores.behaviour < qualification.behaviour_at_least || scores.account < qualification.account_at_least {
            return;
        }
        let gates = rules::gates(&self.view, qualification, subject, scores, self.now);
        if !gates.passed() {
            return;
        }
        let scored = self.scoring().map(|(_, model)| rules::score(&self.view, model, subject, self.now));
        let gates = gates.because(&scored.map(|scored| scored.contributions).unwrap_or_default());
        let aql = Aql {
            at: self.now,
            behaviour: scores.behaviour,
            account: scores.account,
            scoring_version: self.scoring().map_or(0, |(version, _)| version),
            qualification_version: version,
            reasons: gates.lines(),
        };
        let Some(record) = self.view.lead(lead) else { return };
        self.change(Change::Lead(Lead { aql: Some(aql), updated_at: self.now, ..record }));
        let properties = [
            ("behaviour", Value::Integer(i64::from(scores.behaviour))),
            ("account", Value::Integer(i64::from(scores.account))),
        ];
        self.record_for_lead(lead, contact, kind::LEAD_QUALIFIED, self.now, &properties);
        self.lifecycle(lead, StageCause::Qualified);
        // History hands nothing to sales; it can be handed over from the list of AQLs.
        if self.live() {
            self.hand_over(lead);
        }
    }
}
