//! What a step does to the records, and the activities that tell of it.

use super::Step;
use crate::testview::TestView;
use model::activity::kind;
use model::record::{ContactRole, Fields, LeadOutcome, OpportunityOutcome};
use model::*;
use std::collections::BTreeMap;

/// The ledger of one step.
struct Teller<'a> {
    view: &'a mut TestView,
    at: Timestamp,
    /// Steps tell of several contacts at most a few times.
    number: i64,
}

impl Teller<'_> {
    fn tell(&mut self, contact: i64, kind: &str, asset: Option<&str>, properties: Vec<(&str, Value)>) {
        self.tell_of_lead(contact, None, kind, asset, properties);
    }

    fn tell_of_lead(
        &mut self,
        contact: i64,
        lead: Option<LeadId>,
        kind: &str,
        asset: Option<&str>,
        properties: Vec<(&str, Value)>,
    ) {
        self.number += 1;
        let properties: BTreeMap<String, Value> =
            properties.into_iter().map(|(key, value)| (key.to_string(), value)).collect();
        let activity = Activity {
            number: self.number,
            contact: Some(ContactId(contact)),
            visitor: None,
            lead,
            kind: kind.into(),
            asset: asset.map(String::from),
            occurred_at: self.at,
            recorded_at: self.at,
            value: None,
            properties,
            live: true,
            source: "test".into(),
        };
        self.view.activities.insert(activity.number, activity);
    }

    fn changed(&mut self, contact: i64, asset: &str, from: Option<Value>, to: Option<Value>) {
        let from = from.map(|value| ("from", value));
        let properties = from.into_iter().chain(to.map(|value| ("to", value))).collect();
        self.tell(contact, kind::FIELD_CHANGED, Some(asset), properties);
    }

    /// On the timelines of everybody in the account.
    fn account_changed(&mut self, account: i64, asset: &str, from: Option<Value>, to: Option<Value>) {
        let own = |contact: &&Contact| contact.account == Some(AccountId(account));
        let contacts: Vec<i64> = self.view.contacts.values().filter(own).map(|contact| contact.id.0).collect();
        for contact in contacts {
            self.changed(contact, asset, from.clone(), to.clone());
        }
        if let Some(account) = self.view.accounts.get_mut(&AccountId(account)) {
            account.updated_at = self.at;
        }
    }

    fn open_lead(&mut self, contact: i64) -> Option<&mut Lead> {
        let own = |lead: &&mut Lead| lead.contact == ContactId(contact) && lead.ended_at.is_none();
        self.view.leads.values_mut().find(own)
    }
}

impl Step {
    /// Does it and tells it. Numbers leave room for steps that tell more than one contact.
    pub fn apply(&self, view: &mut TestView, at: Timestamp, number: i64) {
        let mut teller = Teller { view, at, number: number * 100 };
        match self {
            Step::Field(..) | Step::Relationship(..) | Step::Move(..) => self.change_contact(&mut teller),
            Step::AccountField(..) | Step::AccountRelationship(..) => self.change_account(&mut teller),
            Step::Consent(..) | Step::List(..) | Step::Member(..) => self.change_standing(&mut teller),
            Step::LeadStarts(..) | Step::LeadMoves(..) | Step::LeadEnds(..) => self.change_lead(&mut teller),
            Step::Opened(..) | Step::Closed(..) => self.change_opportunity(&mut teller),
            Step::Did(contact, kind, asset) => teller.tell(*contact, kind, *asset, vec![]),
        }
    }

    fn change_contact(&self, teller: &mut Teller<'_>) {
        let (Step::Field(id, ..) | Step::Relationship(id, _) | Step::Move(id, _)) = self else { return };
        let Some(contact) = teller.view.contacts.get_mut(&ContactId(*id)) else { return };
        let (asset, from, to) = match self {
            Step::Field(_, key, value) => {
                let from = match value {
                    Some(value) => contact.fields.insert((*key).into(), value.clone()),
                    None => contact.fields.remove(*key),
                };
                ((*key).to_string(), from, value.clone())
            }
            Step::Relationship(_, to) => {
                let from = std::mem::replace(&mut contact.relationship, *to);
                ("contact:relationship".into(), Some(Value::text(from.as_str())), Some(Value::text(to.as_str())))
            }
            Step::Move(_, to) => {
                let to = to.map(AccountId);
                let from = std::mem::replace(&mut contact.account, to);
                let text = |id: Option<AccountId>| id.map(|id| Value::text(id.to_string()));
                ("contact:account".into(), text(from), text(to))
            }
            _ => return,
        };
        if from != to {
            teller.changed(*id, &asset, from, to);
        }
    }

    fn change_account(&self, teller: &mut Teller<'_>) {
        let (Step::AccountField(id, _) | Step::AccountRelationship(id, _)) = self else { return };
        let Some(account) = teller.view.accounts.get_mut(&AccountId(*id)) else { return };
        let (asset, from, to) = match self {
            Step::AccountField(_, value) => {
                let from = account.fields.insert("employees".into(), value.clone());
                ("account.employees", from, Some(value.clone()))
            }
            Step::AccountRelationship(_, to) => {
                let from = std::mem::replace(&mut account.relationship, *to);
                ("account:relationship", Some(Value::text(from.as_str())), Some(Value::text(to.as_str())))
            }
            _ => return,
        };
        if from != to {
            teller.account_changed(*id, asset, from, to);
        }
    }

    fn change_standing(&self, teller: &mut Teller<'_>) {
        match self {
            Step::Consent(id, given) => {
                if teller.view.consents.insert(ContactId(*id), *given) != Some(*given) {
                    let kind = if *given { kind::CONSENT_GIVEN } else { kind::CONSENT_WITHDRAWN };
                    teller.tell(*id, kind, None, vec![]);
                }
            }
            Step::List(id, list, true) => {
                if teller.view.lists.insert((list.clone(), ContactId(*id))) {
                    teller.tell(*id, kind::LIST_JOINED, Some(list), vec![]);
                }
            }
            Step::List(id, list, false) => {
                if teller.view.lists.remove(&(list.clone(), ContactId(*id))) {
                    teller.tell(*id, kind::LIST_LEFT, Some(list), vec![]);
                }
            }
            Step::Member(id, program, status) => {
                let key = (program.clone(), ContactId(*id));
                // Only what joined by a step is known to have joined.
                let former = teller.view.members.insert(key, (*status).into());
                let kind = if former.is_none() { kind::PROGRAM_JOINED } else { kind::PROGRAM_STATUS };
                let mut properties = vec![("status", Value::text(*status))];
                properties.extend(former.map(|former| ("from", Value::text(former))));
                teller.tell(*id, kind, Some(program), properties);
            }
            _ => {}
        }
    }

    fn change_lead(&self, teller: &mut Teller<'_>) {
        let at = teller.at;
        match self {
            Step::LeadStarts(id) if teller.open_lead(*id).is_none() => {
                let count = teller.view.leads.values().filter(|lead| lead.contact == ContactId(*id)).count();
                let lead = Lead {
                    id: LeadId(*id * 100 + count as i64),
                    external_id: None,
                    contact: ContactId(*id),
                    account: None,
                    source: "web".into(),
                    started_at: at,
                    ended_at: None,
                    outcome: None,
                    stage: "new".into(),
                    stage_since: at,
                    stage_times: BTreeMap::new(),
                    aql: None,
                    handover: None,
                    fields: Fields::new(),
                    created_at: at,
                    updated_at: at,
                };
                let lead_id = lead.id;
                teller.view.leads.insert(lead_id, lead);
                teller.tell_of_lead(*id, Some(lead_id), kind::LEAD_CREATED, None, vec![]);
            }
            Step::LeadMoves(id, to) => {
                let Some(lead) = teller.open_lead(*id) else { return };
                let (lead_id, from) = (lead.id, std::mem::replace(&mut lead.stage, to.clone()));
                let told = vec![("from", Value::text(from)), ("to", Value::text(to))];
                teller.tell_of_lead(*id, Some(lead_id), kind::STAGE_CHANGED, None, told);
            }
            Step::LeadEnds(id) => {
                let Some(lead) = teller.open_lead(*id) else { return };
                (lead.ended_at, lead.outcome) = (Some(at), Some(LeadOutcome::Lost));
            }
            _ => {}
        }
    }

    fn change_opportunity(&self, teller: &mut Teller<'_>) {
        let (Step::Opened(id) | Step::Closed(id, _)) = self else { return };
        let (key, at) = (OpportunityId(*id), teller.at);
        let asset = key.to_string();
        match (self, teller.view.opportunities.get_mut(&key)) {
            (Step::Opened(_), None) => {
                let role = ContactRole { contact: ContactId(*id), role: "buyer".into(), primary: true };
                let opportunity = Opportunity {
                    id: key,
                    external_id: None,
                    account: None,
                    lead: None,
                    amount: None,
                    outcome: OpportunityOutcome::Open,
                    opened_at: at,
                    closed_at: None,
                    roles: vec![role],
                    fields: Fields::new(),
                    created_at: at,
                    updated_at: at,
                };
                teller.view.opportunities.insert(key, opportunity);
                teller.tell(*id, kind::OPPORTUNITY_OPENED, Some(&asset), vec![]);
            }
            (Step::Closed(_, outcome), Some(own)) if own.outcome == OpportunityOutcome::Open => {
                (own.outcome, own.closed_at) = (*outcome, Some(at));
                let won = *outcome == OpportunityOutcome::Won;
                let kind = if won { kind::OPPORTUNITY_WON } else { kind::OPPORTUNITY_LOST };
                teller.tell(*id, kind, Some(&asset), vec![]);
            }
            _ => {}
        }
    }
}
