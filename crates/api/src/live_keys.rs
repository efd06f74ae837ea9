//! Keys that were in force a moment ago: senders of events send many requests a second, and each would ask the database
//! for the same key. A key that is revoked here is refused at once, one that another node revokes within [`MOMENT`].

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::keys::Key;

const MOMENT: Duration = Duration::from_secs(1);
/// Keys that are kept; with more, all are asked for anew.
const MOST: usize = 1_000;

#[derive(Default)]
pub struct LiveKeys(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// By hash of the secret, with when it was read.
    keys: HashMap<String, (Instant, Key)>,
    /// How often keys were revoked: what was read before the last time is not kept.
    revocations: u64,
}

impl LiveKeys {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn get(&self, hash: &str) -> Option<Key> {
        self.lock().keys.get(hash).filter(|(read, _)| read.elapsed() < MOMENT).map(|(_, key)| key.clone())
    }

    /// To be asked before a key is read, and told to [`LiveKeys::put`].
    pub fn revocations(&self) -> u64 {
        self.lock().revocations
    }

    pub fn put(&self, hash: String, key: Key, revocations: u64) {
        let mut kept = self.lock();
        if kept.revocations != revocations {
            return;
        }
        if kept.keys.len() >= MOST {
            kept.keys.clear();
        }
        kept.keys.insert(hash, (Instant::now(), key));
    }

    /// A key was revoked: all are asked for anew.
    pub fn revoked(&self) {
        let mut kept = self.lock();
        kept.keys.clear();
        kept.revocations += 1;
    }
}
