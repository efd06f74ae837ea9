//! Import jobs: a stretch and its position arrive together; the captured outbox keeps what it got.

use crate::support::{WS, open};
use model::{SendId, Timestamp};
use store::import_contacts;
use store::imports::{self, ImportState, NewImport, Stretch};
use store::intake::{self, NewIntake};
use store::outbox::{self, NewMessage};

#[tokio::test]
async fn a_stretch_and_its_position_arrive_together() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let new = NewImport {
            object: "contact".into(),
            file_name: "people.csv".into(),
            file_path: "/tmp/1.csv".into(),
            mapping: "{}".into(),
            options: "{}".into(),
            user: None,
        };
        assert!(
            imports::create(&store, WS, &NewImport { object: "cake".into(), ..new.clone() }, Timestamp(1))
                .await
                .is_err()
        );
        let job = imports::create(&store, WS, &new, Timestamp(1)).await.unwrap();
        assert!(imports::set_mapping(&store, WS, job.id, "{\"a\":1}", "{}", Timestamp(2)).await.unwrap());
        let stretch = |from, to, done| Stretch {
            from,
            to,
            counts: format!("{{\"rows\":{to}}}"),
            rows: vec![NewIntake { payload: vec![1], envelopes: 5 }, NewIntake { payload: vec![2], envelopes: 5 }],
            contacts: vec![model::ContactId(7), model::ContactId(to)],
            done,
        };
        assert_eq!(imports::advance(&store, WS, job.id, &stretch(0, 10, false), Timestamp(3)).await.unwrap(), None);
        let (from, to) = (ImportState::Proposed, ImportState::Running);
        assert!(imports::set_state(&store, WS, job.id, from, to, None, Timestamp(3)).await.unwrap());
        assert!(!imports::set_state(&store, WS, job.id, from, to, None, Timestamp(3)).await.unwrap());
        assert!(!imports::set_mapping(&store, WS, job.id, "{}", "{}", Timestamp(3)).await.unwrap());
        assert_eq!(imports::advance(&store, WS, job.id, &stretch(0, 10, false), Timestamp(4)).await.unwrap(), Some(2));
        // The same stretch again, as after a kill before the answer.
        assert_eq!(imports::advance(&store, WS, job.id, &stretch(0, 10, false), Timestamp(5)).await.unwrap(), None);
        assert_eq!(imports::running(&store, WS).await.unwrap()[0].position, 10);
        assert_eq!(imports::advance(&store, WS, job.id, &stretch(10, 20, true), Timestamp(6)).await.unwrap(), Some(4));
        assert_eq!(intake::last(&store, WS).await.unwrap(), 4);
        let theirs = import_contacts::list(&store, WS, job.id).await.unwrap();
        assert_eq!(theirs, [7, 10, 20].map(model::ContactId), "each once");
        let job = imports::get(&store, WS, job.id).await.unwrap();
        assert_eq!(
            (job.state, job.counts.as_str(), job.mapping.as_str()),
            (ImportState::Done, "{\"rows\":20}", "{\"a\":1}")
        );
        assert_eq!(imports::list(&store, WS, i64::MAX, 10).await.unwrap(), [job]);
        assert!(imports::running(&store, WS).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_outbox_pages_from_the_newest() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        for n in 1..=3 {
            let message = NewMessage {
                send: Some(SendId(n)),
                from: "us@example.com".into(),
                to: "them@example.com".into(),
                subject: format!("Hei {n} ☃"),
                mime: vec![b'\0', 0xff, n as u8],
                at: Timestamp(n),
            };
            assert_eq!(outbox::add(&store, WS, &message).await.unwrap(), n);
        }
        let first = outbox::page(&store, WS, i64::MAX, 2).await.unwrap();
        assert_eq!(first.iter().map(|one| one.id).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(outbox::page(&store, WS, 2, 2).await.unwrap()[0].subject, "Hei 1 ☃");
        assert_eq!(outbox::get(&store, WS, 2).await.unwrap().1, [b'\0', 0xff, 2]);
        assert!(outbox::get(&store, WS, 4).await.is_err());
        assert_eq!(outbox::count(&store, WS).await.unwrap(), 3);
    })
    .await;
}
