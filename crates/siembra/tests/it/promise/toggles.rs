//! A run that is paused and gone on with two hundred times while people leave by the link in their mail: everybody who
//! stays gets it once, and to who has left nothing begins a second later.

use super::changes::{order, run};
use super::driver::Driver;
use super::fetches::{AtEnd, keys};
use super::oracle;
use super::world::{self, Sort};
use crate::server::{Server, until};
use content::token::{Keys, Kind, Token, sign};
use model::{DEFAULT_WORKSPACE, SendId};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};
use testkit::Database;

const TOGGLES: u64 = 200;
const LEAVING: usize = 500;

/// Plain recipients spread over the run, with their sends.
fn leaving(driver: &Driver) -> Vec<(usize, SendId)> {
    let number = |address: &str| address.strip_prefix("person.")?.split_once('@')?.0.parse::<usize>().ok();
    let open = driver.rows().into_iter().filter(|row| row.state.is_open());
    let rows = open.filter_map(|row| Some((number(&row.address)?, row.id)));
    let mut plain: Vec<_> = rows.filter(|(number, _)| world::sort(*number) == Sort::Plain).collect();
    plain.sort_by_key(|(number, _)| number % 97);
    plain.truncate(LEAVING);
    plain
}

/// Each leaves by one click; when that was acknowledged.
fn leave(server: &Server, keys: &Keys, leaving: &[(usize, SendId)], over: &AtomicBool) -> BTreeMap<usize, SystemTime> {
    let left = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for part in leaving.chunks(leaving.len().div_ceil(4)) {
            let left = &left;
            scope.spawn(move || {
                for (number, send) in part.iter().filter(|_| !over.load(Ordering::Relaxed)) {
                    let token = Token::of(Kind::Unsubscribe, DEFAULT_WORKSPACE, *send);
                    let answer = server.visit("POST", &format!("/u/{}", sign(keys, &token)), "").expect("it answers");
                    assert_eq!(answer.status, 200, "{}", answer.body);
                    left.lock().unwrap().insert(*number, SystemTime::now());
                    std::thread::sleep(Duration::from_millis(20));
                }
            });
        }
    });
    left.into_inner().unwrap()
}

fn toggled_while_people_leave(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let (recipients, _) = super::size();
    let mut driver = Driver::new(folder.path(), database, recipients, None);
    driver.alone = true;
    let server = driver.prepare();
    driver.run_what_is_next(&server);
    let rows = (recipients - recipients / 100) as u64;
    let made = |server: &Server| {
        let all = run(server)["sends"].as_object().cloned().unwrap_or_default();
        all.values().filter_map(|n| n.as_u64()).sum::<u64>()
    };
    until("it is made into sends", || made(&server) >= rows);
    order(&server, "pause");
    server.end();
    let leaving = leaving(&driver);
    let server = driver.start(None).expect("nothing ends it");
    let (keys, over) = (keys(&driver.data), AtomicBool::new(false));
    let before = driver.sink.dots();
    let left = std::thread::scope(|scope| {
        let leaves = scope.spawn(|| leave(&server, &keys, &leaving, &over));
        let _end = AtEnd(&over);
        for toggle in 0..TOGGLES {
            order(&server, if toggle % 2 == 0 { "resume" } else { "pause" });
            std::thread::sleep(Duration::from_millis(5 + toggle * 7_919 % 60));
        }
        println!("{} messages in {TOGGLES} toggles", driver.sink.dots() - before);
        leaves.join().unwrap()
    });
    assert_eq!(left.len(), LEAVING);
    driver.left = left;
    order(&server, "resume");
    server.end();
    let told = driver.finish();
    let verdict = oracle::judge(&driver, &told);
    assert!(verdict.wrong.is_empty(), "{:#?}", &verdict.wrong[..verdict.wrong.len().min(20)]);
    println!("{:?}", verdict.states);
}

#[test]
fn toggled_while_people_leave_on_sqlite() {
    toggled_while_people_leave(None);
}

#[test]
fn toggled_while_people_leave_on_postgres() {
    let database = Database::postgres();
    toggled_while_people_leave(Some(database.url()));
}
