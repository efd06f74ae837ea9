//! Sends: one for each contact and address of an occurrence, and states that only the holder of the lease moves.

use crate::support::{WS, apply, contact, finish, handing, lease, open};
use model::{Change, ContactId, SendId, Timestamp};
use std::collections::HashSet;
use store::intake::{self, NewIntake};
use store::sends::{self, Finish, Narrow, NewSend, Send, SendState};
use store::{Store, StoreError};

const SECOND: i64 = 1_000_000;

pub fn send(occurrence: &str, contact: i64, address: &str) -> NewSend {
    NewSend {
        run: None,
        program: Some("welcome".into()),
        occurrence: occurrence.into(),
        contact: ContactId(contact),
        address: address.into(),
        email: "hello".into(),
        email_version: 3,
        operational: false,
        details: "{}".into(),
        due_at: Timestamp(0),
        held: None,
    }
}

pub async fn all(store: &Store) -> Vec<Send> {
    let mut all = sends::page(store, WS, &Narrow::default(), i64::MAX, 1_000).await.unwrap();
    all.reverse();
    all
}

async fn states(store: &Store) -> Vec<SendState> {
    all(store).await.iter().map(|one| one.state).collect()
}

pub fn ids(sends: &[Send]) -> Vec<(SendId, String)> {
    sends.iter().map(|one| (one.id, format!("<{}@mail>", one.id))).collect()
}

pub fn end(send: &Send, state: SendState) -> Finish {
    Finish::new(send, state, None)
}

pub fn nothing(_: &[Send]) -> Vec<NewIntake> {
    Vec::new()
}

#[tokio::test]
async fn an_occurrence_reaches_a_contact_and_an_address_once() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let rows = [
            send("o1", 1, "a@example.com"),
            send("o1", 1, "other@example.com"),
            send("o1", 2, "a@example.com"),
            NewSend { held: Some("no consent".into()), ..send("o1", 3, "b@example.com") },
            send("o1", 4, "b@example.com"),
            send("o2", 1, "a@example.com"),
        ];
        sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
        // Again, as after a crash, and another contact with an address already served.
        sends::add(&store, WS, &rows, Timestamp(2)).await.unwrap();
        sends::add(&store, WS, &[send("o1", 5, "a@example.com")], Timestamp(3)).await.unwrap();
        // Operational mail goes to each contact.
        let note = NewSend { operational: true, ..send("o1", 6, "a@example.com") };
        sends::add(&store, WS, &[note], Timestamp(3)).await.unwrap();
        let shown: Vec<_> =
            all(&store).await.into_iter().map(|one| (one.occurrence, one.contact.0, one.state, one.reason)).collect();
        let row = |occurrence: &str, contact, reason: Option<&str>| {
            let state = if reason.is_some() { SendState::Held } else { SendState::Queued };
            (occurrence.to_string(), contact, state, reason.map(str::to_string))
        };
        assert_eq!(
            shown,
            [
                row("o1", 1, None),
                row("o1", 2, Some(sends::DUPLICATE)),
                row("o1", 3, Some("no consent")),
                row("o1", 4, None),
                row("o2", 1, None),
                row("o1", 5, Some(sends::DUPLICATE)),
                row("o1", 6, None),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_contact_merged_from_one_that_was_served_is_not_served_again() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        sends::add(&store, WS, &[send("o1", 2, "old@example.com")], Timestamp(1)).await.unwrap();
        let merged = Change::Merged { winner: ContactId(1), loser: ContactId(2) };
        let changes = vec![Change::Contact(contact(1)), Change::Contact(contact(2)), merged];
        apply(&store, token, changes, vec![]).await.unwrap();
        sends::add(&store, WS, &[send("o1", 1, "new@example.com")], Timestamp(2)).await.unwrap();
        let all = all(&store).await;
        assert_eq!((all[1].state, all[1].reason.as_deref()), (SendState::Held, Some(sends::DUPLICATE)));
        assert_eq!(all[0].contact, ContactId(2), "a row keeps the contact that it was made with");
    })
    .await;
}

#[tokio::test]
async fn the_states_of_a_send() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let rows: Vec<NewSend> = (1..=5).map(|n| send("o", n, &format!("c{n}@example.com"))).collect();
        sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
        let claimed = sends::claim(&store, WS, 5, Timestamp(2), 1_000).await.unwrap();
        let token = claimed[0].token;
        assert!(claimed.len() == 5 && claimed.iter().all(|one| one.token == token && one.attempt == 1));
        assert!(sends::claim(&store, WS, 5, Timestamp(2), 1_000).await.unwrap().is_empty());

        // The end of what never was handed over can only be a definite no.
        let early: Vec<Finish> = vec![end(&claimed[0], SendState::Sent), end(&claimed[4], SendState::Held)];
        let recorded = finish(&store, token, &early, Timestamp(3), &nothing).await;
        assert_eq!(recorded.iter().map(|one| one.id).collect::<Vec<_>>(), [claimed[4].id]);

        let handed = handing(&store, token, &ids(&claimed[..4]), Timestamp(4)).await;
        assert_eq!(handed, claimed[..4].iter().map(|one| one.id).collect::<HashSet<_>>());
        let later =
            Finish { due_at: Some(Timestamp(50)), reason: Some("451".into()), ..end(&claimed[1], SendState::Deferred) };
        let ends = [end(&claimed[0], SendState::Sent), later, end(&claimed[2], SendState::Failed)];
        assert!(finish(&store, token - 1, &ends, Timestamp(5), &nothing).await.is_empty());
        assert_eq!(intake::last(&store, WS).await.unwrap(), 0);
        let report = |sends: &[Send]| vec![NewIntake { payload: vec![sends.len() as u8], envelopes: sends.len() }];
        let recorded = finish(&store, token, &ends, Timestamp(5), &report).await;
        assert_eq!(recorded.len(), 3);
        // What the rules must hear was appended with it.
        assert_eq!(intake::read(&store, WS, 0, 9).await.unwrap()[0].payload, [3]);
        use SendState::*;
        assert_eq!(states(&store).await, [Sent, Deferred, Failed, Handing, Held]);
        let sent = &all(&store).await[0];
        assert_eq!(sent.message_id.as_deref(), Some(format!("<{}@mail>", sent.id).as_str()));
        assert_eq!(sent.handed_at, Some(Timestamp(4)));

        // A final state is final.
        let again = [end(&claimed[0], Failed), end(&claimed[2], Sent)];
        assert!(finish(&store, token, &again, Timestamp(6), &nothing).await.is_empty());
        // The deferred one comes again, with a new token.
        assert!(sends::claim(&store, WS, 5, Timestamp(49), 1_000).await.unwrap().is_empty());
        let retried = sends::claim(&store, WS, 5, Timestamp(50), 1_000).await.unwrap();
        assert!(retried.len() == 1 && retried[0].attempt == 2 && retried[0].token > token);
        assert!(handing(&store, token, &ids(&retried), Timestamp(51)).await.is_empty());
        assert_eq!(sends::release(&store, WS, retried[0].token, Timestamp(52)).await.unwrap(), 1);
        assert_eq!(states(&store).await[1], Queued);
    })
    .await;
}

#[tokio::test]
async fn expired_leases_lose_nothing_and_double_nothing() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let operational = NewSend { operational: true, ..send("o", 3, "c3@example.com") };
        let rows = [send("o", 1, "c1@example.com"), send("o", 2, "c2@example.com"), operational];
        sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
        let claimed = sends::claim(&store, WS, 3, Timestamp(0), 1_000).await.unwrap();
        assert_eq!(claimed[0].contact, ContactId(3), "operational mail goes first");
        let token = claimed[0].token;
        // What is handed over has the whole time of its claim from then on.
        handing(&store, token, &ids(&claimed[..2]), Timestamp(10)).await;
        assert!(handing(&store, token, &ids(&claimed[2..]), Timestamp(SECOND)).await.is_empty(), "too late to begin");
        let report = |sends: &[Send]| vec![NewIntake { payload: vec![sends.len() as u8], envelopes: 1 }];
        let expired =
            async |at: i64| sends::release_expired(&store, WS, Timestamp(at), Timestamp(at), &report).await.unwrap();
        assert!(expired(SECOND - 1).await.is_empty() && states(&store).await[1] == SendState::Leased);
        assert!(expired(SECOND + 9).await.is_empty() && states(&store).await[1] == SendState::Queued);
        let unknown = expired(SECOND + 10).await;
        assert_eq!(unknown.iter().map(|one| one.contact.0).collect::<Vec<_>>(), [1]);
        assert_eq!(intake::last(&store, WS).await.unwrap(), 1);
        use SendState::*;
        assert_eq!(states(&store).await, [Unknown, Queued, Queued]);
        // The old holder wakes up: too late. Its Message-ID is kept for the operational one.
        let late = [end(&claimed[0], Sent), end(&claimed[1], Sent)];
        let again = sends::claim(&store, WS, 3, Timestamp(SECOND + 10), 1_000).await.unwrap();
        assert!(finish(&store, token, &late, Timestamp(SECOND + 10), &nothing).await.is_empty());
        assert_eq!(again.iter().map(|one| one.contact.0).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(again[0].message_id, Some(format!("<{}@mail>", again[0].id)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_workers_send_each_once() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let rows: Vec<NewSend> = (1..=300).map(|n| send("o", n, &format!("c{n}@example.com"))).collect();
        sends::add(&store, WS, &rows, Timestamp(1)).await.unwrap();
        let workers: Vec<_> = (0..5)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    loop {
                        let claimed = sends::claim(&store, WS, 20, Timestamp(2), 60_000).await.unwrap();
                        let Some(first) = claimed.first() else { return mine };
                        let may = handing(&store, first.token, &ids(&claimed), Timestamp(3)).await;
                        let ends: Vec<Finish> = claimed.iter().map(|one| end(one, SendState::Sent)).collect();
                        finish(&store, first.token, &ends, Timestamp(4), &nothing).await;
                        mine.extend(may);
                    }
                })
            })
            .collect();
        let mut wire = Vec::new();
        for worker in workers {
            wire.extend(worker.await.unwrap());
        }
        assert_eq!(wire.len(), 300);
        assert_eq!(wire.into_iter().collect::<HashSet<_>>().len(), 300);
        let narrow = Narrow { state: Some(SendState::Sent), program: Some("welcome".into()), ..Narrow::default() };
        assert_eq!(sends::page(&store, WS, &narrow, i64::MAX, 1_000).await.unwrap().len(), 300);
        let narrow = Narrow { contact: Some(ContactId(7)), ..Narrow::default() };
        assert_eq!(sends::page(&store, WS, &narrow, i64::MAX, 1_000).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_nul_is_refused_on_both() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let error = sends::add(&store, WS, &[send("o", 1, "a\0@example.com")], Timestamp(1)).await.unwrap_err();
        assert!(matches!(error, StoreError::Nul(_)), "{error}");
        assert!(all(&store).await.is_empty());
    })
    .await;
}
