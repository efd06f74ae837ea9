//! Histories in steps, each told by an activity as the product tells it.

mod apply;

use crate::arbitrary::*;
use crate::testview::TestView;
use model::record::{Fields, OpportunityOutcome};
use model::*;
use proptest::prelude::*;
use proptest::sample::select;

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
