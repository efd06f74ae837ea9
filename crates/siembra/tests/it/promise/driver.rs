//! Kills the server while it sends: by signals placed by what the mail server has seen, and at the points at which it
//! can be told to end; and starts it again until everything is done.

use super::plan::End;
use super::told::Told;
use super::world::{self, MARKETING, OPERATIONAL, Sort};
use crate::server::{Server, until};
use fault::{Bug, Point};
use serde_json::Value as Json;
use sink::{Ledger, Script, Sink};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Connections of the server to the mail server.
pub const CONNECTIONS: usize = 8;

/// A mail server and a product that sends to it.
pub struct Driver {
    pub runtime: tokio::runtime::Runtime,
    pub sink: Sink,
    pub data: PathBuf,
    pub database: Option<String>,
    pub recipients: usize,
    bug: Option<Bug>,
    skew: PathBuf,
    /// When each recipient's opting out was acknowledged.
    pub left: BTreeMap<usize, SystemTime>,
    /// How often the server ended how.
    pub landed: BTreeMap<&'static str, usize>,
    /// When it was killed or ended by itself.
    pub deaths: Vec<SystemTime>,
    /// The longest polite end.
    pub slowest_end: Duration,
    started: [bool; 2],
    /// Only marketing mail is sent, and nobody leaves.
    pub alone: bool,
    /// So many messages go out at least before a point counts as one that nothing passes any more: results of as many as are
    /// on their way may be recorded at once.
    pub further: usize,
    /// How long the runs may take to their end once nothing kills the server.
    pub patience: Duration,
    /// What was seen that must never be.
    pub seen: Vec<String>,
}

impl Driver {
    pub fn new(folder: &Path, database: Option<&str>, recipients: usize, bug: Option<Bug>) -> Driver {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        // Beside one database the mail server takes commands together, beside the other one after another.
        let script = Script { pipelining: database.is_none(), ..world::script() };
        let sink = runtime.block_on(Sink::start(script)).unwrap();
        Driver {
            runtime,
            sink,
            data: folder.join("data"),
            database: database.map(str::to_string),
            recipients,
            bug,
            skew: folder.join("skew"),
            left: BTreeMap::new(),
            landed: BTreeMap::new(),
            deaths: Vec::new(),
            slowest_end: Duration::ZERO,
            started: [false; 2],
            alone: false,
            further: 0,
            patience: Duration::from_secs(if bug.is_some() { 15 } else { 120 + recipients as u64 / 5 }),
            seen: Vec::new(),
        }
    }

    /// An instance with its recipients, and a server that sends nothing yet.
    pub fn prepare(&mut self) -> Server {
        let server = self.start(None).expect("nothing ends it");
        world::publish(&server);
        world::load(&server, &self.data, self.recipients);
        server
    }

    /// Orders the marketing run, and ends while it is made into sends: nothing of it has gone out.
    pub fn begin(&mut self) {
        let point = Point::WhileMaterialising.name();
        let mut server = self.start(Some(format!("{point}:1"))).expect("it lives until it is ordered");
        self.run_what_is_next(&server);
        until("it ends at the point", || server.process().has_ended());
        self.count(End::At(point, 1), 0);
    }

    pub fn start(&self, point: Option<String>) -> Result<Server, String> {
        let url =
            format!("smtp://127.0.0.1:{}?connections={CONNECTIONS}&command-timeout=3&dot-timeout=2", self.sink.port());
        let more = ["--https", "--smtp-url", &url, "--mail-retry", "1", "--any-sender"];
        let mut variables = vec![(fault::SKEW, self.skew.display().to_string())];
        variables.extend(self.bug.map(|bug| (fault::BUG, bug.name().to_string())));
        variables.extend(point.map(|point| (fault::FAIL, point)));
        Server::start_in(&self.data, self.database.as_deref(), &more, &variables)
    }

    /// Turns the server's clock.
    pub fn turn_clock(&self, seconds: i64) {
        std::fs::write(&self.skew, seconds.to_string()).expect("the test's folder can be written to");
    }

    /// Starts the marketing run, and the operational one once a part of the first has gone out; lets those who leave
    /// leave in between.
    pub fn run_what_is_next(&mut self, server: &Server) {
        let dots = self.sink.dots();
        if !self.started[0] {
            world::run(server, MARKETING);
            self.started[0] = true;
        }
        if self.alone {
            return;
        }
        if self.left.is_empty() && dots * 8 > self.recipients {
            for number in (0..self.recipients).rev().filter(|number| world::sort(*number) == Sort::Leaving) {
                world::suppress(server, number, "opt_out");
                self.left.insert(number, SystemTime::now());
            }
        }
        if !self.started[1] && dots * 4 > self.recipients {
            world::run(server, OPERATIONAL);
            self.started[1] = true;
        }
    }

    /// Lets a server live until its end.
    pub fn live(&mut self, end: End) {
        self.live_with(end, |driver, server| {
            if point_is_none(end) {
                driver.run_what_is_next(server);
                driver.look(server);
            }
        });
    }

    /// The same, with what is to be done once it has started.
    pub fn live_with(&mut self, end: End, begin: impl FnOnce(&mut Driver, &Server)) {
        let point = match end {
            End::At(name, passage) => Some(format!("{name}:{passage}")),
            _ => None,
        };
        let before = self.sink.dots();
        let mut server = match self.start(point) {
            Ok(server) => server,
            // It ended before it could say that it is there.
            Err(_) => return self.count(end, before),
        };
        begin(self, &server);
        let (most, most_time) = match end {
            End::Kill(dots) | End::Stop(dots) | End::Ask(dots) => (dots, Duration::from_secs(4 + dots as u64 / 20)),
            End::At(..) => ((self.share() * 3).max(self.further), Duration::from_secs(20)),
        };
        let since = Instant::now();
        while self.sink.dots() < before + most && since.elapsed() < most_time {
            if server.process().has_ended() {
                return self.count(end, before);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        match end {
            End::Ask(_) => {
                self.slowest_end = self.slowest_end.max(server.end());
                *self.landed.entry("asked").or_default() += 1;
            }
            End::Stop(_) => {
                server.process().signal("STOP");
                std::thread::sleep(Duration::from_millis(200));
                self.kill(&mut server, "stopped");
            }
            End::Kill(_) => self.kill(&mut server, "killed"),
            // Nothing passed there any more.
            End::At(..) => self.kill(&mut server, "killed"),
        }
    }

    pub fn kill(&mut self, server: &mut Server, how: &'static str) {
        server.kill();
        self.deaths.push(SystemTime::now());
        *self.landed.entry(how).or_default() += 1;
    }

    /// It ended by itself.
    fn count(&mut self, end: End, before: usize) {
        let End::At(name, _) = end else { panic!("the server ended by itself after {before} messages") };
        self.deaths.push(SystemTime::now());
        *self.landed.entry(name).or_default() += 1;
    }

    /// Messages for each kill that is left, so that all of them land while mail flows.
    fn share(&self) -> usize {
        (self.recipients / 100).clamp(5, 40)
    }

    /// A run that says it is finished must have nothing open.
    pub fn look(&mut self, server: &Server) -> bool {
        let mut all = self.started[1] || self.alone;
        for program in [MARKETING, OPERATIONAL] {
            let Some((200, view)) = server.ask("GET", &format!("/programs/{program}"), &Json::Null) else {
                return false;
            };
            let run = &view["runs"][0];
            if run.is_null() {
                continue;
            }
            let finished = run["state"] == "finished";
            all &= finished || run["state"] == "cancelled";
            let open = ["queued", "leased", "handing", "deferred"].map(|state| run["sends"][state].as_u64());
            let open: u64 = open.into_iter().flatten().sum();
            if finished && open > 0 {
                self.seen.push(format!("{program} is finished with {open} sends open"));
            }
        }
        all
    }

    /// Lets everything come to its end; what the product says of it then.
    pub fn finish(&mut self) -> Told {
        let server = self.start(None).expect("nothing ends it");
        let since = Instant::now();
        loop {
            self.run_what_is_next(&server);
            if self.look(&server) {
                break;
            }
            if since.elapsed() > self.patience {
                self.seen.push("the runs do not come to their end".into());
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        // What came of the last sends is applied in a moment.
        std::thread::sleep(Duration::from_millis(1_500));
        let told = Told::ask(&server);
        self.slowest_end = self.slowest_end.max(server.end());
        told
    }

    pub fn ledger(&self) -> Ledger {
        self.sink.ledger()
    }
}

fn point_is_none(end: End) -> bool {
    !matches!(end, End::At(..))
}
