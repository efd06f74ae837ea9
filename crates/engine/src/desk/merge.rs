//! Two contacts that are one.

use super::Desk;
use crate::outcome::{Outcome, Refused};
use model::activity::kind;
use model::*;

impl Desk<'_> {
    /// The winner keeps its values and takes the loser's where it has none; leads, activities and memberships move; the
    /// loser's id is an alias for ever. An objection of either stays an objection.
    pub(super) fn merge(&mut self, winner: ContactId, loser: ContactId) -> Result<Outcome, Refused> {
        let missing = |place: &str| Refused::new(place, "there is no contact with this id");
        let winner = self.view.resolve(winner).ok_or_else(|| missing("winner"))?;
        let loser = self.view.resolve(loser).ok_or_else(|| missing("loser"))?;
        let mut kept = self.view.contact(winner).ok_or_else(|| missing("winner"))?;
        let lost = self.view.contact(loser).ok_or_else(|| missing("loser"))?;
        if winner == loser {
            return Err(Refused::new("loser", "both ids name the same contact already"));
        }
        for (key, value) in lost.fields.clone() {
            kept.fields.entry(key).or_insert(value);
        }
        kept.email = kept.email.or(lost.email.clone());
        kept.account = kept.account.or(lost.account);
        kept.owner = kept.owner.or(lost.owner);
        kept.external_id = kept.external_id.or(lost.external_id.clone());
        kept.acquisition_program =
            match (kept.created_at <= lost.created_at, kept.acquisition_program, lost.acquisition_program) {
                (true, ours, theirs) => ours.or(theirs),
                (false, ours, theirs) => theirs.or(ours),
            };
        kept.created_at = kept.created_at.min(lost.created_at);
        kept.updated_at = self.now;
        let objection = [winner, loser].iter().any(|contact| self.consent(*contact) == Some(false));
        let leads = self.view.leads_of(loser);
        self.change(Change::Merged { winner, loser });
        self.change(Change::Contact(kept));
        let leads: Vec<Lead> = leads.into_iter().filter_map(|lead| self.view.lead(lead)).collect();
        for mut lead in leads {
            lead.contact = winner;
            lead.updated_at = self.now;
            self.change(Change::Lead(lead));
        }
        if objection {
            self.change(Change::Consent { contact: winner, given: false });
        }
        self.record(winner, kind::MERGED, None, &[("merged", Value::Text(loser.to_string()))]);
        Ok(Outcome::touched(winner))
    }
}
