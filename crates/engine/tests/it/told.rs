//! What changes of a contact and its account is told on the timeline, so that the past can be asked about.

use crate::support::*;
use engine::Clock;
use model::activity::kind;
use model::input::*;
use model::record::OpportunityOutcome;
use model::*;
use rules::past::{AccountRecord, Asked, History, Records};
use rules::{Subject, View};

fn account(fields: &[(&str, &str)], tier: Option<Tier>) -> Input {
    let text = |(key, value): &(&str, &str)| ((*key).to_string(), Some(Value::text(*value)));
    Input::Account(AccountPut {
        key: Key::external("acc-1"),
        fields: fields.iter().map(text).collect(),
        named_tier: tier.map(Some),
        ..AccountPut::default()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_past_of_an_account_stands_on_the_timelines_of_its_contacts() {
    testkit::on_both(|url| async move {
        let clock = Clock::manual(start());
        let engine = engine_at(&url, clock.clone()).await;
        feed(
            &engine,
            "account",
            account(&[("name", "Acme"), ("domain", "acme.example"), ("industry", "retail")], None),
        )
        .await;
        let contact = contact_of(&feed(&engine, "contact", put("ana@acme.example", &[("job_title", "Buyer")])).await);
        clock.set(start().plus(10 * DAY));
        feed(&engine, "retyped", account(&[("industry", "software")], Some(Tier::Named))).await;
        clock.set(start().plus(20 * DAY));
        let won = OpportunityPut {
            key: Key::external("o-1"),
            account: Some(Key::external("acc-1")),
            outcome: Some(OpportunityOutcome::Won),
            roles: vec![(Key::email("ana@acme.example"), "buyer".into())],
            lead: None,
            amount: None,
            opened_at: None,
            closed_at: None,
            fields: FieldPuts::new(),
        };
        feed(&engine, "won", Input::Opportunity(won)).await;
        assert_eq!(count(&engine, contact, kind::FIELD_CHANGED), 4, "industry, tier, and twice the relationship");

        let image = engine.image();
        let (person, company) = (image.contact(contact).unwrap(), image.account(AccountId(1)).unwrap());
        let record = AccountRecord {
            id: company.id,
            relationship: company.relationship,
            named_tier: company.named_tier,
            created_at: company.created_at,
            updated_at: company.updated_at,
        };
        let (created_at, relationship) = (person.created_at, person.relationship);
        let records = Records { created_at, relationship, account: Some(record), leads: Vec::new() };
        let history = History::new(&*image, contact, records, None, Asked::default());
        let stood = |days: i64| {
            let past = history.at(start().plus(days * DAY + HOUR));
            let subject: Subject = past.contact().unwrap();
            let industry = past.field(subject, Object::Account, "industry").unwrap().to_string();
            let stood = (industry, past.tier(subject), past.relationship(subject));
            assert!(past.sure());
            stood
        };
        assert_eq!(stood(0), ("retail".into(), Some(Tier::NonIcp), Relationship::Prospect));
        assert_eq!(stood(10), ("software".into(), Some(Tier::Named), Relationship::Prospect));
        assert_eq!(stood(20), ("software".into(), Some(Tier::Named), Relationship::Customer));
        drop(image);
        engine.stop().await;
    })
    .await;
}
