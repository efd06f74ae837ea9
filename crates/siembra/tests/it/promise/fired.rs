//! Mail that no run sends: what a trigger and nurture send is under the same promise, while the server is killed. Each
//! contact does what the trigger waits for, and is in one cast of nurture.

use super::driver::Driver;
use super::oracle;
use super::plan::End;
use super::world::{self, REFUSING};
use crate::server::{Server, until};
use fault::Point;
use serde_json::{Value as Json, json};
use sink::{Script, Sink};
use std::collections::BTreeMap;
use store::sends::SendState;
use testkit::Database;

const CONTACTS: usize = 180;
/// Events in a request.
const EVENTS: usize = 12;
const PROGRAMS: [&str; 2] = ["proof-trigger", "proof-nurture"];
/// Where it ends while the mail of a cast goes out.
const IN_CAST: [Point; 3] = [Point::AfterClaim, Point::AfterDot, Point::BeforeResult];
/// Until everybody's first cast is past, in seconds.
const CAST: i64 = 8 * 86_400;

fn address(number: usize) -> String {
    let domain = match number % 25 {
        3 => "later-at-rcpt.test",
        8 => "later-at-dot.test",
        11 => "vanishing.test",
        14 => "cut.test",
        18 => REFUSING[0],
        21 => "dripping.test",
        _ => "ok.test",
    };
    format!("person.{number}@{domain}")
}

fn publish(server: &Server) {
    world::publish(server);
    // The starter instance's own would send too.
    let own = server.call("GET", "/definitions/program/nurture-prospects", &Json::Null);
    let mut stopped = own["published"]["body"].clone();
    stopped["active"] = json!(false);
    world::publish_one(server, "program", "nurture-prospects", &stopped);
    let email = server.call("GET", "/definitions/email/proof-guide", &Json::Null)["published"]["body"].clone();
    let trigger = json!({"when": {"kind": ["form_submitted"]}, "steps": [{"send": {"email": "proof-guide"}}]});
    let nurture = json!({
        "audience": {"all": []}, "dormant_days": 90, "categories": [], "mid_at": 30, "late_at": 60, "hysteresis": 5,
        "every_days": 7, "hour": 9
    });
    let program = |does: Json| json!({"label": "Proof", "channel": "Email", "active": true, "does": does});
    let asset = json!({"label": "News", "type": "blog", "depth": "early", "url": "https://www.example.com/news", "email": "proof-news", "order": 1});
    for (kind, key, body) in [
        ("email", "proof-news", email),
        ("asset", "proof-news", asset),
        ("program", PROGRAMS[0], program(json!({ "trigger": trigger }))),
        ("program", PROGRAMS[1], program(json!({ "nurture": nurture }))),
    ] {
        world::publish_one(server, kind, key, &body);
    }
}

/// Who has done what the trigger waits for.
struct Doers {
    key: String,
    /// Those before have, and it was acknowledged.
    next: usize,
}

impl Doers {
    /// The next do, as an SDK sends it: what was not acknowledged is sent again in the next life.
    fn go_on(&mut self, server: &Server, some: usize) {
        let enough = (self.next + some).min(CONTACTS);
        let event = |number: usize| {
            json!({
                "type": "track", "event": "Form Submitted", "userId": format!("p{number}"), "messageId": format!("m-{number}"),
            })
        };
        while self.next < enough {
            let events: Json = (self.next..self.next + EVENTS).map(event).collect();
            match server.offer(&self.key, &events) {
                Some((202, _)) => self.next += EVENTS,
                Some((status, body)) => panic!("{status} {body}"),
                None => return,
            }
        }
    }
}

fn activities(server: &Server, kind: &str) -> u64 {
    server.number(&format!("select count(*) from activities where kind = '{kind}'"))
}

/// Waits until so many times a program has acted, and nothing of it is open.
fn settle(driver: &Driver, acted: usize) {
    let server = driver.start(None).expect("nothing ends it");
    until("the programs have acted", || activities(&server, "program_acted") >= acted as u64);
    let open = |state: &str| server.call("GET", &format!("/sends?state={state}&limit=1"), &Json::Null)["total"].clone();
    until("nothing is open", || ["queued", "leased", "handing", "deferred"].iter().all(|state| open(state) == 0));
    server.end();
}

fn each_gets_one(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let begun = std::time::Instant::now();
    let mut driver = Driver::new(folder.path(), database, CONTACTS, None);
    driver.further = 60;
    // What goes wrong for everybody is tried with runs, and takes time.
    let script = Script { everywhere: Vec::new(), pipelining: database.is_none(), ..world::script() };
    driver.sink = driver.runtime.block_on(Sink::start(script)).unwrap();
    let server = driver.start(None).expect("nothing ends it");
    publish(&server);
    let lines = (0..CONTACTS).map(|number| format!("p{number},{},Ana\n", address(number))).collect::<String>();
    world::import(&driver.data, "people", &format!("contact_id,email,first_name\n{lines}"));
    until("everybody is there", || server.number("select count(*) from contacts") == CONTACTS as u64);
    let key = server.call("POST", "/keys", &json!({"kind": "write", "label": "site", "scopes": []}));
    let mut doers = Doers { key: key["secret"].as_str().expect("it is shown once").into(), next: 0 };
    server.end();

    let at = |point: Point, passage| End::At(point.name(), passage);
    // Only runs are made into sends piece by piece.
    let passed = Point::ALL.into_iter().filter(|point| *point != Point::WhileMaterialising);
    // Claims, marks and results are of many at once: there may be one in a life.
    let many_at_once = [Point::AfterClaim, Point::AfterHanding, Point::BeforeResult, Point::AfterResult];
    let ends = passed.clone().map(|point| at(point, if many_at_once.contains(&point) { 1 } else { 3 }));
    let ends: Vec<End> = ends.chain([End::Kill(1), End::Kill(12), End::Stop(8), End::Ask(5)]).collect();
    for end in &ends {
        driver.live_with(*end, |_, server| doers.go_on(server, CONTACTS / ends.len()));
    }
    let server = driver.start(None).expect("nothing ends it");
    doers.go_on(&server, CONTACTS);
    server.end();
    settle(&driver, CONTACTS);

    driver.turn_clock(CAST);
    // Casts are made every twenty seconds; the server may end as soon as they are.
    let cast = |server: &Server| {
        let acted = json!({"sql": "select count(*) from activities where kind = 'program_acted'"});
        let answer = server.ask("POST", "/query", &acted);
        answer.is_none_or(|(_, answer)| answer["rows"][0][0].as_u64().is_some_and(|acted| acted > CONTACTS as u64))
    };
    let [first, others @ ..] = IN_CAST;
    driver.live_with(at(first, 1), |_, server| until("the cast", || cast(server)));
    for end in others.map(|point| at(point, 1)).into_iter().chain([End::Kill(20)]) {
        driver.live_with(end, |_, _| {});
    }
    settle(&driver, CONTACTS * 2);

    let verdict = oracle::judge_mail(&driver);
    println!("{}; {:?}, {:?}", verdict.told(), driver.landed, begun.elapsed());
    for point in passed {
        let least = if IN_CAST.contains(&point) { 2 } else { 1 };
        assert!(driver.landed.get(point.name()) >= Some(&least), "it did not end {} often enough", point.name());
    }
    assert!(verdict.wrong.is_empty(), "{:#?}", &verdict.wrong[..verdict.wrong.len().min(20)]);
    let rows = driver.rows();
    let mut found: BTreeMap<(String, String), Vec<SendState>> = BTreeMap::new();
    for row in &rows {
        assert_eq!(row.run, None, "no run has sent {row:?}");
        found.entry((row.program.clone().unwrap_or_default(), row.address.clone())).or_default().push(row.state);
    }
    for (program, number) in PROGRAMS.iter().flat_map(|program| (0..CONTACTS).map(move |number| (program, number))) {
        let address = address(number);
        let states = found.remove(&(program.to_string(), address.clone())).unwrap_or_default();
        let refused = address.ends_with(REFUSING[0]);
        let fine = match states[..] {
            [SendState::Sent | SendState::Unknown] => !refused,
            // Nobody is written to again who was refused for good.
            [SendState::Failed | SendState::Held] => refused,
            _ => false,
        };
        assert!(fine, "{address} has {states:?} of {program}");
    }
    assert!(found.is_empty(), "{} others, such as {:?}", found.len(), found.first_key_value());
}

#[test]
fn each_gets_one_of_what_no_run_sends_on_sqlite() {
    each_gets_one(None);
}

#[test]
fn each_gets_one_of_what_no_run_sends_on_postgres() {
    let database = Database::postgres();
    each_gets_one(Some(database.url()));
}
