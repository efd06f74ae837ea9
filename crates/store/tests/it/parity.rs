//! SQLite and PostgreSQL keep and order the same: generated data goes into both and comes out of both.

use crate::support::{WS, activity, apply, contact, lease, open};
use model::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use store::contacts;
use store::find::Page;
use store::{Store, StoreError, activities, applier};

/// Texts that databases are known to treat differently.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just(" ".into()),
        Just("Ångström".into()),
        Just("ångström".into()),
        Just("İstanbul ı ß ẞ ŉ".into()),
        Just("naïve".into()),
        Just("nai\u{308}ve".into()),
        Just("a_b%c'd\"e\\f".into()),
        Just("日本語🌱".into()),
        Just("x".repeat(4_000)),
        "[a-zA-Z _-]{1,8}",
        "[^\\x00]{1,12}",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::Text),
        any::<i64>().prop_map(Value::Integer),
        any::<i64>().prop_map(|n| Value::Decimal(Decimal(n))),
        any::<i64>().prop_map(|minor| Value::Money(Money { minor, currency: Currency::EUR })),
        (-700_000..2_900_000).prop_map(Value::Date),
        (Timestamp::MIN.0..Timestamp::MAX.0).prop_map(|at| Value::Instant(Timestamp(at))),
        any::<bool>().prop_map(Value::Boolean),
    ]
}

prop_compose! {
    fn person()(
        first in proptest::option::of(text()),
        last in proptest::option::of(text()),
        email in proptest::option::of(text()),
        external_id in proptest::option::of(text()),
        odd in value(),
        at in any::<i64>(),
    ) -> Contact {
        let mut fields = record::Fields::new();
        fields.extend(first.map(|text| ("first_name".to_string(), Value::Text(text))));
        fields.extend(last.map(|text| ("last_name".to_string(), Value::Text(text))));
        fields.insert("odd".into(), odd);
        Contact { external_id, email, fields, created_at: Timestamp(at), updated_at: Timestamp(-at.saturating_abs()), ..contact(0) }
    }
}

prop_compose! {
    fn fact()(asset in proptest::option::of(text()), kind in text(), odd in value(), at in any::<i64>(), minor in proptest::option::of(any::<i64>()))
        -> Activity {
        let value = minor.map(|minor| Money { minor, currency: Currency::USD });
        Activity { asset, kind, occurred_at: Timestamp(at), value, properties: [("odd".to_string(), odd)].into(), ..activity(0, Some(1)) }
    }
}

async fn fill(store: &Store, people: &[Contact], facts: &[Activity]) {
    let token = lease(store, "a").await;
    apply(store, token, people.iter().cloned().map(Change::Contact).collect(), facts.to_vec()).await.unwrap();
}

/// Every contact that a search finds, page by page.
async fn search(store: &Store, text: &str) -> Vec<ContactId> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let Page { items, next } = contacts::search(store, WS, text, after, 7).await.unwrap();
        found.extend(items.iter().map(|one| one.id));
        let Some(next) = next else { return found };
        after = Some(next);
    }
}

#[tokio::test]
async fn both_databases_keep_and_order_the_same() {
    let mut runner = TestRunner::deterministic();
    let mut people = proptest::collection::vec(person(), 120).new_tree(&mut runner).unwrap().current();
    for (id, one) in (1..).zip(&mut people) {
        one.id = ContactId(id);
    }
    let facts = proptest::collection::vec(fact(), 200).new_tree(&mut runner).unwrap().current();
    let (sqlite, postgres) = (testkit::Database::sqlite(), testkit::Database::postgres());
    let (sqlite, postgres) = (open(sqlite.url()).await, open(postgres.url()).await);
    let ids: Vec<ContactId> = people.iter().map(|one| one.id).collect();
    for store in [&sqlite, &postgres] {
        fill(store, &people, &facts).await;
        assert_eq!(contacts::by_ids(store, WS, &ids).await.unwrap(), people);
        let kept = activities::range(store, WS, 0, 1_000).await.unwrap();
        for (kept, given) in kept.iter().zip(&facts) {
            assert_eq!(*kept, Activity { number: kept.number, ..given.clone() });
        }
        assert_eq!(kept.len(), facts.len());
    }
    // An empty address is not an unknown one, and a null never matches a search.
    let mut everybody = search(&sqlite, "").await;
    assert_eq!(everybody, search(&postgres, "").await, "one order for both");
    everybody.sort_unstable();
    assert_eq!(everybody, ids, "each once, over all pages");
    for text in ["å", "Å", "İ", "n", "na", "日", "a_", "x", " ", "%", "zzz"] {
        assert_eq!(search(&sqlite, text).await, search(&postgres, text).await, "{text}");
    }
    assert!(!search(&sqlite, "å").await.is_empty());
    assert!(search(&sqlite, "zzz").await.is_empty());
}

#[tokio::test]
async fn a_nul_is_refused_by_both_and_nothing_is_written() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let bad = Contact { email: Some("a\0b".into()), ..contact(1) };
        let error = apply(&store, token, vec![Change::Contact(bad)], vec![]).await.unwrap_err();
        assert!(matches!(error, applier::CommitError::Other(StoreError::Nul(_))), "{error}");
        assert_eq!(applier::cursor(&store, WS).await.unwrap().applied, 0);
    })
    .await;
}
