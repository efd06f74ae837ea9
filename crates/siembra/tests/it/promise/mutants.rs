//! The proof is proven: with a mistake switched on that senders have made, what is found to be wrong is not nothing.

use super::driver::Driver;
use super::oracle;
use super::plan::End;
use fault::{Bug, Point};
use std::path::Path;
use testkit::Database;

const RECIPIENTS: usize = 120;

/// Where the server must end for a mistake to show; nowhere for most.
fn ends(bug: Option<Bug>) -> Vec<End> {
    let at = |point: Point, passage| End::At(point.name(), passage);
    match bug {
        Some(Bug::HandingLate | Bug::DoubtIsResent) => vec![at(Point::AfterDot, 2), at(Point::AfterAccepted, 1)],
        Some(Bug::SentAtClaim | Bug::StaleIsDeleted) => vec![at(Point::AfterClaim, 1), End::Kill(5)],
        // Of mail that is put off nothing is told, so that one passage may show nothing.
        Some(Bug::ResultApart) => [5, 7, 9, 11].map(|passage| at(Point::BeforeResult, passage)).to_vec(),
        Some(_) => Vec::new(),
        None => vec![at(Point::AfterClaim, 1), at(Point::AfterDot, 2), at(Point::BeforeResult, 1), End::Kill(9)],
    }
}

/// Copies a prepared folder, runs, and tells what is found.
fn found(prepared: &Path, bug: Option<Bug>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let copied = std::process::Command::new("cp").arg("-a").arg(prepared).arg(folder.path().join("data")).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let mut driver = Driver::new(folder.path(), None, RECIPIENTS, bug);
    // Nothing ends this life: the run begins, and is made into sends by whoever comes next.
    driver.begin();
    for end in ends(bug) {
        driver.live(end);
    }
    let told = driver.finish();
    oracle::judge(&driver, &told).wrong
}

#[test]
fn every_mistake_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut driver = Driver::new(folder.path(), None, RECIPIENTS, None);
    driver.prepare().end();
    let prepared = driver.data.clone();
    let without = found(&prepared, None);
    assert!(without.is_empty(), "without a mistake: {without:#?}");
    let mut missed = Vec::new();
    let bugs: Vec<Bug> = Bug::ALL.into_iter().filter(|bug| *bug != Bug::FenceIgnored).collect();
    // They wait more than they work.
    for some in bugs.chunks(4) {
        std::thread::scope(|scope| {
            let tried = some.iter().map(|bug| (bug, scope.spawn(|| found(&prepared, Some(*bug)))));
            for (bug, tried) in tried.collect::<Vec<_>>() {
                match tried.join().expect("it can be tried") {
                    wrong if wrong.is_empty() => missed.push(bug),
                    wrong => println!("{bug:?}: {} findings, such as: {}", wrong.len(), wrong[0]),
                }
            }
        });
    }
    assert!(missed.is_empty(), "not noticed: {missed:?}");
}

/// A server is stopped in the middle of sending, another takes over, and the first wakes up.
fn taken_over(bug: Option<Bug>) -> Vec<String> {
    let (folder, database) = (tempfile::tempdir().unwrap(), Database::postgres());
    let mut driver = Driver::new(folder.path(), Some(database.url()), RECIPIENTS, bug);
    driver.prepare().end();
    driver.begin();
    let mut first =
        driver.start(Some(format!("{}:15:stop", Point::AfterRcpt.name()))).expect("it is stopped, not ended");
    crate::server::until("it is stopped", || first.process().is_stopped());
    driver.deaths.push(std::time::SystemTime::now());
    let second = driver.start(None).expect("nothing ends it");
    crate::server::until("the other has sent everything", || {
        driver.run_what_is_next(&second);
        driver.look(&second)
    });
    first.process().signal("CONT");
    std::thread::sleep(std::time::Duration::from_secs(4));
    first.kill();
    second.end();
    let told = driver.finish();
    oracle::judge(&driver, &told).wrong
}

#[test]
fn a_server_that_wakes_up_late_changes_nothing() {
    let wrong = taken_over(None);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_server_that_wakes_up_late_is_noticed_where_nobody_asks_whose_claim_it_is() {
    let wrong = taken_over(Some(Bug::FenceIgnored));
    assert!(!wrong.is_empty());
    println!("{:?}: {}", Bug::FenceIgnored, wrong[0]);
}
