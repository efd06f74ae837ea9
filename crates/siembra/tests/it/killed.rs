//! Kill -9 of the whole process: no acknowledged event is lost and nothing is doubled, on both databases.

use crate::server::{Process, Server, until};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::Database;

/// Rows of the imported file, and how far the import is at each kill.
const ROWS: u64 = 6_000;
const KILLS: [u64; 3] = [200, 1_800, 4_000];

#[test]
fn an_import_goes_on_after_kills_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    an_import_goes_on_after_kills(folder.path(), None);
}

#[test]
fn an_import_goes_on_after_kills_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), Database::postgres());
    an_import_goes_on_after_kills(folder.path(), Some(database.url()));
}

fn an_import_goes_on_after_kills(folder: &Path, database: Option<&str>) {
    let (data, file) = (folder.join("data"), folder.join("people.csv"));
    let rows = (0..ROWS).map(|n| format!("p{n},person{n}@example.com,Ana,Number {n}\n")).collect::<String>();
    std::fs::write(&file, format!("contact_id,email,first_name,last_name\n{rows}")).unwrap();

    let mut server = Server::start(&data, database);
    let arguments = ["import", "contacts", file.to_str().unwrap(), "--source", "Fair", "--json"];
    let mut arguments = arguments.to_vec();
    arguments.extend(["--data", data.to_str().unwrap()]);
    let mut command = Process::start(&arguments, &folder.join("import.out"));
    for (nth, &at) in KILLS.iter().enumerate() {
        until("the import gets on", || contacts(&server) >= at);
        server.kill();
        if nth == 0 {
            command.kill();
        }
        server = Server::start(&data, database);
        assert!(contacts(&server) >= at, "what was applied has gone");
    }
    until("the import ends", || import(&server)["state"] != "running");
    assert_eq!(import(&server)["state"], "finished", "{}", import(&server));
    assert_eq!(import(&server)["progress"]["read"], ROWS);
    assert_eq!(import(&server)["progress"]["created"], ROWS);
    until("all is applied", || contacts(&server) == ROWS);
    assert_eq!(server.number("select count(distinct email) from contacts"), ROWS);

    let mut again = Process::start(&arguments, &folder.join("again.out"));
    again.finish();
    assert_eq!(import(&server)["progress"]["created"], 0);
    assert_eq!(import(&server)["progress"]["unchanged"], ROWS);
    assert_eq!(contacts(&server), ROWS);
}

fn contacts(server: &Server) -> u64 {
    server.number("select count(*) from contacts")
}

/// The latest import.
fn import(server: &Server) -> Json {
    server.call("GET", "/imports", &Json::Null)["items"][0].clone()
}

#[test]
fn acknowledged_events_survive_kills_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    acknowledged_events_survive_kills(folder.path(), None);
}

#[test]
fn acknowledged_events_survive_kills_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), Database::postgres());
    acknowledged_events_survive_kills(folder.path(), Some(database.url()));
}

/// Four senders, each with batches of its own, sent again until acknowledged, as SDKs do; the server is killed while they
/// send. A batch whose answer was lost may have been kept: its second coming must not count.
fn acknowledged_events_survive_kills(folder: &Path, database: Option<&str>) {
    const SENDERS: usize = 4;
    const BATCHES: usize = 30;
    const EVENTS: usize = 25;
    let data = folder.join("data");
    let mut server = Server::start(&data, database);
    let key = server.call("POST", "/keys", &json!({"kind": "write", "label": "site", "scopes": []}));
    let key = key["secret"].as_str().expect("the secret is shown once").to_string();
    let (mut next, acknowledged) = ([0; SENDERS], AtomicUsize::new(0));
    for kill_at in [Some(5), Some(40), Some(80), None] {
        std::thread::scope(|scope| {
            for (sender, next) in next.iter_mut().enumerate() {
                let (server, key, acknowledged) = (&server, key.as_str(), &acknowledged);
                scope.spawn(move || {
                    while *next < BATCHES && server.send(key, &events(sender, *next, EVENTS)) {
                        *next += 1;
                        acknowledged.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            if let Some(at) = kill_at {
                until("batches are acknowledged", || acknowledged.load(Ordering::Relaxed) >= at);
                server.strike();
            }
        });
        if kill_at.is_some() {
            assert!(next.iter().any(|next| *next < BATCHES), "killed too late to prove anything");
            server = Server::start(&data, database);
        }
    }
    assert_eq!(next, [BATCHES; SENDERS]);
    let all = (SENDERS * BATCHES * EVENTS) as u64;
    let applied = || server.number("select count(*) from activities where kind = 'plan_compared'");
    until("all is applied", || applied() >= all);
    assert_eq!(applied(), all);
    assert_eq!(server.number("select count(*) from contacts"), SENDERS as u64);
}

fn events(sender: usize, batch: usize, events: usize) -> Json {
    let event = |n: usize| {
        json!({
            "type": "track", "event": "Plan compared", "userId": format!("u{sender}"),
            "messageId": format!("m-{sender}-{batch}-{n}"),
        })
    };
    (0..events).map(event).collect()
}
