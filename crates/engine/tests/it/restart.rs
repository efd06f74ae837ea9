//! The image outlives the process: rebuilt from the change log, or from a snapshot and what came after it.

use crate::repeat::import;
use crate::support::*;
use audience::Image;
use engine::Clock;
use model::activity::kind;
use model::*;
use rules::View;
use std::fmt::Write;

/// Everything that rules and pages read of an image, as text.
fn digest(image: &Image) -> String {
    let mut text = format!("{} {:?}\n", image.seq(), image.sizes());
    for id in image.contact_ids() {
        let subject = image.subject(id).unwrap();
        let scores = image.scores(subject);
        writeln!(text, "{:?} {scores:?} {:?}", image.contact(id), image.consent(id)).unwrap();
        writeln!(text, "{:?} {:?} {:?}", image.segments_of(id), image.leads_of(id), image.timeline_numbers(id))
            .unwrap();
    }
    for id in image.lead_ids() {
        writeln!(text, "{:?}", image.lead(id)).unwrap();
    }
    for id in image.account_ids() {
        writeln!(text, "{:?}", image.account(id)).unwrap();
    }
    for id in image.opportunity_ids() {
        writeln!(text, "{:?}", image.opportunity(id)).unwrap();
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn with_and_without_a_snapshot_the_image_is_the_same() {
    testkit::on_both(|url| async move {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("image");
        let clock = Clock::manual(start());
        let engine = engine_with(&url, clock.clone(), Some(path.clone())).await;
        publish(&engine, &instance()).await;
        engine.apply_and_wait(import(&engine)).await.unwrap();
        engine.stop().await;
        assert_eq!(Image::load(&path).unwrap().seq(), engine.image().seq(), "kept on stopping");

        // Without the snapshot, and on: the snapshot is now behind.
        let engine = engine_with(&url, clock.clone(), None).await;
        feed(&engine, "more", did("bo@acme.example", kind::EMAIL_CLICKED, start())).await;
        clock.set(start().plus(DAY));
        engine.tick().await.unwrap();
        let expected = digest(&engine.image());
        engine.stop().await;

        let engine = engine_with(&url, clock.clone(), Some(path.clone())).await;
        assert_eq!(digest(&engine.image()), expected);
        assert_eq!(engine.image().verify(), Vec::new());
        // Time goes on from where it was: what is due is found again.
        clock.set(start().plus(8 * DAY));
        engine.tick().await.unwrap();
        assert!(engine.image().members("clickers").is_empty());
        engine.stop().await;

        std::fs::write(&path, b"no snapshot").unwrap();
        let engine = engine_with(&url, clock, Some(path)).await;
        assert!(engine.image().members("clickers").is_empty());
        assert_eq!(engine.image().verify(), Vec::new());
        engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_ahead_of_the_database_is_ignored() {
    testkit::on_both(|url| async move {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("image");
        let clock = Clock::manual(start());
        // The snapshot of another, longer life.
        let longer = testkit::Database::sqlite();
        let engine = engine_with(longer.url(), clock.clone(), Some(path.clone())).await;
        publish(&engine, &instance()).await;
        engine.apply_and_wait(import(&engine)).await.unwrap();
        feed(&engine, "more", put("more@acme.example", &[])).await;
        engine.stop().await;
        let ahead = Image::load(&path).unwrap().seq();

        let engine = engine_with(&url, clock.clone(), None).await;
        let only = contact_of(&feed(&engine, "only", put("only@a.example", &[])).await);
        let expected = digest(&engine.image());
        assert!(engine.image().seq() < ahead);
        engine.stop().await;
        let engine = engine_with(&url, clock, Some(path.clone())).await;
        assert_eq!(digest(&engine.image()), expected);
        let other = contact_of(&feed(&engine, "other", put("other@a.example", &[])).await);
        assert_eq!(other, ContactId(only.0 + 1));
        engine.stop().await;
        assert_eq!(Image::load(&path).unwrap().seq(), engine.image().seq(), "and replaced on stopping");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_time_flipped_in_a_batch_about_others_is_settled_after_a_restart() {
    testkit::on_both(|url| async move {
        let clock = engine::Clock::manual(start());
        let engine = engine_at(&url, clock.clone()).await;
        publish(&engine, &instance()).await;
        let bo = contact_of(&feed(&engine, "1", put("bo@b.example", &[])).await);
        feed(&engine, "2", did("bo@b.example", kind::EMAIL_CLICKED, start())).await;
        clock.set(start().plus(8 * DAY));
        // Busy to the end: time passes with a batch, and no tick comes before the engine stops.
        feed(&engine, "3", put("cy@c.example", &[])).await;
        assert_eq!(engine.image().segments_of(bo), ["clickers"]);
        engine.stop().await;
        drop(engine);
        let again = engine_at(&url, clock).await;
        again.tick().await.unwrap();
        assert!(again.image().segments_of(bo).is_empty());
        assert_eq!(again.image().verify(), Vec::new());
        again.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_the_lease_sees_what_the_other_has_applied_meanwhile() {
    // On SQLite a second process cannot open the file.
    let database = testkit::Database::postgres();
    let first = engine(database.url()).await;
    let url = database.url().to_string();
    let second = tokio::spawn(async move { engine(&url).await });
    // It has loaded its image by then, and asks for the lease.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let contact = contact_of(&feed(&first, "late", put("late@a.example", &[])).await);
    assert!(!second.is_finished(), "two apply");
    first.stop().await;
    let second = second.await.unwrap();
    assert!(second.image().contact(contact).is_some());
    let next = contact_of(&feed(&second, "next", put("next@a.example", &[])).await);
    assert_eq!(next, ContactId(contact.0 + 1));
    second.stop().await;
}
