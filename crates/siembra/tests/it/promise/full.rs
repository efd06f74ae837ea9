//! A disk that fills up while mail goes out and events come in: events are refused before it is full, nothing that was
//! acknowledged is lost, nobody gets mail twice, and everything goes on when there is room again.

use super::disk::Disk;
use super::driver::Driver;
use super::fetches::{AtEnd, keys};
use super::world::{self, MARKETING};
use crate::server::{Server, until};
use content::token::{Token, sign};
use model::{DEFAULT_WORKSPACE, SendId};
use serde_json::json;
use sink::{Script, Sink};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::sends::SendState;
use testkit::Database;

const RECIPIENTS: usize = 1_500;
const DISK_MIB: usize = 192;
/// Less than what is kept free, and enough to work on.
const SHORT_KIB: usize = 40 << 10;
/// How long it is full.
const FULL: Duration = Duration::from_secs(8);
/// Everything goes on within this.
const RECOVERY: Duration = Duration::from_secs(10);

/// Somebody who sends events one after another, each until it is acknowledged, as SDKs do.
#[derive(Default)]
struct Sender {
    acknowledged: Mutex<u64>,
    refused: Mutex<BTreeMap<u16, String>>,
    done: AtomicBool,
    /// The test is over, well or not.
    gave_up: AtomicBool,
}

impl Sender {
    fn send(&self, server: &Server, key: &str) {
        let mut n = 0;
        loop {
            let event =
                json!([{"type": "track", "event": "Plan compared", "userId": "u", "messageId": format!("m-{n}")}]);
            match server.offer(key, &event).expect("the server answers") {
                (202, _) => {
                    n += 1;
                    *self.acknowledged.lock().unwrap() += 1;
                    if self.done.load(Ordering::Relaxed) {
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(5));
                }
                (status, said) => {
                    self.refused.lock().unwrap().insert(status, said);
                    if self.gave_up.load(Ordering::Relaxed) {
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(50));
                }
            }
        }
    }

    fn acknowledged(&self) -> u64 {
        *self.acknowledged.lock().unwrap()
    }
}

fn a_disk_fills_up(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(&folder.path().join("disk"), DISK_MIB) else { return };
    let mut driver = Driver::new(disk.path(), database, RECIPIENTS, None);
    // A server that does nothing wrong: what is in doubt is ours.
    let script = Script { pause: Duration::from_millis(60), ..Script::default() };
    driver.sink = driver.runtime.block_on(Sink::start(script)).unwrap();
    driver.alone = true;
    driver.prepare().end();
    let server = driver.start(None).expect("nothing ends it");
    let key = server.call("POST", "/keys", &json!({"kind": "write", "label": "site", "scopes": []}));
    let key = key["secret"].as_str().expect("the secret is shown once");
    let sender = Sender::default();
    world::run(&server, MARKETING);
    let recovered = std::thread::scope(|scope| {
        scope.spawn(|| sender.send(&server, key));
        let _end = AtEnd(&sender.gave_up);
        until("mail flows and events are taken", || driver.sink.dots() > 50 && sender.acknowledged() > 20);
        short_of_room(&driver, &disk, &server, &sender);
        let before = (driver.sink.dots(), sender.acknowledged());
        full(&driver, &disk, &server);
        disk.clear();
        let since = Instant::now();
        until("events are taken again", || sender.acknowledged() > before.1 + 3);
        until("mail flows again", || driver.sink.dots() > before.0 + 60);
        let recovered = since.elapsed();
        sender.done.store(true, Ordering::Relaxed);
        let last = sender.acknowledged();
        until("the last event is taken", || sender.acknowledged() > last);
        recovered
    });
    assert!(recovered <= RECOVERY, "it took {recovered:?} to go on");
    until("the run ends", || driver.look(&server));
    let applied = || server.number("select count(*) from activities where kind = 'plan_compared'");
    until("all is applied", || applied() >= sender.acknowledged());
    assert_eq!(applied(), sender.acknowledged(), "events are lost or doubled");
    server.end();
    judge(&driver);
    println!("went on after {recovered:?}, {} events, {} messages", sender.acknowledged(), driver.sink.dots());
}

/// Before it is full, events are refused with the reason, and mail goes on.
fn short_of_room(driver: &Driver, disk: &Disk, server: &Server, sender: &Sender) {
    disk.fill(SHORT_KIB);
    until("events are refused", || sender.refused.lock().unwrap().contains_key(&503));
    let refused = sender.refused.lock().unwrap().clone();
    assert!(refused.len() == 1 && refused[&503].contains("MiB are left on the server's disk"), "{refused:?}");
    let taken = sender.acknowledged();
    let ready = server.visit("GET", "/readyz", "").expect("it answers");
    assert!(ready.status == 200 && ready.body.contains("MiB are left"), "{} {}", ready.status, ready.body);
    let before = driver.sink.dots();
    until("mail goes on", || driver.sink.dots() > before + 30);
    assert_eq!(sender.acknowledged(), taken, "nothing is taken meanwhile");
}

/// Full to the last byte: links lead on, and nothing leaves that could not be recorded.
fn full(driver: &Driver, disk: &Disk, server: &Server) {
    disk.fill(0);
    let keys = keys(&driver.data);
    let since = Instant::now();
    let (mut links, mut wrong) = (0, 0);
    while since.elapsed() < FULL {
        let target = format!("https://www.example.com/{links}");
        let token = Token::click(DEFAULT_WORKSPACE, SendId(1), 1, &target);
        let answer = server.visit("GET", &format!("/t/c/{}", sign(&keys, &token)), "").expect("it answers");
        wrong += usize::from((answer.status, answer.header("location")) != (302, Some(&*target)));
        links += 1;
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(wrong, 0, "of {links} links on a full disk");
    assert_eq!(server.visit("GET", "/livez", "").expect("it answers").status, 200);
}

/// Everybody got one message, and nothing is in doubt: the server has lived all the time.
fn judge(driver: &Driver) {
    let rows = driver.rows();
    let mut arrived: BTreeMap<String, usize> = BTreeMap::new();
    for taken in driver.ledger().transactions.iter().filter(|one| one.may_be_taken()) {
        *arrived.entry(taken.message_id.clone()).or_default() += 1;
    }
    let twice = arrived.values().filter(|times| **times > 1).count();
    assert_eq!(twice, 0, "messages came twice");
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *states.entry(row.state.as_str()).or_default() += 1;
        let there = row.message_id.as_ref().is_some_and(|id| arrived.contains_key(id));
        assert_eq!(row.state == SendState::Sent, there, "{} is {:?}: {:?}", row.id, row.state, row.reason);
        assert!(
            matches!(row.state, SendState::Sent | SendState::Held),
            "{} is {:?}: {:?}",
            row.id,
            row.state,
            row.reason
        );
    }
    assert_eq!(states["sent"], arrived.len(), "{states:?}");
    assert!(states["sent"] >= RECIPIENTS * 94 / 100, "{states:?}");
}

#[test]
fn a_disk_fills_up_with_sqlite_on_it() {
    a_disk_fills_up(None);
}

#[test]
fn a_disk_fills_up_beside_postgres() {
    let database = Database::postgres();
    a_disk_fills_up(Some(database.url()));
}
