//! A small world that tests put together by hand.

use model::*;
use rules::testview::TestView;
use rules::{Subject, View};
use std::collections::BTreeMap;

pub const ANA: ContactId = ContactId(1);
pub const ACME: AccountId = AccountId(1);
pub const LEAD: LeadId = LeadId(1);

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// One contact without any values, with an account and an open lead in `new` since 2026-01-01.
pub fn world() -> TestView {
    let start = at("2026-01-01");
    let mut view = TestView { now: at("2026-03-08"), ..TestView::default() };
    view.apply(&Change::Contact(Contact {
        id: ANA,
        external_id: None,
        account: Some(ACME),
        relationship: Relationship::Prospect,
        owner: None,
        email: None,
        fields: BTreeMap::new(),
        acquisition_program: None,
        created_at: start,
        updated_at: start,
    }));
    view.apply(&Change::Account(Account {
        id: ACME,
        external_id: None,
        relationship: Relationship::Prospect,
        owner: None,
        named_tier: None,
        fields: BTreeMap::new(),
        created_at: start,
        updated_at: start,
    }));
    view.apply(&Change::Lead(Lead {
        id: LEAD,
        external_id: None,
        contact: ANA,
        account: Some(ACME),
        source: "web".into(),
        started_at: start,
        ended_at: None,
        outcome: None,
        stage: "new".into(),
        stage_since: start,
        stage_times: BTreeMap::new(),
        aql: None,
        handover: None,
        fields: BTreeMap::new(),
        created_at: start,
        updated_at: start,
    }));
    view
}

/// Records that the contact did something.
pub fn did(view: &mut TestView, kind: &str, asset: Option<&str>, when: Timestamp) -> i64 {
    let number = view.activities.len() as i64 + 1;
    let activity = Activity {
        number,
        contact: Some(ANA),
        visitor: None,
        lead: None,
        kind: kind.into(),
        asset: asset.map(String::from),
        occurred_at: when,
        recorded_at: when,
        value: None,
        properties: BTreeMap::new(),
        live: true,
        source: "test".into(),
    };
    view.activities.insert(number, activity);
    number
}

pub fn ana(view: &TestView) -> Subject {
    view.subject(ANA).unwrap()
}

/// Writes a value of the contact.
pub fn set(view: &mut TestView, key: &str, value: Value) {
    view.contacts.get_mut(&ANA).unwrap().fields.insert(key.into(), value);
}

pub fn filter(json: serde_json::Value) -> Filter {
    serde_json::from_value(json).unwrap()
}
