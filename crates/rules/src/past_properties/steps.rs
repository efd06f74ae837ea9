//! Histories in steps, each told by an activity as the product tells it.

use crate::arbitrary::*;
use crate::testview::TestView;
use model::activity::kind;
use model::record::{ContactRole, Fields, LeadOutcome, OpportunityOutcome};
use model::*;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

/// Something that happens to one contact.
#[derive(Debug, Clone)]
pub enum Step {
    Field(i64, &'static str, Option<Value>),
    Relationship(i64, Relationship),
    AccountField(i64, Value),
    AccountRelationship(i64, Relationship),
    Move(i64, Option<i64>),
    Consent(i64, bool),
    List(i64, String, bool),
    Member(i64, String, &'static str),
    LeadStarts(i64),
    LeadMoves(i64, String),
    LeadEnds(i64),
    Opened(i64),
    Closed(i64, OpportunityOutcome),
    Did(i64, &'static str, Option<&'static str>),
}

pub fn step() -> impl Strategy<Value = Step> {
    let who = 1..=CONTACTS;
    let relation = || select(Relationship::ALL.to_vec());
    let outcome = select(vec![OpportunityOutcome::Won, OpportunityOutcome::Lost]);
    let text = proptest::option::of(select(vec!["NO", "ES", "SE"]).prop_map(Value::text));
    let seats = proptest::option::of((0..6i64).prop_map(Value::Integer));
    let of = |words: &'static [&'static str]| select(words).prop_map(String::from);
    prop_oneof![
        2 => (who.clone(), text).prop_map(|(c, v)| Step::Field(c, "country", v)),
        2 => (who.clone(), seats).prop_map(|(c, v)| Step::Field(c, "seats", v)),
        1 => (who.clone(), relation()).prop_map(|(c, r)| Step::Relationship(c, r)),
        1 => (1..=2i64, (0..6i64).prop_map(Value::Integer)).prop_map(|(a, v)| Step::AccountField(a, v)),
        1 => (1..=2i64, relation()).prop_map(|(a, r)| Step::AccountRelationship(a, r)),
        1 => (who.clone(), proptest::option::of(1..=2i64)).prop_map(|(c, a)| Step::Move(c, a)),
        2 => (who.clone(), any::<bool>()).prop_map(|(c, given)| Step::Consent(c, given)),
        2 => (who.clone(), of(&LISTS), any::<bool>()).prop_map(|(c, list, member)| Step::List(c, list, member)),
        2 => (who.clone(), of(&PROGRAMS), select(vec!["member", "sent", "clicked"]))
            .prop_map(|(c, program, status)| Step::Member(c, program, status)),
        2 => who.clone().prop_map(Step::LeadStarts),
        2 => (who.clone(), of(&STAGES)).prop_map(|(c, stage)| Step::LeadMoves(c, stage)),
        1 => who.clone().prop_map(Step::LeadEnds),
        1 => who.clone().prop_map(Step::Opened),
        1 => (who.clone(), outcome).prop_map(|(c, outcome)| Step::Closed(c, outcome)),
        8 => (who, select(&KINDS), proptest::option::of(select(&ASSETS))).prop_map(|(c, k, a)| Step::Did(c, k, a)),
    ]
}

/// A world before its history: definitions, accounts, contacts and where they belong, with scores by a model.
pub fn base() -> impl Strategy<Value = TestView> {
    (world(), scoring()).prop_map(|(world, mut model)| {
        let mut view = world.view();
        view.activities.clear();
        view.leads.clear();
        view.opportunities.clear();
        // Consent is told whenever it is given or withdrawn.
        view.consents.clear();
        let derived = |text: &str| ["\"score\"", "\"tier\"", "\"in_segment\""].iter().any(|leaf| text.contains(leaf));
        model.fit.retain(|rule| !derived(&serde_json::to_string(&rule.when).unwrap_or_default()));
        let body = serde_json::to_string(&model).unwrap();
        let key = definition::MAIN.to_string();
        view.apply(&Change::Definition { kind: DefinitionKind::Scoring, key, version: 1, body: Some(body) });
        view
    })
}

pub fn bare_contact(view: &mut TestView, id: ContactId, account: Option<AccountId>) {
    let fields = Fields::new();
    let (relationship, owner, named_tier) = (Relationship::Prospect, None, None);
    if let Some(id) = account {
        let account = Account {
            id,
            external_id: None,
            relationship,
            owner,
            named_tier,
            fields: fields.clone(),
            created_at: START,
            updated_at: START,
        };
        view.apply(&Change::Account(account));
    }
    view.apply(&Change::Contact(Contact {
        id,
        external_id: None,
        account,
        relationship,
        owner,
        email: None,
        fields,
        acquisition_program: None,
        created_at: START,
        updated_at: START,
    }));
}

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
                ("contact.relationship".into(), Some(Value::text(from.as_str())), Some(Value::text(to.as_str())))
            }
            Step::Move(_, to) => {
                let to = to.map(AccountId);
                let from = std::mem::replace(&mut contact.account, to);
                let text = |id: Option<AccountId>| id.map(|id| Value::text(id.to_string()));
                ("contact.account".into(), text(from), text(to))
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
                ("account.relationship", Some(Value::text(from.as_str())), Some(Value::text(to.as_str())))
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
