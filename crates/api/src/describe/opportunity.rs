//! Opportunities as lists and pages show them.

use super::{Describe, contact::text};
use crate::views::opportunity::OpportunityRow;
use model::{Opportunity, OpportunityId};

impl Describe<'_> {
    pub fn opportunities(&self, ids: &[OpportunityId]) -> Vec<OpportunityRow> {
        let found = ids.iter().filter_map(|id| self.image.opportunity(*id));
        let mut rows: Vec<OpportunityRow> = found.map(|opportunity| self.opportunity_row(&opportunity)).collect();
        rows.sort_by(|a, b| b.opened_at.cmp(&a.opened_at).then_with(|| b.id.cmp(&a.id)));
        rows
    }

    pub fn opportunity_row(&self, opportunity: &Opportunity) -> OpportunityRow {
        OpportunityRow {
            id: opportunity.id.to_string(),
            name: text(&opportunity.fields, "name").unwrap_or_else(|| opportunity.id.to_string()),
            account: opportunity.account.map(|account| self.account_name(account)),
            amount: opportunity.amount,
            outcome: opportunity.outcome,
            stage: text(&opportunity.fields, "stage"),
            source: text(&opportunity.fields, "source"),
            lead: opportunity.lead.map(|lead| lead.to_string()),
            opened_at: opportunity.opened_at,
            closed_at: opportunity.closed_at,
            marketing_sourced: self.marketing_sourced(opportunity),
        }
    }

    /// The source of its lead, else its own, is one of the instance's marketing sources.
    fn marketing_sourced(&self, opportunity: &Opportunity) -> bool {
        let lead = opportunity.lead.and_then(|lead| self.image.lead(lead));
        let source = lead.map(|lead| lead.source).or_else(|| text(&opportunity.fields, "source"));
        let ours = self.settings().map_or(&[][..], |settings| &settings.marketing_sources);
        source.is_some_and(|source| ours.iter().any(|one| one.eq_ignore_ascii_case(&source)))
    }
}
