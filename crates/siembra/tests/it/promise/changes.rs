//! What people and machines do to a run while it is sending: paused, gone on with, cancelled, put to another time, its email
//! edited, the clock turned. Nothing of it sends twice or leaves anybody out.

use super::driver::Driver;
use super::oracle;
use super::plan::End;
use super::world::{self, MARKETING};
use crate::server::{Server, until};
use serde_json::{Value as Json, json};
use sink::Transaction;
use std::time::{Duration, SystemTime};
use testkit::Database;

const RECIPIENTS: usize = 200;

fn on_both(test: fn(Driver)) {
    let database = Database::postgres();
    for url in [None, Some(database.url())] {
        let folder = tempfile::tempdir().unwrap();
        test(Driver::new(folder.path(), url, RECIPIENTS, None));
    }
}

/// The latest run of marketing mail.
pub fn run(server: &Server) -> Json {
    server.call("GET", &format!("/programs/{MARKETING}"), &Json::Null)["runs"][0].clone()
}

pub fn order(server: &Server, order: &str) {
    let id = run(server)["id"].as_str().unwrap_or_default().to_string();
    // It may have finished just now.
    let _ = server.ask("POST", &format!("/runs/{id}/{order}"), &Json::Null);
}

/// Whether a message came after this, to somebody who gets marketing mail alone.
fn of_the_run(one: &Transaction, since: SystemTime) -> bool {
    let operational = (0..RECIPIENTS).filter(|number| world::is_operational(*number));
    let mut theirs = operational.flat_map(|number| [world::address(number), format!("twin.{number}@ok.test")]);
    one.dot_at.is_some_and(|at| at > since) && !theirs.any(|address| one.recipients.contains(&address))
}

#[test]
fn paused_and_edited_and_with_a_clock_that_jumps_it_sends_everything_once() {
    on_both(|mut driver| {
        let server = driver.prepare();
        server.end();
        driver.begin();
        for round in 0..4 {
            driver.live(End::Kill(8));
            let mut server = driver.start(None).expect("nothing ends it");
            let before = driver.sink.dots();
            order(&server, "pause");
            let paused = SystemTime::now();
            std::thread::sleep(Duration::from_millis(400));
            // What was on its way when it was paused arrives, and nothing else. Operational mail is another run's.
            let late = driver.ledger().transactions.iter().filter(|one| of_the_run(one, paused)).count();
            assert!(late <= super::driver::CONNECTIONS, "{late} left after the pause");
            let email = &server.call("GET", "/definitions/email/proof-guide", &Json::Null)["published"]["body"];
            let mut edited = email.clone();
            edited["subject"] = json!(format!("Edited {round}"));
            world::publish_one(&server, "email", "proof-guide", &edited);
            driver.turn_clock([3_600, 0, -3_600, 0][round]);
            order(&server, "resume");
            if round % 3 != 0 {
                server.end();
            } else {
                until("it goes on", || driver.sink.dots() > before || run(&server)["state"] == "finished");
                driver.kill(&mut server, "killed");
            }
        }
        let told = driver.finish();
        let verdict = oracle::judge(&driver, &told);
        assert!(verdict.wrong.is_empty(), "{:#?}", verdict.wrong);
        let rows = driver.rows();
        let mut versions: Vec<i32> = rows.iter().filter(|row| !row.operational).map(|row| row.email_version).collect();
        versions.dedup();
        assert_eq!(versions.len(), 1, "one run sends one version: {versions:?}");
    });
}

#[test]
fn cancelled_it_stops_at_once_and_another_time_sends_once() {
    on_both(|mut driver| {
        let server = driver.prepare();
        // Put to another time: the first is cancelled before it begins.
        let later = json!({"at": "2027-01-01T00:00:00Z"});
        let _ = server.ask("POST", &format!("/programs/{MARKETING}/run"), &later);
        order(&server, "cancel");
        assert_eq!(run(&server)["state"], "cancelled");
        driver.run_what_is_next(&server);
        until("mail flows", || driver.sink.dots() > RECIPIENTS / 5);
        order(&server, "cancel");
        let cancelled = SystemTime::now();
        std::thread::sleep(Duration::from_millis(2_500));
        let late = driver.ledger();
        let late = late.transactions.iter().filter(|one| one.mail_at > cancelled + Duration::from_secs(1)).count();
        assert_eq!(late, 0, "messages began a second after the run was cancelled");
        server.end();
        let (rows, ledger) = (driver.rows(), driver.ledger());
        assert_eq!(rows.len(), RECIPIENTS - RECIPIENTS / 100, "each has a row that says what became of it");
        assert!(rows.iter().all(|row| !row.state.is_open()), "nothing is left open");
        let sent = rows.iter().filter(|row| row.state == store::sends::SendState::Sent).count();
        let accepted = ledger.transactions.iter().filter(|one| one.accepted()).count();
        assert_eq!(sent, accepted, "what arrived is what is sent");
    });
}
