//! Opens and clicks that were answered are kept once each, and links lead on, whatever happens to the server and to its
//! database.

use super::disk::Disk;
use super::driver::Driver;
use super::fetches::{AtEnd, Fetches};
use crate::server::until;
use serde_json::json;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use testkit::{Cluster, Database};

const RECIPIENTS: usize = 100;
const KILLS: usize = 20;
/// How long the database is away.
const AWAY: Duration = Duration::from_secs(8);

/// A driver whose mail has gone out.
fn sent(folder: &Path, database: Option<&str>) -> (Driver, Fetches) {
    let mut driver = Driver::new(folder, database, RECIPIENTS, None);
    driver.alone = true;
    driver.prepare().end();
    driver.finish();
    let fetches = Fetches::of(&driver);
    (driver, fetches)
}

fn answered_hits_survive_kills(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let (driver, fetches) = sent(folder.path(), database);
    for kill in 0..KILLS {
        let server = driver.start(None).expect("nothing ends it");
        let enough = fetches.answered() + 1 + kill * 37 % 400;
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let _end = AtEnd(&done);
            scope.spawn(|| fetches.make(&server, &done));
            until("enough is answered", || fetches.answered() >= enough);
            server.strike();
        });
    }
    let server = driver.start(None).expect("nothing ends it");
    fetches.settle(&server, &driver.data);
    server.end();
    assert_eq!(fetches.judge(&driver), Vec::<String>::new());
}

#[test]
fn answered_hits_survive_kills_on_sqlite() {
    answered_hits_survive_kills(None);
}

#[test]
fn answered_hits_survive_kills_on_postgres() {
    let database = Database::postgres();
    answered_hits_survive_kills(Some(database.url()));
}

/// Fetches before, while and after the database is taken away under a running server.
fn links_lead_on_without(database: &str, folder: &Path, take_away: impl FnOnce(), bring_back: impl FnOnce()) {
    let (driver, fetches) = sent(folder, Some(database));
    let mut server = driver.start(None).expect("nothing ends it");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _end = AtEnd(&done);
        scope.spawn(|| fetches.make(&server, &done));
        let further = |some: usize| {
            let enough = fetches.answered() + some;
            until("links lead on", || fetches.answered() >= enough);
        };
        further(50);
        take_away();
        let before = fetches.answered();
        std::thread::sleep(AWAY);
        println!("{} answered while the database was away", fetches.answered() - before);
        further(50);
        bring_back();
        further(50);
    });
    fetches.settle(&server, &driver.data);
    // It goes on by itself: what is edited is applied.
    let edit = json!({"email": "late@ok.test", "fields": {}});
    let edited = |(status, _)| status == 201 || status == 409;
    until("edits are applied", || server.ask("POST", "/contacts", &edit).is_some_and(edited));
    assert!(!server.process().has_ended());
    server.end();
    assert_eq!(fetches.judge(&driver), Vec::<String>::new());
}

#[test]
fn links_lead_on_while_postgres_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = std::cell::RefCell::new(Cluster::start());
    let url = cluster.borrow().url();
    links_lead_on_without(&url, folder.path(), || cluster.borrow_mut().go_away(), || cluster.borrow_mut().come_back());
}

#[test]
fn links_lead_on_while_the_disk_of_sqlite_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(&folder.path().join("disk"), 64) else { return };
    let url = format!("sqlite://{}", disk.path().join("siembra.db").display());
    links_lead_on_without(&url, folder.path(), || disk.fill(0), || disk.clear());
}
