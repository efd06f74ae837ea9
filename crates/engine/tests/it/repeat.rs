//! The same again changes nothing: an import that is sent twice, whole or in part.

use crate::support::*;
use engine::Engine;
use model::activity::kind;
use model::input::*;
use model::record::OpportunityOutcome;
use model::*;

/// What an import of three related files brings in, in order.
pub fn import(engine: &Engine) -> Vec<Envelope> {
    let text = |key: &str, value: &str| (key.to_string(), Some(Value::text(value)));
    let mut inputs = vec![Input::Account(AccountPut {
        key: Key::external("acc-1"),
        fields: [text("name", "Acme"), text("domain", "acme.example"), text("industry", "software")].into(),
        ..AccountPut::default()
    })];
    for (number, name) in ["ana", "bo", "cy"].into_iter().enumerate() {
        inputs.push(Input::Contact(ContactPut {
            key: Key {
                external_id: Some(format!("c-{number}")),
                email: Some(format!("{name}@acme.example")),
                ..Key::default()
            },
            account: Some(Key::external("acc-1")),
            fields: [text("first_name", name), text("job_title", "Procurement")].into(),
            consent_basis: Some("existing customer".into()),
            ..ContactPut::default()
        }));
    }
    inputs.push(Input::Lead(LeadPut {
        key: Key::external("l-1"),
        contact: Key::external("c-0"),
        source: Some("fair".into()),
        started_at: Some(start().plus(-30 * DAY)),
        ..LeadPut::default()
    }));
    inputs.push(Input::Opportunity(OpportunityPut {
        key: Key::external("o-1"),
        account: Some(Key::external("acc-1")),
        lead: Some(Key::external("l-1")),
        amount: Some(Money { minor: 5, currency: Currency::EUR }),
        outcome: Some(OpportunityOutcome::Won),
        opened_at: Some(start().plus(-20 * DAY)),
        closed_at: Some(start().plus(-DAY)),
        roles: vec![(Key::external("c-1"), "buyer".into())],
        fields: [text("name", "First")].into(),
    }));
    inputs.extend((0..5).map(|day| did("ana@acme.example", kind::EMAIL_CLICKED, start().plus(-day * DAY))));
    let envelope = |(number, input): (usize, Input)| Envelope {
        historical: true,
        ..engine.envelope(format!("import:1:{number}"), "import", input)
    };
    inputs.into_iter().enumerate().map(envelope).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_comes_again_changes_nothing() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        publish(&engine, &instance()).await;
        let first = engine.apply_and_wait(import(&engine)).await.unwrap();
        assert!(first.iter().all(|outcome| outcome.refused.is_none()), "{first:?}");
        assert!(first[..6].iter().all(|outcome| outcome.created), "{first:?}");
        assert_eq!(store::parked::count(engine.store(), engine.workspace()).await.unwrap(), 0);
        let (seq, sizes) = (engine.image().seq(), engine.image().sizes());
        assert_eq!((sizes.contacts, engine.image().verify()), (3, Vec::new()));
        // The same row of the intake again; then cut elsewhere; then one message twice in one row.
        let again = engine.apply_and_wait(import(&engine)).await.unwrap();
        assert_eq!(again, first, "and it gets the same answers");
        for piece in import(&engine).chunks(2) {
            engine.apply_and_wait(piece.to_vec()).await.unwrap();
        }
        let mut twice = import(&engine).split_off(6);
        twice.extend(import(&engine).split_off(6));
        engine.apply_and_wait(twice).await.unwrap();
        assert_eq!((engine.image().seq(), engine.image().sizes()), (seq, sizes));

        // The same file under new message ids: records are updated, not made again.
        let mut renamed = import(&engine);
        renamed.truncate(6);
        renamed.iter_mut().for_each(|envelope| envelope.message_id.insert_str(0, "second:"));
        let second = engine.apply_and_wait(renamed).await.unwrap();
        let records = |outcomes: &[engine::Outcome]| outcomes.iter().map(|o| o.record.clone()).collect::<Vec<_>>();
        assert_eq!(records(&second), records(&first[..6]));
        assert!(second.iter().all(|outcome| !outcome.created));
        assert_eq!(engine.image().sizes(), sizes, "nothing was recorded either");
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

/// While more waits than a batch takes, the next is read while the one before is decided and another is written: what they
/// hold has had its effect for it as well.
#[tokio::test(flavor = "multi_thread")]
async fn what_comes_again_in_the_batches_after_it_has_one_effect() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        publish(&engine, &instance()).await;
        assert!(feed(&engine, "ana", put("ana@acme.example", &[])).await.created);
        let held = engine.hold();
        let visit = |n: i64| did("ana@acme.example", "visit", start().plus(-n * SECOND));
        for _ in 0..3 {
            for first in (0..4_000).step_by(500) {
                let some = (first..first + 500).map(|n| engine.envelope(format!("v{n}"), "import", visit(n)));
                engine.accept(some.collect()).await.unwrap();
            }
        }
        drop(held);
        applied(&engine).await;
        let ana = engine.image().contact_ids().next().unwrap();
        assert_eq!(count(&engine, ana, "visit"), 4_000);
        assert_eq!(store::parked::count(engine.store(), engine.workspace()).await.unwrap(), 0);
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

/// PostgreSQL stores no NUL: such an input passes the desk and fails in the transaction, together with its whole batch.
/// (The doors refuse it; here it stands for anything that only the database finds fault with.)
#[tokio::test]
async fn an_input_that_the_database_refuses_is_parked_and_the_rest_of_its_batch_applied() {
    let database = testkit::Database::postgres();
    let engine = engine(database.url()).await;
    let wrong = Input::Activity(ActivityPut {
        kind: "visit".into(),
        asset: Some("a\0b".into()),
        ..match did("ana@acme.example", "visit", start()) {
            Input::Activity(put) => put,
            other => panic!("{other:?}"),
        }
    });
    let inputs = [put("ana@acme.example", &[]), wrong, put("bo@acme.example", &[])];
    let envelopes = inputs.into_iter().zip(["m1", "m2", "m3"]).map(|(input, id)| engine.envelope(id, "import", input));
    let outcomes = engine.apply_and_wait(envelopes.collect()).await.unwrap();
    assert!(outcomes[0].created && outcomes[2].created);
    let parked = store::parked::list(engine.store(), engine.workspace(), i64::MAX, 10).await.unwrap();
    assert_eq!(parked.iter().map(|one| one.message_id.as_str()).collect::<Vec<_>>(), ["m2"]);
    assert!(feed(&engine, "m4", put("cy@acme.example", &[])).await.created, "the applier goes on");
}
