//! Leads, opportunities and activities of generated worlds.

use super::worlds::present;
use super::*;
use model::record::{ContactRole, Fields, OpportunityOutcome};
use model::*;
use proptest::option::of;
use proptest::sample::select;

pub(super) fn lead(contact: i64) -> impl Strategy<Value = Lead> {
    (instant(), any::<bool>(), one_of(&STAGES), one_of(&["web", "Fair"])).prop_map(move |(at, ended, stage, source)| {
        Lead {
            id: LeadId(contact * 10),
            external_id: None,
            contact: ContactId(contact),
            account: None,
            source,
            started_at: at,
            ended_at: ended.then(|| at.plus(DAY)),
            outcome: None,
            stage,
            stage_since: at,
            stage_times: STAGES.iter().zip(0..2).map(|(stage, n)| (stage.to_string(), at.plus(n * 3 * DAY))).collect(),
            aql: None,
            handover: None,
            fields: Fields::new(),
            created_at: at,
            updated_at: at,
        }
    })
}

pub(super) fn opportunity(contact: i64) -> impl Strategy<Value = Change> {
    let outcomes = vec![OpportunityOutcome::Open, OpportunityOutcome::Won, OpportunityOutcome::Lost];
    (select(outcomes), 1..=CONTACTS).prop_map(move |(outcome, other)| {
        let role = |id, primary| ContactRole { contact: ContactId(id), role: "buyer".into(), primary };
        Change::Opportunity(Opportunity {
            id: OpportunityId(contact),
            external_id: None,
            account: None,
            lead: None,
            amount: None,
            outcome,
            opened_at: START,
            closed_at: None,
            roles: if other == contact {
                vec![role(contact, true)]
            } else {
                vec![role(contact, true), role(other, false)]
            },
            fields: Fields::new(),
            created_at: START,
            updated_at: START,
        })
    })
}

pub(super) fn activity() -> impl Strategy<Value = Activity> {
    let properties = (of(select(vec!["pro", "Free", ""])), of(0..9i64))
        .prop_map(|(plan, seats)| present([("plan", plan.map(Value::text)), ("seats", seats.map(Value::Integer))]));
    // A contact has up to two leads, and an activity may be of one of them.
    let bound = of(0..2i64);
    let value = of((1..9i64, select(vec![Currency::EUR, Currency(*b"NOK")])))
        .prop_map(|value| value.map(|(minor, currency)| Money { minor: minor * 500, currency }));
    (1..=CONTACTS, one_of(&KINDS), of(one_of(&ASSETS)), busy_instant(), properties, bound, value).prop_map(
        |(contact, kind, asset, at, properties, bound, value)| Activity {
            number: 0,
            contact: Some(ContactId(contact)),
            visitor: None,
            lead: bound.map(|place| LeadId(contact * 10 + place)),
            kind,
            asset,
            occurred_at: at,
            recorded_at: at,
            value,
            properties,
            live: true,
            source: "test".into(),
        },
    )
}
