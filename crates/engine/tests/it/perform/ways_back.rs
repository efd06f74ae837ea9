//! How the ways do by which mail comes back: seen by whoever looks, and told when a mailbox stays shut.

use super::fixture::*;
use mail::imap::Reader;
use model::*;
use store::ways_back::{Kind, WayBack};

const MAILBOX: &str = "ana@imap.example.com/INBOX";

async fn mailbox(world: &World) -> WayBack {
    let (_, ways) = world.performer.ways_back().await.unwrap();
    let [way] = ways.try_into().unwrap();
    assert_eq!((way.kind, way.name.as_str()), (Kind::Mailbox, MAILBOX));
    way
}

/// A round that read so many messages, or why it could not read.
async fn ends(world: &World, round: Result<usize, &str>) {
    world.performer.ended(MAILBOX, round).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_stays_shut_is_told_of_once_and_not_at_the_first_failure() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        world.boss().await;
        assert_eq!(world.performer.ways_back().await.unwrap(), (None, Vec::new()));
        let told = async || {
            world.settle().await;
            world.captured().await.len()
        };
        let shut = format!("sign-in: {}", "no ".repeat(1_000));
        let begin = world.engine.now();
        ends(&world, Ok(0)).await;
        let quiet = mailbox(&world).await;
        assert_eq!((quiet.worked_at, quiet.heard_at, quiet.fails_since), (Some(begin), None, None));
        world.pass(MINUTE);
        ends(&world, Ok(2)).await;
        world.pass(MINUTE);
        let last = world.engine.now();
        ends(&world, Err(&shut)).await;
        world.pass(30 * MINUTE);
        ends(&world, Err(&shut)).await;
        let failing = mailbox(&world).await;
        let heard = begin.plus(MINUTE);
        assert_eq!((failing.worked_at, failing.heard_at, failing.fails_since), (Some(heard), Some(heard), Some(last)));
        assert!(failing.reason.starts_with("sign-in: no") && failing.reason.len() == 300, "{}", failing.reason);
        assert_eq!(told().await, 0, "a server may be starting anew");
        world.pass(30 * MINUTE);
        ends(&world, Err(&shut)).await;
        world.pass(30 * MINUTE);
        ends(&world, Err("something else")).await;
        assert_eq!(told().await, 1);
        let captured = world.captured().await;
        assert_eq!(captured[0].subject(), Some("Cannot be read: ana@imap.example.com/INBOX"));
        assert!(captured[0].body_text(0).unwrap().contains("outbox?tab=returned"));
        world.pass(MINUTE);
        ends(&world, Ok(0)).await;
        let works = mailbox(&world).await;
        assert_eq!((works.heard_at, works.fails_since, works.reason.as_str()), (Some(heard), None, ""));
        // Another time is told of anew.
        for _ in 0..3 {
            world.pass(40 * MINUTE);
            ends(&world, Err("shut again")).await;
        }
        assert_eq!(told().await, 2);
        // One that nobody reads any more is not spoken of for ever.
        world.pass(31 * DAY);
        assert_eq!(world.performer.ways_back().await.unwrap().1, Vec::new());
        world.engine.stop().await;
    })
    .await;
}
