//! Records as generated operations write them.

use crate::ops::Op;
use model::record::ContactRole;
use model::*;
use rules::arbitrary::START;

/// The change that writes a record.
pub fn put(op: Op, now: Timestamp) -> Change {
    match op {
        Op::Contact { id, account, relationship, email, fields } => Change::Contact(Contact {
            id: ContactId(id),
            external_id: (id % 2 == 0).then(|| format!("x{id}")),
            account: account.map(AccountId),
            relationship,
            owner: account.map(UserId),
            email: email.map(|email| format!("c{email}@example.com")),
            fields,
            acquisition_program: account.map(|_| "newsletter".into()),
            created_at: START.plus(id),
            updated_at: now,
        }),
        Op::Account { id, relationship, tier, fields } => Change::Account(Account {
            id: AccountId(id),
            external_id: None,
            relationship,
            owner: Some(UserId(id)),
            named_tier: tier,
            fields,
            created_at: START,
            updated_at: now,
        }),
        Op::Lead { id, contact, at, ended, stage, source } => Change::Lead(Lead {
            id: LeadId(id),
            external_id: None,
            contact: ContactId(contact),
            account: None,
            source,
            started_at: at,
            ended_at: ended.then(|| at.plus(DAY)),
            outcome: None,
            stage_times: [(stage.clone(), at)].into(),
            stage,
            stage_since: at,
            aql: None,
            handover: None,
            fields: [("budget".to_string(), Value::Integer(contact))].into(),
            created_at: at,
            updated_at: now,
        }),
        Op::Opportunity { id, outcome, roles } => Change::Opportunity(Opportunity {
            id: OpportunityId(id),
            external_id: None,
            account: None,
            lead: None,
            amount: None,
            outcome,
            opened_at: START,
            closed_at: None,
            roles: roles
                .into_iter()
                .map(|(contact, primary)| ContactRole { contact: ContactId(contact), role: "buyer".into(), primary })
                .collect(),
            fields: [("name".to_string(), Value::text(format!("Deal {id}")))].into(),
            created_at: START,
            updated_at: now,
        }),
        other => panic!("not a record: {other:?}"),
    }
}
