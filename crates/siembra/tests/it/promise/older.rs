//! An older database is put back beside its send journal: what has gone out since does not go out again, and nobody is left
//! out; without the journal nothing goes out.

use super::changes::run;
use super::driver::Driver;
use super::oracle;
use super::plan::End;
use crate::server::until;
use std::time::Duration;
use testkit::Database;

const RECIPIENTS: usize = 200;

fn put_back_it_sends_nothing_again(database: &Database) {
    let folder = tempfile::tempdir().unwrap();
    let mut driver = Driver::new(folder.path(), Some(database.url()), RECIPIENTS, None);
    // What else happens after the copy was kept is lost with the database, as it must be.
    driver.alone = true;
    driver.prepare().end();
    driver.begin();
    driver.live(End::Ask(40));
    let kept = folder.path().join("kept");
    database.keep(&kept);
    for end in [End::Kill(40), End::Ask(40)] {
        driver.live(end);
    }
    // Without the journal nothing goes out.
    let (journal, aside) = (driver.data.join("sends.journal"), folder.path().join("sends.journal"));
    std::fs::rename(&journal, &aside).unwrap();
    database.put_back(&kept);
    let before = driver.sink.dots();
    assert!(before >= 120, "{before} went out, some before the copy was kept and some after");
    let server = driver.start(None).expect("nothing ends it");
    until("the run is kept", || run(&server)["state"] == "paused");
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(driver.sink.dots(), before, "something was sent from an old database without its journal");
    server.end();
    std::fs::rename(&aside, &journal).unwrap();
    database.put_back(&kept);
    let told = driver.finish();
    let verdict = oracle::judge(&driver, &told);
    println!("{}", verdict.told());
    assert!(verdict.wrong.is_empty(), "{:#?}", verdict.wrong);
    assert!(verdict.states["sent"] > 140, "{:?}", verdict.states);
}

#[test]
fn put_back_it_sends_nothing_again_on_sqlite() {
    put_back_it_sends_nothing_again(&Database::sqlite());
}

#[test]
fn put_back_it_sends_nothing_again_on_postgres() {
    put_back_it_sends_nothing_again(&Database::postgres());
}
