//! A run whose mail comes back stops itself in time.

use super::changes::run;
use super::driver::Driver;
use crate::server::until;
use sink::{At, Does, Script, Sink, Times, Transaction};
use std::time::{Duration, SystemTime};

const RECIPIENTS: usize = 4_000;
/// Every so manieth address is unknown: 6 %.
const UNKNOWN: u32 = 16;
/// The limits of the rule: attempts, and how many in a hundred came back.
const ATTEMPTS: usize = 500;
const PERCENT: usize = 5;
const IN_TIME: Duration = Duration::from_secs(10);
const FURTHER: usize = 200;

/// When the limit was passed, and how many messages were taken after that.
fn after_the_limit(all: &[Transaction]) -> Option<(SystemTime, usize)> {
    let (mut attempts, mut back, mut past, mut further) = (0, 0, None, 0);
    for one in all {
        if past.is_some() {
            further += usize::from(one.accepted());
            continue;
        }
        attempts += usize::from(one.accepted() || one.code == 550);
        back += usize::from(one.code == 550);
        if attempts >= ATTEMPTS && back * 100 >= attempts * PERCENT {
            past = Some(one.answered_at.unwrap_or(one.mail_at));
        }
    }
    Some((past?, further))
}

#[test]
fn a_run_that_comes_back_stops_itself_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut driver = Driver::new(folder.path(), None, RECIPIENTS, None);
    driver.alone = true;
    let unknown = Does::Says("550 5.1.1 no such user");
    let script = Script { pause: Duration::from_millis(2), ..Script::default() };
    let script = script.everywhere(At::Rcpt, unknown, Times::Every(UNKNOWN));
    driver.sink = driver.runtime.block_on(Sink::start(script)).unwrap();
    driver.prepare().end();
    let server = driver.start(None).expect("nothing ends it");
    driver.run_what_is_next(&server);
    until("it is paused", || run(&server)["state"] == "paused");
    let paused = SystemTime::now();
    let reason = run(&server)["reason"].as_str().unwrap_or_default().to_string();
    assert!(reason.contains("came back for good"), "{reason}");
    std::thread::sleep(Duration::from_secs(1));
    let ledger = driver.ledger();
    let (past, further) = after_the_limit(&ledger.transactions).expect("the limit was passed");
    let took = paused.duration_since(past).unwrap_or_default();
    println!("paused after {took:?} and {further} further messages of {RECIPIENTS}");
    assert!(took <= IN_TIME && further <= FURTHER, "{took:?}, {further} further messages");
    server.end();
}
