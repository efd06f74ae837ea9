//! Opportunities come in, with their contacts in roles. Opening, winning and losing are activities of each contact with
//! a role and move the lead along its lifecycle.

use super::{Desk, fields};
use crate::outcome::{Outcome, Refused};
use model::definition::StageCause;
use model::input::OpportunityPut;
use model::record::{ContactRole, Fields, LeadOutcome, OpportunityOutcome};
use model::*;
use store::identity::IdentityKind;

impl Desk<'_> {
    pub(super) fn put_opportunity(&mut self, put: &OpportunityPut) -> Result<Outcome, Refused> {
        self.check_fields(Object::Opportunity, &put.fields)?;
        if put.amount.is_some_and(|amount| amount.minor < 0) {
            return Err(Refused::new("opportunity.amount", "an amount cannot be negative"));
        }
        let mut roles = Vec::new();
        for (place, (key, role)) in put.roles.iter().enumerate() {
            let contact = self.need_contact(key, "opportunity.contact")?;
            roles.push(ContactRole { contact, role: role.clone(), primary: place == 0 });
        }
        let lead = match &put.lead {
            Some(key) => Some(self.find_lead(key).ok_or_else(|| {
                Refused::new("opportunity.lead", "there is no such lead; import the leads first, then replay this")
            })?),
            None => None,
        };
        let by_external =
            put.key.external_id.as_deref().and_then(|key| self.known(IdentityKind::OpportunityExternal, key));
        let found = put.key.id.or(by_external).map(OpportunityId);
        let before = found.and_then(|id| self.view.opportunity(id));
        if put.key.id.is_some() && before.is_none() {
            return Err(Refused::new("opportunity", "there is no opportunity with this id"));
        }
        let mut opportunity = before.clone().unwrap_or_else(|| self.new_opportunity(put));
        self.fill(&mut opportunity, put, lead, roles);
        let id = opportunity.id;
        if before.as_ref() != Some(&opportunity) {
            opportunity.updated_at = self.now;
            self.change(Change::Opportunity(opportunity.clone()));
            self.follow(before.as_ref(), &opportunity);
        }
        Ok(if before.is_none() { Outcome::made(id) } else { Outcome::touched(id) })
    }

    fn new_opportunity(&mut self, put: &OpportunityPut) -> Opportunity {
        let id = OpportunityId(self.ids.opportunity);
        self.ids.opportunity += 1;
        if let Some(external) = &put.key.external_id {
            self.learn(IdentityKind::OpportunityExternal, external, id.0);
        }
        Opportunity {
            id,
            external_id: put.key.external_id.clone(),
            account: None,
            lead: None,
            amount: None,
            outcome: OpportunityOutcome::Open,
            opened_at: put.opened_at.unwrap_or(self.now),
            closed_at: None,
            roles: Vec::new(),
            fields: Fields::new(),
            created_at: self.now,
            updated_at: self.now,
        }
    }

    fn fill(&self, opportunity: &mut Opportunity, put: &OpportunityPut, lead: Option<LeadId>, roles: Vec<ContactRole>) {
        fields::write(&mut opportunity.fields, &put.fields);
        opportunity.lead = lead.or(opportunity.lead);
        let lead = opportunity.lead.and_then(|lead| self.view.lead(lead));
        if !roles.is_empty() {
            opportunity.roles = roles;
        } else if let (true, Some(lead)) = (opportunity.roles.is_empty(), &lead) {
            opportunity.roles = vec![ContactRole { contact: lead.contact, role: "contact".into(), primary: true }];
        }
        let named = put.account.as_ref().and_then(|key| self.find_account(key));
        opportunity.account = named.or(opportunity.account).or_else(|| lead.and_then(|lead| lead.account));
        opportunity.amount = put.amount.or(opportunity.amount);
        opportunity.opened_at = put.opened_at.unwrap_or(opportunity.opened_at);
        opportunity.outcome = put.outcome.unwrap_or(opportunity.outcome);
        opportunity.closed_at = match opportunity.outcome {
            OpportunityOutcome::Open => None,
            _ => put.closed_at.or(opportunity.closed_at).or(Some(self.now)),
        };
    }

    /// What a new or changed outcome sets off.
    fn follow(&mut self, before: Option<&Opportunity>, after: &Opportunity) {
        if before.is_none() {
            self.record_for_roles(after, activity::kind::OPPORTUNITY_OPENED, after.opened_at);
            if let Some(lead) = after.lead {
                self.lifecycle(lead, StageCause::OpportunityOpened);
            }
        }
        let former = before.map_or(OpportunityOutcome::Open, |before| before.outcome);
        if former == after.outcome {
            return;
        }
        let closed = after.closed_at.unwrap_or(self.now);
        let (kind, outcome) = match after.outcome {
            OpportunityOutcome::Open => return,
            OpportunityOutcome::Won => (activity::kind::OPPORTUNITY_WON, LeadOutcome::Won),
            OpportunityOutcome::Lost => (activity::kind::OPPORTUNITY_LOST, LeadOutcome::Lost),
        };
        self.record_for_roles(after, kind, closed);
        let open = |lead: &Lead| lead.ended_at.is_none();
        if let Some(lead) = after.lead.filter(|lead| self.view.lead(*lead).as_ref().is_some_and(open)) {
            self.close_lead(lead, outcome, closed);
        }
        if after.outcome == OpportunityOutcome::Won {
            self.make_customer(after);
        }
    }

    /// Who bought is a customer: the account and the contacts with a role, unless they are something else than prospects.
    fn make_customer(&mut self, won: &Opportunity) {
        if let Some(before) = won.account.and_then(|account| self.view.account(account))
            && before.relationship == Relationship::Prospect
        {
            self.change_account(&before, Account { relationship: Relationship::Customer, ..before.clone() });
        }
        for role in &won.roles {
            if let Some(before) = self.view.contact(role.contact)
                && before.relationship == Relationship::Prospect
            {
                let after = Contact { relationship: Relationship::Customer, updated_at: self.now, ..before.clone() };
                self.change(Change::Contact(after.clone()));
                for change in fields::between_contacts(&before, &after) {
                    let properties = fields::properties(&change, Object::Contact);
                    self.record(before.id, activity::kind::FIELD_CHANGED, Some(change.key), &properties);
                }
            }
        }
    }

    fn record_for_roles(&mut self, opportunity: &Opportunity, kind: &str, at: Timestamp) {
        for role in &opportunity.roles {
            self.add(Activity {
                number: 0,
                contact: Some(role.contact),
                visitor: None,
                lead: opportunity.lead,
                kind: kind.into(),
                asset: Some(opportunity.id.to_string()),
                occurred_at: at,
                recorded_at: self.now,
                value: opportunity.amount,
                properties: [("role".to_string(), Value::text(&role.role))].into(),
                live: self.live(),
                source: self.origin.source.clone(),
            });
        }
    }
}
