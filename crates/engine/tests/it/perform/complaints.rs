//! A run that readers call spam stops itself in time: what providers report of it comes in as they write it.

use super::fixture::*;
use super::flow::{run_of, smtp, until};
use engine::perform::Performer;
use model::input::*;
use sink::{Script, Sink, Transaction};
use std::time::{Duration, Instant};
use store::runs::{Brake, RunState};

const RECIPIENTS: usize = 3_000;
/// Every so manieth reader complains, 0.15 %, the first one so that the limit is passed for long with the second: with one
/// in a thousand it would be passed for one message alone, which may or may not be the moment in which somebody looks.
const COMPLAINS: usize = 667;
const FIRST: usize = 333;
/// The limits of the rule: messages delivered, and how many in a thousand were complained of.
const DELIVERED: usize = 1_000;
const PER_THOUSAND: usize = 1;
const IN_TIME: Duration = Duration::from_secs(10);
const FURTHER: usize = 200;

/// What a provider writes about a message that one of its readers has called spam (RFC 5965).
pub fn report(message_id: &str) -> String {
    format!(
        "From: fbl@provider.test\r\nTo: abuse@example.com\r\nSubject: FW: A guide\r\nMIME-Version: 1.0\r\nContent-Type: \
         multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAn email \
         abuse report.\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: \
         Provider/1.0\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {}\r\nSubject: A \
         guide\r\n\r\nHello\r\n--b--\r\n",
        message_id
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_complained_of_stops_itself_in_time() {
    testkit::on_both(|url| async move {
        let sink = Sink::start(Script { pause: Duration::from_millis(2), ..Script::default() }).await.unwrap();
        let world = world(&url).await;
        let put = |n: usize| {
            let key = Key::email(format!("c{n}@ok.test"));
            let put = ContactPut { key, consent_basis: Some("web form".into()), ..ContactPut::default() };
            world.engine.envelope(format!("put:{n}"), "api", Input::Contact(put))
        };
        for some in (0..RECIPIENTS).collect::<Vec<_>>().chunks(500) {
            world.engine.apply_and_wait(some.iter().copied().map(put).collect()).await.unwrap();
        }
        let run = world.run("spring").await;
        let performer = Performer::start(world.engine.clone(), from_anywhere(smtp(&sink, 8)));
        let delivered = || -> Vec<Transaction> {
            let mut all: Vec<_> = sink.ledger().transactions.into_iter().filter(Transaction::accepted).collect();
            all.sort_by_key(|one| one.answered_at);
            all
        };
        let (mut complaints, mut past) = (0, None::<(Instant, usize)>);
        until("the run stops", Duration::from_secs(120), async || {
            // Asked first: what it stopped for has been delivered by then.
            let over = matches!(run_of(&world, run).await.state, RunState::Paused | RunState::Finished);
            let all = delivered();
            while let Some(one) = all.get(FIRST + complaints * COMPLAINS - 1) {
                let taken =
                    performer.returned(report(&one.message_id).as_bytes(), None, world.engine.now()).await.unwrap();
                assert!(taken.suppressed && taken.send.is_some(), "{taken:?}");
                complaints += 1;
            }
            if past.is_none() && all.len() >= DELIVERED && complaints * 1_000 >= all.len() * PER_THOUSAND {
                past = Some((Instant::now(), all.len()));
            }
            over
        })
        .await;
        let stopped = run_of(&world, run).await;
        let (since, delivered_then) = past.expect("it goes on up to the limit");
        let took = since.elapsed();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let further = delivered().len() - delivered_then;
        println!("paused {took:?} and {further} messages after the limit, {complaints} complaints");
        assert_eq!((stopped.state, stopped.brake), (RunState::Paused, Some(Brake::Complaints)));
        let reason = stopped.reason.unwrap_or_default();
        assert!(reason.contains("complained of spam"), "{reason}");
        assert!(took <= IN_TIME && further <= FURTHER, "{took:?}, {further} further messages");
        performer.stop().await;
        world.engine.stop().await;
    })
    .await;
}
