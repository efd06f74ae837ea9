//! Opens and clicks of recipients, each told by a number, and whether those that were answered are kept once each.

use super::driver::Driver;
use super::world::MARKETING;
use crate::server::{Server, until};
use content::token::{Keys, Kind, Token, sign};
use model::hit::{Fetch, Hit};
use model::{DEFAULT_WORKSPACE, SendId};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use store::sends::SendState;

/// One in so many is an opening: of each message no more are kept a minute than a person could make.
const OPENS: usize = 50;
const THREADS: usize = 4;

/// Sets a flag when it goes, also by a panic: nobody is left waiting for it.
pub struct AtEnd<'a>(pub &'a AtomicBool);

impl Drop for AtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub struct Fetches {
    keys: Keys,
    sends: Vec<SendId>,
    next: AtomicUsize,
    /// What was answered as it must be.
    answered: Mutex<Vec<usize>>,
    /// What was answered otherwise.
    pub wrong: Mutex<Vec<String>>,
}

impl Fetches {
    /// Of the mail that a driver's server has sent. The server must have ended.
    pub fn of(driver: &Driver) -> Fetches {
        let sent = driver.rows().into_iter().filter(|row| row.state == SendState::Sent);
        Fetches {
            keys: keys(&driver.data),
            sends: sent.map(|row| row.id).collect(),
            next: AtomicUsize::new(0),
            answered: Mutex::default(),
            wrong: Mutex::default(),
        }
    }

    pub fn answered(&self) -> usize {
        self.answered.lock().unwrap().len()
    }

    /// Fetches from a server until it is gone, or `done` says so.
    pub fn make(&self, server: &Server, done: &AtomicBool) {
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| while !done.load(Ordering::Relaxed) && self.make_one(server) {});
            }
        });
    }

    /// False when the server did not answer.
    fn make_one(&self, server: &Server) -> bool {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        let (send, link, target) = self.what(n);
        let token = match n % OPENS {
            0 => Token::of(Kind::Open, DEFAULT_WORKSPACE, send),
            _ => Token::click(DEFAULT_WORKSPACE, send, link, &format!("{target}?for=somebody")),
        };
        let road = if n.is_multiple_of(OPENS) { "o" } else { "c" };
        let headers = format!("user-agent: Mozilla/5.0 (iPhone) fetch/{n}\r\n");
        let answer = server.visit("GET", &format!("/t/{road}/{}", sign(&self.keys, &token)), &headers);
        let Some(answer) = answer else { return false };
        let leads = answer.header("location");
        if (answer.status, leads) == (302, Some(&*token.target)) || (answer.status == 200 && token.kind == Kind::Open) {
            self.answered.lock().unwrap().push(n);
        } else {
            self.wrong.lock().unwrap().push(format!("{n}: {} to {leads:?}", answer.status));
        }
        true
    }

    fn what(&self, n: usize) -> (SendId, u16, String) {
        let (send, link) = (self.sends[n % self.sends.len()], n / self.sends.len() % 60_000);
        (send, link as u16, format!("https://www.example.com/{n}"))
    }

    /// Waits until everything acknowledged has been brought to the store.
    pub fn settle(&self, server: &Server, data: &Path) {
        assert!(server.visit("GET", "/livez", "").is_some());
        let folder = data.join("hits");
        until("the spool is empty", || std::fs::read_dir(&folder).is_ok_and(|files| files.count() == 0));
    }

    /// What is wrong with what is kept; the server must have ended.
    pub fn judge(&self, driver: &Driver) -> Vec<String> {
        let mut wrong = self.wrong.lock().unwrap().clone();
        let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
        for hit in driver.hits() {
            let n = hit.agent.rsplit('/').next().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
            *kept.entry(n).or_default() += 1;
            let (send, link, target) = self.what(n);
            let same = match hit.fetch {
                Fetch::Open => hit.send == send,
                _ => (hit.send, hit.link, &hit.target) == (send, link, &target),
            };
            if !same {
                wrong.push(format!("{n} is kept as {hit:?}"));
            }
        }
        wrong.extend(
            kept.iter().filter(|(_, times)| **times > 1).map(|(n, times)| format!("{n} is kept {times} times")),
        );
        let answered = self.answered.lock().unwrap();
        wrong
            .extend(answered.iter().filter(|n| !kept.contains_key(n)).map(|n| format!("{n} was answered and is lost")));
        println!("{} answered, {} kept, {} wrong", answered.len(), kept.len(), wrong.len());
        wrong
    }
}

/// The keys that sign a home's links.
pub fn keys(data: &Path) -> Keys {
    let secret = engine::perform::signing_secret(&data.join("secrets")).expect("the home has one");
    Keys::new(1, secret)
}

impl Driver {
    /// The hits of the marketing mail, as they lie in the database.
    fn hits(&self) -> Vec<Hit> {
        let narrow = store::hits::Narrow { program: MARKETING.into(), ..Default::default() };
        self.read(async |store| {
            let mut hits = Vec::new();
            loop {
                let page = store::hits::page(store, DEFAULT_WORKSPACE, &narrow, hits.len(), 5_000).await.unwrap();
                if page.is_empty() {
                    return hits;
                }
                hits.extend(page.into_iter().map(|kept| kept.hit));
            }
        })
    }
}
