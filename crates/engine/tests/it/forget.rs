//! Contacts that are one, contacts that must be forgotten, and what they agreed to.

use crate::support::*;
use engine::Engine;
use model::activity::kind;
use model::address::SuppressionKind;
use model::input::*;
use model::*;
use rules::View;

fn consent(email: &str, given: bool) -> Input {
    Input::Consent { contact: Key::email(email), given, basis: "asked by phone".into() }
}

async fn two(engine: &Engine) -> (ContactId, ContactId) {
    publish(engine, &instance()).await;
    let ana =
        contact_of(&feed(engine, "ana", put("ana@a.example", &[("first_name", "Ana"), ("city", "Bilbao")])).await);
    let other = put("ana@home.example", &[("first_name", "Anna"), ("region", "North")]);
    let other = contact_of(&feed(engine, "other", other).await);
    feed(engine, "clicked", did("ana@a.example", kind::FORM_SUBMITTED, start())).await;
    feed(engine, "also", did("ana@home.example", kind::FORM_SUBMITTED, start())).await;
    (ana, other)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_keeps_everything_of_both_and_the_objection_of_either() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        let (ana, other) = two(&engine).await;
        feed(&engine, "yes", consent("ana@a.example", true)).await;
        feed(&engine, "no", consent("ana@home.example", false)).await;
        assert_eq!(feed(&engine, "merge", Input::Merge { winner: ana, loser: other }).await.refused, None);
        {
            let image = engine.image();
            assert_eq!((image.resolve(other), image.sizes().contacts), (Some(ana), 1));
            let kept = image.contact(ana).unwrap();
            let field = |key: &str| kept.fields.get(key).and_then(Value::as_text);
            assert_eq!(
                [field("first_name"), field("city"), field("region")],
                [Some("Ana"), Some("Bilbao"), Some("North")]
            );
            assert_eq!(kept.email.as_deref(), Some("ana@a.example"));
            assert_eq!(image.consent(ana), Some(false));
            assert_eq!(image.leads_of(ana).len(), 2);
            assert_eq!(image.scores(image.subject(ana).unwrap()).behaviour, 60);
        }
        assert_eq!(count(&engine, ana, kind::FORM_SUBMITTED), 2);
        // Whatever still names the loser means the winner.
        assert_eq!(contact_of(&feed(&engine, "later", put("ana@home.example", &[])).await), ana);
        let by_id = Input::Contact(ContactPut { key: Key::id(other.0), ..ContactPut::default() });
        assert_eq!(contact_of(&feed(&engine, "by id", by_id).await), ana);
        let again = feed(&engine, "again", Input::Merge { winner: ana, loser: other }).await;
        assert_eq!(again.refused.unwrap().field, "loser");
        let unknown = feed(&engine, "unknown", Input::Merge { winner: ana, loser: ContactId(99) }).await;
        assert_eq!(unknown.refused.unwrap().field, "loser");
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_contact_is_gone_and_its_opt_out_is_not() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        let (ana, other) = two(&engine).await;
        let suppress = Input::Suppress {
            address: "Ana@a.example".into(),
            kind: SuppressionKind::OptOut,
            reason: "asked by phone".into(),
        };
        feed(&engine, "out", suppress).await;
        assert_eq!(feed(&engine, "erase", Input::Erase { contact: ana }).await.refused, None);
        assert!(engine.image().contact(ana).is_none());
        assert!(engine.image().timeline_numbers(ana).is_empty());
        assert_eq!(engine.image().contact_ids().collect::<Vec<_>>(), [other]);
        assert!(store::contacts::by_ids(engine.store(), engine.workspace(), &[ana]).await.unwrap().is_empty());
        assert!(store::addresses::of_contacts(engine.store(), engine.workspace(), &[ana]).await.unwrap().is_empty());
        let address = "ana@a.example".to_string();
        let states = store::addresses::states(engine.store(), engine.workspace(), std::slice::from_ref(&address));
        assert!(states.await.unwrap()[&address].opted_out.is_some());
        assert_eq!(feed(&engine, "twice", Input::Erase { contact: ana }).await.refused.unwrap().field, "contact");
        // The same address is somebody new, and from then on the same one.
        let new = contact_of(&feed(&engine, "new", put("ana@a.example", &[])).await);
        assert_ne!(new, ana);
        assert_eq!(contact_of(&feed(&engine, "known", put("ana@a.example", &[])).await), new);
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_erased_and_comes_back_in_one_batch_is_somebody_new() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        let (ana, _) = two(&engine).await;
        let batch = vec![
            engine.envelope("erase", "api", Input::Erase { contact: ana }),
            engine.envelope("back", "api", put("ana@a.example", &[])),
        ];
        let outcomes = engine.apply_and_wait(batch).await.unwrap();
        let new = contact_of(&outcomes[1]);
        assert!(outcomes[1].created && new != ana);
        assert_eq!(contact_of(&feed(&engine, "known", put("ana@a.example", &[])).await), new);
        // Come and gone in one batch: no address is left behind.
        let brief = put("brief@a.example", &[]);
        let brief = vec![
            engine.envelope("brief", "api", brief),
            engine.envelope("gone", "api", Input::Erase { contact: ContactId(new.0 + 1) }),
        ];
        let outcomes = engine.apply_and_wait(brief).await.unwrap();
        let (brief, address) = (contact_of(&outcomes[0]), "brief@a.example".to_string());
        assert_eq!((&outcomes[1].refused, engine.image().contact(brief)), (&None, None));
        let (store, workspace) = (engine.store(), engine.workspace());
        let left = store::addresses::contacts_of(store, workspace, std::slice::from_ref(&address)).await.unwrap();
        assert!(left.is_empty(), "{left:?}");
        let keys = [(store::identity::IdentityKind::Email, address)];
        assert!(store::identity::lookup(store, workspace, &keys).await.unwrap().is_empty());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_is_kept_with_its_basis_and_only_when_it_changes() {
    testkit::on_both(|url| async move {
        let engine = engine(&url).await;
        let (ana, _) = two(&engine).await;
        assert_eq!(engine.image().consent(ana), None);
        for (id, given) in [("1", true), ("2", true), ("3", false), ("4", false), ("5", true)] {
            feed(&engine, id, consent("ana@a.example", given)).await;
            assert_eq!(engine.image().consent(ana), Some(given));
        }
        let kept = store::consents::of_contact(engine.store(), engine.workspace(), ana).await.unwrap();
        assert_eq!(kept.iter().map(|one| one.given).collect::<Vec<_>>(), [true, false, true]);
        assert!(kept.iter().all(|one| one.basis == "asked by phone" && one.source == "api" && one.at == start()));
        // A source that declares a basis does not bring back who has left.
        feed(&engine, "6", consent("ana@a.example", false)).await;
        let import = Input::Contact(ContactPut {
            key: Key::email("ana@a.example"),
            consent_basis: Some("existing customer".into()),
            ..ContactPut::default()
        });
        feed(&engine, "7", import).await;
        assert_eq!(engine.image().consent(ana), Some(false));
        engine.stop().await;
    })
    .await;
}
