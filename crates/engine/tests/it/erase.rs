//! After an erasure no table, page or log of the database names the contact.

use crate::support::*;
use engine::Engine;
use model::activity::kind;
use model::address::SuppressionKind;
use model::input::*;
use model::*;
use serde_json::json;
use store::imports::NewImport;
use store::outbox::NewMessage;

const EMAIL: &str = "ximena.quispe@nowhere.example";
/// What names the contact, and what names its browser. First and last name are looked for alone.
const NAMES: [&str; 6] = [EMAIL, "ximena@old.example", "+34699123456", "Ximena", "Quispe", "browser-of-ximena"];

fn event(call: Call, traits: serde_json::Value) -> Input {
    Input::Event(Event {
        call,
        anonymous_id: Some("browser-of-ximena".into()),
        user_id: None,
        name: None,
        group_id: None,
        previous_id: None,
        traits: serde_json::from_value(traits).unwrap(),
        properties: [("path".to_string(), json!("/pricing")), ("who".to_string(), json!("Ximena Quispe"))].into(),
        at: start(),
    })
}

fn opportunity(key: Key, lead: Option<Key>) -> Input {
    let text = |key: &str, text: &str| (key.to_string(), Some(Value::text(text)));
    Input::Opportunity(OpportunityPut {
        key,
        account: None,
        lead,
        amount: Some(Money { minor: 100_000, currency: Currency::EUR }),
        outcome: None,
        opened_at: None,
        closed_at: None,
        roles: vec![(Key::email(EMAIL), "buyer".into())],
        fields: [text("name", "Seats for Ximena QUISPE (ask Ximena)")].into(),
    })
}

/// Fills every table that can name a contact, and returns its id and its opportunity's.
async fn fill(engine: &Engine) -> (ContactId, OpportunityId) {
    let (store, workspace) = (engine.store(), engine.workspace());
    publish(engine, &instance()).await;
    publish(engine, &[settings()]).await;
    let fields = [("first_name", "Ximena"), ("last_name", "Quispe"), ("phone", "+34699123456"), ("city", "Lima")];
    let ximena = contact_of(&feed(engine, "put", put("ximena@old.example", &fields)).await);
    feed(
        engine,
        "moved",
        Input::Contact(ContactPut {
            key: Key::id(ximena.0),
            fields: [("email".to_string(), Some(Value::text(EMAIL)))].into(),
            ..ContactPut::default()
        }),
    )
    .await;
    feed(engine, "page", event(Call::Page, json!({}))).await;
    feed(engine, "identify", event(Call::Identify, json!({"email": EMAIL}))).await;
    feed(engine, "form", did(EMAIL, kind::FORM_SUBMITTED, start())).await;
    let outcome = feed(engine, "deal", opportunity(Key::external("deal-1"), None)).await;
    assert_eq!(outcome.refused, None);
    let deal = outcome.record.unwrap().parse().unwrap();
    let basis = "Ximena Quispe said so".to_string();
    feed(engine, "yes", Input::Consent { contact: Key::email(EMAIL), given: true, basis }).await;
    let (address, reason) = (EMAIL.to_string(), format!("{EMAIL} asked"));
    feed(engine, "out", Input::Suppress { address, kind: SuppressionKind::OptOut, reason }).await;
    // Parked, because there is no such lead; and one that only her browser names.
    let no_lead = Some(Key::external("no-such-lead"));
    let parked = opportunity(Key::external("deal-2"), no_lead);
    let seq = engine.accept(vec![engine.envelope("parked", "import", parked)]).await.unwrap();
    engine.wait_for(seq).await.unwrap();
    assert_eq!(store::parked::count(store, workspace).await.unwrap(), 1);
    // A refusal that quotes her, and a message id that does.
    feed(engine, &format!("{EMAIL}:1"), put(EMAIL, &[("relationship", "Ximena Quispe")])).await;
    let message = NewMessage {
        send: None,
        from: "news@example.com".into(),
        to: "sales@example.com".into(),
        subject: "Ximena Quispe: new lead".into(),
        mime: b"Subject: Ximena Quispe: new lead".to_vec(),
        at: start(),
    };
    store::outbox::add(store, workspace, &message).await.unwrap();
    let proposal = json!({"columns": [{"samples": ["Ximena", "Bo"]}, {"samples": [EMAIL]}]});
    let import = NewImport {
        object: "contact".into(),
        file_name: "leads.csv".into(),
        file_path: "/uploads/1".into(),
        mapping: proposal.to_string(),
        options: "{}".into(),
        user: None,
    };
    store::imports::create(store, workspace, &import, start()).await.unwrap();
    let entry = store::audit::Entry {
        at: start(),
        user: None,
        actor: "admin".into(),
        action: "suppression.lifted".into(),
        object: EMAIL.into(),
        detail: String::new(),
    };
    store::audit::append(store, workspace, entry).await.unwrap();
    (ximena, deal)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_the_database_names_who_was_erased() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        let (ximena, deal) = fill(&engine).await;
        let other =
            contact_of(&feed(&engine, "other", put("bo@nowhere.example", &[("first_name", "Bonifacio")])).await);
        for name in NAMES {
            assert!(testkit::holds(&url, name), "{name} is not there to be erased");
        }
        // In one batch with a last edit, which the log of changes must not tell either.
        let batch = vec![
            engine.envelope("last", "api", put(EMAIL, &[("city", "Ximena")])),
            engine.envelope("erase", "api", Input::Erase { contact: ximena }),
        ];
        let outcomes = engine.apply_and_wait(batch).await.unwrap();
        assert!(outcomes.iter().all(|outcome| outcome.refused.is_none()), "{outcomes:?}");
        for name in NAMES {
            assert!(!testkit::holds(&url, name), "{name} is still there");
        }
        assert!(testkit::holds(&url, "Bonifacio") && engine.image().contact(other).is_some());
        // The deal stays, in the image as in the database.
        let kept = engine.image().opportunity(deal).unwrap();
        assert_eq!(kept.fields["name"].as_text(), Some("Seats for [erased] (ask [erased])"));
        assert_eq!(kept.amount.unwrap().minor, 100_000);
        let stored = store::opportunities::by_ids(engine.store(), engine.workspace(), &[deal]).await.unwrap();
        assert_eq!(stored[0].fields, kept.fields);
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
        drop(engine);
        // The image built anew from what is left agrees.
        let again = crate::support::engine(&url).await;
        assert_eq!(again.image().opportunity(deal).unwrap().fields, kept.fields);
        assert_eq!(again.image().verify(), Vec::new());
        // The browser comes back as nobody; the address, and it alone, is still out.
        feed(&again, "back", event(Call::Page, json!({}))).await;
        let new = contact_of(&feed(&again, "new", put(EMAIL, &[])).await);
        assert_ne!(new, ximena);
        assert_eq!(count(&again, new, kind::PAGE_VIEWED), 0);
        let (store, workspace) = (again.store(), again.workspace());
        let states = store::addresses::states(store, workspace, &[EMAIL.to_string()]).await.unwrap();
        let out = states[EMAIL].opted_out.clone().expect("the opt-out outlives the contact");
        assert_eq!(out.reason, "[erased] asked");
        // Lifted, it is lifted.
        let (address, reason) = (EMAIL.to_string(), "asked again".to_string());
        feed(&again, "in", Input::Unsuppress { address, kind: SuppressionKind::OptOut, reason }).await;
        let states = store::addresses::states(store, workspace, &[EMAIL.to_string()]).await.unwrap();
        assert_eq!(states[EMAIL].opted_out, None);
        again.stop().await;
    })
    .await;
}
