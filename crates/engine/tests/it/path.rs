//! One contact's way: in, recognised, scored, qualified; and time passing by.

use crate::support::*;
use model::activity::kind;
use model::input::*;
use model::*;
use rules::View;

#[tokio::test(flavor = "multi_thread")]
async fn a_form_filler_becomes_an_aql_with_its_reasons() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        publish(&engine, &instance()).await;
        let account = Input::Account(AccountPut {
            key: Key::external("a1"),
            fields: [
                ("name".to_string(), Some(Value::text("Acme AS"))),
                ("domain".to_string(), Some(Value::text("acme.example"))),
                ("industry".to_string(), Some(Value::text("software"))),
            ]
            .into(),
            ..AccountPut::default()
        });
        assert!(feed(&engine, "1", account).await.created);
        let fields =
            [("first_name", "Ana"), ("last_name", "Ruiz"), ("job_title", "Procurement Manager"), ("company", "Acme")];
        let ana = contact_of(&feed(&engine, "2", put("Ana@Acme.example ", &fields)).await);
        assert_eq!(engine.image().contact(ana).unwrap().email.as_deref(), Some("ana@acme.example"));
        assert!(engine.image().contact(ana).unwrap().account.is_some(), "matched by its domain");

        feed(&engine, "3", did("ana@acme.example", kind::FORM_SUBMITTED, start())).await;
        let subject = engine.image().subject(ana).unwrap();
        assert_eq!(engine.image().scores(subject).behaviour, 30);
        let lead = subject.lead.expect("a prospect who acts begins a cycle");
        assert!(engine.image().lead(lead).unwrap().aql.is_none());

        feed(&engine, "4", did("ana@acme.example", kind::FORM_SUBMITTED, start())).await;
        let aql = engine.image().lead(lead).unwrap().aql.expect("all three gates passed");
        assert_eq!((aql.behaviour, aql.account), (60, 40));
        assert_eq!(aql.reasons.len(), 3);

        // The same message again changes nothing.
        feed(&engine, "4", did("ana@acme.example", kind::FORM_SUBMITTED, start())).await;
        assert_eq!(engine.image().scores(subject).behaviour, 60);
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_segment_is_left_by_time_alone_and_everything_outlives_a_restart() {
    testkit::on_both(|url| async move {
        let clock = engine::Clock::manual(start());
        let engine = engine_at(&url, clock.clone()).await;
        publish(&engine, &instance()).await;
        let bo = contact_of(&feed(&engine, "1", put("bo@b.example", &[])).await);
        feed(&engine, "2", did("bo@b.example", kind::EMAIL_CLICKED, start())).await;
        assert_eq!(engine.image().segments_of(bo), ["clickers"]);
        clock.set(start().plus(7 * DAY - 1));
        engine.tick().await.unwrap();
        assert_eq!(engine.image().segments_of(bo), ["clickers"]);
        clock.set(start().plus(7 * DAY));
        engine.tick().await.unwrap();
        assert!(engine.image().segments_of(bo).is_empty(), "the window is open at its start");

        let (seq, before) = (engine.image().seq(), engine.image().timeline_numbers(bo));
        engine.stop().await;
        drop(engine);
        let again = engine_at(&url, clock).await;
        assert_eq!((again.image().seq(), again.image().timeline_numbers(bo)), (seq, before));
        again.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_brings_its_past_along_once() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        publish(&engine, &instance()).await;
        let event = |call, anonymous: &str, email: Option<&str>| {
            Input::Event(Event {
                call,
                anonymous_id: Some(anonymous.into()),
                user_id: None,
                name: None,
                group_id: None,
                previous_id: None,
                traits: email.map(|email| ("email".to_string(), serde_json::json!(email))).into_iter().collect(),
                properties: [("path".to_string(), serde_json::json!("/pricing"))].into(),
                at: start(),
            })
        };
        feed(&engine, "1", event(Call::Page, "browser", None)).await;
        let ana = contact_of(&feed(&engine, "2", event(Call::Identify, "browser", Some("ana@a.example"))).await);
        let views = |contact: ContactId| {
            let image = engine.image();
            let mut count = 0;
            image.timeline(contact, &mut |fact| {
                count += usize::from(fact.kind == kind::PAGE_VIEWED);
                true
            });
            count
        };
        assert_eq!(views(ana), 1, "what the browser did before came along");
        // Somebody else signs in on the same browser: only what comes after is theirs.
        let bo = contact_of(&feed(&engine, "3", event(Call::Identify, "browser", Some("bo@b.example"))).await);
        feed(&engine, "4", event(Call::Page, "browser", None)).await;
        assert_eq!((views(ana), views(bo)), (1, 1));
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_applied_is_refused_or_parked_with_its_remedy() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        publish(&engine, &instance()).await;
        let refused = feed(&engine, "1", put("ana@a.example", &[("shoe_size", "42")])).await.refused.unwrap();
        assert_eq!(refused.field, "contact.shoe_size");
        assert!(refused.message.contains("Fields"));
        let outcome = feed(&engine, "2", put("not an address", &[])).await;
        assert_eq!(outcome.refused.unwrap().field, "contact.email");
        // An import's activity for somebody unknown waits until the contact is there.
        let stray = engine.envelope("3", "import", did("late@a.example", kind::FORM_SUBMITTED, start()));
        engine.apply_and_wait(vec![stray]).await.unwrap();
        let parked = store::parked::list(engine.store(), engine.workspace(), i64::MAX, 10).await.unwrap();
        assert_eq!(parked.len(), 1);
        assert!(parked[0].reason.contains("replay"));
        let late = contact_of(&feed(&engine, "4", put("late@a.example", &[])).await);
        let seq = store::parked::replay(engine.store(), engine.workspace(), parked[0].id).await.unwrap();
        engine.wait_for(seq).await.unwrap();
        assert_eq!(engine.image().timeline_numbers(late).len(), 2, "the form, and the lead that it began");
        engine.stop().await;
    })
    .await;
}

/// An agency's people are entered under the customers they work for; its domain is nobody's of these. An account that
/// is there by name alone learns its domain by the first who comes from one that is called like it.
#[tokio::test(flavor = "multi_thread")]
async fn a_company_takes_over_only_a_domain_that_is_called_like_it() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        publish(&engine, &instance()).await;
        let at = |email: &str, company: Option<&str>| {
            let account = company.map(|name| Key { name: Some(name.into()), ..Key::default() });
            Input::Contact(ContactPut { key: Key::email(email), account, ..ContactPut::default() })
        };
        let account_of = |contact: ContactId| {
            let image = engine.image();
            image.contact(contact).unwrap().account.and_then(|account| image.account(account))
        };
        let text = |account: &Account, key: &str| account.fields.get(key).map(ToString::to_string).unwrap_or_default();
        // What a form's field says changes no account.
        let form = |email: &str| put(email, &[("company", "Acme")]);
        let rows = [
            (at("ana@agency.example", Some("Acme Inc.")), "Acme Inc.", ""),
            (at("bo@agency.example", Some("Nordlys AS")), "Nordlys AS", ""),
            (at("eva@agency.example", None), "", ""),
            (at("ola@nordlys.example", Some("Nordlys")), "Nordlys AS", "nordlys.example"),
            (at("per@nordlys.example", None), "Nordlys AS", "nordlys.example"),
            // Another domain of the same name: the account has one already.
            (at("tor@nordlys.test", Some("Nordlys")), "Nordlys AS", "nordlys.example"),
            (at("kim@nordlys.test", None), "", ""),
            (form("mia@acme.example"), "Acme Inc.", ""),
            (at("ida@acme.example", Some("ACME")), "Acme Inc.", "acme.example"),
            (at("liv@acme.example", None), "Acme Inc.", "acme.example"),
        ];
        let mut first = None;
        for (nth, (input, name, domain)) in rows.into_iter().enumerate() {
            let contact = contact_of(&feed(&engine, &nth.to_string(), input).await);
            first.get_or_insert(contact);
            let account = account_of(contact);
            let found = account.map(|account| (text(&account, "name"), text(&account, "domain")));
            assert_eq!(found.unwrap_or_default(), (name.to_string(), domain.to_string()), "row {nth}");
        }
        // The colleague who was there before is told of it.
        let mut told = 0;
        engine.image().timeline(first.unwrap(), &mut |fact| {
            told += usize::from(fact.kind == kind::FIELD_CHANGED);
            true
        });
        assert_eq!(told, 1);
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_import_waits_for_is_applied_at_once() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        let (store, since) = (engine.store(), std::time::Instant::now());
        for nth in 0..8 {
            let contact = ContactPut { key: Key::email(format!("p{nth}@example.com")), ..ContactPut::default() };
            let envelope = engine.envelope(format!("row:{nth}"), "import", Input::Contact(contact));
            let row = store::intake::NewIntake { payload: pack(&[envelope]).unwrap(), envelopes: 1 };
            // In a transaction of its own, of which the applier is told nothing.
            let mut tx = store.begin().await.unwrap();
            let seq = store::intake::append_in(store, &mut tx, engine.workspace(), vec![row]).await.unwrap();
            store.commit(tx).await.unwrap();
            engine.wait_for(seq).await.unwrap();
        }
        let took = since.elapsed();
        assert_eq!(engine.image().sizes().contacts, 8);
        // Left to itself it looks twice a second.
        assert!(took.as_millis() < 2_000, "{took:?}");
        engine.stop().await;
    })
    .await;
}
